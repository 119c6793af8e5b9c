"""What a query names, over a small index of a few documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.indexes.library import LIBRARY, document, line, publish

from indexer.model import DocumentType, Masthead, Paragraph, ParagraphType, Part
from indexer.parsing.knowledge.pinpoints import Pinpoint, pinpoint_behind
from search.errors import DocumentMissing
from search.names.pinpoints import paragraph_at
from search.request import SearchRequest
from search.results import SearchResult
from search.searcher import Searcher

RIGHTS = document(
    Masthead(
        symbol="A/HRC/RES/26/9",
        organ="HRC",
        session="26",
        document_type=DocumentType.RESOLUTION,
    ),
    [line("op1", "Decides to establish a working group;")],
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("named")
    publish((*LIBRARY, RIGHTS), folder, "whoosh")
    opened = Searcher(folder)
    yield opened
    opened.close()


def ask(searcher: Searcher, query: str) -> SearchResult:
    return searcher.search(SearchRequest(query=query))


@pytest.mark.parametrize(
    ("query", "jump", "paragraph"),
    [
        ("S/RES/1325", "S/RES/1325 (2000)", None),
        ("UNSCR 1325, OP1", "S/RES/1325 (2000)", "S/RES/1325 (2000)#op1"),
        ("GA resolution 74/176, para. 2 (b)", "A/RES/74/176", "A/RES/74/176#op2(b)"),
        ("74/176, para. 2 (z)", "A/RES/74/176", "A/RES/74/176#op2"),
        ("preambular para. 1 of 74/176", "A/RES/74/176", "A/RES/74/176#pp1"),
        ("74/176, para. 99", "A/RES/74/176", None),
        ("resolution 26/9", "A/HRC/RES/26/9", None),
        ("https://undocs.org/en/A/RES/74/176", "A/RES/74/176", None),
    ],
)
def test_a_query_that_is_a_name(
    searcher: Searcher, query: str, jump: str, paragraph: str | None
) -> None:
    """A symbol, and the paragraph that is named with it, is offered; nothing else was asked."""
    found = ask(searcher, query)
    assert (found.jump, found.jump_is_all, found.missing) == (jump, True, None)
    assert (found.jump_paragraph.id if found.jump_paragraph else None) == paragraph
    place = searcher.place(query)
    assert (place[0].document.masthead.symbol, place[1]) == (jump, found.jump_paragraph)
    assert jump in {hit.masthead.symbol for hit in ask(searcher, f'symbol:"{query}"').hits}


def documented() -> list[tuple[str, str, str]]:
    """Return the rows of the table of symbols in the documentation."""
    page = (Path(__file__).parents[3] / "docs/query-language.md").read_text("utf-8")
    table = page.partition("| Query | Means | Paragraph |\n")[2].partition("\n\n")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines()[1:]]
    return [(query.strip(" `"), symbol.strip(), place.strip()) for query, symbol, place in rows]


def test_the_documented_symbols(searcher: Searcher) -> None:
    """The page about the query language says what the program does."""
    assert len(documented()) > 9
    for query, symbol, place in documented():
        found = ask(searcher, query)
        assert (found.jump, found.jump_is_all) == (symbol, True), query
        own = found.jump_paragraph.id.partition("#")[2] if found.jump_paragraph else ""
        assert own == place, query


def test_a_name_among_words(searcher: Searcher) -> None:
    """The words beside a symbol are looked for in the document and in what refers to it."""
    found = ask(searcher, "evidence-based UNGA resolution 74/176")
    assert (found.jump, found.jump_is_all) == ("A/RES/74/176", False)
    assert [hit.paragraph.id for hit in found.hits] == ["A/RES/74/176#op2(a)"]
    assert "evidence-based" in found.reading


def test_nothing_is_lost_by_a_name(searcher: Searcher) -> None:
    """What the words of a query find, they find also where they name a document."""
    for query in ("1325 (2000)", "74/176", "resolution 70/1"):
        plain = ask(searcher, f"({query}) OR zzz")  # in alternatives a name is words alone
        assert ask(searcher, query).total >= plain.total


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("A/RES/99/999", "A/RES/99/999"),
        ("women GA resolution 99/1", "A/RES/99/1"),
        ("UNSCR 9999", "S/RES/9999"),
        ("24/7", None),
        ("99/1 women", None),
        ("women -A/RES/99/999", None),
        ("verb:urge women", None),
    ],
)
def test_what_is_not_there(searcher: Searcher, query: str, missing: str | None) -> None:
    """A document that is surely named and that the index lacks is reported as missing."""
    found = ask(searcher, query)
    assert (found.jump, found.missing) == (None, missing)


def test_the_value_of_a_field_names_nothing_to_open(searcher: Searcher) -> None:
    """Who restricts a search to a document does not want to leave it."""
    assert ask(searcher, "women symbol:A/RES/74/176").jump is None


def test_no_such_document(searcher: Searcher) -> None:
    """A text that names nothing, or what is not there, is an error of its own kind."""
    for text in ("women", "UNSCR 9999", ""):
        with pytest.raises(DocumentMissing):
            searcher.place(text)


def test_a_label_comes_before_an_id() -> None:
    """A paragraph is where its printed number says, whatever its id had to be."""
    made = document(LIBRARY[0].masthead, [line("op1", "One;"), line("op2", "Two;")])
    first, second = made.paragraphs
    shifted = (replace(first, label=None), replace(second, label="1"))
    place = Pinpoint(kind="operative", number=1)
    assert paragraph_at(shifted, place) is shifted[1]
    assert paragraph_at(shifted, replace(place, number=2)) is shifted[1]
    assert paragraph_at(shifted, replace(place, section="II")) is None


def test_places_in_annexes() -> None:
    """An annex is found by its name and by the numbers of its paragraphs."""
    made = document(LIBRARY[0].masthead, [line("op1", "One;"), line("op2", "Two;")]).paragraphs
    annex = replace(made[1], id="X#annex.1", type=ParagraphType.ANNEX, part=Part.ANNEX, label="5")
    assert paragraph_at((made[0], annex), Pinpoint(kind="annex")) is annex
    assert paragraph_at((made[0], annex), Pinpoint(kind="any", number=5)) is annex
    assert paragraph_at((made[0], annex), Pinpoint(kind="operative", number=5)) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("annex, sect. II, third item", "A/RES/74/9#annex.II.item3"),
        ("Annex, section II, third item", "A/RES/74/9#annex.II.item3"),
        ("annex, third item", "A/RES/74/9#annex.item3"),
        ("annex II, para. 5 (c), first item", "A/RES/74/9#annexII.5(c)item1"),
    ],
)
def test_an_item_of_an_annex_is_found_by_its_own_citation(words: str, found: str) -> None:
    """What a citation says of an item leads back to it, not to another item or the annex."""
    places = {
        "A/RES/74/9#annex": "annex",
        "A/RES/74/9#annex.item3": "annex, third item",
        "A/RES/74/9#annex.II.item2": "annex, sect. II, second item",
        "A/RES/74/9#annex.II.item3": "annex, sect. II, third item",
        "A/RES/74/9#annexII.5(c)item1": "annex II, para. 5 (c), first item",
    }
    paragraphs = [
        Paragraph(
            id=name, type=ParagraphType.ANNEX, part=Part.ANNEX, ordinal=at, text="x", place=place
        )
        for at, (name, place) in enumerate(places.items(), 1)
    ]
    read = pinpoint_behind(f"74/9, {words}", 4)
    assert read is not None
    assert read[1] == len(f"74/9, {words}")
    paragraph = paragraph_at(paragraphs, read[0])
    assert paragraph is not None
    assert paragraph.id == found
