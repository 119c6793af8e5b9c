"""Fuzzed searches, in process: none may crash, hang beyond its limit, or take memory for good."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from benchmarks.faults.drawing import Drawer
from benchmarks.faults.worst import words_of
from benchmarks.measuring import percentile
from search.deadline import until
from search.errors import SearchError
from search.searcher import Searcher

LIMIT = 10.0
"""Seconds that one search may take."""


@dataclass(slots=True)
class Fuzzed:
    """What came of fuzzed searches: outcomes by name, seconds of each, what went wrong."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def ask(index: Path, seed: int, end: float, most: int) -> Fuzzed:
    """Asks drawn searches until a time (of `time.time`) or a number is reached."""
    found = Fuzzed()
    drawer, searcher = Drawer(words_of(index), seed), Searcher(index)
    while time.time() < end and found.outcomes.total() < most:
        request = drawer.request()
        began = time.perf_counter()
        try:
            with until(LIMIT):
                total = searcher.search(request).total
            found.outcomes["something found" if total else "nothing found"] += 1
        except SearchError as error:
            found.outcomes[error.code] += 1
        except BaseException as error:  # noqa: BLE001 - a crash is what is looked for
            found.outcomes["crash"] += 1
            found.wrong.append(f"{type(error).__name__}: {error}: {request.query!r}")
        took = time.perf_counter() - began
        found.seconds.append(took)
        if took > 2 * LIMIT:
            found.wrong.append(f"{took:.1f} s: {request.query!r}")
    searcher.close()
    return found


def campaign(index: Path, seconds: float, most: int, processes: int, seed: int) -> Fuzzed:
    """Asks from several processes; returns what all of them found."""
    end = time.time() + seconds
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        asked = [(index, seed + n, end, most // processes) for n in range(processes)]
        found = pool.starmap(ask, asked)
    whole = Fuzzed()
    for one in found:
        whole.outcomes += one.outcomes
        whole.seconds += one.seconds
        whole.wrong += one.wrong
    return whole


def report(index: Path, seconds: float, most: int, processes: int, seed: int) -> int:
    """Prints what came of it; returns how many went wrong."""
    found = campaign(index, seconds, most, processes, seed)
    print(f"{found.outcomes.total():,} searches: {dict(found.outcomes.most_common())}")
    print(
        f"median {percentile(found.seconds, 0.5) * 1000:.1f} ms, 99.9th percentile "
        f"{percentile(found.seconds, 0.999) * 1000:.0f} ms, slowest {max(found.seconds):.1f} s"
    )
    for one in found.wrong[:20]:
        print("WRONG", one)
    print(f"{len(found.wrong)} wrong")
    return len(found.wrong)


def memory(index: Path, searches: int, threads: int, seed: int) -> int:
    """Asks distinct searches of 100 results from several threads; returns how many MB too many.

    Memory may grow in the first tenth of the searches, then by a tenth at most.
    """
    words, searcher = words_of(index), Searcher(index)
    drawers = [Drawer(words, seed + n) for n in range(threads)]

    def some(drawer: Drawer, number: int) -> None:
        for _ in range(number):
            try:
                with until(LIMIT):
                    searcher.search(drawer.request(size=100))
            except SearchError:
                continue

    held = [resident()]
    for tenth in range(10):
        running = [Thread(target=some, args=(one, searches // 10 // threads)) for one in drawers]
        for one in running:
            one.start()
        for one in running:
            one.join()
        held.append(resident())
        print(f"{(tenth + 1) * searches // 10:,} searches: {held[-1] >> 20} MB", flush=True)
    searcher.close()
    allowed = int(held[1] * 1.1)
    return max(0, max(held[2:]) - allowed) >> 20


def resident() -> int:
    """Returns the bytes that this process has in memory; of Linux alone."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096
