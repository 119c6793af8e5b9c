"""Who is measured, and what each of them is asked to do.

A peer gives for every query the hits of the page, the exact total, eight facets with exact counts
and, if asked, a snippet a hit. Operative is one of them, behind its public door; the others are
engines on their own, fed the terms of our analysis so that all find the same, and used as
somebody who knows them would.
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
"""Values of a facet that are given, the most frequent ones."""
PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a peer found.

    hits: how many the page has. facets: for each, the counts of its most frequent values.
    snippets: how many were made, None where none were asked for.
    """

    total: int
    hits: int
    facets: Mapping[str, tuple[int, ...]]
    snippets: int | None = None


class Peer(Protocol):
    """An open index of one kind."""

    def answer(self, query: Query, *, snippets: bool) -> Answer | None:
        """Answer a query; None where its kind cannot be expressed."""

    def forget(self) -> None:
        """Forget earlier answers, so that the next one is worked out anew."""

    def close(self) -> None:
        """Let go of the files."""


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
    """Analyse the searchable paragraphs of documents."""
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
    """Give the stem of one word."""
    return terms(word)[0].stem


def exact(phrase: str) -> list[str]:
    """Give the literal terms of a phrase."""
    return [term.literal for term in terms(phrase)]


def in_range(values: Collection[str], first: int, last: int) -> tuple[str, ...]:
    """Give the values whose number is in a range, whatever organ stands before it."""
    numbers = ((value, value.rpartition(" ")[2]) for value in values)
    return tuple(
        value for value, number in numbers if number.isdigit() and first <= int(number) <= last
    )


def chosen(query: Query, known: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """Give the values that a query requires of fields, its filters left out."""
    ranges = query.wanted.ranges.items()
    return {
        **query.wanted.fields,
        **{name: in_range(known[name], *limits) for name, limits in ranges},
    }


def most_frequent(counts: Iterable[int]) -> tuple[int, ...]:
    """Give the counts of the values that an answer shows."""
    return tuple(sorted((count for count in counts if count), reverse=True)[:MOST_VALUES])


def build(name: str, corpus: Path, folder: Path) -> None:
    """Make the index of a peer from a corpus."""
    module = import_module(PEERS[name])
    make: Callable[[str, Path, Path], None] = module.build
    make(name, corpus, folder)


def open_peer(name: str, folder: Path) -> Peer:
    """Open the index of a peer."""
    module = import_module(PEERS[name])
    opened: Peer = module.open_peer(folder)
    return opened
