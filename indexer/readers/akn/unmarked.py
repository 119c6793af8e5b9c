"""Unmarked paragraphs: loose texts of a section that open like paragraphs, or print a number.

Some of the UN's files set all of a section as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.model import ParagraphType, Part
from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.outline.segments import Segment
from indexer.readers.akn.collecting import split_label

_PRINTED = re.compile(r"(\d{1,3})\.\s+")


def with_unmarked(segments: Sequence[Segment]) -> list[Segment]:
    """Returns the segments with loose texts as paragraphs, where their words show that they are.

    Those are texts that bear a number of their own before a verb, and all loose texts of a
    component in which no paragraph is marked as one.
    """
    paragraphs = [one for one in segments if one.type is ParagraphType.OPERATIVE]
    marked = {one.component for one in paragraphs if one.label or _opens(one.text)}
    taken = {(one.component, one.label) for one in paragraphs}
    opening = {one.component for one in segments if _is_loose(one) and _opens(one.text)}
    found = []
    for segment in segments:
        number = _PRINTED.match(segment.text) if _is_loose(segment) else None
        place = (segment.component, number[1] if number else None)
        if number and place not in taken and _opens(segment.text):
            segment = _numbered(segment, number)
        elif _is_loose(segment) and segment.component in opening - marked:
            segment = replace(segment, type=ParagraphType.OPERATIVE)
        found.append(segment)
    return found


def _is_loose(segment: Segment) -> bool:
    operative = segment.part is Part.OPERATIVE and not segment.quoted
    return operative and segment.type is ParagraphType.TEXT and segment.label is None


def _opens(text: str) -> bool:
    """Tells whether a text opens like an operative paragraph, behind its number if it has one."""
    opening = read_opening(_PRINTED.sub("", text))
    return opening is not None and opening.finite


def _numbered(segment: Segment, number: re.Match[str]) -> Segment:
    label, text, italic, marks = split_label(
        number, segment.text, segment.italic or 0, segment.marks
    )
    known = italic if segment.italic is not None else None
    return replace(
        segment, type=ParagraphType.OPERATIVE, label=label, text=text, italic=known, marks=marks
    )
