"""Threads: how many requests are answered at the same time."""

from __future__ import annotations

import os


def threads(wanted: int) -> int:
    """Returns the number of threads; 0 fits it to the processors that this process may use."""
    if wanted:
        return wanted
    # Searching is work for processors, and waits for the disk in between; more threads than
    # these only make everybody wait for everybody.
    return min(32, max(4, 4 * processors()))


def processors() -> int:
    """Returns the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
