"""Makes the screenshots in docs/screenshots from the sample corpus; run after a change of look.

    python docs/make_screenshots.py

Needs the extra "test" and Chromium with its driver.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the browser is opened as in the tests

from support.chromium import chromium, save_png, served, set_screen  # noqa: E402

from indexer.pipeline import build_index  # noqa: E402
from web.app import create_app  # noqa: E402
from web.settings import Settings  # noqa: E402

WIDE, PHONE = (1280, 800), (390, 780)
LIMIT = 200_000
"""Bytes: pictures stay in the repository for good."""


class Shot(NamedTuple):
    """A picture: its name, the address of the page, the size of the screen and the theme."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    dark: bool = False


SHOTS = (
    Shot("start", "/"),
    Shot("results", "/?q=verb:urge+%22trafficking+in+persons%22&doctype=resolution"),
    Shot("results-dark", "/?q=women+girls&sort=newest", dark=True),
    Shot("results-phone", "/?q=%22due+diligence%22", PHONE),
    Shot("resolution", "/resolutions/A/RES/74/176?q=%22due+diligence%22"),
    Shot("compare", "/compare?a=A/RES/68/192&b=A/RES/74/176"),
    Shot("trends", "/trends?q=%22trafficking+in+persons%22&q=children&q=victims&by=session"),
    Shot("paragraph-dark", "/resolutions/A/RES/74/176#op12", dark=True),
)


def make(folder: Path) -> None:
    """Write all pictures to a folder; ends with an error where one is too large."""
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as place:
        index = Path(place) / "index"
        build_index([ROOT / "corpus"], index)
        with served(create_app(Settings(index=index))) as base, chromium() as browser:
            for shot in SHOTS:
                set_screen(browser, *shot.size, dark=shot.dark)
                browser.get(base + shot.path)
                path = folder / f"{shot.name}.png"
                save_png(browser, path)
                if path.stat().st_size > LIMIT:
                    sys.exit(f"{path} has more than {LIMIT} bytes")


if __name__ == "__main__":
    make(Path(__file__).parent / "screenshots")
