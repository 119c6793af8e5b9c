"""Firefox with its driver, geckodriver; nothing is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Firefox as FirefoxDriver
from selenium.webdriver import FirefoxOptions
from selenium.webdriver.common.bidi.browsing_context import Viewport
from selenium.webdriver.firefox.service import Service

MISSING = "Firefox and geckodriver are not installed"
CARGO = Path("~/.cargo/bin/geckodriver")
"""Where `cargo install geckodriver` puts the driver, also where that is not on the path."""
_LOOKS = """
    const shown = gBrowser.selectedBrowser.browsingContext;
    const [media, features] = arguments;
    shown.mediumOverride = media;
    shown.prefersColorSchemeOverride = features.prefers_color_scheme || "none";
    shown.forcedColorsOverride = features.forced_colors || "none";
    Services.prefs.setIntPref("ui.prefersReducedMotion", features.prefers_reduced_motion ? 1 : 0);
"""
# A computer without a network still reaches itself, so a proxy that is not there is asked too.
_OFFLINE = """
    Services.io.offline = arguments[0];
    Services.prefs.setIntPref("network.proxy.type", arguments[0] ? 1 : 0);
"""
_COMPLAINTS = """
    const told = Services.console.getMessageArray()
      .filter(one => one instanceof Ci.nsIScriptError && !one.isFromPrivateWindow
        && /^https?:/.test(one.sourceName) && !(one.flags & one.warningFlag));
    Services.console.reset();
    return told.map(one => one.sourceName + " " + one.errorMessage);
"""


class Firefox(FirefoxDriver):
    """Firefox, with what tests change about it from inside its own window."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._written: list[str] = []
        self.script.add_console_message_handler(self._write)

    def _write(self, entry: Any) -> None:
        if entry.level in {"error", "warn"}:
            self._written.append(str(entry.text))

    def resize(self, width: int, height: int) -> None:
        """Give pages a screen of this size, in CSS pixels."""
        self.browsing_context.set_viewport(
            context=self.current_window_handle,
            viewport=Viewport(width=width, height=height),
            device_pixel_ratio=1,
        )

    def _inside(self, script: str, *values: object) -> Any:
        with self.context(self.CONTEXT_CHROME):
            return self.execute_script(script, *values)

    def emulate(self, media: str = "", **features: str) -> None:
        """Show pages on a medium, with media features of these names (`_` for `-`), no others."""
        self._inside(_LOOKS, media, features)

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Cut the connection to all servers."""
        self._inside(_OFFLINE, True)
        try:
            yield
        finally:
            self._inside(_OFFLINE, False)

    def complaints(self) -> list[str]:
        """Give the errors that pages caused since the last call."""
        told, self._written = self._written, []
        return [*told, *self._inside(_COMPLAINTS)]


def paths() -> tuple[str, str] | None:
    """Find the browser and its driver; None where one is missing."""
    browser = shutil.which("firefox-esr") or shutil.which("firefox")
    driver = shutil.which("geckodriver") or shutil.which(CARGO.expanduser())
    return (browser, driver) if browser and driver else None


@contextmanager
def start(*, script: bool = True) -> Iterator[Firefox]:
    """Open a fresh browser; without `script` it runs no JavaScript of pages."""
    found = paths()
    if found is None:
        raise RuntimeError(MISSING)
    browser, driver = found
    options = FirefoxOptions()
    options.binary_location = browser
    options.add_argument("-headless")
    options.enable_bidi = True
    options.set_preference("javascript.enabled", script)
    options.set_preference("network.proxy.http", "127.0.0.1")
    options.set_preference("network.proxy.http_port", 9)
    options.set_preference("network.proxy.allow_hijacking_localhost", True)
    options.set_preference("accessibility.tabfocus", 7)
    # As on a desk: there is a mouse, and it can hover.
    options.set_preference("ui.primaryPointerCapabilities", 6)
    options.set_preference("ui.allPointerCapabilities", 6)
    options.set_preference("widget.gtk.overlay-scrollbars.enabled", True)
    options.set_preference("ui.useOverlayScrollbars", 1)
    service = Service(executable_path=driver, service_args=["--allow-system-access"])
    opened = Firefox(options=options, service=service)
    try:
        yield opened
    finally:
        opened.quit()
