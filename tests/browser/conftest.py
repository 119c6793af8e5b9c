"""One site and one browser for all browser tests of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome
from support.chromium import browser_paths, chromium, served
from support.programs.slow_server import SlowServer
from support.requirements import require
from support.web_site import build_site, site

from web.index import EXTENSION


@pytest.fixture(scope="session")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowServer]:
    """Make a site whose answers can be held back or broken."""
    require(browser_paths(), "Chromium and chromedriver are not installed")
    app = site(build_site(tmp_path_factory.mktemp("site")))
    server = SlowServer(app.wsgi_app)
    app.wsgi_app = server  # type: ignore[method-assign]  # as Flask's documentation does
    with served(app) as base:
        server.address = base
        yield server
    app.extensions[EXTENSION].close()


@pytest.fixture
def address(slow: SlowServer) -> str:
    """Give the address of the site, answering at once."""
    slow.heal()
    return slow.address


@pytest.fixture(scope="session")
def opened(slow: SlowServer) -> Iterator[Chrome]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def browser(opened: Chrome, address: str) -> Chrome:
    """Give a browser that keeps nothing from the test before."""
    opened.get(address + "/help")
    opened.execute_script("localStorage.clear()")
    return opened


@pytest.fixture(scope="session")
def scriptless(slow: SlowServer) -> Iterator[Chrome]:
    """Open a browser in which no script of a page runs."""
    with chromium(script=False) as browser:
        browser.get("data:text/html,<title>off</title><script>document.title='on'</script>")
        assert browser.title == "off"
        yield browser
