"""Local retrieval: pages, counts and groups on an engine and columns of this machine.

The engine ranks and finds rare words, columns do the rest. Equal scores are ordered by date, symbol
and place in the document, so that no page repeats or loses a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from indexer.schema import NONE
from search import deadline
from search.binding.boosts import Boost
from search.binding.bound import And, Bound, Everything, Nothing, Ranked
from search.binding.visitor import parts_within
from search.cache import Cache
from search.engines.base import Engine
from search.request import Grouping, Sort
from search.retrieval.base import Match, Matches, MatchGroup, MatchGroups
from search.retrieval.bitmap import Array, Places, Selected
from search.retrieval.columns import Columns
from search.retrieval.cost import Costs
from search.retrieval.selection import (
    Selector,
    apart,
    beyond_engines,
    for_engines,
    is_worded_elsewhere,
    match_of,
    without_twins,
)
from search.retrieval.values import Tally

_DEPTH = 2_000
"""Matches ranked at first; most searches have no more."""
_TOP = 250
"""Matches ranked at first if there are known to be more; ties beyond are rare."""
_DEEPER = 4
"""Factor by which the depth grows if that was not enough."""
_KEPT = 8
"""Selections of the largest size (ten bytes a paragraph of the index) in the cache."""
_MANY = 8
"""A set is large if it has more than one in this many paragraphs."""
_FURTHER = 2
"""Paragraphs of a resolution shown beside its best one."""


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Matches in order, at least as many as needed; scores only when sorted by relevance."""

    places: Places
    scores: Array | None

    def match(self, columns: Columns, number: int) -> Match:
        (row,) = columns.rows(self.places[number : number + 1])
        return Match(row, None if self.scores is None else float(self.scores[number]))


class LocalRetrieval:
    """Retrieval on one generation by an engine and columns; thread-safe."""

    def __init__(self, engine: Engine, columns: Columns) -> None:
        self.engine = engine
        self.columns = columns
        self._costs = Costs(engine, columns.size)
        self._selector = Selector(engine, columns, self._costs)
        largest = 10 * max(columns.size, 1) + 1024
        self._kept = Cache[Bound, Selected](_KEPT * largest, lambda _: largest)

    def search(self, query: Bound, *, sort: Sort, offset: int, limit: int) -> Matches:
        """Returns the matches from `offset` to `offset + limit` in the order of `sort`."""
        wanted = offset + max(limit, 0)
        if sort is Sort.RELEVANCE:
            ordered = self._best(query, lambda places: len(places) >= wanted, wanted)
        else:
            ordered = self._sorted(query, sort, wanted)
        numbers = range(min(offset, len(ordered.places)), min(wanted, len(ordered.places)))
        page = tuple(ordered.match(self.columns, number) for number in numbers)
        return Matches(self.selected(match_of(query)).total, page)

    def count(self, query: Bound, fields: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Returns exact counts of the matches by value for each keyword field, without zeros."""
        return {field: self.tally([match_of(query)], field).all() for field in fields}

    def total(self, match: Bound) -> int:
        """Returns the number of paragraphs that match."""
        return self.selected(match).total

    def places(self, match: Bound) -> Places:
        """Returns the places of all matches in the columns, ascending."""
        return self.selected(match).places

    def facets(
        self, match: Bound, filters: Mapping[str, Bound], fields: Sequence[str]
    ) -> Mapping[str, Tally]:
        """Returns each field's counts of what matches, ignoring the filter on that field."""
        found = {}
        for name in fields:
            deadline.check()
            others = [one for field, one in filters.items() if field != name]
            found[name] = self.tally([match, *others], name)
        return found

    def tally(self, queries: Sequence[Bound], field: str) -> Tally:
        """Returns the counts, by value of one field, of what matches all of the queries."""
        asked = tuple(query for query in queries if query != Everything())
        if not asked:
            return self.columns.everywhere(field)
        return self.columns.tally(field, self._together(asked))

    def group(
        self, query: Bound, by: Grouping, *, sort: Sort, offset: int, limit: int
    ) -> MatchGroups:
        """Returns the groups `offset` to `offset + limit`, in the order of their best matches."""
        selected = self.selected(match_of(query))
        group_of = self._group_of(by)
        numbers = group_of[selected.places]
        wanted = offset + max(limit, 0)
        if sort is Sort.RELEVANCE:
            ordered = self._best(
                query, lambda places: len(np.unique(group_of[places])) >= wanted, wanted
            )
        else:
            ordered = self._sorted(query, sort, selected.total)
        groups = group_of[ordered.places]
        _, firsts = np.unique(groups, return_index=True)
        page = tuple(
            self._match_group(by, ordered, groups, int(first), selected, numbers)
            for first in np.sort(firsts)[offset:wanted]
        )
        total = int(np.count_nonzero(np.bincount(numbers))) if len(numbers) else 0
        return MatchGroups(total, selected.total, page)

    def selected(self, match: Bound) -> Selected:
        """Returns the set of paragraphs that match."""
        known = self._kept.get(match)
        if known is not None:
            return known
        return self._kept.put(match, Selected(self._selector.bits(match), self.columns.size))

    def _together(self, queries: tuple[Bound, ...]) -> Selected:
        """Returns what matches all queries, each selected alone so that its cached set is used."""
        if len(queries) == 1:
            return self.selected(queries[0])
        known = self._kept.get(And(queries))
        if known is not None:
            return known
        bits = reduce(np.bitwise_and, (self.selected(query).bits for query in queries))
        return self._kept.put(And(queries), Selected(bits, self.columns.size))

    def affordable(self, boosts: Sequence[Boost]) -> tuple[Boost, ...]:
        """Returns boosts without those that would take too long; they decide the order only."""
        return self._costs.affordable(boosts)

    def words(self, field: str) -> Mapping[str, int]:
        """Returns every term of a positional field with the number of paragraphs that have it."""
        return self.engine.words(field)

    def close(self) -> None:
        """Closes the engine's files."""
        self.engine.close()

    def frequency(self, field: str, term: str) -> int:
        """Returns about how many paragraphs have a term of a positional field; never too few."""
        return self.engine.frequency(field, term)

    def health(self) -> None:
        """Returns None: nobody else keeps the index."""

    def forget(self) -> None:
        """Empties the caches."""
        self._kept.clear()
        self._selector.forget()

    def _sorted(self, query: Bound, sort: Sort, wanted: int) -> _Ordered:
        selected = self.selected(match_of(query))
        if selected.total > self.columns.size // _MANY:
            return _Ordered(self._first(selected, sort, wanted), None)
        places = selected.places
        ranks = self.columns.ranks(sort)[places]
        if wanted < len(places):
            first = np.argpartition(ranks, wanted)[:wanted]
            places, ranks = places[first], ranks[first]
        return _Ordered(places[np.argsort(ranks)], None)

    def _first(self, selected: Selected, sort: Sort, wanted: int) -> Places:
        """Returns the first places of a large set by going through all places in sort order.

        Each stretch is twice as long as the one before.
        """
        ordered = self.columns.ordered(sort)
        found, start, size = ordered[:0], 0, 4 * wanted + 64
        while start < len(ordered) and len(found) < wanted:
            some = ordered[start : start + size]
            found = np.concatenate([found, some[np.take(selected.flags, some)]])
            start, size = start + size, 2 * size
        return found[:wanted]

    def _best(self, query: Bound, enough: Callable[[Places], bool], wanted: int) -> _Ordered:
        """Returns the best matches, as many as `enough` accepts, or all."""
        match = match_of(query)
        if twins := [node.part for node in parts_within(match) if is_worded_elsewhere(node)]:
            return self._best_across(query, twins, enough, wanted)
        asked, added = apart(for_engines(query))
        cost = self._costs.seconds(asked)
        margin = sum(weight for _, weight in added)
        if isinstance(match, Nothing):
            return _Ordered(np.empty(0, np.int64), np.empty(0))
        depth = max(self._depth(match), wanted + 1)
        while True:
            deadline.check(cost)
            top = self.engine.best(asked, depth)
            places, scores = self.columns.places(top.rows), top.scores
            complete = top.total <= depth
            if beyond_engines(match):
                holds = self.selected(match).flags[places]
                places, scores = places[holds], scores[holds]
            elif complete:
                self._kept.put(match, Selected.of(places, self.columns.size))
            for boost, weight in added:
                scores = scores + weight * self.columns.have(boost.field, boost.values, places)
            order = np.lexsort((self.columns.ranks(Sort.NEWEST)[places], -scores))
            places, scores = places[order], scores[order]
            # No unranked paragraph can have a higher score than this.
            most = top.scores[-1] + margin if len(top.scores) else 0.0
            sure = len(places) if complete else int(np.searchsorted(-scores, -most))
            if complete or enough(places[:sure]):
                return _Ordered(places[:sure], scores[:sure])
            depth = min(max(depth * _DEEPER, _DEPTH), top.total)

    def _best_across(
        self,
        query: Bound,
        parts: Sequence[Bound],
        enough: Callable[[Places], bool],
        wanted: int,
    ) -> _Ordered:
        """Returns the best matches of a query with twins, each as good as its best twin.

        parts: the queries of which twins are found, each ranked by itself, beside the query's own.
        """
        match = match_of(query)
        boosts = query.boosts if isinstance(query, Ranked) else ()
        ranked = [Ranked(for_engines(part), boosts) for part in parts]
        own, added = apart(Ranked(for_engines(without_twins(match)), boosts))
        margin = sum(weight for _, weight in added)
        selected = self.selected(match).places
        depth = max(_DEPTH, wanted + 1)
        while True:
            scores = np.full(len(selected), -np.inf)
            least, deepest = 0.0, 0
            for asked in (*(apart(one)[0] for one in ranked), own):
                deadline.check(self._costs.seconds(asked))
                top = self.engine.best(asked, depth)
                places = self.columns.places(top.rows)
                if asked is own:
                    found = np.full(self.columns.size, -np.inf)
                    found[places] = top.scores
                    scores = np.maximum(scores, found[selected])
                else:
                    of_twins = self.columns.twins.scores(places, top.scores, selected)
                    scores = np.maximum(scores, of_twins)
                if top.total > depth:
                    least = max(least, float(top.scores[-1]))
                deepest = max(deepest, top.total)
            complete = deepest <= depth
            scores = np.where(np.isneginf(scores), 0.0 if complete else -np.inf, scores)
            kept = ~np.isneginf(scores)
            places, scores = selected[kept], scores[kept]
            for boost, weight in added:
                scores = scores + weight * self.columns.have(boost.field, boost.values, places)
            order = np.lexsort((self.columns.ranks(Sort.NEWEST)[places], -scores))
            places, scores = places[order], scores[order]
            sure = len(places) if complete else int(np.searchsorted(-scores, -(least + margin)))
            if complete or enough(places[:sure]):
                return _Ordered(places[:sure], scores[:sure])
            depth = min(max(depth * _DEEPER, _DEPTH), deepest)

    def _depth(self, match: Bound) -> int:
        large = self._selector.at_hand(match) and self.selected(match).total > _DEPTH
        return _TOP if large else _DEPTH

    def _group_of(self, by: Grouping) -> Array:
        if by is Grouping.RESOLUTION:
            return self.columns.document
        return (
            self.columns.families.groups if by is Grouping.FAMILY else self.columns.wording_numbers
        )

    def _match_group(
        self,
        by: Grouping,
        ordered: _Ordered,
        groups: Array,
        first: int,
        selected: Selected,
        numbers: Array,
    ) -> MatchGroup:
        places = selected.places[numbers == groups[first]]
        documents = np.unique(self.columns.document[places])
        years = self._years(documents)
        further: tuple[Match, ...] = ()
        if by is Grouping.RESOLUTION:
            further = self._further(ordered, groups, first, places)
        return MatchGroup(
            best=ordered.match(self.columns, first),
            further=further,
            paragraphs=len(places),
            resolutions=len(documents),
            first_year=min(years, default=None),
            last_year=max(years, default=None),
        )

    def _further(
        self, ordered: _Ordered, groups: Array, first: int, places: Places
    ) -> tuple[Match, ...]:
        """Returns the next best of a group; unranked ones follow in the order of the text."""
        ranked = np.flatnonzero(groups == groups[first])
        best = [ordered.match(self.columns, int(number)) for number in ranked[1 : 1 + _FURTHER]]
        known = ordered.places[ranked]
        rest = [place for place in places.tolist() if place not in known]
        more = self.columns.rows(np.array(rest[: _FURTHER - len(best)], np.int64))
        return (*best, *(Match(row, None) for row in more))

    def _years(self, documents: Array) -> list[int]:
        years = self.columns.values("year")
        values = {years.names[number] for number in years.numbers[documents].tolist()}
        return [int(value) for value in values if value != NONE]
