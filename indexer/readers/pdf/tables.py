"""Rows of tables: cells under one another are columns, rows close together are one row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.readers.pdf.paragraphs import join_rows
from indexer.readers.pdf.rows import Cell, Row

_WORDS = re.compile(r"[A-Za-z]{2,}")
_CLOSE = 1.35  # of the size: rows nearer to each other are lines of one row
_REACH = 3.0  # of the size: rows of one table stand no farther apart


def split_tables(rows: Sequence[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """Splits rows into stretches of text and of tables: (whether a table, rows)."""
    stretch: list[Row] = []
    index = 0
    while index < len(rows):
        end = _table_end(rows, index)
        if end:
            heads = _column_heads(stretch, rows[index])
            if len(stretch) > heads:
                yield False, stretch[: len(stretch) - heads]
            yield True, [*stretch[len(stretch) - heads :], *rows[index:end]]
            stretch = []
            index = end
        else:
            stretch.append(rows[index])
            index += 1
    if stretch:
        yield False, stretch


def _table_end(rows: Sequence[Row], start: int) -> int:
    """Returns the index after the table that begins at a row, 0 if none does."""
    if len(rows[start].cells) < 2:
        return 0
    end, last, count = start + 1, rows[start], 1
    for index in range(start + 1, len(rows)):
        row = rows[index]
        if row.page != last.page or last.base - row.base > _REACH * row.size:
            break
        if len(row.cells) > 1:
            end, count = index + 1, count + 1
        elif index - end > 2:
            break
        last = row
    return end if count > 1 else 0


def _column_heads(above: Sequence[Row], first: Row) -> int:
    """Counts the rows right above a table that stand over its columns, not at the margin."""
    count = 0
    for row in reversed(above):
        near = row.page == first.page and row.base - first.base < _CLOSE * first.size * (count + 1)
        if not near or row.size != first.size or row.left < first.right - 12 * first.size:
            break
        count += 1
    return count


def table_rows(rows: Sequence[Row], words: frozenset[str]) -> Iterator[list[str]]:
    """Yields the cells of each row of a table, with inline marks, empty where nothing stands.

    words: those of the document, as `hyphens.vocabulary` gives them.
    """
    spans = _spans(rows)
    for group in _groups(rows):
        cells = [""] * len(spans)
        for row in group:
            for cell in row.cells:
                place = _span(spans, cell)
                cells[place] = join_rows(cells[place], cell.marked, words).strip()
        yield cells


def _spans(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Returns left and right of each column, from the rows that have most cells."""
    most = max(len(row.cells) for row in rows)
    spans: list[list[float]] = []
    for row in rows:
        if len(row.cells) < most:
            continue
        for place, cell in enumerate(row.cells):
            if place == len(spans):
                spans.append([cell.left, cell.right])
            spans[place][0] = min(spans[place][0], cell.left)
            spans[place][1] = max(spans[place][1], cell.right)
    return [(left, right) for left, right in spans]


def _span(spans: Sequence[tuple[float, float]], cell: Cell) -> int:
    """Finds the column under which most of a cell stands, else the nearest."""

    def apart(span: tuple[float, float]) -> float:
        return max(span[0], cell.left) - min(span[1], cell.right)

    return min(range(len(spans)), key=lambda index: apart(spans[index]))


def _goes_on(above: Row, row: Row) -> bool:
    """Tells rows of sentences side by side, which go on, from rows of names and figures."""
    sentences = all(len(_WORDS.findall(cell.plain)) > 1 for cell in (*above.cells, *row.cells[:1]))
    return sentences and row.cells[0].plain[:1].islower()


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Gathers the lines of each row: close together, with one line that fills the columns."""
    group: list[Row] = []
    for row in rows:
        near = group and group[-1].base - row.base < _CLOSE * row.size
        filled = any(len(other.cells) > 1 for other in group)
        begins = len(row.cells) > 1 and filled and row.left <= group[0].left + row.size
        begins = begins and not _goes_on(group[-1], row)
        if group and (not near or begins):
            yield group
            group = []
        group.append(row)
    if group:
        yield group
