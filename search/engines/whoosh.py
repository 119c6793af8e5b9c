"""The read half of the Whoosh engine.

Whoosh gives the postings, positions and BM25 weights; the set operations are done here on plain
sets of document numbers. Its own compound matchers are not used: `AndNot` over two terms gives
wrong results in all releases, and `filter=` is slow. Columns are read into memory once, on first
use.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache, reduce
from pathlib import Path

import numpy as np
from whoosh import index as whoosh_index
from whoosh.matching import Matcher
from whoosh.searching import Searcher

from indexer.engines import PARAGRAPH, told_as_damage
from search.binding.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Most,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Word,
    Worded,
)
from search.engines.base import Ranking, Rows

Docs = frozenset[int]

_CACHED_WORDS = 256


class WhooshEngine:
    """Answers from an opened index; one thread at a time reads its files."""

    name = "whoosh"

    def __init__(self, searcher: Searcher, path: Path) -> None:
        self._path = path
        self._searcher = searcher
        self._reader = searcher.reader()
        self._lock = threading.Lock()
        self._weights = lru_cache(maxsize=_CACHED_WORDS)(self._read_weights)

    def rows(self, query: Bound) -> Rows:
        """Give all matches, in any order."""
        with self._lock, told_as_damage(self._path):
            docs = self._docs(query)
            return np.array([self._rows[doc] for doc in docs], np.int64)

    def best(self, query: Bound, limit: int) -> Ranking:
        """Give the best matches; equal scores in any order."""
        with self._lock, told_as_damage(self._path):
            docs = self._docs(query)
            scores = self._scores(query, docs)
            best = sorted(docs, key=lambda doc: (-scores[doc], doc))[:limit]
            return Ranking(
                len(docs),
                np.array([self._rows[doc] for doc in best], np.int64),
                np.array([scores[doc] for doc in best], np.float64),
            )

    def words(self, field: str) -> Mapping[str, int]:
        """Give every term of a positional field with the number of paragraphs that have it."""
        with self._lock, told_as_damage(self._path):
            terms = (term.decode() for term in self._reader.lexicon(field))
            return {term: len(found) for term in terms if (found := self._posted(field, term))}

    def frequency(self, field: str, term: str) -> int:
        """Returns about how many paragraphs have a term of a field; never too few."""
        with self._lock, told_as_damage(self._path):
            known = (field, term.encode()) in self._reader
            return int(self._reader.doc_frequency(field, term.encode())) if known else 0

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._searcher.close()

    @cached_property
    def _all(self) -> Docs:
        return frozenset(self._reader.all_doc_ids())

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {doc: int(value) for doc, value in self._bytes(PARAGRAPH)}

    def _bytes(self, column: str) -> Iterable[tuple[int, bytes]]:
        if not self._all:
            return ()  # an empty index has no columns to read
        values = self._reader.column_reader(column, translate=False)
        return ((doc, values[doc]) for doc in self._all)

    def _matcher(self, field: str, term: str) -> Matcher | None:
        known = (field, term.encode()) in self._reader
        return self._searcher.postings(field, term.encode()) if known else None

    def _posted(self, field: str, term: str) -> Docs:
        matcher = self._matcher(field, term)
        return frozenset(matcher.all_ids()) if matcher is not None else frozenset()

    def _read_weights(self, field: str, term: str) -> dict[int, float]:
        matcher = self._matcher(field, term)
        weights: dict[int, float] = {}
        while matcher is not None and matcher.is_active():
            weights[matcher.id()] = matcher.score()
            matcher.next()
        return weights

    def _places(self, field: str, term: str, within: Docs) -> dict[int, list[int]]:
        matcher = self._matcher(field, term)
        places: dict[int, list[int]] = {}
        while matcher is not None and matcher.is_active():
            doc = matcher.id()
            if doc in within:
                places[doc] = matcher.value_as("positions")
            matcher.next()
        return places

    def _phrase(self, field: str, terms: tuple[str, ...]) -> Docs:
        within = reduce(frozenset.intersection, (Docs(self._weights(field, t)) for t in terms))
        if not within:
            return within
        places = {term: self._places(field, term, within) for term in dict.fromkeys(terms)}
        return frozenset(doc for doc in within if _adjacent([places[t][doc] for t in terms]))

    def _docs(self, bound: Bound) -> Docs:
        match bound:
            case Everything():
                return self._all
            case Nothing():
                return frozenset()
            case Word(field=field, term=term):
                return frozenset(self._weights(field, term))
            case Phrase(field=field, terms=terms):
                return self._phrase(field, terms)
            case Among(field=field, values=values) | AnyWord(field=field, terms=values):
                return frozenset().union(*(self._posted(field, value) for value in values))
            case And(parts=parts):
                return reduce(frozenset.intersection, map(self._docs, parts), self._all)
            case Or(parts=parts):
                return frozenset().union(*map(self._docs, parts))
            case Not(part=part):
                return self._all - self._docs(part)
            case Near() | Worded() | Most():
                raise ValueError(f"{bound} is not an engine's business")
            case Ranked(part=part):
                return self._docs(part)

    def _scores(self, bound: Bound, docs: Docs) -> dict[int, float]:
        scores = dict.fromkeys(docs, 0.0)
        self._add_scores(bound, scores)
        return scores

    def _add_scores(self, bound: Bound, scores: dict[int, float]) -> None:
        match bound:
            case Word(field=field, term=term):
                _add(scores, self._weights(field, term))
            case Phrase(field=field, terms=terms):
                within = self._phrase(field, terms)
                for term in terms:
                    weights = self._weights(field, term)
                    _add(scores, {doc: weights[doc] for doc in within})
            case And(parts=parts) | Or(parts=parts):
                for part in parts:
                    matched = {doc: 0.0 for doc in self._docs(part) if doc in scores}
                    self._add_scores(part, matched)
                    _add(scores, matched)
            case Ranked(part=part, boosts=boosts):
                self._add_scores(part, scores)
                for boost, weight in boosts:
                    _add(scores, dict.fromkeys(self._docs(boost), weight))
            case _:
                pass


def _add(scores: dict[int, float], more: Mapping[int, float]) -> None:
    small, large = (scores, more) if len(scores) < len(more) else (more, scores)
    for doc in small:
        if doc in large:
            scores[doc] += more[doc]


def _adjacent(places: list[list[int]]) -> bool:
    starts = set(places[0])
    for distance, following in enumerate(places[1:], start=1):
        starts &= {place - distance for place in following}
    return bool(starts)


def open_engine(path: Path) -> WhooshEngine:
    """Open the read half on an engine folder; raises IndexDamaged when it cannot be read."""
    with told_as_damage(path):
        return WhooshEngine(whoosh_index.open_dir(str(path)).searcher(), path)
