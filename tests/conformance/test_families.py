"""How often and when a text and its edits were used: the same on every engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from support.cluster import EVERYWHERE
from support.indexes.library import document, line, publish

from indexer.model import Document, DocumentType, Masthead
from search.request import Grouping, SearchRequest, Sort
from search.results import FamilyUse
from search.searcher import Searcher

WELLS = "Urges Member States to protect the wells of villages and to keep their water clean for all"
SAFE = WELLS.replace("clean", "safe")
ROADS = "Urges Member States to mend the roads between villages before the rains of each year begin"
SEIZED = "Decides to remain seized of the matter."


def _text(number: int, year: int, *texts: str, draft: bool = False) -> Document:
    name = f"A/C.3/{number}/L.1" if draft else f"A/RES/{number}/1"
    kind = DocumentType.DRAFT if draft else DocumentType.RESOLUTION
    head = Masthead(
        symbol=name, organ="GA", session=str(number), document_type=kind,
        adopted_on=date(year, 12, 1), title="Wells",
    )  # fmt: skip
    return document(head, [line(f"op{at}", text, "urge") for at, text in enumerate(texts, 1)])


LIBRARY = (
    _text(68, 2013, WELLS, SEIZED),
    _text(70, 2015, SAFE, SEIZED),
    _text(74, 2019, SAFE, ROADS, SEIZED),
    _text(74, 2019, SAFE, ROADS.replace("mend", "repair"), draft=True),
)
W, D = "A/RES/{}/1#op{}", "A/C.3/74/L.1#op{}"
ALL_WELLS = {W.format(68, 1), W.format(70, 1), W.format(74, 1), D.format(1)}
ALL_SEIZED = {W.format(68, 2), W.format(70, 2), W.format(74, 3)}
ALL_ROADS = {W.format(74, 2), D.format(2)}


@pytest.fixture(scope="module", params=EVERYWHERE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """Open texts that return, once for each engine."""
    index = tmp_path_factory.mktemp(f"families-{request.param}") / "index"
    publish(LIBRARY, index, request.param)
    opened = Searcher(index)
    yield opened
    opened.close()


def found(searcher: Searcher, query: str, **filters: tuple[str, ...]) -> set[str]:
    """Give the ids of what a query finds."""
    result = searcher.search(SearchRequest(query=query, filters=filters, size=100))
    assert result.total == len(result.hits)
    return {hit.paragraph.id for hit in result.hits}


@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        # drafts are of the family, but are no use of it
        ("uses:3", {}, ALL_WELLS | ALL_SEIZED),
        ("uses:1", {}, ALL_ROADS),
        ("uses:>1", {}, ALL_WELLS | ALL_SEIZED),
        ("uses:>=3", {}, ALL_WELLS | ALL_SEIZED),
        ("uses:<3", {}, ALL_ROADS),
        ("uses:2..3 water", {}, ALL_WELLS),
        ("uses:>3", {}, set()),
        ("NOT uses:>1", {}, ALL_ROADS),
        ("water OR uses:1", {}, ALL_WELLS | ALL_ROADS),
        ("-uses:1 -seized", {}, ALL_WELLS),
        ("first:2013", {}, ALL_WELLS | ALL_SEIZED),
        ("first:2014..2019", {}, ALL_ROADS),
        ("first:..2013 wells", {}, ALL_WELLS),
        ("last:2019", {}, ALL_WELLS | ALL_SEIZED | ALL_ROADS),
        ("last:..2018", {}, set()),
        ("safe", {"first": ("2013",)}, {W.format(70, 1), W.format(74, 1), D.format(1)}),
        ("", {"uses": (">1",), "year": ("2013",)}, {W.format(68, 1), W.format(68, 2)}),
    ],
)
def test_fields(
    searcher: Searcher, query: str, filters: Mapping[str, tuple[str, ...]], expected: set[str]
) -> None:
    """Numbers and years of the family, alone and with words, in queries and as filters."""
    assert found(searcher, query, **filters) == expected


def test_values(searcher: Searcher) -> None:
    """Values are counted as of any field, the greatest first."""
    for name, expected in (("uses", [("3", 7), ("1", 2)]), ("first", [("2019", 2), ("2013", 7)])):
        values = searcher.values(SearchRequest(), name).values
        assert [(one.value, one.count) for one in values] == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.USES, [W.format(74, 1), W.format(70, 1), W.format(68, 1), W.format(74, 2)]),
        (Sort.FIRST, [W.format(74, 2), W.format(74, 1), W.format(70, 1), W.format(68, 1)]),
    ],
)
def test_orders(searcher: Searcher, sort: Sort, expected: list[str]) -> None:
    """The most used first, or the newest wording; then the newest document."""
    hits = searcher.search(SearchRequest(query="villages doctype:resolution", sort=sort)).hits
    assert [hit.paragraph.id for hit in hits] == expected


def test_groups(searcher: Searcher) -> None:
    """A family is one result, whatever was changed in it."""
    asked = SearchRequest(query="villages", group=Grouping.FAMILY, sort=Sort.OLDEST)
    result = searcher.search(asked)
    assert (result.total, result.groups) == (6, 2)
    assert [hit.group.paragraphs for hit in result.hits if hit.group] == [4, 2]


def test_hits_say_how_often_their_text_was_used(searcher: Searcher) -> None:
    """Each hit has the uses of its family and how often the words changed in adopted texts."""
    hits = searcher.search(SearchRequest(query="villages")).hits
    uses = {hit.paragraph.id: hit.use for hit in hits}
    wells = FamilyUse(uses=3, first_year=2013, last_year=2019, changes=1)
    assert uses[W.format(70, 1)] == uses[D.format(1)] == wells
    assert uses[D.format(2)] == FamilyUse(uses=1, first_year=2019, last_year=2019, changes=0)
