"""Threads and processes: how many requests are answered at the same time."""

from __future__ import annotations

import os

from web.settings.settings import Settings

MOST_PROCESSES = 4
"""Processes that a server starts by itself; each has caches of its own."""


def threads(settings: Settings) -> int:
    """Returns the number of threads of one process; the setting is for all of them together."""
    # Searching is work for processors, and waits for the disk in between; more threads than
    # these only make everybody wait for everybody.
    every = settings.threads or min(32, max(4, 4 * processors()))
    return share(every, settings)


def processes(settings: Settings) -> int:
    """Returns the number of processes; 0 fits it to the processors that may be used."""
    return settings.processes or min(MOST_PROCESSES, processors())


def share(every: int, settings: Settings) -> int:
    """Returns one process's part of what all of them have together; at least 1.

    An application that is served by anything else than `operative serve` is the only one.
    """
    return max(1, -(-every // max(1, settings.processes)))


def processors() -> int:
    """Returns the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
