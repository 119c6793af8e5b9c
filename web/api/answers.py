"""Endpoints of the JSON API: searches, values of filters, completions and resolutions."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.datastructures import MultiDict

from indexer.model import Masthead
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.parsing.text.languages import EN
from indexer.schema import KEYWORD_BY_NAME
from search.citation import citation, work_citation
from search.formats.json import exported_explanation, exported_resolution, exported_search
from search.formats.rows import official_url
from search.request import SearchRequest
from search.results import Hit, SearchResult
from search.translation.current import gettext
from web import labels, urls
from web.index import connection, searcher, stored_document
from web.pages.search.values import FIRST_VALUES, MAX_CONTAINS, MOST, holding, values_address
from web.problems import UnusableParameters
from web.responses import (
    CompleteAnswer,
    FacetAnswer,
    HitLinks,
    NamedValue,
    PageLinks,
    ResolutionAnswer,
    ResolutionLinks,
    SearchAnswer,
    SearchHit,
    respond,
)
from web.server.cache import remembered
from web.urls import place_href, search_href

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
@remembered
def search() -> Response:
    """Returns a page of results; any unusable parameter is an error."""
    asked = urls.read_search(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    result = searcher().search(asked.request)
    return respond(
        SearchAnswer(
            search=exported_search(result),
            hits=tuple(_hit(hit) for hit in result.hits),
            facets=result.facets,
            links=_search_links(result),
        )
    )


@blueprint.get("/explain")
def explain() -> Response:
    """Returns a page of results with the reasons for their ranking."""
    asked = urls.read_search(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    return respond(exported_explanation(searcher().explain(replace(asked.request, facets=()))))


@blueprint.get("/complete")
def complete() -> Response:
    """Returns completions of the query being typed."""
    asked = urls.read_completion(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    found = searcher().complete(asked.query, asked.cursor)
    return respond(CompleteAnswer(query=asked.query, cursor=asked.cursor, completions=tuple(found)))


def _search_links(result: SearchResult) -> PageLinks:
    asked = result.request
    api = url_for("api.search")

    def page(number: int) -> str | None:
        if not 1 <= number <= result.pages:
            return None
        return api + urls.search_query(urls.at_page(asked, number))

    return PageLinks(
        self=api + urls.search_query(asked),
        prev=page(asked.page - 1),
        next=page(asked.page + 1),
        html=search_href(asked),
    )


def _hit(hit: Hit) -> SearchHit:
    symbol = hit.masthead.symbol
    place = urls.anchor(labels.fragment(hit.paragraph.id))
    language = hit.masthead.language
    return SearchHit(
        hit=hit,
        symbol=labels.shown_symbol(hit.masthead),
        name=labels.paragraph_name(hit.paragraph),
        citation=citation(hit.masthead, hit.paragraph),
        links=HitLinks(
            html=place_href(symbol, language=language) + place,
            resolution=url_for(
                "api.resolution", symbol=symbol, language=None if language == EN else language
            ),
        ),
    )


@blueprint.get("/facets/<field>")
def values(field: str) -> Response:
    """Returns a page of a field's values among the results of a search."""
    if field not in KEYWORD_BY_NAME:
        abort(404)
    args = MultiDict(request.args)
    contains, first = args.pop("contains", ""), args.pop("start", None)
    asked = urls.read_search(args)
    problems = list(asked.problems)
    start = urls.whole(first, "start", FIRST_VALUES, 1, problems)
    if len(contains) > MAX_CONTAINS:
        problems.append(
            urls.bad(
                "contains",
                gettext("“contains” can have at most %(most)s characters.", most=MAX_CONTAINS),
            )
        )
    if problems:
        raise UnusableParameters(tuple(problems))
    facet = searcher().values(asked.request, field)
    found = holding(field, facet.values, contains)
    return respond(
        FacetAnswer(
            facet=facet,
            contains=contains,
            total=len(facet.values),
            matching=len(found),
            values=tuple(
                NamedValue(
                    value=one.value,
                    name=labels.value_name(field, one.value),
                    count=one.count,
                    selected=one.selected,
                )
                for one in found[start - 1 : start - 1 + MOST]
            ),
            links=_values_links(asked.request, field, contains, start, len(found)),
        )
    )


def _values_links(
    asked: SearchRequest, field: str, contains: str, start: int, matching: int
) -> PageLinks:
    def at(first: int, endpoint: str = "api.values") -> str:
        return values_address(asked, field, contains, first, endpoint=endpoint)

    # The page before one beyond the last value is the last one with values.
    before = max(1, min(start, matching + 1) - MOST)
    return PageLinks(
        self=at(start),
        prev=at(before) if start > 1 else None,
        next=at(start + MOST) if start + MOST <= matching else None,
        html=at(start, "search.values"),
    )


@blueprint.get("/resolutions/<path:symbol>")
def resolution(symbol: str) -> Response:
    """Returns a resolution by any spelling of its symbol."""
    problems = [urls.unknown(name, ("language",)) for name in request.args if name != "language"]
    language = urls.language_of(request.args)
    if language is None and request.args.get("language"):
        names = ", ".join(OFFICIAL)
        problems.append(
            urls.bad(
                "language",
                gettext(
                    "“%(name)s” must be one of these: %(items)s.", name="language", items=names
                ),
                OFFICIAL,
            )
        )
    if problems:
        raise UnusableParameters(tuple(problems))
    stored = stored_document(symbol, language or EN)
    masthead = stored.document.masthead
    exported = exported_resolution(stored, searcher().versions(masthead))
    return respond(
        ResolutionAnswer(
            resolution=exported,
            citation=work_citation(masthead),
            versions=exported.versions,
            links=_resolution_links(masthead),
        )
    )


def _resolution_links(masthead: Masthead) -> ResolutionLinks:
    symbol = masthead.symbol
    language = None if masthead.language == EN else masthead.language
    official = connection().settings.official
    citations = urls.choosing(urls.DEFAULT, "cites", symbol)
    return ResolutionLinks(
        self=url_for("api.resolution", symbol=symbol, language=language),
        html=place_href(symbol, language=masthead.language),
        official=None if masthead.symbol_inferred else official_url(official, symbol),
        file=url_for("downloads.original", symbol=symbol, language=language),
        cited_by=url_for("api.search") + urls.search_query(citations),
    )
