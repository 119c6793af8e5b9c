"""The results where screens and people differ: zoomed, high contrast, print, right to left."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from support.browsers import Browser, set_screen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def fits(browser: Browser, width: int) -> bool:
    return bool(
        browser.execute_script("return document.documentElement.scrollWidth <= arguments[0]", width)
    )


@pytest.mark.parametrize("path", ["/", "/?q=women", "/facets/verb?q="])
def test_four_times_as_large(browser: Browser, address: str, path: str) -> None:
    """At 400 % on a desk nothing needs to be moved sideways, whatever is unfolded."""
    set_screen(browser, 320, 256)
    browser.get(address + path)
    browser.execute_script("""
        for (const one of document.querySelectorAll('details')) one.open = true;
        document.getElementById('page-show-filters')?.click();
    """)
    assert fits(browser, 320)


def test_large_text(browser: Browser, address: str) -> None:
    """Text of twice the size neither overlaps the edge of the page nor is cut."""
    set_screen(browser, 640)
    browser.get(address + "/?q=women")
    browser.execute_script("document.documentElement.style.fontSize = '200%'")
    assert fits(browser, 640)


def test_right_to_left(browser: Browser, address: str) -> None:
    """Arabic in the box and in a text runs its own way, and the page stays whole."""
    set_screen(browser, 390)
    browser.get(address + "/?q=%D8%A7%D9%84%D8%A3%D9%85%D9%85&verb=%D8%AD%D8%AB")
    assert fits(browser, 390)
    browser.get(address + "/?q=women")
    browser.execute_script(
        "document.querySelector('.snippet').textContent = 'إن الجمعية العامة، إذ تشير إلى';"
    )
    snippet = browser.find_element(By.CSS_SELECTOR, ".snippet")
    assert browser.execute_script("return arguments[0].matches(':dir(rtl)')", snippet)
    assert fits(browser, 390)


def test_forced_colours(browser: Browser, address: str) -> None:
    """In a theme of high contrast the bars of the years can still be seen."""
    set_screen(browser, 1280)
    browser.emulate(forced_colors="active")
    browser.get(address + "/?q=women")
    fill = "return getComputedStyle(document.querySelector('.years rect:not(.reach)')).fill"
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert browser.execute_script(fill) != browser.execute_script(ground)


def test_print(browser: Browser, address: str) -> None:
    """On paper stand the paragraphs and where they are from, not what is for the screen."""
    browser.get(address + "/?q=women")
    browser.emulate("print")
    for gone in (".filters", ".box", ".hit-tools", ".order", ".syntax"):
        assert not browser.find_element(By.CSS_SELECTOR, gone).is_displayed()
    for kept in (".hit .symbol", ".snippet", ".total", ".foot"):
        assert browser.find_element(By.CSS_SELECTOR, kept).is_displayed()
    browser.emulate()


def test_nothing_moves_for_those_who_ask(browser: Browser, address: str) -> None:
    """Who wants less movement gets none, also while waiting."""
    set_screen(browser, 1280)
    browser.emulate(prefers_reduced_motion="reduce")
    browser.get(address + "/?q=women")
    browser.execute_script("document.getElementById('page-main').setAttribute('aria-busy', 'true')")
    name = "return getComputedStyle(document.getElementById('page-main'), '::before').animationName"
    assert browser.execute_script(name) == "none"
    assert browser.execute_script("return document.getAnimations().length") == 0
