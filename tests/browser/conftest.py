"""One site for all browser tests of a process, and one browser of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.browsers import BROWSERS, Browser, served
from support.programs.slow_server import SlowServer
from support.requirements import require
from support.web_site import build_site, site

from web.index import EXTENSION


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of Firefox what only Chromium can be asked."""
    out = [item for item in items if _only_chromium(item)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]


def _only_chromium(item: pytest.Item) -> bool:
    asked = isinstance(item, pytest.Function) and item.get_closest_marker("only_chromium")
    return bool(asked) and item.callspec.params.get("kind") != "chromium"


@pytest.fixture(scope="session", params=BROWSERS)
def kind(request: pytest.FixtureRequest) -> str:
    """Name a browser that is installed."""
    name = str(request.param)
    require(BROWSERS[name].paths(), BROWSERS[name].MISSING)
    return name


@pytest.fixture(scope="session")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowServer]:
    """Make a site whose answers can be held back or broken."""
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
def opened(kind: str) -> Iterator[Browser]:
    with BROWSERS[kind].start() as browser:
        yield browser


@pytest.fixture
def browser(opened: Browser, address: str) -> Browser:
    """Give a browser that keeps nothing from the test before."""
    opened.get(address + "/help")
    opened.execute_script("localStorage.clear()")
    return opened


@pytest.fixture(scope="session")
def scriptless(kind: str) -> Iterator[Browser]:
    """Open a browser in which no script of a page runs."""
    with BROWSERS[kind].start(script=False) as browser:
        browser.get("data:text/html,<title>off</title><script>document.title='on'</script>")
        assert browser.title == "off"
        yield browser
