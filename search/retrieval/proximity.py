"""Proximity: evaluation of NEAR on the words of many paragraphs.

`search.retrieval.matching` has the definition; this module evaluates thousands of paragraphs at a
time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from indexer.schema import TEXT
from search import deadline
from search.binding.bound import Near, Run
from search.retrieval.bitmap import Array, Flags, Places
from search.retrieval.columns import Columns, Folder

_WORDS = 1 << 18
"""Words that are looked through at once, some bytes of memory for each."""

_Positions = npt.NDArray[np.int64]


def near(query: Near, columns: Columns, places: Places) -> Flags:
    """Returns which of the places, given in ascending order, the query matches."""
    holds = np.zeros(len(places), bool)
    for folder, numbers, here in columns.parts(places):
        sides = _Side(query.left, folder), _Side(query.right, folder)
        for some in stretches(folder, numbers):
            deadline.check()
            holds[here][some] = _within(query, sides, folder, numbers[some])
    return holds


class _Side:
    """A run in the numbers of one folder, its alternatives by their length."""

    def __init__(self, run: Run, folder: Folder) -> None:
        self.field = run.field
        self.alternatives: dict[int, Array] = {}
        for one in _by_length(run):
            asked = [[folder.number(run.field, term) for term in terms] for terms in one]
            numbers = np.array([found for found in asked if -1 not in found], np.int64)
            if len(numbers):
                self.alternatives[len(one[0])] = numbers


def stretches(folder: Folder, numbers: Places) -> Iterator[slice]:
    """Yields paragraphs a stretch at a time, which takes little memory and ends soon."""
    before = np.where(numbers > 0, folder.token_ends[np.maximum(numbers - 1, 0)], 0)
    upto = np.cumsum(folder.token_ends[numbers] - before, dtype=np.int64)
    cuts = np.searchsorted(upto, np.arange(_WORDS, upto[-1], _WORDS)) + 1
    for start, end in pairwise([0, *np.unique(cuts).tolist(), len(numbers)]):
        yield slice(start, end)


def _within(query: Near, sides: tuple[_Side, _Side], folder: Folder, numbers: Places) -> Flags:
    words, owner = folder.words(numbers)
    # Between paragraphs is a gap that nothing reaches over.
    at = np.arange(len(words)) + owner * (query.distance + 1)
    left, right = (_stands(side, folder, words, owner) for side in sides)
    found = _follows(at, left, right, query.distance)
    if not query.ordered:
        found = np.concatenate([found, _follows(at, right, left, query.distance)])
    holds = np.zeros(len(numbers), bool)
    holds[owner[found]] = True
    return holds


def _stands(
    side: _Side, folder: Folder, words: Array, owner: Array
) -> tuple[_Positions, _Positions]:
    """Returns the first and the last positions of a run's occurrences, each ascending."""
    terms = folder.stem_of[words] if side.field == TEXT else words
    firsts, lasts = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for length, numbers in side.alternatives.items():
        for first in runs(terms, owner, numbers, length):
            firsts.append(first)
            lasts.append(first + length - 1)
    return np.sort(np.concatenate(firsts)), np.sort(np.concatenate(lasts))


def _by_length(run: Run) -> list[list[tuple[str, ...]]]:
    lengths: dict[int, list[tuple[str, ...]]] = {}
    for terms in run.alternatives:
        lengths.setdefault(len(terms), []).append(terms)
    return list(lengths.values())


def runs(terms: Array, owner: Array, asked: Array, length: int) -> list[_Positions]:
    """Returns the start positions of the rows of `asked`, each within one paragraph."""
    if length == 1:
        return [np.flatnonzero(np.isin(terms, asked[:, 0]))]
    found = []
    for one in asked:
        deadline.check()
        places = np.flatnonzero(terms[: max(len(terms) - length + 1, 0)] == one[0])
        for step in range(1, length):
            places = places[terms[places + step] == one[step]]
        found.append(places[owner[places] == owner[places + length - 1]])
    return found


def _follows(
    at: _Positions,
    one: tuple[_Positions, _Positions],
    other: tuple[_Positions, _Positions],
    distance: int,
) -> _Positions:
    """Returns the end positions of `one` that are followed by `other` within the distance."""
    lasts, firsts = one[1], other[0]
    if not len(lasts) or not len(firsts):
        return np.empty(0, np.int64)
    ends, begins = at[lasts], at[firsts]
    next_one = np.searchsorted(begins, ends, side="right")
    known = next_one < len(begins)
    close = np.zeros(len(lasts), bool)
    close[known] = begins[next_one[known]] - ends[known] <= distance
    return lasts[close]
