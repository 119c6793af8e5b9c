"""Shingles: the runs of three words of every wording in an index, to find the likest to a text.

Likeness is the Jaccard index of two texts' sets of runs: those they share among those that either
has. Of edited paragraphs it finds the right one first about as often as any dearer measure does.
The runs are tables of the index (see `indexer.columns.runs`), mapped from disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indexer.analysis.analyzer import Term, terms
from indexer.columns import runs as tables
from indexer.columns import writer as layout
from indexer.parsing.text.languages import EN, language_of
from search.retrieval.bitmap import Array
from search.retrieval.columns import Columns, Folder

_FEWEST = 3
"""Frequent words of a language that a text must have to be read in it."""
WORDS = tables.WORDS
"""Words of a run."""


@dataclass(frozen=True, slots=True)
class Like:
    """A wording that is like a text: its number, and the likeness from 0 to 1."""

    wording: int
    likeness: float


class Shingles:
    """The runs of an index's wordings, numbered as in `Columns.wording_numbers`."""

    def __init__(self, columns: Columns) -> None:
        numbers = columns.wording_numbers
        self._tables = [
            _Table(one, numbers[start : start + one.size])
            for one, start in zip(columns.folders, columns.starts, strict=True)
            if one.size
        ]

    def likest(self, text: str, most: int, *, least: float = 0.0) -> list[Like]:
        """Returns the wordings that are likest to a text, the likest first, at least `least`."""
        asked = np.unique(runs_of(text))
        if not len(asked):
            return []
        found: dict[int, float] = {}
        for table in self._tables:
            for wording, likeness in table.likest(asked, most, max(least, 1e-9)):
                found[wording] = max(likeness, found.get(wording, 0.0))
        best = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most]
        return [Like(wording, likeness) for wording, likeness in best]

    def having(self, run: int) -> Array:
        """Returns the wordings that have a run, ascending; a run is one of `runs_of`."""
        asked = np.array([run], np.uint32)
        found = [table.wordings[table.owners(asked)] for table in self._tables]
        return np.unique(np.concatenate([np.empty(0, np.int64), *found]))


class _Table:
    """The runs of one folder of columns.

    wordings: by owner the number of the wording.
    """

    def __init__(self, folder: Folder, numbers: Array) -> None:
        self._runs = folder.array(layout.RUNS)
        self._owners = folder.array(layout.RUN_OWNERS)
        self._sizes = folder.array(layout.RUN_SIZES)
        self.wordings = numbers[folder.array(layout.RUN_PLACES)]

    def owners(self, asked: Array) -> Array:
        """Returns whose each of some runs is, as often as a wording has one of them."""
        return self._owners[tables.where_in(self._runs, asked)]

    def likest(self, asked: Array, most: int, least: float) -> Iterator[tuple[int, float]]:
        """Yields the likest wordings with their likeness."""
        shared = np.bincount(self.owners(asked), minlength=len(self.wordings))
        some = np.flatnonzero(shared)
        likeness = shared[some] / (len(asked) + self._sizes[some] - shared[some])
        likely = np.flatnonzero(likeness >= least)
        best = likely[np.argsort(-likeness[likely], kind="stable")[:most]]
        yield from zip(self.wordings[some[best]].tolist(), likeness[best].tolist(), strict=True)


def runs_of(text: str) -> Array:
    """Returns the runs of a text in order, each as a number of 32 bits."""
    return tables.runs_of(tables.codes_of([term.literal for term in terms_of(text)]))


def terms_of(text: str) -> list[Term]:
    """Returns the terms of a text in the language of its words; English where these do not tell."""
    return terms(text, language_of(text, fewest=_FEWEST) or EN)
