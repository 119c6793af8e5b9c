"""Retrieval: the interface of what finds, counts, orders and groups the paragraphs of an index.

`local.py` works on an engine and columns of this machine, `search.cluster` asks a cluster. Both
give the same answers to the same bound query.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.binding.boosts import Boost
from search.binding.bound import Bound
from search.request import Grouping, Sort
from search.retrieval.bitmap import Places
from search.retrieval.columns import Columns


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchGroup:
    """The matches of one resolution, of one wording, or of one family of wordings.

    best: the first in the sort order. further: the next ones, for resolutions only.
    paragraphs, resolutions: exact numbers. first_year, last_year: of adoption.
    """

    best: Match
    further: tuple[Match, ...]
    paragraphs: int
    resolutions: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class MatchGroups:
    """One page of groups, the number of all groups, and the number of paragraphs in them."""

    total: int
    paragraphs: int
    page: tuple[MatchGroup, ...]


class Counts(Protocol):
    """Counts of paragraphs by value of a field."""

    def __len__(self) -> int:
        """Returns the number of values that paragraphs have."""

    def all(self) -> dict[str, int]:
        """Returns the counts without zeros, most frequent first, ties by name."""

    def most_frequent(self, most: int, *, always: Collection[str] = ()) -> dict[str, int]:
        """Returns the most frequent values, ties by name, then those in `always` that occur."""


class Retrieval(Protocol):
    """Retrieval on one generation; thread-safe.

    columns: the values and words of its paragraphs, for what is read rather than found. Methods
    raise SearchTooLong if the deadline has passed.
    """

    columns: Columns

    def search(self, query: Bound, *, sort: Sort, offset: int, limit: int) -> Matches:
        """Returns the matches from `offset` to `offset + limit` in the order of `sort`."""

    def total(self, match: Bound) -> int:
        """Returns the number of paragraphs that match."""

    def places(self, match: Bound) -> Places:
        """Returns the places of all matches in the columns, ascending."""

    def count(self, query: Bound, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Returns exact counts of the matches by value for each keyword field, without zeros."""

    def facets(
        self, match: Bound, filters: Mapping[str, Bound], fields: Sequence[str]
    ) -> Mapping[str, Counts]:
        """Returns each field's counts of what matches, ignoring the filter on that field."""

    def group(
        self, query: Bound, by: Grouping, *, sort: Sort, offset: int, limit: int
    ) -> MatchGroups:
        """Returns the groups `offset` to `offset + limit`, in the order of their best matches."""

    def affordable(self, boosts: Sequence[Boost]) -> tuple[Boost, ...]:
        """Returns boosts without those that would take too long; they decide the order only."""

    def words(self, field: str) -> Mapping[str, int]:
        """Returns every term of a positional field with the number of paragraphs that have it."""

    def frequency(self, field: str, term: str) -> int:
        """Returns about how many paragraphs have a term of a positional field; never too few."""

    def health(self) -> str | None:
        """Returns how safe the index is where others keep it, "green" or "yellow"; None if not."""

    def forget(self) -> None:
        """Empties the caches."""

    def close(self) -> None:
        """Lets go of files and connections."""
