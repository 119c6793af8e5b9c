"""Counts: how many paragraphs have each value of a field, exactly, whatever part they are in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from search.cluster.requests import Asking

Json = dict[str, Any]

_MOST = 8_000
"""Values of a field that are asked for together with those of others: a cluster gives no more than
65,535 for one request. Fields with more are asked for one by one."""


class FieldCounts:
    """Counts of paragraphs by value of a field."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        self._counts = dict(ordered)

    def __len__(self) -> int:
        """Returns the number of values that paragraphs have."""
        return len(self._counts)

    def all(self) -> dict[str, int]:
        """Returns the counts without zeros, most frequent first, ties by name."""
        return dict(self._counts)

    def most_frequent(self, most: int, *, always: Collection[str] = ()) -> dict[str, int]:
        """Returns the most frequent values, ties by name, then those in `always` that occur."""
        found = dict(islice(self._counts.items(), most))
        rest = {value: self._counts[value] for value in always if value in self._counts}
        missing = [(value, count) for value, count in rest.items() if value not in found]
        return found | dict(sorted(missing, key=lambda one: (-one[1], one[0])))


def counted(
    asking: Asking, match: Json, filters: Mapping[str, Json], fields: Sequence[str]
) -> dict[str, FieldCounts]:
    """Returns each field's counts of what matches, ignoring the filter on that field."""
    if not fields:
        return {}
    others = {name: [one for field, one in filters.items() if field != name] for name in fields}
    body = {
        "query": {"bool": {"filter": [match]}},
        "size": 0,
        "track_total_hits": False,
        "aggs": {name: _aggregation(name, others[name]) for name in fields},
    }
    found = asking.search(body)["aggregations"]
    counts = {name: _exact(found[name].get("values", found[name])) for name in fields}
    return {
        name: _one_by_one(asking, [match, *others[name]], name) if known is None else known
        for name, known in counts.items()
    }


def _aggregation(name: str, others: list[Json]) -> Json:
    terms = {"terms": {"field": name, "size": _MOST}}
    if not others:
        return terms
    return {"filter": {"bool": {"filter": others}}, "aggs": {"values": terms}}


def _exact(found: Json) -> FieldCounts | None:
    """Returns counts if they are certain to be of all values and of all parts of the index."""
    if found["doc_count_error_upper_bound"] or found["sum_other_doc_count"]:
        return None
    if len(found["buckets"]) >= _MOST:
        return None
    return FieldCounts({one["key"]: one["doc_count"] for one in found["buckets"]})


def _one_by_one(asking: Asking, conditions: list[Json], name: str) -> FieldCounts:
    query = {"bool": {"filter": conditions}}
    return FieldCounts(
        {one["key"][name]: one["doc_count"] for one in asking.buckets(query, [name])}
    )
