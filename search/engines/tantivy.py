"""Tantivy engine, reading side.

The library returns matches as Python objects, a quarter of a microsecond each, so all matches are
fetched only if they are few. Counting, which is always on, also makes it score every match alike,
however many are wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Occur, Query

from indexer.analysis.pairs import PAIRS, pair_term
from indexer.engines import PARAGRAPH, raising_damage
from indexer.engines.tantivy import open_readable
from indexer.schema import TEXT_LITERAL
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
from search.binding.compounds import alternatives, compound_of, whole_of
from search.binding.visitor import Visitor
from search.engines.base import Rows, TopMatches, not_for_engines

_FEW = 4096
"""Matches fetched at once before their number is known."""


class TantivyEngine:
    """Tantivy on an index folder; threads may share the library's searcher."""

    name = "tantivy"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files = ExitStack()
        index = self._files.enter_context(open_readable(path))
        # A generation never changes, so no thread needs to watch for commits.
        index.config_reader(reload_policy="manual")
        index.reload()
        self._queries = _Queries(index.schema)
        self._searcher = index.searcher()

    def rows(self, query: Bound) -> Rows:
        """Returns the store's row numbers of all matches, in any order."""
        with raising_damage(self._path):
            asked = Query.const_score_query(self._queries.visit(query), 0.0)
            found = self._searcher.search(asked, limit=_FEW)
            if _count(found) > _FEW:
                found = self._searcher.search(asked, limit=_count(found))
            return self._rows(found)

    def best(self, query: Bound, limit: int) -> TopMatches:
        """Returns the best matches; equal scores in any order."""
        with raising_damage(self._path):
            found = self._searcher.search(self._queries.visit(query), limit=limit)
            scores = np.array([score for score, _ in found.hits], np.float64)
            return TopMatches(_count(found), self._rows(found), scores)

    def words(self, field: str) -> Mapping[str, int]:
        """Returns every term of a positional field with the number of paragraphs that have it."""
        with raising_damage(self._path):
            return dict(self._searcher.terms_with_prefix(field, ""))

    def frequency(self, field: str, term: str) -> int:
        """Returns about how many paragraphs have a term of a field; never too few."""
        with raising_damage(self._path):
            return int(self._searcher.doc_freq(field, term))

    def close(self) -> None:
        """Closes the files."""
        del self._searcher
        self._files.close()

    def _rows(self, found: tantivy.SearchResult) -> Rows:
        addresses = [address for _, address in found.hits]
        return np.array(self._searcher.fast_field_values(PARAGRAPH, addresses), np.int64)


class _Queries(Visitor[Query]):
    """The library's queries for bound ones."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def visit_everything(self, _: Everything) -> Query:
        return Query.const_score_query(Query.all_query(), 0.0)

    def visit_nothing(self, _: Nothing) -> Query:
        return Query.empty_query()

    def visit_word(self, query: Word) -> Query:
        return Query.term_query(self._schema, query.field, query.term)

    def visit_phrase(self, query: Phrase) -> Query:
        field, terms = query.field, query.terms
        if len(terms) == 1:  # the library panics on a phrase of one word
            return Query.term_query(self._schema, field, terms[0])
        if compound := compound_of(query):
            return Query.term_query(self._schema, PAIRS, compound)
        phrase = Query.phrase_query(self._schema, field, list(terms))
        if field != TEXT_LITERAL:
            return phrase
        pairs = [
            Query.term_query(self._schema, PAIRS, pair)
            for left, right in pairwise(terms)
            if (pair := pair_term(left, right)) is not None
        ]
        if len(pairs) == 1 == len(terms) - 1:
            return pairs[0]
        if not pairs:
            return phrase
        # Only paragraphs with the pairs are checked word by word.
        both = Query.boolean_query([(Occur.Must, pair) for pair in pairs])
        candidates = Query.const_score_query(both, 0.0)
        return Query.boolean_query([(Occur.Must, candidates), (Occur.Must, phrase)])

    def visit_any_word(self, query: AnyWord) -> Query:
        return self._one_of(query.field, query.terms)

    def visit_among(self, query: Among) -> Query:
        return self._one_of(query.field, query.values)

    def _one_of(self, field: str, values: frozenset[str]) -> Query:
        found = Query.term_set_query(self._schema, field, sorted(values))
        return Query.const_score_query(found, 0.0)

    def visit_and(self, query: And) -> Query:
        return Query.boolean_query([(Occur.Must, self.visit(part)) for part in query.parts])

    def visit_or(self, query: Or) -> Query:
        if not query.parts:
            return Query.empty_query()
        if whole := whole_of(query):
            return Query.term_query(self._schema, PAIRS, whole)
        # The library passes over what cannot be among the best only if all is on one level.
        return Query.boolean_query(
            [(Occur.Should, self.visit(part)) for part in alternatives(query)]
        )

    def visit_not(self, query: Not) -> Query:
        everything = self.visit(Everything())
        return Query.boolean_query(
            [(Occur.Must, everything), (Occur.MustNot, self.visit(query.part))]
        )

    def visit_ranked(self, query: Ranked) -> Query:
        boosts = [
            (Occur.Should, Query.const_score_query(self.visit(boost), weight))
            for boost, weight in query.boosts
        ]
        return Query.boolean_query([(Occur.Must, self.visit(query.part)), *boosts])

    visit_near = visit_worded = visit_most = visit_twins = not_for_engines


def _count(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # missing from the library's stubs


def open_engine(path: Path) -> TantivyEngine:
    """Opens an engine folder for searching; raises IndexDamaged if it cannot be read."""
    with raising_damage(path):
        return TantivyEngine(path)
