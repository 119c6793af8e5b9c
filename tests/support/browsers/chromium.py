"""Chromium with its driver; nothing is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

MISSING = "Chromium and chromedriver are not installed"
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


class Chromium(Chrome):
    """Chromium, with what tests change about it by its DevTools protocol."""

    def resize(self, width: int, height: int) -> None:
        """Give pages a screen of this size, in CSS pixels; a narrow one is a phone's."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def emulate(self, media: str = "", **features: str) -> None:
        """Show pages on a medium, with media features of these names (`_` for `-`), no others."""
        told = [{"name": key.replace("_", "-"), "value": value} for key, value in features.items()]
        self.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": told})

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Cut the connection to all servers."""
        usual = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.execute_cdp_cmd("Network.enable", {})
        self.execute_cdp_cmd("Network.emulateNetworkConditions", {**usual, "offline": True})
        try:
            yield
        finally:
            self.execute_cdp_cmd("Network.emulateNetworkConditions", {**usual, "offline": False})

    def complaints(self) -> list[str]:
        """Give the errors that pages caused since the last call."""
        return [str(one["message"]) for one in self.get_log("browser")]


def paths() -> tuple[str, str] | None:
    """Find the browser and its driver; None where one is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def start(*, script: bool = True) -> Iterator[Chromium]:
    """Open a fresh browser; without `script` it runs no JavaScript of pages."""
    found = paths()
    if found is None:
        raise RuntimeError(MISSING)
    browser, driver = found
    options = ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    if not script:
        content = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", content)
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options.add_argument(f"--user-data-dir={profile}")
        opened = Chromium(options=options, service=Service(executable_path=driver))
        try:
            yield opened
        finally:
            opened.quit()
