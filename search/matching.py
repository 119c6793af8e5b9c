"""What a bound query means on one paragraph.

The definition that engines are held to: slow, naive and plain to read. Highlighting asks it
which words of a paragraph a query matched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from indexer.schema import TEXT, TEXT_LITERAL
from search.query.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Run,
    Word,
)

Span = tuple[int, int]


class Readable(Protocol):
    """A paragraph as it is asked about: an entry, or one that is worked out as far as needed."""

    def words(self, field: str) -> Sequence[str]:
        """Give the terms of a positional field in their order."""

    def values(self, field: str) -> Collection[str]:
        """Give the values of a keyword field."""


def matches(query: Bound, entry: Readable) -> bool:
    """Tell whether a paragraph matches."""
    match query:
        case Everything():
            return True
        case Nothing():
            return False
        case Word(field=field, term=term):
            return term in entry.words(field)
        case Phrase(field=field, terms=terms):
            return any(True for _ in _windows(entry.words(field), terms))
        case AnyWord(field=field, terms=terms):
            return not terms.isdisjoint(entry.words(field))
        case Near():
            return any(True for _ in _pairs(query, entry))
        case Among(field=field, values=values):
            return not values.isdisjoint(entry.values(field))
        case And(parts=parts):
            return all(matches(part, entry) for part in parts)
        case Or(parts=parts):
            return any(matches(part, entry) for part in parts)
        case Not(part=part):
            return not matches(part, entry)
        case Ranked(part=part):
            return matches(part, entry)


def matched_places(query: Bound, entry: Readable) -> list[Span]:
    """Give the first and last term of each stretch of a paragraph's text that made it match.

    In order; they may overlap. Whole words and phrases; only parts of the query that ask for words
    in the text and hold on the paragraph count, never what stands behind a NOT.
    """
    found: set[Span] = set()
    for leaf in _reasons(query, entry):
        if isinstance(leaf, Near):
            found.update(place for pair in _pairs(leaf, entry) for place in pair)
        else:
            found.update(_places(_as_run(leaf), entry.words(leaf.field)))
    return sorted(found)


def asks_for_text(query: Bound) -> bool:
    """Tell whether a query asks for words of the text anywhere."""
    match query:
        case Word(field=field) | Phrase(field=field) | AnyWord(field=field):
            return field in (TEXT, TEXT_LITERAL)
        case Near():
            return True
        case And(parts=parts) | Or(parts=parts):
            return any(map(asks_for_text, parts))
        case Ranked(part=part):
            return asks_for_text(part)
        case _:
            return False


def _as_run(leaf: Word | Phrase | AnyWord) -> Run:
    match leaf:
        case Word(field=field, term=term):
            return Run(field, frozenset({(term,)}))
        case Phrase(field=field, terms=terms):
            return Run(field, frozenset({terms}))
        case AnyWord(field=field, terms=words):
            return Run(field, frozenset((word,) for word in words))


def _places(run: Run, words: Sequence[str]) -> Iterator[Span]:
    """Give where a run stands: its first and last position."""
    single = {terms[0] for terms in run.alternatives if len(terms) == 1}
    yield from ((place, place) for place, word in enumerate(words) if word in single)
    for terms in run.alternatives:
        if len(terms) > 1:
            yield from ((place, place + len(terms) - 1) for place in _windows(words, terms))


def _pairs(near: Near, entry: Readable) -> Iterator[tuple[Span, Span]]:
    """Give the places of both sides that stand near each other."""
    left = list(_places(near.left, entry.words(near.left.field)))
    right = list(_places(near.right, entry.words(near.right.field)))
    for one in left:
        for other in right:
            follows = 1 <= other[0] - one[1] <= near.distance
            precedes = not near.ordered and 1 <= one[0] - other[1] <= near.distance
            if follows or precedes:
                yield one, other


def _reasons(query: Bound, entry: Readable) -> Iterator[Word | Phrase | AnyWord | Near]:
    if not matches(query, entry):
        return
    match query:
        case Word(field=field) | Phrase(field=field) | AnyWord(field=field) if field in (
            TEXT,
            TEXT_LITERAL,
        ):
            yield query
        case Near(left=left) if left.field in (TEXT, TEXT_LITERAL):
            yield query
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _reasons(part, entry)
        case Ranked(part=part):
            yield from _reasons(part, entry)
        case _:
            return


def _windows(words: Sequence[str], asked: tuple[str, ...]) -> Iterator[int]:
    length = len(asked)
    return (
        place
        for place in range(len(words) - length + 1)
        if words[place] == asked[0] and tuple(words[place : place + length]) == asked
    )
