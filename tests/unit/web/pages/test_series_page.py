"""The page of a series, its API, and comparisons that open where one came from."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from support.files.assembly import resolution
from support.web_site import site

from indexer.build.build import Tools
from indexer.pipeline import build_index
from indexer.reading.documents import PARSER, read_documents
from web.index import EXTENSION

CLEAN = "        1.   Urges Member States to keep the water of all wells in villages clean.\n"
SPRINGS = "\n        2.   Welcomes the conference on springs <b> that was held in Rome.\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Serve three texts of a series, the words of which change once."""
    folder = tmp_path_factory.mktemp("series")
    docs = folder / "docs"
    docs.mkdir()
    texts = {"73/1": CLEAN.replace("clean", "pure"), "74/1": CLEAN + SPRINGS, "75/1": CLEAN}
    for number, text in texts.items():
        (docs / f"{number[:2]}.txt").write_text(resolution(number, "Wells", text), "utf-8")
    tools = Tools(read=read_documents, parser=PARSER, workers=0)
    build_index([docs], folder / "index", tools=tools)
    app = site(folder / "index")
    yield app.test_client()
    app.extensions[EXTENSION].close()


def _text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_series_is_a_table(client: FlaskClient) -> None:
    """Texts across, paragraphs down; each cell leads to its words and to what changed."""
    page = _text(client, "/series?symbol=A/RES/74/1")
    heads = re.findall(r'<a class="symbol" href="/resolutions/(A/RES/\d\d/1)">', page)
    assert heads == ["A/RES/73/1", "A/RES/74/1", "A/RES/75/1"]
    assert 'href="/resolutions/A/RES/74/1#op1"' in page
    assert 'href="/compare?a=A/RES/73/1&amp;b=A/RES/74/1#after-op1"' in page
    assert 'href="/compare?a=A/RES/74/1&amp;b=A/RES/75/1#before-op2"' in page
    assert "&lt;b&gt;" in page
    assert "<b> that" not in page


def test_other_spellings_lead_to_one_address(client: FlaskClient) -> None:
    answer = client.get("/series?symbol=74/1&texts=adopted")
    assert answer.headers["Location"].endswith("/series?symbol=A/RES/74/1&texts=adopted")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/series", "A text through the years"),
        ("/series?symbol=99/99", "We don’t have 99/99 here."),
        ("/series?symbol=A/RES/74/1&texts=none", "“texts” must be one of these"),
        ("/series?symbol=A/RES/74/1&colour=red", "There is no parameter “colour”"),
        ("/series?symbol=A/RES/74/1&start=nothing", "3 texts in this collection"),
    ],
)
def test_what_cannot_be_shown_is_said(client: FlaskClient, address: str, words: str) -> None:
    assert words in _text(client, address)


def test_the_api_gives_the_same(client: FlaskClient) -> None:
    answer = client.get("/api/v1/series?symbol=74/1").get_json()
    assert answer["columns"][0]["document"]["symbol"] == "A/RES/73/1"
    assert [cell and cell["state"] for cell in answer["rows"][0]["cells"]] == [
        "first",
        "changed",
        "kept",
    ]
    assert answer["links"]["earlier"] is None
    table = client.get(answer["links"]["csv"])
    assert table.mimetype == "text/csv"
    assert "para. 1,changed" in table.get_data(as_text=True)
    assert client.get(answer["links"]["xlsx"]).data.startswith(b"PK")
    assert client.get("/api/v1/series").status_code == 400
    assert client.get("/api/v1/series?symbol=99/99").status_code == 404
    assert client.get("/api/v1/series?symbol=74/1&texts=none").status_code == 400


def test_a_comparison_opens_at_a_paragraph(client: FlaskClient) -> None:
    """Each row is found by both of its paragraphs; the page of a paragraph leads there."""
    page = _text(client, "/compare?a=A/RES/74/1&b=A/RES/75/1")
    assert 'id="before-op1"' in page
    assert 'id="after-op1"' in page
    assert 'id="before-op2"' in page
    read = _text(client, "/resolutions/A/RES/75/1")
    assert 'href="/compare?a=A/RES/74/1&amp;b=A/RES/75/1#after-op1"' in read
    history = _text(client, "/history?paragraph=A/RES/74/1%23op1")
    assert 'href="/compare?a=A/RES/73/1&amp;b=A/RES/74/1#after-op1"' in history
    assert 'href="/compare?a=A/RES/74/1&amp;b=A/RES/75/1#before-op1"' in history
    report = _text(client, "/precedents?symbol=A/RES/75/1")
    assert 'href="/compare?a=A/RES/74/1&amp;b=A/RES/75/1#after-op1"' in report


def test_what_changed_keeps_the_query(client: FlaskClient) -> None:
    """From the page of a document to the comparison, in it, and back."""
    read = _text(client, "/resolutions/A/RES/75/1?q=wells")
    assert 'href="/compare?a=A/RES/74/1&amp;b=A/RES/75/1&amp;q=wells"' in read
    page = _text(client, "/compare?a=A/RES/74/1&b=A/RES/75/1&q=wells")
    assert "<mark>wells</mark>" in page
    assert "1 paragraph matches" in page
    assert 'href="/compare?a=A/RES/74/1&amp;b=A/RES/75/1&amp;show=changes&amp;q=wells"' in page
    assert 'href="/resolutions/A/RES/75/1?q=wells#op1"' in page
    moved = client.get("/compare?a=74/1&b=75/1&q=wells").headers["Location"]
    assert moved.endswith("/compare?a=A/RES/74/1&b=A/RES/75/1&q=wells")
