"""Memory of a process that is asked different searches: flat once its caches are full."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from benchmarks.faults.drawing import Drawer
from benchmarks.faults.fuzzing import LIMIT
from benchmarks.faults.worst import words_of
from search.deadline import until
from search.errors import SearchError
from search.searcher import Searcher
from web.server.upkeep.memory import trimmer

_ALLOWED = 1.1
"""Growth after the first tenth of the searches."""


def report(index: Path, searches: int, threads: int, seed: int) -> int:
    """Asks different searches of 100 results from threads; returns how many MB too many there are.

    Memory may grow in the first tenth of the searches, then by a tenth at most.
    """
    trimming = trimmer()
    trimming.start()  # as a server does
    words, searcher = words_of(index), Searcher(index)
    drawers = [Drawer(words, seed + n) for n in range(threads)]
    held = list[int]()
    for tenth in range(1, 11):
        running = [
            Thread(target=_ask, args=(searcher, drawer, searches // 10 // threads))
            for drawer in drawers
        ]
        for one in running:
            one.start()
        for one in running:
            one.join()
        held.append(resident())
        print(f"{tenth * searches // 10:,} searches: {held[-1] >> 20} MB", flush=True)
    trimming.stop()
    searcher.close()
    grown = max(0, max(held) - int(held[0] * _ALLOWED)) >> 20
    print(f"{grown} MB more than allowed")
    return grown


def resident() -> int:
    """Returns the bytes that this process has in memory; of Linux alone."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


def _ask(searcher: Searcher, drawer: Drawer, number: int) -> None:
    for _ in range(number):
        try:
            with until(LIMIT):
                searcher.search(drawer.request(size=100))
        except SearchError:
            continue
