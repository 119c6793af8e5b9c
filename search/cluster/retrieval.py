"""Cluster retrieval: pages, counts and groups of what matches, all worked out by a cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from indexer.engines import DOCUMENT, PARAGRAPH
from indexer.engines.opensearch import Words, connection_of, index_of, words_of
from indexer.engines.opensearch.mapping import (
    DEEPEST,
    FAMILY,
    WORDING,
    YEAR,
    number_field,
    sort_field,
)
from indexer.errors import ClusterUnavailable
from search.binding.boosts import Boost
from search.binding.bound import Bound, Word
from search.cache import Cache
from search.cluster.counts import FieldCounts, counted
from search.cluster.queries import filtering
from search.cluster.requests import Asking
from search.cluster.twins import Elsewhere
from search.request import Grouping, Sort
from search.retrieval.base import Match, Matches, MatchGroup, MatchGroups
from search.retrieval.bitmap import Places, Selected
from search.retrieval.columns import Columns
from search.retrieval.selection import match_of

Json = dict[str, Any]

_FURTHER = 2
"""Paragraphs of a resolution shown beside its best one."""
_NUMBERS = 10_000
"""Numbers that are remembered: totals of queries, and of their groups."""
_KEYS = {Grouping.RESOLUTION: DOCUMENT, Grouping.WORDING: WORDING, Grouping.FAMILY: FAMILY}


@dataclass(slots=True)
class _Group:
    """What is known of a group. years: of adoption, 0 for none."""

    paragraphs: int = 0
    resolutions: int = 0
    years: set[int] = field(default_factory=set)


class ClusterRetrieval:
    """Retrieval on one generation whose entries are in a cluster; thread-safe."""

    def __init__(self, engine: Path, columns: Columns) -> None:
        self.columns = columns
        self._engine = engine
        self._connection = connection_of(engine)
        self._asking = Asking(self._connection, index_of(engine))
        self._elsewhere = Elsewhere(self._asking)
        self._numbers = Cache[tuple[str, Bound], int](_NUMBERS, lambda _: 1)
        self._words: Words | None = None
        self._reading = Lock()

    def search(self, query: Bound, *, sort: Sort, offset: int, limit: int) -> Matches:
        """Returns the matches from `offset` to `offset + limit` in the order of `sort`."""
        scored = sort is Sort.RELEVANCE
        body = self._body(query, sort)
        wanted = offset + max(limit, 0)
        if wanted > DEEPEST:
            found = list(self._asking.hits(body, wanted, scored=scored))[offset:]
            return Matches(self.total(match_of(query)), tuple(_hit(one, sort) for one in found))
        asked = body | {"from": offset, "size": max(limit, 0), "track_total_hits": True}
        answer = self._asking.search(asked, scored=scored)
        total = self._numbers.put(("total", match_of(query)), answer["hits"]["total"]["value"])
        return Matches(total, tuple(_hit(one, sort) for one in answer["hits"]["hits"]))

    def total(self, match: Bound) -> int:
        """Returns the number of paragraphs that match."""
        known = self._numbers.get(("total", match))
        if known is not None:
            return known
        body = {"query": self._filter(match), "size": 0, "track_total_hits": True}
        total = self._asking.search(body)["hits"]["total"]["value"]
        return self._numbers.put(("total", match), total)

    def places(self, match: Bound) -> Places:
        """Returns the places of all matches in the columns, ascending."""
        if isinstance(match, Word) and self.columns.is_frequent(match.field, match.term):
            bits = self.columns.frequent(match.field, match.term)
            return Selected(bits, self.columns.size).places
        body = {
            "query": self._filter(match),
            "_source": False,
            "sort": [{PARAGRAPH: "asc"}],
            "track_total_hits": False,
        }
        rows = [int(one["_id"]) for one in self._asking.hits(body, self.columns.size)]
        return np.sort(self.columns.places(np.array(rows, np.int64)))

    def count(self, query: Bound, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Returns exact counts of the matches by value for each keyword field, without zeros."""
        found = counted(self._asking, self._condition(match_of(query)), {}, fields)
        return {name: counts.all() for name, counts in found.items()}

    def facets(
        self, match: Bound, filters: Mapping[str, Bound], fields: Sequence[str]
    ) -> Mapping[str, FieldCounts]:
        """Returns each field's counts of what matches, ignoring the filter on that field."""
        chosen = {name: self._condition(one) for name, one in filters.items()}
        return counted(self._asking, self._condition(match), chosen, fields)

    def group(
        self, query: Bound, by: Grouping, *, sort: Sort, offset: int, limit: int
    ) -> MatchGroups:
        """Returns the groups `offset` to `offset + limit`, in the order of their best matches."""
        key, match = _KEYS[by], match_of(query)
        collapse: Json = {"field": key}
        if by is Grouping.RESOLUTION:
            collapse["inner_hits"] = {
                "name": "best", "size": 1 + _FURTHER, "sort": _order(sort), "_source": False,
                "track_scores": sort is Sort.RELEVANCE,
            }  # fmt: skip
        body = self._body(query, sort) | {
            "from": offset, "size": max(limit, 0), "track_total_hits": True, "collapse": collapse,
        }  # fmt: skip
        answer = self._asking.search(body, scored=sort is Sort.RELEVANCE)
        hits = answer["hits"]["hits"]
        known = self._groups(match, key, [hit["fields"][key][0] for hit in hits])
        page = tuple(_match_group(hit, known[str(hit["fields"][key][0])], by, sort) for hit in hits)
        return MatchGroups(self._group_total(match, key), answer["hits"]["total"]["value"], page)

    def _groups(self, match: Bound, key: str, keys: Sequence[object]) -> dict[str, _Group]:
        """Returns what is known of the groups of a page."""
        found = {str(one): _Group() for one in keys}
        if not keys:
            return found
        query = {"bool": {"filter": [self._condition(match), {"terms": {key: list(keys)}}]}}
        sources = [key, YEAR] if key == DOCUMENT else [key, DOCUMENT, YEAR]
        for one in self._asking.buckets(query, sources):
            group = found[str(one["key"][key])]
            group.paragraphs += one["doc_count"]
            group.resolutions += 1
            group.years.add(int(one["key"][YEAR]))
        return found

    def _group_total(self, match: Bound, key: str) -> int:
        known = self._numbers.get((key, match))
        if known is not None:
            return known
        total = sum(1 for _ in self._asking.buckets(self._filter(match), [key]))
        return self._numbers.put((key, match), total)

    def _condition(self, match: Bound) -> Json:
        return filtering(self._elsewhere.named(match))

    def _filter(self, match: Bound) -> Json:
        return {"bool": {"filter": [self._condition(match)]}}

    def _body(self, query: Bound, sort: Sort) -> Json:
        scored = sort is Sort.RELEVANCE
        return {
            "query": self._elsewhere.scored(query) if scored else self._filter(match_of(query)),
            "sort": _order(sort),
            "_source": False,
            "track_scores": scored,
            "track_total_hits": False,
        }

    def affordable(self, boosts: Sequence[Boost]) -> tuple[Boost, ...]:
        """Returns all boosts: the work is shared, and what takes too long is ended."""
        return tuple(boosts)

    def words(self, field: str) -> Mapping[str, int]:
        """Returns every term of a positional field with the number of paragraphs that have it."""
        with self._reading:
            if self._words is None:
                self._words = words_of(self._engine)
            return self._words[field]

    def frequency(self, field: str, term: str) -> int:
        """Returns how many paragraphs have a term of a positional field."""
        return self.words(field).get(term, 0)

    def health(self) -> str:
        """Returns whether all copies of the index are there, "green", or only one, "yellow".

        Raises ClusterUnavailable where parts of it are not there at all.
        """
        path = f"/_cluster/health/{self._asking.index}"
        told = self._connection.ask("GET", path, seconds=5.0, level="indices")
        status = told["indices"].get(self._asking.index, {}).get("status", "red")
        if status == "red":
            raise ClusterUnavailable(
                "The cluster answers, but parts of the index are not there. They may come back "
                "with a node that is missing; searches fail until then."
            )
        return str(status)

    def forget(self) -> None:
        """Empties the caches."""
        self._numbers.clear()
        self._elsewhere.forget()

    def close(self) -> None:
        """Closes the connections."""
        self._connection.close()


def _order(sort: Sort) -> list[Json]:
    """Returns the order of matches; no two are equal, so that pages neither repeat nor lose any."""
    newest = [{sort_field("newest"): "asc"}, {PARAGRAPH: "asc"}]
    match sort:
        case Sort.RELEVANCE:
            return [{"_score": "desc"}, *newest]
        case Sort.USES | Sort.FIRST:
            return [{number_field(str(sort)): "desc"}, *newest]
        case _:
            return [{sort_field(str(sort)): "asc"}, {PARAGRAPH: "asc"}]


def _hit(hit: Json, sort: Sort) -> Match:
    return Match(int(hit["_id"]), hit["_score"] if sort is Sort.RELEVANCE else None)


def _match_group(hit: Json, group: _Group, by: Grouping, sort: Sort) -> MatchGroup:
    best = _hit(hit, sort)
    further: tuple[Match, ...] = ()
    if by is Grouping.RESOLUTION:
        inner = [_hit(one, sort) for one in hit["inner_hits"]["best"]["hits"]["hits"]]
        further = tuple(one for one in inner if one.paragraph != best.paragraph)[:_FURTHER]
    years = group.years - {0}
    return MatchGroup(
        best=best,
        further=further,
        paragraphs=group.paragraphs,
        resolutions=group.resolutions,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )
