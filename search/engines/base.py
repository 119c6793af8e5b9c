"""The port that every engine stands behind.

One protocol, no optional methods: for the same index and bound query every engine gives the same
set of paragraphs. Relevance is each engine's own BM25. Filters, counts, other orders and nearness
are none of its business: `retrieval.py` works them out on columns, for all engines alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from search.binding.bound import Bound

Rows = npt.NDArray[np.int64]
"""Paragraphs by their row numbers in the store."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best matches of a query, the highest score first, and the number of all."""

    total: int
    rows: Rows
    scores: npt.NDArray[np.float64]


class Engine(Protocol):
    """Answers bound queries from one engine folder; safe to use from several threads.

    Queries with a `Near` are not given to engines. Raises `indexer.errors.IndexDamaged` where its
    files turn out to be unreadable.
    """

    name: str

    def rows(self, query: Bound) -> Rows:
        """Give all matches, in any order."""

    def best(self, query: Bound, limit: int) -> Ranking:
        """Give the `limit` (one or more) best matches; equal scores in any order."""

    def words(self, field: str) -> Mapping[str, int]:
        """Give every term of a positional field with the number of paragraphs that have it."""

    def frequency(self, field: str, term: str) -> int:
        """Returns about how many paragraphs have a term of a field; never too few."""

    def close(self) -> None:
        """Let go of the files."""


OpenEngine = Callable[[Path], Engine]
"""Opens the read half on an engine folder."""
