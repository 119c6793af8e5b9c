"""API endpoint that checks a draft, or a document of the index."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from search.errors import BadParameter
from search.formats.report.json import exported_report
from search.precedents.report import Report
from search.translation.current import gettext
from web import urls
from web.pages.precedents.drafts import checked, checked_document, install, sent_draft, turn
from web.problems import UnusableParameters
from web.responses import ReportAnswer, ReportLinks, respond

blueprint = Blueprint("precedents_api", __name__)
install(blueprint)


@blueprint.post("/api/v1/precedents")
def sent() -> Response:
    """Returns the report on a draft that is sent."""
    _only()
    with turn() as reader:
        draft = sent_draft()
        if draft is None:
            raise BadParameter(gettext("Send a draft: a “file”, or its “text”."), parameter="file")
        report = checked(draft, reader)
    answer = respond(_answer(report, None))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/api/v1/precedents")
def held() -> Response:
    """Returns the report on a document of the index."""
    _only("symbol")
    symbol = request.args.get("symbol", "").strip()
    if not symbol:
        message = gettext(
            "Name a document: /api/v1/precedents?symbol=SYMBOL. Or send a draft with POST."
        )
        raise BadParameter(message, parameter="symbol")
    with turn():
        report = checked_document(symbol)
    return respond(_answer(report, report.draft.masthead.symbol))


def _only(*allowed: str) -> None:
    unknown = tuple(urls.unknown(name, allowed) for name in request.args if name not in allowed)
    if unknown:
        raise UnusableParameters(unknown)


def _answer(report: Report, symbol: str | None) -> ReportAnswer:
    before = report.predecessor
    links = ReportLinks(
        self=url_for("precedents_api.held", symbol=symbol) if symbol else None,
        html=url_for("precedents.page", symbol=symbol) if symbol else None,
        predecessor=url_for("api.resolution", symbol=before.symbol) if before else None,
    )
    return ReportAnswer(report=exported_report(report), links=links)
