"""The page about the query language says what the program does."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from support.indexes.small import masthead, paragraph

from indexer.analysis.analyzer import terms
from indexer.analysis.entry import entry_of
from search.assistance.spelling import corrected
from search.binding.bind import bind_query
from search.binding.boosts import (
    ADOPTED_WEIGHT,
    LITERAL_WEIGHT,
    OPERATIVE_WEIGHT,
    PHRASE_WEIGHT,
    TITLE_WEIGHT,
)
from search.binding.lexicon import Lexicon
from search.binding.terms import MOST_PATTERNS, MOST_WORDS
from search.binding.vocabulary import Vocabulary
from search.query.lexer import DEFAULT_DISTANCE, MAX_DISTANCE
from search.query.paraphrase import paraphrase
from search.query.parser import FIELDS, MAX_NESTING, parse
from search.request import MAX_QUERY
from search.retrieval.matching import matches

PAGE = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text("utf-8")
VOCABULARY = Vocabulary(
    {
        "verb": ["urge", "note"],
        "session": ["GA 68", "GA 74"],
        "year": ["2019"],
        "to": ["Member States", "Secretary-General"],
        "cites": ["A/RES/64/293"],
        "language": ["en"],
    }
)


def rows(*header: str) -> list[tuple[str, ...]]:
    """Collect the rows of all tables with this header; the first cell is a query."""
    found: list[tuple[str, ...]] = []
    inside = False
    for line in PAGE.splitlines():
        cells = tuple(cell.strip() for cell in line.strip("| ").split(" | "))
        if cells == header:
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            found.append((cells[0].strip("`"), *cells[1:]))
    assert found
    return found


def finding() -> list[tuple[str, ...]]:
    """Give the rows that say what is found."""
    return rows("Query", "Finds", "Does not find")


TEXTS = [text for _, *cells in finding() for cell in cells for text in cell.split(" · ")]
WORDS = Counter(term.literal for text in TEXTS for term in terms(text))
LEXICON = Lexicon(WORDS | {f"w{number}": 1 for number in range(1_200 - sum(
    word.startswith("w") for word in WORDS))})  # fmt: skip


@pytest.mark.parametrize(("query", "found", "missed"), rows("Query", "Finds", "Does not find"))
def test_what_is_found(query: str, found: str, missed: str) -> None:
    """Each text in a table is found, or not, as the table says, and nothing has to be told."""
    parsed = parse(query)
    bound = bind_query(parsed.query, VOCABULARY, lambda _: LEXICON)
    assert (parsed.notices, bound.notices) == ((), ())
    for texts, expected in ((found, True), (missed, False)):
        for text in texts.split(" · "):
            shown = paragraph(text)
            entry = entry_of(document=0, row=0, masthead=masthead(), paragraph=shown)
            assert matches(bound.match, entry) is expected, text


@pytest.mark.parametrize(("query", "expected"), rows("Query", "Read as"))
def test_how_it_is_read(query: str, expected: str) -> None:
    """Each query is read as the table says."""
    parsed = parse(query)
    assert parsed.notices == ()
    assert paraphrase(parsed.query) == expected


@pytest.mark.parametrize(("query", "expected"), rows("Query", "Note"))
def test_what_is_told(query: str, expected: str) -> None:
    """Each note is worded as the table says."""
    parsed = parse(query)
    bound = bind_query(parsed.query, VOCABULARY, lambda _: LEXICON)
    notices = (*parsed.notices, *bound.notices)
    assert [notice.message for notice in notices] == [expected]


@pytest.mark.parametrize(("query", "expected"), rows("Query", "Did you mean"))
def test_what_is_suggested(query: str, expected: str) -> None:
    """Each misspelt query is set right as the table says."""
    words = ("trafficking", "women", "of", "government", "report", "human", "rights", "states")
    more = ("and", "slate", "early", "warning", "prevent")
    lexicon = Lexicon(dict.fromkeys(words + more, 500) | {"land": 9, "mines": 2, "percent": 1})
    suggested = corrected(query, parse(query).query, lambda _: lexicon)
    assert (suggested or "–") == expected


def test_every_field_is_described() -> None:
    """No field is left out of the page, and the page has no others."""
    queries = [query for query, _ in rows("Query", "Read as")]
    described = {query.partition(":")[0] for query in queries if ":" in query}
    assert described == set(FIELDS)


def test_weights_are_those_of_the_ranking() -> None:
    """The page has the weights that are used, and the number of judged queries there are."""
    table = PAGE.partition("| If | this adds |")[2].partition("\n\n")[0]
    weights = [float(number) for number in re.findall(r"\| ([0-9.]+)(?: for each \w+)? \|", table)]
    ranking = (LITERAL_WEIGHT, PHRASE_WEIGHT, TITLE_WEIGHT, OPERATIVE_WEIGHT, ADOPTED_WEIGHT)
    assert weights == list(ranking)
    judged = (Path(__file__).parents[1] / "golden" / "judged.toml").read_text("utf-8")
    assert f"has {judged.count('query = ')} queries" in PAGE


def test_every_note_is_listed() -> None:
    """Each kind of note that the code can give is shown, but for those the limits' line covers."""
    shown = set()
    for query, _ in rows("Query", "Note"):
        parsed = parse(query)
        shown |= {notice.code for notice in parsed.notices}
        bound = bind_query(parsed.query, VOCABULARY, lambda _: LEXICON)
        shown |= {notice.code for notice in bound.notices}
    package = Path(__file__).parents[2] / "search" / "query"
    source = "".join(path.read_text("utf-8") for path in package.glob("*.py"))
    codes = set(
        re.findall(r'(?:_notice\(|code=|code = |problem=\(|problem = \()"([a-z-]+)"', source)
    )
    assert codes - {"query-cut", "nesting", "too-many-patterns"} <= shown
    assert f"{MAX_QUERY:,} characters" in PAGE
    assert f"brackets {MAX_NESTING} deep" in PAGE
    assert f"more than {MOST_WORDS:,} words" in PAGE
    assert f"{MOST_PATTERNS} words with" in PAGE
    assert f"at most {MAX_DISTANCE:,}, and {DEFAULT_DISTANCE} where" in PAGE
