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
        case AnyWord(field=field, terms=terms):
            return not terms.isdisjoint(entry.texts[field].split())
        case Near():
            return any(True for _ in _pairs(query, entry))
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
        if isinstance(leaf, Near):
            places = [place for pair in _pairs(leaf, entry) for place in pair]
        else:
            places = list(_places(_as_run(leaf), stems if leaf.field == TEXT else literals))
        spans.update((terms[first].start, terms[last].end) for first, last in places)
    return _merged(sorted(spans))


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


def _pairs(near: Near, entry: Entry) -> Iterator[tuple[Span, Span]]:
    """Give the places of both sides that stand near each other."""
    left = list(_places(near.left, entry.texts[near.left.field].split()))
    right = list(_places(near.right, entry.texts[near.right.field].split()))
    for one in left:
        for other in right:
            follows = 1 <= other[0] - one[1] <= near.distance
            precedes = not near.ordered and 1 <= one[0] - other[1] <= near.distance
            if follows or precedes:
                yield one, other


def _reasons(query: Bound, entry: Entry) -> Iterator[Word | Phrase | AnyWord | Near]:
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
