"""Explanation: a query's meaning in the index, and the parts of each hit's score.

It costs more than a search, and no search needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from indexer.analysis.analyzer import terms
from indexer.analysis.stemming import irregular_forms
from indexer.schema import TEXT
from search.binding.boosts import Boost
from search.binding.terms import Lexicons, literal_of
from search.query.ast import And, Exact, Field, Form, Near, Not, Or, Pattern, Query, Quoted, Words
from search.query.tokens import TEXT_NAMES
from search.query.visitor import nodes, parts_of
from search.query.wildcards import has_wildcard, is_pattern, pieces
from search.request import Sort
from search.results import SearchResult
from search.retrieval.matching import Readable, matches

MOST_FORMS = 20
"""Maximum words listed for one word of a query."""
MOST_EXPLAINED = 50
"""Maximum words of a query that are explained."""
_ALIKE = 3
"""Letters that words of one stem share ("labor", "labour"), irregular forms aside."""


ORDERS = {
    Sort.RELEVANCE: "by score, then newest first",
    Sort.NEWEST: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.SYMBOL: "by symbol",
    Sort.USES: "most used first",
    Sort.FIRST: "latest first use first",
}
"""The sort orders in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A word or pattern of a query and the words of the index that it matches.

    asked: as written in the query. words: the most frequent words that it matches, with
    the number of paragraphs that have each. total: the number of matching words.
    """

    asked: str
    words: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a hit's score: the reason and the amount."""

    reason: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A search result with the reasons for its ranking.

    canonical: the query in canonical form. tree: one line a node, indented by two spaces a level.
    order: the sort order in words. shares: the parts of each hit's score, empty without relevance.
    """

    result: SearchResult
    canonical: str
    tree: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    order: str
    shares: tuple[tuple[Share, ...], ...]


def shares(score: float | None, boosts: Iterable[Boost], entry: Readable) -> tuple[Share, ...]:
    """Returns the parts of a score: boosts that apply to a paragraph, then the engine's BM25."""
    if score is None:
        return ()
    held = [
        Share(reason=boost.reason, points=boost.weight)
        for boost in boosts
        if matches(boost.match, entry)
    ]
    rest = score - sum(share.points for share in held)
    return (*held, Share(reason="how rare the words are and how often they occur", points=rest))


def meanings(query: Query, lexicons: Lexicons) -> tuple[Meaning, ...]:
    """Returns the index's words matched by each word, exact word and pattern of a query."""
    found = {
        (asked, field, exact): _meaning(asked, field, exact, lexicons)
        for asked, field, exact in islice(dict.fromkeys(_asked(query)), MOST_EXPLAINED)
    }
    return tuple(found.values())


def tree_lines(query: Query, level: int = 0) -> Iterator[str]:
    """Yields a tree as lines, one a node."""
    yield "  " * level + _node_line(query)
    for part in parts_of(query):
        yield from tree_lines(part, level + 1)


def _node_line(query: Query) -> str:
    match query:
        case And():
            return "all of"
        case Or():
            return "any of"
        case Not():
            return "not"
        case Near(gaps=gaps):
            how = [f"{'in order, ' if gap.ordered else ''}within {gap.distance}" for gap in gaps]
            return f"near each other: {'; '.join(how)}"
        case Words(text=text):
            return f"words {text}"
        case Exact(text=text) | Quoted(text=text):
            return f"exactly {text}"
        case Pattern(text=text):
            return f"pattern {text}"
        case Field(name=name, value=value):
            return f"{name} = {value}"
        case _:
            return "everything"


def _asked(query: Query) -> Iterator[tuple[str, str, bool]]:
    """Yields the text conditions of a query: (text, field, whether only in this form)."""
    for node in nodes(query):
        match node:
            case Words(text=text):
                yield text, TEXT, False
            case Exact(text=text) | Quoted(text=text) | Pattern(text=text):
                yield text, TEXT, True
            case Field(name=name, value=value, form=form) if name in TEXT_NAMES:
                yield value, name, form is not Form.BARE or has_wildcard(value)
            case _:
                pass


def _meaning(asked: str, field: str, exact: bool, lexicons: Lexicons) -> Meaning:
    lexicon = lexicons(literal_of(field))
    words: dict[str, None] = {}
    if not exact:
        for term in terms(asked):
            irregular = irregular_forms(term.stem)
            starts = {form[:_ALIKE] for form in (term.literal, term.stem, *irregular)}
            alike = (word for start in starts for word in lexicon.starting(start))
            words |= dict.fromkeys(word for word in alike if terms(word)[0].stem == term.stem)
    else:
        for piece in pieces(asked):
            known = lexicon.matching(piece) if is_pattern(piece) else [piece]
            words |= dict.fromkeys(word for word in known if lexicon.count(word))
    best = lexicon.most_frequent(list(words), MOST_FORMS)
    return Meaning(
        asked=asked, words=tuple((word, lexicon.count(word)) for word in best), total=len(words)
    )
