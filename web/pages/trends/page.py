"""Page of trends, by year or session, with its JSON and CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from search.errors import SearchError
from search.formats.delimited import trend_csv
from search.formats.file_names import file_name
from search.formats.json import exported_trend
from search.request import MAX_QUERY, SearchRequest
from search.translation.current import gettext, later, message
from search.trends import PERIODS, SPLITS, Trend, trend
from web import labels, urls
from web.index import searcher
from web.pages.trends import form
from web.pages.trends.view import (
    PERIOD_NAMES,
    TrendView,
    by_period,
    left_out_words,
    request_for,
    trend_view,
)
from web.problems import UnusableParameters
from web.responses import TrendsAnswer, TrendsLinks, respond
from web.urls import ParameterProblem

blueprint = Blueprint("trends", __name__)

OWN = ("q", "by", "split", "of")
SHARE = "share"
"""Value of `of` for shares instead of counts."""
PAGED = ("sort", "group", "page", "size", "verbs", "strict")
"""Parameters of searches that have no meaning here and are ignored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The trend that an address asks for, and the problems of its parameters."""

    queries: tuple[str, ...]
    base: SearchRequest
    by: str
    split: str | None
    shares: bool
    problems: tuple[ParameterProblem, ...]

    def pairs(self) -> list[tuple[str, str]]:
        """Returns the parameters that ask for the same trend."""
        filters = [(name, value) for name, those in self.base.filters.items() for value in those]
        rest = [("by", self.by)] if self.by != PERIODS[0] else []
        rest += [("split", self.split)] if self.split else []
        rest += [("of", SHARE)] if self.shares else []
        return [*(("q", query) for query in self.queries), *filters, *rest]

    def query(self, **changed: object) -> str:
        """Returns the query string of the same trend, or of one with other queries or filters."""
        asked = replace(self, **changed) if changed else self  # type: ignore[arg-type]
        return "?" + urlencode(asked.pairs(), safe="/:,")

    def trend(self) -> Trend:
        """Returns the trend; raises like `search.trends.trend`."""
        requests = [request_for(self.base, query) for query in self.queries]
        return trend(searcher(), requests, by=self.by, split=self.split)


def _read(args: MultiDict[str, str]) -> Asked:
    known = (*OWN, *PAGED, form.LINE_FIELDS, form.LINE_VERB)
    own = [(name, value) for name, value in args.items(multi=True) if value and name not in known]
    read = urls.read_search(MultiDict(own))
    sent = form.sent_queries(args) if form.is_sent(args) else args.getlist("q")
    queries = tuple(dict.fromkeys(text.strip()[:MAX_QUERY] for text in sent))
    named = tuple(text for text in queries if text)
    # The address of a search with filters alone says nothing of `q`.
    everything = ("",) if read.request.filters or args.get("split") else queries[:1]
    return Asked(
        queries=named or everything,
        base=read.request,
        by=args.get("by") or PERIODS[0],
        split=args.get("split") or None,
        shares=args.get("of") == SHARE,
        problems=read.problems,
    )


@blueprint.get("/trends")
def page() -> str | AnyResponse:
    """Returns the page of a trend, or of the form for one."""
    asked = _read(request.args)
    if form.is_sent(request.args) and not asked.problems:
        return redirect(url_for("trends.page") + asked.query())
    problems = list(asked.problems)
    view = _view(asked, problems)
    query = asked.query()
    menus, others = form.menus(searcher(), asked.base.filters)
    return render_template(
        "trends.html",
        view=view,
        by=by_period(asked.by),
        period_name=labels.sentence(gettext(PERIOD_NAMES.get(asked.by, asked.by))),
        left_out=left_out_words(view.left_out, asked.by) if view else "",
        asked=asked,
        problems=problems,
        lines=form.lines(asked.queries),
        verbs=form.verb_options(searcher()),
        menus=menus,
        periods=[(name, labels.sentence(gettext(PERIOD_NAMES[name]))) for name in PERIODS],
        splits=[(name, gettext(SPLIT_NAMES[name])) for name in SPLITS],
        split_name=message(SPLIT_NAMES.get(asked.split or "", "")),
        chips=_chips(asked, others),
        without=lambda line, query: _without(asked, line, query),
        carried=[(name, value) for name, those in others.items() for value in those],
        csv=url_for("trends.table") + query,
        svg=url_for("trends.drawing") + query,
        png=_file_name(asked, "png"),
        api=url_for("trends.answer") + query,
    )


def _view(asked: Asked, problems: list[ParameterProblem]) -> TrendView | None:
    """Returns the view of a trend; what it cannot do is added to the problems."""
    if not asked.queries:
        return None
    try:
        return trend_view(asked.trend(), split=asked.split, shares=asked.shares)
    except SearchError as error:
        parameter = str(error.parameter)
        problems.append(ParameterProblem(code=error.code, parameter=parameter, message=str(error)))
        return None


def _chips(asked: Asked, others: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
    """Returns the filters of all lines that no menu shows, each with the trend without it."""
    return [
        {
            "field": labels.field_name(name),
            "text": labels.value_name(name, value),
            "href": url_for("trends.page")
            + asked.query(base=urls.without_value(asked.base, name, value)),
        }
        for name, those in others.items()
        for value in those
    ]


def _without(asked: Asked, line: str, query: str) -> str:
    """Returns the address of a trend with another query in the place of a line's."""
    queries = tuple(query if one == line else one for one in asked.queries)
    return url_for("trends.page") + asked.query(queries=queries)


SPLIT_NAMES = {
    "verb": later("Opening verb"),
    "class": later("Type of action"),
    "organ": later("Organ"),
    "doctype": later("Document type"),
    "type": later("Part of the text"),
}
"""Names of the fields by which a search can be broken down."""


def _strict() -> Asked:
    asked = _read(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    return asked


@blueprint.get("/api/v1/trends")
def answer() -> Response:
    """Returns a trend as JSON."""
    asked = _strict()
    query = "?" + urlencode(asked.pairs(), safe="/:,")
    links = TrendsLinks(
        self=url_for("trends.answer") + query,
        html=url_for("trends.page") + query,
        csv=url_for("trends.table") + query,
    )
    return respond(TrendsAnswer(trend=exported_trend(asked.trend()), links=links))


def _file_name(asked: Asked, extension: str) -> str:
    values = (value for those in asked.base.filters.values() for value in those)
    day = datetime.now(UTC).date()
    return file_name((*asked.queries, *values), day, extension, "trend")


@blueprint.get("/api/v1/trends.csv")
def table() -> Response:
    """Returns a trend as CSV."""
    asked = _strict()
    body = "\ufeff" + trend_csv(asked.trend())
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(asked, "csv"))
    return response


@blueprint.get("/trends.svg")
def drawing() -> Response:
    """Returns the plot alone, as a picture that needs nothing else."""
    asked = _strict()
    view = trend_view(asked.trend(), split=asked.split, shares=asked.shares)
    picture = render_template("trend.svg", view=view, by=asked.by)
    response = Response(picture, content_type="image/svg+xml; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(asked, "svg"))
    # The picture brings its own looks, and nothing that could run.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response
