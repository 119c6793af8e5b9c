"""Pages of a session and of the list of sessions."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from search.overviews.session import Period, periods, session_overview
from search.translation.current import gettext
from web.index import searcher
from web.pages.sessions.view import period_href, session_view, sessions_view
from web.server.cache import remembered

blueprint = Blueprint("sessions", __name__)

LONGEST = 40
"""Maximum characters of an organ or session in messages."""


@blueprint.get("/sessions")
@remembered
def sessions() -> str:
    """Returns the list of sessions."""
    return render_template("sessions.html", organs=sessions_view(periods(searcher().mastheads())))


@blueprint.get("/sessions/<organ>/<name>")
@remembered
def session(organ: str, name: str) -> str | Response:
    """Returns a session's page; other spellings of the organ or session are redirected."""
    known = periods(searcher().mastheads())
    wanted = (organ.casefold(), name.casefold())
    found = next((one for one in known if _key(one) == wanted), None)
    if found is None:
        shown = f"{organ} {name}"
        abort(
            404,
            gettext("We have no documents of the session %(shown)s here.", shown=shown[:LONGEST]),
        )
    if (found.organ, found.name) != (organ, name):
        return redirect(period_href(found), code=302)
    overview = session_overview(searcher(), found)
    if overview is None:  # published anew in between, without this session
        abort(404, gettext("We have no documents of this session here."))
    return render_template("session.html", view=session_view(overview))


def _key(period: Period) -> tuple[str, str]:
    return period.organ.casefold(), period.name.casefold()
