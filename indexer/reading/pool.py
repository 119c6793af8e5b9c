"""Pool of reading processes: many files at once, none of which can stop the run.

Files are read in processes of their own, which take tasks in order and are watched by a thread
each (`worker.py`). Outcomes come in the order of the tasks.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from indexer.reading.worker import Limits, Outcome, Read, ReadingProcess, T, Task, read_one

FEW = 12
"""Files for which one more process is worth its start."""

_AHEAD = 64  # tasks a process may be ahead of the first unfinished one
_AHEAD_BYTES = 8 * 1024 * 1024  # and their bytes together, about; read, they take ten times that


def read_all(
    tasks: Iterable[Task],
    read: Read[T],
    *,
    expected: int,
    workers: int | None = None,
    limits: Limits | None = None,
    keep: Callable[[Outcome[T]], object] = lambda _: None,
) -> Iterator[Outcome[T]]:
    """Reads files, giving the outcomes in the order of the tasks.

    expected: how many tasks there are, about. workers: the most processes, by default one a core;
    0 reads here, where nothing can be limited. keep: is given each outcome as soon as there is
    one, which may be long before its turn, in whatever thread.
    """
    most = _cores() if workers is None else workers
    processes = min(most, 1 + expected // FEW)
    if processes == 0:
        return _read_here(tasks, read, keep)
    pool = [ReadingProcess(read, limits or Limits()) for _ in range(processes)]
    return _read_in_processes(tasks, pool, keep)


def _read_here(
    tasks: Iterable[Task], read: Read[T], keep: Callable[[Outcome[T]], object]
) -> Iterator[Outcome[T]]:
    for task in tasks:
        outcome = read_one(read, task)
        keep(outcome)
        yield outcome


def _enough(waiting: int, held: int, processes: int) -> bool:
    """Tells whether the processes are far enough ahead of the first unfinished task."""
    return waiting >= _AHEAD * processes or (held > _AHEAD_BYTES and waiting > processes)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_in_processes(
    tasks: Iterable[Task],
    processes: Sequence[ReadingProcess[T]],
    keep: Callable[[Outcome[T]], object],
) -> Iterator[Outcome[T]]:
    count = len(processes)
    idle: SimpleQueue[ReadingProcess[T]] = SimpleQueue()
    for process in processes:
        idle.put(process)

    def outcome(task: Task) -> Outcome[T]:
        process = idle.get()
        try:
            found = process.outcome(task)
        finally:
            idle.put(process)
        keep(found)
        return found

    threads = ThreadPoolExecutor(count)
    waiting: deque[tuple[int, Future[Outcome[T]]]] = deque()
    held = 0
    try:
        for task in tasks:
            waiting.append((len(task.data), threads.submit(outcome, task)))
            held += len(task.data)
            while waiting and (waiting[0][1].done() or _enough(len(waiting), held, count)):
                size, future = waiting.popleft()
                held -= size
                yield future.result()
        while waiting:
            yield waiting.popleft()[1].result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.close()
        threads.shutdown()
