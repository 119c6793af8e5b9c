"""Facets: values that narrow a search, in the order in which people look for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from indexer.parsing.knowledge.sessions import session_end
from indexer.schema import KEYWORD_BY_NAME, NONE
from search.binding.bind import BoundFilter
from search.results import Facet, FacetValue

MOST_VALUES = 100
"""Values of a facet sorted by frequency, beside the chosen ones."""


def facet(
    name: str,
    counts: Mapping[str, int],
    chosen: BoundFilter | None = None,
    typed: tuple[str, ...] = (),
    *,
    left_out: int = 0,
) -> Facet:
    """Returns a facet from counts that ignore the field's own filter.

    counts: most frequent first, ties by name. chosen: the field's filter. typed: its values as
    requested; they stay visible even if no paragraph has them, so that they can be removed.
    left_out: the number of values not in `counts`.
    """
    field = KEYWORD_BY_NAME[name]
    selected = chosen.values if chosen else frozenset()
    values = dict(counts) | {value: 0 for value in sorted(selected) if value not in counts}
    if chosen and not chosen.values:
        values |= {value: 0 for value in typed if value not in values}
        selected = frozenset(typed)
    ranked = sorted(values.items(), key=_newest_first) if field.ranged else values.items()
    return Facet(
        field=name,
        title=field.title,
        values=tuple([FacetValue(value, count, value in selected) for value, count in ranked]),
        left_out=left_out,
    )


def _newest_first(item: tuple[str, int]) -> tuple[bool, int, int, str]:
    return _age(item[0])


@cache
def _age(value: str) -> tuple[bool, int, int, str]:
    organ, _, session = value.rpartition(" ")
    number = int(found[0]) if (found := re.search(r"[0-9]+", session)) else 0
    end = session_end(organ or None, session) if organ else None
    return value == NONE, -(end.year if end else 0), -number, value
