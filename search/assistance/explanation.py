"""How a query was understood, and why each hit ranks where it does.

Explaining asks more of an index than searching does; nothing here is needed to answer a search.
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
from search.query.lexer import TEXT_NAMES
from search.query.wildcards import has_wildcard, is_pattern, pieces
from search.request import Sort
from search.results import SearchResult
from search.retrieval.matching import Readable, matches

MOST_FORMS = 20
"""Words that are listed for one word of a query; there may be more."""
MOST_EXPLAINED = 50
"""Words of a query that are looked up."""
_ALIKE = 3
"""Letters that words of one stem share, but for irregular inflections; "labor" and "labour" too."""


ORDERS = {
    Sort.RELEVANCE: "by score, then newest first",
    Sort.NEWEST: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.SYMBOL: "by symbol",
}
"""How hits are ordered, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one word of a query stands for in the index.

    asked: as written in the query. words: the most frequent of the words that it stands for, with
    the number of paragraphs that have each. total: how many words there are.
    """

    asked: str
    words: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a hit's score: what it is for, and how much it is."""

    reason: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A search with its reasons.

    canonical: the query as it was understood, written out. tree: the same, one line a node, set in
    by two blanks. order: how the hits are ordered. shares: for each hit of `result` the parts of
    its score, none where there is no score.
    """

    result: SearchResult
    canonical: str
    tree: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    order: str
    shares: tuple[tuple[Share, ...], ...]


def shares(score: float | None, boosts: Iterable[Boost], entry: Readable) -> tuple[Share, ...]:
    """Take a score apart: the boosts that hold on a paragraph, and the engine's own relevance."""
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
    """Say for each word, exact word and pattern of a query which words of the index it means."""
    found = {
        (asked, field, exact): _meaning(asked, field, exact, lexicons)
        for asked, field, exact in islice(dict.fromkeys(_asked(query)), MOST_EXPLAINED)
    }
    return tuple(found.values())


def tree_lines(query: Query, level: int = 0) -> Iterator[str]:
    """Draw a tree, one node a line."""
    indent = "  " * level
    match query:
        case And(parts=parts) | Or(parts=parts):
            yield f"{indent}{'all of' if isinstance(query, And) else 'any of'}"
            for part in parts:
                yield from tree_lines(part, level + 1)
        case Not(part=part):
            yield f"{indent}not"
            yield from tree_lines(part, level + 1)
        case Near(parts=parts, gaps=gaps):
            how = [f"{'in order, ' if gap.ordered else ''}within {gap.distance}" for gap in gaps]
            yield f"{indent}near each other: {'; '.join(how)}"
            for part in parts:
                yield from tree_lines(part, level + 1)
        case Words(text=text):
            yield f"{indent}words {text}"
        case Exact(text=text) | Quoted(text=text):
            yield f"{indent}exactly {text}"
        case Pattern(text=text):
            yield f"{indent}pattern {text}"
        case Field(name=name, value=value):
            yield f"{indent}{name} = {value}"
        case _:
            yield f"{indent}everything"


def _asked(query: Query) -> Iterator[tuple[str, str, bool]]:
    """Give what asks for words: the text, the field it is asked of, and whether in this form."""
    match query:
        case Words(text=text):
            yield text, TEXT, False
        case Exact(text=text) | Quoted(text=text) | Pattern(text=text):
            yield text, TEXT, True
        case Field(name=name, value=value, form=form) if name in TEXT_NAMES:
            yield value, name, form is not Form.BARE or has_wildcard(value)
        case And(parts=parts) | Or(parts=parts) | Near(parts=parts):
            for part in parts:
                yield from _asked(part)
        case Not(part=part):
            yield from _asked(part)
        case _:
            return


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
