"""Chromium for tests and screenshots, driven from outside; nothing is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from flask import Flask
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # As on a desk: there is a mouse, and it can hover.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,"
    "availablePointerTypes=4",
)


def browser_paths() -> tuple[str, str] | None:
    """Find the browser and its driver; None where one is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def chromium(*, script: bool = True) -> Iterator[Chrome]:
    """Open a fresh browser; without `script` it runs no JavaScript of pages."""
    paths = browser_paths()
    if paths is None:
        raise RuntimeError("Chromium or its driver is not installed.")
    browser, driver = paths
    options = ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    if not script:
        content = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", content)
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options.add_argument(f"--user-data-dir={profile}")
        opened = Chrome(options=options, service=Service(executable_path=driver))
        try:
            yield opened
        finally:
            opened.quit()


def set_screen(browser: Chrome, width: int, height: int = 800, *, dark: bool = False) -> None:
    """Give pages a screen of this size, in CSS pixels, and a light or dark theme."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def arrive(browser: Chrome, ending: str, seen: str = "body") -> None:
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


def save_png(browser: Chrome, path: Path) -> None:
    """Save what the screen shows."""
    path.write_bytes(browser.get_screenshot_as_png())
