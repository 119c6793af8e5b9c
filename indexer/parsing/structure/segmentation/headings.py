"""Headings: the short lines of their own that stand above paragraphs."""

from __future__ import annotations

import re

from indexer.model import ParagraphType
from indexer.parsing.structure.segmentation.beginnings import SHORT
from indexer.parsing.structure.segmentation.labels import NUMBER, opening_of
from indexer.parsing.structure.segmentation.units import Unit
from indexer.parsing.text.inline import RAISED_END
from indexer.parsing.text.layout import ENDED, Layout
from indexer.parsing.text.lines import Line

_SECTION = re.compile(r"(?:Section )?[IVXL]{1,6}\.?|[A-Z]\.?")
_FIRST_SECTION = ("I", "I.")
_BEFORE = ".;,:0123456789" + RAISED_END  # a stop, perhaps with a footnote's marker behind it


def is_heading(
    line: Line, following: Line | None, last: Unit | None, layout: Layout, *, operative: bool
) -> bool:
    """Tells a heading: short, capitalised, without a stop, after the end of a paragraph.

    following: the line after it. operative: whether an operative paragraph has come, so that a
    single letter or Roman numeral is a section's.
    """
    text = line.plain
    if last is None or not (last.ended or last.type is ParagraphType.HEADING):
        return False
    if _SECTION.fullmatch(text) and (operative or text in _FIRST_SECTION):
        return True
    if line.whole and not line.bold and opening_of(text, layout):
        return False
    if following and not following.gap and following.plain[:1].islower():
        return False  # the sentence goes on
    return _is_short(line) and (
        line.bold
        or (line.gap and not layout.wrapped)
        or _leads_in(line, following, last)
        or _titles(line, following, layout)
    )


def _is_short(line: Line) -> bool:
    text = line.plain
    longest = 3 * SHORT if line.whole and line.bold else SHORT
    return len(text) < longest and text[:1].isupper() and not ENDED.search(text)


def _titles(line: Line, following: Line | None, layout: Layout) -> bool:
    """Tells a line of its own that stands above a paragraph, where lines are paragraphs."""
    if layout.wrapped or following is None or line.whole or line.table:
        return False
    begins = NUMBER.match(following.text) or len(following.plain) > SHORT
    return bool(begins and following.plain[:1] not in "(" and not following.plain[:1].islower())


def _leads_in(line: Line, following: Line | None, last: Unit) -> bool:
    """Tells a short line of its own that a numbered paragraph follows."""
    if following is None or not line.gap:
        return False
    return NUMBER.match(following.text) is not None and last.text[-1:] in _BEFORE
