"""Tree of a document's units: what hangs on what.

Subparagraphs hang on the paragraph before them, whatever headings and tables stand between; in
annexes every label nests. What is quoted hangs on the paragraph that quotes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import ParagraphType
from indexer.parsing.outline.numbering import nest
from indexer.parsing.outline.segments import Segment

_LEADS = (ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE)
_BETWEEN = (ParagraphType.HEADING, ParagraphType.TABLE, ParagraphType.TEXT)
_LINKS = (*_LEADS, ParagraphType.SUBPARAGRAPH, ParagraphType.ANNEX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The unit that each unit hangs on, its depth, and the quoted draft that it belongs to."""

    parents: tuple[int | None, ...]
    levels: tuple[int, ...]
    drafts: tuple[int | None, ...]


def tree(segments: Sequence[Segment]) -> Tree:
    """Returns how the units of a document hang together."""
    parents: list[int | None] = [None] * len(segments)
    drafts: list[int | None] = [None] * len(segments)
    own = [index for index, segment in enumerate(segments) if not segment.quoted]
    _hang(segments, own, parents)
    found = 0
    for quoted in _quotations(segments):
        _hang(segments, quoted, parents)
        quoting = _before(segments, quoted[0])
        is_draft = any(segments[index].type in _DRAFTED for index in quoted)
        found += is_draft
        for index in quoted:
            drafts[index] = found if is_draft else None
            if parents[index] is None:
                parents[index] = quoting
    levels = tuple(_depth(parents, index) for index in range(len(segments)))
    return Tree(parents=tuple(parents), levels=levels, drafts=tuple(drafts))


_DRAFTED = (ParagraphType.ENACTING, *_LEADS)


def _quotations(segments: Sequence[Segment]) -> Iterator[list[int]]:
    """Yields the units of each quotation: those in a row, but each formula begins another draft."""
    run: list[int] = []
    for index, segment in enumerate(segments):
        begins = segment.type is ParagraphType.ENACTING and any(
            segments[one].type in _LEADS for one in run
        )
        if run and (begins or not segment.quoted):
            yield run
            run = []
        if segment.quoted:
            run.append(index)
    if run:
        yield run


def _before(segments: Sequence[Segment], start: int) -> int | None:
    """Returns the paragraph that introduces a quotation, None where none does."""
    above = (i for i in range(start - 1, -1, -1) if not segments[i].quoted)
    return next((i for i in above if segments[i].type in _LINKS), None)


def _hang(segments: Sequence[Segment], own: Sequence[int], parents: list[int | None]) -> None:
    """Hangs the units of one text on each other."""
    listing = [index for index in own if segments[index].type not in _BETWEEN]
    open_units: list[tuple[int, int]] = []  # (level, index), outermost first
    for index, level in zip(
        listing, nest(_nesting_label(segments[index]) for index in listing), strict=True
    ):
        segment = segments[index]
        if segment.resumes:
            del open_units[1:]
            parents[index] = open_units[0][1] if open_units else None
            continue
        while open_units and open_units[-1][0] >= level:
            open_units.pop()
        below = segment.type is ParagraphType.ANNEX and level > 1
        if segment.type is ParagraphType.SUBPARAGRAPH or below:
            parents[index] = open_units[-1][1] if open_units else None
        if segment.type in _LEADS or level:
            open_units.append((level, index))
        else:
            open_units.clear()


def _depth(parents: Sequence[int | None], index: int) -> int:
    depth, parent = 0, parents[index]
    while parent is not None:
        depth, parent = depth + 1, parents[parent]
    return depth


def _nesting_label(segment: Segment) -> str | None:
    """Returns the label that takes part in nesting; None ends all open lists."""
    if segment.type is ParagraphType.SUBPARAGRAPH and not segment.resumes:
        return segment.numbering or "–"
    return segment.numbering if segment.type is ParagraphType.ANNEX else None
