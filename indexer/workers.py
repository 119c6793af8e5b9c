"""Many files read at once, and none of them able to stop the run.

Few files are read in this process, many in worker processes. A reader that fails gives a problem;
one that takes its whole process down is found out by reading its neighbours again, alone.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from indexer.errors import UnreadableFile
from indexer.garbage import collect_rarely
from indexer.problems import Problem

FEW = 24
"""Files up to which starting worker processes takes longer than it saves."""

T = TypeVar("T")
Read = Callable[..., tuple[T, ...]]
"""As `reading.read_documents`: (path, data, *, symbol) to documents, or `UnreadableFile`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to read; `path`, `data` and `symbol` as `read_documents` wants them.

    checksum: of the data, handed through. refused: why there is no data, None where there is.
    """

    path: str
    data: bytes
    symbol: str | None = None
    checksum: str = ""
    refused: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """What came of a task: documents as the reader gives them, or why there are none."""

    path: str
    checksum: str
    documents: tuple[T, ...] = ()
    problem: Problem | None = None


def read_all(
    tasks: Iterable[Task], read: Read[T], *, expected: int, workers: int | None = None
) -> Iterator[Outcome[T]]:
    """Read files, giving the outcomes in the order of the tasks.

    expected: how many tasks there are, about. workers: processes, by default one a core.
    """
    workers = workers if workers is not None else _cores()
    if workers < 2 or expected <= FEW:
        return (read_one(read, task) for task in tasks)
    return _read_in_processes(tasks, read, workers)


def read_one(read: Read[T], task: Task) -> Outcome[T]:
    """Read a file here; whatever goes wrong becomes a problem."""
    if task.refused is not None:
        return Outcome(path=task.path, checksum=task.checksum, problem=task.refused)
    try:
        documents = read(task.path, task.data, symbol=task.symbol)
    except UnreadableFile as error:
        return _problem(task, error.code, str(error))
    except Exception as error:  # noqa: BLE001 - one bad file must not stop thousands of good ones
        return _failed(task, f"{type(error).__name__}: {error}")
    if not documents:
        return _problem(task, "no-document", "No resolution was found in it.")
    return Outcome(path=task.path, checksum=task.checksum, documents=tuple(documents))


def _problem(task: Task, kind: str, message: str) -> Outcome[Any]:
    problem = Problem(kind=kind, path=task.path, message=message)
    return Outcome(path=task.path, checksum=task.checksum, problem=problem)


def _failed(task: Task, what: str) -> Outcome[Any]:
    message = f"Operative failed to read it ({what}). Please report this with the file."
    return _problem(task, "reader-failed", message)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_in_processes(tasks: Iterable[Task], read: Read[T], workers: int) -> Iterator[Outcome[T]]:
    waiting: deque[tuple[Task, Future[Outcome[T]]]] = deque()
    pool = _pool(workers)
    try:
        for task in tasks:
            waiting.append((task, _submit(pool, read, task)))
            if len(waiting) < 2 * workers:  # enough to keep them busy, few in memory
                continue
            if waiting[0][1].exception() is None:
                yield waiting.popleft()[1].result()
                continue
            yield from _one_by_one(waiting, read)
            pool.shutdown(wait=False, cancel_futures=True)
            pool = _pool(workers)
        while waiting and waiting[0][1].exception() is None:
            yield waiting.popleft()[1].result()
        yield from _one_by_one(waiting, read)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, read: Read[T], task: Task) -> Future[Outcome[T]]:
    try:
        return pool.submit(read_one, read, task)
    except BrokenProcessPool as error:
        broken: Future[Outcome[T]] = Future()
        broken.set_exception(error)
        return broken


def _one_by_one(
    waiting: deque[tuple[Task, Future[Outcome[T]]]], read: Read[T]
) -> Iterator[Outcome[T]]:
    """Read what a dead worker left behind, each file in a process of its own."""
    while waiting:
        task, future = waiting.popleft()
        if future.exception() is None:
            yield future.result()
            continue
        with _pool(1) as pool:
            try:
                yield pool.submit(read_one, read, task).result()
            except BrokenProcessPool:
                yield _failed(task, "the reading process died")
            except Exception as error:  # noqa: BLE001 - what it read could not be handed over
                yield _failed(task, f"{type(error).__name__}: {error}")


def _pool(workers: int) -> ProcessPoolExecutor:
    # Never fork: engines and progress bars have threads, whose locks a child would inherit.
    return ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_begin,
    )


def _begin() -> None:
    """Make a process a worker: an interrupt is its parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()
