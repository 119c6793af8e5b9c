"""The page of a resolution beyond its text: outline, versions, what it cites, hits in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version

import pytest
from flask.testing import FlaskClient
from support.indexes.library import document, line, publish
from support.web_site import EVIL, site

from indexer.model import DocumentType, Masthead
from web.index import EXTENSION

LAST, THIS, DRAFT = "A/RES/73/1", "A/RES/74/1", "A/C.3/74/L.1"


def head(symbol: str, year: int, title: str = "Oceans") -> Masthead:
    draft = "/L." in symbol
    return Masthead(
        symbol=symbol, organ="GA", session=symbol.split("/")[2], title=title,
        adopted_on=None if draft else date(year, 12, 18),
        distributed_on=date(year, 10, 1),
        document_type=DocumentType.DRAFT if draft else DocumentType.RESOLUTION,
    )  # fmt: skip


LINES = [
    line("pp1", "Recalling the law of the sea,", "recall", cites=(LAST, "A/RES/2749(XXV)")),
    line("he1", "I"),
    line("he2", f"Marine debris {EVIL}"),
    line("op1", "Urges States to keep plastic out of the oceans;", "urge", cites=(LAST,)),
    line("op2", "Invites States to share knowledge;", "invite"),
    line("op3", "Requests a report on plastic.", "request"),
    line("an1", "Plan of action on plastic"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    index = tmp_path_factory.mktemp("reading") / "index"
    documents = [
        document(head(LAST, 2018), LINES[:1]),
        document(head(THIS, 2019), LINES),
        document(head(DRAFT, 2019), LINES[:4]),
        document(head("A/RES/74/2", 2019, EVIL), LINES[:1]),
        document(head("A/RES/75/2", 2020, EVIL), LINES[:1]),
    ]
    publish(documents, index, "whoosh")
    app = site(index)
    yield app.test_client()
    app.extensions[EXTENSION].close()


def section(page: str, heading: str) -> str:
    """Give the part of a page under the heading of this id, as plain text."""
    found = re.search(rf'id="{heading}">.*?</(?:section|nav)>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def test_outline(client: FlaskClient) -> None:
    """Parts, headings with their numbers, annexes and footnotes can be gone to."""
    page = client.get(f"/resolutions/{THIS}").text
    for anchor, text in (("pp1", "Preamble"), ("op1", "Operative part"), ("an1", "Annex")):
        assert f'<a href="#{anchor}">{text}</a>' in page
    assert '<a href="#he1">I Marine debris' in page
    assert "3 paragraphs" in section(page, "page-outline")
    assert "page-outline" not in client.get(f"/resolutions/{LAST}").text


def test_versions(client: FlaskClient) -> None:
    """Other years and drafts are shown, each with its comparison, the earlier text first."""
    page = client.get(f"/resolutions/{THIS}").text
    assert f'href="/compare?a={LAST}&amp;b={THIS}">What changed since {LAST}' in page
    assert f'href="/compare?a={DRAFT}&amp;b={THIS}">Compare' in page
    assert f"Earlier {LAST} 18 December 2018" in section(page, "page-versions")
    draft = client.get(f"/resolutions/{DRAFT}").text
    assert f'href="/compare?a={DRAFT}&amp;b={THIS}">Compare with the adopted text, {THIS}' in draft


def test_neighbours(client: FlaskClient) -> None:
    """Previous and next by number can be reached by links, which browsers know too."""
    page = client.get(f"/resolutions/{THIS}").text
    assert '<link rel="next" href="/resolutions/A/RES/74/2">' in page
    assert 'rel="next" href="/resolutions/A/RES/74/2"><span' in page


def test_cites(client: FlaskClient) -> None:
    """What is cited most stands first; only what the index has is a link."""
    page = client.get(f"/resolutions/{THIS}").text
    assert f'<a class="symbol" href="/resolutions/{LAST}">{LAST}</a>' in page
    assert '<span class="symbol">A/RES/2749(XXV)</span>' in page
    assert section(page, "page-cites").index(LAST) < section(page, "page-cites").index("2749")


def test_from_hit_to_hit(client: FlaskClient) -> None:
    """Show every paragraph found leads to the one before and the one after it."""
    page = client.get(f"/resolutions/{THIS}?q=plastic").text
    steps = re.findall(r'<span class="hit-steps">(.*?)</span>', page)
    assert [re.findall('href="(#[^"]+)"', one) for one in steps] == [
        ["#op3"], ["#op1", "#an1"], ["#op3"],
    ]  # fmt: skip
    assert 'id="page-within" type="search" name="q" value="plastic"' in page


def test_citation_and_original(client: FlaskClient) -> None:
    """The page says how to cite the document, and offers the file it was read from."""
    page = client.get(f"/resolutions/{THIS}").text
    assert "Cite as</span> General Assembly resolution 74/1<" in page
    assert f'href="/files/{THIS}"' in page


@pytest.mark.parametrize("symbol", [THIS, "A/RES/74/2", "A/RES/75/2"])
def test_hostile_texts_stay_text(client: FlaskClient, symbol: str) -> None:
    """Nothing that a heading or a title says becomes markup."""
    page = client.get(f"/resolutions/{symbol}").text
    assert "<script>alert" not in page
    assert "<img" not in page


def test_api_has_the_versions(client: FlaskClient) -> None:
    """Programs get the same relatives as the page."""
    answer = client.get(f"/api/v1/resolutions/{THIS}").get_json()
    versions = answer["versions"]
    assert [one["symbol"] for one in versions["earlier"]] == [LAST]
    assert [one["symbol"] for one in versions["drafts"]] == [DRAFT]
    assert versions["next"]["symbol"] == "A/RES/74/2"
    assert answer["citation"] == "General Assembly resolution 74/1"


def test_foot_names_the_version(client: FlaskClient) -> None:
    """The page ends, like every other, with the version that is running."""
    assert f"Operative {version('operative')}</p>" in client.get(f"/resolutions/{THIS}").text
