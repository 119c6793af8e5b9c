"""How labels nest."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.parsing.outline.numbering import nest


@pytest.mark.parametrize(
    ("labels", "depths"),
    [
        # One list.
        (["(a)", "(b)", "(c)"], [1, 1, 1]),
        # A list in a list, and back.
        (["(a)", "(i)", "(ii)", "(b)", "(c)"], [1, 2, 2, 1, 1]),
        # "(i)" after "(h)" is a letter.
        (["(g)", "(h)", "(i)", "(j)"], [1, 1, 1, 1]),
        # "(i)" below "(a)" is a numeral, "(v)" goes on with it.
        (["(a)", "(i)", "(ii)", "(iii)", "(iv)", "(v)", "(b)"], [1, 2, 2, 2, 2, 2, 1]),
        # Letters go on with doubles.
        (["(y)", "(z)", "(aa)", "(bb)"], [1, 1, 1, 1]),
        # Bullets under letters.
        (["(a)", "–", "–", "(b)"], [1, 2, 2, 1]),
        # Numbers, letters, numerals.
        (["1", "(a)", "(i)", "(b)", "2"], [1, 2, 3, 2, 1]),
        # A lost label does not open a new level.
        (["(a)", "(b)", "(d)"], [1, 1, 1]),
        # A paragraph without a label ends all lists.
        (["(a)", None, "(a)"], [1, 0, 1]),
    ],
)
def test_labels_nest_by_their_order(labels: list[str | None], depths: list[int]) -> None:
    """Depth comes from the labels themselves, since markup and indents are unreliable."""
    assert list(nest(labels)) == depths


@given(st.lists(st.one_of(st.none(), st.text(max_size=8))))
def test_any_labels_nest(labels: list[str | None]) -> None:
    """Strange labels find a place too; a level is never skipped."""
    depths = list(nest(labels))
    assert len(depths) == len(labels)
    for before, after in pairwise(depths):
        assert after <= before + 1
