"""View of the start page: the size of the index, and links into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from flask import url_for

from indexer.schema import NONE
from search.results import Facet
from search.searcher import Overview, Searcher
from web import labels

_MOST_UPDATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link to the paragraphs of an organ."""

    text: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartView:
    """The numbers of an index; `years` is "2000–2019", None if no document is dated."""

    documents: int
    paragraphs: int
    years: str | None
    organs: tuple[Way, ...]


def start_view(overview: Overview) -> StartView:
    """Returns the view of an index's overview."""
    return StartView(
        documents=overview.documents,
        paragraphs=overview.paragraphs,
        years=_years(overview.years),
        organs=tuple(
            Way(
                text=labels.value_name("organ", value.value),
                count=value.count,
                href=url_for("search.search", organ=value.value),
            )
            for value in overview.organs.values
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Documents that came together; arrived: the time, day: for people."""

    arrived: str
    day: str
    count: int


def newest(searcher: Searcher) -> tuple[Update, ...]:
    """Returns the latest updates of the collection, the newest first."""
    counts = Counter(arrived for _, arrived in searcher.arrivals())
    return tuple(
        Update(
            arrived=arrived, day=labels.day(date.fromisoformat(arrived[:10])), count=counts[arrived]
        )
        for arrived in sorted(counts, reverse=True)[:_MOST_UPDATES]
    )


def _years(facet: Facet) -> str | None:
    years = sorted(value.value for value in facet.values if value.value != NONE)
    if not years:
        return None
    return years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
