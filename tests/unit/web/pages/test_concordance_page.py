"""The page of words in context, and its API."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from support.web_site import build_site, site

from web.index import EXTENSION


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = site(build_site(tmp_path_factory.mktemp("site")))
    yield app.test_client()
    app.extensions[EXTENSION].close()


def _text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_lines_lead_to_their_places(client: FlaskClient) -> None:
    page = _text(client, "/concordance?q=oceans")
    assert "<mark>oceans</mark>" in page.lower()
    assert re.search(r'href="/resolutions/[^"]*q=oceans#', page)
    assert 'aria-current="true">What follows</a>' in page


def test_many_lines_have_pages(client: FlaskClient) -> None:
    """And the address of each keeps what was asked for."""
    first = client.get("/api/v1/concordance?q=oceans&order=left").get_json()
    assert first["order"] == "left"
    assert first["total"] == first["read"]
    assert len(first["lines"]) == min(first["matches"], 100)
    assert first["links"]["prev"] is None
    assert "order=left" in first["links"]["self"]
    assert "order=left" in first["links"]["html"]
    beyond = client.get("/api/v1/concordance?q=oceans&page=900").get_json()
    assert beyond["lines"] == []


def test_hostile_texts_stay_texts(client: FlaskClient) -> None:
    page = _text(client, "/concordance?q=%22%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/concordance", "Words, a phrase or any search"),
        ("/concordance?q=qqqqqq", "No results."),
        ("/concordance?q=oceans&order=up", "“order” must be one of these"),
        ("/concordance?q=oceans&words=9", "“words” must be a whole number from 1 to 6"),
        ("/concordance?q=oceans&organ=GA", "Only organ: General Assembly"),
        ("/concordance?q=women&to=Member+States", "Only addressed to: Member States"),
        ("/concordance?q=oceans&year=abc..", "year"),
    ],
)
def test_what_cannot_be_shown_is_said(client: FlaskClient, address: str, words: str) -> None:
    assert words in _text(client, address)


def test_continuations_lead_to_their_paragraphs(client: FlaskClient) -> None:
    answer = client.get("/api/v1/continuations?q=women&words=1").get_json()
    assert answer["words"] == 1
    (first, *_) = answer["continuations"]
    found = client.get("/api/v1/search", query_string={"q": f'"women {first["text"]}"'}).get_json()
    assert found["total"] == first["paragraphs"] == sum(first["years"])
    table = client.get(answer["links"]["csv"])
    assert table.mimetype == "text/csv"
    assert table.get_data(as_text=True).startswith("\ufeffcontinuation,paragraphs")
    assert client.get("/api/v1/continuations?q=verb:urge").status_code == 400
    assert client.get("/api/v1/continuations").status_code == 400
    assert client.get("/api/v1/concordance").status_code == 400


def test_results_lead_to_their_context(client: FlaskClient) -> None:
    page = _text(client, "/?q=oceans&organ=GA")
    assert 'href="/concordance?q=oceans&amp;organ=GA"' in page
    back = _text(client, "/concordance?q=oceans&organ=GA")
    assert 'href="/?q=oceans&amp;organ=GA">Show the results</a>' in back
