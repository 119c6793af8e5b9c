"""Columns of text: a page that is read column by column is cut into parts read one by one.

Columns and tables both leave white between them. In a table what stands side by side belongs
together: its rows begin at one height. In columns the text of one goes on in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from indexer.parsing.text.closing import is_closing
from indexer.parsing.text.layout import ENDED
from indexer.readers.pdf.pages import Page, Run, Stroke

_NARROWEST = 6.0  # points, of the white between columns
_SIDE = 0.15  # of the text's width: the least width of a column
_QUIET = 0.55  # of what crosses other places: more crosses the middle of a page without columns
_FEWEST_ROWS = 5  # of a column
_FULL = 0.7  # of a column's width: the width of a row of running text
_SHARE_FULL = 0.35  # of the rows of a column: those that are full
_GAP = 1.35  # of the usual distance of rows: more begins a paragraph
_TOGETHER = 2.0  # points: how far apart the baselines of one row may be
_ALIGNED = 0.7  # of the beginnings: those with one beside them, in a table
_MOST_DEEP = 3  # cuts into columns of columns
_NUMBER = re.compile(r"(\d{1,3})\. ?[A-Z]")


@dataclass(frozen=True, slots=True)
class _Row:
    base: float
    left: float
    right: float
    text: str


def leaves(pages: Sequence[Page]) -> list[Page]:
    """Returns pages as they are read, those with columns of text cut into parts.

    Parts beside each other are moved to one left edge. All are numbered anew.
    """
    parts = [part for page in pages for part in _parts(page, _MOST_DEEP)]
    return [replace(part, number=number) for number, part in enumerate(parts)]


def _parts(page: Page, deep: int) -> Iterator[Page]:
    """Yields the parts of a page in the order in which they are read."""
    gutter = _gutter(page.runs) if deep else None
    if gutter is None:
        yield page
        return
    bands = list(_bands(page.runs, gutter))
    if not any(beside for beside, _ in bands):
        yield page
        return
    for beside, runs in bands:
        if not beside:
            yield _part(page, runs)
            continue
        left = [run for run in runs if run.right <= gutter]
        right = [run for run in runs if run.left > gutter]
        edge = min(run.left for run in left)
        yield from _parts(_part(page, left), deep - 1)
        yield from _parts(_part(page, right, min(run.left for run in right) - edge), deep - 1)


def _part(page: Page, runs: Sequence[Run], shift: float = 0.0) -> Page:
    """Returns a part of a page, moved to the left."""
    low, high = min(run.base for run in runs), max(run.base for run in runs)
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    strokes = [s for s in page.strokes if low - 20 <= s.base <= high + 20]
    if shift or right - left < 0.6 * page.width:
        strokes = [s for s in strokes if s.right > left and s.left < right]
    return replace(
        page,
        runs=tuple(replace(run, left=run.left - shift, right=run.right - shift) for run in runs),
        strokes=tuple(_moved(stroke, shift) for stroke in strokes),
    )


def _moved(stroke: Stroke, shift: float) -> Stroke:
    return replace(stroke, left=stroke.left - shift, right=stroke.right - shift)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Finds the place between columns, where few runs cross; None where there is none."""
    if len(runs) < 2 * _FEWEST_ROWS:
        return None
    start = int(min(run.left for run in runs))
    stop = int(max(run.right for run in runs)) + 1
    changes = [0] * (stop - start + 2)
    for run in runs:
        changes[max(int(run.left) - start, 0)] += 1
        changes[max(int(run.right) - start, 0) + 1] -= 1
    crossing, count = [], 0
    for change in changes:
        count += change
        crossing.append(count)
    side = int(_SIDE * (stop - start))
    inner = crossing[side:-side] if side else crossing
    if len(inner) < 2 * _NARROWEST:
        return None
    quiet = min(inner)
    if quiet > _QUIET * median(inner):
        return None
    stretches = list(_stretches(inner, quiet))
    widest = max(end - begin for begin, end in stretches)
    if widest < _NARROWEST:
        return None
    first = next((begin, end) for begin, end in stretches if end - begin >= 0.7 * widest)
    return start + side + (first[0] + first[1]) / 2


def _stretches(counts: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Yields (start, stop) of the stretches where no count is larger."""
    start = None
    for place, count in enumerate([*counts, most + 1]):
        if count <= most and start is None:
            start = place
        elif count > most and start is not None:
            yield start, place
            start = None


def _bands(runs: Sequence[Run], gutter: float) -> Iterator[tuple[bool, list[Run]]]:
    """Yields (whether columns of text, runs) from the top down, cut at rows across both."""
    across = sorted({run.base for run in runs if run.left <= gutter < run.right}, reverse=True)
    rest: list[Run] = []
    for above, below in pairwise([float("inf"), *across, float("-inf")]):
        edge = _TOGETHER if above != float("inf") else 0
        band = [run for run in runs if below + _TOGETHER < run.base < above - edge]
        at = [run for run in runs if abs(run.base - below) <= _TOGETHER]
        if _are_columns(band, gutter):
            if rest:
                yield False, rest
            yield True, band
            rest = at
        else:
            rest = [*rest, *band, *(run for run in at if run not in rest)]
    if rest:
        yield False, rest


def _are_columns(runs: Sequence[Run], gutter: float) -> bool:
    """Tells columns of running text from a table and from lines that happen to be short."""
    left = _rows([run for run in runs if run.right <= gutter])
    right = _rows([run for run in runs if run.left > gutter])
    if not (_is_running(left) and right):
        return False
    if _goes_on(left, right):
        return True  # the last column of a text may be short
    return _is_running(right) and not _is_table(left, right)


def _rows(runs: Sequence[Run]) -> list[_Row]:
    """Returns the rows of a column from the top down."""
    rows: list[_Row] = []
    group: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if group and group[0].base - run.base > max(_TOGETHER, 0.4 * run.size):
            rows.append(_row(group))
            group = []
        group.append(run)
    return [*rows, _row(group)] if group else rows


def _row(runs: Sequence[Run]) -> _Row:
    ordered = sorted(runs, key=lambda run: run.left)
    text = " ".join(run.text.strip() for run in ordered)
    return _Row(runs[0].base, ordered[0].left, max(run.right for run in runs), text)


def _is_running(rows: Sequence[_Row]) -> bool:
    """Tells running text: many rows, a good part of them as wide as the column."""
    if len(rows) < _FEWEST_ROWS:
        return False
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    full = sum(1 for row in rows if row.right - left >= _FULL * (right - left))
    words = sum(row.text.count(" ") for row in rows)
    return full >= _SHARE_FULL * len(rows) and words >= 2 * len(rows)


def _goes_on(left: Sequence[_Row], right: Sequence[_Row]) -> bool:
    """Tells whether the text of a column goes on in the next: a sentence does, or the numbers."""
    first = right[0].text
    going_on = first[:1].islower() or (_NUMBER.match(first) is None and len(right) > 1)
    if not ENDED.search(left[-1].text) and going_on:
        return True
    if is_closing(first) and right[0].base > left[len(left) // 2].base:
        return True
    before, after = _numbers(left), _numbers(right)
    return bool(before and after) and after[0] == before[-1] + 1 and before == sorted(before)


def _numbers(rows: Sequence[_Row]) -> list[int]:
    return [int(match[1]) for row in rows if (match := _NUMBER.match(row.text))]


def _is_table(left: Sequence[_Row], right: Sequence[_Row]) -> bool:
    """Tells a table: where something begins on its emptier side, something begins beside it."""
    begun = [_beginnings(rows) for rows in (left, right)]
    fewer, more = sorted(begun, key=len)
    if len(fewer) < 2:
        return abs(left[0].base - right[0].base) < _TOGETHER and len(more) < 2
    beside = sum(1 for base in fewer if any(abs(base - other) < _TOGETHER for other in more))
    return beside >= _ALIGNED * len(fewer)


def _beginnings(rows: Sequence[_Row]) -> list[float]:
    """Returns the baselines of the rows below a gap."""
    pitches = [above.base - below.base for above, below in pairwise(rows)]
    usual = median(pitches)
    return [row.base for pitch, row in zip(pitches, rows[1:], strict=True) if pitch > _GAP * usual]
