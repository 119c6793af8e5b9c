"""Shingles: the runs of three words of every wording in an index, to find the likest to a text.

Likeness is the Jaccard index of two texts' sets of runs: those they share among those that either
has. Of edited paragraphs it finds the right one first about as often as any dearer measure does.
Numbers, months and ordinals are all the same word, as they change from year to year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.analysis.analyzer import terms
from indexer.parsing.meaning.wording import may_be_number
from search.retrieval.bitmap import Array, Places
from search.retrieval.columns import Columns

_Hashes = npt.NDArray[np.uint64]

WORDS = 3
"""Words of a run."""
_NUMBER = "#"
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
"""Odd numbers that spread products over 64 bits."""
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Like:
    """A wording that is like a text: its number, and the likeness from 0 to 1."""

    wording: int
    likeness: float


class Shingles:
    """The runs of an index's wordings; takes about 400 bytes for each wording.

    Wordings are numbered as in `Columns.wording_numbers`.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        live = np.flatnonzero(columns.live)
        self.wordings, first = np.unique(columns.wording_numbers[live], return_index=True)
        pairs = self._pairs(live[first])
        pairs.sort()  # np.unique takes five times as long
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])[: len(pairs)]]
        self._hashes = (pairs >> _HALF).astype(np.uint32)
        self._owners = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)
        self._sizes = np.bincount(self._owners, minlength=len(self.wordings))

    def _pairs(self, places: Places) -> _Hashes:
        """Returns the runs of paragraphs, each with the paragraph's position in `places`."""
        order = np.argsort(places)
        parts = [np.empty(0, np.uint64)]
        for folder, numbers, here in self._columns.parts(places[order]):
            words, owner = folder.words(numbers)
            codes = _codes(folder.tables["words"])[words]
            runs = _runs(codes)
            inside = owner[: len(runs)] == owner[WORDS - 1 :][: len(runs)]
            whose = order[here][owner[: len(runs)]].astype(np.uint64)
            parts.append((runs << _HALF | whose)[inside])
        return np.concatenate(parts)

    def likest(self, text: str, most: int, *, least: float = 0.0) -> list[Like]:
        """Returns the wordings that are likest to a text, the likest first, at least `least`."""
        asked = np.unique(runs_of(text))
        if not len(asked):
            return []
        owners = np.concatenate([*self._having(asked), np.empty(0, np.int32)])
        shared = np.bincount(owners, minlength=len(self.wordings))
        some = np.flatnonzero(shared)
        likeness = shared[some] / (len(asked) + self._sizes[some] - shared[some])
        likely = np.flatnonzero(likeness >= max(least, 1e-9))
        best = likely[np.argsort(-likeness[likely], kind="stable")[:most]]
        return [Like(int(self.wordings[some[one]]), float(likeness[one])) for one in best]

    def having(self, run: int) -> Array:
        """Returns the wordings that have a run, ascending; a run is one of `runs_of`."""
        (found,) = self._having(np.array([run], np.uint32))
        return self.wordings[found]

    def _having(self, asked: Array) -> Sequence[Array]:
        first = np.searchsorted(self._hashes, asked, "left")
        last = np.searchsorted(self._hashes, asked, "right")
        return [self._owners[one:end] for one, end in zip(first, last, strict=True)]


def runs_of(text: str) -> Array:
    """Returns the runs of a text in order, each as a number of 32 bits."""
    words = [term.literal for term in terms(text)]
    return _runs(_codes(words)).astype(np.uint32)


def _runs(codes: _Hashes) -> _Hashes:
    count = max(len(codes) - WORDS + 1, 0)
    mixed = np.zeros(count, np.uint64)
    for step, factor in enumerate(_FACTORS):
        mixed += codes[step : step + count] * factor
        mixed ^= mixed >> np.uint64(29)
    return mixed >> _HALF


def _codes(words: Sequence[str]) -> _Hashes:
    """Returns a number for each word, the same within a process."""
    return np.array([hash(_plain(word)) for word in words], np.int64).view(np.uint64)


def _plain(word: str) -> str:
    """Returns a word, or one sign for all that change from year to year."""
    return _NUMBER if may_be_number(word) else word
