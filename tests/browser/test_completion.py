"""Completion under the search box, as the combobox pattern has it."""

from __future__ import annotations

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.axe import axe_path, violations
from support.browsers import Browser, set_screen
from support.programs.slow_server import SlowServer
from support.requirements import require
from support.web_site import TRAFFICKING

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

OPTIONS = "[...document.querySelectorAll('.offers:not([hidden]) [role=option]')]"


def wait(browser: Browser, script: str) -> None:
    WebDriverWait(browser, 5, poll_frequency=0.02).until(
        lambda _: browser.execute_script(f"return {script}")
    )


def typed(browser: Browser, address: str, text: str) -> None:
    set_screen(browser, 1280)
    browser.get(address + "/")
    browser.find_element(By.NAME, "q").send_keys(text)
    wait(browser, f"{OPTIONS}.length > 0")


def value(browser: Browser) -> str:
    return str(browser.find_element(By.NAME, "q").get_attribute("value"))


def test_keys_choose_and_take(browser: Browser, address: str) -> None:
    """Arrows choose, Enter takes what is chosen and leaves the cursor behind it."""
    typed(browser, address, "women verb:ur")
    box = browser.find_element(By.NAME, "q")
    assert box.get_attribute("aria-expanded") == "true"
    box.send_keys(Keys.ARROW_DOWN)
    active = browser.find_element(By.ID, str(box.get_attribute("aria-activedescendant")))
    assert active.get_attribute("aria-selected") == "true"
    require(axe_path(), "axe-core is not installed")
    assert violations(browser) == []
    box.send_keys(Keys.ENTER)
    assert value(browser) == "women verb:urge"
    assert box.get_attribute("aria-expanded") == "false"
    assert browser.current_url == address + "/"
    box.send_keys(Keys.ENTER)
    wait(browser, "location.search === '?q=women+verb%3Aurge'")


def test_a_resolution_is_opened(browser: Browser, address: str) -> None:
    """Taking a symbol by mouse leads to its resolution."""
    typed(browser, address, "74/17")
    browser.find_element(By.CSS_SELECTOR, "[role=option]").click()
    wait(browser, f"location.pathname === '/resolutions/{TRAFFICKING}'")


def test_escape_closes(browser: Browser, address: str) -> None:
    """Who does not want what is offered goes on: Escape closes it, Enter asks as typed."""
    typed(browser, address, "traf")
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not browser.find_element(By.CSS_SELECTOR, ".offers").is_displayed()
    assert value(browser) == "traf"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait(browser, "location.search === '?q=traf'")


def test_what_comes_late_is_not_offered(browser: Browser, address: str, slow: SlowServer) -> None:
    """Offers for what was typed before never replace those for what stands there now."""
    set_screen(browser, 1280)
    browser.get(address + "/")
    late = slow.hold("q=tr&")
    box = browser.find_element(By.NAME, "q")
    box.send_keys("tr")
    browser.execute_async_script("setTimeout(arguments[0], 250)")
    box.clear()
    box.send_keys("verb:ur")
    wait(browser, f"{OPTIONS}.length > 0")
    late.set()
    browser.execute_async_script("setTimeout(arguments[0], 250)")
    assert "urge" in browser.find_element(By.CSS_SELECTOR, ".offers").text


def test_a_broken_server_is_no_hindrance(browser: Browser, address: str, slow: SlowServer) -> None:
    """Without offers the box is a box."""
    slow.broken.add("cursor=")
    set_screen(browser, 1280)
    browser.get(address + "/")
    browser.find_element(By.NAME, "q").send_keys("oceans")
    browser.execute_async_script("setTimeout(arguments[0], 300)")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait(browser, "document.querySelectorAll('.hit').length === 20")
