"""The read half of the tantivy engine.

The library orders by one key only, so equal scores are put into order here, by the sort column of
newest: the hits are taken so deep that no group of equal scores is cut, and the groups that touch
the page are ordered by a second query. Asking for the count, as is done always, also makes
tantivy score every match in the same way, whatever the depth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

import tantivy
from tantivy import Occur, Order, Query

from indexer.engines import PARAGRAPH, sort_column
from indexer.engines.damage import told_as_damage
from indexer.engines.tantivy import open_readable
from search.engine import Match, Matches
from search.query.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Word,
)
from search.request import Sort

_MOST_BUCKETS = 60_000
"""Distinct values that an aggregation can give; the library stops at 65,000."""
_DEEPER = 4
"""How many times deeper to look when a group of equal scores was cut."""


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

    def search(self, query: Bound, *, sort: Sort, offset: int, limit: int) -> Matches:
        """Give the matches `offset` to `offset + limit` in the order of `sort`."""
        with told_as_damage(self._path):
            return self._search(query, sort, offset, limit)

    def count(self, query: Bound, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Count the matches by value, exactly, for each keyword field."""
        with told_as_damage(self._path):
            return self._values(self._query(query), fields)

    def words(self, field: str) -> Mapping[str, int]:
        """Give every term of a positional field with the number of paragraphs that have it."""
        with told_as_damage(self._path):
            return self._many_values(Query.all_query(), field)

    def close(self) -> None:
        """Let go of the files."""
        del self._searcher
        self._files.close()

    def _search(self, query: Bound, sort: Sort, offset: int, limit: int) -> Matches:
        asked = self._query(query)
        if limit <= 0:
            return Matches(self._total(asked), ())
        if sort is Sort.RELEVANCE:
            return self._by_relevance(asked, offset, limit)
        found = self._searcher.search(
            asked, limit=limit, offset=offset, order_by_field=sort_column(sort), order=Order.Asc
        )
        rows = self._rows([address for _, address in found.hits])
        return Matches(_count(found), tuple(Match(row, None) for row in rows))

    def _total(self, query: Query) -> int:
        return _count(self._searcher.search(query, limit=1))

    def _by_relevance(self, query: Query, offset: int, limit: int) -> Matches:
        wanted = offset + limit
        found = self._searcher.search(query, limit=wanted + 1)
        total = _count(found)
        depth = wanted + 1
        while len(found.hits) < total and found.hits[-1][0] == found.hits[wanted - 1][0]:
            depth = min(total, depth * _DEEPER)
            found = self._searcher.search(query, limit=depth)
        scores = [float(score) for score, _ in found.hits]
        rows = self._rows([address for _, address in found.hits])
        return Matches(
            total, tuple(self._ordered(list(zip(rows, scores, strict=True)), offset, limit))
        )

    def _ordered(self, hits: list[tuple[int, float]], offset: int, limit: int) -> list[Match]:
        start, tied = 0, list[int]()
        groups: list[list[tuple[int, float]]] = []
        for _, same in groupby(hits, key=lambda hit: hit[1]):
            group = list(same)
            if len(group) > 1 and start < offset + limit and start + len(group) > offset:
                tied.extend(row for row, _ in group)
            groups.append(group)
            start += len(group)
        place = self._newest(tied)
        ordered = [
            hit for group in groups for hit in sorted(group, key=lambda h: place.get(h[0], 0))
        ]
        return [Match(row, score) for row, score in ordered[offset : offset + limit]]

    def _newest(self, rows: list[int]) -> dict[int, int]:
        if not rows:
            return {}
        found = self._searcher.search(
            Query.term_set_query(self._schema, PARAGRAPH, rows),
            limit=len(rows),
            order_by_field=sort_column(Sort.NEWEST),
            order=Order.Asc,
        )
        ordered = self._rows([address for _, address in found.hits])
        return {row: place for place, row in enumerate(ordered)}

    def _rows(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        return [int(row or 0) for row in self._searcher.fast_field_values(PARAGRAPH, addresses)]

    def _values(self, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        size = {"size": _MOST_BUCKETS, "segment_size": _MOST_BUCKETS}
        asked = {field: {"terms": {"field": field, **size}} for field in fields}
        try:
            answer = self._searcher.aggregate(query, asked) if asked else {}
        except ValueError:  # more buckets than the library allows
            return {field: self._many_values(query, field) for field in fields}
        return {
            field: self._many_values(query, field)
            if found["sum_other_doc_count"]
            else {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}
            for field, found in answer.items()
        }

    def _many_values(self, query: Query, field: str) -> dict[str, int]:
        # Walks the field's whole dictionary: exact for any number of values, and slower.
        return dict(self._searcher.terms_with_prefix(field, "", filter_query=query))

    def _query(self, bound: Bound) -> Query:
        match bound:
            case Everything():
                return Query.const_score_query(Query.all_query(), 0.0)
            case Nothing() | Or(parts=()):
                return Query.empty_query()
            case Word(field=field, term=term) | Phrase(field=field, terms=(term,)):
                return Query.term_query(self._schema, field, term)
            case Phrase(field=field, terms=terms):
                # A phrase of one word would panic in the library.
                return Query.phrase_query(self._schema, field, list(terms))
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
            case Near():
                raise NotImplementedError  # no query asks for it yet
            case Ranked(part=part, boosts=boosts):
                return self._ranked(part, boosts)

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
