"""The pages in a real browser: with and without JavaScript, by keyboard, narrow, dark."""

from __future__ import annotations

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.browsers import Browser, arrive, set_screen
from support.web_site import LONG, TRAFFICKING

pytestmark = [
    pytest.mark.browser,
    # selenium leaves closing its driver's pipes to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

PAGES = ("/", "/?q=oceans", "/?q=zebra", f"/resolutions/{TRAFFICKING}?q=women", "/resolutions",
         "/help", "/nowhere")  # fmt: skip


def only_hit(browser: Browser) -> bool:
    return len(browser.find_elements(By.CSS_SELECTOR, ".hit h3 a")) == 1


def find_and_open(browser: Browser, address: str) -> None:
    """Type a phrase, pick a verb, open the paragraph, land on it."""
    set_screen(browser, 1200)
    browser.get(address + "/")
    box = browser.find_element(By.NAME, "q")
    box.send_keys('"trafficking in persons"')
    box.submit()
    arrive(browser, "?q=%22trafficking+in+persons%22", ".hit")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".hit")) == 2
    apply = browser.find_element(By.XPATH, "//button[text()='Apply filters']")
    by_hand = apply.is_displayed()
    browser.find_element(By.CSS_SELECTOR, "input[name=verb][value=urge]").click()
    if by_hand:
        apply.click()
    WebDriverWait(browser, 5).until(lambda _: only_hit(browser))
    browser.find_element(By.CSS_SELECTOR, ".hit h3 a").click()
    arrive(browser, f"/resolutions/{TRAFFICKING}?q=%22trafficking+in+persons%22#op1", ":target")
    target = browser.find_element(By.CSS_SELECTOR, ":target")
    assert target.get_attribute("id") == "op1"
    assert [mark.text for mark in target.find_elements(By.TAG_NAME, "mark")] != []


def test_finds_and_opens_a_paragraph(browser: Browser, address: str) -> None:
    """The way from a phrase to its paragraph works by mouse."""
    find_and_open(browser, address)


def test_works_without_javascript(scriptless: Browser, address: str) -> None:
    """The same way works in a browser that runs no scripts."""
    find_and_open(scriptless, address)


def focused(browser: Browser) -> str:
    """Name the link or control that has the focus."""
    script = """
        const e = document.activeElement;
        if (e.matches('body, main')) return '';
        return e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent;
    """
    return " ".join(str(browser.execute_script(script)).split())


def tab_to(browser: Browser, text: str) -> None:
    """Press Tab until what has the focus says `text`."""
    for _ in range(80):
        if text in focused(browser):
            return
        browser.switch_to.active_element.send_keys(Keys.TAB)
    pytest.fail(f"“{text}” cannot be reached by keyboard")


def test_works_by_keyboard(browser: Browser, address: str) -> None:
    """The same way works without a mouse, and the focus can be seen at every step."""
    set_screen(browser, 1200)
    browser.get(address + "/")
    browser.switch_to.active_element.send_keys("trafficking", Keys.ENTER)
    arrive(browser, "?q=trafficking", ".hit")
    tab_to(browser, "Skip to filters")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    tab_to(browser, "Urges")
    outline = "return getComputedStyle(document.activeElement.closest('label')).outlineStyle"
    assert browser.execute_script(outline) == "solid"
    browser.switch_to.active_element.send_keys(Keys.SPACE)
    WebDriverWait(browser, 5).until(lambda _: only_hit(browser))
    tab_to(browser, f"{TRAFFICKING} Operative paragraph 1")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    arrive(browser, "#op1", ":target")
    # From the paragraph, the next stop is its own permalink, and it can be seen.
    tab_to(browser, "Link to operative paragraph 1")
    opacity = "return getComputedStyle(document.activeElement).opacity"
    WebDriverWait(browser, 5).until(lambda _: float(browser.execute_script(opacity)) > 0)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_fits_the_screen(browser: Browser, address: str, path: str, width: int) -> None:
    """No page needs to be moved sideways, down to the narrowest phones."""
    set_screen(browser, width)
    browser.get(address + path)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_filters_fold_on_a_phone_and_stand_open_on_a_desk(browser: Browser, address: str) -> None:
    """Filters do not push the results off a small screen."""
    facet = "//details[@data-facet='verb']//input"
    for width, shown in ((390, False), (1280, True)):
        set_screen(browser, width)
        browser.get(address + "/?q=oceans")
        assert browser.find_element(By.XPATH, facet).is_displayed() is shown
    set_screen(browser, 390)
    browser.find_element(By.CSS_SELECTOR, ".filters > label").click()
    assert browser.find_element(By.XPATH, facet).is_displayed()


@pytest.mark.parametrize("path", PAGES)
def test_targets_are_large_enough(browser: Browser, address: str, path: str) -> None:
    """What can be clicked is at least 24 pixels high, but for links in running text."""
    set_screen(browser, 390)
    browser.get(address + path)
    small = browser.execute_script("""
        const all = 'main a, main button, main summary, main select, label.value, header a';
        return [...document.querySelectorAll(all)]
          .filter(e => !e.closest('p, dd, td') && !e.closest('sup') && !e.matches('.skip'))
          .filter(e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
          .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height])
          .filter(([_, height]) => height > 0 && height < 24)
    """)
    assert small == []


CONTRAST = """
    const parse = c => { const m = c.match(/[\\d.]+/g).map(Number);
      return m.length < 4 ? [...m, 1] : m; };
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = e => { for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; }
      return [255, 255, 255, 1]; };
    const low = [];
    for (const e of document.querySelectorAll('body *')) {
      const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
      if (!own || !e.checkVisibility() || e.closest('.unseen, .permalink, .skip, title')) continue;
      const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) low.push([e.className, e.textContent.trim().slice(0, 30), ratio]);
    }
    return low;
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, "/?q=oceans&verb=verb01&colour=red"])
def test_text_can_be_read(browser: Browser, address: str, path: str, dark: bool) -> None:
    """All text has the contrast that WCAG asks for, in both themes."""
    set_screen(browser, 1280, dark=dark)
    browser.get(address + path)
    assert browser.execute_script(CONTRAST) == []


def test_dark_is_dark(browser: Browser, address: str) -> None:
    """Who asks for a dark theme gets a dark page."""
    ground = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    for dark in (False, True):
        set_screen(browser, 1280, dark=dark)
        browser.get(address + "/")
        assert (max(browser.execute_script(ground)) < 64) is dark


def test_nothing_is_blocked_or_missing(browser: Browser, address: str) -> None:
    """No page breaks the site's own policy or names a file that is not there."""
    browser.complaints()
    for path in PAGES[:-1]:
        browser.get(address + path)
    assert browser.complaints() == []


def test_permalinks_wait_for_the_mouse(browser: Browser, address: str) -> None:
    """The text can be read in peace; a paragraph's link appears where the mouse is."""
    set_screen(browser, 1280)
    browser.get(f"{address}/resolutions/{TRAFFICKING}")
    link = browser.find_element(By.CSS_SELECTOR, "#op1 .permalink")
    assert link.value_of_css_property("opacity") == "0"
    ActionChains(browser).move_to_element(browser.find_element(By.ID, "op1")).perform()
    WebDriverWait(browser, 5).until(lambda _: link.value_of_css_property("opacity") == "1")
    link.click()
    arrive(browser, "#op1", ":target")


def test_back_leads_back(browser: Browser, address: str) -> None:
    """All state is in the address, so the browser's Back button works at every step."""
    set_screen(browser, 1280)
    browser.get(address + "/?q=oceans")
    browser.find_element(By.CSS_SELECTOR, "a[rel='next'].step").click()
    WebDriverWait(browser, 5).until(lambda _: "showing 21–40" in browser.page_source)
    browser.find_element(By.CSS_SELECTOR, ".hit h3 a").click()
    arrive(browser, "", "#op1")
    assert f"/resolutions/{LONG}" in browser.current_url
    browser.back()
    assert "showing 21–40" in browser.find_element(By.ID, "page-total").text
