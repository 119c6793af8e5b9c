"""The values to narrow by, when there are very many."""

from __future__ import annotations

from search.facets import MOST_VALUES, facet
from search.query.bind import BoundFilter


def test_rare_values_are_left_out_and_counted() -> None:
    """Thousands of addressees make no endless list; the counts of those shown stay exact."""
    counts = {f"actor {number:04}": 5000 - number for number in range(3000)}
    shown = facet("to", counts)
    assert len(shown.values) == MOST_VALUES
    assert shown.left_out == 3000 - MOST_VALUES
    assert [(one.value, one.count) for one in shown.values[:2]] == [
        ("actor 0000", 5000), ("actor 0001", 4999),
    ]  # fmt: skip


def test_chosen_values_are_never_left_out() -> None:
    """A rare value that was chosen can be taken back."""
    counts = {f"actor {number:04}": 5000 - number for number in range(3000)}
    chosen = BoundFilter(field="to", values=frozenset({"actor 2999"}), notices=())
    shown = facet("to", counts, chosen)
    assert [one.value for one in shown.values if one.selected] == ["actor 2999"]
    assert len(shown.values) + shown.left_out == 3000


def test_sessions_are_all_given() -> None:
    """Values in an order of their own have no rare ones."""
    assert facet("due", {f"GA {n}": 1 for n in range(1, 150)}).left_out == 0
