"""Margins: numbers that count the lines of a page, as drafts have them for discussion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.readers.pdf.pages import Page, Run

_FEWEST = 5  # numbers
_LONG = 15  # characters of a run that surely is text
_STEPS = (1, 2, 5, 10)
_APART = 3.0  # points: numbers under one another end, or begin, at the same place
_ALL = 0.75  # of the rows: numbers that stand at fewer, one by one, are of paragraphs


def without_line_numbers(page: Page) -> Page:
    """Returns a page without the numbers of its lines, left or right of the text."""
    figures = [run for run in page.runs if len(run.text) < 6 and run.text.strip().isdecimal()]
    if len(figures) < _FEWEST:
        return page
    text = [run for run in page.runs if len(run.text.strip()) > 3 or run.text.strip().isalpha()]
    long = [run for run in text if len(run.text) > _LONG] or text
    if not long:
        return page
    left, right = min(run.left for run in text), max(run.right for run in long)
    for column in (
        [run for run in figures if run.right <= left + 1],
        [run for run in figures if run.left >= right - 1],
    ):
        numbers = _aligned(column)
        if _counts(numbers, text):
            gone = set(map(id, numbers))
            return replace(page, runs=tuple(run for run in page.runs if id(run) not in gone))
    return page


def _aligned(column: Sequence[Run]) -> list[Run]:
    """Returns the runs that stand under one another, from the top down."""
    best: list[Run] = []
    for first in column:
        for side in ("left", "right"):
            at = getattr(first, side)
            under = [run for run in column if abs(getattr(run, side) - at) < _APART]
            best = max(best, under, key=len)
        if len(best) > len(column) / 2:
            break
    return sorted(best, key=lambda run: -run.base)


def _counts(numbers: Sequence[Run], text: Sequence[Run]) -> bool:
    """Tells numbers of lines: they count on by one step, at nearly all lines or not one by one."""
    values = [int(run.text) for run in numbers]
    steps = [below - above for above, below in pairwise(values)]
    if len(values) < _FEWEST or not steps:
        return False
    usual = max(set(steps), key=steps.count)
    if usual not in _STEPS or steps.count(usual) < _ALL * len(steps):
        return False
    if usual > 1:
        return all(value % usual == 0 for value in values)
    rows = {round(run.base) for run in text if numbers[-1].base - 2 <= run.base}
    rows = {base for base in rows if base <= numbers[0].base + 2}
    beside = sum(1 for base in rows if any(abs(base - run.base) < 3 for run in numbers))
    return beside >= _ALL * len(rows)
