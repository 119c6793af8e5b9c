"""Subjects, reading side: those of the documents of an index as values of a field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from indexer.schema import KEYWORD_BY_NAME
from indexer.store.subjects import Own, subject_values
from search.retrieval.values import Sets, Values


def values_of(field: str, rows: Sequence[int], of: Callable[[int], Own]) -> Values:
    """Returns a field of subjects by document.

    rows: of the documents in the store, in order. of: gives the subjects of each.
    """
    names: dict[str, int] = {}
    found = [subject_values(of(row), field) for row in rows]
    if not KEYWORD_BY_NAME[field].multiple:
        single = [names.setdefault(value, len(names)) for (value,) in found]
        return Values(tuple(names), np.array(single, np.int64))
    sets: dict[tuple[str, ...], int] = {}
    numbers = np.array([sets.setdefault(own, len(sets)) for own in found], np.int64)
    members = [names.setdefault(name, len(names)) for one in sets for name in one]
    ends = np.cumsum([len(one) for one in sets], dtype=np.int64)
    return Values(tuple(names), numbers, Sets(np.array(members, np.int64), ends))
