"""List of resolutions: by words of their titles, organ, session and year, in a chosen order.

The Security Council has no sessions; its documents are listed by year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from flask import url_for

from indexer.model import Masthead
from search.binding.vocabulary import fold
from search.names.adoption import adoption_mark
from search.overviews.session import period_of as session_of
from search.translation.current import gettext, later
from web import labels
from web.urls import session_href

PAGE = 100
"""Documents a page."""
UNKNOWN = "none"
"""In a URL, the organ, period or year of documents that state none."""
NEAR_PAGES = 2
"""Pages linked on either side of the one shown."""


class Order(StrEnum):
    """The order of the list, as it is written in its address."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SYMBOL = "symbol"


ORDER_NAMES = {
    Order.NEWEST: later("Newest first"),
    Order.OLDEST: later("Oldest first"),
    Order.SYMBOL: later("By symbol"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the list. text: words that a title, subject or symbol must contain."""

    text: str = ""
    organ: str | None = None
    period: str | None = None
    year: str | None = None
    order: Order = Order.NEWEST
    page: int = 1

    def href(self) -> str:
        """Returns the address of the page of the list."""
        return url_for(
            "resolution.resolutions",
            q=self.text or None,
            organ=self.organ,
            period=self.period,
            year=self.year,
            sort=self.order if self.order is not Order.NEWEST else None,
            page=self.page if self.page > 1 else None,
        )

    def holds(self, masthead: Masthead, *, in_organ: bool = False) -> bool:
        """Tells whether a document is asked for; `in_organ`: whatever its session and year."""
        if self.organ is not None and organ_of(masthead) != self.organ:
            return False
        if in_organ:
            return True
        return self.period in (None, period_of(masthead)) and self.year in (None, year_of(masthead))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An organ with its number of documents; `href` selects it."""

    text: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a menu of the form."""

    value: str
    text: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A menu of the form; `every`: the text of the option that narrows nothing, if there is one."""

    name: str
    title: str
    every: str | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A numbered page of the list."""

    number: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document of the list; `subject` is inferred where it has no title."""

    symbol: str
    title: str | None
    subject: str | None
    kind: str | None
    adoption: str | None
    date: str | None
    iso: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list. total, count: numbers of documents asked for and of their pages.

    menus: of the form. pages: numbered links, None for a gap. previous, next: None at the ends.
    cleared: the list without its filters, None if it has none. session: the page of the session,
    or year, that is listed; empty if none is.
    """

    asked: Asked
    organs: tuple[Choice, ...]
    menus: tuple[Menu, ...]
    rows: tuple[Row, ...]
    total: int
    count: int
    first: int
    last: int
    pages: tuple[PageLink | None, ...]
    previous: str | None
    next: str | None
    cleared: str | None
    session: str = ""


def organ_of(masthead: Masthead) -> str:
    """Returns the organ's value in the list's address."""
    return masthead.organ or UNKNOWN


def period_of(masthead: Masthead) -> str:
    """Returns the value of the session, or year for organs without sessions, in the address."""
    if masthead.session:
        return masthead.session
    return year_of(masthead)


def year_of(masthead: Masthead) -> str:
    """Returns the value of the year of adoption, else of distribution, in the list's address."""
    shown = labels.date_of(masthead)
    return str(shown.year) if shown else UNKNOWN


def listing(mastheads: Sequence[Masthead], asked: Asked) -> Listing:
    """Returns a page of the list; pages beyond the last become the last."""
    named = list(_named(mastheads, asked.text) if asked.text else mastheads)
    of_organ = [one for one in named if asked.holds(one, in_organ=True)]
    chosen = _ordered([one for one in of_organ if asked.holds(one)], asked.order)
    count = max(1, -(-len(chosen) // PAGE))
    asked = replace(asked, page=min(max(asked.page, 1), count))
    first = (asked.page - 1) * PAGE
    shown = chosen[first : first + PAGE]
    bare = Asked(text=asked.text, order=asked.order)
    return Listing(
        asked=asked,
        organs=_organs(named, asked),
        menus=_menus(of_organ, asked),
        rows=tuple(_row(one) for one in shown),
        total=len(chosen),
        count=count,
        first=first + 1,
        last=first + len(shown),
        pages=tuple(_pages(asked, count)),
        previous=replace(asked, page=asked.page - 1).href() if asked.page > 1 else None,
        next=replace(asked, page=asked.page + 1).href() if asked.page < count else None,
        cleared=bare.href() if bare != replace(asked, page=1) else None,
        session=_session_page(chosen, asked),
    )


def _session_page(chosen: Sequence[Masthead], asked: Asked) -> str:
    """Returns the address of the page of the session, or year of an organ without sessions."""
    if asked.organ is None or asked.period is None:
        return ""
    period = next(filter(None, map(session_of, chosen)), None)
    return session_href(period.organ, period.name) if period else ""


def _named(mastheads: Sequence[Masthead], text: str) -> Iterator[Masthead]:
    """Returns the documents whose title, subject or symbol contains all words of a text."""
    words = fold(text).split()
    for one in mastheads:
        heading = fold(f"{one.title or one.subject or ''} {one.symbol}")
        if all(word in heading for word in words):
            yield one


def _ordered(mastheads: list[Masthead], order: Order) -> list[Masthead]:
    """Returns documents, which are in the order of their symbols, in another one; undated last."""
    if order is Order.SYMBOL:
        return mastheads
    dated = [one for one in mastheads if labels.date_of(one)]
    undated = [one for one in mastheads if not labels.date_of(one)]
    if order is Order.NEWEST:
        dated.reverse()  # of one day, too, the latest number comes first
    dated.sort(key=lambda one: labels.date_of(one) or date.min, reverse=order is Order.NEWEST)
    return dated + undated


def _organs(mastheads: Sequence[Masthead], asked: Asked) -> tuple[Choice, ...]:
    counts = Counter(organ_of(one) for one in mastheads)
    return tuple(_organ(name, count, asked) for name, count in counts.most_common())


def _organ(name: str, count: int, asked: Asked) -> Choice:
    current = name == asked.organ
    text = gettext("Unknown organ") if name == UNKNOWN else labels.organ_name(name)
    to = replace(asked, organ=None if current else name, period=None, page=1)
    return Choice(text=text, count=count, href=to.href(), current=current)


def _menus(mastheads: Sequence[Masthead], asked: Asked) -> tuple[Menu, ...]:
    """Returns the menus of sessions (of one organ that has them), years and orders."""
    menus = []
    if asked.period or (asked.organ and any(one.session for one in mastheads)):
        periods = Counter(period_of(one) for one in mastheads)
        menus.append(
            _menu("period", gettext("Session"), gettext("All sessions"), periods, asked.period)
        )
    years = Counter(year_of(one) for one in mastheads)
    menus.append(_menu("year", gettext("Year"), gettext("All years"), years, asked.year))
    orders = tuple(
        Option(value=one, text=text, current=one is asked.order)
        for one, text in ORDER_NAMES.items()
    )
    return (*menus, Menu(name="sort", title=gettext("Sort by"), every=None, options=orders))


def _menu(name: str, title: str, every: str, counts: Mapping[str, int], chosen: str | None) -> Menu:
    options = tuple(
        Option(
            value=one,
            text=f"{_period_name(one)} ({labels.number(counts[one])})",
            current=one == chosen,
        )
        for one in sorted(counts, key=_newest_first)
    )
    return Menu(name=name, title=title, every=every, options=options)


def _pages(asked: Asked, count: int) -> Iterator[PageLink | None]:
    near = range(asked.page - NEAR_PAGES, asked.page + NEAR_PAGES + 1)
    before = 0
    for number in sorted({1, count, *near} & set(range(1, count + 1))):
        if number - before > 1:
            yield None
        href = replace(asked, page=number).href()
        yield PageLink(number=number, href=href, current=number == asked.page)
        before = number


def _period_name(name: str) -> str:
    if name == UNKNOWN:
        return gettext("Undated")
    return name if len(name) == labels.YEAR_DIGITS else str(labels.session_name(name))


def _newest_first(name: str) -> tuple[bool, int, str]:
    """Returns the sort key of periods: regular sessions and years first, newest first."""
    return (not name.isdigit(), -int(name) if name.isdigit() else 0, name)


def _row(masthead: Masthead) -> Row:
    shown = labels.date_of(masthead)
    return Row(
        symbol=labels.shown_symbol(masthead),
        title=masthead.title,
        subject=masthead.subject,
        kind=labels.kind_name(masthead),
        adoption=adoption_mark(masthead),
        date=labels.day(shown) if shown else None,
        iso=shown.isoformat() if shown else None,
        href=url_for("resolution.resolution", symbol=masthead.symbol),
    )
