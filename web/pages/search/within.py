"""Matches of a query within one document, to mark them where it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from indexer.model import Masthead
from search.request import PAGE_SIZES, SearchRequest
from web.index import searcher
from web.markup import Span, telling

Hits = Mapping[str, Sequence[Span]]
"""Spans of the matches by paragraph id."""


def hits_within(masthead: Masthead, query: str) -> Hits:
    """Returns the hits of a query within one document."""
    if not query.strip():
        return {}
    chosen = {"symbol": (masthead.symbol,), "language": (masthead.language,)}
    filters = MappingProxyType(chosen)
    wanted = SearchRequest(query=query, filters=filters, size=PAGE_SIZES.stop - 1)
    result = searcher().search(wanted)
    hits = list(result.hits)
    for page in range(2, result.pages + 1):
        hits += searcher().search(replace(wanted, page=page)).hits
    return {hit.paragraph.id: telling(hit.paragraph.text, hit.highlights) for hit in hits}
