"""Pages of one resolution and of the list of all."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request
from werkzeug.routing import PathConverter
from werkzeug.wrappers import Response

from indexer.model import Masthead
from search.citation import work_citation
from search.formats.rows import official_url
from search.request import MAX_QUERY
from web import urls
from web.index import connection, searcher, stored_place
from web.pages.resolution.document import document_view
from web.pages.resolution.listing import Asked, Order, listing
from web.pages.resolution.outline import outline_view
from web.pages.resolution.versions import versions_view
from web.pages.search.within import hits_within
from web.urls import place_href

blueprint = Blueprint("resolution", __name__)

LIST_PARAMETERS = ("q", "title", "organ", "period", "year", "sort", "page")
MAX_TEXT = 300
"""Maximum characters of the words in a request for the list."""
MAX_LIST = 1_000_000
"""The last page of the list that can be requested."""


_LANGUAGE = re.compile(r"[a-z]{2}/(?=[AaEeSs][/_-])")


@blueprint.get("/resolutions/<path:symbol>")
def resolution(symbol: str) -> str | Response:
    """Returns a resolution's page; other spellings of its symbol are redirected."""
    stored, named = stored_place(symbol)
    query = request.args.get("q", "")[:MAX_QUERY]
    masthead = stored.document.masthead
    if symbol != masthead.symbol:
        return redirect(place_href(masthead.symbol, named, q=query or None), code=302)
    return render_template(
        "resolution.html",
        view=document_view(stored, hits_within(masthead, query)),
        outline=outline_view(stored.document),
        versions=versions_view(masthead, searcher().versions(masthead), query),
        citation=work_citation(masthead),
        stored=stored,
        query=query,
        official=_official(masthead),
    )


class SymbolConverter(PathConverter):
    """A converter for paths that are a document's symbol, as in the UN's own addresses."""

    regex = r"(?:[a-z]{2}/)?[AaEeSs][/_-][^/].*?"


# Deferred, since the addresses below need the converter when they are registered.
blueprint.record(lambda state: state.app.url_map.converters.update(symbol=SymbolConverter))


@blueprint.get("/<symbol:path>")
def plain_address(path: str) -> Response:
    """Redirects addresses of the form used by the United Nations (/en/A/RES/74/176)."""
    stored, named = stored_place(_LANGUAGE.sub("", path))
    return redirect(place_href(stored.document.masthead.symbol, named), code=302)


def _official(masthead: Masthead) -> str | None:
    if masthead.symbol_inferred:
        return None
    return official_url(connection().settings.official, masthead.symbol)


@blueprint.get("/resolutions")
def resolutions() -> str:
    """Returns the list of documents, by words of the title, organ, session and year."""
    problems = [
        urls.unknown(name, LIST_PARAMETERS) for name in request.args if name not in LIST_PARAMETERS
    ]
    text = request.args.get("q") or request.args.get("title", "")  # `title`: in older links
    asked = Asked(
        text=text[:MAX_TEXT].strip(),
        organ=request.args.get("organ") or None,
        period=request.args.get("period") or None,
        year=request.args.get("year") or None,
        order=urls.one_of(request.args.get("sort"), "sort", Order.NEWEST, problems),
        page=urls.whole(request.args.get("page"), "page", range(1, MAX_LIST + 1), 1, problems),
    )
    chosen = listing(searcher().mastheads(), asked)
    return render_template("resolutions.html", list=chosen, asked=chosen.asked, problems=problems)
