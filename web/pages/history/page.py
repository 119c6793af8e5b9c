"""Page and API endpoint of a paragraph's history."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from search.errors import BadParameter
from search.formats.history import exported_history
from search.precedents.history import History
from search.translation.current import gettext
from web import urls
from web.index import MAX_SYMBOL, searcher
from web.pages.history.view import history_view
from web.problems import UnusableParameters
from web.responses import HistoryAnswer, HistoryLinks, respond
from web.urls import place_href

blueprint = Blueprint("history", __name__)

PARAMETER = "paragraph"


@blueprint.get("/history")
def page() -> str | AnyResponse:
    """Returns the page of a paragraph; other ways to name it are redirected to its id."""
    asked, found = _asked()
    own = found.stored.paragraph.id
    if asked != own:
        return redirect(url_for("history.page", paragraph=own))
    return render_template("history.html", view=history_view(found))


@blueprint.get("/api/v1/history")
def answer() -> Response:
    """Returns the history of a paragraph."""
    unknown = tuple(urls.unknown(name, (PARAMETER,)) for name in request.args if name != PARAMETER)
    if unknown:
        raise UnusableParameters(unknown)
    _, found = _asked()
    stored = found.stored
    links = HistoryLinks(
        self=url_for("history.answer", paragraph=stored.paragraph.id),
        html=url_for("history.page", paragraph=stored.paragraph.id),
        paragraph=place_href(stored.masthead.symbol, stored.paragraph),
    )
    return respond(HistoryAnswer(history=exported_history(found), links=links))


def _asked() -> tuple[str, History]:
    asked = request.args.get(PARAMETER, "").strip()
    if not asked or len(asked) > MAX_SYMBOL:
        message = gettext("Name a paragraph, for example /history?paragraph=A/RES/74/176%%23op15.")
        raise BadParameter(message, parameter=PARAMETER)
    return asked, searcher().history(asked)
