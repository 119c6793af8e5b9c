"""Layout of a text: the meaning of line breaks and of gaps between lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.text.hyphens import is_soft, vocabulary
from indexer.parsing.text.inline import has_italics
from indexer.parsing.text.lines import Line

ENDED = re.compile(r"[.,;:!?][”\"’')\]]*(?: ?\d{1,3})?$|[;,] (?:and|or)$|–$")
"""A text that may be over: it ends with a stop, perhaps with a footnote's marker behind it."""

_TERMINAL_SHARE = 0.6
_LONG = 40  # characters
_LABELLED = re.compile(r"\d{1,3}\.\s|\([a-z]{1,4}\)\s")
_GAPPED_SHARE = 0.7
_MOST_GAPS = 0.7  # with more, blank lines stand between all lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The habits of a text.

    wrapped: its lines break at the width of the page; else each is a whole paragraph.
    gapped: blank space stands between its paragraphs and, but for page breaks, only there.
    italics: it shows what is set in italics.
    words: those of wrapped lines in print; they tell words torn at a line's end.
    """

    wrapped: bool
    gapped: bool
    italics: bool
    words: frozenset[str] = frozenset()

    def is_torn(self, before: str, after: str) -> bool:
        """Tells "Com-" and "mission" from "evidence-" and "based"."""
        return is_soft(before, after, self.words)


def read_layout(lines: Sequence[Line]) -> Layout:
    """Tells how a text is laid out."""
    wrapped = _is_wrapped(lines)
    italics = any(has_italics(line.text) for line in lines)
    printed = (line.plain for line in lines if wrapped)
    return Layout(
        wrapped=wrapped,
        gapped=wrapped and _is_gapped(lines),
        italics=italics,
        words=vocabulary(printed),
    )


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Tells lines broken at the page's width from lines that are whole paragraphs."""
    text = [line.plain for line in lines if not (line.table or line.bold)]
    long = [line for line in text if len(line) > _LONG]
    ended = sum(1 for line in long if ENDED.search(line))
    return ended < _TERMINAL_SHARE * len(long)


def _is_gapped(lines: Sequence[Line]) -> bool:
    """Tells by the lines that surely begin paragraphs whether gaps stand before paragraphs."""
    first = [
        line
        for line in lines[1:]
        if _LABELLED.match(line.plain) or (line.plain[0].isupper() and read_opening(line.plain))
    ]
    gaps = sum(1 for line in lines if line.gap)
    begun = sum(1 for line in first if line.gap)
    return begun > _GAPPED_SHARE * len(first) and gaps < _MOST_GAPS * len(lines)
