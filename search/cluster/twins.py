"""Twins: what is found by words of another language.

A cluster joins nothing, so the words are asked first, and what they find is named by its places in
works, which are the same in all languages (`indexer.analysis.entry.place_in_work`).
"""

from __future__ import annotations

from typing import Any

from indexer.engines.opensearch.mapping import PLACE
from search.binding.bound import Among, Bound, Ranked, Twins
from search.binding.visitor import parts_within, rebuilt
from search.cache import Cache
from search.cluster.queries import filtering, scoring
from search.cluster.requests import Asking
from search.retrieval.selection import apart, is_worded_elsewhere, match_of, without_twins

Json = dict[str, Any]

_RANKED = 500
"""Twins whose scores count; those behind them follow by date. Each is a clause of a query."""
_KEPT = 1 << 20
"""Places that are remembered."""


class Elsewhere:
    """The twins of what matches queries in one index; thread-safe."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._places = Cache[Bound, frozenset[str]](_KEPT, lambda places: len(places) + 1)

    def named(self, query: Bound) -> Bound:
        """Returns a query that finds the same paragraphs by the names of their places."""
        if isinstance(query, Twins):
            return Among(PLACE, self._of(query.part))
        return rebuilt(query, self.named)

    def _of(self, part: Bound) -> frozenset[str]:
        known = self._places.get(part)
        if known is not None:
            return known
        buckets = self._asking.buckets(filtering(self.named(part)), [PLACE])
        return self._places.put(part, frozenset(one["key"][PLACE] for one in buckets))

    def scored(self, query: Bound) -> Json:
        """Returns a query that scores each paragraph as high as its best twin."""
        match = match_of(query)
        parts = [node.part for node in parts_within(match) if is_worded_elsewhere(node)]
        if not parts:
            return scoring(self.named(query))
        boosts = query.boosts if isinstance(query, Ranked) else ()
        own, added = apart(Ranked(without_twins(match), boosts))
        best: dict[str, float] = {}
        for part in parts:
            for place, score in self._best(apart(Ranked(part, boosts))[0]):
                best[place] = max(score, best.get(place, 0.0))
        ways = [_constant({"term": {PLACE: place}}, score) for place, score in best.items()]
        anyway = _constant({"match_all": {}}, 0.0)
        return {
            "bool": {
                "filter": [filtering(self.named(match))],
                "must": [{"dis_max": {"queries": [scoring(self.named(own)), *ways, anyway]}}],
                "should": [_constant(filtering(boost), weight) for boost, weight in added],
            }
        }

    def _best(self, query: Bound) -> list[tuple[str, float]]:
        body = {
            "query": scoring(self.named(query)),
            "size": _RANKED,
            "_source": False,
            "docvalue_fields": [PLACE],
            "track_total_hits": False,
        }
        hits = self._asking.search(body, scored=True)["hits"]["hits"]
        return [(hit["fields"][PLACE][0], hit["_score"]) for hit in hits]

    def forget(self) -> None:
        """Empties the cache."""
        self._places.clear()


def _constant(condition: Json, score: float) -> Json:
    return {"constant_score": {"filter": condition, "boost": score}}
