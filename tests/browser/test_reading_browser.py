"""The pages to read, compare and plot in a real browser: scriptless, by keyboard, narrow, dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.axe import axe_path, violations
from support.browsers import Browser, arrive, served, set_screen
from support.requirements import require
from support.web_site import site

from indexer.pipeline import build_index
from web.index import EXTENSION

pytestmark = [
    pytest.mark.browser,
    # selenium leaves closing its driver's pipes to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

CORPUS = Path(__file__).parents[2] / "corpus"
OLD, NEW = "A/RES/68/192", "A/RES/74/176"
COMPARED = f"/compare?a={OLD}&b={NEW}"
READ = f"/resolutions/{NEW}?q=women"
PLOTTED = '/trends?q="due diligence"&q=women&q=children&by=session'
PAGES = (COMPARED, f"{COMPARED}&show=changes", "/compare", READ, PLOTTED,
         "/trends?q=women&split=verb", "/trends?q=women", "/trends")  # fmt: skip


@pytest.fixture(scope="module")
def corpus_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    require(CORPUS.is_dir(), "the corpus folder is not there")
    index = tmp_path_factory.mktemp("reading") / "index"
    build_index([CORPUS], index)
    app = site(index)
    with served(app) as base:
        yield base
    app.extensions[EXTENSION].close()


@pytest.fixture
def address(corpus_address: str) -> str:
    """Give the address of a site with the sample documents, in place of the small one."""
    return corpus_address


@pytest.fixture
def browser(opened: Browser) -> Browser:
    """Give the browser of all browser tests."""
    return opened


def test_from_a_resolution_to_what_changed(scriptless: Browser, address: str) -> None:
    """One click leads from a resolution to what changed since the one before, without scripts."""
    set_screen(scriptless, 1280)
    scriptless.get(f"{address}/resolutions/{NEW}")
    scriptless.find_element(By.LINK_TEXT, f"What changed since {OLD}").click()
    arrive(scriptless, address + COMPARED, ".pair.is-edited del")
    scriptless.find_element(By.LINK_TEXT, "Show changes only").click()
    assert not scriptless.find_elements(By.CSS_SELECTOR, ".pair.is-kept")


def test_from_change_to_change_by_keyboard(browser: Browser, address: str) -> None:
    """The next change is one key away, and is where the focus goes on."""
    set_screen(browser, 1280)
    browser.get(address + COMPARED)
    first = browser.find_element(By.CSS_SELECTOR, ".pair-steps a[aria-label='Next change']")
    first.send_keys(Keys.ENTER)
    target = browser.find_element(By.CSS_SELECTOR, ".pair:target")
    assert "is-kept" not in (target.get_attribute("class") or "")
    assert browser.switch_to.active_element == target


def test_sides_stand_beside_each_other_where_there_is_room(browser: Browser, address: str) -> None:
    """Wide screens show both wordings side by side, narrow ones below each other."""
    place = """
        const pair = document.querySelector('.pair.is-edited');
        const [a, b] = ['.cell-before', '.cell-after'].map(
          name => pair.querySelector(name).getBoundingClientRect());
        return [b.left > a.right, b.top >= a.bottom]
    """
    for width, beside in ((1280, [True, False]), (320, [False, True])):
        set_screen(browser, width)
        browser.get(address + COMPARED)
        assert browser.execute_script(place) == beside


def test_from_hit_to_hit(browser: Browser, address: str) -> None:
    """The paragraphs found in a document follow each other by links."""
    set_screen(browser, 1280)
    browser.get(address + READ)
    found = browser.find_elements(By.CSS_SELECTOR, ".hit-here")
    assert len(found) > 2
    browser.find_element(By.CSS_SELECTOR, "[aria-label='Next match']").click()
    assert browser.find_element(By.CSS_SELECTOR, ":target") == found[1]


def test_search_within(scriptless: Browser, address: str) -> None:
    """A document can be searched by itself, without scripts."""
    scriptless.get(f"{address}/resolutions/{NEW}")
    box = scriptless.find_element(By.ID, "page-within")
    box.send_keys("Khartoum")
    box.submit()
    arrive(scriptless, "?q=Khartoum", "mark")


def test_a_plot_is_asked_for_by_a_form(scriptless: Browser, address: str) -> None:
    """Two phrases are typed and plotted, without scripts."""
    scriptless.get(address + "/trends")
    for box, text in zip(
        scriptless.find_elements(By.NAME, "q"), ["", "women", "children"], strict=False
    ):
        box.send_keys(text)
    scriptless.find_element(By.CSS_SELECTOR, ".trend-form button").click()
    arrive(scriptless, "", ".trend-table td a")
    assert len(scriptless.find_elements(By.CSS_SELECTOR, ".plot-line")) == 2


@pytest.mark.parametrize("path", PAGES)
def test_narrow_pages_do_not_scroll_sideways(browser: Browser, address: str, path: str) -> None:
    """At 320 pixels, or 400 % zoom, only plots and tables scroll, each in its own room."""
    set_screen(browser, 320)
    browser.get(address + path)
    assert browser.execute_script("return document.documentElement.scrollWidth") == 320


TARGETS = """
    return [...document.querySelectorAll('main a, main button, main summary, main select')]
      .filter(e => !e.closest('p, dd, sup, .cell-text') || e.closest('.pair-steps'))
      .filter(e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
      .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height])
      .filter(([_, height]) => height > 0 && height < 24)
"""


@pytest.mark.parametrize("path", PAGES)
def test_targets_are_large_enough(browser: Browser, address: str, path: str) -> None:
    """What can be clicked is at least 24 pixels high, but for links in running text."""
    set_screen(browser, 390)
    browser.get(address + path)
    assert browser.execute_script(TARGETS) == []


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
    for (const e of document.querySelectorAll('main *')) {
      const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
      if (!own || !e.checkVisibility() || e.closest('.unseen, .permalink, title, desc, option'))
        continue;
      const style = getComputedStyle(e);
      const ink = e.closest('svg') ? style.fill : style.color;
      const [a, b] = [light(parse(ink)), light(ground(e))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) low.push([e.className, e.textContent.trim().slice(0, 30), ratio]);
    }
    return low;
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_text_can_be_read(browser: Browser, address: str, path: str, dark: bool) -> None:
    """All text has the contrast that WCAG asks for, that of plots and of changes too."""
    set_screen(browser, 1280, dark=dark)
    browser.get(address + path)
    assert browser.execute_script(CONTRAST) == []


@pytest.mark.parametrize("dark", [False, True], ids=["desk", "dark phone"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str, dark: bool) -> None:
    """Every page can be used with a screen reader, on a desk and on a phone, light and dark."""
    require(axe_path(), "axe-core is not installed")
    set_screen(browser, 390 if dark else 1280, dark=dark)
    browser.get(address + path)
    assert violations(browser) == []


def test_nothing_is_blocked_or_missing(browser: Browser, address: str) -> None:
    """No page breaks the site's own policy or names a file that is not there."""
    browser.complaints()
    for path in PAGES:
        browser.get(address + path)
    assert browser.complaints() == []


def test_print_leaves_the_tools_out(browser: Browser, address: str) -> None:
    """On paper there is the text, not what can be clicked around it."""
    set_screen(browser, 1280)
    browser.get(address + READ)
    browser.emulate("print")
    try:
        for name in (".within", ".bar-nav", ".bar-menu", ".hit-steps", ".permalink", ".about"):
            assert not browser.find_element(By.CSS_SELECTOR, name).is_displayed()
        assert browser.find_element(By.ID, "op1").is_displayed()
        browser.execute_script("dispatchEvent(new Event('beforeprint'))")
        source = browser.find_element(By.CSS_SELECTOR, ".print-source").text
        assert "United Nations, General Assembly resolution 74/176" in source
        assert "Printed on" in source
    finally:
        browser.emulate()


def test_the_outline_stays_and_marks_where_one_is(browser: Browser, address: str) -> None:
    """However far one has read, the outline is in sight and says in which part that is."""
    set_screen(browser, 1280)
    browser.get(f"{address}/resolutions/{NEW}")
    browser.execute_script("document.getElementById('op9').scrollIntoView()")
    here = WebDriverWait(browser, 5).until(
        lambda _: browser.find_elements(By.CSS_SELECTOR, ".outline [aria-current=location]")
    )
    assert [one.text for one in here] == ["Operative part"]
    top = browser.execute_script("return arguments[0].getBoundingClientRect().top", here[0])
    assert 0 <= top <= 800


def test_a_footnote_opens_below_its_paragraph(browser: Browser, address: str) -> None:
    """A mark shows its footnote without leaving the place; Escape closes it again."""
    set_screen(browser, 1280)
    browser.get(f"{address}/resolutions/{NEW}")
    link = browser.find_element(By.CSS_SELECTOR, ".paper .fnref")
    note = browser.find_element(By.ID, str(link.get_attribute("hash"))[1:])
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    before = browser.execute_script("return scrollY")
    link.click()
    beside = browser.find_element(By.CSS_SELECTOR, ".para + .note-beside")
    assert note.find_element(By.TAG_NAME, "p").text.split("\n")[0][:20] in beside.text
    assert browser.execute_script("return scrollY") == before
    assert violations(browser) == []
    link.send_keys(Keys.ESCAPE)
    assert not browser.find_elements(By.CSS_SELECTOR, ".note-beside")
    assert browser.switch_to.active_element == link


def test_values_of_a_plot_are_read_by_keys(browser: Browser, address: str) -> None:
    """The arrow keys go through the periods, from the newest, and say the values of each."""
    set_screen(browser, 390)
    browser.get(address + PLOTTED)
    room = browser.find_element(By.CSS_SELECTOR, ".plot-room")
    room.send_keys(Keys.ARROW_LEFT)
    newest = browser.find_element(By.CSS_SELECTOR, ".trend-table tbody tr th").text
    reading = browser.find_element(By.CSS_SELECTOR, ".plot-reading")
    assert reading.text.startswith(newest)
    assert "women: " in reading.text
    room.send_keys(Keys.ARROW_LEFT)
    assert not reading.text.startswith(newest)
    # On a phone the plot opens at its newest end.
    end = "const r = arguments[0]; return r.getBoundingClientRect().right"
    svg = browser.find_element(By.CSS_SELECTOR, ".plot")
    assert abs(browser.execute_script(end, svg) - browser.execute_script(end, room)) < 2
    assert browser.execute_script("return arguments[0].scrollWidth > 350", room)


def test_a_plot_is_saved_as_a_picture(browser: Browser, address: str) -> None:
    """The button makes a PNG of the plot within the browser."""
    set_screen(browser, 1280)
    browser.get(address + PLOTTED)
    browser.execute_script(
        "HTMLAnchorElement.prototype.click = function () {"
        "  window.saved = [this.download, this.href]; };"
        "const made = URL.createObjectURL;"
        "URL.createObjectURL = (one) => { window.blob = one; return made(one); };"
    )
    browser.find_element(By.CSS_SELECTOR, "[data-plot-png]").click()
    name, _ = WebDriverWait(browser, 10).until(
        lambda _: browser.execute_script("return window.saved")
    )
    assert re.fullmatch(r"operative-trend-due-diligence-women-children-\d{4}-\d\d-\d\d\.png", name)
    assert browser.execute_script("return window.blob.type") == "image/png"
    assert browser.execute_script("return window.blob.size") > 5000
