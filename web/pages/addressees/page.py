"""Pages of an addressee and of the list of addressees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from search.overviews.addressee import (
    addressee_overview,
    due_tasks,
    known_addressee,
)
from search.overviews.addressee import (
    addressees as known_addressees,
)
from search.request import MAX_DEPTH, SearchRequest, Sort
from search.results import FacetValue
from search.translation.current import gettext
from web import urls
from web.index import searcher
from web.pages.addressees.view import PAGE, Place, addressee_view, addressees_view
from web.pages.search.links import search_links
from web.server.cache import remembered

blueprint = Blueprint("addressees", __name__)

PARAMETERS = ("session", "year", "due", "page")
LIST_PARAMETERS = ("contains",)
MAX_NAME = 300
"""Maximum characters of a name, session or year in a request."""


@blueprint.get("/addressees")
@remembered
def addressees() -> str:
    """Returns the list of addressees, the most often addressed first."""
    problems = [
        urls.unknown(one, LIST_PARAMETERS) for one in request.args if one not in LIST_PARAMETERS
    ]
    contains = request.args.get("contains", "")[:MAX_NAME].strip()
    view = addressees_view(known_addressees(searcher(), contains), contains)
    return render_template("addressees.html", view=view, problems=problems)


@blueprint.get("/addressees/<path:name>")
@remembered
def addressee(name: str) -> str | Response:
    """Returns an addressee's page; other spellings of the name are redirected."""
    known = known_addressee(searcher(), name) if len(name) <= MAX_NAME else None
    if known is None:
        abort(
            404,
            gettext(
                "No paragraph here is addressed to “%(name)s”. See the list of addressees.",
                name=name[:60],
            ),
        )
    if known != name:
        chosen = {one: request.args[one] for one in PARAMETERS if request.args.get(one)}
        return redirect(urls.addressee_href(known, **chosen), code=302)
    problems = [urls.unknown(one, PARAMETERS) for one in request.args if one not in PARAMETERS]
    overview = addressee_overview(searcher(), name)
    deepest = MAX_DEPTH // PAGE
    place = Place(
        name=name,
        session=_chosen("session", overview.sessions, problems),
        year=_chosen("year", overview.years, problems),
        only_due=request.args.get("due") == "1",
        page=urls.whole(request.args.get("page"), "page", range(1, deepest + 1), 1, problems),
    )
    wanted = SearchRequest(filters=place.filters, sort=Sort.NEWEST, size=PAGE)
    at = 1 if place.only_due else place.page
    found = searcher().search(replace(wanted, page=at))
    view = addressee_view(
        overview,
        place,
        found,
        due_tasks(searcher(), name, place.filters),
        search_links(replace(urls.DEFAULT, filters=place.filters)),
    )
    return render_template("addressee.html", view=view, problems=problems, notices=found.notices)


def _chosen(
    parameter: str, known: Sequence[FacetValue], problems: list[urls.ParameterProblem]
) -> str:
    """Returns the session or year in the address; empty, with a problem, if it has nothing."""
    wanted = request.args.get(parameter, "")[:MAX_NAME].strip()
    if not wanted or any(one.value == wanted for one in known):
        return wanted
    message = gettext(
        "Nothing is asked in “%(wanted)s”. This page shows everything.", wanted=wanted[:60]
    )
    problems.append(urls.bad(parameter, message))
    return ""
