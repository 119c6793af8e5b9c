"""Matching: the definition of what a bound query means for one paragraph.

Engines are tested against it: slow, naive and plain to read. Highlighting uses it to find the
words that a query matched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from indexer.schema import TEXT, TEXT_LITERAL
from search.binding.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Most,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Run,
    Twins,
    Word,
    Worded,
)

Span = tuple[int, int]


class Readable(Protocol):
    """A paragraph that queries can be evaluated on: an entry, or one that is analysed lazily."""

    @property
    def wording(self) -> str | None:
        """The wording key."""

    def words(self, field: str) -> Sequence[str]:
        """Returns the terms of a positional field in order."""

    def values(self, field: str) -> Collection[str]:
        """Returns the values of a keyword field."""


def matches(query: Bound, entry: Readable) -> bool:
    """Returns whether a paragraph matches."""
    match query:
        case Everything():
            return True
        case Nothing():
            return False
        case Word(field=field, term=term):
            return term in entry.words(field)
        case Phrase(field=field, terms=terms):
            return bool(_windows(entry.words(field), terms))
        case AnyWord(field=field, terms=terms):
            return not terms.isdisjoint(entry.words(field))
        case Near():
            return bool(_near_places(query, entry))
        case Among(field=field, values=values):
            return not values.isdisjoint(entry.values(field))
        case Worded(wording=wording):
            return entry.wording == wording
        case And(parts=parts):
            return all(matches(part, entry) for part in parts)
        case Or(parts=parts):
            return any(matches(part, entry) for part in parts)
        case Most(parts=parts, least=least):
            return sum(weight for part, weight in parts if matches(part, entry)) >= least
        case Not(part=part):
            return not matches(part, entry)
        case Ranked(part=part):
            return matches(part, entry)
        case Twins():
            return True  # a paragraph alone does not tell; who asks shows what was found


def matched_places(query: Bound, entry: Readable) -> list[Span]:
    """Returns the first and last term of each stretch of a paragraph's text that made it match.

    In order, possibly overlapping. Only words and phrases of the text count, from parts of the
    query that match the paragraph, and nothing after a NOT.
    """
    found: set[Span] = set()
    if matches(query, entry):
        for leaf in _reasons(query, entry):
            found.update(_stretches(leaf, entry))
    return sorted(found)


def asks_for_text(query: Bound) -> bool:
    """Returns whether a query has a condition on words of the text."""
    match query:
        case Word(field=field) | Phrase(field=field) | AnyWord(field=field):
            return field in (TEXT, TEXT_LITERAL)
        case Near():
            return True
        case And(parts=parts) | Or(parts=parts):
            return any(map(asks_for_text, parts))
        case Most(parts=parts):
            return any(asks_for_text(part) for part, _ in parts)
        case Ranked(part=part):
            return asks_for_text(part)
        case _:
            return False


def _stretches(leaf: Word | Phrase | AnyWord | Near, entry: Readable) -> Iterable[Span]:
    match leaf:
        case Word(field=field, term=term):
            return [(place, place) for place in _standing(entry.words(field), term)]
        case Phrase(field=field, terms=terms):
            return _windows(entry.words(field), terms)
        case AnyWord(field=field, terms=words):
            return _any_of(entry.words(field), words)
        case Near():
            return _near_places(leaf, entry)


def _places(run: Run, words: Sequence[str]) -> list[Span]:
    """Returns the (first, last) positions of each occurrence of a run."""
    single = {terms[0] for terms in run.alternatives if len(terms) == 1}
    found = _any_of(words, single) if single else []
    for terms in run.alternatives:
        if len(terms) > 1:
            found.extend(_windows(words, terms))
    return found


def _any_of(words: Sequence[str], asked: Collection[str]) -> list[Span]:
    return [(place, place) for place, word in enumerate(words) if word in asked]


def _windows(words: Sequence[str], asked: tuple[str, ...]) -> list[Span]:
    length = len(asked)
    return [
        (place, place + length - 1)
        for place in _standing(words, asked[0])
        if tuple(words[place : place + length]) == asked
    ]


def _standing(words: Sequence[str], word: str) -> list[int]:
    found, place = [], -1
    for _ in range(words.count(word)):
        place = words.index(word, place + 1)
        found.append(place)
    return found


def _near_places(near: Near, entry: Readable) -> list[Span]:
    """Returns the occurrences of both sides that have the other side near them."""
    left = _places(near.left, entry.words(near.left.field))
    right = _places(near.right, entry.words(near.right.field))
    before = _followed(left, right, near.distance)
    return before if near.ordered else before + _followed(right, left, near.distance)


def _followed(one: list[Span], other: list[Span], distance: int) -> list[Span]:
    """Returns the places of both where `other` begins within a distance behind `one`."""
    ends, starts = sorted(last for _, last in one), sorted(first for first, _ in other)
    return [
        *(span for span in one if _any_within(starts, span[1] + 1, span[1] + distance)),
        *(span for span in other if _any_within(ends, span[0] - distance, span[0] - 1)),
    ]


def _any_within(ordered: list[int], low: int, high: int) -> bool:
    place = bisect_left(ordered, low)
    return place < len(ordered) and ordered[place] <= high


def _reasons(query: Bound, entry: Readable) -> Iterator[Word | Phrase | AnyWord | Near]:
    """Yields the conditions on words of the text that hold, in a query that matches."""
    match query:
        case Word(field=field) | Phrase(field=field) | AnyWord(field=field) if field in (
            TEXT,
            TEXT_LITERAL,
        ):
            yield query
        case Near(left=left) if left.field in (TEXT, TEXT_LITERAL):
            yield query
        case And(parts=parts):
            for part in parts:
                yield from _reasons(part, entry)
        case Or(parts=parts):
            for part in parts:
                if matches(part, entry):
                    yield from _reasons(part, entry)
        case Most(parts=weighed):
            for part, _ in weighed:
                if matches(part, entry):
                    yield from _reasons(part, entry)
        case Ranked(part=part):
            yield from _reasons(part, entry)
        case _:
            return
