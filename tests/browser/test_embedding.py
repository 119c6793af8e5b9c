"""The search inside pages of other sites, some of which no one would wish for."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from support.axe import axe_path, violations
from support.browsers import Browser, served, set_screen
from support.host_pages import HostPages, host_pages
from support.programs.slow_server import SlowServer
from support.requirements import require
from support.web_site import EVIL, LONG, build_site
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from web.app import create_app
from web.index import EXTENSION
from web.server import origins
from web.settings.settings import Settings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

DOCS = (Path(__file__).parents[2] / "docs/embedding.md").read_text(encoding="utf-8")
PREFIX = "/library/search"
ROOT = "document.querySelector('operative-search').shadowRoot"


@dataclass
class Embedding:
    """A site whose pages show ours. server: our address. slow: holds our answers back."""

    server: str
    host: HostPages
    slow: SlowServer
    app: Flask

    @property
    def script(self) -> str:
        return f'<script src="{self.server}/embed.js" defer></script>'


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedding]:
    with host_pages() as host:
        index = build_site(tmp_path_factory.mktemp("site"))
        app = create_app(Settings(index=index, allowed_origins=(host.address,)))
        slow = SlowServer(app.wsgi_app)
        app.wsgi_app = DispatcherMiddleware(slow, {PREFIX: slow})  # type: ignore[method-assign]
        with served(app) as server:
            yield Embedding(server=server, host=host, slow=slow, app=app)
        app.extensions[EXTENSION].close()


@pytest.fixture
def embedding(both: Embedding) -> Embedding:
    both.slow.heal()
    both.host.pages.clear()
    both.app.extensions[origins.__name__]._known.clear()  # each is told once, to each browser
    return both


@pytest.fixture
def show(opened: Browser, embedding: Embedding) -> Callable[..., Browser]:
    """Open a page of the other site."""

    def open_page(
        body: str, *, origin: str = "", head: str | None = None, **headers: str
    ) -> Browser:
        head = embedding.script if head is None else head
        path = embedding.host.put(body, head=head, **headers)
        set_screen(opened, 900)
        opened.complaints()
        opened.get((origin or embedding.host.address) + path)
        return opened

    return open_page


def wait(browser: Browser, script: str, seconds: float = 10) -> Any:
    """Wait until a script gives something, and give it."""
    return WebDriverWait(browser, seconds, 0.05).until(
        lambda _: browser.execute_script(f"return {script}")
    )


def texts(browser: Browser, selector: str, root: str = ROOT) -> list[str]:
    found = f"[...{root}.querySelectorAll({selector!r})].map(one => one.textContent)"
    return list(browser.execute_script(f"return {found}"))


def shown(browser: Browser, root: str = ROOT) -> list[str]:
    """Wait for results, and give where they are from."""
    wait(browser, f"{root} && {root}.querySelectorAll('li.hit').length")
    return texts(browser, ".symbol", root)


def said(browser: Browser) -> str:
    """Wait for a message, and give it."""
    return str(wait(browser, f"{ROOT} && {ROOT}.querySelector('.error')?.textContent"))


def test_two_lines_are_a_search(show: Callable[..., Browser], embedding: Embedding) -> None:
    """The two lines of the documentation give a box; what one types there is found and linked."""
    browser = show("<operative-search></operative-search>")
    wait(browser, f"{ROOT} && !{ROOT}.querySelector('.box').hidden")
    browser.execute_script(f"{ROOT}.querySelector('input').focus()")
    ActionChains(browser).send_keys("oceans", Keys.ENTER).perform()
    assert shown(browser) == [LONG] * 10
    assert texts(browser, "mark")[:2] == ["oceans", "oceans"]
    assert texts(browser, ".status") == ["45 paragraphs · showing 10"]
    href = browser.execute_script(f"return {ROOT}.querySelector('.hit a').href")
    assert href == f"{embedding.server}/en/resolutions/{LONG}#op1"  # in the language of the box
    assert browser.complaints() == []
    assert not axe_path() or violations(browser) == []


def test_more_and_late_answers(show: Callable[..., Browser], embedding: Embedding) -> None:
    """More is added below and has the focus; an answer that comes too late is not shown."""
    browser = show('<operative-search query="oceans" page-size="30"></operative-search>')
    shown(browser)
    browser.execute_script(f"{ROOT}.querySelector('.more').click()")
    wait(browser, f"{ROOT}.querySelectorAll('li.hit').length === 45")
    focus = browser.execute_script(f"return {ROOT}.activeElement.textContent")
    assert focus == f"{LONG} Operative paragraph 31"
    assert browser.execute_script(f"return {ROOT}.querySelector('.more').hidden")
    late = embedding.slow.hold("q=punish")
    element = "document.querySelector('operative-search')"
    browser.execute_script(f"{element}.search('punish'); {element}.search('victims')")
    wait(browser, f"{ROOT}.querySelector('.status').textContent === '1 paragraph'")
    late.set()
    browser.execute_async_script("setTimeout(arguments[0], 300)")
    assert texts(browser, "mark") == ["victims"]


def test_presets(show: Callable[..., Browser]) -> None:
    """Filters of the page hold; unlocked ones are chips that go, locked ones are not shown."""
    browser = show(
        '<operative-search organ="GA|SC" verb="urge" query=""></operative-search>'
        '<operative-search id=two organ="SC" speech-act="request" locked query="women" '
        'label="Security Council"></operative-search>'
    )
    assert len(shown(browser)) == 2
    two = "document.getElementById('two').shadowRoot"
    assert shown(browser, two) == ["S/RES/1325 (2000)"]
    chips = texts(browser, ".chips button")
    assert chips == [
        "Opening verb: urge ×",
        "Organ: General Assembly ×",
        "Organ: Security Council ×",
    ]
    assert texts(browser, ".chips button", two) == []
    browser.execute_script(f"{ROOT}.querySelectorAll('.chips button')[1].click()")
    wait(browser, f"{ROOT}.querySelectorAll('li.hit').length === 1")
    assert shown(browser) == ["S/RES/1325 (2000)"]
    assert not axe_path() or violations(browser) == []


def test_properties_and_events(show: Callable[..., Browser], embedding: Embedding) -> None:
    """What is set before the script has loaded counts; events tell, and links can be held."""
    browser = show("<operative-search></operative-search>", head="")
    browser.execute_script(
        f"""
        const one = document.querySelector('operative-search');
        window.told = [];
        one.query = 'oceans'; one.filters = {{organ: ['GA'], verb: ['verb01', 'verb02']}};
        one.pageSize = 3;
        document.addEventListener('operative:search', event => told.push(event.detail));
        document.addEventListener('operative:open', event => {{
          event.preventDefault(); told.push(event.detail);
        }});
        const script = document.createElement('script');
        script.src = '{embedding.server}/embed.js';
        document.head.append(script);
        """
    )
    assert len(shown(browser)) == 3
    wait(browser, "told.length === 1")
    browser.execute_script(f"{ROOT}.querySelector('.hit a').click()")
    first, second = browser.execute_script("return told")
    assert first["total"] == 8
    assert first["filters"] == {"verb": ["verb01", "verb02"], "organ": ["GA"]}
    assert second["id"].startswith(f"{LONG}#op")
    assert second["citation"].startswith("General Assembly resolution 75/1, para.")
    assert "/page" in browser.current_url
    # Made by a script, changed, moved about and asked again.
    browser.execute_script(
        """
        const one = document.createElement('operative-search');
        one.setAttribute('query', 'victims');
        document.querySelector('operative-search').replaceWith(one);
        one.remove(); document.querySelector('main').append(one);
        """
    )
    wait(browser, f"{ROOT} && {ROOT}.querySelector('mark')?.textContent === 'victims'")
    browser.execute_script("document.querySelector('operative-search').query = 'oceans'")
    wait(browser, f"{ROOT}.querySelector('mark')?.textContent === 'oceans'")


def test_hostile_texts(show: Callable[..., Browser]) -> None:
    """Nothing that a document says is read as HTML, not even what looks like it."""
    browser = show('<operative-search query="hostile"></operative-search>')
    shown(browser)
    assert EVIL in texts(browser, ".snippet")[0]
    assert browser.execute_script(f"return {ROOT}.querySelectorAll('script, img').length") == 0


def test_strict_policy(show: Callable[..., Browser], embedding: Embedding) -> None:
    """A page that allows our server and nothing else has the element with its looks."""
    server = embedding.server
    browser = show(
        '<operative-search query="oceans"></operative-search>',
        Content_Security_Policy=f"default-src 'none'; script-src {server}; style-src {server}; "
        f"connect-src {server}; frame-src {server}; require-trusted-types-for 'script'; "
        "form-action 'none'; base-uri 'none'",
    )
    assert len(shown(browser)) == 10
    font = f"getComputedStyle({ROOT}.querySelector('.status')).fontWeight"
    assert browser.execute_script(f"return {font}") == "600"
    assert browser.complaints() == []


def test_policy_that_forbids(show: Callable[..., Browser], embedding: Embedding) -> None:
    """Where the page's own policy is in the way, the element says which part of it."""
    browser = show(
        '<operative-search query="oceans"></operative-search>',
        Content_Security_Policy=f"default-src 'none'; script-src {embedding.server}",
    )
    assert "connect-src" in said(browser)
    log = " ".join(browser.complaints())
    assert "style-src" in log


RESET = "*, *::before, *::after { all: unset !important; } operative-search { all: unset; }"
LOUD = (
    "* { color: red !important; font: 40px fantasy !important; text-transform: uppercase;"
    " letter-spacing: 1em; text-align: right; visibility: visible; line-height: 3 } html"
    " { font-size: 4px } input, button, ol, li, p, a { display: none !important }"
)


@pytest.mark.parametrize("sheet", [RESET, LOUD], ids=["reset", "loud"])
def test_hostile_sheets(show: Callable[..., Browser], embedding: Embedding, sheet: str) -> None:
    """Style sheets that hit every element change nothing inside of ours."""
    embedding.host.file("host.css", sheet, "text/css")
    browser = show(
        '<operative-search query="oceans"></operative-search>',
        head=f'<link rel=stylesheet href="/host.css">{embedding.script}',
    )
    shown(browser)
    style = (
        f"const s = getComputedStyle({ROOT}.querySelector('.snippet'));"
        "return [s.color, s.fontSize, s.textTransform, s.letterSpacing, s.display,"
        " s.textAlign.replace('left', 'start')]"
    )
    found = browser.execute_script(style)
    assert found == ["rgb(28, 31, 35)", "16px", "none", "normal", "block", "start"]
    width = f"return {ROOT}.querySelector('.box').getBoundingClientRect().width"
    assert browser.execute_script(width) > 600


OLD_SCRIPTS = """
Array.prototype.each = function () { throw new Error('each'); };
Object.prototype.extend = function () { return 1; };
Array.prototype.toJSON = function () { return 'broken'; };
['map', 'forEach', 'filter', 'reduce'].forEach(function (name) {
  Array.prototype[name] = function () { throw new Error(name); };
});
Array.from = function () { return []; };
String.prototype.format = function () { return ''; };
window.fetch = function () { return { done: function () {} }; };
window.Promise = function () { throw new Error('Promise'); };
window.JSON = { parse: eval, stringify: function () { return '{}'; } };
window.URL = '/our/address'; window.URLSearchParams = null; window.Event = {}; window.Element = {};
window.Request = window.Response = window.Headers = window.AbortController = undefined;
window.$ = window.ask = window.make = window.own = function () { throw new Error('ours'); };
window.name = 'x'; window.TEXTS = 1; window.NAME = 2;
document.onkeypress = document.onkeydown = function (event) { return event.keyCode !== 13; };
document.onclick = function () { return true; };
"""


@pytest.mark.parametrize("order", ["before", "after"])
def test_old_scripts(show: Callable[..., Browser], embedding: Embedding, order: str) -> None:
    """Scripts that change what all pages build on, before ours or after, do not break it."""
    embedding.host.file("old.js", OLD_SCRIPTS, "text/javascript")
    old = '<script src="/old.js" defer></script>'
    browser = show(
        '<form action="/nowhere"><operative-search></operative-search></form>',
        head=old + embedding.script if order == "before" else embedding.script + old,
    )
    wait(browser, f"{ROOT} && !{ROOT}.querySelector('.box').hidden")
    browser.execute_script(f"{ROOT}.querySelector('input').focus()")
    ActionChains(browser).send_keys("oceans", Keys.ENTER).perform()
    wait(browser, f"{ROOT}.querySelector('.status').textContent.length")
    assert browser.execute_script(f"return {ROOT}.querySelectorAll('li.hit').length") == 10
    assert browser.current_url.endswith("/page")


def test_refused_origin(
    show: Callable[..., Browser], embedding: Embedding, caplog: pytest.LogCaptureFixture
) -> None:
    """A site that is not on the list is told so, as is who runs the server, with the setting."""
    with caplog.at_level(logging.WARNING, logger="web.server.origins"):
        browser = show(
            '<operative-search query="oceans"></operative-search>', origin=embedding.host.other
        )
        message = said(browser)
    assert embedding.host.other in message
    assert "allowed_origins" in message
    assert [one.getMessage() for one in caplog.records] == [f"Script refused: {message}"]
    assert any(embedding.host.other in one for one in browser.complaints())


def test_unreachable_server(show: Callable[..., Browser]) -> None:
    """A server that is down is named, and one can try again."""
    browser = show(
        '<operative-search server="http://127.0.0.1:9/x" query="oceans"></operative-search>'
    )
    assert "Could not reach http://127.0.0.1:9/x" in said(browser)
    assert "Try again" in texts(browser, ".message button")


def test_path_prefix(show: Callable[..., Browser], embedding: Embedding) -> None:
    """Below a path, script, style, questions and links all keep to it."""
    at = embedding.server + PREFIX
    browser = show(
        '<operative-search query="oceans"></operative-search>',
        head=f'<script src="{at}/embed.js" defer></script>',
    )
    shown(browser)
    links = f"[...{ROOT}.querySelectorAll('a, link')].map(one => one.href)"
    assert all(href.startswith(at + "/") for href in browser.execute_script(f"return {links}"))


def test_frame_in_frames(show: Callable[..., Browser], embedding: Embedding) -> None:
    """In a page within a page, as portals have them, the frame is as high as what is in it."""
    host = embedding.host
    host.put(
        f'<iframe src="{embedding.server}/embed?q=oceans&organ=GA" title="Search"></iframe>'
        f'<script src="{embedding.server}/embed-frame.js" defer></script>',
        name="inner",
    )
    browser = show('<iframe src="/inner" title="Inner" width="800" height="700"></iframe>', head="")
    inner = "document.querySelector('iframe').contentDocument?.querySelector('iframe')"
    high = f"parseInt({inner}?.style.height || 0)"
    height = wait(browser, f"{high} > 400 && {high}")
    browser.switch_to.frame(0)
    browser.switch_to.frame(0)
    assert height == browser.execute_script(
        "return Math.ceil(document.documentElement.getBoundingClientRect().height)"
    )
    assert browser.execute_script("return document.querySelectorAll('li.hit').length") == 10
    link = browser.execute_script("return document.querySelector('.hit a').target")
    assert link == "_blank"
    browser.switch_to.default_content()


def test_frames_elsewhere_say_why(
    show: Callable[..., Browser], embedding: Embedding, caplog: pytest.LogCaptureFixture
) -> None:
    """A site that is not on the list cannot show the search; frame and log name the setting."""
    with caplog.at_level(logging.WARNING, logger="web.server.origins"):
        browser = show(
            f'<iframe src="{embedding.server}/embed?q=oceans"></iframe>',
            head="",
            origin=embedding.host.other,
        )
        browser.switch_to.frame(0)
        said = browser.find_element("tag name", "main").text
        assert f"{embedding.host.other} is not allowed to use this server" in said
        assert "allowed_origins" in said
        assert browser.execute_script("return document.querySelectorAll('li, form').length") == 0
        browser.switch_to.default_content()
    (record,) = caplog.records
    assert record.getMessage().startswith(f"Frame refused: {embedding.host.other} is not allowed")


def test_frames_put_in_later_are_greeted_once_loaded(
    show: Callable[..., Browser], embedding: Embedding
) -> None:
    """A frame that a script puts in gets its height, and the console shows no message about it."""
    browser = show("", head=f'<script src="{embedding.server}/embed-frame.js" defer></script>')
    browser.execute_script(
        "const frame = document.createElement('iframe'); frame.src = arguments[0];"
        "document.body.append(frame)",
        f"{embedding.server}/embed?q=oceans",
    )
    wait(browser, "parseInt(document.querySelector('iframe').style.height) > 400")
    assert browser.complaints() == []


def test_frames_answer_only_the_page_around(
    show: Callable[..., Browser], embedding: Embedding
) -> None:
    """A message of another origin, or of another shape, changes no frame."""
    browser = show(
        f'<iframe src="{embedding.server}/embed" title="Search" height="321"></iframe>',
        head=f'<script src="{embedding.server}/embed-frame.js" defer></script>',
    )
    wait(browser, "parseInt(document.querySelector('iframe').style.height) > 0")
    height = "document.querySelector('iframe').style.height"
    before = browser.execute_script(f"return {height}")
    browser.execute_async_script(
        "postMessage({type: 'operative:height', height: 9999}, '*');"
        "postMessage('operative:height', '*'); setTimeout(arguments[0], 200)"
    )
    assert browser.execute_script(f"return {height}") == before


@pytest.mark.parametrize("forced", ["dark", "colours"])
def test_forced_looks(show: Callable[..., Browser], forced: str) -> None:
    """With forced colours, and on pages that are dark by themselves, texts can be read."""
    features = {"dark": "prefers_color_scheme", "colours": "forced_colors"}
    value = "dark" if forced == "dark" else "active"
    browser = show(
        '<operative-search query="oceans"></operative-search>',
    )
    browser.emulate(**{features[forced]: value})
    browser.execute_script(
        "document.documentElement.style.cssText = 'color-scheme: light dark; background: Canvas'"
    )
    shown(browser)
    try:
        assert not axe_path() or violations(browser) == []
        if forced == "dark":
            ink = f"return getComputedStyle({ROOT}.querySelector('.box')).color"
            assert browser.execute_script(ink) == "rgb(231, 229, 223)"
    finally:
        browser.emulate()


def test_without_scripts(scriptless: Browser, embedding: Embedding) -> None:
    """Without JavaScript a form inside the element leads to the full search; the frame works."""
    server = embedding.server
    path = embedding.host.put(
        f'<operative-search organ="GA"><form action="{server}/"><input name="q">'
        '<input type="hidden" name="organ" value="GA"><button>Search</button></form>'
        "</operative-search>",
        head=embedding.script,
    )
    scriptless.get(embedding.host.address + path)
    scriptless.find_element("name", "q").send_keys("oceans", Keys.ENTER)
    WebDriverWait(scriptless, 10).until(lambda _: "organ=GA" in scriptless.current_url)
    assert "45 paragraphs" in scriptless.find_element("id", "page-total").text
    scriptless.get(f"{server}/embed?organ=GA")
    scriptless.find_element("name", "q").send_keys("oceans", Keys.ENTER)
    WebDriverWait(scriptless, 10).until(lambda _: "q=oceans" in scriptless.current_url)
    assert len(scriptless.find_elements("css selector", ".hit")) == 10


@pytest.mark.parametrize("look", ["desk", "dark phone"])
@pytest.mark.parametrize(
    "path",
    [
        "/embed?q=women&organ=GA",
        "/embed?q=zebra&theme=auto&colour=red",
        "/embed/make?organ=GA&session=68..74",
    ],
)
def test_axe(opened: Browser, embedding: Embedding, path: str, look: str) -> None:
    """The page for frames and its maker can be used by everyone."""
    require(axe_path(), "axe-core is not installed")
    set_screen(opened, 1280 if look == "desk" else 390, dark=look != "desk")
    opened.get(embedding.server + path)
    assert violations(opened) == []


def test_making(opened: Browser, embedding: Embedding) -> None:
    """While one chooses, lines and preview follow; they work in a page of another site."""
    set_screen(opened, 1280)
    opened.get(embedding.server + "/embed/make")
    opened.find_element("css selector", ".make-menu summary").click()
    opened.find_element("css selector", "input[name=organ][value=SC]").click()
    lines = "document.querySelector('.lines').innerText"
    wait(opened, f"{lines}.includes('organ=\"SC\"')")
    assert wait(opened, "document.querySelector('.preview operative-search[organ=SC]')")
    element = opened.execute_script(f"return {lines}")
    path = embedding.host.put(element)
    opened.get(embedding.host.address + path)
    wait(opened, f"{ROOT} && !{ROOT}.querySelector('.box').hidden")
    opened.execute_script("document.querySelector('operative-search').search('women')")
    assert shown(opened) == ["S/RES/1325 (2000)"]


def test_making_in_house_colours(opened: Browser, embedding: Embedding) -> None:
    """Colours picked show in the code and at once in the preview, which can be a phone's width."""
    set_screen(opened, 1280)
    opened.get(embedding.server + "/embed/make")
    opened.execute_script(
        "const box = document.querySelector('input[name=accent]'); box.value = '#003c71';"
        "box.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    wait(
        opened, "document.querySelector('.lines').innerText.includes('--operative-accent: #003c71')"
    )
    button = "document.querySelector('.preview operative-search').shadowRoot.querySelector('.go')"
    wait(opened, f"{button} && getComputedStyle({button}).backgroundColor === 'rgb(0, 60, 113)'")
    Select(opened.find_element("name", "preview")).select_by_visible_text("Phone")
    wait(opened, "document.querySelector('.preview').getBoundingClientRect().width === 390")


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_the_frame_wears_the_house_colours(
    opened: Browser, embedding: Embedding, theme: str
) -> None:
    """Colours and font in the frame's address are seen, whatever its theme, also further on."""
    set_screen(opened, 390, dark=theme == "auto")
    opened.complaints()  # those of pages before
    look = "accent=%23003c71&background=%23fffbe0&font=Georgia%2C+serif"
    opened.get(f"{embedding.server}/embed?q=oceans&theme={theme}&{look}")
    seen = (
        "const [box, button] = ['.box', '.go'].map(one => getComputedStyle(document.querySelector("
        "one))); return [box.backgroundColor, box.fontFamily, button.backgroundColor]"
    )
    worn = ["rgb(255, 251, 224)", "Georgia, serif", "rgb(0, 60, 113)"]
    assert opened.execute_script(seen) == worn
    opened.find_element("css selector", "[rel=next]").click()
    wait(opened, "location.search.includes('page=2')")
    assert opened.execute_script(seen) == worn
    assert not axe_path() or violations(opened) == []
    assert not [one for one in opened.complaints() if "favicon" not in one]


def test_the_font_of_the_page(show: Callable[..., Browser]) -> None:
    """The rule that the maker writes for it gives the box the font of the page around."""
    head = "<style>body { font-family: Georgia, serif }</style>"
    rule = "<style>operative-search::part(box) { font-family: inherit; }</style>"
    browser = show(head + rule + "<operative-search></operative-search>")
    wait(browser, f"{ROOT} && !{ROOT}.querySelector('.box').hidden")
    font = f"return getComputedStyle({ROOT}.querySelector('.go')).fontFamily"
    assert browser.execute_script(font) == "Georgia, serif"


def test_making_warns(opened: Browser, embedding: Embedding) -> None:
    """A value that finds nothing is told, on the page and to those who cannot see it."""
    set_screen(opened, 390)
    opened.get(embedding.server + "/embed/make")
    opened.find_element("css selector", ".make-menu summary").click()
    opened.find_element("css selector", "input[type=text][name=organ]").send_keys("Moon")
    wait(opened, "document.querySelector('.make-warnings')?.innerText.includes('Moon')")
    wait(opened, "document.getElementById('make-said').textContent.includes('Moon')")


LINES = re.findall(r"```html\n(.*?)```", DOCS, re.DOTALL)


@pytest.mark.parametrize("number", range(len(LINES)))
def test_lines_of_the_documentation(opened: Browser, embedding: Embedding, number: int) -> None:
    """What docs/embedding.md tells to paste works as it stands in a page that has nothing else."""
    lines = LINES[number].replace("https://search.example", embedding.server)
    embedding.host.pages["empty"] = (f"<!doctype html><title>Empty</title>{lines}", {})
    set_screen(opened, 900)
    opened.get(f"{embedding.host.address}/empty")
    if "<iframe" in lines:
        opened.switch_to.frame(0)
        opened.find_element("name", "q").clear()
        opened.find_element("name", "q").send_keys("oceans", Keys.ENTER)
        wait(opened, "document.querySelectorAll('li.hit').length === 10")
        opened.switch_to.default_content()
        if "embed-frame" in lines:
            wait(opened, "parseInt(document.querySelector('iframe').style.height) > 600")
        return
    wait(opened, f"{ROOT} && !{ROOT}.querySelector('.box').hidden")
    opened.execute_script("document.querySelector('operative-search').search('trafficking')")
    assert set(shown(opened)) == {"A/RES/74/176"}


def test_there_are_lines() -> None:
    """The lines are found where they are written."""
    assert len(LINES) == DOCS.count("```html") > 3
