"""Time until searches see a change: one document added, changed and removed.

    python -m benchmarks.update FOLDER [--rounds 3]

FOLDER has a `corpus/` and the index `operative/` made from it by `benchmarks.search`. A separate
program updates the index, as `operative index` does, while a searcher in this one has it open and
searches until it sees the change. Afterwards the corpus and the index are as before.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from threading import Event, Thread

from benchmarks.corpus import SUFFIX, build, pickled, read_corpus
from benchmarks.measuring import run
from indexer.model import Document
from search.request import SearchRequest
from search.searcher import Searcher

RESULTS = "update.json"
_SYMBOL = "A/RES/79/9999"
_WORD = "zzmarkedzz"  # in no document
_PATIENCE = 600  # seconds
_LOOK = 0.02


def newcomer(origin: Document, path: str, *, marked: bool) -> Document:
    """Returns a new document made from an existing one; `marked` changes its last words."""
    old = origin.masthead.symbol

    def named(identifier: str) -> str:
        return _SYMBOL + identifier.removeprefix(old)

    paragraphs = tuple(
        replace(
            one,
            id=named(one.id),
            parent=one.parent and named(one.parent),
            text=f"{one.text} {_WORD}" if marked else one.text,
        )
        for one in origin.paragraphs
    )
    return replace(
        origin,
        masthead=replace(origin.masthead, symbol=_SYMBOL),
        source=replace(origin.source, path=path),
        paragraphs=paragraphs,
        references=tuple(replace(one, paragraph=named(one.paragraph)) for one in origin.references),
    )


def measure(folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Adds, changes and removes a document; returns the median seconds of each."""
    file = folder / "corpus" / f"zz-one{SUFFIX}"
    origin = next(read_corpus(folder / "corpus"))
    there, marked = SearchRequest(query=f"symbol:{_SYMBOL}"), SearchRequest(query=_WORD)
    took: dict[str, list[dict[str, float]]] = defaultdict(list)
    searcher = Searcher(folder / "operative")
    try:
        for _ in range(rounds):
            file.write_bytes(pickled([newcomer(origin, file.name, marked=False)]))
            took["added"].append(_until(folder, lambda: _total(searcher, there) > 0))
            file.write_bytes(pickled([newcomer(origin, file.name, marked=True)]))
            took["changed"].append(_until(folder, lambda: _total(searcher, marked) > 0))
            file.unlink()
            took["removed"].append(_until(folder, lambda: _total(searcher, there) == 0))
    finally:
        searcher.close()
        if file.exists():
            file.unlink()
            run("benchmarks.update", folder, "--index")
    return {
        what: {key: median(one[key] for one in costs) for key in costs[0]}
        for what, costs in took.items()
    }


def _total(searcher: Searcher, request: SearchRequest) -> int:
    return searcher.search(request).total


def _until(folder: Path, seen: Callable[[], bool]) -> dict[str, float]:
    """Updates the index; returns the time at which the change was seen and the program's cost."""
    if seen():
        raise SystemExit("The change is there before it was made; make the index anew.")
    started, done = time.perf_counter(), Event()
    took: dict[str, float] = {}

    def index() -> None:
        try:
            program = run("benchmarks.update", folder, "--index")
            took.update(wall=program.wall, cpu=program.cpu, memory=program.memory)
        finally:
            done.set()

    thread = Thread(target=index)
    thread.start()
    while not seen():
        if done.is_set() and not seen():
            raise SystemExit("The index was brought up to date, but the change cannot be seen.")
        if time.perf_counter() - started > _PATIENCE:
            raise SystemExit(f"The change could not be seen in {_PATIENCE} seconds.")
        time.sleep(_LOOK)
    visible = time.perf_counter() - started
    thread.join()
    return {"visible": visible, **took}


def main() -> None:
    """Measures and writes the figures to the folder."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.update",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--index", action="store_true", help="only bring the index up to date")
    args = parser.parse_args()
    if args.index:
        build(args.folder / "corpus", args.folder / "operative")
        return
    figures = measure(args.folder, args.rounds)
    (args.folder / RESULTS).write_text(json.dumps(figures), encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
