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
GRADES = ("3", "2", "1", "0")


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A query with the grades of paragraphs, from 3 (just what is looked for) to 0."""

    query: str
    grades: Mapping[str, int]

    def within(self, symbols: Collection[str]) -> Judgement:
        """Give the judgement on the paragraphs of these documents alone."""
        held = {
            name: grade for name, grade in self.grades.items() if name.partition("#")[0] in symbols
        }
        return Judgement(query=self.query, grades=held)

    @property
    def best(self) -> frozenset[str]:
        """The paragraphs that nothing answers better than."""
        highest = max(self.grades.values())
        return frozenset(name for name, grade in self.grades.items() if grade == highest)


def judgements(path: Path, collection: str) -> list[Judgement]:
    """Read the judgements about one collection."""
    raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return [
        Judgement(
            query=one["query"],
            grades={name: int(grade) for grade in GRADES for name in one.get(grade, ())},
        )
        for one in raw[collection]
    ]


def found(searcher: Searcher, query: str) -> list[str]:
    """Give the names of the first hits, as the search page shows them."""
    hits = searcher.search(SearchRequest(query=query, size=DEPTH, strict=False)).hits
    return [hit.paragraph.id for hit in hits]


def gain(order: Sequence[str], grades: Mapping[str, int]) -> float:
    """Give the normalised discounted cumulative gain of the first hits, from 0 to 1."""
    ideal = sorted(grades.values(), reverse=True)[:DEPTH]
    got = [grades.get(name, 0) for name in order[:DEPTH]]
    return _discounted(got) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))
