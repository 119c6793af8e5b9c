"""Changed searches are shown in place, where scripts run: fast, in order, with history."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.browsers import Browser, set_screen
from support.programs.slow_server import SlowServer
from support.web_site import TRAFFICKING

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def total(browser: Browser) -> str:
    return str(browser.execute_script("return document.getElementById('page-total').innerText"))


def wait(browser: Browser, script: str) -> None:
    """Wait until a script says so."""
    WebDriverWait(browser, 5, poll_frequency=0.02).until(
        lambda _: browser.execute_script(f"return {script}")
    )


def wait_total(browser: Browser, text: str) -> None:
    wait(browser, f"document.getElementById('page-total')?.innerText.includes({text!r})")


def box(browser: Browser, name: str, value: str) -> None:
    browser.find_element(By.CSS_SELECTOR, f"input[name='{name}'][value='{value}']").click()


def start(browser: Browser, address: str, path: str) -> None:
    set_screen(browser, 1280)
    browser.get(address + path)
    browser.execute_script("window.same = true")


def is_same(browser: Browser) -> bool:
    """Tell whether the page was not loaded anew."""
    return bool(browser.execute_script("return window.same === true"))


def test_a_filter_narrows_in_place(browser: Browser, address: str) -> None:
    """Ticking a box shows the new results; the address says so and the box keeps the focus."""
    start(browser, address, "/?q=oceans")
    box(browser, "verb", "verb01")
    wait_total(browser, "4 paragraphs")
    assert is_same(browser)
    assert browser.current_url == f"{address}/?q=oceans&verb=verb01"
    focus = browser.switch_to.active_element
    assert (focus.get_attribute("name"), focus.get_attribute("value")) == ("verb", "verb01")
    assert "Verb01" in browser.find_element(By.CSS_SELECTOR, ".chips").text
    for other in browser.find_elements(By.CSS_SELECTOR, "link[rel=alternate]"):
        assert "verb=verb01" in unquote(str(other.get_attribute("href")))
    wait(browser, "document.getElementById('page-said').textContent.includes('4 paragraphs')")


def test_a_new_query_keeps_the_filters(browser: Browser, address: str) -> None:
    """Enter in the box searches in place, with the filters and from the first page."""
    start(browser, address, "/?q=oceans&organ=GA&page=2")
    field = browser.find_element(By.NAME, "q")
    field.clear()
    field.send_keys("trafficking", Keys.ENTER)
    wait(browser, "document.title.startsWith('trafficking')")
    assert browser.current_url == f"{address}/?q=trafficking&organ=GA"
    assert is_same(browser)


def test_years_need_no_dragging(browser: Browser, address: str) -> None:
    """A range of years is two numbers and Enter; its address is the clean one."""
    start(browser, address, "/?q=women")
    browser.find_element(By.ID, "page-year-from").send_keys("2010", Keys.ENTER)
    wait_total(browser, "1 paragraph")
    assert browser.current_url == f"{address}/?q=women&year=2010.."
    assert is_same(browser)
    assert browser.find_element(By.ID, "page-year-from").get_attribute("value") == "2010"


def test_history(browser: Browser, address: str) -> None:
    """Back and forward show what was there, where it was."""
    start(browser, address, "/?q=oceans")
    box(browser, "verb", "verb01")
    wait_total(browser, "4 paragraphs")
    browser.find_element(By.CSS_SELECTOR, ".chip").click()
    wait_total(browser, "45 paragraphs")
    browser.execute_script("scrollTo(0, 1200)")
    browser.find_element(By.CSS_SELECTOR, "a[rel=next].step").click()
    wait_total(browser, "showing 21–40")
    assert browser.execute_script("return scrollY") < 300
    browser.back()
    wait_total(browser, "showing 1–20")
    wait(browser, "scrollY > 1000")
    browser.back()
    wait_total(browser, "4 paragraphs")
    focus = browser.switch_to.active_element
    assert focus.get_attribute("class") == "chip"
    browser.back()
    wait_total(browser, "45 paragraphs")
    browser.forward()
    wait_total(browser, "4 paragraphs")
    assert is_same(browser)


def test_back_from_a_resolution(browser: Browser, address: str) -> None:
    """Who comes back from a paragraph stands where he left the list."""
    start(browser, address, "/?q=oceans")
    box(browser, "type", "operative")
    wait_total(browser, "45 paragraphs")
    browser.execute_script("scrollTo(0, 900)")
    wait(browser, "history.state && history.state.y > 800")
    hits = browser.find_elements(By.CSS_SELECTOR, ".hit h3 a")
    hits[6].click()
    wait(browser, "location.pathname.startsWith('/resolutions/')")
    browser.back()
    wait_total(browser, "45 paragraphs")
    wait(browser, "scrollY > 800")


def test_late_answers_are_not_shown(browser: Browser, address: str, slow: SlowServer) -> None:
    """When the first of two answers comes last, the second question's answer stays."""
    start(browser, address, "/?q=oceans")
    late = slow.hold("verb=verb01&")
    slow.hold("nothing-else")
    slow.held["verb01"] = late
    box(browser, "verb", "verb01")
    wait(browser, "document.getElementById('page-main').ariaBusy === 'true'")
    slow.held.clear()
    box(browser, "verb", "verb02")
    wait_total(browser, "8 paragraphs")
    late.set()
    browser.execute_async_script("setTimeout(arguments[0], 300)")
    assert "8 paragraphs" in total(browser)
    assert browser.current_url.endswith("verb=verb01&verb=verb02")


def test_waiting_is_shown(browser: Browser, address: str, slow: SlowServer) -> None:
    """A slow answer shows that it is awaited, and says so to those who cannot see it."""
    start(browser, address, "/?q=oceans")
    event = slow.hold("sort=newest")
    browser.find_element(By.CSS_SELECTOR, "#page-sort option[value=newest]").click()
    wait(browser, "document.getElementById('page-main').ariaBusy === 'true'")
    wait(browser, "document.getElementById('page-said').textContent === 'Searching …'")
    event.set()
    wait(browser, "document.getElementById('page-main').ariaBusy === null")
    wait(browser, "document.getElementById('page-said').textContent.includes('45 paragraphs')")


def test_a_failure_can_be_tried_again(browser: Browser, address: str, slow: SlowServer) -> None:
    """A broken answer is told, with a way to ask again."""
    start(browser, address, "/?q=oceans")
    slow.broken.add("verb01")
    box(browser, "verb", "verb01")
    wait(browser, "document.querySelector('.failed')?.innerText.includes('Being repaired')")
    assert "those of your last search" in browser.find_element(By.CSS_SELECTOR, ".failed").text
    assert browser.find_element(By.CSS_SELECTOR, ".hit").is_displayed()
    slow.heal()
    browser.find_element(By.CSS_SELECTOR, ".failed button").click()
    wait_total(browser, "4 paragraphs")
    assert not browser.find_elements(By.CSS_SELECTOR, ".failed, .stale")
    assert is_same(browser)


def test_offline_keeps_the_results(browser: Browser, address: str) -> None:
    """Without a connection the page says so, and what was found can still be read."""
    start(browser, address, "/?q=oceans")
    with browser.offline():
        box(browser, "verb", "verb07")  # not in a browser's cache
        wait(browser, "document.querySelector('.failed')?.innerText.includes('You are offline.')")
        assert browser.find_element(By.CSS_SELECTOR, ".hit").is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".failed button").click()
    wait_total(browser, "4 paragraphs")


def test_a_symbol_goes_to_its_resolution(browser: Browser, address: str) -> None:
    """A symbol typed over a search opens the resolution, and Back the search."""
    start(browser, address, "/?q=oceans")
    field = browser.find_element(By.NAME, "q")
    field.clear()
    field.send_keys("74/176", Keys.ENTER)
    wait(browser, f"location.pathname === '/resolutions/{TRAFFICKING}'")
    browser.back()
    wait_total(browser, "45 paragraphs")


def test_what_was_unfolded_stays(browser: Browser, address: str) -> None:
    """Filters opened on a phone stay open while one chooses."""
    start(browser, address, "/?q=oceans")
    set_screen(browser, 390)
    browser.find_element(By.CSS_SELECTOR, ".filters > label").click()
    browser.find_element(By.CSS_SELECTOR, "[data-facet=class] > summary").click()
    box(browser, "class", "request")
    wait(browser, "document.querySelector('.chips')")
    assert browser.find_element(By.CSS_SELECTOR, "input[name=class]").is_displayed()


def test_all_values_in_a_dialog(browser: Browser, address: str) -> None:
    """A long list can be searched as one types, and what is ticked narrows the results."""
    start(browser, address, "/?q=oceans")
    browser.find_element(By.CSS_SELECTOR, "[data-facet=verb] a.all-values").click()
    wait(browser, "document.querySelectorAll('.values-dialog .value').length === 12")
    browser.switch_to.active_element.send_keys("B1")
    wait(browser, "document.querySelectorAll('.values-dialog .value').length === 2")
    assert browser.switch_to.active_element.get_attribute("name") == "contains"
    browser.find_element(By.CSS_SELECTOR, ".values-dialog .value input").click()
    browser.find_element(By.CSS_SELECTOR, ".values-dialog .values-apply button").click()
    wait(browser, "document.querySelector('.chips')")
    assert is_same(browser)
    assert browser.current_url == f"{address}/?q=oceans&verb=verb10"
    assert not browser.find_elements(By.TAG_NAME, "dialog")


def test_a_list_that_does_not_come_is_told(
    browser: Browser, address: str, slow: SlowServer
) -> None:
    """A list of values that fails to open, or to follow what is typed, leaves all as it was."""
    start(browser, address, "/?q=oceans")
    opener = browser.find_element(By.CSS_SELECTOR, "[data-facet=verb] a.all-values")
    slow.broken.add("q=oceans")
    opener.click()
    wait(browser, "document.querySelector('.filters .failed')?.innerText.includes('opened')")
    assert browser.find_element(By.CSS_SELECTOR, ".hit").is_displayed()
    slow.heal()
    opener.click()
    wait(browser, "document.querySelectorAll('.values-dialog .value').length === 12")
    assert not browser.find_elements(By.CSS_SELECTOR, ".failed")
    slow.broken.add("contains=B1")
    browser.switch_to.active_element.send_keys("B1")
    wait(browser, "document.querySelector('.values-dialog .failed')")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".values-dialog .value")) == 12
    slow.heal()
    browser.switch_to.active_element.send_keys("1")
    wait(browser, "document.querySelectorAll('.values-dialog .value').length === 1")
    assert not browser.find_elements(By.CSS_SELECTOR, ".failed")


def test_verbs_anywhere(browser: Browser, address: str) -> None:
    """One link counts the verbs inside of paragraphs as well, and takes the choice along."""
    start(browser, address, "/?q=oceans&verb=verb01")
    browser.find_element(By.PARTIAL_LINK_TEXT, "Anywhere").click()
    wait(browser, "document.querySelector('[data-facet=anyverb]')")
    assert browser.current_url == f"{address}/?q=oceans&anyverb=verb01&verbs=any"
    assert browser.find_element(By.CSS_SELECTOR, "[name=anyverb][value=verb01]").is_selected()
