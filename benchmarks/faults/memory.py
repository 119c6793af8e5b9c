"""Memory of a process that is asked different searches: flat once its caches are full."""

from __future__ import annotations

from dataclasses import dataclass
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
        now = resident()
        held.append(now.own + now.files)
        print(
            f"{tenth * searches // 10:,} searches: {held[-1] >> 20} MB, of which "
            f"{now.own >> 20} MB its own and {now.files >> 20} MB files of the index and programs",
            flush=True,
        )
    trimming.stop()
    searcher.close()
    grown = max(0, max(held) - int(held[0] * _ALLOWED)) >> 20
    print(f"{grown} MB more than allowed")
    return grown


@dataclass(frozen=True, slots=True)
class Resident:
    """Bytes in memory: the process's own, and files that are mapped, which the system may drop."""

    own: int
    files: int


def resident() -> Resident:
    """Returns what this process has in memory; of Linux alone."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    values = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
    return Resident(int(values["RssAnon"][0]) << 10, int(values["RssFile"][0]) << 10)


def _ask(searcher: Searcher, drawer: Drawer, number: int) -> None:
    for _ in range(number):
        try:
            with until(LIMIT):
                searcher.search(drawer.request(size=100))
        except SearchError:
            continue
