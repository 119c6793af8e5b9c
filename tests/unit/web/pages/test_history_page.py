"""The page of a paragraph's history."""

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

PLACE = "A/RES/74/1#op1"
CLEAN = (
    "        1.   Urges Member States to keep the water of all wells in villages clean for those "
    "who live there.\n"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Serve three texts of a series, the words of which change once."""
    folder = tmp_path_factory.mktemp("history")
    docs = folder / "docs"
    docs.mkdir()
    texts = {"73/1": CLEAN.replace("clean", "pure"), "74/1": CLEAN, "75/1": CLEAN}
    for number, text in texts.items():
        (docs / f"{number[:2]}.txt").write_text(resolution(number, "Wells", text), "utf-8")
    tools = Tools(read=read_documents, parser=PARSER, workers=0)
    build_index([docs], folder / "index", tools=tools)
    app = site(folder / "index")
    yield app.test_client()
    app.extensions[EXTENSION].close()


def test_a_paragraph_has_a_page(client: FlaskClient) -> None:
    """It shows the words, how often they were used, and leads to the paragraph and to JSON."""
    page = client.get("/history", query_string={"paragraph": PLACE})
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert '<blockquote class="history-text"' in text
    assert "Used 2 times, 2019–2020</strong> in these words, drafts included." in text
    assert "[removed begins] </span>pure<" in text
    assert "[added begins] </span>clean<" in text
    assert "/resolutions/A/RES/74/1#op1" in text
    (link,) = re.findall(r'"(/api/v1/history[^"]*)"', text)[:1]
    assert client.get(link).get_json()["paragraph"]["id"] == PLACE


@pytest.mark.parametrize("named", ["74/1, para. 1", "a/res/74/1#op1", "OP1 of 74/1"])
def test_other_ways_to_name_it_lead_to_its_page(client: FlaskClient, named: str) -> None:
    """A paragraph has one address."""
    answer = client.get("/history", query_string={"paragraph": named})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/history?paragraph=A/RES/74/1%23op1")


@pytest.mark.parametrize(
    ("named", "status"),
    [("", 400), ("A/RES/74/1", 400), ("x" * 1_000, 400), ("A/RES/99/9#op1", 404)],
)
@pytest.mark.parametrize("path", ["/history", "/api/v1/history"])
def test_what_names_no_paragraph_is_refused(
    client: FlaskClient, path: str, named: str, status: int
) -> None:
    """The message says how to name one."""
    answer = client.get(path, query_string={"paragraph": named})
    assert answer.status_code == status
    assert "Name a paragraph" in answer.get_data(as_text=True) or status == 404
