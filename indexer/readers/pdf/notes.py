"""Footnotes: below a short rule, written or drawn, in letters smaller than those of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from indexer.model import Footnote
from indexer.parsing.text.furniture import is_rule
from indexer.parsing.text.inline import leading_marker, plain
from indexer.readers.pdf.pages import Page
from indexer.readers.pdf.paragraphs import join_rows
from indexer.readers.pdf.rows import Row

_SHORTEST, _LONGEST = 0.07, 0.45  # of the page's width
_LOWER = 0.97  # of the size of the text: what may be a footnote
_REACH = 3.5  # of the size: how far below a drawn rule its footnotes begin


def split_notes(
    page: Page, rows: Sequence[Row], body_size: float, number: int = 1
) -> tuple[list[Row], list[Row]]:
    """Splits the rows of a page into those of the text and those of the footnotes.

    body_size: of the text's font, in points. number: that the next footnote should have.
    """
    for index, row in enumerate(rows):
        below = rows[index + 1 :]
        # One note of a page may be set in the size of the text by accident.
        marked = bool(below) and leading_marker(below[0].marked) is not None
        if is_rule(row.plain) and (marked or _are_notes(below, body_size)):
            return list(rows[:index]), list(below)
    for height in _drawn_rules(page):
        under = [row for row in rows if row.base < height]
        near = under and height - under[0].base < _REACH * under[0].size
        if near and (_are_notes(under, body_size) or _is_note(under[0], number)):
            return [row for row in rows if row.base >= height], under
    return [row for row in rows if not is_rule(row.plain)], []


def _are_notes(rows: Sequence[Row], body_size: float) -> bool:
    small = [row.size < _LOWER * body_size for row in rows]
    return bool(rows) and small[0] and sum(small) > 0.8 * len(rows)


def _is_note(row: Row, number: int) -> bool:
    """Tells a footnote in letters as large as those of the text by its marker."""
    return leading_marker(row.marked) is not None or (
        _unraised_marker(row.marked, number) is not None
    )


def last_number(rows: Iterable[Row], number: int) -> int:
    """Returns the number that comes after the footnotes in some rows. number: the one before."""
    for row in rows:
        begun = leading_marker(row.marked) or _unraised_marker(row.marked, number)
        if begun and begun[0].isdecimal():
            number = max(number, int(begun[0]) + 1)
    return number


def _drawn_rules(page: Page) -> list[float]:
    """Returns the heights of lines that are as long as those above footnotes, from the top down."""
    return sorted(
        (
            stroke.base
            for stroke in page.strokes
            if _SHORTEST < (stroke.right - stroke.left) / page.width < _LONGEST
            and stroke.left < 0.4 * page.width
        ),
        reverse=True,
    )


def footnotes(rows: Iterable[Row], words: frozenset[str]) -> tuple[Footnote, ...]:
    """Makes the footnotes of a document from the rows below its rules, page after page.

    words: those of the document, as `hyphens.vocabulary` gives them.
    """
    rows = list(rows)
    lifted = any(leading_marker(row.marked) for row in rows)
    found: list[tuple[str, str]] = []
    for row in rows:
        for cell in row.cells:
            last = int(found[-1][0]) if found and found[-1][0].isdigit() else 0
            begun = leading_marker(cell.marked) or _unraised_marker(
                cell.marked, None if lifted else last + 1
            )
            if begun:  # some programs print the marker twice
                found.append((begun[0].split()[0], begun[1]))
            elif found:
                marker, text = found[-1]
                found[-1] = (marker, join_rows(text, cell.marked, words))
    return tuple(Footnote(marker=marker, text=plain(text)) for marker, text in found if text)


def _unraised_marker(text: str, number: int | None) -> tuple[str, str] | None:
    """Returns (marker, text) of a footnote whose marker stands on the line.

    number: that of the next footnote, None where figures are raised and only stars are not.
    """
    match = re.match(r"(\d{1,3}|\*{1,3})\s+(?=\S)", text)
    if match is None or (match[1].isdigit() and int(match[1]) != number):
        return None
    return match[1], text[match.end() :]
