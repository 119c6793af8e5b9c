"""What became of one document in another: a draft and the text adopted, last year's and this one.

Paragraphs are aligned by their words, not by their numbers: a paragraph put in shifts the numbers
of all that follow, and each year changes sessions, dates and symbols in all of them. Which
paragraphs belong together is `alignment.py`'s question, which words changed `word_diff.py`'s.
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
"""The types that are compared; titles, formulas and meetings always differ and say nothing."""

_NUMBER_ALONE = re.compile(r"[IVXLC]+\.?|[A-Z]\.?|\d+\.?")


class Change(StrEnum):
    """What became of a paragraph; the values appear in JSON and addresses."""

    KEPT = "kept"
    EDITED = "edited"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A paragraph before and after; one of them is None where it was added or removed.

    change: a moved one may be edited too, then not all `pieces` are the same.
    likeness: 0 to 1, how much of their words two paragraphs share.
    pieces: the wording before and after; empty where there is only one.
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
        """Tell whether the wording changed at all."""
        return any(not piece.same for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two documents compared.

    pairs: in the order of `after`; what was removed stands behind what it stood behind before.
    counts: pairs by change, all changes named. figures_only: how many of those edited or moved
        changed only in numbers, sessions, dates, symbols and punctuation.
    """

    before: Masthead
    after: Masthead
    pairs: tuple[Pair, ...] = ()
    counts: Mapping[Change, int] = field(default_factory=dict)
    figures_only: int = 0


def compare(before: Document, after: Document) -> Comparison:
    """Compare two documents, paragraph by paragraph."""
    old = [one for one in before.paragraphs if _compared(one)]
    new = [one for one in after.paragraphs if _compared(one)]
    pairs = tuple(_pairs(old, new))
    found = Counter(pair.change for pair in pairs)
    return Comparison(
        before=before.masthead,
        after=after.masthead,
        pairs=pairs,
        counts={change: found[change] for change in Change},
        figures_only=sum(pair.figures_only for pair in pairs),
    )


def _compared(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph counts: the bare number of a section is no text of its own."""
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
    """Give what was removed by the paragraph that stayed in place before it, -1 for the start."""
    stops = [-1, *sorted(before for before, _ in staying), len(old)]
    return {
        anchor: [
            Pair(change=Change.REMOVED, before=old[place])
            for place in range(anchor + 1, following)
            if place not in paired
        ]
        for anchor, following in pairwise(stops)
    }
