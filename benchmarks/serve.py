"""Searches a second of `operative serve` with 1, 4 and 16 clients.

    python -m benchmarks.serve FOLDER [--seconds 8] [--clients 1 4 16]

FOLDER has a `corpus/` and the index `operative/` made from it by `benchmarks.search`. The server
is a separate process, and so is each client; on a machine with few cores they share these. The API
and the page get distinct searches, drawn from the corpus without repetition, and a handful of
searches again and again.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryFile
from urllib.parse import urlencode

from benchmarks.corpus import read_corpus
from benchmarks.material.drawing import draw
from benchmarks.measuring import ROOT, percentile
from benchmarks.queries import Query

RESULTS = "serve.json"
PLACES = {"API": "/api/v1/search", "page": "/"}
_SAMPLE = 1500  # documents to draw searches from
_EACH = 400  # searches of a kind
_AGAIN = 20  # searches that are repeated again and again
_MOST = 30_000  # of these, more than can be handled in the time
_STARTS = 5
_TIMEOUT = 60  # seconds
_START = 0.4  # seconds until a client is ready
_READY = re.compile(r"http://\S+?:([0-9]+)/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The responses to clients.

    seconds: of each response. errors: number of failed ones. elapsed: seconds in total.
    """

    seconds: list[float]
    errors: int
    elapsed: float


@contextmanager
def served(index: Path) -> Iterator[tuple[int, float]]:
    """Runs the server on an index; yields its port and the seconds to its first response."""
    started = time.perf_counter()
    command = "from web.command import main; main()"
    options = ["--index", str(index), "--port", "0", "--access-log", "off"]
    with TemporaryFile("w+") as complaints:
        program = subprocess.Popen(
            [sys.executable, "-c", command, "serve", *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
        try:
            assert program.stdout is not None  # noqa: S101 - asked for above
            ready = _READY.search(program.stdout.readline())
            if ready is None:
                complaints.seek(0)
                raise SystemExit(f"The server did not start: {complaints.read()}")
            port = int(ready[1])
            with closing(HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)) as line:
                _ask(line, "/api/v1/search?q=women")
            yield port, time.perf_counter() - started
        finally:
            program.terminate()
            program.communicate()


def addresses(queries: Sequence[Query], place: str) -> list[str]:
    """Returns the distinct addresses of searches."""
    found = []
    for query in queries:
        asked = [("q", query.text), ("sort", str(query.sort)), ("page", str(query.page))]
        asked += [(name, value) for name, given in query.filters.items() for value in given]
        found.append(f"{place}?{urlencode(asked)}")
    return list(dict.fromkeys(found))


def load(pool: Pool, port: int, clients: int, asked: Iterator[str], seconds: float) -> Answers:
    """Runs clients for some seconds, each with addresses of its own; returns the responses."""
    known = list(asked)
    begin = time.time() + 0.5 + _START * clients  # all at once, when all are ready
    shares = [(port, known[n::clients], begin, seconds) for n in range(clients)]
    parts = pool.starmap(_client, shares, chunksize=1)
    return Answers(
        seconds=[one for part in parts for one in part.seconds],
        errors=sum(part.errors for part in parts),
        elapsed=max(part.elapsed for part in parts),
    )


def _client(port: int, asked: Sequence[str], begin: float, seconds: float) -> Answers:
    line = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)
    took, errors = list[float](), 0
    time.sleep(max(0.0, begin - time.time()))
    first = started = time.perf_counter()
    for address in asked:
        errors += not _ask(line, address)
        now = time.perf_counter()
        took.append(now - started)
        started = now
        if now - first > seconds:
            break
    line.close()
    return Answers(seconds=took, errors=errors, elapsed=started - first)


def _ask(line: HTTPConnection, address: str) -> bool:
    """Sends a request and reads the response; returns whether it succeeded."""
    try:
        line.request("GET", address)
        answer = line.getresponse()
        answer.read()
    except (OSError, HTTPException):
        line.close()
        return False
    return answer.status == 200


def measure(
    folder: Path, clients: Sequence[int], seconds: float, seed: int = 11
) -> dict[str, object]:
    """Measures all cases; returns the figures of each and the seconds to the first response.

    The seconds are the median of several starts.
    """
    documents = list(islice(read_corpus(folder / "corpus"), _SAMPLE))
    queries = draw(documents, seed, each=_EACH)
    Random(seed).shuffle(queries)
    cases = [(place, count) for count in clients for place in PLACES]
    rows = []
    first = median(_start(folder / "operative") for _ in range(_STARTS))
    with served(folder / "operative") as (port, _):
        for n, (place, count) in enumerate(cases):
            with get_context("spawn").Pool(count) as pool:
                distinct = addresses(queries[n :: len(cases)], PLACES[place])
                again = cycle(distinct[:_AGAIN])
                for kind, asked, most in (
                    ("distinct", iter(distinct), seconds),
                    ("repeated", islice(again, _MOST), seconds / 2),
                ):
                    answers = load(pool, port, count, asked, most)
                    case = {"what": place, "searches": kind, "clients": count}
                    rows.append({**case, **_figures(answers)})
    return {"first": first, "cases": rows}


def _start(index: Path) -> float:
    with served(index) as (_, first):
        return first


def _figures(answers: Answers) -> dict[str, float]:
    took = answers.seconds
    return {
        "answers": len(took),
        "errors": answers.errors,
        "per_second": len(took) / answers.elapsed,
        "median": percentile(took, 0.5),
        "p95": percentile(took, 0.95),
        "p99": percentile(took, 0.99),
    }


def main() -> None:
    """Measures and writes the figures to the folder."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.serve",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, default=8.0)
    args = parser.parse_args()
    figures = measure(args.folder, args.clients, args.seconds)
    (args.folder / RESULTS).write_text(json.dumps(figures), encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
