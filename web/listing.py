"""Which documents the list of resolutions shows, by organ and by session or year.

The Security Council has no sessions: its documents stand by year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from indexer.model import Masthead
from web import wording

PAGE = 100
"""Documents a page."""
UNKNOWN = "none"
"""In a URL, the organ or period of documents that state none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An organ or a period with its number of documents; following `href` chooses it."""

    text: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document of the list."""

    symbol: str
    title: str | None
    kind: str | None
    date: str | None
    iso: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list. `total` documents are chosen, `pages` pages of them."""

    organs: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    previous: str | None
    next: str | None


def organ_of(masthead: Masthead) -> str:
    """Name the organ for the list's address."""
    return masthead.organ or UNKNOWN


def period_of(masthead: Masthead) -> str:
    """Name the session, or the year where there are no sessions, for the list's address."""
    if masthead.session:
        return masthead.session
    date = wording.date_of(masthead)
    return str(date.year) if date else UNKNOWN


def listing(
    mastheads: Sequence[Masthead], *, organ: str | None, period: str | None, page: int
) -> Listing:
    """Choose the documents of an organ and period; a page that is not there becomes the last."""
    of_organ = [one for one in mastheads if organ is None or organ_of(one) == organ]
    chosen = [one for one in of_organ if period is None or period_of(one) == period]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    counts = Counter(organ_of(one) for one in mastheads)
    return Listing(
        organs=tuple(_organ(name, count, organ) for name, count in counts.most_common()),
        periods=_periods(of_organ, organ, period) if organ is not None else (),
        rows=tuple(_row(one) for one in chosen[(page - 1) * PAGE : page * PAGE]),
        total=len(chosen),
        page=page,
        pages=pages,
        previous=_href(organ, period, page - 1) if page > 1 else None,
        next=_href(organ, period, page + 1) if page < pages else None,
    )


def _href(organ: str | None, period: str | None, page: int = 1) -> str:
    numbered = page if page > 1 else None
    return url_for("pages.resolutions", organ=organ, period=period, page=numbered)


def _organ(name: str, count: int, chosen: str | None) -> Choice:
    current = name == chosen
    text = "Unknown organ" if name == UNKNOWN else wording.organ_name(name)
    return Choice(
        text=text, count=count, href=_href(None if current else name, None), current=current
    )


def _periods(mastheads: Sequence[Masthead], organ: str, chosen: str | None) -> tuple[Choice, ...]:
    counts = Counter(period_of(one) for one in mastheads)
    return tuple(
        Choice(
            text=_period_name(name),
            count=counts[name],
            href=_href(organ, None if name == chosen else name),
            current=name == chosen,
        )
        for name in sorted(counts, key=_newest_first)
    )


def _period_name(name: str) -> str:
    if name == UNKNOWN:
        return "Undated"
    return name if len(name) == wording.YEAR_DIGITS else str(wording.session_name(name))


def _newest_first(name: str) -> tuple[bool, int, str]:
    """Regular sessions and years first, the newest of them in front."""
    return (not name.isdigit(), -int(name) if name.isdigit() else 0, name)


def _row(masthead: Masthead) -> Row:
    date = wording.date_of(masthead)
    return Row(
        symbol=wording.shown_symbol(masthead),
        title=masthead.title,
        kind=wording.kind_name(masthead),
        date=wording.day(date) if date else None,
        iso=date.isoformat() if date else None,
        href=url_for("pages.resolution", symbol=masthead.symbol),
    )
