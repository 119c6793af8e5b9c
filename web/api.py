"""What the JSON API answers: the page's own parameters, the shapes of `search` and `indexer`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from indexer.export import cited_by_json, document_json, parts_json
from search.export import result_json
from search.results import Hit, SearchResult
from web import urls, wording
from web.connection import connection, searcher, stored_document
from web.problems import UnusableParameters
from web.urls import search_href

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
def search() -> Response:
    """Answer a search; every parameter that cannot be used is an error."""
    asked = urls.read_search(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    result = searcher().search(asked.request)
    answer: dict[str, Any] = dict(result_json(result))
    hits = zip(answer["hits"], result.hits, strict=True)
    answer["hits"] = [{**shown, "links": _hit_links(hit)} for shown, hit in hits]
    return jsonify({**answer, "links": _search_links(result)})


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


def _hit_links(hit: Hit) -> dict[str, str]:
    symbol = hit.masthead.symbol
    place = urls.anchor(wording.fragment(hit.paragraph.id))
    return {
        "html": url_for("pages.resolution", symbol=symbol) + place,
        "resolution": url_for("api.resolution", symbol=symbol),
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
        "html": url_for("pages.resolution", symbol=masthead.symbol),
    }
    if not masthead.symbol_inferred:
        official = connection().settings.official
        links["official"] = urls.official_url(official, masthead.symbol)
    links["cited_by"] = url_for("api.search") + urls.search_query(
        urls.choosing(urls.DEFAULT, "cites", masthead.symbol)
    )
    answer = document_json(stored.document)
    answer["other_sources"] = [source.path for source in stored.other_sources]
    answer["parts"] = parts_json(stored.parts)
    answer["cited_by"] = cited_by_json(stored.cited_by)
    return jsonify({**answer, "links": links})
