"""Sets of paragraphs and counts of their values, against counting one by one."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.retrieval.bitmap import Selected, popcount
from search.retrieval.values import Sets, Values

NAMES = ("a", "b", "c", "d")
SIZE = 2_000
SETS = st.lists(st.frozensets(st.integers(0, 3), min_size=1), min_size=1, max_size=SIZE)


@given(st.sets(st.integers(0, SIZE - 1), max_size=SIZE), st.sampled_from((0, 1, 700, SIZE)))
def test_a_set_in_all_its_forms(some: set[int], more: int) -> None:
    """However full a set is, bitmap, flags, places and total are of the same paragraphs."""
    places = sorted(some | set(range(more)))
    selected = Selected.of(np.array(places, np.int64), SIZE)
    assert selected.places.tolist() == places
    assert np.flatnonzero(selected.flags).tolist() == places
    assert selected.total == popcount(selected.bits) == len(places)


@given(SETS, st.data())
def test_counts_of_several_values(paragraphs: list[frozenset[int]], data: st.DataObject) -> None:
    """A paragraph counts for each of its values, whether few or many are counted."""
    different = list(dict.fromkeys(paragraphs))
    sets = Sets(
        np.array([value for one in different for value in sorted(one)]),
        np.cumsum([len(one) for one in different]),
    )
    numbers = np.array([different.index(one) for one in paragraphs], np.uint16)
    field = Values(NAMES, numbers, sets)
    chosen = data.draw(st.sets(st.integers(0, len(paragraphs) - 1)))
    tally = field.tally(numbers[sorted(chosen)])
    expected = Counter(NAMES[value] for place in chosen for value in paragraphs[place])
    assert tally.all() == expected
    assert len(tally) == len(expected)
    ranked = sorted(expected.items(), key=lambda item: (-item[1], item[0]))
    assert list(tally.all().items()) == ranked
    for most in (1, 2, 4):
        assert list(tally.most_frequent(most).items()) == ranked[:most]
    wanted = data.draw(st.sets(st.sampled_from((*NAMES, "z"))))
    having = field.having(wanted)
    naive = [bool(wanted & {NAMES[value] for value in one}) for one in paragraphs]
    assert (np.zeros(len(numbers), bool) if having is None else having[numbers]).tolist() == naive
