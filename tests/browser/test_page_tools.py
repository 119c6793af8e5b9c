"""What scripts add to the results: keys, copying, saved searches."""

from __future__ import annotations

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.browsers import Browser, arrive, set_screen
from support.web_site import TRAFFICKING

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def press(browser: Browser, keys: str) -> None:
    browser.switch_to.active_element.send_keys(keys)


def focused(browser: Browser) -> str:
    return str(browser.execute_script("return document.activeElement.innerText"))


def test_keys(browser: Browser, address: str) -> None:
    """“/” goes to the box, “j” and “k” through the paragraphs; letters typed are letters."""
    set_screen(browser, 1280)
    browser.get(address + "/?q=oceans")
    press(browser, "j")
    first = focused(browser)
    press(browser, "j")
    assert focused(browser) != first
    press(browser, "k")
    assert focused(browser) == first
    press(browser, "/")
    assert browser.switch_to.active_element.get_attribute("name") == "q"
    press(browser, "j/?k")
    assert browser.switch_to.active_element.get_attribute("value") == "j/?k"
    assert not browser.find_elements(By.TAG_NAME, "dialog")


def test_the_menu_of_downloads(browser: Browser, address: str) -> None:
    """Downloads are above the results; Escape and a click elsewhere close their menu."""
    set_screen(browser, 390)
    browser.get(address + "/?q=oceans")
    menu = browser.find_element(By.CSS_SELECTOR, "[data-menu]")
    summary = menu.find_element(By.TAG_NAME, "summary")
    elsewhere = browser.find_element(By.ID, "page-total")
    for close in (lambda: press(browser, Keys.ESCAPE), elsewhere.click):
        summary.click()
        assert menu.find_element(By.LINK_TEXT, "Word document").is_displayed()
        close()
        assert menu.get_attribute("open") is None


def test_the_menu_of_pages(browser: Browser, scriptless: Browser, address: str) -> None:
    """On a phone the header's links are a menu, with and without scripts."""
    for one in (browser, scriptless):
        set_screen(one, 390)
        one.get(address + "/?q=oceans")
        link = one.find_element(By.CSS_SELECTOR, ".bar-nav a[href='/compare']")
        assert not link.is_displayed()
        one.find_element(By.CSS_SELECTOR, ".bar-menu").click()
        assert link.is_displayed()
        press(one, Keys.ESCAPE)
        assert not link.is_displayed()
        set_screen(one, 1280)
        assert link.is_displayed()


def test_results_come_before_filters(browser: Browser, address: str) -> None:
    """The keyboard reaches the first result before the filters, which are still beside it."""
    set_screen(browser, 1280)
    browser.get(address + "/?q=oceans")
    place = "return arguments[0].compareDocumentPosition(arguments[1]) & 4"
    hit = browser.find_element(By.CSS_SELECTOR, ".hit h3 a")
    filters = browser.find_element(By.CSS_SELECTOR, ".filters")
    assert browser.execute_script(place, hit, filters)
    assert filters.location["x"] < hit.location["x"]
    assert filters.location["y"] < hit.location["y"]


def test_keys_can_be_turned_off(browser: Browser, address: str) -> None:
    """Who speaks to the computer turns them off, for good, and back on."""
    browser.get(address + "/?q=oceans")
    press(browser, "?")
    browser.find_element(By.CSS_SELECTOR, ".keys-help input").click()
    press(browser, Keys.ESCAPE)
    browser.refresh()
    press(browser, "j")
    press(browser, "?")
    assert browser.switch_to.active_element.tag_name == "body"
    assert not browser.find_elements(By.TAG_NAME, "dialog")
    browser.find_element(By.CSS_SELECTOR, "[data-keys]").click()
    browser.find_element(By.CSS_SELECTOR, ".keys-help input").click()
    press(browser, Keys.ESCAPE)
    press(browser, "j")
    assert browser.switch_to.active_element.tag_name == "a"


def copied(browser: Browser, button: str) -> str:
    """Press a button that copies; gives what it wrote to the clipboard."""
    browser.execute_script(
        "navigator.clipboard.writeText = async (text) => { window.copied = text; };"
        "navigator.clipboard.write = async ([item]) => {"
        "  window.rich = await (await item.getType('text/html')).text();"
        "  window.copied = await (await item.getType('text/plain')).text();"
        "};"
    )
    browser.find_element(By.XPATH, f"//button[text()='{button}']").click()
    found = WebDriverWait(browser, 5).until(
        lambda _: browser.execute_script("return window.copied")
    )
    return str(found)


def test_copying(browser: Browser, address: str) -> None:
    """A paragraph goes into one's own text with its citation, in the UN's form, and its address."""
    link = f"{address}/resolutions/{TRAFFICKING}#op2(a)"
    browser.get(address + "/?q=girls")
    assert copied(browser, "Copy with citation") == (
        "“Calls upon all States to protect victims, in particular: "
        "Women and girls affected by trafficking;” "
        f"(General Assembly resolution 74/176, para. 2 (a))\n{link}"
    )
    rich = browser.execute_script("return window.rich")
    assert f'(<a href="{link}">General Assembly resolution 74/176, para. 2 (a)</a>)' in rich
    browser.refresh()
    assert copied(browser, "Copy link") == link


def test_saved_searches(browser: Browser, address: str) -> None:
    """A search can be kept, found on the start page, renamed and deleted."""
    browser.get(address + "/?q=oceans&verb=verb01&page=1")
    browser.find_element(By.CSS_SELECTOR, "[data-save]").click()
    assert browser.find_element(By.CSS_SELECTOR, "[data-save]").text.endswith("Saved")
    browser.get(address + "/")
    (link,) = browser.find_elements(By.CSS_SELECTOR, "[data-saved] li a")
    assert link.text == "oceans, Verb01"
    browser.find_element(By.XPATH, "//button[text()='Rename']").click()
    name = browser.switch_to.active_element
    name.clear()
    name.send_keys("<b>Seas</b>", Keys.ENTER)
    assert browser.switch_to.active_element.text == "Rename"
    browser.refresh()
    link = browser.find_element(By.CSS_SELECTOR, "[data-saved] li a")
    assert link.text == "<b>Seas</b>"
    link.click()
    arrive(browser, "/?q=oceans&verb=verb01", "[data-save][aria-pressed=true]")
    browser.back()
    browser.find_element(By.XPATH, "//button[text()='Delete']").click()
    assert not browser.find_element(By.CSS_SELECTOR, "[data-saved]").is_displayed()


def test_what_others_wrote_is_no_search(browser: Browser, address: str) -> None:
    """Whatever stands in the browser's store, the start page works."""
    browser.complaints()
    for kept in ("{", "[null, 3]", '{"a": 1}', '[{"name": "x", "search": "javascript:alert(1)"}]'):
        browser.get(address + "/")
        browser.execute_script("localStorage.setItem('operative.searches', arguments[0])", kept)
        browser.refresh()
        for link in browser.find_elements(By.CSS_SELECTOR, "[data-saved] li a"):
            assert link.get_attribute("href").startswith(address + "/?")
    assert browser.complaints() == []


def test_tools_are_not_shown_without_scripts(scriptless: Browser, address: str) -> None:
    """Nothing is offered that would do nothing; filters have a button instead."""
    set_screen(scriptless, 1280)
    scriptless.get(address + "/?q=oceans")
    assert not scriptless.find_element(By.CSS_SELECTOR, "[data-copy]").is_displayed()
    assert not scriptless.find_element(By.CSS_SELECTOR, "[data-save]").is_displayed()
    assert not scriptless.find_element(By.CSS_SELECTOR, "[data-keys]").is_displayed()
    scriptless.find_element(By.CSS_SELECTOR, "[name=verb][value=verb01]").click()
    scriptless.find_element(By.XPATH, "//button[text()='Apply filters']").click()
    arrive(scriptless, "verb=verb01", ".hit")
    assert len(scriptless.find_elements(By.CSS_SELECTOR, ".hit")) == 4
    scriptless.find_element(By.CSS_SELECTOR, "a.all-values").click()
    arrive(scriptless, "", "[name=contains]")
    scriptless.find_element(By.NAME, "contains").send_keys("b1", Keys.ENTER)
    arrive(scriptless, "", "[name=contains][value=b1]")
    scriptless.find_element(By.CSS_SELECTOR, "[name=verb][value=verb10]").click()
    scriptless.find_element(By.XPATH, "//button[text()='Show results']").click()
    chosen = ("/?q=oceans&verb=verb10&verb=verb01", "/?q=oceans&verb=verb01&verb=verb10")
    WebDriverWait(scriptless, 20).until(lambda shown: shown.current_url.endswith(chosen))
