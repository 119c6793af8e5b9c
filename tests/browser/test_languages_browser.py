"""Pages in Arabic and Chinese in a browser: mirrored, readable, and kept by every step."""

from __future__ import annotations

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.axe import axe_path, violations
from support.browsers import Browser, set_screen
from support.requirements import require
from support.web_site import TRAFFICKING

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

PAGES = ("/", "/?q=women+trafficking", f"/resolutions/{TRAFFICKING}?q=women")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("code", ["ar", "zh"])
@pytest.mark.parametrize("path", PAGES)
def test_pages(browser: Browser, address: str, path: str, code: str, width: int) -> None:
    """They can be used with a screen reader, and nothing is wider than the screen."""
    require(axe_path(), "axe-core is not installed")
    set_screen(browser, width)
    browser.get(f"{address}/{code}{path}")
    assert violations(browser) == []
    root = "document.documentElement"
    assert browser.execute_script(f"return {root}.scrollWidth <= {root}.clientWidth")


def left_of(browser: Browser, selector: str) -> float:
    script = "return document.querySelector(arguments[0]).getBoundingClientRect().left"
    return float(browser.execute_script(script, selector))


def test_arabic_is_mirrored(browser: Browser, address: str) -> None:
    """What is on the left in English is on the right in Arabic, but not symbols and queries."""
    set_screen(browser, 1280)
    places = {}
    for code in ("en", "ar"):
        browser.get(f"{address}/{code}/?q=women")
        places[code] = [left_of(browser, one) for one in (".filters", ".found", ".wordmark")]
    assert places["en"][0] < places["en"][1]
    assert places["ar"][0] > places["ar"][1]
    assert places["ar"][2] > places["en"][2]
    symbol = browser.find_element(By.CSS_SELECTOR, ".hit .symbol")
    assert symbol.value_of_css_property("direction") == "ltr"


def test_letters_are_neither_slanted_nor_spaced(browser: Browser, address: str) -> None:
    """Arabic letters are joined, and neither script knows italics."""
    browser.get(f"{address}/ar/")
    heading = browser.find_element(By.TAG_NAME, "h1")
    assert heading.value_of_css_property("letter-spacing") == "normal"
    for code in ("ar", "zh"):
        style = browser.execute_script(
            "const one = document.createElement('i'); one.className = 'opening';"
            "one.lang = arguments[0]; document.querySelector('main').append(one);"
            "const {fontStyle, fontWeight} = getComputedStyle(one); return [fontStyle, fontWeight]",
            code,
        )
        assert style == ["normal", "600"]


def test_a_live_search_keeps_the_language(browser: Browser, address: str) -> None:
    """Typing and choosing filters stay on pages of the same language."""
    set_screen(browser, 1280)
    browser.get(f"{address}/ar/?q=women")
    box = browser.find_element(By.ID, "page-q")
    box.clear()
    box.send_keys("oceans", Keys.RETURN)
    WebDriverWait(browser, 10).until(lambda _: "oceans" in browser.current_url)
    assert "/ar/" in browser.current_url
    WebDriverWait(browser, 10).until(
        lambda _: "فقر" in browser.find_element(By.ID, "page-total").text
    )


def test_scripts_speak_the_language(browser: Browser, address: str) -> None:
    """Words that scripts add are in the language of the page."""
    browser.get(f"{address}/zh/?q=women")
    button = browser.find_element(By.CSS_SELECTOR, "button[data-save]")
    assert button.text.endswith("保存此搜索")
    button.click()
    WebDriverWait(browser, 5).until(lambda _: button.text.endswith("已保存"))


def test_the_chooser(browser: Browser, address: str) -> None:
    """The foot of a page leads to the same search in another language."""
    browser.get(f"{address}/en/?q=women")
    link = browser.find_element(By.CSS_SELECTOR, "footer a[hreflang='ru']")
    assert link.text == "Русский"
    browser.get(link.get_attribute("href") or "")
    assert browser.current_url == f"{address}/ru/?q=women"
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "ru"
