"""Which pages there are: search, values of a facet, the list of resolutions, one of them, help."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer.model import Masthead
from indexer.schema import KEYWORD_BY_NAME
from search.citation import work_citation
from search.errors import SearchError
from search.formats.rows import official_url
from search.request import MAX_QUERY, PAGE_SIZES, SearchRequest
from search.results import SearchResult
from web import examples, urls
from web.index import connection, searcher, stored_document
from web.pages.resolution.document import Hits, document_view
from web.pages.resolution.listing import listing
from web.pages.resolution.outline import outline_view
from web.pages.resolution.versions import versions_view
from web.pages.search.results import results_view
from web.pages.search.start import start_view
from web.pages.search.values import FIRST_VALUES, MAX_CONTAINS, values_view
from web.server.cache import remembered
from web.urls import ParameterProblem

blueprint = Blueprint("pages", __name__)

LIST_PARAMETERS = ("title", "organ", "period", "page")
MAX_TITLE = 300
"""Characters of a title that the list is asked for."""
MAX_LIST = 1_000_000
"""The last page of the list that can be asked for."""


@blueprint.get("/")
@remembered
def search() -> str | Response:
    """Show the start page, or the results of the search that the URL asks for.

    What the form sends is sent on to the address of its search; a query that is only the symbol
    of a resolution to the resolution.
    """
    asked = urls.read_form(request.args)
    if urls.sent_by_form(request.args) and not asked.problems:
        return redirect(urls.search_href(asked.request))
    known = [name for name in request.args if name in urls.PARAMETERS]
    if not known:
        return render_template(
            "start.html",
            stock=start_view(searcher().overview()),
            examples=examples.START,
            syntax_examples=examples.SYNTAX,
            problems=asked.problems,
            max_query=MAX_QUERY,
        )
    result, problems = _answer(asked)
    if result.jump and asked == urls.AskedSearch(
        request=replace(urls.DEFAULT, query=result.request.query)
    ):
        return redirect(url_for("pages.resolution", symbol=result.jump))
    return render_template(
        "results.html",
        result=result,
        view=results_view(result),
        problems=problems,
        examples=examples.SYNTAX,
        max_query=MAX_QUERY,
    )


@blueprint.get("/facets/<field>")
def values(field: str) -> str:
    """Show all values of a facet, to choose some for the search that the URL asks for."""
    if field not in KEYWORD_BY_NAME:
        abort(404)
    asked = urls.read_form(request.args)
    problems = list(asked.problems)
    start = urls.whole(request.args.get("start"), "start", FIRST_VALUES, 1, problems)
    contains = request.args.get("contains", "")[:MAX_CONTAINS].strip()
    facet = searcher().values(asked.request, field)
    view = values_view(asked.request, facet, contains, start)
    return render_template("values.html", view=view, problems=problems)


def _answer(asked: urls.AskedSearch) -> tuple[SearchResult, tuple[ParameterProblem, ...]]:
    """Search; a parameter that the searcher refuses is told and left out."""
    problems, wanted = asked.problems, asked.request
    while True:
        try:
            return searcher().search(wanted), problems
        except SearchError as error:
            simpler = _left_out(wanted, error.parameter)
            if simpler == wanted:
                raise
            problems = (
                *problems,
                ParameterProblem(
                    code=error.code, parameter=str(error.parameter), message=str(error)
                ),
            )
            wanted = simpler


def _left_out(wanted: SearchRequest, parameter: str | None) -> SearchRequest:
    if parameter is not None and parameter in wanted.filters:
        return urls.without(wanted, parameter)
    if parameter in {"page", "size", "sort"}:
        default = urls.DEFAULT
        return replace(wanted, page=default.page, size=default.size, sort=default.sort)
    return wanted


@blueprint.get("/resolutions/<path:symbol>")
def resolution(symbol: str) -> str | Response:
    """Show one resolution; another spelling of its symbol is sent on to its own address."""
    stored = stored_document(symbol)
    query = request.args.get("q", "")[:MAX_QUERY]
    masthead = stored.document.masthead
    if symbol != masthead.symbol:
        own = url_for("pages.resolution", symbol=masthead.symbol, q=query or None)
        return redirect(own, code=302)
    return render_template(
        "resolution.html",
        view=document_view(stored, _hits(masthead, query)),
        outline=outline_view(stored.document),
        versions=versions_view(masthead, searcher().versions(masthead)),
        citation=work_citation(masthead),
        stored=stored,
        query=query,
        official=_official(masthead),
    )


def _official(masthead: Masthead) -> str | None:
    if masthead.symbol_inferred:
        return None
    return official_url(connection().settings.official, masthead.symbol)


def _hits(masthead: Masthead, query: str) -> Hits:
    """Find the paragraphs of one document that a query names."""
    if not query.strip():
        return {}
    filters = MappingProxyType({"symbol": (masthead.symbol,)})
    wanted = SearchRequest(query=query, filters=filters, size=PAGE_SIZES.stop - 1)
    result = searcher().search(wanted)
    hits = list(result.hits)
    for page in range(2, result.pages + 1):
        hits += searcher().search(replace(wanted, page=page)).hits
    return {hit.paragraph.id: hit.highlights for hit in hits}


@blueprint.get("/resolutions")
def resolutions() -> str:
    """List the documents, by title, organ and session or year."""
    problems = [
        urls.unknown(name, LIST_PARAMETERS) for name in request.args if name not in LIST_PARAMETERS
    ]
    chosen = listing(
        searcher().mastheads(),
        title=request.args.get("title", "")[:MAX_TITLE].strip(),
        organ=request.args.get("organ") or None,
        period=request.args.get("period") or None,
        page=urls.whole(request.args.get("page"), "page", range(1, MAX_LIST + 1), 1, problems),
    )
    return render_template("resolutions.html", list=chosen, problems=problems)


@blueprint.get("/help")
def help_page() -> str:
    """Explain the query language."""
    return render_template(
        "help.html", words=examples.WORDS, fields=examples.FIELDS, max_query=MAX_QUERY
    )
