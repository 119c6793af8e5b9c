"""Pages of one resolution and of the list of all."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request
from werkzeug.routing import PathConverter
from werkzeug.wrappers import Response

from indexer.model import Masthead
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.parsing.text.languages import EN
from search.citation import work_citation
from search.formats.rows import official_url
from search.request import MAX_QUERY
from web import urls
from web.index import connection, searcher, stored_document, stored_place
from web.pages.resolution.beside import beside_view, languages_view
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
    """Returns a resolution's page; other spellings of its symbol are redirected.

    The text is that in English, where there is one, or in the language asked for; `beside` puts
    that in a second language beside it.
    """
    language = urls.language_of(request.args) or EN
    stored, named = stored_place(symbol, language)
    query = request.args.get("q", "")[:MAX_QUERY]
    masthead = stored.document.masthead
    second = urls.language_of(request.args, "beside")
    if symbol != masthead.symbol:
        href = place_href(masthead.symbol, named, q=query or None, language=language, beside=second)
        return redirect(href, code=302)
    other = None
    if second in stored.languages and second != masthead.language:
        other = stored_document(symbol, second)
    return render_template(
        "resolution.html",
        view=document_view(stored, hits_within(masthead, query)),
        languages=languages_view(stored, other, query),
        beside=beside_view(stored, other, query) if other else None,
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
    prefix = _LANGUAGE.match(path)
    language = prefix[0][:2] if prefix and prefix[0][:2] in OFFICIAL else EN
    stored, named = stored_place(_LANGUAGE.sub("", path), language)
    masthead = stored.document.masthead
    return redirect(place_href(masthead.symbol, named, language=masthead.language), code=302)


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
