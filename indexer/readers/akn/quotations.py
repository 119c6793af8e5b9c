"""Quotations that the markup does not show: amendments, questions to a court, statements.

"Decides to amend article 12 to read:" is followed by paragraphs that begin with a quotation mark,
of which the last one ends with one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.model import ParagraphType, Part
from indexer.parsing.outline.segments import Segment

_OPENS = re.compile(r"[“\"]\s*(?:(\d{1,3})\.\s+|(\([a-z]{1,4}\))\s+)?(?=\S)")
_CLOSES = re.compile(r"[”\"][.;,]?(?: and| or)?$")
_QUOTING = (ParagraphType.OPERATIVE, ParagraphType.SUBPARAGRAPH)
_WITHIN = (*_QUOTING, ParagraphType.TEXT, ParagraphType.HEADING, ParagraphType.PREAMBULAR)
_MOST = 120  # paragraphs of a quotation


def with_quotations(segments: Sequence[Segment]) -> list[Segment]:
    """Returns the segments with those of quotations marked, without their quotation marks."""
    found = list(segments)
    index = 1
    while index < len(found):
        end = _end(found, index)
        for place in range(index, end):
            found[place] = _quoted(found[place], last=place == end - 1)
        index = max(index + 1, end)
    return found


def _end(segments: Sequence[Segment], start: int) -> int:
    """Returns the place behind the quotation that begins at a place; the same where none does."""
    before, first = segments[start - 1], segments[start]
    if first.quoted or first.type not in _WITHIN or before.type not in _QUOTING:
        return start
    if not (before.text.endswith(":") and _OPENS.match(first.text)):
        return start
    for place in range(start, min(start + _MOST, len(segments))):
        if segments[place].type not in _WITHIN or segments[place].component != first.component:
            return start
        if _CLOSES.search(segments[place].text):
            return place + 1
    return start


def _quoted(segment: Segment, *, last: bool) -> Segment:
    opened = _OPENS.match(segment.text)
    cut = opened.end() if opened else 0
    label = segment.label or (opened and (opened[1] or opened[2])) or None
    text = segment.text[cut:]
    text = _CLOSES.sub("", text) if last else text
    marks = tuple(
        replace(mark, offset=min(max((mark.offset or 0) - cut, 0), len(text)))
        for mark in segment.marks
    )
    italic = None if segment.italic is None else max(segment.italic - cut, 0)
    return replace(
        segment,
        type=ParagraphType.SUBPARAGRAPH,
        part=Part.OPERATIVE,
        text=text,
        label=label,
        italic=italic,
        marks=marks,
        quoted=True,
    )
