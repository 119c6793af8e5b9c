"""What a page may cost: bytes, requests, elements, and nothing that moves while it loads."""

from __future__ import annotations

from typing import Any

import pytest
from support.browsers import Chromium, set_screen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.only_chromium("Firefox does not measure shifts of the layout"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

BYTES = 108_000
"""Of a page with all its files, as they are without compression."""
REQUESTS = 12
ELEMENTS = 1_500
SHIFT = 0.01
"""Cumulative layout shift; 0.1 is called good elsewhere."""

_MEASURE = """
    const done = arguments[arguments.length - 1];
    const entries = [...performance.getEntriesByType('navigation'),
                     ...performance.getEntriesByType('resource')];
    let shift = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value; })
      .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done({
      bytes: entries.reduce((sum, one) => sum + one.decodedBodySize, 0),
      sizes: entries.map(one => [one.name, one.decodedBodySize]),
      foreign: entries.filter(one => new URL(one.name).origin !== location.origin).length,
      elements: document.getElementsByTagName('*').length,
      shift,
    }), 200);
"""


def measured(browser: Chromium, address: str, *, width: int = 1280) -> dict[str, Any]:
    """Load a page as on a first visit and measure it."""
    set_screen(browser, width)
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.get(address)
    found: dict[str, Any] = browser.execute_async_script(_MEASURE)
    return found


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/", "/?q=oceans", "/?q=women&verbs=any", "/facets/verb?q="])
def test_budget(browser: Chromium, address: str, path: str, width: int) -> None:
    """A page is light, comes from one server, and stands still from the first moment."""
    cost = measured(browser, address + path, width=width)
    assert cost["bytes"] <= BYTES, cost["sizes"]
    assert len(cost["sizes"]) <= REQUESTS, cost["sizes"]
    assert cost["foreign"] == 0
    assert cost["elements"] <= ELEMENTS
    assert cost["shift"] <= SHIFT
