"""The browsers of the tests, driven from outside: Chromium and Firefox, which answer alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.browsers import chromium, firefox
from support.browsers.chromium import Chromium
from support.browsers.firefox import Firefox
from werkzeug.serving import make_server

Browser = Chromium | Firefox
BROWSERS = {"chromium": chromium, "firefox": firefox}
"""Modules of the browsers by name, each with `paths`, `start` and `MISSING`."""


def set_screen(browser: Browser, width: int, height: int = 800, *, dark: bool = False) -> None:
    """Give pages a screen of this size, in CSS pixels, and a light or dark theme."""
    browser.resize(width, height)
    browser.emulate(prefers_color_scheme="dark" if dark else "light")


def arrive(browser: Browser, ending: str, seen: str = "body") -> None:
    """Wait until the address ends so and the page shows something, named by a CSS selector."""
    WebDriverWait(browser, 10, 0.02).until(
        lambda _: (
            browser.current_url.endswith(ending) and browser.find_elements(By.CSS_SELECTOR, seen)
        ),
        f"no page {ending} with {seen}",
    )


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port; gives its address without the last slash."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def save_png(browser: Browser, path: Path) -> None:
    """Save what the screen shows."""
    path.write_bytes(browser.get_screenshot_as_png())
