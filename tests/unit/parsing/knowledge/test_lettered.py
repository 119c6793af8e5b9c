"""Parts of one resolution that come from several files: 75/253, and later 75/253 B."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from support.files.small import PARSER, fill, read, small
from support.web_site import site

from indexer.build.build import Tools
from indexer.parsing.knowledge.lettered import number_key, part_held, part_named, symbol_keys
from indexer.pipeline import build_index
from search.cli.search import search, show
from web.index import EXTENSION

TOOLS = Tools(read=read, parser=PARSER, workers=0)
FILES = {
    "253": small("A/RES/75/253", "Decides on estimates"),
    "254": small("A/RES/75/254", "Decides otherwise"),
    "101": small("A/RES/75/101 A-B", "Decides on centres"),
    "290b": small("A/RES/75/290 B", "Decides on review"),
    "290a": small("A/RES/75/290 A", "Decides on forums"),
}
LATER = {"253b": small("A/RES/75/253 B", "Decides on estimates once more")}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        # adopted together
        ("75/101 A to B", ("A/RES/75/101 A-B", "A/RES/75/101 A", "A/RES/75/101 B", "A/RES/75/101")),
        ("3411 A and B (XXX)",
         ("A/RES/3411 A-B(XXX)", "A/RES/3411 A(XXX)", "A/RES/3411 B(XXX)", "A/RES/3411(XXX)")),
        # the first is renamed when the second is adopted
        ("A/RES/75/253", ("A/RES/75/253", "A/RES/75/253 A")),
        ("217 A (III)", ("A/RES/217 A(III)", "A/RES/217(III)")),
        ("2021/2 B", ("E/RES/2021/2 B",)),
        # no parts here
        ("1325 (2000)", ("S/RES/1325 (2000)",)),
        ("A/C.3/74/L.10", ("A/C.3/74/L.10",)),
        ("A/74/127", ("A/74/127",)),
        ("no symbol A-B", ("NO SYMBOL A-B",)),
    ],
)  # fmt: skip
def test_a_whole_is_cited_by_its_parts(text: str, keys: tuple[str, ...]) -> None:
    """A document that holds several resolutions is cited when one of them is."""
    assert symbol_keys(text) == keys


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("75/253 B", "A/RES/75/253"),
        ("75/101 A-B", "A/RES/75/101"),
        ("217 A (III)", "A/RES/217(III)"),
        ("E/RES/2021/2 B", "E/RES/2021/2"),
        ("S/RES/1325 (2000)", "S/RES/1325 (2000)"),
        ("~ga/draft b", "~GA/DRAFT B"),
    ],
)
def test_parts_share_their_number(text: str, number: str) -> None:
    """Whatever the letter, the number tells that resolutions belong together."""
    assert number_key(text) == number


@pytest.mark.parametrize(
    ("asked", "keys", "found"),
    [
        ("75/253", ["A/RES/75/253 B", "A/RES/75/253"], "A/RES/75/253"),
        ("75/253 A", ["A/RES/75/253 B", "A/RES/75/253"], "A/RES/75/253"),
        ("75/253 A", ["A/RES/75/253 A", "A/RES/75/253"], "A/RES/75/253 A"),
        ("75/253 C", ["A/RES/75/253 B", "A/RES/75/253"], None),
        ("75/101 B", ["A/RES/75/101 A-B", "A/RES/75/101 C"], "A/RES/75/101 A-B"),
        ("75/101", ["A/RES/75/101 A-B", "A/RES/75/101 C"], "A/RES/75/101 A-B"),
        ("75/253", ["A/RES/75/254"], None),
    ],
)
def test_which_part_a_symbol_leads_to(asked: str, keys: list[str], found: str | None) -> None:
    """A part is found by its own name, and by the name that it had before."""
    assert part_named(asked, keys) == found
    assert part_held(asked, keys) == found


def test_a_number_leads_to_its_first_part() -> None:
    """A number of which only later parts are there leads to them, but is not what they are."""
    keys = ["A/RES/75/253 C", "A/RES/75/253 B"]
    assert part_named("75/253", keys) == "A/RES/75/253 B"
    assert part_held("75/253", keys) is None


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Give a folder whose files are indexed in `ix` beside it."""
    folder = fill(tmp_path / "docs", FILES)
    index(folder)
    return folder


def index(docs: Path) -> Path:
    place = docs.parent / "ix"
    build_index([docs], place, tools=TOOLS)
    return place


@pytest.fixture
def client(docs: Path) -> Iterator[FlaskClient]:
    app = site(docs.parent / "ix")
    yield app.test_client()
    app.extensions[EXTENSION].close()


def parts_of(client: FlaskClient, symbol: str) -> list[str]:
    answer = client.get(f"/api/v1/resolutions/{symbol}").get_json()
    return [part["symbol"] for part in answer["parts"]]


def test_a_part_joins_and_leaves(docs: Path, client: FlaskClient) -> None:
    """A part that comes later is listed with its number, and is gone when its file is."""
    assert parts_of(client, "75/253") == []
    fill(docs, LATER)
    index(docs)
    for symbol in ("75/253", "75/253 A", "75/253 B"):
        assert parts_of(client, symbol) == ["A/RES/75/253", "A/RES/75/253 B"]
    assert parts_of(client, "75/254") == []
    (docs / "253b").unlink()
    index(docs)
    assert parts_of(client, "75/253") == []
    assert client.get("/api/v1/resolutions/75/253 B").status_code == 404


def test_a_part_may_come_without_the_first(docs: Path, client: FlaskClient) -> None:
    """Where the first part goes, the number leads to what is left of it."""
    fill(docs, LATER)
    (docs / "253").unlink()
    index(docs)
    answer = client.get("/api/v1/resolutions/75/253").get_json()
    assert answer["symbol"] == "A/RES/75/253 B"
    assert answer["parts"] == []


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("75/290", "A/RES/75/290%20A"), ("75/101%20B", "A/RES/75/101%20A-B")],
)
def test_a_number_without_a_document_is_sent_on(
    client: FlaskClient, asked: str, led_to: str
) -> None:
    """The address of a number leads to its first part."""
    assert client.get(f"/resolutions/{asked}").headers["Location"] == f"/resolutions/{led_to}"


def test_the_page_links_the_other_parts(client: FlaskClient) -> None:
    """Whoever reads one part sees that there are others, and which one this is."""
    page = client.get("/resolutions/A/RES/75/290 B").get_data(as_text=True)
    assert "A/RES/75/290 was adopted in several parts" in page
    assert '<a href="/resolutions/A/RES/75/290%20A">A/RES/75/290 A</a>' in page
    assert 'aria-current="page">A/RES/75/290 B</a>' in page
    alone = client.get("/resolutions/A/RES/75/254").get_data(as_text=True)
    assert "adopted in parts" not in alone


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ("symbol:75/253", {"A/RES/75/253", "A/RES/75/253 B"}),
        ('symbol:"75/253 A"', {"A/RES/75/253"}),
        ('symbol:"75/253 B"', {"A/RES/75/253 B"}),
        ("symbol:75/290", {"A/RES/75/290 A", "A/RES/75/290 B"}),
        ('symbol:"75/101 B"', {"A/RES/75/101 A-B"}),
        ("symbol:75/254", {"A/RES/75/254"}),
    ],
)
def test_a_number_finds_all_its_parts(docs: Path, query: str, symbols: set[str]) -> None:
    """Who asks for a number gets the paragraphs of all parts, with a letter those of one."""
    fill(docs, LATER)
    where = str(index(docs))
    answer = json.loads(CliRunner().invoke(search, [query, "--json", "--index", where]).stdout)
    assert {hit["document"]["symbol"] for hit in answer["hits"]} == symbols


def test_show_tells_of_the_other_parts(docs: Path) -> None:
    """In the terminal too, a number says which parts there are."""
    fill(docs, LATER)
    where = str(index(docs))
    shown = CliRunner().invoke(show, ["75/253", "--index", where]).stdout
    assert "Also under this number: A/RES/75/253 B\n" in shown
    answer = json.loads(CliRunner().invoke(show, ["75/253", "--json", "--index", where]).stdout)
    assert [part["symbol"] for part in answer["parts"]] == ["A/RES/75/253", "A/RES/75/253 B"]
    missing = CliRunner().invoke(show, ["75/253", "C", "--index", where])
    assert "Other parts of this number: A/RES/75/253, A/RES/75/253 B." in missing.output
