"""Peers: the engines measured, and what each has to do.

For every query a peer returns the hits of the page, the exact total, eight facets with exact counts
and, if requested, a snippet for each hit. Operative is one of them, through its public interface;
the others are bare engines, given the terms of our analysis so that all find the same, and used as
an expert would.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Protocol

from benchmarks.queries import FACETS, Query
from indexer.analysis.analyzer import joined, terms
from indexer.model import SEARCHED, Document
from indexer.schema import KEYWORD_BY_NAME

PEERS = {
    "operative": "benchmarks.peers.operative",
    "operative-whoosh": "benchmarks.peers.operative",
    "tantivy": "benchmarks.peers.tantivy_alone",
    "fts5": "benchmarks.peers.fts5",
    "whoosh": "benchmarks.peers.whoosh_alone",
}
TITLES = {
    "operative": "Operative (tantivy)",
    "operative-whoosh": "Operative (Whoosh)",
    "tantivy": "tantivy alone",
    "fts5": "SQLite FTS5 alone",
    "whoosh": "Whoosh alone",
}
MOST_VALUES = 100
"""Maximum values of a facet in an answer, the most frequent ones."""
PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A peer's answer.

    hits: number on the page. facets: for each, the counts of its most frequent values.
    snippets: number made, None if none were requested.
    """

    total: int
    hits: int
    facets: Mapping[str, tuple[int, ...]]
    snippets: int | None = None


class Peer(Protocol):
    """An open index of one kind."""

    def answer(self, query: Query, *, snippets: bool) -> Answer | None:
        """Returns the answer to a query; None if the engine cannot express it."""

    def forget(self) -> None:
        """Empties caches of answers, so that the next one is computed."""

    def close(self) -> None:
        """Closes the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph as peers index it.

    stems, literals, title: terms joined by spaces. values: of the facets' fields.
    """

    number: int
    text: str
    stems: str
    literals: str
    title: str
    day: int
    values: Mapping[str, tuple[str, ...]]


def rows(documents: Iterable[Document]) -> Iterator[Row]:
    """Yields the searchable paragraphs of documents as rows."""
    number = 0
    for document in documents:
        head = document.masthead
        title, _ = joined(head.title or "")
        for one in document.paragraphs:
            if one.type not in SEARCHED:
                continue
            number += 1
            stems, literals = joined(one.text)
            yield Row(
                number=number,
                text=one.text,
                stems=stems,
                literals=literals,
                title=title,
                day=(head.adopted_on or date(1, 1, 1)).toordinal(),
                values={name: KEYWORD_BY_NAME[name].values(head, one) for name in FACETS},
            )


def stem(word: str) -> str:
    """Returns the stem of one word."""
    return terms(word)[0].stem


def exact(phrase: str) -> list[str]:
    """Returns the literal terms of a phrase."""
    return [term.literal for term in terms(phrase)]


def in_range(values: Collection[str], first: int, last: int) -> tuple[str, ...]:
    """Returns the values whose number is in a range, whatever their organ."""
    numbers = ((value, value.rpartition(" ")[2]) for value in values)
    return tuple(
        value for value, number in numbers if number.isdigit() and first <= int(number) <= last
    )


def chosen(query: Query, known: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """Returns the field values that a query requires, without its filters."""
    ranges = query.wanted.ranges.items()
    return {
        **query.wanted.fields,
        **{name: in_range(known[name], *limits) for name, limits in ranges},
    }


def most_frequent(counts: Iterable[int]) -> tuple[int, ...]:
    """Returns the counts of the values shown in an answer."""
    return tuple(sorted((count for count in counts if count), reverse=True)[:MOST_VALUES])


def build(name: str, corpus: Path, folder: Path) -> None:
    """Makes the index of a peer from a corpus."""
    module = import_module(PEERS[name])
    make: Callable[[str, Path, Path], None] = module.build
    make(name, corpus, folder)


def open_peer(name: str, folder: Path) -> Peer:
    """Opens the index of a peer."""
    module = import_module(PEERS[name])
    peer: Peer = module.open_peer(folder)
    return peer
