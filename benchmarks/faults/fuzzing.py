"""Fuzzed searches, in process: none may crash, hang beyond its limit, or be answered with 5xx.

They are drawn in batches, each with a seed of its own. What came of a batch is a line of a log, so
that a campaign can be stopped at any time and continued. Of every twenty searches one is also asked
of the pages and the API. Times are of the processor: a campaign of hours runs at low priority.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, fields
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient

from benchmarks.faults.drawing import Drawer
from benchmarks.faults.worst import words_of
from benchmarks.measuring import ROOT
from search.deadline import until
from search.errors import SearchError
from search.request import SearchRequest
from search.searcher import Searcher
from web.app import create_app
from web.settings.settings import Settings

sys.path.append(str(ROOT / "tests"))
from support.addresses import complaint

LIMIT = 10.0
"""Seconds that one search may take."""
BATCH = 1_000
"""Searches of a batch."""
_PAGED = 20  # one search in so many is asked of a page too
_PAGES = ("/", "/api/v1/search", "/api/v1/explain", "/api/v1/complete", "/feed", "/embed",
          "/trends", "/resolutions", "/suggest", "/api/v1/export")  # fmt: skip
_STEP = 1.2  # between two classes of times: their boundaries are powers of it, in milliseconds
_CLASSES = 60


@dataclass(slots=True)
class Fuzzed:
    """What came of fuzzed searches: outcomes by name, searches by class of time, what went wrong.

    slowest: seconds of the processor. times: class to searches.
    """

    number: int = 0
    searches: int = 0
    slowest: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Fuzzed) -> None:
        """Adds what came of others."""
        self.searches += other.searches
        self.slowest = max(self.slowest, other.slowest)
        self.outcomes += other.outcomes
        self.times += other.times
        self.wrong += other.wrong

    def line(self) -> str:
        """Returns all of it as a line of JSON."""
        return json.dumps({one.name: getattr(self, one.name) for one in fields(self)})

    def took(self, seconds: float, query: str) -> None:
        """Notes the seconds that a search took."""
        self.searches += 1
        self.slowest = max(self.slowest, seconds)
        over = next(n for n in range(_CLASSES) if seconds * 1000 <= _STEP**n or n == _CLASSES - 1)
        self.times[str(over)] += 1
        if seconds > 2 * LIMIT:
            self.wrong.append(f"{seconds:.1f} s: {query!r}")

    def percentile(self, share: float) -> float:
        """Returns the milliseconds within which a share of the searches was answered, at most."""
        passed = 0
        for over in sorted(map(int, self.times)):
            passed += self.times[str(over)]
            if passed >= share * self.searches:
                return float(_STEP**over)
        return 0.0


def batch(index: Path, seed: int, number: int) -> Fuzzed:
    """Asks the searches of a batch."""
    found = Fuzzed(number)
    searcher, client, words = _opened(index)
    drawer = Drawer(words, hash((seed, number)))
    for n in range(BATCH):
        request = drawer.request()
        if n % _PAGED == 0:
            # What nothing in Python can interrupt ends the process, with its stack on stderr.
            faulthandler.dump_traceback_later(_PAGED * LIMIT, exit=True)
        began = time.process_time()
        try:
            found.outcomes[_asked(searcher, request)] += 1
        except BaseException as error:  # noqa: BLE001 - a crash is what is looked for
            found.outcomes["crash"] += 1
            found.wrong.append(f"{type(error).__name__}: {error}: {request!r}")
        found.took(time.process_time() - began, request.query)
        if n % _PAGED == 0:
            found.outcomes["asked of a page"] += 1
            wrong = _paged(client, _PAGES[n // _PAGED % len(_PAGES)], request)
            found.wrong += [wrong] if wrong else []
    faulthandler.cancel_dump_traceback_later()
    return found


_OPENED: dict[Path, tuple[Searcher, FlaskClient, list[str]]] = {}


def _opened(index: Path) -> tuple[Searcher, FlaskClient, list[str]]:
    if index not in _OPENED:
        app = create_app(Settings(index=index, access_log="off", search_time=int(LIMIT)))
        app.config.update(PROPAGATE_EXCEPTIONS=False)
        _OPENED[index] = Searcher(index), app.test_client(), words_of(index)
    return _OPENED[index]


def _asked(searcher: Searcher, request: SearchRequest) -> str:
    try:
        with until(LIMIT):
            return "something found" if searcher.search(request).total else "nothing found"
    except SearchError as error:
        return error.code


def _paged(client: FlaskClient, path: str, request: SearchRequest) -> str | None:
    """Returns what is wrong with the page of a search; None if it is in order."""
    address = f"{path}?q={quote(request.query, errors='surrogatepass')}&sort={request.sort}"
    address += f"&page={request.page}&size={request.size}&group={request.group}"
    for name, values in request.filters.items():
        address += "".join(f"&{name}={quote(value, errors='surrogatepass')}" for value in values)
    try:
        with client.get(address) as answer:
            wrong = complaint(address, answer)
    except Exception as error:  # noqa: BLE001 - a crash is what is looked for
        wrong = f"{type(error).__name__}: {error}"
    return f"{address}: {wrong}" if wrong else None


def logged(log: Path) -> dict[int, Fuzzed]:
    """Returns the batches of a log by number; a line that a kill cut off is left out."""
    found = dict[int, Fuzzed]()
    for line in log.read_text("utf-8").splitlines() if log.exists() else ():
        try:
            one = Fuzzed(**json.loads(line))
        except ValueError:
            continue
        one.outcomes, one.times = Counter(one.outcomes), Counter(one.times)
        found[one.number] = one
    return found


def campaign(
    index: Path, seed: int, log: Path, most: int, seconds: float, processes: int
) -> Iterator[Fuzzed]:
    """Asks the batches that a log lacks, until the time is over; writes and yields each."""
    done, end = logged(log), time.monotonic() + seconds
    missing = (n for n in range(-(-most // BATCH)) if n not in done)
    with (
        ProcessPoolExecutor(processes, get_context("spawn")) as pool,
        log.open("a", encoding="utf-8") as lines,
    ):
        running = set[Future[Fuzzed]]()
        while True:
            if time.monotonic() < end:
                some = islice(missing, processes - len(running))
                running |= {pool.submit(batch, index, seed, number) for number in some}
            if not running:
                return
            ended = next(as_completed(running))
            running.remove(ended)
            found = ended.result()
            lines.write(found.line() + "\n")
            lines.flush()
            yield found


def report(index: Path, seconds: float, most: int, processes: int, seed: int, log: Path) -> int:
    """Prints what came of all searches of a log; returns how many went wrong."""
    whole = Fuzzed()
    for one in logged(log).values():
        whole.add(one)
    for one in campaign(index, seed, log, most, seconds, processes):
        whole.add(one)
        for wrong in one.wrong:
            print("WRONG", wrong, flush=True)
    print(f"{whole.searches:,} searches: {dict(whole.outcomes.most_common())}")
    print(
        f"median {whole.percentile(0.5):.1f} ms, 99.9th percentile "
        f"{whole.percentile(0.999):.0f} ms, slowest {whole.slowest:.1f} s"
    )
    print(f"{len(whole.wrong)} wrong")
    return len(whole.wrong)
