"""Makes the screenshots in docs/screenshots from the sample corpus; run it after changes of design.

    python docs/make_screenshots.py

Needs the extra "test" and Chromium with its driver.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the tests' way of opening a browser

from support.browsers import Browser, chromium, save_png, served, set_screen  # noqa: E402
from support.host_pages import host_pages  # noqa: E402

from indexer.pipeline import build_index  # noqa: E402
from web.app import create_app  # noqa: E402
from web.settings.settings import Settings  # noqa: E402

WIDE, PHONE = (1280, 800), (390, 780)
LIMIT = 300_000
"""Maximum bytes, since pictures stay in the repository for good."""


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
    Shot("make", "/embed/make?organ=GA&session=68..74&q=victims&locked=1"),
)
EMBEDDED = """
<p>Welcome to the library. Here are the resolutions that our committee works with.</p>
<operative-search organ="GA" doctype="resolution" query="victims" page-size="3"></operative-search>
"""


def make(folder: Path) -> None:
    """Writes all pictures to a folder; exits with an error if one is too large."""
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as place:
        index = Path(place) / "index"
        build_index([ROOT / "corpus"], index)
        with host_pages() as host, chromium.start() as browser:
            settings = Settings(index=index, allowed_origins=(host.address,))
            with served(create_app(settings)) as base:
                for shot in SHOTS:
                    set_screen(browser, *shot.size, dark=shot.dark)
                    browser.get(base + shot.path)
                    _save(browser, folder / f"{shot.name}.png")
                set_screen(browser, *WIDE)
                head = f'<script src="{base}/embed.js" defer></script>'
                browser.get(host.address + host.put(EMBEDDED, head=head))
                WebDriverWait(browser, 10).until(_answered)
                _save(browser, folder / "embedded.png")


def _answered(browser: Browser) -> bool:
    found = "document.querySelector('operative-search').shadowRoot?.querySelector('.hit')"
    return bool(browser.execute_script(f"return {found}"))


def _save(browser: Browser, path: Path) -> None:
    save_png(browser, path)
    if path.stat().st_size > LIMIT:
        sys.exit(f"{path} has more than {LIMIT} bytes")


if __name__ == "__main__":
    make(Path(__file__).parent / "screenshots")
