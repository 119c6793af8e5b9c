"""The read half of the tantivy engine.

The library gives matches as Python objects, a quarter of a microsecond each: all matches are asked
for only where there are few. Asking for the count, as is done always, also makes it score every
match in the same way, however many are wanted.
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
from indexer.engines import PARAGRAPH, told_as_damage
from indexer.engines.tantivy import open_readable
from indexer.schema import TEXT_LITERAL
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

_FEW = 4096
"""Matches that are asked for at once, without knowing how many there are."""


class TantivyEngine:
    """Answers from the index in a folder; the library's searcher may be shared by threads."""

    name = "tantivy"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files = ExitStack()
        index = self._files.enter_context(open_readable(path))
        # The generation never changes: no thread is needed that watches for commits.
        index.config_reader(reload_policy="manual")
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    def rows(self, query: Bound) -> Rows:
        """Give all matches, in any order."""
        with told_as_damage(self._path):
            asked = Query.const_score_query(self._query(query), 0.0)
            found = self._searcher.search(asked, limit=_FEW)
            if _count(found) > _FEW:
                found = self._searcher.search(asked, limit=_count(found))
            return self._rows(found)

    def best(self, query: Bound, limit: int) -> Ranking:
        """Give the best matches; equal scores in any order."""
        with told_as_damage(self._path):
            found = self._searcher.search(self._query(query), limit=limit)
            scores = np.array([score for score, _ in found.hits], np.float64)
            return Ranking(_count(found), self._rows(found), scores)

    def words(self, field: str) -> Mapping[str, int]:
        """Give every term of a positional field with the number of paragraphs that have it."""
        with told_as_damage(self._path):
            return dict(self._searcher.terms_with_prefix(field, ""))

    def frequency(self, field: str, term: str) -> int:
        """Returns about how many paragraphs have a term of a field; never too few."""
        with told_as_damage(self._path):
            return int(self._searcher.doc_freq(field, term))

    def close(self) -> None:
        """Let go of the files."""
        del self._searcher
        self._files.close()

    def _rows(self, found: tantivy.SearchResult) -> Rows:
        addresses = [address for _, address in found.hits]
        return np.array(self._searcher.fast_field_values(PARAGRAPH, addresses), np.int64)

    def _query(self, bound: Bound) -> Query:
        match bound:
            case Everything():
                return Query.const_score_query(Query.all_query(), 0.0)
            case Nothing() | Or(parts=()):
                return Query.empty_query()
            case Word(field=field, term=term) | Phrase(field=field, terms=(term,)):
                return Query.term_query(self._schema, field, term)
            case Phrase(field=field, terms=terms):
                return self._phrase(field, terms)
            case Among(field=field, values=values) | AnyWord(field=field, terms=values):
                among = Query.term_set_query(self._schema, field, sorted(values))
                return Query.const_score_query(among, 0.0)
            case And(parts=parts):
                return Query.boolean_query([(Occur.Must, self._query(part)) for part in parts])
            case Or(parts=parts):
                return Query.boolean_query([(Occur.Should, self._query(part)) for part in parts])
            case Not(part=part):
                everything = self._query(Everything())
                return Query.boolean_query(
                    [(Occur.Must, everything), (Occur.MustNot, self._query(part))]
                )
            case Near() | Worded() | Most():
                raise ValueError(f"{bound} is not an engine's business")
            case Ranked(part=part, boosts=boosts):
                return self._ranked(part, boosts)

    def _phrase(self, field: str, terms: tuple[str, ...]) -> Query:
        """Give a phrase of two words or more; one of a single word would panic in the library."""
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
        # Only paragraphs that have the pairs are looked at word by word.
        both = Query.boolean_query([(Occur.Must, pair) for pair in pairs])
        candidates = Query.const_score_query(both, 0.0)
        return Query.boolean_query([(Occur.Must, candidates), (Occur.Must, phrase)])

    def _ranked(self, part: Bound, boosts: tuple[tuple[Bound, float], ...]) -> Query:
        weighed = [
            (Occur.Should, Query.const_score_query(self._query(boost), weight))
            for boost, weight in boosts
        ]
        return Query.boolean_query([(Occur.Must, self._query(part)), *weighed])


def _count(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # missing from the library's stubs


def open_engine(path: Path) -> TantivyEngine:
    """Open the read half on an engine folder; raises IndexDamaged when it cannot be read."""
    with told_as_damage(path):
        return TantivyEngine(path)
