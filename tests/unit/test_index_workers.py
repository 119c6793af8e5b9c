"""Reading many files at once: in order, and past any that takes its process down."""

from __future__ import annotations

import pytest
from support.small_files import read, small

from indexer.workers import Outcome, Task, read_all


def tasks(texts: list[str]) -> list[Task]:
    return [Task(path=str(n), data=text.encode(), checksum=str(n)) for n, text in enumerate(texts)]


def said(outcomes: list[Outcome]) -> list[str]:
    return [
        one.problem.kind if one.problem else one.documents[0].masthead.symbol for one in outcomes
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_outcomes_come_in_order(workers: int) -> None:
    """Reading in several processes gives what reading in one gives."""
    texts = [small(f"74/{n}") for n in range(40)]
    texts[7], texts[21] = "BUG", ""
    outcomes = list(read_all(tasks(texts), read, expected=40, workers=workers))
    wanted = [f"74/{n}" for n in range(40)]
    wanted[7], wanted[21] = "reader-failed", "empty"
    assert said(outcomes) == wanted
    assert [one.checksum for one in outcomes] == [str(n) for n in range(40)]


@pytest.mark.parametrize("bad", [{0}, {5}, {39}, {3, 4, 30}])
def test_a_dying_process_costs_one_file(bad: set[int]) -> None:
    """A file that crashes its reader is told; all others are read."""
    texts = ["DIE" if n in bad else small(f"74/{n}") for n in range(40)]
    outcomes = list(read_all(tasks(texts), read, expected=40, workers=2))
    assert said(outcomes) == ["reader-failed" if n in bad else f"74/{n}" for n in range(40)]
    assert all("died" in outcomes[n].problem.message for n in bad)  # type: ignore[union-attr]  # just seen


def test_stopping_early_is_clean() -> None:
    """A reader of the outcomes may stop when it has enough."""
    outcomes = read_all(tasks([small("74/1")] * 40), read, expected=40, workers=2)
    assert said([next(outcomes)]) == ["74/1"]
    outcomes.close()  # type: ignore[attr-defined]  # a generator
