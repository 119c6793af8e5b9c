"""View of the page of all values of a field, with a text to narrow them by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for

from search.binding.vocabulary import fold
from search.request import SearchRequest
from search.results import Facet, FacetValue
from web import labels, urls
from web.pages.search.facets import ValueView, value_views

MOST = 200
"""Values on one page."""
FIRST_VALUES = range(1, 1_000_001)
"""Allowed numbers of the first value on a page."""
MAX_CONTAINS = 100
"""Maximum characters of the text that values must contain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesView:
    """A page of the values of a field.

    matching: number of values that contain `contains`. total: number of all. first: number of the
    first one shown. carried: hidden parameters of the form. back: the search itself.
    """

    field: str
    title: str
    contains: str
    values: tuple[ValueView, ...]
    matching: int
    total: int
    first: int
    previous: str | None
    next: str | None
    carried: tuple[tuple[str, str], ...]
    back: str


def holding(field: str, values: Sequence[FacetValue], text: str) -> tuple[FacetValue, ...]:
    """Returns the values that contain a text, in their label or as they are."""
    wanted = fold(text)
    return tuple(
        one
        for one in values
        if wanted in fold(labels.value_name(field, one.value)) or wanted in fold(one.value)
    )


def values_view(asked: SearchRequest, facet: Facet, contains: str, start: int) -> ValuesView:
    """Returns a page of values from number `start` on, counted from 1."""
    found = holding(facet.field, facet.values, contains)
    start = start if start <= len(found) else 1
    views = value_views(asked, facet.field, found[start - 1 : start - 1 + MOST])

    def at(first: int) -> str | None:
        if not 1 <= first <= len(found):
            return None
        return values_address(asked, facet.field, contains, first)

    return ValuesView(
        field=facet.field,
        title=labels.field_name(facet.field),
        contains=contains,
        values=views,
        matching=len(found),
        total=len(facet.values),
        first=start,
        previous=at(max(1, start - MOST)) if start > 1 else None,
        next=at(start + MOST),
        carried=_carried(asked, facet.field, views),
        back=urls.search_href(asked),
    )


def values_address(
    asked: SearchRequest,
    field: str,
    contains: str,
    start: int = 1,
    *,
    endpoint: str = "search.values",
) -> str:
    """Returns the address of one page of values, of the site or the API."""
    pairs = urls.search_pairs(urls.at_page(asked, 1))
    if contains:
        pairs.append(("contains", contains))
    if start > 1:
        pairs.append(("start", str(start)))
    return f"{url_for(endpoint, field=field)}?{urlencode(pairs, safe='/:,')}"


def _carried(
    asked: SearchRequest, field: str, views: Sequence[ValueView]
) -> tuple[tuple[str, str], ...]:
    shown = {one.value.casefold() for one in views if one.named}
    return tuple(
        (name, value)
        for name, value in urls.search_pairs(urls.at_page(asked, 1))
        if name != field or value.casefold() not in shown
    )
