"""Edges of pages: running heads and feet, recognised by their place.

Running heads stand above a line across the page, or repeat from page to page near its top; page
numbers, job numbers and bar codes stand near its bottom.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.parsing.text.furniture import is_furniture, is_watermark, squash
from indexer.readers.pdf.pages import Page
from indexer.readers.pdf.rows import Row

_TOP, _BOTTOM, _LOWEST = 0.88, 0.075, 0.055  # of the page's height
_ACROSS = 0.6  # of the page's width
_HEAD_ROWS = 6
_FEWEST_LETTERS = 7  # of a symbol


def without_edges(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Returns the rows of each page, from the top down, without what belongs to the page."""
    repeated = _repeated(pages, rows)
    opening = squash(" ".join(row.plain for row in rows[0])) if rows else ""
    return [
        list(_inner(page, its, repeated, opening if index else None))
        for index, (page, its) in enumerate(zip(pages, rows, strict=True))
    ]


def _inner(
    page: Page, rows: Sequence[Row], repeated: set[str], opening: str | None
) -> Sequence[Row]:
    """Takes the rows of the page off both ends; the first other row ends each.

    opening: the letters of the first page, None on that page itself.
    """
    first = opening is None
    head = None if first else _head_line(page)
    start, stop = 0, len(rows)
    while start < stop and _is_header(rows[start], page, repeated, head):
        if first and is_watermark(rows[start].plain):
            break  # it says that the document is a draft
        start += 1
    if start == 0 and opening and _names_document(rows, page, opening):
        start = 1
    while stop > start and _is_footer(rows[stop - 1], page, repeated):
        stop -= 1
    return rows[start:stop]


def _names_document(rows: Sequence[Row], page: Page, opening: str) -> bool:
    """Tells a first row apart from the text that says the symbol or title of the document again."""
    row = rows[0] if len(rows) > 1 else None
    if row is None or row.base < _TOP * page.height or row.base - rows[1].base < 1.7 * row.size:
        return False
    cells = [squash(cell.plain) for cell in row.cells]
    return len("".join(cells)) >= _FEWEST_LETTERS and all(cell in opening for cell in cells)


def _is_header(row: Row, page: Page, repeated: set[str], head: float | None) -> bool:
    """Tells a running head; head: the height of the line under it, None where there is none."""
    if row.base < _TOP * page.height:
        return False
    if head is not None:
        return row.base > head
    return _pattern(row) in repeated or is_furniture(row.plain)


def _is_footer(row: Row, page: Page, repeated: set[str]) -> bool:
    """Tells a row of the page from a footnote, which may reach nearly as far down."""
    if row.base > _BOTTOM * page.height:
        return False
    if is_furniture(row.plain) or all(is_furniture(cell.plain) for cell in row.cells):
        return True
    lowest = row.base < _LOWEST * page.height
    return lowest and (_pattern(row) in repeated or row.plain.isdigit())


def _head_line(page: Page) -> float | None:
    """Returns the height of the line under the running head; it may be drawn in several strokes."""
    reach: Counter[int] = Counter()
    for stroke in page.strokes:
        if stroke.base > _TOP * page.height:
            reach[round(stroke.base)] += round(stroke.right - stroke.left)
    across = [base for base, length in reach.items() if length > _ACROSS * page.width]
    return min(across, default=None)


def _repeated(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> set[str]:
    """Returns the patterns of rows at the edges that stand on several pages."""
    counts: Counter[str] = Counter()
    for page, its in zip(pages, rows, strict=True):
        counts.update({_pattern(row) for row in _at_edges(page, its)})
    fewest = max(2, len(pages) // 4)  # heads of left and right pages differ
    return {pattern for pattern, count in counts.items() if pattern and count >= fewest}


def _at_edges(page: Page, rows: Sequence[Row]) -> Iterable[Row]:
    top = [row for row in rows if row.base > _TOP * page.height][:_HEAD_ROWS]
    return [*top, *(row for row in rows if row.base < _LOWEST * page.height)]


def _pattern(row: Row) -> str:
    """Returns the letters of a row with its place; figures count up from page to page."""
    letters = re.sub(r"\W+", "", re.sub(r"\d+", "0", row.plain)).casefold()
    return f"{letters}@{row.size:.0f}:{row.base:.0f}" if letters else ""
