"""Histogram: a search's paragraphs by year, as bars for the page to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.results import FacetValue
from search.translation.current import gettext
from web import labels

HEIGHT = 48
"""Of the tallest bar, in units of the drawing."""
STEP = 4
"""Distance from one year to the next, in units of the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The bar of one year, measured from the upper left corner of the drawing."""

    year: int
    count: int
    x: int
    y: int
    height: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Bars for all years from the first to the last; `description`: the same in words."""

    bars: tuple[Bar, ...]
    first: int
    last: int
    width: int
    height: int
    narrowed: bool
    description: str


def histogram(values: Sequence[FacetValue]) -> Histogram | None:
    """Returns the counts by year as bars; None if fewer than two years have any.

    Values that are not years ("(none)") are left out; chosen years are marked.
    """
    by_year = {int(one.value): one for one in values if one.value.isdecimal()}
    counted = {year: one.count for year, one in by_year.items() if one.count}
    if len(counted) < 2:
        return None
    first, last, most = min(counted), max(counted), max(counted.values())
    years = range(first, last + 1)
    return Histogram(
        bars=tuple(
            _bar(year, counted[year], (year - first) * STEP, most, by_year[year].selected)
            for year in years
            if year in counted
        ),
        first=first,
        last=last,
        width=len(years) * STEP,
        height=HEIGHT,
        narrowed=any(one.selected for one in values),
        description=_description(counted, first, last),
    )


def _bar(year: int, count: int, x: int, most: int, chosen: bool) -> Bar:
    # Even the smallest count gets a visible bar.
    height = max(2, round(HEIGHT * count / most))
    return Bar(year=year, count=count, x=x, y=HEIGHT - height, height=height, chosen=chosen)


def _description(counted: dict[int, int], first: int, last: int) -> str:
    top = max(counted, key=lambda year: (counted[year], year))
    return gettext(
        "Paragraphs by year of adoption, %(first)s to %(last)s; peak in %(top)s: %(number)s.",
        first=first, last=last, top=top, number=labels.number(counted[top]),
    )  # fmt: skip
