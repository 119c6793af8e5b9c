"""Requests of a search to one index of a cluster: within the deadline, and of all of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

from indexer.engines.opensearch import gone
from indexer.engines.opensearch.connection import PATIENCE, Connection, TooManyClauses
from indexer.engines.opensearch.mapping import DEEPEST
from indexer.errors import ClusterSlow
from search import deadline
from search.errors import SearchTooLong

Json = dict[str, Any]


class Asking:
    """Asks one index of a cluster; thread-safe.

    Methods raise SearchTooLong if the deadline passes, ClusterUnavailable where the cluster does
    not answer or not for all parts of the index, IndexDamaged where the index is not there.
    """

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self.index = index

    def search(self, body: Json, *, scored: bool = False) -> Json:
        """Returns the answer to a search; one that is scored knows the words of all parts."""
        deadline.check()
        seconds = min(deadline.left(), PATIENCE)
        parameters: Json = {
            # Whatever a part of the index cannot say would be missing from totals and pages.
            "allow_partial_search_results": "false",
            "search_type": "dfs_query_then_fetch" if scored else "query_then_fetch",
        }
        if body.get("size") == 0:
            parameters["request_cache"] = "true"  # an index that is searched never changes
        # In whole seconds, since nodes know an answer again only by all that was asked.
        limited = body | {"timeout": f"{ceil(max(seconds, 0.1))}s"}
        try:
            path = f"/{self.index}/_search"
            answer = self._connection.ask("POST", path, limited, seconds=seconds, **parameters)
        except KeyError:
            raise gone(self.index) from None
        except TooManyClauses as error:
            raise SearchTooLong(
                "This search has too many alternatives for the cluster. Try fewer words with "
                "wildcards."
            ) from error
        except ClusterSlow as error:
            raise _too_long() from error
        shards = answer["_shards"]
        if answer["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
            raise _too_long()
        return answer

    def hits(self, body: Json, most: int, *, scored: bool = False) -> Iterator[Json]:
        """Yields the first hits of a search in its order, however many they are."""
        left, after = most, dict[str, Any]()
        while left > 0:
            size = min(left, DEEPEST)
            found = self.search(body | {"from": 0, "size": size} | after, scored=scored)
            hits = found["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            left -= size
            after = {"search_after": hits[-1]["sort"]}

    def buckets(self, query: Json, sources: list[str], size: int = DEEPEST) -> Iterator[Json]:
        """Yields every combination of values of some fields with its number of paragraphs.

        They are exact, unlike those of other aggregations, and come in the order of the values.
        """
        fields = [{field: {"terms": {"field": field}}} for field in sources]
        after: Json = {}
        while True:
            composite = {"composite": {"size": size, "sources": fields} | after}
            body = {"query": query, "size": 0, "aggs": {"all": composite}}
            found = self.search(body)["aggregations"]["all"]
            yield from found["buckets"]
            if "after_key" not in found or len(found["buckets"]) < size:
                return
            after = {"after": found["after_key"]}


def _too_long() -> SearchTooLong:
    return SearchTooLong("This search took too long. Try fewer or rarer words, or try again.")
