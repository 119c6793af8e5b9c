"""View of a trend: the plot, a table with the same numbers, and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.request import SearchRequest
from search.results import Notice
from search.trends import MOST_SERIES, Series, Trend
from web import labels, urls
from web.pages.trends.plot import Plot, mark, plot
from web.urls import search_href


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column of the table: one line of the plot and its search."""

    number: int
    name: str
    total: int
    href: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number of the table; `href` leads to the paragraphs, empty if there are none."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A period: its name, a number for each line, and the index's paragraphs in it."""

    period: str
    cells: tuple[Cell, ...]
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendView:
    """All data of the page. described: the plot in a sentence or two."""

    plot: Plot
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    described: str
    unit: str
    left_out: int
    notices: tuple[Notice, ...]


def trend_view(trend: Trend, *, split: str | None, shares: bool) -> TrendView:
    """Returns the view of a trend."""
    names = [labels.value_name(split, one.name) if split else one.name for one in trend.series]
    names = [name if name != "others" else "Others" for name in names]
    values = [
        [_value(trend, count, place, shares=shares) for place, count in enumerate(one.counts)]
        for one in trend.series
    ]
    unit = "results per 1,000 paragraphs" if shares else "paragraphs"
    ticks = [period.rpartition(" ")[2] for period in trend.periods]
    return TrendView(
        plot=plot(ticks, list(zip(names, values, strict=True))),
        heads=tuple(
            Head(
                number=number,
                name=name,
                total=one.total,
                href=search_href(one.request) if one.request else "",
                mark=mark(number),
            )
            for number, (name, one) in enumerate(zip(names, trend.series, strict=True), 1)
        ),
        rows=tuple(_rows(trend, values, shares=shares)),
        described=_described(trend, names, values, unit),
        unit=unit,
        left_out=trend.left_out,
        notices=trend.notices,
    )


def _value(trend: Trend, count: int, place: int, *, shares: bool) -> float | None:
    """Returns the value drawn; None if the period has no paragraphs at all."""
    if not trend.all[place]:
        return None
    return round(trend.share(count, place) or 0, 2) if shares else count


def _rows(trend: Trend, values: Sequence[Sequence[float | None]], *, shares: bool) -> list[Row]:
    rows = []
    for place, period in enumerate(trend.periods):
        cells = [
            _cell(trend, one, place, numbers[place], shares=shares)
            for one, numbers in zip(trend.series, values, strict=True)
        ]
        rows.append(Row(period=period, cells=tuple(cells), all=trend.all[place]))
    return rows


def _cell(trend: Trend, one: Series, place: int, value: float | None, *, shares: bool) -> Cell:
    if value is None:
        return Cell(text="–", href="")
    text = f"{value:.2f}" if shares else labels.number(one.counts[place])
    found = one.counts[place] > 0
    href = _period_href(one.request, trend.by, trend.periods[place]) if found else ""
    return Cell(text=text, href=href)


def _period_href(request: SearchRequest | None, by: str, period: str) -> str:
    if request is None:
        return ""
    return search_href(urls.choosing(urls.without(request, by), by, period))


def _described(
    trend: Trend, names: Sequence[str], values: Sequence[Sequence[float | None]], unit: str
) -> str:
    """Returns the plot in words, for those who cannot see it."""
    if not trend.periods:
        return "No results in any period."
    sentences = []
    for name, numbers in zip(names, values, strict=True):
        known = [(number, at) for number, at in zip(numbers, trend.periods, strict=True) if number]
        if not known:
            sentences.append(f"{name}: none.")
            continue
        most, peak = max(known, key=lambda one: one[0])
        sentences.append(
            f"{name}: first in {known[0][1]}, last in {known[-1][1]}, "
            f"peak in {peak} ({most:,.10g})."
        )
    span = f"{trend.periods[0]} to {trend.periods[-1]}"
    return f"{unit.capitalize()} by {trend.by}, {span}. " + " ".join(sentences)


def fields(queries: Sequence[str]) -> tuple[str, ...]:
    """Returns the texts of the form's boxes: the queries and one empty box."""
    return (*queries, "")[:MOST_SERIES] if queries else ("", "")


def request_for(base: SearchRequest, query: str) -> SearchRequest:
    """Returns the search of one line: its own query with the common filters."""
    return replace(base, strict=True, query=query)
