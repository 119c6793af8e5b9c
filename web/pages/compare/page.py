"""Page and API endpoint that compare two documents."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from indexer.model import Document
from search.comparison.compare import compare
from search.errors import BadParameter, DocumentMissing
from search.formats.json import exported_comparison
from search.request import MAX_QUERY
from search.translation.current import gettext
from web import urls
from web.index import stored_document
from web.pages.compare.view import Query, compare_href, compare_view
from web.pages.search.within import hits_within
from web.problems import UnusableParameters
from web.responses import CompareAnswer, CompareLinks, respond
from web.urls import ParameterProblem

blueprint = Blueprint("compare", __name__)

PARAMETERS = ("a", "b", "show", "q")
CHANGES = "changes"
"""Value of `show` that hides unchanged paragraphs."""


@blueprint.get("/compare")
def page() -> str | AnyResponse:
    """Returns a comparison or the form for one; other spellings of symbols are redirected."""
    a, b = (request.args.get(name, "").strip() for name in ("a", "b"))
    found: dict[str, Document] = {}
    problems = [urls.unknown(name, PARAMETERS) for name in request.args if name not in PARAMETERS]
    for name, symbol in (("a", a), ("b", b)):
        if symbol:
            try:
                found[name] = stored_document(symbol).document
            except DocumentMissing as error:
                problems.append(
                    ParameterProblem(code=error.code, parameter=name, message=str(error))
                )
    if len(found) < 2:
        return render_template("compare_choose.html", a=a, b=b, problems=problems)
    before, after = found["a"], found["b"]
    show = CHANGES if request.args.get("show") == CHANGES else None
    own = (before.masthead.symbol, after.masthead.symbol)
    q = request.args.get("q", "").strip()[:MAX_QUERY]
    if (a, b) != own:
        return redirect(compare_href(*own, show, q=q))
    query = _query(q, before, after) if q else None
    view = compare_view(compare(before, after), changes_only=show is not None, query=query)
    return render_template("compare.html", view=view, problems=problems)


def _query(text: str, before: Document, after: Document) -> Query:
    return Query(
        text=text,
        before=hits_within(before.masthead, text),
        after=hits_within(after.masthead, text),
    )


@blueprint.get("/api/v1/compare")
def answer() -> Response:
    """Returns a comparison of two documents."""
    allowed = PARAMETERS[:2]
    unknown = tuple(urls.unknown(name, allowed) for name in request.args if name not in allowed)
    if unknown:
        raise UnusableParameters(unknown)
    before, after = _named("a"), _named("b")
    a, b = before.masthead.symbol, after.masthead.symbol
    links = CompareLinks(
        self=url_for("compare.answer", a=a, b=b),
        html=compare_href(a, b),
        before=url_for("api.resolution", symbol=a),
        after=url_for("api.resolution", symbol=b),
    )
    compared = exported_comparison(compare(before, after))
    return respond(CompareAnswer(comparison=compared, links=links))


def _named(parameter: str) -> Document:
    symbol = request.args.get(parameter, "").strip()
    if not symbol:
        message = gettext(
            "Give two documents: /api/v1/compare?a=SYMBOL&b=SYMBOL. “%(parameter)s” is missing.",
            parameter=parameter,
        )
        raise BadParameter(message, parameter=parameter)
    return stored_document(symbol).document
