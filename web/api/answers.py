"""What the JSON API answers: the page's own parameters, the shapes of `search` and `indexer`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request, url_for
from werkzeug.datastructures import MultiDict

from indexer.export import cited_by_json, document_json, parts_json
from indexer.schema import KEYWORD_BY_NAME
from search.citation import citation, work_citation
from search.formats.json import completion_json, explanation_json, result_json, versions_json
from search.formats.rows import official_url
from search.request import SearchRequest
from search.results import Hit, SearchResult
from web import labels, urls
from web.index import connection, searcher, stored_document
from web.pages.search.values import FIRST_VALUES, MAX_CONTAINS, MOST, holding, values_address
from web.problems import UnusableParameters
from web.server.cache import remembered
from web.urls import search_href

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
@remembered
def search() -> Response:
    """Answer a search; every parameter that cannot be used is an error."""
    asked = urls.read_search(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    result = searcher().search(asked.request)
    answer: dict[str, Any] = dict(result_json(result))
    hits = zip(answer["hits"], result.hits, strict=True)
    answer["hits"] = [{**shown, **_said(hit), "links": _hit_links(hit)} for shown, hit in hits]
    return jsonify({**answer, "links": _search_links(result)})


@blueprint.get("/explain")
def explain() -> Response:
    """Answer a search with how it was understood and why its hits rank."""
    asked = urls.read_search(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    return jsonify(explanation_json(searcher().explain(replace(asked.request, facets=()))))


@blueprint.get("/complete")
def complete() -> Response:
    """Answer how a query that is being typed may go on."""
    asked = urls.read_completion(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    found = searcher().complete(asked.query, asked.cursor)
    completions = [completion_json(one) for one in found]
    return jsonify({"query": asked.query, "cursor": asked.cursor, "completions": completions})


def _search_links(result: SearchResult) -> dict[str, str | None]:
    asked = result.request
    api = url_for("api.search")

    def page(number: int) -> str | None:
        if not 1 <= number <= result.pages:
            return None
        return api + urls.search_query(urls.at_page(asked, number))

    return {
        "self": api + urls.search_query(asked),
        "prev": page(asked.page - 1),
        "next": page(asked.page + 1),
        "html": search_href(asked),
    }


def _said(hit: Hit) -> dict[str, str]:
    """Give how the pages call a paragraph, and how it is cited."""
    return {
        "symbol": labels.shown_symbol(hit.masthead),
        "name": labels.paragraph_name(hit.paragraph),
        "citation": citation(hit.masthead, hit.paragraph),
    }


def _hit_links(hit: Hit) -> dict[str, str]:
    symbol = hit.masthead.symbol
    place = urls.anchor(labels.fragment(hit.paragraph.id))
    return {
        "html": url_for("resolution.resolution", symbol=symbol) + place,
        "resolution": url_for("api.resolution", symbol=symbol),
    }


@blueprint.get("/facets/<field>")
def values(field: str) -> Response:
    """Answer the values of a field among what a search finds, a page of them at a time."""
    if field not in KEYWORD_BY_NAME:
        abort(404)
    args = MultiDict(request.args)
    contains, first = args.pop("contains", ""), args.pop("start", None)
    asked = urls.read_search(args)
    problems = list(asked.problems)
    start = urls.whole(first, "start", FIRST_VALUES, 1, problems)
    if len(contains) > MAX_CONTAINS:
        problems.append(
            urls.bad("contains", f"“contains” can have at most {MAX_CONTAINS} characters.")
        )
    if problems:
        raise UnusableParameters(tuple(problems))
    facet = searcher().values(asked.request, field)
    found = holding(field, facet.values, contains)
    return jsonify(
        {
            "field": field,
            "title": facet.title,
            "contains": contains,
            "total": len(facet.values),
            "matching": len(found),
            "values": [
                {
                    "value": one.value,
                    "name": labels.value_name(field, one.value),
                    "count": one.count,
                    "selected": one.selected,
                }
                for one in found[start - 1 : start - 1 + MOST]
            ],
            "links": _values_links(asked.request, field, contains, start, len(found)),
        }
    )


def _values_links(
    asked: SearchRequest, field: str, contains: str, start: int, matching: int
) -> dict[str, str | None]:
    def at(first: int, endpoint: str = "api.values") -> str:
        return values_address(asked, field, contains, first, endpoint=endpoint)

    # From beyond the last value one goes back to where there are some.
    before = max(1, min(start, matching + 1) - MOST)
    return {
        "self": at(start),
        "prev": at(before) if start > 1 else None,
        "next": at(start + MOST) if start + MOST <= matching else None,
        "html": at(start, "search.values"),
    }


@blueprint.get("/resolutions/<path:symbol>")
def resolution(symbol: str) -> Response:
    """Answer a resolution, by any spelling of its symbol."""
    unknown = tuple(request.args)
    if unknown:
        raise UnusableParameters(tuple(urls.unknown(name, ()) for name in unknown))
    stored = stored_document(symbol)
    masthead = stored.document.masthead
    links = {
        "self": url_for("api.resolution", symbol=masthead.symbol),
        "html": url_for("resolution.resolution", symbol=masthead.symbol),
    }
    if not masthead.symbol_inferred:
        official = connection().settings.official
        links["official"] = official_url(official, masthead.symbol)
    links["file"] = url_for("downloads.original", symbol=masthead.symbol)
    links["cited_by"] = url_for("api.search") + urls.search_query(
        urls.choosing(urls.DEFAULT, "cites", masthead.symbol)
    )
    answer = document_json(stored.document)
    answer["other_sources"] = [source.path for source in stored.other_sources]
    answer["parts"] = parts_json(stored.parts)
    answer["cited_by"] = cited_by_json(stored.cited_by)
    answer["citation"] = work_citation(masthead)
    answer["versions"] = versions_json(searcher().versions(masthead))
    return jsonify({**answer, "links": links})
