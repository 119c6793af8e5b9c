"""Results taken away: tables, Word, bibliographies and feeds, read back by others' readers."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import docx
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from support.indexes.library import LIBRARY, publish
from support.web_site import EVIL, site

from indexer.model import Adoption, DocumentType, Masthead, Paragraph, ParagraphType, Part
from search.formats import spreadsheet
from search.formats.atom import ATOM, FeedAbout, feed
from search.formats.delimited import safe_cell
from search.formats.file_names import file_name
from search.formats.registry import FORMATS
from search.formats.rows import COLUMNS, About, filter_lines
from search.results import Found
from web.cli import main
from web.index import EXTENSION

ABOUT = About(reading="containing oceans", total=2, official="https://undocs.org/en/{symbol}")


def found(text: str = "Urges States to act;", **head: object) -> Found:
    """Make a paragraph found."""
    masthead = Masthead(
        symbol="A/RES/74/1", organ="GA", session="74", title="Oceans",
        adopted_on=date(2019, 12, 18), document_type=DocumentType.RESOLUTION,
    )  # fmt: skip
    masthead = replace(masthead, **head)  # type: ignore[arg-type]
    paragraph = Paragraph(
        id=f"{masthead.symbol}#op1", type=ParagraphType.OPERATIVE, part=Part.OPERATIVE,
        ordinal=1, label="1", text=text, opening="Urges" if text.startswith("Urges") else None,
    )  # fmt: skip
    return Found(row=1, masthead=masthead, paragraph=paragraph, lead_in=None)


def written(name: str, *paragraphs: Found) -> bytes:
    return b"".join(FORMATS[name].write(paragraphs, ABOUT))


def csv_table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def parsed(xml: str | bytes) -> Element:
    return fromstring(xml)  # noqa: S314 - made here


def sheet_texts(data: bytes) -> list[str]:
    """Give the texts of the first sheet of a workbook; fails on formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    root = parsed(sheet)
    return [node.text or "" for node in root.iter() if node.tag.endswith("}t")]


def test_csv() -> None:
    """A table has a head and a line a paragraph, whatever signs the texts hold."""
    head, first, second = csv_table(written("csv", found('a "b", c\nd;'), found("é")))
    assert head == list(COLUMNS)
    assert first[head.index("text")] == 'a "b", c\nd;'
    assert first[head.index("citation")] == "General Assembly resolution 74/1, para. 1"
    assert first[head.index("adopted_on")] == "2019-12-18"
    assert second[head.index("text")] == "é"


def test_votes_have_columns() -> None:
    """How a document was adopted and with how many votes, each in a column of its own."""
    voted = found(adoption=Adoption.VOTE, votes_for=132, votes_against=0, abstentions=None)
    head, first, second = csv_table(written("csv", voted, found()))
    places = [
        head.index(name) for name in ("adoption", "votes_for", "votes_against", "abstentions")
    ]
    assert [first[place] for place in places] == ["vote", "132", "0", ""]
    assert [second[place] for place in places] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("1 = 1", "1 = 1"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    """A text that a spreadsheet would run is only shown."""
    assert safe_cell(text) == cell
    title_column = list(COLUMNS).index("title")
    assert csv_table(written("csv", found(title=text or None)))[1][title_column] == cell


def test_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook holds texts as they are, never formulas; one that is too long is cut."""
    texts = sheet_texts(written("xlsx", found("=1+1"), found("plain \x07 bell")))
    assert texts[: len(COLUMNS)] == list(COLUMNS)
    assert "=1+1" in texts
    monkeypatch.setattr(spreadsheet, "LONGEST_CELL", 20)
    assert "Urges States to act…" in sheet_texts(written("xlsx", found("Urges States to act now")))


def test_workbook_is_ready_to_use() -> None:
    """The head stays in sight, every column can be filtered, and citations lead to their place."""
    about = replace(ABOUT, page=lambda one: f"https://here.example/{one.paragraph.id}")
    data = b"".join(FORMATS["xlsx"].write([found()], about))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        links = archive.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:' in sheet
    assert '<hyperlink ref="A2" r:id="rId1" location="op1"' in sheet
    assert 'Target="https://here.example/A/RES/74/1"' in links


def test_a_workbook_has_no_more_links_than_excel_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are plain text, and no row is lost."""
    monkeypatch.setattr(spreadsheet, "MOST_LINKS", 1)
    texts = sheet_texts(written("xlsx", found(), found()))
    assert texts.count("General Assembly resolution 74/1, para. 1") == 2


def test_word_document() -> None:
    """A Word document quotes each paragraph as typeset, with its citation and the source."""
    sub = replace(found("protect fish \x00;"), lead_in="Urges States:")
    document = docx.Document(io.BytesIO(written("docx", found(), sub)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "1. Urges States to act;" in texts
    assert "(General Assembly resolution 74/1, para. 1)" in texts
    assert "Urges States:" in texts
    assert texts[1] == "Paragraphs containing oceans (2 in all), from 1 document."
    first = texts[: texts.index("1. Urges States to act;")]
    assert any("Source of all texts: United Nations" in text for text in first)
    quoted = document.paragraphs[texts.index("1. Urges States to act;")]
    assert [run.text for run in quoted.runs if run.italic] == ["Urges"]


def test_the_first_page_says_what_was_searched_for() -> None:
    """Query, filters, day and address stand above the paragraphs."""
    about = replace(
        ABOUT, query="oceans", filters=filter_lines({"organ": ("GA", "SC")}),
        made=date(2026, 3, 1), address="https://here.example/?q=oceans",
    )  # fmt: skip
    data = b"".join(FORMATS["docx"].write([found()], about))
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert texts[2:6] == [
        "Query: oceans",
        "Filters: Organ: GA or SC",
        "Date: 1 March 2026",
        "Search: https://here.example/?q=oceans",
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("oceans", "GA 74"), "operative-oceans-GA-74-2026-03-01.csv"),
        (("",), "operative-paragraphs-2026-03-01.csv"),
        (('../"\r\n;=x',), "operative-x-2026-03-01.csv"),
        (("الأمين العام",), "operative-الأمين-العام-2026-03-01.csv"),
        (("long " * 40,), f"operative-{'-'.join(['long'] * 12)}-2026-03-01.csv"),
        (("x" * 99,), f"operative-{'x' * 60}-2026-03-01.csv"),
    ],
)
def test_file_names(words: tuple[str, ...], name: str) -> None:
    """A file is named after its search and the day, by letters and digits alone."""
    assert file_name(words, date(2026, 3, 1), "csv") == name


def test_json_lines() -> None:
    """Every line is an object of its own."""
    lines = written("jsonl", found("a\nb"), found()).splitlines()
    values = [json.loads(line) for line in lines]
    assert values[0]["paragraph"]["text"] == "a\nb"
    assert values[1]["document"]["symbol"] == "A/RES/74/1"


def test_bibtex() -> None:
    """An entry a document, whose note names the paragraphs; TeX's own signs are escaped."""
    other = replace(found(), paragraph=replace(found().paragraph, id="A/RES/74/1#op2"))
    text = written("bibtex", found(title="Funds & 50% of {all}_x \\input"), other).decode()
    assert text.count("@misc{") == 1
    assert "@misc{A-RES-74-1," in text
    assert r"title = {{Funds \& 50\% of \{all\}\_x \textbackslash{}input}}" in text
    assert "note = {General Assembly resolution 74/1; para. 1; para. 2}" in text
    assert "month = dec," in text
    assert "url = {https://undocs.org/en/A/RES/74/1}" in text


def test_bibtex_keys_are_unique() -> None:
    """Two symbols that differ only in signs get keys of their own."""
    text = written("bibtex", found(symbol="A/1"), found(symbol="A 1")).decode()
    assert re.findall(r"@misc\{(.*),", text) == ["A-1", "A-1-2"]


def test_ris() -> None:
    """A record a document, that begins with its type and ends, a tag a line."""
    records = written("ris", found(title="A\nB"), found(symbol="~x", symbol_inferred=True)).decode()
    first, second = records.split("ER  - \r\n\r\n")[:2]
    assert first.startswith("TY  - RPRT\r\nAU  - United Nations, General Assembly\r\nTI  - A B")
    assert "M1  - A/RES/74/1" in first
    assert "UR  -" not in second
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in first.splitlines())


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str) -> None:
    """A search that finds nothing still gives a whole file."""
    assert isinstance(written(name), bytes)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_texts(name: str) -> None:
    """No text breaks a format, whatever it holds."""
    data = written(name, found(f"{EVIL}\x00\ud800\ufffe]]>", title=EVIL, organ=EVIL, symbol=EVIL))
    assert data


def entries(data: bytes) -> Sequence[dict[str, str]]:
    root = parsed(data)
    assert root.tag == f"{{{ATOM}}}feed"
    return [
        {child.tag.partition("}")[2]: child.text or child.get("href", "") for child in entry}
        for entry in root.findall(f"{{{ATOM}}}entry")
    ]


FEED = FeedAbout(
    title="oceans", own="http://x/feed?q=a&b", page="http://x/?q=a",
    created="2026-01-02T03:04:05+00:00",
)  # fmt: skip


def test_feed() -> None:
    """A feed has what Atom asks for, and names that do not change."""
    data = feed([found(), found("x", symbol="A/RES/9/1", adopted_on=None, session=None)], FEED,
                lambda one: f"http://x/{one.paragraph.id}")  # fmt: skip
    first, second = entries(data)
    assert first["title"] == "General Assembly resolution 74/1, para. 1: Oceans"
    assert first["updated"] == "2019-12-18T00:00:00Z"
    assert second["updated"] == "2026-01-02T03:04:05Z"
    assert first["link"] == "http://x/A/RES/74/1#op1"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", first["id"])
    again = entries(feed([found()], FEED, lambda _: "http://elsewhere/"))
    assert again[0]["id"] == first["id"] != second["id"]
    root = parsed(data)
    for name in ("id", "title", "updated", "author", "link"):
        assert root.find(f"{{{ATOM}}}{name}") is not None


def test_feed_of_hostile_texts() -> None:
    """Nothing that a document says breaks the feed."""
    (one,) = entries(feed([found(f"{EVIL}\x00\ufffe")], FEED, lambda _: "http://x/"))
    assert one["content"] == EVIL


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats") / "index"
    publish(LIBRARY, folder, "whoosh")
    return folder


@pytest.fixture(scope="module")
def client(index: Path) -> Iterator[FlaskClient]:
    app = site(index)
    yield app.test_client()
    app.extensions[EXTENSION].close()


def test_export(client: FlaskClient) -> None:
    """A search and its filters can be taken away whole, in the order that was chosen."""
    answer = client.get("/api/v1/export?q=urge&organ=GA&sort=oldest&format=csv&page=1&size=1")
    rows = csv_table(answer.data)[1:]
    symbols = [row[1] for row in rows]
    assert len(symbols) == int(answer.headers["X-Exported-Count"]) > 2
    assert symbols == [*["A/RES/73/148"] * symbols.count("A/RES/73/148"),
                       *[one for one in symbols if one != "A/RES/73/148"]]  # fmt: skip
    disposition = answer.headers["Content-Disposition"]
    today = datetime.now(UTC).date().isoformat()
    assert disposition == f"attachment; filename=operative-urge-GA-{today}.csv"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_served(client: FlaskClient, name: str) -> None:
    """Each format is offered on the results page, and the link there works."""
    page = client.get("/?q=women").text
    href = f"/api/v1/export?q=women&amp;format={name}"
    assert f'href="{href}"' in page
    answer = client.get(href.replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.content_type == FORMATS[name].media_type
    assert len(answer.data) > 50


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("q=a", "format"), ("q=a&format=pdf", "format"), ("colour=red&format=csv", "colour")],
)
def test_bad_exports(client: FlaskClient, query: str, parameter: str) -> None:
    """What is wrong is told before anything is sent."""
    answer = client.get(f"/api/v1/export?{query}")
    assert answer.status_code == 400
    assert answer.get_json(force=True)["parameter"] == parameter


def test_feed_of_a_search(client: FlaskClient) -> None:
    """Any search is a feed, the newest first; the results page names it."""
    answer = client.get("/feed?q=urge&sort=symbol")
    assert answer.content_type.startswith("application/atom+xml")
    dates = [one["updated"] for one in entries(answer.data)]
    assert dates == sorted(dates, reverse=True)
    assert entries(answer.data)[0]["link"].startswith("http://localhost/resolutions/")
    assert 'type="application/atom+xml"' in client.get("/?q=urge").text
    assert client.get("/feed?colour=red").status_code == 400


def run(index: Path, *arguments: str) -> tuple[int, bytes, str]:
    done = CliRunner().invoke(main, ["search", *arguments, "--index", str(index)])
    return done.exit_code, done.stdout_bytes, done.stderr


def test_command(index: Path, tmp_path: Path) -> None:
    """The command line writes the same files, to a file or the standard output."""
    code, data, said = run(index, "women", "--format", "csv")
    assert code == 0
    assert len(csv_table(data)) - 1 == int(said.split()[0]) > 1
    target = tmp_path / "out.docx"
    code, data, said = run(index, "women", "--format", "docx", "--output", str(target))
    assert (code, data) == (0, b"")
    assert docx.Document(str(target)).paragraphs


def test_command_that_cannot_write(index: Path, tmp_path: Path) -> None:
    """A file that Could not write is told in a line."""
    target = tmp_path / "none" / "out.csv"
    code, _, said = run(index, "women", "--format", "csv", "--output", str(target))
    assert code == 1
    assert "Could not write" in said
