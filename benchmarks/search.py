"""Speed of searches: the same queries on all engines, one after the other.

    python -m benchmarks.search FOLDER [--peers NAME ...] [--rounds 3] [--as-is]

FOLDER has a `corpus/` (`benchmarks.corpus`); each engine's index is built beside it if missing, and
the cost is stored. Every engine is a separate process with its index open; each query goes to one
after the other, so that other load on the machine affects all alike. Each answer has twenty hits,
the exact total, eight facets with exact counts and snippets; caches of answers are emptied before
each, unless a repeated request is what is measured.

A query runs once to warm up and then `rounds` times, of which the median counts; one that takes an
engine longer than half a second runs only once.
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import traceback
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from benchmarks.corpus import about_corpus
from benchmarks.measuring import Cost, own_peak, run, size_of, timed
from benchmarks.peers import PEERS, Answer, build, open_peer
from benchmarks.queries import QUERIES, Query, load

SLOW = 0.5
"""Seconds of one answer above which an engine does not repeat the query."""
RESULTS = "search.json"
_LARGEST = {"whoosh": 20_000, "operative-whoosh": 200_000}  # paragraphs; larger takes too long


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The cost of building an index: seconds, bytes, paragraphs."""

    wall: float
    cpu: float
    memory: int
    disk: int
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way of measuring a peer; `again` repeats the same request."""

    peer: str
    snippets: bool = True
    again: bool = False

    @property
    def name(self) -> str:
        """Returns its name in results."""
        return (
            self.peer + ("" if self.snippets else " -snippets") + (" again" if self.again else "")
        )


@dataclass(slots=True)
class Measured:
    """The cost of the queries, in seconds by position in the set.

    disagreements: queries with a total or facet that differs from Operative's.
    """

    cpu: dict[int, float] = field(default_factory=dict)
    wall: dict[int, float] = field(default_factory=dict)
    memory: int = 0
    disagreements: list[str] = field(default_factory=list)


def variants(peers: Sequence[str]) -> list[Variant]:
    """Returns the ways in which peers are measured."""
    found = []
    for peer in peers:
        found.append(Variant(peer=peer))
        if peer == "tantivy":
            found.append(Variant(peer=peer, snippets=False))
        if peer == "operative":
            found.append(Variant(peer=peer, again=True))
    return found


def suitable(paragraphs: int) -> list[str]:
    """Returns the names of the peers that are practical at a size."""
    return [name for name in PEERS if paragraphs <= _LARGEST.get(name, paragraphs)]


def make_indexes(folder: Path, peers: Sequence[str]) -> dict[str, Built]:
    """Builds missing indexes, one after the other; returns the cost of each."""
    return {peer: _make_index(folder, peer) for peer in peers}


def _make_index(folder: Path, peer: str) -> Built:
    place, noted = folder / peer, folder / f"{peer}.built.json"
    if noted.exists():
        return Built(**json.loads(noted.read_text("utf-8")))
    if place.exists():
        shutil.rmtree(place)
    took = run("benchmarks.search", folder, "--build", peer)
    built = Built(
        wall=took.wall,
        cpu=took.cpu,
        memory=took.memory,
        disk=size_of(place),
        paragraphs=about_corpus(folder / "corpus").paragraphs,
    )
    noted.write_text(json.dumps(asdict(built)), encoding="utf-8")
    return built


def measure(
    folder: Path, queries: Sequence[Query], peers: Sequence[str], rounds: int
) -> dict[str, Measured]:
    """Runs all queries on all peers, interleaved; returns the cost by variant."""
    asked = variants(peers)
    times: dict[tuple[str, int], list[Cost]] = defaultdict(list)
    measured = {variant.name: Measured() for variant in asked}
    with ExitStack() as stack:
        lines = {peer: stack.enter_context(_process(folder / peer, peer)) for peer in peers}
        for turn in range(rounds + 1):
            for place, query in enumerate(queries):
                answers = {}
                for variant in asked:
                    earlier = times[variant.name, place]
                    if turn and (not earlier or earlier[0].wall > SLOW):
                        continue
                    answer, cost = _ask(lines[variant.peer], query, variant)
                    if answer is not None:
                        earlier.append(cost)
                        answers[variant.name] = answer
                if not turn:
                    _compare(query, answers, measured)
        for variant in asked:
            lines[variant.peer].send(None)
            measured[variant.name].memory = lines[variant.peer].recv()
    for (name, place), costs in times.items():
        if costs:
            counted = costs[1:] or costs  # the first warmed up, unless it is the only one
            measured[name].cpu[place] = median(cost.cpu for cost in counted)
            measured[name].wall[place] = median(cost.wall for cost in counted)
    return measured


def _ask(line: Connection, query: Query, variant: Variant) -> tuple[Answer | None, Cost]:
    line.send((query, variant))
    reply = line.recv()
    if isinstance(reply, str):
        raise SystemExit(f"{variant.peer} failed at {query.text!r}:\n{reply}")
    answered: tuple[Answer | None, Cost] = reply
    return answered


def _compare(query: Query, answers: Mapping[str, Answer], measured: Mapping[str, Measured]) -> None:
    if not answers:
        return
    ours = next(iter(answers.values()))
    for name, answer in answers.items():
        if answer.total != ours.total:
            difference = f"{query.text}: {answer.total} for {ours.total} paragraphs"
            measured[name].disagreements.append(difference)
            continue
        for facet, counts in ours.facets.items():
            shown = min(len(counts), 100)
            if answer.facets[facet][:shown] != counts[:shown]:
                measured[name].disagreements.append(f"{query.text}: counts of {facet}")


@contextmanager
def _process(folder: Path, peer: str) -> Iterator[Connection]:
    """Opens a peer in a separate process; returns the connection to it."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, folder, peer), daemon=True)
    process.start()
    try:
        yield ours
    finally:
        ours.close()
        process.join(timeout=10)
        process.terminate()


def _serve(line: Connection, folder: Path, name: str) -> None:
    """Answers the queries from a connection until it closes; None requests the memory used."""
    peer = open_peer(name, folder)
    gc.collect()
    gc.freeze()  # permanent objects are not scanned again and again
    while True:
        try:
            asked = line.recv()
        except EOFError:
            break
        if asked is None:
            line.send(own_peak())
            continue
        query, variant = asked
        try:
            if not variant.again:
                peer.forget()
            gc.collect()
            line.send(timed(lambda: peer.answer(query, snippets=variant.snippets)))  # noqa: B023 - called at once
        except BaseException:  # noqa: BLE001 - a library's panic is no Exception; told by the other end
            line.send(traceback.format_exc())
    peer.close()


def main() -> None:
    """Builds missing indexes, measures, and writes the figures to the folder."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", nargs="+", choices=PEERS, help="default: those fit for the size")
    parser.add_argument("--queries", type=Path, default=QUERIES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--build", choices=PEERS, help="only make this index")
    parser.add_argument("--as-is", action="store_true", help="take the indexes that are there")
    args = parser.parse_args()
    if args.build:
        build(args.build, args.folder / "corpus", args.folder / args.build)
        return
    peers = args.peers or suitable(about_corpus(args.folder / "corpus").paragraphs)
    built = {} if args.as_is else make_indexes(args.folder, peers)
    queries = load(args.queries)
    measured = measure(args.folder, queries, peers, args.rounds)
    figures = {
        "kinds": [query.kind for query in queries],
        "built": {name: asdict(one) for name, one in built.items()},
        "measured": {name: asdict(one) for name, one in measured.items()},
    }
    (args.folder / RESULTS).write_text(json.dumps(figures), encoding="utf-8")
    for line in summary(figures):
        print(line)


def summary(figures: Mapping[str, object]) -> Iterator[str]:
    """Yields the tables of a run, in Markdown."""
    from benchmarks.page.tables import search_tables

    yield from search_tables(figures)


if __name__ == "__main__":
    main()
