"""View of an addressee's page, and of the list of addressees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from search.overviews.addressee import AddresseeOverview
from search.overviews.session import DueTask, Period, period_of
from search.overviews.tasks import tasks
from search.results import FacetValue, Hit, SearchResult
from search.translation.current import gettext
from web import labels, urls
from web.pages.search.links import SearchLinks
from web.pages.sessions.view import (
    DueRow,
    due_row,
    period_href,
    period_short,
    period_title,
)
from web.urls import place_href

PAGE = 100
"""Rows a page."""
MOST_LISTED = 300
"""Addressees in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A session, year or way of showing, with its paragraphs; `href` selects it."""

    text: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """A paragraph addressed to somebody. due: what is due, with the session or date."""

    symbol: str
    place: str
    href: str
    date: str
    iso: str
    session: str
    session_href: str
    lead_in: str
    opening: str
    words: str
    lang: str
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeView:
    """All data of an addressee's page; rows of one of the two kinds.

    total: of rows on all pages. session: the page of the session shown, if there is one.
    """

    name: str
    title: str
    chosen: str
    periods: tuple[Choice, ...]
    ways: tuple[Choice, ...]
    only_due: bool
    asked: tuple[AskedRow, ...]
    due: tuple[DueRow, ...]
    total: int
    page: int
    pages: int
    previous: str
    next: str
    paragraphs: int
    session_page: str
    calendar: str
    search: str
    table: str
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What an address of the page selects."""

    name: str
    session: str = ""
    year: str = ""
    only_due: bool = False
    page: int = 1

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The filters of a search for its paragraphs."""
        chosen: dict[str, tuple[str, ...]] = {"to": (self.name,)}
        if self.session:
            chosen["session"] = (self.session,)
        if self.year:
            chosen["year"] = (self.year,)
        return chosen

    def href(self, *, page: int = 1) -> str:
        """Returns the address, at another page."""
        chosen = {"session": self.session, "year": self.year, "due": "1" if self.only_due else ""}
        chosen["page"] = str(page) if page > 1 else ""
        return urls.addressee_href(self.name, **{k: v for k, v in chosen.items() if v})


def addressee_view(
    overview: AddresseeOverview,
    place: Place,
    found: SearchResult,
    due: Sequence[DueTask],
    links: SearchLinks,
) -> AddresseeView:
    """Returns the view of an addressee. found: a page of paragraphs. due: all that is due."""
    total = len(due) if place.only_due else found.total
    pages = max(1, -(-total // PAGE)) if place.only_due else max(1, found.pages)
    page = min(place.page, pages)
    shown = due[(page - 1) * PAGE : page * PAGE] if place.only_due else ()
    return AddresseeView(
        name=overview.name,
        title=labels.value_name("to", overview.name),
        chosen=_chosen(place),
        periods=_periods(overview, place),
        ways=_ways(place, found.total, len(due)),
        only_due=place.only_due,
        asked=() if place.only_due else tuple(_asked(hit) for hit in found.hits),
        due=tuple(due_row(one) for one in shown),
        total=total,
        page=page,
        pages=pages,
        previous=place.href(page=page - 1) if page > 1 else "",
        next=place.href(page=page + 1) if page < pages else "",
        paragraphs=overview.paragraphs,
        session_page=_session_page(place),
        calendar=urls.calendar_href(place.filters),
        search=urls.filters_href(url_for("search.search"), place.filters),
        table=next(one.href for one in links.files if one.name == "xlsx"),
        feed=links.feed,
    )


def _period(session: str) -> Period:
    organ, _, name = session.partition(" ")
    return Period(organ=organ, name=name)


def _chosen(place: Place) -> str:
    if place.session:
        return period_title(_period(place.session))
    return place.year


def _session_page(place: Place) -> str:
    return period_href(_period(place.session)) if " " in place.session else ""


def _periods(overview: AddresseeOverview, place: Place) -> tuple[Choice, ...]:
    every = Choice(
        text=gettext("All"),
        count=overview.paragraphs,
        href=Place(name=place.name, only_due=place.only_due).href(),
        current=not (place.session or place.year),
    )
    sessions = (
        Choice(
            text=_session_text(one.value),
            count=one.count,
            href=Place(name=place.name, session=one.value, only_due=place.only_due).href(),
            current=one.value == place.session,
        )
        for one in overview.sessions
    )
    years = (
        Choice(
            text=labels.value_name("year", one.value),
            count=one.count,
            href=Place(name=place.name, year=one.value, only_due=place.only_due).href(),
            current=one.value == place.year,
        )
        for one in overview.years
    )
    return (every, *sessions, *years)


def _session_text(session: str) -> str:
    organ, space, name = session.partition(" ")
    return f"{organ}, {labels.session_name(name)}" if space else session


def _ways(place: Place, asked: int, due: int) -> tuple[Choice, ...]:
    def at(*, only_due: bool) -> str:
        return Place(
            name=place.name, session=place.session, year=place.year, only_due=only_due
        ).href()

    return (
        Choice(
            text=gettext("Everything asked"), count=asked, href=at(only_due=False),
            current=not place.only_due,
        ),
        Choice(
            text=gettext("With a due date"), count=due, href=at(only_due=True),
            current=place.only_due,
        ),
    )  # fmt: skip


def _asked(found: Hit) -> AskedRow:
    masthead, paragraph = found.masthead, found.paragraph
    date = labels.date_of(masthead)
    period = period_of(masthead)
    opening = paragraph.opening or ""
    due = (
        gettext("Report: %(when)s", when=one.when) if one.report else one.when
        for one in tasks(paragraph)
    )
    return AskedRow(
        symbol=labels.shown_symbol(masthead),
        place=labels.short_name(paragraph),
        href=place_href(masthead.symbol, paragraph),
        date=labels.day(date) if date else "",
        iso=date.isoformat() if date else "",
        session=period_short(period) if period and not period.is_year else "",
        session_href=period_href(period) if period else "",
        lead_in=found.lead_in or "",
        opening=opening,
        words=paragraph.text[len(opening) :],
        lang=masthead.language,
        due=tuple(dict.fromkeys(due)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeLink:
    """An addressee of the list."""

    name: str
    href: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseesView:
    """The list of addressees, at most `MOST_LISTED` of those whose name contains a text."""

    contains: str
    shown: tuple[AddresseeLink, ...]
    total: int
    every: str


def addressees_view(found: Sequence[FacetValue], contains: str) -> AddresseesView:
    """Returns the view of the list."""
    return AddresseesView(
        contains=contains,
        shown=tuple(
            AddresseeLink(
                name=labels.value_name("to", one.value),
                href=urls.addressee_href(one.value),
                count=one.count,
            )
            for one in found[:MOST_LISTED]
        ),
        total=len(found),
        every=url_for("addressees.addressees"),
    )
