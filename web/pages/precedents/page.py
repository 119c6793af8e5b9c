"""Page that checks a draft: a form, the report on what is sent, and the report as a file."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.errors import BadParameter, DocumentMissing, DraftTooLarge, DraftUnreadable
from search.formats.report.formats import REPORT_FORMATS, ReportFormat
from search.precedents.drafts import MOST_BYTES
from search.precedents.report import Report
from search.translation.current import gettext
from web import urls
from web.index import connection, searcher, stored_document
from web.pages.precedents.drafts import (
    Draft,
    checked,
    checked_document,
    install,
    sent_draft,
    turn,
)
from web.pages.precedents.view import page_href, report_view
from web.problems import STATUSES
from web.urls import ParameterProblem

blueprint = Blueprint("precedents", __name__)
install(blueprint)

PARAMETERS = ("symbol", "format")
NAME = "operative-draft-report"
"""Name of the files, without ending."""


@blueprint.get("/precedents")
def page() -> str | AnyResponse:
    """Returns the form, or the report on a document of the index."""
    problems = [urls.unknown(name, PARAMETERS) for name in request.args if name not in PARAMETERS]
    symbol = request.args.get("symbol", "").strip()
    if not symbol:
        return _form(problems)
    try:
        own = stored_document(symbol).document.masthead.symbol
    except DocumentMissing as error:
        found = ParameterProblem(code=error.code, parameter="symbol", message=str(error))
        return _form([*problems, found], symbol=symbol)
    form = _format(request.args.get("format"))
    if symbol != own:
        return redirect(page_href(own, form.name if form else None))
    with turn():
        report = checked_document(own)
    return _file(report, form) if form else _page(report, None, problems)


@blueprint.post("/precedents")
def sent() -> str | AnyResponse:
    """Returns the report on a draft that is sent; the form again if it cannot be read."""
    with turn() as reader:
        draft = None
        try:
            draft = sent_draft()
            form = _format(request.form.get("format"))
            if draft is None:
                return _refused(gettext("Paste the text of a draft or choose a file."), 400)
            report = checked(draft, reader)
        except (BadParameter, DraftTooLarge, DraftUnreadable) as error:
            text = request.form.get("text", "") if draft and draft.pasted else ""
            return _refused(str(error), STATUSES[error.code], text)
        answer = _file(report, form) if form else Response(_page(report, draft, []))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _form(problems: list[ParameterProblem], *, symbol: str = "", text: str = "") -> str:
    return render_template(
        "precedents_form.html",
        problems=problems,
        symbol=symbol,
        text=text,
        documents=searcher().holding().documents,
        most=MOST_BYTES,
    )


def _refused(message: str, status: int, text: str = "") -> Response:
    problem = ParameterProblem(code="bad-parameter", parameter="file", message=message)
    return Response(_form([problem], text=text), status=int(status))


def _page(report: Report, draft: Draft | None, problems: list[ParameterProblem]) -> str:
    view = report_view(report, draft)
    return render_template("precedents.html", view=view, problems=problems)


def _format(name: str | None) -> ReportFormat | None:
    if not name:
        return None
    if name not in REPORT_FORMATS:
        message = gettext("Choose a format: %(items)s.", items=", ".join(REPORT_FORMATS))
        raise BadParameter(message, parameter="format")
    return REPORT_FORMATS[name]


def _file(report: Report, form: ReportFormat) -> Response:
    data = form.write(report, connection().settings.official)
    answer = Response(data, content_type=form.media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename={NAME}.{form.name}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
