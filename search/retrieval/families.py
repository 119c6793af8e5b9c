"""Families, reading side: whose each paragraph is, and how often and when a family was used.

A family is a paragraph's text with all that are edits of it, numbers set aside (see
`indexer.families`). Only adopted texts count as uses, never drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from indexer.families import layout
from indexer.schema import NONE
from search.results import FamilyUse
from search.retrieval.bitmap import Array, Places
from search.retrieval.values import Values

_ARRAYS = {
    "uses": layout.USES,
    "first": layout.FIRST_YEAR,
    "last": layout.LAST_YEAR,
}
"""By field the array of its numbers."""


class Families:
    """The families of one generation.

    of: by place its family's number, -1 for paragraphs of none, such as tables. array: gives an
    array of the folder by name.
    """

    def __init__(self, of: Array, array: Callable[[str], Array]) -> None:
        self.of = of
        self._array = array
        self._values: dict[str, Values] = {}

    @cached_property
    def _numbers(self) -> dict[str, Array]:
        return {field: np.asarray(self._array(name)) for field, name in _ARRAYS.items()}

    @cached_property
    def _changes(self) -> Array:
        return np.asarray(self._array(layout.CHANGES))

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of adopted texts; None where no date is known."""
        first, last = self._numbers["first"], self._numbers["last"]
        dated = first > 0
        return (int(first[dated].min()), int(last.max())) if dated.any() else None

    @cached_property
    def groups(self) -> Array:
        """Each place's family number; paragraphs of none have one each."""
        alone = np.flatnonzero(self.of < 0)
        groups = self.of.astype(np.int64)
        groups[alone] = len(self._changes) + np.arange(len(alone))
        return groups

    def uses(self, places: Sequence[int]) -> list[FamilyUse | None]:
        """Returns the use of each paragraph's family; None for paragraphs of none."""
        families = self.of[np.array(places, np.int64)].tolist()
        return [self._use(family) if family >= 0 else None for family in families]

    def _use(self, family: int) -> FamilyUse:
        numbers = self._numbers
        return FamilyUse(
            uses=int(numbers["uses"][family]),
            first_year=int(numbers["first"][family]) or None,
            last_year=int(numbers["last"][family]) or None,
            changes=int(self._changes[family]),
        )

    def value(self, field: str, place: int) -> str:
        """Returns the value of one paragraph in a field."""
        column = self.values(field)
        return column.names[int(column.numbers[place])]

    def members(self, place: int) -> Places:
        """Returns the places of all paragraphs of a paragraph's family."""
        family = self.of[place]
        return np.flatnonzero(self.of == family) if family >= 0 else np.array([place])

    def values(self, field: str) -> Values:
        """Returns a field of families as one of paragraphs."""
        if field not in self._values:
            numbers = self._numbers[field]
            different, number = np.unique(numbers, return_inverse=True)
            names = [str(value) for value in different.tolist()]
            if field != "uses" and "0" in names:
                names[names.index("0")] = NONE  # no year is known
            kind = np.min_scalar_type(len(names) + 1)
            at = np.append(number, len(names)).astype(kind)
            known = NONE in names
            at[-1] = names.index(NONE) if known else len(names)
            self._values[field] = Values(tuple(names if known else [*names, NONE]), at[self.of])
        return self._values[field]

    def by_place(self, field: str) -> Array:
        """Returns a field's number at each place, 0 for paragraphs of no family."""
        return np.append(self._numbers[field], 0)[self.of]
