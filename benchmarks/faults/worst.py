"""The most expensive queries we know of: how long each takes, and whether others must wait.

The words are those of the index, so that they are as expensive as queries can be.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection, HTTPException
from itertools import cycle, product
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

from benchmarks.measuring import percentile
from benchmarks.queries import load
from benchmarks.serve import served
from search.request import MAX_QUERY
from search.searcher import Searcher

CLIENTS = 8
_TIMEOUT = 120


def filled(parts: Iterator[str] | Sequence[str], between: str = " ") -> str:
    """Returns parts, again and again, up to the longest query."""
    found, length = [], 0
    for part in cycle(parts):
        length += len(part) + len(between)
        if length > MAX_QUERY:
            return between.join(found)
        found.append(part)
    return ""


def queries(words: Sequence[str]) -> dict[str, str]:
    """Returns expensive queries by name; words: of an index, the most frequent first."""
    few, some = words[:20], words[:40]
    pairs = [f"{a} {b}" for a, b in product(some, some)]
    letters = "abcdefgh"
    return {
        "two words again and again": filled(["of", "the"]),
        "200 common words": filled(words[:200]),
        "different words": filled(words[:3000]),
        "rare words": filled(words[5000:] or words),
        "alternatives": filled(words[:3000], " OR "),
        "words left out": filled([f"NOT {word}" for word in words[:3000]]),
        "a long phrase": '"' + filled(["of", "the"])[:9_990] + '"',
        "a long compound": filled(["of", "the"], "-"),
        "phrases": filled([f'"{pair}"' for pair in pairs]),
        "alternative phrases": filled([f'"{pair}"' for pair in pairs], " OR "),
        "nearness": filled([f"({a} NEAR/50 {b})" for a, b in product(few, few)]),
        "alternative nearness": filled(
            [f"({a} NEAR/50 {b})" for a, b in product(few, few)], " OR "
        ),
        "a chain of nearness": filled(words[:300], " NEAR/1000 "),
        "nearness of wildcards": filled(
            [f"(*{a}* NEAR/50 *{b}*)" for a, b in product(letters, letters)], " OR "
        ),
        "nearness of phrases": " NEAR/1000 ".join(
            ["(" + " OR ".join(f'"{pair}"' for pair in pairs[:300]) + ")"] * 2
        ),
        "wildcards": filled([f"*{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"]),
        "compound wildcards": filled([f"*{a}*-*{b}*" for a, b in product(letters, letters)]),
        "titles": filled([f'title:"{pair}"' for pair in pairs], " OR "),
        "unknown values": filled([f"cites:74/{number}" for number in range(300, 1300)], " OR "),
        "values with stars": filled([f"cites:{number}*" for number in range(1, 400)], " OR "),
        "misspelt words": filled([f"{word[:-1]}q" for word in words[200:2200]]),
        "nested alternatives": "(" * 25 + filled(words[:100], ") OR (")[:9000] + ")" * 25,
    }


def words_of(index: Path) -> list[str]:
    """Returns the words of an index, the most frequent first."""
    searcher = Searcher(index)
    with searcher._generation() as opened:  # noqa: SLF001 - only a generation knows its words
        counts = opened.engine.words("text_literal")
    searcher.close()
    return sorted((word for word in counts if word.isalpha()), key=lambda word: -counts[word])


def slowest(index: Path) -> tuple[str, float, int]:
    """Asks each query of a server, alone; returns the slowest, its seconds, and how many failed."""
    took, wrong = {}, 0
    with served(index) as (port, _):
        for name, query in queries(words_of(index)).items():
            began = time.perf_counter()
            status = _asked(port, query)
            took[name] = time.perf_counter() - began
            wrong += status not in (200, 503)
            print(f"{name:30} {took[name]:6.2f} s  {status}", flush=True)
    name = max(took, key=took.__getitem__)
    return name, took[name], wrong


def beside(index: Path, seconds: float) -> tuple[list[float], list[float]]:
    """Returns the seconds of ordinary searches beside eight clients that ask the worst ones.

    And those of the worst searches.
    """
    worst = list(queries(words_of(index)).values())
    ordinary = [query.text for query in load() if query.text]
    stop, fast, slow = Event(), list[float](), list[float]()
    with served(index) as (port, _):
        for query in ordinary:
            _asked(port, query)
        clients = [
            Thread(target=_keep_asking, args=(port, worst[number:] + worst[:number], slow, stop))
            for number in range(0, CLIENTS * 2, 2)
        ]
        for client in clients:
            client.start()
        end = time.monotonic() + seconds
        for number, query in enumerate(cycle(ordinary)):
            if time.monotonic() > end:
                break
            began = time.perf_counter()
            # Never the same twice: nothing comes from memory.
            _asked(port, query, page=2 + number // len(ordinary))
            fast.append(time.perf_counter() - began)
        stop.set()
        for client in clients:
            client.join()
    return fast, slow


def _keep_asking(port: int, asked: Sequence[str], took: list[float], stop: Event) -> None:
    for number, query in enumerate(cycle(asked)):
        if stop.is_set():
            return
        began = time.perf_counter()
        _asked(port, f"{query[:9_980]} x{number}")
        took.append(time.perf_counter() - began)


def _asked(port: int, query: str, page: int = 1) -> int:
    line = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)
    try:
        line.request("GET", "/api/v1/search?" + urlencode({"q": query, "page": page}))
        answer = line.getresponse()
        answer.read()
    except (HTTPException, OSError):
        return 0
    else:
        return answer.status
    finally:
        line.close()


def report(index: Path, seconds: float) -> int:
    """Prints both; returns how many went wrong."""
    name, longest, wrong = slowest(index)
    print(f"slowest: {name}, {longest:.2f} s; {wrong} answered neither with 200 nor with 503")
    fast, slow = beside(index, seconds)
    print(
        f"{len(fast)} ordinary searches beside {CLIENTS} of the worst: median "
        f"{percentile(fast, 0.5) * 1000:.0f} ms, 99th percentile "
        f"{percentile(fast, 0.99) * 1000:.0f} ms, longest {max(fast) * 1000:.0f} ms; "
        f"slowest of {len(slow)} worst {max(slow):.1f} s"
    )
    return wrong
