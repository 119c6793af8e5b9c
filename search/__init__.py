"""Questions asked of a published index, for programs and notebooks: docs/library.md.

The names are imported when they are first used, so that a part of this package costs no more than
itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.citation import citation as citation
    from search.comparison.compare import compare as compare
    from search.records import to_records as to_records
    from search.request import Grouping as Grouping
    from search.request import SearchRequest as SearchRequest
    from search.request import Sort as Sort
    from search.searcher import Searcher as Searcher
    from search.trends import trend as trend

_MODULES = {
    "Grouping": "search.request",
    "SearchRequest": "search.request",
    "Searcher": "search.searcher",
    "Sort": "search.request",
    "citation": "search.citation",
    "compare": "search.comparison.compare",
    "to_records": "search.records",
    "trend": "search.trends",
}

__all__ = [
    "Grouping",
    "SearchRequest",
    "Searcher",
    "Sort",
    "citation",
    "compare",
    "to_records",
    "trend",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
