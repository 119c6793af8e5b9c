"""The values to narrow a search by."""

from __future__ import annotations

from search.binding.bind import BoundFilter
from search.retrieval.facets import facet


def test_chosen_values_stay_in_view() -> None:
    """A value that was chosen can be taken back, even when nothing has it."""
    chosen = BoundFilter(field="to", values=frozenset({"actor 2"}), notices=())
    shown = facet("to", {"actor 3": 9, "actor 1": 7}, chosen, left_out=5)
    assert [(one.value, one.count, one.selected) for one in shown.values] == [
        ("actor 3", 9, False), ("actor 1", 7, False), ("actor 2", 0, True),
    ]  # fmt: skip
    assert shown.left_out == 5


def test_sessions_are_newest_first() -> None:
    """Values with an order of their own are given in it."""
    shown = facet("due", {"GA 9": 5, "GA 10": 1, "(none)": 7})
    assert [one.value for one in shown.values] == ["GA 10", "GA 9", "(none)"]
