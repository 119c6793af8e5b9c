"""View of a trend: the plot, a table with the same numbers, and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.request import SearchRequest
from search.results import Notice
from search.translation.current import gettext, later, ngettext, pgettext
from search.translation.numbers import decimal
from search.trends import Series, Trend
from web import labels, urls
from web.pages.search.lines import line_of
from web.pages.trends.plot import Plot, mark, plot
from web.urls import search_href

ALL = later("All paragraphs")
PERIOD_NAMES = {"year": later("year"), "session": later("session")}
"""What a trend counts by."""
MOST_GAPS = 6
"""Runs of periods without texts that are named."""


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
    """All data of the page.

    title: what is plotted. described: the plot in a sentence or two. covered: what the collection
    has to count. alike: whether all lines are shares of the same paragraphs.
    """

    plot: Plot
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    described: str
    covered: str
    alike: bool
    unit: str
    left_out: int
    notices: tuple[Notice, ...]


def trend_view(trend: Trend, *, split: str | None, shares: bool) -> TrendView:
    """Returns the view of a trend."""
    names = [_name(one, split) for one in trend.series]
    values = [
        [_value(one, place, shares=shares) for place in range(len(trend.periods))]
        for one in trend.series
    ]
    unit = gettext("results per 1,000 paragraphs") if shares else gettext("paragraphs")
    ticks = [period.rpartition(" ")[2] for period in trend.periods]
    return TrendView(
        plot=plot(ticks, list(zip(names, values, strict=True)), whole=not shares),
        title=", ".join(names) if split is None else _whole_name(trend),
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
        covered=_covered(trend),
        alike=len({one.of for one in trend.series}) <= 1,
        unit=unit,
        left_out=trend.left_out,
        notices=trend.notices,
    )


def _name(one: Series, split: str | None) -> str:
    if split is not None:
        return gettext("Others") if one.request is None else labels.value_name(split, one.name)
    query = one.request.query if one.request else ""
    return line_of(query).name or gettext(ALL)


def _whole_name(trend: Trend) -> str:
    first = next((one.request for one in trend.series if one.request), None)
    return line_of(first.query).name or gettext(ALL) if first else gettext(ALL)


def _value(one: Series, place: int, *, shares: bool) -> float | None:
    """Returns the value drawn; None if there is nothing in the period that could be counted."""
    if not one.of[place]:
        return None
    return round(one.share(place) or 0, 2) if shares else one.counts[place]


def _covered(trend: Trend) -> str:
    """Returns in words which periods the collection has, and which of those shown it lacks."""
    if not trend.covered:
        return ""
    first, last = trend.covered[0], trend.covered[-1]
    lacking = [one for one in trend.periods if one not in trend.covered]
    span = first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)
    whole = later("The collection has texts from %(span)s.")
    if trend.filtered and lacking:
        whole = later(
            "The collection has texts with these filters from %(span)s, but nothing from %(gaps)s."
        )
    elif trend.filtered:
        whole = later("The collection has texts with these filters from %(span)s.")
    elif lacking:
        whole = later("The collection has texts from %(span)s, but nothing from %(gaps)s.")
    return gettext(whole, span=span, gaps=_runs(lacking))


def _runs(periods: Sequence[str]) -> str:
    """Returns periods in words, neighbours together: "1995, 1998–2001"."""
    runs: list[list[str]] = []
    for period in periods:
        if runs and _number(period) == _number(runs[-1][-1]) + 1:
            runs[-1].append(period)
        else:
            runs.append([period])
    shown = [run[0] if len(run) == 1 else f"{run[0]}–{_number(run[-1])}" for run in runs]
    text = ", ".join(shown[:MOST_GAPS])
    more = len(shown) - MOST_GAPS
    if more <= 0:
        return text
    return ngettext(
        "%(periods)s and %(number)s more time", "%(periods)s and %(number)s more times", more,
        periods=text,
    )  # fmt: skip


def _number(period: str) -> int:
    return int(period.rpartition(" ")[2])


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
        return Cell(text=gettext("no data"), href="")
    text = decimal(value, 2) if shares else labels.number(one.counts[place])
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
        return gettext("No results in any period.")
    sentences = []
    for name, numbers in zip(names, values, strict=True):
        known = [(number, at) for number, at in zip(numbers, trend.periods, strict=True) if number]
        if not known:
            sentences.append(gettext("%(name)s: none.", name=name))
            continue
        most, peak = max(known, key=lambda one: one[0])
        sentences.append(
            gettext(
                "%(name)s: first in %(first)s, last in %(last)s, peak in %(peak)s (%(number)s).",
                name=name,
                first=known[0][1],
                last=known[-1][1],
                peak=peak,
                number=decimal(most, 2) if isinstance(most, float) else labels.number(most),
            )
        )
    whole = gettext(
        "%(unit)s by %(period)s, %(first)s to %(last)s.",
        unit=labels.sentence(unit), period=by_period(trend.by),
        first=trend.periods[0], last=trend.periods[-1],
    )  # fmt: skip
    return " ".join([whole, *sentences])


def by_period(period: str) -> str:
    """Returns what a trend counts by, as it follows "by": "year"."""
    return pgettext("by", "session") if period == "session" else pgettext("by", "year")


def left_out_words(number: int, by: str) -> str:
    """Returns how many paragraphs a trend cannot show, in a sentence; empty if there are none."""
    if not number:
        return ""
    if by == "session":
        return ngettext(
            "%(number)s paragraph without a session shown here is not counted.",
            "%(number)s paragraphs without a session shown here are not counted.",
            number,
        )
    return ngettext(
        "%(number)s paragraph without a year shown here is not counted.",
        "%(number)s paragraphs without a year shown here are not counted.",
        number,
    )


def request_for(base: SearchRequest, query: str) -> SearchRequest:
    """Returns the search of one line: its own query with the common filters."""
    return replace(base, strict=True, query=query)
