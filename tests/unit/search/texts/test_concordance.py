"""Words in context, and what follows them: exact, sorted, and bounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.indexes.texts import index_resolutions, numbered

from indexer.analysis.analyzer import words
from search.cli.concordance import concordance as command
from search.concordance.continuations import phrase_of
from search.concordance.lines import Order
from search.errors import BadParameter
from search.request import SearchRequest
from search.searcher import Searcher

TEXTS = {
    "71/1": [
        "Calls upon Member States to protect wells, and calls upon Member States to dig wells",
        "Urges donors to help Member States",
    ],
    "72/1": ["Calls upon Member States to protect rivers", "Calls upon Member States"],
    "73/1": ["Calls upon Member States to protect wells and springs", "Urges Member States to act"],
}
PHRASE = "calls upon Member States to"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = {number: ("Water", numbered(texts)) for number, texts in TEXTS.items()}
    return index_resolutions(tmp_path_factory.mktemp("concordance"), texts)


@pytest.fixture
def searcher(index: Path) -> Iterator[Searcher]:
    opened = Searcher(index)
    yield opened
    opened.close()


def test_every_place_is_a_line_sorted_by_what_follows(searcher: Searcher) -> None:
    found = searcher.concordance(SearchRequest(query="wells"), Order.RIGHT)
    assert (found.total, found.read, len(found.lines)) == (2, 2, 3)
    assert [line.match for line in found.lines] == ["wells"] * 3
    assert [words(line.right, literal=True)[:2] for line in found.lines] == [
        [],
        ["and", "calls"],
        ["and", "springs"],
    ]
    assert all(
        line.left + line.match + line.right == line.stored.paragraph.text for line in found.lines
    )


def test_lines_are_sorted_by_what_comes_before(searcher: Searcher) -> None:
    found = searcher.concordance(SearchRequest(query="wells"), Order.LEFT)
    assert [line.left.split()[-1] for line in found.lines] == ["dig", "protect", "protect"]
    newest = searcher.concordance(SearchRequest(query="wells"), Order.NEWEST)
    assert newest.lines[0].stored.masthead.symbol == "A/RES/73/1"


def test_neighbouring_words_are_one_match(searcher: Searcher) -> None:
    """And fields alone match the words that open a paragraph."""
    found = searcher.concordance(SearchRequest(query="donors help"), Order.RIGHT)
    assert [line.match for line in found.lines] == ["help", "donors"]
    found = searcher.concordance(SearchRequest(query="member states"), Order.RIGHT)
    assert {line.match for line in found.lines} == {"Member States"}
    found = searcher.concordance(SearchRequest(query="verb:urge"), Order.RIGHT)
    assert [line.match for line in found.lines] == ["Urges", "Urges"]


def test_no_more_paragraphs_are_read_than_asked_for(searcher: Searcher) -> None:
    """The newest ones; the number of all stays exact."""
    found = searcher.concordance(SearchRequest(query='"member states"'), Order.RIGHT, 2)
    assert (found.total, found.read) == (6, 2)
    assert {line.stored.masthead.symbol for line in found.lines} == {"A/RES/73/1"}


@pytest.mark.parametrize("length", [1, 2, 3])
def test_continuations_are_those_of_a_naive_count(searcher: Searcher, length: int) -> None:
    """Each paragraph counts once for each continuation that it has."""
    found = searcher.continuations(PHRASE, SearchRequest(), length)
    asked = words(PHRASE, literal=True)
    naive: Counter[tuple[str, ...]] = Counter()
    for texts in TEXTS.values():
        for text in texts:
            said = words(text, literal=True)
            naive.update(
                {
                    tuple(said[at + len(asked) : at + len(asked) + length])
                    for at in range(len(said) - len(asked) - length + 1)
                    if said[at : at + len(asked)] == asked
                }
            )
    assert {one.words: one.paragraphs for one in found.found} == dict(naive)
    assert (found.total, found.counted, found.different) == (3, 3, len(naive))
    assert all(sum(one.years) == one.paragraphs for one in found.found)


def test_continuations_come_with_their_years(searcher: Searcher) -> None:
    found = searcher.continuations(PHRASE, SearchRequest(), 2)
    assert found.found[0].text == "protect wells"
    assert dict(zip(found.years, found.found[0].years, strict=True))[found.years[-1]] == 1
    within = SearchRequest(filters={"session": ("GA 71",)})
    assert searcher.continuations(PHRASE, within, 2).total == 1


@pytest.mark.parametrize(
    ("query", "phrase"),
    [
        ("calls upon Member States to", "calls upon Member States to"),
        ('"due diligence"', "due diligence"),
        ("verb:urge", None),
        ("wells OR rivers", None),
        ("traffick*", None),
        ('"due diligence" water', None),
        ("", None),
    ],
)
def test_phrases_are_words_alone(query: str, phrase: str | None) -> None:
    assert phrase_of(query) == phrase


def test_a_phrase_needs_words_and_not_too_many(searcher: Searcher) -> None:
    for phrase in ("…", "a " * 13):
        with pytest.raises(BadParameter):
            searcher.continuations(phrase, SearchRequest(), 1)


def test_the_command_prints_lines_and_counts(index: Path) -> None:
    shown = CliRunner().invoke(command, ["wells", "--index", str(index)]).output
    assert "2 paragraphs" in shown
    assert "A/RES/73/1#op1" in shown
    asked = [*PHRASE.split(), "--next", "1", "--index", str(index)]
    shown = CliRunner().invoke(command, asked).output
    assert "3  protect  (2016: 1, 2017: 1, 2018: 1)" in shown
    table = CliRunner().invoke(command, [*asked, "--csv"]).output
    assert "protect,3,1,1,1" in table
