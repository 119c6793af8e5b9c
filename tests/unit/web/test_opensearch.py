"""How other programs find the search, over a real index of a few made-up documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree
from lxml import html as lxml_html
from support.web_site import EVIL, HOSTILE, TRAFFICKING, build_site, site

from web.index import EXTENSION

BASE = "https://un.example/search"
NAMES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = site(build_site(tmp_path_factory.mktemp("site")))
    yield app.test_client()
    app.extensions[EXTENSION].close()


def own_path(address: str) -> str:
    assert address.startswith(BASE + "/")
    return address[len(BASE) :]


def test_opensearch(client: FlaskClient) -> None:
    """Browsers find the description on every page; each address in it answers."""
    page = lxml_html.fromstring(client.get("/help", base_url=BASE).text)
    (href,) = page.xpath("//link[@rel='search']/@href")
    answer = client.get(href.removeprefix("/search"), base_url=BASE)
    assert answer.content_type.startswith("application/opensearchdescription+xml")
    root = etree.fromstring(answer.data)
    urls = root.findall("o:Url", NAMES)
    assert len(urls) == 5
    for one in urls:
        template = one.get("template") or ""
        filled = re.sub(r"\{searchTerms\}", "women", template)
        filled = filled.replace("{startPage?}", "1").replace("{count?}", "3")
        found = client.get(own_path(filled), base_url=BASE)
        assert found.status_code == 200
        assert found.content_type.partition(";")[0] == one.get("type")


def test_suggestions(client: FlaskClient) -> None:
    """A browser's bar gets whole queries, in the form that it takes."""
    query, texts = client.get("/suggest?q=verb:ur").get_json(force=True)
    assert query == "verb:ur"
    assert "verb:urge" in texts


def oembed(client: FlaskClient, link: str, **more: str) -> dict[str, str]:
    asked = "&".join(f"{name}={value}" for name, value in more.items())
    address = f"/oembed?url={quote(link, safe='')}&{asked}"
    answer = client.get(address, base_url=BASE)
    assert answer.status_code == 200, answer.text
    found: dict[str, str] = answer.get_json()
    return found


def test_a_paragraph_becomes_a_quotation(client: FlaskClient) -> None:
    """A pasted link to a paragraph shows its words, its citation and the way to it."""
    link = f"{BASE}/resolutions/{TRAFFICKING}#op1"
    found = oembed(client, link, maxwidth="400")
    assert found["title"] == "General Assembly resolution 74/176, para. 1"
    assert found["width"] == 400
    quoted = lxml_html.fromstring(found["html"])
    assert quoted.xpath("//a/@href") == [link]
    assert "Urges Member States to punish trafficking in persons;" in quoted.text_content()


def test_a_resolution_names_itself(client: FlaskClient) -> None:
    """The page of a resolution says where its stand-in is; that has title and citation."""
    page = lxml_html.fromstring(client.get(f"/resolutions/{TRAFFICKING}", base_url=BASE).text)
    (href,) = page.xpath("//link[@type='application/json+oembed']/@href")
    found = client.get(own_path(href), base_url=BASE).get_json()
    assert found["title"] == "General Assembly resolution 74/176"
    assert "Efforts against trafficking" in found["html"]


def test_results_become_a_frame(client: FlaskClient) -> None:
    """A pasted link to results shows them, with the same filters."""
    found = oembed(client, f"{BASE}/?q=oceans&organ=GA&year=2019..", maxheight="300")
    (source,) = lxml_html.fromstring(found["html"]).xpath("//@src")
    assert source == f"{BASE}/embed?q=oceans&organ=GA&year=2019.."
    assert found["height"] == 300


def test_hostile_texts_stay_texts(client: FlaskClient) -> None:
    """What a document says is text in the quotation, in JSON and in XML."""
    link = f"{BASE}/resolutions/{quote(HOSTILE)}"
    html = lxml_html.fromstring(oembed(client, link)["html"])
    assert html.xpath("//script | //img") == []
    assert EVIL in html.text_content()
    answer = client.get(f"/oembed?format=xml&url={quote(link, safe='')}", base_url=BASE)
    assert etree.fromstring(answer.data).findtext("html") == oembed(client, link)["html"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/oembed", 404),
        ("/oembed?url=https://elsewhere.example/resolutions/A/RES/74/176", 404),
        (f"/oembed?url={BASE}/help", 404),
        (f"/oembed?url={BASE}/resolutions/A/RES/9/9", 404),
        (f"/oembed?url={BASE}/resolutions/{TRAFFICKING}&format=yaml", 501),
    ],
)
def test_other_links(client: FlaskClient, address: str, status: int) -> None:
    """What is no link to something here is answered with a plain no."""
    assert client.get(address, base_url=BASE).status_code == status


def test_a_place_that_is_not_there(client: FlaskClient) -> None:
    """A link to a paragraph that is gone stands for its resolution."""
    found = oembed(client, f"{BASE}/resolutions/{TRAFFICKING}#op99", maxwidth="x")
    assert found["title"] == "General Assembly resolution 74/176"
