"""Engine: the interface of every search engine.

One protocol without optional methods: for the same index and bound query, every engine returns the
same set of paragraphs. Relevance is each engine's own BM25. Filters, counts, other orders and
proximity are left to `search.retrieval`, which evaluates them on columns for all engines alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol

import numpy as np
import numpy.typing as npt

from search.binding.bound import Bound

Rows = npt.NDArray[np.int64]
"""Paragraphs by their row numbers in the store."""


@dataclass(frozen=True, slots=True)
class TopMatches:
    """The best matches of a query, the highest score first, and the number of all."""

    total: int
    rows: Rows
    scores: npt.NDArray[np.float64]


def not_for_engines(_: object, query: Bound) -> NoReturn:
    """Refuses a node that `search.retrieval` evaluates itself; a method of engines' visitors."""
    raise ValueError(f"{query} is not evaluated by engines")


class Engine(Protocol):
    """A search engine open on one folder; thread-safe.

    Engines never receive a `Near`. Methods raise `indexer.errors.IndexDamaged` if files turn out to
    be unreadable.
    """

    name: str

    def rows(self, query: Bound) -> Rows:
        """Returns the store's row numbers of all matches, in any order."""

    def best(self, query: Bound, limit: int) -> TopMatches:
        """Returns the `limit` (one or more) best matches; equal scores in any order."""

    def words(self, field: str) -> Mapping[str, int]:
        """Returns every term of a positional field with the number of paragraphs that have it."""

    def frequency(self, field: str, term: str) -> int:
        """Returns about how many paragraphs have a term of a field; never too few."""

    def close(self) -> None:
        """Closes the files."""


OpenEngine = Callable[[Path], Engine]
"""Opens an engine folder for searching."""
