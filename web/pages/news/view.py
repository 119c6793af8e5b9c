"""View of the newest documents, in groups of those that came together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from flask import url_for

from indexer.model import Masthead
from search.translation.current import gettext
from web import labels

MOST = 200
"""Documents on the page and in the feed."""

Arrived = tuple[Masthead, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A link to a document; inferred: whether its title is only inferred."""

    symbol: str
    title: str
    inferred: bool
    kind: str | None
    href: str
    date: str | None
    iso: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Documents that came in one update; arrived: its time, day: for people, count: of them all."""

    arrived: str
    day: str
    count: int
    documents: Sequence[NewDocument]


def news_view(found: Sequence[Arrived], most: int = MOST) -> tuple[Together, ...]:
    """Returns the newest documents, the newest first, by the update in which they came."""
    counts = Counter(arrived for _, arrived in found)
    return tuple(
        Together(
            arrived=arrived,
            day=labels.day(date.fromisoformat(arrived[:10])),
            count=counts[arrived],
            documents=tuple(_document(masthead) for masthead, _ in together),
        )
        for arrived, together in groupby(found[:most], key=itemgetter(1))
    )


def _document(masthead: Masthead) -> NewDocument:
    day = labels.date_of(masthead)
    return NewDocument(
        symbol=labels.shown_symbol(masthead),
        title=masthead.title or masthead.subject or gettext("Untitled"),
        inferred=not masthead.title and masthead.subject is not None,
        kind=labels.kind_name(masthead),
        href=url_for("resolution.resolution", symbol=masthead.symbol),
        date=labels.day(day) if day else None,
        iso=day.isoformat() if day else None,
    )
