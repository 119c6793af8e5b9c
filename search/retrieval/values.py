"""Keyword values: the values of paragraphs in a field, and the counts of paragraphs by value."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.retrieval.bitmap import Array, Flags

_FEW = 4  # one by one is faster for fewer than 1 paragraph in this many sets


class Sets:
    """The distinct sets of values of paragraphs, for fields with several values.

    members: numbers of values, set after set. ends: the end of each set in `members`.
    """

    def __init__(self, members: Array, ends: Array) -> None:
        self._members = members.astype(np.int64)
        self._bounds = np.concatenate([[0], ends]).astype(np.int64)
        self._owner = np.repeat(np.arange(len(ends)), np.diff(self._bounds))

    def __len__(self) -> int:
        """Returns the number of sets."""
        return len(self._bounds) - 1

    def holding(self, wanted: Flags) -> Flags:
        """Returns which sets contain one of the wanted values."""
        held = np.zeros(len(self), bool)
        held[self._owner[wanted[self._members]]] = True
        return held

    def members(self, numbers: Array) -> Array:
        """Returns the values of sets given by number, repeated as often as the set is given."""
        first = self._bounds[numbers]
        lengths = self._bounds[numbers.astype(np.int64) + 1] - first
        begun = np.cumsum(lengths) - lengths
        found: Array = self._members[np.arange(lengths.sum()) + np.repeat(first - begun, lengths)]
        return found

    def spread(self, counts: Array, values: int) -> Array:
        """Returns the counts of values from counts of sets."""
        weights = counts.astype(np.float64)[self._owner]  # exact: counts are far below 2 ** 53
        return np.bincount(self._members, weights, minlength=values).astype(np.int64)


@dataclass(frozen=True)
class Values:
    """A keyword field's values for all paragraphs.

    names: the values. numbers: by place (or document), the number of its value, or, if it can have
    several, of its set in `sets`.
    """

    names: tuple[str, ...]
    numbers: Array
    sets: Sets | None = None

    @cached_property
    def alphabetical(self) -> Array:
        """Each value's rank by name."""
        ranks = np.empty(len(self.names), np.int64)
        ranks[sorted(range(len(self.names)), key=self.names.__getitem__)] = np.arange(
            len(self.names)
        )
        return ranks

    @cached_property
    def _numbers_by_name(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def number(self, name: str) -> int | None:
        """Returns the number of a value; None if no paragraph has it."""
        return self._numbers_by_name.get(name)

    def having(self, values: Collection[str]) -> Flags | None:
        """Returns which numbers of values or sets have one of the values; None if none occurs."""
        wanted = [number for value in values if (number := self.number(value)) is not None]
        if not wanted:
            return None
        flags = np.zeros(len(self.names), bool)
        flags[wanted] = True
        return flags if self.sets is None else self.sets.holding(flags)

    def tally(self, numbers: Array, weights: Array | None = None) -> Tally:
        """Returns counts by value from the numbers of paragraphs, or of documents with weights."""
        if self.sets is None:
            return Tally(self, np.bincount(numbers, weights, minlength=len(self.names)))
        if len(numbers) * _FEW < len(self.sets):
            return Tally(self, np.bincount(self.sets.members(numbers), minlength=len(self.names)))
        by_set = np.bincount(numbers, weights, minlength=len(self.sets))
        return Tally(self, self.sets.spread(by_set, len(self.names)))


class Tally:
    """Counts of paragraphs by value of a field.

    counts: by the value's number.
    """

    def __init__(self, column: Values, counts: Array) -> None:
        self._column = column
        self._counts = counts
        self._found = np.flatnonzero(counts != 0)

    def __len__(self) -> int:
        """Returns the number of values that paragraphs have."""
        return len(self._found)

    def all(self) -> dict[str, int]:
        """Returns the counts without zeros, most frequent first, ties by name."""
        return self._named(self._found)

    def most_frequent(self, most: int, *, always: Collection[str] = ()) -> dict[str, int]:
        """Returns the most frequent values, ties by name, then those in `always` that occur."""
        found = self._found
        if len(found) > most:
            counts = self._counts[found]
            least = np.partition(counts, -most)[-most]
            more, equal = found[counts > least], found[counts == least]
            missing = most - len(more)
            if missing < len(equal):
                first = np.argpartition(self._column.alphabetical[equal], missing)[:missing]
                equal = equal[first]
            found = np.concatenate([more, equal])
        named = self._named(found)
        numbers = [self._column.number(value) for value in always if value not in named]
        rest = [number for number in numbers if number is not None and self._counts[number]]
        return named | self._named(np.array(rest, np.int64)) if rest else named

    def _named(self, numbers: Array) -> dict[str, int]:
        counts = self._counts[numbers]
        order = np.lexsort((self._column.alphabetical[numbers], -counts))
        names: Sequence[str] = self._column.names
        listed = zip(numbers[order].tolist(), counts[order].tolist(), strict=True)
        return {names[number]: int(count) for number, count in listed}
