"""The language of a page: who decides it, and that everything on the page keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html as lxml_html
from support.web_site import TRAFFICKING, build_site, site

from search.translation.languages import LANGUAGES
from web.app import create_app
from web.index import EXTENSION
from web.settings.settings import Settings

PAGES = (
    "/",
    "/?q=women",
    "/?q=zebra&verb=nothing",
    "/facets/verb?q=",
    f"/resolutions/{TRAFFICKING}?q=women",
    "/resolutions",
    "/sessions",
    "/sessions/GA/74",
    "/addressees",
    "/addressees/Secretary-General",
    f"/history?paragraph={TRAFFICKING}%23op1",
    f"/compare?a={TRAFFICKING}&b=A/RES/75/1",
    "/compare",
    f"/series?symbol={TRAFFICKING}",
    "/trends?q=women",
    "/concordance?q=trafficking",
    "/precedents",
    f"/precedents?symbol={TRAFFICKING}",
    "/reports",
    "/help",
    "/embed/make",
    "/new",
    "/api",
    "/nowhere",
)
SEARCH = {
    "ar": "بحث",
    "zh": "搜索",
    "en": "Search",
    "fr": "Rechercher",
    "ru": "Искать",
    "es": "Buscar",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[FlaskClient]:
    app = site(folder)
    yield app.test_client()
    app.extensions[EXTENSION].close()


def language_of(client: FlaskClient, address: str, accepted: str = "") -> str:
    """Returns the language that a page says it has, once it was checked to speak it."""
    headers = {"Accept-Language": accepted} if accepted else {}
    answer = client.get(address, headers=headers)
    page = lxml_html.fromstring(answer.text)
    code = str(page.get("lang"))
    assert answer.headers["Content-Language"] == code
    assert page.get("dir") == ("rtl" if code == "ar" else "ltr")
    assert page.xpath("string(//nav[@id='page-nav']/a[1])") == SEARCH[code]
    return code


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_address_names_its_language(client: FlaskClient, code: str) -> None:
    """By its path or by a parameter, whatever the browser prefers."""
    assert language_of(client, f"/{code}/", "ru") == code
    assert language_of(client, f"/?lang={code}", "ru") == code
    assert language_of(client, f"/?q=women&lang={code}-XX", "ru") == code
    assert language_of(client, f"/{code}/help", "ru") == code


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA,en;q=0.5", "fr"),
        ("zh-Hans-CN", "zh"),
        ("de,es;q=0.3", "es"),
        ("de", "en"),
        ("*", "en"),
        ("nonsense;;q=x", "en"),
    ],
)
def test_else_the_browser_decides(client: FlaskClient, accepted: str, code: str) -> None:
    """A reader gets the language that they prefer of the six, else English."""
    assert language_of(client, "/help", accepted) == code


def test_else_the_server_decides(folder: Path) -> None:
    """A server has a language for those who prefer none of the six."""
    app = create_app(replace(Settings(index=folder), language="ar"))
    assert language_of(app.test_client(), "/help", "de") == "ar"
    assert language_of(app.test_client(), "/help", "fr") == "fr"
    app.extensions[EXTENSION].close()


def test_a_cached_page_is_never_in_another_language(client: FlaskClient) -> None:
    """Neither from the server's memory nor from a browser's."""
    tags = {}
    for code in [*LANGUAGES, *LANGUAGES]:
        answer = client.get("/?q=women", headers={"Accept-Language": code})
        assert lxml_html.fromstring(answer.text).get("lang") == code
        assert "Accept-Language" in answer.headers["Vary"]
        assert tags.setdefault(code, answer.headers["ETag"]) == answer.headers["ETag"]
    assert len(set(tags.values())) == len(LANGUAGES)
    again = {"Accept-Language": "fr", "If-None-Match": tags["en"]}
    assert client.get("/?q=women", headers=again).status_code == 200
    again = {"Accept-Language": "fr", "If-None-Match": tags["fr"]}
    assert client.get("/?q=women", headers=again).status_code == 304


def test_answers_of_a_search_are_remembered_by_language(client: FlaskClient) -> None:
    """What a search says of a query is said in the language of who asks."""
    said = {
        code: client.get(f"/{code}/api/v1/search?q=nosuchword*").json["notices"][0]["message"]
        for code in LANGUAGES
    }
    assert len(set(said.values())) == len(LANGUAGES)


def test_what_the_address_names_depends_on_nothing_else(client: FlaskClient) -> None:
    """Such a page can be cached for everybody."""
    assert "Accept-Language" not in client.get("/fr/help").headers.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_links_keep_the_language(client: FlaskClient, path: str) -> None:
    """Every page speaks the language, and every link, form and script of it stays in it."""
    page = lxml_html.fromstring(client.get(f"/fr{path}").text)
    assert page.get("lang") == "fr"
    for one in page.xpath("//*[@href or @action or @data-complete]"):
        address = one.get("href") or one.get("action") or one.get("data-complete")
        local = address.startswith("/") and not address.startswith("/static/")
        if local and not one.get("hreflang"):
            assert address.startswith("/fr/"), (path, address)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_itself_in_the_other_languages(client: FlaskClient, path: str) -> None:
    """The chooser leads to the same page, each language by its own name."""
    page = lxml_html.fromstring(client.get(f"/fr{path}").text)
    for code, language in LANGUAGES.items():
        (link,) = page.xpath(f"//footer//a[@hreflang='{code}']")
        assert link.text == language.name
        assert link.get("lang") == code
        assert link.get("href").startswith(f"/{code}/")
        assert client.get(link.get("href")).status_code in {200, 404}
    assert page.xpath("string(//footer//a[@aria-current]/@hreflang)") == "fr"


def test_a_form_keeps_the_language(client: FlaskClient) -> None:
    """So do redirects."""
    assert client.get("/ru/?q=women&contains=").location == "/ru/?q=women"
    assert client.get(f"/ru/{TRAFFICKING}").location == f"/ru/resolutions/{TRAFFICKING}"


def test_a_language_that_we_lack_is_reported(client: FlaskClient) -> None:
    """As any parameter that cannot be used."""
    assert "There is no parameter “lang”" in client.get("/?q=women&lang=de").text


def test_a_site_below_a_path_keeps_it(folder: Path) -> None:
    """The language stands behind the path of the site."""
    app = create_app(replace(Settings(index=folder), base_url="/search"))
    page = lxml_html.fromstring(app.test_client().get("/search/es/?q=women").text)
    (style,) = page.xpath("//link[contains(@href, 'operative.css')]/@href")
    assert style.startswith("/search/static/")
    assert page.xpath("string(//form/@action)") == "/search/es/"
    assert page.xpath("string(//a[@hreflang='zh']/@href)") == "/search/zh/?q=women"
    app.extensions[EXTENSION].close()


def test_programs_get_english_unless_they_ask(client: FlaskClient) -> None:
    """Messages of the API are English by default, and follow Accept-Language."""
    address = "/api/v1/search?page=0"
    english = client.get(address).json
    french = client.get(address, headers={"Accept-Language": "fr"}).json
    assert english["code"] == french["code"] == "bad-parameter"
    assert english["detail"] == "There is no page 0. Results go up to page 500."
    assert french["detail"] == ("Il n’y a pas de page 0. Les résultats vont jusqu’à la page 500.")


def test_fields_of_answers_are_never_translated(client: FlaskClient) -> None:
    """Names of members, codes and values are promises; only words for people change."""
    english = client.get("/en/api/v1/search?q=women").json
    arabic = client.get("/ar/api/v1/search?q=women").json
    assert english.keys() == arabic.keys()
    values = [
        [(facet["field"], [one["value"] for one in facet["values"]]) for facet in answer["facets"]]
        for answer in (english, arabic)
    ]
    assert values[0] == values[1]
    table = client.get("/fr/api/v1/export?q=women&format=csv").text
    assert table.lstrip("\ufeff").startswith("citation,symbol,paragraph,title")


def test_feeds_have_names_in_their_language(client: FlaskClient) -> None:
    """A feed that was found on a French page is French."""
    assert "Operative : paragraphes contenant" in client.get("/fr/feed?q=women").text
    assert "Organisation des Nations Unies" in client.get("/fr/feed?q=women").text


def test_the_frame_has_its_own_language(client: FlaskClient) -> None:
    """Another site says which language its readers see."""
    page = lxml_html.fromstring(client.get("/embed?q=women&lang=ar").text)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.xpath("string(//button)") == "بحث"
    assert page.xpath("//input[@name='lang']/@value") == ["ar"]


def test_scripts_find_their_words(client: FlaskClient) -> None:
    """A page has the words of its scripts; English ones need none."""
    (table,) = lxml_html.fromstring(client.get("/es/").text).xpath("//*[@id='script-words']/text()")
    assert "Guardar" in table
    assert "script-words" not in client.get("/en/").text
