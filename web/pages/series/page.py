"""Page and API endpoints of a text's series."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.errors import BadParameter, DocumentMissing, SearchTooLong
from search.formats.file_names import file_name
from search.formats.series import exported_series
from search.formats.series_files import SERIES_FORMATS
from search.series.chain import Texts
from search.series.table import Series
from search.translation.current import gettext
from web import urls
from web.index import searcher, stored_document
from web.pages.series.view import series_href, series_view
from web.problems import UnusableParameters
from web.responses import SeriesAnswer, SeriesLinks, respond
from web.urls import ParameterProblem

blueprint = Blueprint("series", __name__)

PARAMETERS = ("symbol", "texts", "start")


@blueprint.get("/series")
def page() -> str | AnyResponse:
    """Returns a series, or the form for one; other spellings of its symbol are redirected."""
    problems = [urls.unknown(name, PARAMETERS) for name in request.args if name not in PARAMETERS]
    asked = request.args.get("symbol", "").strip()
    texts = _texts(problems)
    if not asked:
        return render_template("series_choose.html", symbol="", problems=problems)
    try:
        own = stored_document(asked).document.masthead.symbol
    except DocumentMissing as error:
        found = ParameterProblem(code=error.code, parameter="symbol", message=str(error))
        return render_template("series_choose.html", symbol=asked, problems=[*problems, found])
    start = request.args.get("start") or None
    if asked != own:
        return redirect(series_href(own, texts, start))
    view = series_view(_series(own, texts, start))
    return render_template("series.html", view=view, problems=problems)


@blueprint.get("/api/v1/series")
def answer() -> Response:
    """Returns a series as JSON."""
    found = _asked()
    own, texts = found.asked.symbol, found.texts

    def at(endpoint: str, start: str | None = None) -> str:
        return series_href(own, texts, start, endpoint=endpoint)

    links = SeriesLinks(
        self=at("series.answer", request.args.get("start")),
        html=at("series.page", request.args.get("start")),
        csv=at("series.table", request.args.get("start")),
        xlsx=at("series.workbook", request.args.get("start")),
        earlier=at("series.answer", found.earlier) if found.earlier else None,
        later=at("series.answer", found.later) if found.later else None,
    )
    return respond(SeriesAnswer(series=exported_series(found), links=links))


@blueprint.get("/api/v1/series.csv")
def table() -> Response:
    """Returns a series as CSV."""
    return _file("csv")


@blueprint.get("/api/v1/series.xlsx")
def workbook() -> Response:
    """Returns a series as an Excel workbook."""
    return _file("xlsx")


def _file(name: str) -> Response:
    form = SERIES_FORMATS[name]
    found = _asked()
    response = Response(form.write(found), content_type=form.media_type)
    day = datetime.now(UTC).date()
    file = file_name((found.asked.symbol,), day, name, "series")
    response.headers.set("Content-Disposition", "attachment", filename=file)
    return response


def _asked() -> Series:
    """Returns the series that an address of the API asks for; any problem is an error."""
    problems = [urls.unknown(name, PARAMETERS) for name in request.args if name not in PARAMETERS]
    texts = _texts(problems)
    if problems:
        raise UnusableParameters(tuple(problems))
    symbol = request.args.get("symbol", "").strip()
    if not symbol:
        message = gettext("Name a document, for example /api/v1/series?symbol=A/RES/74/176.")
        raise BadParameter(message, parameter="symbol")
    own = stored_document(symbol).document.masthead.symbol
    return _series(own, texts, request.args.get("start") or None)


def _series(symbol: str, texts: Texts, start: str | None) -> Series:
    try:
        return searcher().series(symbol, texts, start)
    except SearchTooLong:
        raise SearchTooLong(
            gettext("Comparing these texts took too long. Compare two of them at a time.")
        ) from None


def _texts(problems: list[ParameterProblem]) -> Texts:
    return urls.one_of(request.args.get("texts"), "texts", Texts.ALL, problems)
