"""What a bound query means on one paragraph.

The definition that engines are held to: slow, naive and plain to read. Highlighting asks it
which words of a paragraph a query matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.analysis import Term
from indexer.entry import Entry
from indexer.schema import TEXT, TEXT_LITERAL
from search.query.bound import (
    Among,
    And,
    Bound,
    Everything,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Word,
)

Span = tuple[int, int]


def matches(query: Bound, entry: Entry) -> bool:
    """Tell whether a paragraph matches."""
    match query:
        case Everything():
            return True
        case Nothing():
            return False
        case Word(field=field, term=term):
            return term in entry.texts[field].split()
        case Phrase(field=field, terms=terms):
            return any(True for _ in _windows(entry.texts[field].split(), terms))
        case Among(field=field, values=values):
            return not values.isdisjoint(entry.keywords[field])
        case And(parts=parts):
            return all(matches(part, entry) for part in parts)
        case Or(parts=parts):
            return any(matches(part, entry) for part in parts)
        case Not(part=part):
            return not matches(part, entry)
        case Ranked(part=part):
            return matches(part, entry)


def matched_spans(query: Bound, entry: Entry, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Give the stretches of a paragraph's text that made it match, in order, not overlapping.

    terms: of the paragraph's text. Whole words and phrases; only parts of the query that ask for
    words in the text and hold on the paragraph count, never what stands behind a NOT.
    """
    stems = [term.stem for term in terms]
    literals = [term.literal for term in terms]
    spans: set[Span] = set()
    for leaf in _reasons(query, entry):
        words = stems if leaf.field == TEXT else literals
        asked = (leaf.term,) if isinstance(leaf, Word) else leaf.terms
        for place in _windows(words, asked):
            last = place + len(asked) - 1
            spans.add((terms[place].start, terms[last].end))
    return _merged(sorted(spans))


def _reasons(query: Bound, entry: Entry) -> Iterator[Word | Phrase]:
    if not matches(query, entry):
        return
    match query:
        case Word(field=field) | Phrase(field=field) if field in (TEXT, TEXT_LITERAL):
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
        if tuple(words[place : place + length]) == asked
    )


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
