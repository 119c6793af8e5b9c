"""How well an order of hits answers what was looked for."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

from search.request import SearchRequest
from search.searcher import Searcher

DEPTH = 10
BEST, GOOD = 3, 1


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A query with the worth of the paragraphs that answer it."""

    query: str
    worth: Mapping[str, int]

    def within(self, symbols: Collection[str]) -> Judgement:
        """Give the judgement on the paragraphs of these documents alone."""
        held = {
            name: worth for name, worth in self.worth.items() if name.partition("#")[0] in symbols
        }
        return Judgement(query=self.query, worth=held)

    @property
    def best(self) -> frozenset[str]:
        """The paragraphs that say exactly what is looked for."""
        return frozenset(name for name, worth in self.worth.items() if worth == BEST)


def judgements(path: Path, collection: str) -> list[Judgement]:
    """Read the judgements about one collection."""
    raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    entries = raw[collection]
    return [
        Judgement(
            query=one["query"],
            worth=dict.fromkeys(one.get("good", ()), GOOD) | dict.fromkeys(one["best"], BEST),
        )
        for one in entries
    ]


def found(searcher: Searcher, query: str) -> list[str]:
    """Give the names of the first hits."""
    hits = searcher.search(SearchRequest(query=query, size=DEPTH)).hits
    return [hit.paragraph.id for hit in hits]


def gain(order: Sequence[str], worth: Mapping[str, int]) -> float:
    """Give the normalised discounted cumulative gain of the first hits, from 0 to 1."""
    ideal = sorted(worth.values(), reverse=True)[:DEPTH]
    got = [worth.get(name, 0) for name in order[:DEPTH]]
    return _discounted(got) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))
