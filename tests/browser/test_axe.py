"""axe-core finds nothing to complain about on any page and in any state of it."""

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

PAGES = (
    "/",
    "/?q=oceans",
    "/?q=women+trafficking&type=operative&year=2000..2019&verbs=any",
    "/?q=zebra&colour=red&verb=nothing",
    "/?q=74/176&organ=GA",
    "/?q=oceans&group=resolution",
    "/facets/verb?q=oceans",
    "/facets/verb?q=oceans&contains=zzz",
    f"/resolutions/{TRAFFICKING}?q=women",
    "/resolutions",
    "/sessions",
    "/sessions/GA/75",
    "/addressees",
    "/addressees/Secretary-General",
    "/addressees/Secretary-General?due=1",
    "/help",
    "/api",
    "/nowhere",
)


@pytest.fixture(autouse=True)
def _axe() -> None:
    require(axe_path(), "axe-core is not installed")


@pytest.mark.parametrize("look", ["desk", "dark phone"])
@pytest.mark.parametrize("path", PAGES)
def test_pages(browser: Browser, address: str, path: str, look: str) -> None:
    """Every page can be used with a screen reader, on a desk and on a phone, light and dark."""
    set_screen(browser, 1280 if look == "desk" else 390, dark=look != "desk")
    browser.get(address + path)
    assert violations(browser) == []


def press(browser: Browser, selector: str) -> None:
    browser.find_element(By.CSS_SELECTOR, selector).click()


def test_everything_unfolded(browser: Browser, address: str) -> None:
    """What is folded away is as good as the rest."""
    set_screen(browser, 390)
    browser.get(address + "/?q=women")
    press(browser, ".filters > label")
    browser.execute_script(
        "for (const one of document.querySelectorAll('details')) one.open = true"
    )
    assert violations(browser) == []


def test_dialogs(browser: Browser, address: str) -> None:
    """So are the help on keys and the values of a facet."""
    set_screen(browser, 1280)
    browser.get(address + "/?q=oceans")
    browser.find_element(By.TAG_NAME, "body").send_keys("?")
    assert browser.find_elements(By.CSS_SELECTOR, "dialog.keys-help[open]")
    assert violations(browser) == []
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    press(browser, "a.all-values")
    WebDriverWait(browser, 5).until(
        lambda _: browser.find_elements(By.CSS_SELECTOR, ".values-dialog[open]")
    )
    assert violations(browser) == []


def test_a_failed_search(browser: Browser, address: str, slow: SlowServer) -> None:
    """So is what is told when the server does not answer."""
    set_screen(browser, 1280)
    browser.get(address + "/?q=oceans")
    slow.broken.add("type=operative")
    press(browser, "input[name=type][value=operative]")
    WebDriverWait(browser, 5).until(lambda _: browser.find_elements(By.CSS_SELECTOR, ".failed"))
    assert violations(browser) == []


def test_saved_searches(browser: Browser, address: str) -> None:
    """So is the list of saved searches, also while one gets a new name."""
    browser.get(address + "/?q=oceans")
    press(browser, "[data-save]")
    browser.get(address + "/")
    assert violations(browser) == []
    press(browser, "[data-saved] button")
    assert violations(browser) == []
