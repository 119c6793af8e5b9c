"""Pages of the search: start, results, all values of a facet, help."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from indexer.schema import KEYWORD_BY_NAME
from search.errors import SearchError
from search.request import MAX_QUERY, SearchRequest
from search.results import SearchResult
from web import examples, urls
from web.index import searcher
from web.pages.search.results import results_view
from web.pages.search.start import newest, start_view
from web.pages.search.values import FIRST_VALUES, MAX_CONTAINS, values_view
from web.server.cache import remembered
from web.urls import ParameterProblem, place_href

blueprint = Blueprint("search", __name__)


@blueprint.get("/")
@remembered
def search() -> str | Response:
    """Returns the start page, or the results of the search in the URL.

    A form's request is redirected to its search's address, and a query that is only a symbol to the
    resolution or the paragraph that it names.
    """
    asked = urls.read_form(request.args)
    if urls.sent_by_form(request.args) and not asked.problems:
        return redirect(urls.search_href(asked.request))
    known = [name for name in request.args if name in urls.PARAMETERS]
    if not known:
        return render_template(
            "start.html",
            stock=start_view(searcher().overview()),
            news=newest(searcher()),
            examples=examples.start_examples(searcher()),
            syntax_examples=examples.SYNTAX,
            problems=asked.problems,
            max_query=MAX_QUERY,
        )
    result, problems = _answer(asked)
    only = urls.AskedSearch(request=replace(urls.DEFAULT, query=result.request.query))
    if result.jump and result.jump_is_all and asked == only:
        return redirect(place_href(result.jump, result.jump_paragraph))
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
    """Returns the page of all values of a facet, from which to choose for a search."""
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
    """Returns results; a parameter that the searcher refuses is reported and left out."""
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


@blueprint.get("/help")
def help_page() -> str:
    """Returns the full search guide."""
    return render_template(
        "help.html", words=examples.WORDS, fields=examples.FIELDS, max_query=MAX_QUERY
    )
