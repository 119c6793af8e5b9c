"""Page of trends, by year or session, with its JSON and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from search.errors import SearchError
from search.formats.delimited import trend_csv
from search.formats.json import exported_trend
from search.request import MAX_QUERY, SearchRequest
from search.trends import MOST_SERIES, PERIODS, SPLITS, Trend, trend
from web import labels, urls
from web.index import searcher
from web.pages.trends.view import fields, request_for, trend_view
from web.problems import UnusableParameters
from web.responses import TrendsAnswer, TrendsLinks, respond
from web.urls import ParameterProblem

blueprint = Blueprint("trends", __name__)

OWN = ("q", "by", "split", "of")
SHARE = "share"
"""Value of `of` for shares instead of counts."""
PAGED = ("sort", "page", "size", "verbs")
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

    def trend(self) -> Trend:
        """Returns the trend; raises like `search.trends.trend`."""
        requests = [request_for(self.base, query) for query in self.queries]
        return trend(searcher(), requests, by=self.by, split=self.split)


def _read(args: MultiDict[str, str]) -> Asked:
    own = [(name, value) for name, value in args.items(multi=True) if name not in (*OWN, *PAGED)]
    read = urls.read_search(MultiDict(own))
    queries = tuple(dict.fromkeys(text.strip()[:MAX_QUERY] for text in args.getlist("q")))
    named = tuple(text for text in queries if text)
    return Asked(
        queries=named or queries[:1],
        base=read.request,
        by=args.get("by") or PERIODS[0],
        split=args.get("split") or None,
        shares=args.get("of") == SHARE,
        problems=read.problems,
    )


@blueprint.get("/trends")
def page() -> str:
    """Returns the page of a trend, or of the form for one."""
    asked = _read(request.args)
    problems = list(asked.problems)
    view = None
    if asked.queries:
        try:
            view = trend_view(asked.trend(), split=asked.split, shares=asked.shares)
        except SearchError as error:
            problems.append(
                ParameterProblem(
                    code=error.code, parameter=str(error.parameter), message=str(error)
                )
            )
    query = "?" + urlencode(asked.pairs(), safe="/:,")
    return render_template(
        "trends.html",
        view=view,
        asked=asked,
        problems=problems,
        boxes=fields(asked.queries),
        most=MOST_SERIES,
        periods=[(name, labels.sentence(name)) for name in PERIODS],
        splits=[(name, SPLIT_NAMES[name]) for name in SPLITS],
        split_name=SPLIT_NAMES.get(asked.split or "", ""),
        chips=[
            f"{name}: {labels.value_name(name, value)}"
            for name, those in asked.base.filters.items()
            for value in those
        ],
        carried=[(name, value) for name, value in asked.pairs() if name not in OWN],
        csv=url_for("trends.table") + query,
        api=url_for("trends.answer") + query,
    )


SPLIT_NAMES = {
    "verb": "Opening verb",
    "class": "Type of action",
    "organ": "Organ",
    "doctype": "Document type",
    "type": "Part of the text",
}


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


@blueprint.get("/api/v1/trends.csv")
def table() -> Response:
    """Returns a trend as CSV."""
    body = "\ufeff" + trend_csv(_strict().trend())
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=operative-trend.csv"
    return response
