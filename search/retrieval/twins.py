"""Twins: the paragraphs at one place of a work in its languages, found by numbers.

Their ids are the same in all languages (`indexer.analysis.places`).
"""

from __future__ import annotations

import numpy as np

from search.retrieval.bitmap import Array, Bits, Flags, Places


class Twins:
    """The twins of all paragraphs of an index.

    keys: by place in the columns the key of the place in the work. live: whether a paragraph is
    there.
    """

    def __init__(self, keys: Array, live: Flags) -> None:
        different, numbers = np.unique(keys, return_inverse=True)
        self._numbers = numbers.astype(np.int32)
        self._different = len(different)
        self._live = live
        self._live_bits = np.packbits(live)
        # Places of the columns in the order of their numbers, so that twins are neighbours.
        self._order = np.argsort(self._numbers, kind="stable").astype(np.int32)
        self._starts = np.searchsorted(self._numbers[self._order], np.arange(len(different) + 1))

    def bits(self, some: Bits) -> Bits:
        """Returns some paragraphs with all their twins, as bitmaps."""
        flags = np.unpackbits(some, count=len(self._numbers)).view(bool)
        marked = np.zeros(self._different, bool)
        marked[self._numbers[flags]] = True
        return np.packbits(marked[self._numbers]) & self._live_bits

    def of(self, place: int) -> Places:
        """Returns the places of a paragraph and its twins."""
        number = int(self._numbers[place])
        found = self._order[self._starts[number] : self._starts[number + 1]]
        return found[self._live[found]].astype(np.int64)

    def scores(self, places: Places, scores: Array, wanted: Places) -> Array:
        """Returns for each of the wanted places the best score of its twins, `-inf` without any."""
        best = np.full(self._different, -np.inf)
        np.maximum.at(best, self._numbers[places], scores)
        found: Array = best[self._numbers[wanted]]
        return found
