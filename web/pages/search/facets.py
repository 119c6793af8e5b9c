"""Filters beside the results: values to choose, with their counts.

All filters are one form, so that the page contains the search once and not in every value's link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import url_for

from indexer.model import ParagraphType
from indexer.schema import KEYWORD_BY_NAME, NONE
from search.request import SearchRequest
from search.results import Facet, FacetValue
from search.translation.current import gettext
from web import labels, urls
from web.pages.search.histogram import Histogram, histogram

SHOWN_VALUES = 7
"""Values of a facet shown before "all"."""
USUAL = ("organ", "year", "verb", "to", "subject", "sdg", "type", "class", "session", "adopted")
"""Facets in the order in which they are shown; all others are folded away together."""
UNFOLDED = frozenset({"type", "verb", "anyverb", "to", "organ", "year"})
"""Facets that are open; the others are opened if a value is chosen."""
UNCOUNTED = ("uses", "first")
"""Facets that are counted on the page of their values alone: other searches are not slower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value of a facet as a check box.

    chosen: whether the search has it. named: whether by its own name and not by a range or another
    spelling, which has a chip of its own. within: whether it is part of the values above it, so
    that these add up without it.
    """

    value: str
    text: str
    count: int
    chosen: bool
    named: bool
    within: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """The choice between opening verbs and all verbs of a paragraph."""

    lead: str
    every: str
    is_every: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """A facet: the values shown and, if there are more, the page of all.

    usual: whether it is shown by itself and not folded away with the rare ones. total: number of
    values, 0 where they are not counted. bars: of the years. low, high: ends of the chosen range
    of years.
    """

    field: str
    title: str
    values: tuple[ValueView, ...]
    total: int
    all_href: str | None
    chosen: int
    unfolded: bool
    usual: bool = False
    bars: Histogram | None = None
    low: str = ""
    high: str = ""
    switch: Switch | None = None


def facet_views(asked: SearchRequest, facets: Sequence[Facet]) -> tuple[FacetView, ...]:
    """Returns the views of the facets that offer a choice, the usual ones first."""
    counted = [facet_view(asked, facet) for facet in facets if _narrows(facet)]
    counted.sort(key=lambda one: USUAL.index(_place(one.field)) if one.usual else len(USUAL))
    return (*counted, *(_uncounted(asked, name) for name in UNCOUNTED))


def _place(field: str) -> str:
    """Returns the field whose place a facet takes: all verbs that of the opening ones."""
    return "verb" if field == "anyverb" else field


def _uncounted(asked: SearchRequest, name: str) -> FacetView:
    """Returns the view of a facet whose values have a page of their own, and only there counts."""
    chosen = len(asked.filters.get(name, ()))
    return FacetView(
        field=name,
        title=labels.field_name(name),
        values=(),
        total=0,
        all_href=values_href(asked, name),
        chosen=chosen,
        unfolded=chosen > 0,
    )


def _narrows(facet: Facet) -> bool:
    """Returns whether a facet offers a choice: any value, or for languages at least two."""
    if facet.field == "language" and len(facet.values) < 2:
        return any(value.selected for value in facet.values)
    return any(value.value != NONE or value.selected for value in facet.values)


def facet_view(asked: SearchRequest, facet: Facet) -> FacetView:
    """Returns the view of a facet; chosen values are always shown."""
    values = value_views(asked, facet.field, facet.values)
    bars = histogram(facet.values) if facet.field == "year" else None
    if facet.field == "type":
        values = _adding_up(values)
    shown = _shown(values, 0 if bars else SHOWN_VALUES)
    chosen = len(asked.filters.get(facet.field, ()))
    low, high = year_range(asked) if bars else ("", "")
    return FacetView(
        field=facet.field,
        title=labels.field_name(facet.field),
        values=shown,
        total=len(values) + facet.left_out,
        all_href=values_href(asked, facet.field) if len(shown) < len(values) else None,
        chosen=chosen,
        unfolded=facet.field in UNFOLDED or chosen > 0,
        usual=_place(facet.field) in USUAL,
        bars=bars,
        low=low,
        high=high,
        switch=_switch(asked) if facet.field in {"verb", "anyverb"} else None,
    )


def _adding_up(values: tuple[ValueView, ...]) -> tuple[ValueView, ...]:
    """Returns the types of paragraphs with subparagraphs last: each is also of its part's type."""
    sub = str(ParagraphType.SUBPARAGRAPH)
    within = (
        replace(one, text=gettext("of these, subparagraphs"), within=True)
        for one in values
        if one.value == sub
    )
    return (*(one for one in values if one.value != sub), *within)


def value_views(
    asked: SearchRequest, field: str, values: Sequence[FacetValue]
) -> tuple[ValueView, ...]:
    """Returns the views of a field's values."""
    named = {value.casefold() for value in asked.filters.get(field, ())}
    return tuple(
        ValueView(
            value=one.value,
            text=labels.value_name(field, one.value),
            count=one.count,
            chosen=one.selected,
            named=one.value.casefold() in named,
        )
        for one in values
    )


def values_href(asked: SearchRequest, field: str) -> str:
    """Returns the address of the page of all values of a field."""
    return url_for("search.values", field=field) + urls.search_query(urls.at_page(asked, 1))


def _shown(values: tuple[ValueView, ...], most: int) -> tuple[ValueView, ...]:
    # A link to a single further value would take as much room as the value.
    top = len(values) if len(values) == most + 1 else most
    # A range selects many values, and its chip already shows that.
    return tuple(
        one for place, one in enumerate(values) if place < top or (one.chosen and one.named)
    )


def _switch(asked: SearchRequest) -> Switch:
    return Switch(
        lead=urls.search_href(urls.counting_verbs(asked, every=False)),
        every=urls.search_href(urls.counting_verbs(asked, every=True)),
        is_every=asked.facets == urls.ANY_VERB_FACETS,
    )


def year_range(asked: SearchRequest) -> tuple[str, str]:
    """Returns the ends of the first chosen range of years, for the form's two fields."""
    for value in asked.filters.get("year", ()):
        low, dots, high = value.partition("..")
        if dots and (low + high).isdecimal():
            return low, high
    return "", ""


def carried(asked: SearchRequest, facets: Sequence[FacetView]) -> tuple[tuple[str, str], ...]:
    """Returns the form's hidden parameters: those without a visible control."""
    shown = {
        (one.field, value.value.casefold()) for one in facets for value in one.values if value.named
    }
    years = next((one for one in facets if one.field == "year"), None)
    if years is not None and (years.low or years.high):
        shown.add(("year", f"{years.low}..{years.high}"))
    pairs = urls.search_pairs(urls.at_page(asked, 1))
    return tuple(
        (name, value)
        for name, value in pairs
        if name == "verbs" or (name in KEYWORD_BY_NAME and (name, value.casefold()) not in shown)
    )
