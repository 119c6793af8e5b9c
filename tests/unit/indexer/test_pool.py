"""Reading many files at once: in order, and past any that takes its process down."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import active_children
from pathlib import Path

import pytest
from support.files.small import read, small

from indexer.model import Document
from indexer.reading import worker
from indexer.reading.pool import read_all
from indexer.reading.worker import Limits, Outcome, Task


def tasks(texts: list[str]) -> list[Task]:
    return [Task(path=str(n), data=text.encode(), checksum=str(n)) for n, text in enumerate(texts)]


def said(outcomes: list[Outcome[Document]]) -> list[str]:
    return [
        one.problem.kind if one.problem else one.documents[0].masthead.symbol for one in outcomes
    ]


@pytest.mark.parametrize("workers", [0, 1, 2])
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
    assert said(outcomes) == ["reader-died" if n in bad else f"74/{n}" for n in range(40)]
    assert all("died" in outcomes[n].problem.message for n in bad)  # type: ignore[union-attr]  # just seen


@pytest.mark.parametrize("bad", ["LOOP", "WAIT"])
def test_a_file_that_takes_too_long_is_given_up(bad: str) -> None:
    """A file on which its reader hangs is told with what to do; all others are read."""
    texts = [bad if n in (0, 20) else small(f"74/{n}") for n in range(40)]
    limits = Limits(seconds=1)
    outcomes = list(read_all(tasks(texts), read, expected=40, workers=2, limits=limits))
    assert said(outcomes) == ["too-slow" if n in (0, 20) else f"74/{n}" for n in range(40)]
    problem = outcomes[0].problem
    assert problem is not None
    assert "1 seconds" in problem.message
    assert "--time-limit" in problem.message


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the system there")
@pytest.mark.parametrize("expected", [1, 40])
def test_a_file_that_takes_too_much_memory_is_given_up(expected: int) -> None:
    """A file for which there is not enough memory is told; all others are read."""
    texts = [small("74/1"), "HOG", small("74/2")]
    limits = Limits(megabytes=256)
    outcomes = list(read_all(tasks(texts), read, expected=expected, limits=limits))
    assert said(outcomes) == ["74/1", "too-much-memory", "74/2"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of other systems")
def test_a_process_that_is_killed_once_costs_nothing(tmp_path: Path) -> None:
    """What an accident ends is read again at once, by another process."""
    mark = tmp_path / "died"
    texts = [small("74/1"), f"ONCE {mark}\n" + small("74/2"), small("74/3")]
    outcomes = list(read_all(tasks(texts), dying_once, expected=3, workers=1))
    assert said(outcomes) == ["74/1", "74/2", "74/3"]
    assert mark.exists()


def dying_once(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Read a small file; "ONCE" names a file by which it is known that the reader died before."""
    if data.startswith(b"ONCE "):
        line, _, data = data.partition(b"\n")
        mark = Path(line[5:].decode())
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return read(path, data, symbol=symbol)


def test_a_process_that_starts_slowly_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is not there in time is started again: no file is to blame."""
    monkeypatch.setattr(worker, "_START", 0.0)
    given: list[float] = []

    def wait(seconds: float) -> None:
        given.append(seconds)
        if len(given) == 2:
            monkeypatch.setattr(worker, "_START", 60.0)

    monkeypatch.setattr(worker.time, "sleep", wait)
    outcomes = list(read_all(tasks([small("74/1")]), read, expected=1))
    assert said(outcomes) == ["74/1"]
    assert len(given) == 2


def test_a_result_that_cannot_be_handed_over_is_told() -> None:
    """What cannot be sent between processes is a problem of its file alone."""
    outcomes = list(read_all(tasks([small("74/1"), "ODD"]), read, expected=2))
    assert said(outcomes) == ["74/1", "reader-failed"]


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_outcomes_are_kept_as_they_come(workers: int) -> None:
    """What was read is kept although its turn has not come: a run may be stopped meanwhile."""
    kept: list[str] = []
    texts = [small(f"74/{n}") for n in range(20)]
    list(
        read_all(
            tasks(texts), read, expected=40, workers=workers, keep=lambda one: kept.append(one.path)
        )
    )
    assert sorted(kept, key=int) == [str(n) for n in range(20)]


def test_nothing_is_left_running() -> None:
    """When nobody wants more, no process is left, and a file that was cut short is not told of."""
    before = set(active_children())  # of other tests
    kept: list[Outcome[Document]] = []
    texts = [small("74/1"), "WAIT", "WAIT"]
    outcomes = read_all(tasks(texts), read, expected=40, workers=2, keep=kept.append)
    assert said([next(outcomes)]) == ["74/1"]
    assert set(active_children()) - before
    outcomes.close()  # type: ignore[attr-defined]  # a generator
    assert set(active_children()) - before == set()
    assert said(kept) == ["74/1"]


def test_stopping_early_is_clean() -> None:
    """A reader of the outcomes may stop when it has enough."""
    outcomes = read_all(tasks([small("74/1")] * 40), read, expected=40, workers=2)
    assert said([next(outcomes)]) == ["74/1"]
    outcomes.close()  # type: ignore[attr-defined]  # a generator
