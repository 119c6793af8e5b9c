"""Layers of a page: watermarks, and text that is drawn twice, as text recognition does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from indexer.parsing.text.furniture import is_watermark
from indexer.readers.pdf.pages import Page, Run

_LARGE = 28.0  # points; the largest letters of a masthead have 24
_HIGH = 4  # points: how much of a page is looked at together
_COVERED = 0.6  # of its width: how much of a run lies on others that are drawn twice
_NEAR = 0.45  # of the size: how far apart the baselines of the two may be
_ALIKE = 60  # per cent: text recognition misreads some letters
_NO_LETTER = re.compile(r"\W+")


def without_watermarks(page: Page) -> Page:
    """Returns a page without large words that are drawn across its text: "DRAFT"."""
    if not any(run.size > _LARGE for run in page.runs):
        return page
    runs = [run for run in page.runs if not (run.size > _LARGE and _marks_draft(run.text))]
    return replace(page, runs=tuple(runs))


def _marks_draft(text: str) -> bool:
    spaced = re.fullmatch(r"\s*(?:\S\s+){3,}\S\s*", text)  # "D R A F T"
    return is_watermark("".join(text.split()) if spaced else text.strip())


def without_repeats(page: Page) -> Page:
    """Returns a page without the runs that are drawn over others of the same words."""
    if not _any_covered(page.runs):
        return page
    kept: list[Run] = []
    rows: dict[int, list[tuple[float, int]]] = {}  # band: (left, index into kept)
    dropped: set[int] = set()
    shown_first = sorted(range(len(page.runs)), key=lambda index: page.runs[index].hidden)
    for index in shown_first:
        run = page.runs[index]
        if _repeats(run, [kept[place] for place in _over(run, rows, kept)]):
            dropped.add(index)
            continue
        band = rows.setdefault(_band(run.base), [])
        band.insert(bisect_left(band, (run.left, len(kept))), (run.left, len(kept)))
        kept.append(run)
    runs = tuple(run for index, run in enumerate(page.runs) if index not in dropped)
    return replace(page, runs=runs)


def _band(base: float) -> int:
    return int(base // _HIGH)


def _any_covered(runs: Sequence[Run]) -> bool:
    """Tells quickly whether some run may lie on another one."""
    for shift in (0.0, _HIGH / 2):
        ordered = sorted((int((run.base + shift) // _HIGH), run.left, run.right) for run in runs)
        for (band, left, right), (other, begin, end) in pairwise(ordered):
            narrower = min(right - left, end - begin)
            if band == other and min(right, end) - begin > _COVERED * narrower > 0:
                return True
    return False


def _over(run: Run, rows: dict[int, list[tuple[float, int]]], kept: Sequence[Run]) -> Iterator[int]:
    """Yields the kept runs on which a run lies."""
    for band in range(_band(run.base) - 2, _band(run.base) + 3):
        for left, place in rows.get(band, ()):
            if left >= run.right:
                break
            other = kept[place]
            near = abs(other.base - run.base) <= _NEAR * max(run.size, other.size)
            if near and other.right > run.left and _ratio(run.size, other.size) > 0.6:
                yield place


def _ratio(one: float, other: float) -> float:
    return min(one, other) / max(one, other)


def _repeats(run: Run, under: Sequence[Run]) -> bool:
    """Tells whether a run says what lies under it."""
    width = run.right - run.left
    covered = sum(min(run.right, u.right) - max(run.left, u.left) for u in under)
    if not under or covered < _COVERED * width:
        return False
    below = sorted(under, key=lambda other: other.left)
    text = _NO_LETTER.sub("", run.text).casefold()
    other = _NO_LETTER.sub("", "".join(u.text for u in below)).casefold()
    if text in other or (other and other in text and covered > 0.9 * width):
        return True
    return len(text) > 2 and fuzz.partial_ratio(text, other) >= _ALIKE
