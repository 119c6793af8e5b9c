"""Series, words in context and comparisons in a browser: on a desk, on a phone, without scripts."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from support.axe import axe_path, violations
from support.browsers import Browser, set_screen
from support.requirements import require
from support.web_site import LONG, TRAFFICKING

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PAGES = (
    "/series",
    f"/series?symbol={TRAFFICKING}",
    f"/series?symbol={LONG}&texts=adopted",
    "/concordance",
    "/concordance?q=oceans&words=3",
    "/concordance?q=women&order=left",
    f"/compare?a={TRAFFICKING}&b={LONG}&q=women",
)


@pytest.mark.parametrize("look", ["desk", "dark phone"])
@pytest.mark.parametrize("path", PAGES)
def test_axe(browser: Browser, address: str, path: str, look: str) -> None:
    """Every page can be used with a screen reader, and fits on a phone."""
    require(axe_path(), "axe-core is not installed")
    width = 1280 if look == "desk" else 390
    set_screen(browser, width, dark=look != "desk")
    browser.get(address + path)
    assert violations(browser) == []
    # A phone widens the window with the page: `innerWidth` would always be enough.
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_a_comparison_shows_the_paragraph_asked_for(scriptless: Browser, address: str) -> None:
    """Its row is in sight when the page has loaded, without any script."""
    set_screen(scriptless, 1280)
    scriptless.get(f"{address}/compare?a={TRAFFICKING}&b={LONG}#after-op40")
    row = scriptless.find_element(By.CSS_SELECTOR, ".pair:has(> #after-op40)")
    top = scriptless.execute_script("return arguments[0].getBoundingClientRect().top", row)
    assert 0 <= top < 800


def test_a_cell_leads_to_its_words(scriptless: Browser, address: str) -> None:
    scriptless.get(f"{address}/series?symbol={LONG}")
    scriptless.find_element(By.CSS_SELECTOR, ".series-table tbody td a").click()
    assert "/resolutions/" in scriptless.current_url
    assert "#" in scriptless.current_url


def test_a_line_leads_to_its_paragraph(scriptless: Browser, address: str) -> None:
    """There the words asked for are marked."""
    scriptless.get(address + "/concordance?q=oceans")
    scriptless.find_element(By.CSS_SELECTOR, ".kwic-place a").click()
    assert scriptless.find_elements(By.CSS_SELECTOR, ".para mark")
