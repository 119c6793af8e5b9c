"""What the results page shows: a search's answer with the link behind everything on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup

from indexer.schema import KEYWORD_BY_NAME, NONE
from search.request import SearchRequest, Sort
from search.results import Facet, FacetValue, Hit, SearchResult
from web import urls, wording
from web.marking import marked, opening_span

SHOWN_VALUES = 8
"""Values of a facet that are shown before "more"."""
NEAR_PAGES = 2
"""Pages linked on either side of the one shown."""

SORT_NAMES = {
    Sort.RELEVANCE: "Relevance",
    Sort.NEWEST: "Newest",
    Sort.OLDEST: "Oldest",
    Sort.SYMBOL: "Symbol",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; `current` when it leads to what is shown already."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A chosen filter value and the link that lets go of it."""

    field: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value of a facet; following `href` chooses it or lets go of it."""

    text: str
    count: int
    href: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """A facet: the values to show, those behind "more", and how many are chosen.

    left_out: how many rarer ones there are still, which only a query can name.
    """

    field: str
    title: str
    shown: tuple[ValueView, ...]
    more: tuple[ValueView, ...]
    chosen: int
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A paragraph found; `href` leads to it on its resolution's page."""

    hit: Hit
    href: str
    symbol: str
    name: str
    kind: str | None
    date: str | None
    iso: str | None
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """Everything that the results page needs beside the result itself.

    previous, next: of the page, None at the ends. pages: numbered links, None for a gap.
    """

    chips: tuple[Chip, ...]
    clear: str
    facets: tuple[FacetView, ...]
    sorts: tuple[Link, ...]
    hits: tuple[HitView, ...]
    first: int
    last: int
    pages: tuple[Link | None, ...]
    previous: str | None
    next: str | None
    last_page: str
    api: str


def search_href(request: SearchRequest) -> str:
    """Give the address of the page that shows a search."""
    return url_for("pages.search") + urls.search_query(request)


def results_view(result: SearchResult) -> ResultsView:
    """Prepare a search's answer for the page."""
    asked = result.request
    first = (asked.page - 1) * asked.size + 1
    return ResultsView(
        chips=_chips(asked),
        clear=search_href(urls.cleared(asked)),
        facets=tuple(facet_view(asked, facet) for facet in result.facets if _narrows(facet)),
        sorts=tuple(
            Link(
                text=text, href=search_href(urls.sorted_by(asked, sort)), current=sort is asked.sort
            )
            for sort, text in SORT_NAMES.items()
        ),
        hits=tuple(_hit_view(hit, asked.query) for hit in result.hits),
        first=first,
        last=first + len(result.hits) - 1,
        pages=_page_links(asked, result.pages),
        previous=_page_href(asked, asked.page - 1, result.pages),
        next=_page_href(asked, asked.page + 1, result.pages),
        last_page=search_href(urls.at_page(asked, max(result.pages, 1))),
        api=url_for("api.search") + urls.search_query(asked),
    )


def _chips(asked: SearchRequest) -> tuple[Chip, ...]:
    return tuple(
        Chip(
            field=KEYWORD_BY_NAME[field].title,
            text=wording.value_name(field, value),
            href=search_href(urls.letting_go(asked, field, value)),
        )
        for field, values in asked.filters.items()
        for value in values
    )


def _narrows(facet: Facet) -> bool:
    """Tell whether a facet has anything to choose: more than that nothing has a value."""
    return any(value.value != NONE or value.selected for value in facet.values)


def facet_view(asked: SearchRequest, facet: Facet) -> FacetView:
    """Prepare a facet: chosen values always stand among those shown."""
    values = tuple(
        ValueView(
            text=wording.value_name(facet.field, value.value),
            count=value.count,
            href=search_href(_toggled(asked, facet.field, value)),
            selected=value.selected,
        )
        for value in facet.values
    )
    top = set(range(SHOWN_VALUES))
    # One value alone behind "more" would take the same room as itself.
    if len(values) == SHOWN_VALUES + 1:
        top.add(SHOWN_VALUES)
    in_front = [value.selected or place in top for place, value in enumerate(values)]
    return FacetView(
        field=facet.field,
        title=facet.title,
        shown=tuple(value for value, front in zip(values, in_front, strict=True) if front),
        more=tuple(value for value, front in zip(values, in_front, strict=True) if not front),
        chosen=sum(value.selected for value in values),
        left_out=facet.left_out,
    )


def _toggled(asked: SearchRequest, field: str, value: FacetValue) -> SearchRequest:
    change = urls.letting_go if value.selected else urls.choosing
    return change(asked, field, value.value)


def _hit_view(hit: Hit, query: str) -> HitView:
    snippet = hit.snippet
    own = wording.fragment(hit.paragraph.id)
    shown = wording.date_of(hit.masthead)
    page = url_for("pages.resolution", symbol=hit.masthead.symbol, q=query or None)
    return HitView(
        hit=hit,
        href=page + urls.anchor(own),
        symbol=wording.shown_symbol(hit.masthead),
        name=wording.paragraph_name(hit.paragraph),
        kind=wording.kind_name(hit.masthead),
        date=wording.day(shown) if shown else None,
        iso=shown.isoformat() if shown else None,
        html=marked(
            snippet.text,
            hits=snippet.highlights,
            opening=opening_span(snippet.text, hit.paragraph.opening, snippet.start),
        ),
    )


def _page_href(asked: SearchRequest, page: int, pages: int) -> str | None:
    return search_href(urls.at_page(asked, page)) if 1 <= page <= pages else None


def _page_links(asked: SearchRequest, pages: int) -> tuple[Link | None, ...]:
    near = range(asked.page - NEAR_PAGES, asked.page + NEAR_PAGES + 1)
    numbers = sorted({1, pages, *near} & set(range(1, pages + 1)))
    links: list[Link | None] = []
    for before, page in zip([0, *numbers], numbers, strict=False):
        if page - before > 1:
            links.append(None)
        href = search_href(replace(asked, page=page))
        links.append(Link(text=str(page), href=href, current=page == asked.page))
    return tuple(links)
