"""Tables of a run's figures, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.measuring import percentile
from benchmarks.peers import TITLES

OURS = "operative"


def search_tables(figures: Mapping[str, Any]) -> Iterator[str]:
    """Yields the tables of `search.json`: building, all queries, each kind, disagreements."""
    if figures["built"]:
        yield from building(figures["built"])
        yield ""
    yield from overall(figures["measured"])
    yield ""
    yield from by_kind(figures["kinds"], figures["measured"])
    yield ""
    yield from disagreements(figures["measured"])


def building(built: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Returns the table of the cost of building each index."""
    head = ("", "wall s", "CPU s", "paragraphs/s (wall)", "(CPU)", "peak memory", "disk")
    body = [
        (
            TITLES[name],
            f"{one['wall']:,.1f}",
            f"{one['cpu']:,.1f}",
            f"{one['paragraphs'] / one['wall']:,.0f}",
            f"{one['paragraphs'] / one['cpu']:,.0f}",
            f"{one['memory'] / 1e6:,.0f} MB",
            f"{one['disk'] / 1e6:,.0f} MB",
        )
        for name, one in built.items()
    ]
    return table(head, body)


def overall(measured: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Returns medians and 95th percentiles over all queries, and their ratios to ours.

    Ratios are over the queries that the engine can express.
    """
    head = (
        "milliseconds a query", "queries", "CPU median", "CPU p95", "wall median", "wall p95",
        "× ours, median", "× ours, p95", "memory",
    )  # fmt: skip
    ours = measured.get(OURS, {}).get("cpu", {})
    body = []
    for name, one in measured.items():
        cpu = list(one["cpu"].values())
        same = [value for place, value in ours.items() if place in one["cpu"]]
        body.append(
            (
                title(name),
                str(len(cpu)),
                *spread(cpu),
                *spread(one["wall"].values()),
                _ratio(percentile(cpu, 0.5), percentile(same, 0.5)),
                _ratio(percentile(cpu, 0.95), percentile(same, 0.95)),
                f"{one['memory'] / 1e6:,.0f} MB",
            )
        )
    return table(head, body)


def by_kind(kinds: Sequence[str], measured: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Returns the CPU median and 95th percentile of each kind of query."""
    head = ("CPU ms, median / p95", *(title(name) for name in measured))
    body = []
    for kind in dict.fromkeys(kinds):
        cells = []
        for one in measured.values():
            values = [v for place, v in one["cpu"].items() if kinds[int(place)] == kind]
            cells.append(" / ".join(spread(values)) if values else "–")
        body.append((kind, *cells))
    return table(head, body)


def disagreements(measured: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Returns the queries with totals or counts that differ from Operative's."""
    for name, one in measured.items():
        if name == OURS:
            continue
        found = one["disagreements"]
        yield f"* {title(name)}: {len(found)} of {len(one['cpu'])} answers differ." + "".join(
            f"\n    * {difference}" for difference in found[:10]
        )


def title(name: str) -> str:
    """Returns a way of measuring in words."""
    peer, _, how = name.partition(" ")
    ways = {"": "", "-snippets": ", no snippets", "again": ", same request again"}
    return TITLES[peer] + ways[how]


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yields a Markdown table with right-aligned figures."""
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in body:
        yield "| " + " | ".join(row) + " |"


def spread(seconds: Iterable[float]) -> tuple[str, str]:
    """Returns the median and 95th percentile in milliseconds."""
    values = list(seconds)
    return milliseconds(percentile(values, 0.5)), milliseconds(percentile(values, 0.95))


def milliseconds(seconds: float) -> str:
    """Returns seconds as milliseconds, with two or three figures."""
    ms = seconds * 1000
    return f"{ms:,.0f}" if ms >= 100 else f"{ms:.1f}" if ms >= 1 else f"{ms:.2f}"


def _ratio(theirs: float, ours: float) -> str:
    return f"{theirs / ours:.2f}" if ours else "–"
