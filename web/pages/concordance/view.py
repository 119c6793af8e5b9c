"""View of words in context: lines with their places, continuations with their counts by year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from search.concordance.continuations import Continuations
from search.concordance.lines import Concordance, Line, Order
from search.formats.concordance import context, pages
from search.request import SearchRequest
from search.results import Notice
from search.translation.current import later
from web import labels, urls
from web.urls import place_href, search_href

LINES = 100
"""Lines of a page."""
CONTINUATIONS = 12
"""Continuations on the page; its table to download has more."""
ORDER_NAMES = {
    Order.RIGHT: later("What follows"),
    Order.LEFT: later("What comes before"),
    Order.NEWEST: later("Newest first"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A match between the words on either side, and its place."""

    left: str
    match: str
    right: str
    href: str
    symbol: str
    name: str
    short: str
    year: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesView:
    """A page of lines. matches: of all pages. previous, next: None at the ends."""

    lines: tuple[LineView, ...]
    total: int
    read: int
    matches: int
    without: int
    first: int
    reading: str
    notices: tuple[Notice, ...]
    previous: str | None
    next: str | None
    csv: str
    api: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuationView:
    """Words that follow the phrase. href: of the search for both. years: by year."""

    text: str
    paragraphs: int
    href: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuationsView:
    """What follows a phrase. rest: continuations that are not listed."""

    phrase: str
    length: int
    total: int
    counted: int
    found: tuple[ContinuationView, ...]
    rest: int
    years: tuple[int, ...]


def lines_view(found: Concordance, page: int, address: Callable[..., str]) -> LinesView:
    """Returns the view of a page of lines; address: of an endpoint and a page."""
    first, last = (page - 1) * LINES, pages(found, LINES)

    def at(number: int) -> str | None:
        return address("concordance.page", page=number) if 1 <= number <= last else None

    return LinesView(
        lines=tuple(_line(line, found.request) for line in found.lines[first : first + LINES]),
        total=found.total,
        read=found.read,
        matches=len(found.lines),
        without=found.without,
        first=first + 1,
        reading=found.reading,
        notices=found.notices,
        previous=at(min(page - 1, last)),
        next=at(page + 1),
        csv=address("concordance.table"),
        api=address("concordance.answer", page=page),
    )


def _line(line: Line, request: SearchRequest) -> LineView:
    left, right = context(line)
    stored = line.stored
    repeated = request.query if len(request.query) <= urls.LONGEST_REPEATED else None
    date = labels.date_of(stored.masthead)
    return LineView(
        left=left,
        match=line.match,
        right=right,
        href=place_href(stored.masthead.symbol, stored.paragraph, q=repeated),
        symbol=labels.shown_symbol(stored.masthead),
        name=labels.paragraph_name(stored.paragraph),
        short=labels.short_name(stored.paragraph),
        year=str(date.year) if date else "",
        lang=stored.masthead.language,
    )


def continuations_view(found: Continuations, request: SearchRequest) -> ContinuationsView:
    """Returns the view of continuations."""
    return ContinuationsView(
        phrase=found.phrase,
        length=found.length,
        total=found.total,
        counted=found.counted,
        found=tuple(
            ContinuationView(
                text=one.text,
                paragraphs=one.paragraphs,
                href=search_href(replace(request, query=f'"{found.phrase} {one.text}"')),
                years=one.years[::-1],
            )
            for one in found.found[:CONTINUATIONS]
        ),
        rest=found.different - len(found.found[:CONTINUATIONS]),
        years=found.years[::-1],
    )
