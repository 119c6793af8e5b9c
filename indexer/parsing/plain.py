"""Lines of a document without markup to an outline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.errors import UnreadableFile
from indexer.model import ParagraphType
from indexer.parsing.footnotes import detach
from indexer.parsing.furniture import is_rule, strip_furniture
from indexer.parsing.lines import Line
from indexer.parsing.masthead import Head, read_masthead, split_head
from indexer.parsing.organs import enacting_organ
from indexer.parsing.outline import Outline, Segment
from indexer.parsing.segmentation import begins_paragraph, segment


def outline_lines(lines: Sequence[Line], *, symbol: str | None = None) -> Outline:
    """Make the outline of a document from its lines.

    symbol: what is known of it from outside the text.
    Raises UnreadableFile when there is no enacting formula: it is no resolution.
    """
    start = next((i for i, line in enumerate(lines) if enacting_organ(line.plain)), None)
    if start is None:
        raise UnreadableFile(
            "no-resolution",
            "No resolution was recognised: no line like “The General Assembly,” opens one.",
        )
    head = split_head([line for line in lines[:start] if not is_rule(line.plain)])
    kept, dropped = strip_furniture(lines[start:], _without_number(head.title))
    body_lines, notes = detach(kept, begins_paragraph)
    body = segment(
        [line for line in body_lines if not is_rule(line.plain)],
        frozenset(note.marker for note in notes),
    )
    loose = [text for text in (*dropped, *body.rest) if "://" not in text]
    enacting = enacting_organ(lines[start].plain)
    masthead = read_masthead(head, loose, enacting=enacting, symbol=symbol)
    return Outline(
        masthead=masthead,
        # The Security Council's resolutions bear no title.
        segments=body.segments if masthead.organ == "SC" else (*_title(head), *body.segments),
        footnotes=notes,
        issues=body.issues,
    )


def _without_number(title: str) -> str:
    return re.sub(r"^[\dSE/-]+\.\s*", "", title)


def _title(head: Head) -> tuple[Segment, ...]:
    return (Segment(type=ParagraphType.TITLE, text=head.title),) if head.title else ()
