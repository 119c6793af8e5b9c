"""Whoosh engine, reading side.

Whoosh provides postings, positions and BM25 weights; set operations are done here on plain
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

from indexer.engines import PARAGRAPH, raising_damage
from search.binding.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Word,
)
from search.binding.visitor import Visitor
from search.engines.base import Rows, TopMatches, not_for_engines

Docs = frozenset[int]

_CACHED_WORDS = 256


class WhooshEngine:
    """Whoosh on an open index; one thread at a time reads its files."""

    name = "whoosh"

    def __init__(self, searcher: Searcher, path: Path) -> None:
        self._path = path
        self._searcher = searcher
        self._matches = _Matches(searcher)
        self._lock = threading.Lock()

    def rows(self, query: Bound) -> Rows:
        """Returns the store's row numbers of all matches, in any order."""
        with self._lock, raising_damage(self._path):
            rows = self._matches.rows
            return np.array([rows[doc] for doc in self._matches.visit(query)], np.int64)

    def best(self, query: Bound, limit: int) -> TopMatches:
        """Returns the best matches; equal scores in any order."""
        with self._lock, raising_damage(self._path):
            docs = self._matches.visit(query)
            scores = dict.fromkeys(docs, 0.0)
            _Scorer(self._matches, scores).visit(query)
            best = sorted(docs, key=lambda doc: (-scores[doc], doc))[:limit]
            return TopMatches(
                len(docs),
                np.array([self._matches.rows[doc] for doc in best], np.int64),
                np.array([scores[doc] for doc in best], np.float64),
            )

    def words(self, field: str) -> Mapping[str, int]:
        """Returns every term of a positional field with the number of paragraphs that have it."""
        with self._lock, raising_damage(self._path):
            terms = (term.decode() for term in self._searcher.reader().lexicon(field))
            posted = self._matches.posted
            return {term: len(found) for term in terms if (found := posted(field, term))}

    def frequency(self, field: str, term: str) -> int:
        """Returns about how many paragraphs have a term of a field; never too few."""
        with self._lock, raising_damage(self._path):
            reader = self._searcher.reader()
            known = (field, term.encode()) in reader
            return int(reader.doc_frequency(field, term.encode())) if known else 0

    def close(self) -> None:
        """Closes the files."""
        with self._lock:
            self._searcher.close()


class _Matches(Visitor[Docs]):
    """The numbers of the documents that match bound queries."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self.weights = lru_cache(maxsize=_CACHED_WORDS)(self._read_weights)

    @cached_property
    def rows(self) -> dict[int, int]:
        """The store's row number of each document."""
        return {doc: int(value) for doc, value in self._bytes(PARAGRAPH)}

    def posted(self, field: str, term: str) -> Docs:
        """Returns the documents that have a term."""
        matcher = self._matcher(field, term)
        return frozenset(matcher.all_ids()) if matcher is not None else frozenset()

    @cached_property
    def _all(self) -> Docs:
        return frozenset(self._reader.all_doc_ids())

    def _bytes(self, column: str) -> Iterable[tuple[int, bytes]]:
        if not self._all:
            return ()  # an empty index has no columns to read
        values = self._reader.column_reader(column, translate=False)
        return ((doc, values[doc]) for doc in self._all)

    def _matcher(self, field: str, term: str) -> Matcher | None:
        known = (field, term.encode()) in self._reader
        return self._searcher.postings(field, term.encode()) if known else None

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

    def visit_everything(self, _: Everything) -> Docs:
        return self._all

    def visit_nothing(self, _: Nothing) -> Docs:
        return frozenset()

    def visit_word(self, query: Word) -> Docs:
        return frozenset(self.weights(query.field, query.term))

    def visit_phrase(self, query: Phrase) -> Docs:
        field, terms = query.field, query.terms
        within = reduce(frozenset.intersection, (Docs(self.weights(field, t)) for t in terms))
        if not within:
            return within
        places = {term: self._places(field, term, within) for term in dict.fromkeys(terms)}
        return frozenset(doc for doc in within if _adjacent([places[t][doc] for t in terms]))

    def visit_any_word(self, query: AnyWord) -> Docs:
        return frozenset().union(*(self.posted(query.field, term) for term in query.terms))

    def visit_among(self, query: Among) -> Docs:
        return frozenset().union(*(self.posted(query.field, value) for value in query.values))

    def visit_and(self, query: And) -> Docs:
        return reduce(frozenset.intersection, map(self.visit, query.parts), self._all)

    def visit_or(self, query: Or) -> Docs:
        return frozenset().union(*map(self.visit, query.parts))

    def visit_not(self, query: Not) -> Docs:
        return self._all - self.visit(query.part)

    def visit_ranked(self, query: Ranked) -> Docs:
        return self.visit(query.part)

    visit_near = visit_worded = visit_most = visit_twins = not_for_engines


class _Scorer(Visitor[None]):
    """Adds the BM25 and boosts of a query to the scores of some of its matches."""

    def __init__(self, matches: _Matches, scores: dict[int, float]) -> None:
        self._matches = matches
        self._scores = scores

    def visit_word(self, query: Word) -> None:
        _add(self._scores, self._matches.weights(query.field, query.term))

    def visit_phrase(self, query: Phrase) -> None:
        within = self._matches.visit(query)
        for term in query.terms:
            weights = self._matches.weights(query.field, term)
            _add(self._scores, {doc: weights[doc] for doc in within})

    def _visit_parts(self, query: And | Or) -> None:
        for part in query.parts:
            matched = {doc: 0.0 for doc in self._matches.visit(part) if doc in self._scores}
            _Scorer(self._matches, matched).visit(part)
            _add(self._scores, matched)

    visit_and = visit_or = _visit_parts

    def visit_ranked(self, query: Ranked) -> None:
        self.visit(query.part)
        for boost, weight in query.boosts:
            _add(self._scores, dict.fromkeys(self._matches.visit(boost), weight))

    def _visit_unscored(self, query: Bound) -> None:
        """Adds nothing: the node only selects."""

    visit_everything = visit_nothing = visit_any_word = visit_among = visit_not = _visit_unscored
    visit_near = visit_worded = visit_most = visit_twins = not_for_engines


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
    """Opens an engine folder for searching; raises IndexDamaged if it cannot be read."""
    with raising_damage(path):
        return WhooshEngine(whoosh_index.open_dir(str(path)).searcher(), path)
