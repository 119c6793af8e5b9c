"""A search as it is asked: by the page, the API and the command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Sort(StrEnum):
    """The orders that results can be had in."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    SYMBOL = "symbol"


class Grouping(StrEnum):
    """What is shown as one result."""

    NONE = "none"
    RESOLUTION = "resolution"
    WORDING = "wording"


PAGE_SIZES = range(1, 101)
MAX_QUERY = 10_000
"""Characters; a longer query is cut there, with a notice."""
MAX_DEPTH = 10_000
"""The last hit that can be paged to; beyond it a search should be narrowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is asked.

    query: in the query language (docs/query-language.md); empty is everything.
    filters: values chosen for keyword fields; OR within one field, AND across fields. A value of
        a ranged field may be a range ("68..74").
    page: from 1. size: hits a page.
    facets: the keyword fields to count, each without its own filter. Counts are of paragraphs,
        also where results are grouped.
    strict: whether a query of plain words finds only what has all of them, even if that is nothing.
    group: whether each paragraph is a result, or each resolution with its best paragraphs, or each
        wording; sizes and pages are of these.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 20
    facets: tuple[str, ...] = ()
    group: Grouping = Grouping.NONE
    strict: bool = True
