"""Search request, the same for the page, the API and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Sort(StrEnum):
    """The sort orders of results; `USES`: the most used first, `FIRST`: the latest first use."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    SYMBOL = "symbol"
    USES = "uses"
    FIRST = "first"


class Grouping(StrEnum):
    """The unit shown as one result."""

    NONE = "none"
    RESOLUTION = "resolution"
    WORDING = "wording"
    FAMILY = "family"


PAGE_SIZES = range(1, 101)
MAX_QUERY = 10_000
"""Maximum characters; longer queries are cut, with a notice."""
MAX_DEPTH = 10_000
"""The last hit that pages reach; to see more, the search has to be narrowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A search.

    query: in the query language (docs/query-language.md); empty for all paragraphs.
    filters: values chosen for keyword fields; OR within one field, AND across fields. A value of
        a ranged field may be a range ("68..74").
    page: counted from 1. size: hits a page.
    facets: the keyword fields to count, each without its own filter. Counts are of paragraphs,
        also where results are grouped.
    strict: whether a query of plain words finds only paragraphs with all of them, even if none has.
    group: whether a result is a paragraph, a resolution with its best paragraphs, a wording, or a
        wording with its edits; size and page count these.
    also: the language in which each hit is shown as well, where it has such a text; empty for
        none.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 20
    facets: tuple[str, ...] = ()
    group: Grouping = Grouping.NONE
    strict: bool = True
    also: str = ""
