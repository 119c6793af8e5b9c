"""Comparison of two documents: a draft and the adopted text, last year's and this year's.

Paragraphs are aligned by their words, not by their numbers: an added paragraph shifts the numbers
of all that follow, and each year changes sessions, dates and symbols in all of them.
`alignment.py` pairs the paragraphs, `word_diff.py` finds the changed words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from indexer.model import Document, Masthead, Paragraph, ParagraphType
from search.comparison.alignment import align, in_place
from search.comparison.word_diff import Piece, figures_only, word_diff

COMPARED = frozenset(ParagraphType) - {
    ParagraphType.TITLE,
    ParagraphType.ENACTING,
    ParagraphType.CLOSING,
}
"""The types compared; titles, formulas and meetings differ in any case."""

_NUMBER_ALONE = re.compile(r"[IVXLC]+\.?|[A-Z]\.?|\d+\.?")


class Change(StrEnum):
    """A paragraph's kind of change; the values appear in JSON and addresses."""

    KEPT = "kept"
    EDITED = "edited"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A paragraph before and after; one of them is None where it was added or removed.

    change: a moved paragraph may be edited too, in which case some `pieces` differ.
    likeness: the share of words in common, 0 to 1.
    pieces: the text before and after; empty if there is only one.
    figures_only: whether only numbers, sessions, dates, symbols and punctuation changed.
    """

    change: Change
    before: Paragraph | None = None
    after: Paragraph | None = None
    likeness: float = 0.0
    pieces: tuple[Piece, ...] = ()
    figures_only: bool = False

    @property
    def reworded(self) -> bool:
        """Returns whether the wording changed at all."""
        return any(not piece.same for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The comparison of two documents.

    pairs: in the order of `after`; a removed paragraph follows the one it followed before.
    counts: pairs by change, zeros included. figures_only: how many of those edited or moved
        changed only in numbers, sessions, dates, symbols and punctuation.
    """

    before: Masthead
    after: Masthead
    pairs: tuple[Pair, ...] = ()
    counts: Mapping[Change, int] = field(default_factory=dict)
    figures_only: int = 0


def compare(before: Document, after: Document) -> Comparison:
    """Compares two documents, paragraph by paragraph."""
    pairs = tuple(_pairs(compared(before), compared(after)))
    found = Counter(pair.change for pair in pairs)
    return Comparison(
        before=before.masthead,
        after=after.masthead,
        pairs=pairs,
        counts={change: found[change] for change in Change},
        figures_only=sum(pair.figures_only for pair in pairs),
    )


def compared(document: Document) -> list[Paragraph]:
    """Returns the paragraphs of a document that are compared."""
    return [one for one in document.paragraphs if _is_compared(one)]


def _is_compared(paragraph: Paragraph) -> bool:
    """Returns whether a paragraph is compared; a section's bare number is not."""
    if paragraph.type is ParagraphType.HEADING and _NUMBER_ALONE.fullmatch(paragraph.text):
        return False
    return paragraph.type in COMPARED


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Pair]:
    likeness = align(old, new)
    partners = {after: before for before, after in likeness}
    staying = in_place(likeness)
    gone = _removed(old, {before for before, _ in likeness}, staying)
    yield from gone.get(-1, ())
    for place, after in enumerate(new):
        before = partners.get(place)
        if before is None:
            yield Pair(change=Change.ADDED, after=after)
            continue
        both = before, place
        yield _pair(old[before], after, likeness[both], moved=both not in staying)
        yield from gone.get(before, ()) if both in staying else ()


def _pair(before: Paragraph, after: Paragraph, likeness: float, *, moved: bool) -> Pair:
    pieces = word_diff(before.text, after.text)
    same = all(piece.same for piece in pieces)
    kept = Change.KEPT if same else Change.EDITED
    return Pair(
        change=Change.MOVED if moved else kept,
        before=before,
        after=after,
        likeness=likeness,
        pieces=pieces,
        figures_only=figures_only(pieces),
    )


def _removed(
    old: Sequence[Paragraph], paired: set[int], staying: set[tuple[int, int]]
) -> dict[int, list[Pair]]:
    """Returns the removed paragraphs by the last kept one before them, -1 for the start."""
    stops = [-1, *sorted(before for before, _ in staying), len(old)]
    return {
        anchor: [
            Pair(change=Change.REMOVED, before=old[place])
            for place in range(anchor + 1, following)
            if place not in paired
        ]
        for anchor, following in pairwise(stops)
    }
