"""Proximity: evaluation of NEAR on the words of many paragraphs.

`search.retrieval.matching` has the definition; this module evaluates thousands of paragraphs at a
time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.schema import TEXT
from search.binding.bound import Near, Run
from search.retrieval import deadline
from search.retrieval.bitmap import Array, Flags, Places
from search.retrieval.columns import Columns, Folder

_Positions = npt.NDArray[np.int64]


def near(query: Near, columns: Columns, places: Places) -> Flags:
    """Returns which of the places, given in ascending order, the query matches."""
    holds = np.zeros(len(places), bool)
    for folder, numbers, here in columns.parts(places):
        deadline.check()
        holds[here] = _within(query, folder, numbers)
    return holds


def _within(query: Near, folder: Folder, numbers: Places) -> Flags:
    words, owner = folder.words(numbers)
    # Between paragraphs is a gap that nothing reaches over.
    at = np.arange(len(words)) + owner * (query.distance + 1)
    left = _stands(query.left, folder, words, owner)
    right = _stands(query.right, folder, words, owner)
    found = _follows(at, left, right, query.distance)
    if not query.ordered:
        found = np.concatenate([found, _follows(at, right, left, query.distance)])
    holds = np.zeros(len(numbers), bool)
    holds[owner[found]] = True
    return holds


def _stands(run: Run, folder: Folder, words: Array, owner: Array) -> tuple[_Positions, _Positions]:
    """Returns the first and the last positions of a run's occurrences, each ascending."""
    terms = folder.stem_of[words] if run.field == TEXT else words
    firsts, lasts = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for alternative in _by_length(run):
        length = len(alternative[0])
        asked = [[folder.number(run.field, term) for term in one] for one in alternative]
        numbers = np.array([one for one in asked if -1 not in one], np.int64)
        if not len(numbers):
            continue
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
