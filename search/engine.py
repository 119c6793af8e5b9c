"""The port that every engine stands behind.

One protocol, no optional methods: for the same index and bound query every engine gives the same
match set, the same exact total, the same facet counts and the same order for explicit sorts.
Relevance is each engine's own BM25, ties broken by newest; equal sort keys fall back to the row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from search.query.bound import Bound
from search.request import Sort


@dataclass(frozen=True, slots=True)
class Match:
    """A paragraph that matches: its row number in the store and, by relevance, its score."""

    paragraph: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Matches:
    """One page of matches and the number of all."""

    total: int
    page: tuple[Match, ...]


class Engine(Protocol):
    """Answers bound queries from one engine folder; safe to use from several threads.

    Raises `indexer.errors.IndexDamaged` where its files turn out to be unreadable.
    """

    name: str

    def search(self, query: Bound, *, sort: Sort, offset: int, limit: int) -> Matches:
        """Give the matches `offset` to `offset + limit` in the order of `sort`."""

    def count(self, query: Bound, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Count the matches by value, exactly, for each keyword field; values of 0 are left out."""

    def words(self, field: str) -> Mapping[str, int]:
        """Give every term of a positional field with the number of paragraphs that have it."""

    def close(self) -> None:
        """Let go of the files."""


OpenEngine = Callable[[Path], Engine]
"""Opens the read half on an engine folder."""
