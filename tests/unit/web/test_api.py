"""The JSON API, over a real index of a few made-up documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from support.web_site import HITS_OF_LONG, SECURITY, TRAFFICKING, build_site, site

from indexer.schema import FACETS
from web import problems
from web.index import EXTENSION
from web.urls import PARAMETERS


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = site(build_site(tmp_path_factory.mktemp("site")))
    yield app.test_client()
    app.extensions[EXTENSION].close()


def answer(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    assert response.content_type == "application/json"
    found: dict[str, Any] = response.json
    return found


def problem(client: FlaskClient, address: str, status: int) -> dict[str, Any]:
    """Get an error and check what holds for every one of them."""
    response = client.get(address)
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    told: dict[str, Any] = response.get_json(force=True)
    assert told["status"] == status
    assert told["type"] == f"urn:operative:problem:{told['code']}"
    assert told["title"]
    assert told["detail"]
    return told


def test_search(client: FlaskClient) -> None:
    """The API finds what the page finds, with facets, snippet and links."""
    found = answer(client, "/api/v1/search?q=punishing&organ=GA")
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert hit["links"] == {
        "html": f"/resolutions/{TRAFFICKING}#op1",
        "resolution": f"/api/v1/resolutions/{TRAFFICKING}",
    }
    assert found["links"] == {
        "self": "/api/v1/search?q=punishing&organ=GA",
        "prev": None,
        "next": None,
        "html": "/?q=punishing&organ=GA",
    }


def test_all_facets_are_counted(client: FlaskClient) -> None:
    """A program gets the counts that the page shows."""
    shown = str(answer(client, "/api/v1/search?q=women")["facets"])
    assert [name for name in FACETS if name not in shown] == []


def test_links_lead_through_all_pages(client: FlaskClient) -> None:
    """Following "next" gives every hit once, and "prev" leads back."""
    address: str | None = "/api/v1/search?q=oceans&size=20"
    seen: list[str] = []
    pages = []
    while address:
        found = answer(client, address)
        seen += [hit["links"]["html"] for hit in found["hits"]]
        pages.append(address)
        assert (found["links"]["prev"] is None) == (len(pages) == 1)
        address = found["links"]["next"]
    assert len(pages) == 3
    assert len(seen) == len(set(seen)) == HITS_OF_LONG


def test_what_a_query_names(client: FlaskClient) -> None:
    """Scripts get the document and the paragraph that a query names, or what is missing."""
    members = ("jump", "jump_paragraph", "missing")
    for query, *expected in (
        ("women UNSCR 1325, para. 1", SECURITY, f"{SECURITY}#op1", None),
        ("74/176", TRAFFICKING, None, None),
        ("GA resolution 99/1", None, None, "A/RES/99/1"),
        ("women", None, None, None),
    ):
        found = answer(client, f"/api/v1/search?q={quote(query)}")
        assert [found[name] for name in members] == expected


@pytest.mark.parametrize(
    "symbol",
    [
        TRAFFICKING, "74/176", SECURITY, "s/res/1325(2000)", "UNSCR 1325", "S/RES/1325, para. 1",
        "General Assembly resolution 74/176 of 18 December 2019", f"{TRAFFICKING}#op1",
    ],
)  # fmt: skip
def test_resolution(client: FlaskClient, symbol: str) -> None:
    """A resolution is had by any spelling of its symbol, with links to its page and the UN's."""
    found = answer(client, "/api/v1/resolutions/" + quote(symbol))
    assert found["symbol"] in {TRAFFICKING, SECURITY}
    assert found["links"]["official"].startswith("https://undocs.org/en/")
    assert client.get(found["links"]["html"]).status_code == 200
    assert answer(client, found["links"]["self"]) == found


@pytest.mark.parametrize(
    ("address", "code", "parameter"),
    [
        ("/api/v1/search?colour=red", "unknown-parameter", "colour"),
        ("/api/v1/search?page=0", "bad-parameter", "page"),
        ("/api/v1/search?size=1000", "bad-parameter", "size"),
        ("/api/v1/search?sort=best", "bad-parameter", "sort"),
        ("/api/v1/search?year=x..y", "bad-parameter", "year"),
        (f"/api/v1/resolutions/{TRAFFICKING}?full=1", "unknown-parameter", "full"),
    ],
)
def test_a_wrong_parameter_is_an_error(
    client: FlaskClient, address: str, code: str, parameter: str
) -> None:
    """A program learns at once which parameter had no effect."""
    told = problem(client, address, 400)
    assert (told["code"], told["parameter"]) == (code, parameter)


def test_names_the_parameters_there_are(client: FlaskClient) -> None:
    """An unknown parameter comes with the list of known ones; all wrong ones are named."""
    told = problem(client, "/api/v1/search?colour=red&page=0", 400)
    assert told["allowed"] == list(PARAMETERS)
    assert [one["parameter"] for one in told["errors"]] == ["colour", "page"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/v1/resolutions/A/RES/1/999", "document-missing"),
        ("/api/v1/nowhere", "not-found"),
        ("/api/v2/search", "not-found"),
    ],
)
def test_what_is_not_there(client: FlaskClient, address: str, code: str) -> None:
    """A wrong address is a problem, not a page."""
    assert problem(client, address, 404)["code"] == code


def test_no_index(tmp_path: Path) -> None:
    """Without an index the answer says which command makes one, and when to ask again."""
    bare = site(tmp_path / "nothing").test_client()
    told = problem(bare, "/api/v1/search?q=a", 503)
    assert told["code"] == "index-missing"
    assert "operative index" in told["detail"]
    assert bare.get("/api/v1/search").headers["Retry-After"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods(client: FlaskClient, method: str) -> None:
    """The API can only be read."""
    response = getattr(client, method)("/api/v1/search")
    assert response.status_code == 405
    assert response.content_type == "application/problem+json"
    assert response.get_json(force=True)["code"] == "method-not-allowed"
    assert "GET" in response.headers["Allow"]


def test_head_and_etag(client: FlaskClient) -> None:
    """A program can ask whether an answer still holds."""
    head = client.head("/api/v1/search?q=women")
    assert (head.status_code, head.data) == (200, b"")
    tag = {"If-None-Match": head.headers["ETag"]}
    assert client.get("/api/v1/search?q=women", headers=tag).status_code == 304


def test_every_code_has_a_title() -> None:
    """No error is told without saying what it is."""
    assert set(problems.STATUSES) <= set(problems.TITLES)


def test_completing_a_query(client: FlaskClient) -> None:
    """A query that is being typed is completed at its cursor; bad parameters are told."""
    found = answer(client, "/api/v1/complete?q=verb:ur%20women&cursor=7")
    assert found["completions"][0]["text"] == "verb:urge women"
    assert found["completions"][0]["cursor"] == len("verb:urge")
    assert answer(client, "/api/v1/complete")["completions"] == []
    assert problem(client, "/api/v1/complete?q=x&cursor=2", 400)["parameter"] == "cursor"
    assert problem(client, "/api/v1/complete?query=x", 400)["parameter"] == "query"


def test_values_beyond_the_last(client: FlaskClient) -> None:
    """Whoever asks for values where there are none any more is led back to some."""
    answer = client.get("/api/v1/facets/verb?start=500").json
    assert answer["values"] == []
    assert "start=500" in answer["links"]["self"]
    assert answer["links"]["next"] is None
    assert client.get(answer["links"]["prev"]).json["values"]


def test_links_are_headers_too(client: FlaskClient) -> None:
    """Programs can follow them without reading the answer, also when it comes from the cache."""
    for _ in range(2):
        answer = client.get("/api/v1/search?q=oceans&size=10&page=2")
        links = answer.get_json()["links"]
        header = answer.headers["Link"]
        assert f'<{links["prev"]}>; rel="prev"' in header
        assert f'<{links["next"]}>; rel="next"' in header
        assert f'<{links["html"]}>; rel="alternate"' in header
    long = client.get(f"/api/v1/search?q={'oceans+' * 600}")
    assert long.status_code == 200
    assert "Link" not in long.headers


@pytest.mark.parametrize(
    ("address", "accept", "kind"),
    [
        ("/api/v1/search?a=b", "*/*", "application/problem+json"),
        ("/api/v1/search?a=b", "application/json", "application/json"),
        ("/api/v1/search?a=b", "application/problem+json", "application/problem+json"),
        ("/api/v1/search?a=b", "text/html,*/*;q=0.8", "application/problem+json"),
        ("/feed?a=b", "application/atom+xml", "application/problem+json"),
        ("/oembed?url=x", "*/*", "application/problem+json"),
        ("/nowhere", "application/json", "application/json"),
        ("/nowhere", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("/nowhere", "*/*", "text/html"),
        ("/resolutions/A/RES/99/1", "application/json, text/plain, */*", "application/json"),
    ],
)
def test_errors_in_json_wherever_json_is_asked_for(
    client: FlaskClient, address: str, accept: str, kind: str
) -> None:
    answer = client.get(address, headers={"Accept": accept})
    assert answer.status_code in {400, 404}
    assert answer.mimetype == kind
    assert "Accept" in answer.headers["Vary"]
    if kind != "text/html":
        assert answer.json is not None
        assert answer.json["status"] == answer.status_code
