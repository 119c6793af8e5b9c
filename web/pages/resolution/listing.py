"""List of resolutions, by title, organ and session or year.

The Security Council has no sessions; its documents are listed by year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from indexer.model import Masthead
from search.binding.vocabulary import fold
from web import labels

PAGE = 100
"""Documents a page."""
UNKNOWN = "none"
"""In a URL, the organ or period of documents that state none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An organ or a period with its number of documents; `href` selects it."""

    text: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document of the list; `subject` is inferred where it has no title."""

    symbol: str
    title: str | None
    subject: str | None
    kind: str | None
    date: str | None
    iso: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list. total, pages: numbers of selected documents and of their pages.

    kept: hidden parameters of the title form.
    """

    title: str
    kept: tuple[tuple[str, str], ...]
    organs: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    previous: str | None
    next: str | None


def organ_of(masthead: Masthead) -> str:
    """Returns the organ's value in the list's address."""
    return masthead.organ or UNKNOWN


def period_of(masthead: Masthead) -> str:
    """Returns the value of the session, or year for organs without sessions, in the address."""
    if masthead.session:
        return masthead.session
    date = labels.date_of(masthead)
    return str(date.year) if date else UNKNOWN


def listing(
    mastheads: Sequence[Masthead], *, title: str, organ: str | None, period: str | None, page: int
) -> Listing:
    """Returns a page of the list by title, organ and period; pages beyond the last become the last.

    title: words that the title or symbol must contain; their documents are listed newest first.
    """
    if title:
        mastheads = sorted(_titled(mastheads, title), key=_age)
    of_organ = [one for one in mastheads if organ is None or organ_of(one) == organ]
    chosen = [one for one in of_organ if period is None or period_of(one) == period]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    counts = Counter(organ_of(one) for one in mastheads)
    at = _Place(title=title, organ=organ, period=period)
    return Listing(
        title=title,
        kept=tuple(
            (name, value) for name, value in (("organ", organ), ("period", period)) if value
        ),
        organs=tuple(_organ(name, count, at) for name, count in counts.most_common()),
        periods=_periods(of_organ, at) if organ is not None else (),
        rows=tuple(_row(one) for one in chosen[(page - 1) * PAGE : page * PAGE]),
        total=len(chosen),
        page=page,
        pages=pages,
        previous=at.href(page - 1) if page > 1 else None,
        next=at.href(page + 1) if page < pages else None,
    )


def _titled(mastheads: Sequence[Masthead], title: str) -> Iterator[Masthead]:
    words = fold(title).split()
    for one in mastheads:
        heading = fold(f"{one.title or one.subject or ''} {one.symbol}")
        if all(word in heading for word in words):
            yield one


def _age(masthead: Masthead) -> tuple[bool, int]:
    date = labels.date_of(masthead)
    return (date is None, -date.toordinal() if date else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The selection from the list."""

    title: str
    organ: str | None
    period: str | None

    def href(self, page: int = 1) -> str:
        return url_for(
            "resolution.resolutions",
            title=self.title or None,
            organ=self.organ,
            period=self.period,
            page=page if page > 1 else None,
        )


def _organ(name: str, count: int, at: _Place) -> Choice:
    current = name == at.organ
    text = "Unknown organ" if name == UNKNOWN else labels.organ_name(name)
    to = replace(at, organ=None if current else name, period=None)
    return Choice(text=text, count=count, href=to.href(), current=current)


def _periods(mastheads: Sequence[Masthead], at: _Place) -> tuple[Choice, ...]:
    counts = Counter(period_of(one) for one in mastheads)
    return tuple(
        Choice(
            text=_period_name(name),
            count=counts[name],
            href=replace(at, period=None if name == at.period else name).href(),
            current=name == at.period,
        )
        for name in sorted(counts, key=_newest_first)
    )


def _period_name(name: str) -> str:
    if name == UNKNOWN:
        return "Undated"
    return name if len(name) == labels.YEAR_DIGITS else str(labels.session_name(name))


def _newest_first(name: str) -> tuple[bool, int, str]:
    """Returns the sort key of periods: regular sessions and years first, newest first."""
    return (not name.isdigit(), -int(name) if name.isdigit() else 0, name)


def _row(masthead: Masthead) -> Row:
    date = labels.date_of(masthead)
    return Row(
        symbol=labels.shown_symbol(masthead),
        title=masthead.title,
        subject=masthead.subject,
        kind=labels.kind_name(masthead),
        date=labels.day(date) if date else None,
        iso=date.isoformat() if date else None,
        href=url_for("resolution.resolution", symbol=masthead.symbol),
    )
