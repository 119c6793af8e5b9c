"""OpenAPI 3.1 description of the API, built from the tables that the API itself uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from indexer.schema import FIELDS
from search.concordance.continuations import LENGTHS
from search.concordance.lines import MOST_READ, MOST_WRITTEN, Order
from search.formats.registry import FORMATS
from search.precedents.drafts import MOST_BYTES
from search.request import MAX_DEPTH, MAX_QUERY, PAGE_SIZES, Grouping, Sort
from search.series.chain import Texts
from search.series.table import MOST_TEXTS
from search.trends import MOST_SERIES, PERIODS, SPLITS
from web import problems, urls
from web.api.schemas import COUNT, TEXT, Schema, components, enumeration, list_of, reference
from web.pages.search.values import FIRST_VALUES, MAX_CONTAINS

JSON = "application/json"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An address of the API and its responses.

    parameters: names in the table of parameters. answers: schema by media type. missing: whether it
    can answer 404. body: schema by media type of what is sent, for operations that take something.
    """

    name: str
    summary: str
    description: str = ""
    parameters: tuple[Schema, ...] = ()
    answers: Mapping[str, Schema] = field(default_factory=dict)
    missing: bool = False
    body: Mapping[str, Schema] = field(default_factory=dict)


def _query(name: str, description: str, schema: Schema, *, required: bool = False) -> Schema:
    shape: Schema = {"name": name, "in": "query", "description": description, "schema": schema}
    return {**shape, "required": True} if required else shape


def _whole(allowed: range, default: int) -> Schema:
    return {
        "type": "integer",
        "minimum": allowed.start,
        "maximum": allowed.stop - 1,
        "default": default,
    }


def _one_of(values: tuple[str, ...], default: str | None = None) -> Schema:
    shape: Schema = {"type": "string", "enum": list(values)}
    return {**shape, "default": default} if default else shape


_FILTERS = tuple(
    _query(
        one.name,
        f"{one.meaning} If repeated, results match any of the values.",
        {
            "type": "array",
            "items": {"type": "string", "maxLength": urls.MAX_VALUE},
            "maxItems": urls.MAX_VALUES,
        },
    )
    for one in FIELDS
)
_Q = _query(
    "q", f"The query. Only the first {MAX_QUERY:,} characters are used; a notice says so.", TEXT
)
_REST = (
    _query(
        "verbs", "Verbs that the facets count: `lead` or `any`.", _one_of(("lead", "any"), "lead")
    ),
    _query(
        "sort", "Order of the results.", {**enumeration(Sort), "default": str(urls.DEFAULT.sort)}
    ),
    _query(
        "group",
        "What one result stands for.",
        {**enumeration(Grouping), "default": str(urls.DEFAULT.group)},
    ),
    _query(
        "page",
        f"Page of results. Pages reach the first {MAX_DEPTH:,} results.",
        _whole(range(1, MAX_DEPTH + 1), 1),
    ),
    _query("size", "Results per page.", _whole(PAGE_SIZES, urls.DEFAULT.size)),
    _query(
        "strict",
        "`1` finds only paragraphs with every word as typed, even if there are none.",
        _one_of(("0", "1"), "0"),
    ),
)
SEARCH = (_Q, *_FILTERS, *_REST)
"""The parameters of a search."""


def _path(name: str, description: str, schema: Schema) -> Schema:
    return {
        "name": name, "in": "path", "required": True, "description": description,
        "schema": schema,
    }  # fmt: skip


_SYMBOL = _path(
    "symbol",
    "Symbol of a document, in any spelling. Slashes need no encoding.",
    {"type": "string", "minLength": 1, "examples": ["A/RES/74/176"]},
)
_SERIES = {**list_of(TEXT), "minItems": 1, "maxItems": MOST_SERIES}
_TRENDS = (
    _query("q", "A query. Repeat it to compare several.", _SERIES, required=True),
    _query("by", "Length of a period.", _one_of(PERIODS, PERIODS[0])),
    _query("split", "Field by which to break down a single query.", _one_of(SPLITS)),
    *_FILTERS,
)
_CONCORDANCE = (
    _query("q", "The query.", TEXT, required=True),
    _query(
        "order",
        "What the lines are sorted by: the words to the right or left, or the newest first.",
        {**enumeration(Order), "default": str(Order.RIGHT)},
    ),
    *_FILTERS,
)
_CONTINUATIONS = (
    _query("q", "A phrase: words without operators.", TEXT, required=True),
    _query("words", "Number of words that follow.", _whole(LENGTHS, 2)),
    *_FILTERS,
)
_FILE: Schema = {"type": "string"}
_XLSX = FORMATS["xlsx"].media_type
_TEXT_SERIES = (
    _query("symbol", "Symbol of a document of the series.", TEXT, required=True),
    _query(
        "texts",
        "Which texts: all, adopted ones, or the drafts of the document’s session.",
        {**enumeration(Texts), "default": str(Texts.ALL)},
    ),
    _query("start", f"Symbol of the first text; there are up to {MOST_TEXTS}.", TEXT),
)

OPERATIONS: Mapping[str, Operation] = {
    "/api/v1/search": Operation(
        name="search",
        summary="Search paragraphs",
        parameters=SEARCH,
        answers={JSON: reference("SearchAnswer")},
    ),
    "/api/v1/facets/{field}": Operation(
        name="facetValues",
        summary="All values of a filter for a search",
        parameters=(
            _path("field", "Name of the filter.", _one_of(tuple(one.name for one in FIELDS))),
            *SEARCH,
            _query(
                "contains",
                "Only values that contain this text.",
                {"type": "string", "maxLength": MAX_CONTAINS},
            ),
            _query("start", "Number of the first value to return.", _whole(FIRST_VALUES, 1)),
        ),
        answers={JSON: reference("FacetAnswer")},
        missing=True,
    ),
    "/api/v1/explain": Operation(
        name="explain",
        summary="How a query is read and why its results rank",
        parameters=SEARCH,
        answers={JSON: reference("ExplainAnswer")},
    ),
    "/api/v1/complete": Operation(
        name="complete",
        summary="Suggestions for a query being typed",
        parameters=(
            _Q,
            _query(
                "cursor", "Cursor position in the query, in characters. Default: the end.", COUNT
            ),
        ),
        answers={JSON: reference("CompleteAnswer")},
    ),
    "/api/v1/resolutions/{symbol}": Operation(
        name="resolution",
        summary="One document in full",
        parameters=(_SYMBOL,),
        answers={JSON: reference("ResolutionAnswer")},
        missing=True,
    ),
    "/api/v1/compare": Operation(
        name="compare",
        summary="Changes between two documents",
        parameters=(
            _query("a", "Symbol of the earlier document.", TEXT, required=True),
            _query("b", "Symbol of the later document.", TEXT, required=True),
        ),
        answers={JSON: reference("CompareAnswer")},
        missing=True,
    ),
    "/api/v1/history": Operation(
        name="history",
        summary="Where a paragraph's wording comes from, and how it changed",
        parameters=(_query("paragraph", "Id or citation of a paragraph.", TEXT, required=True),),
        answers={JSON: reference("HistoryAnswer")},
        missing=True,
    ),
    "/api/v1/series": Operation(
        name="series",
        summary="A text through the years and its drafts, paragraph by paragraph",
        parameters=_TEXT_SERIES,
        answers={JSON: reference("SeriesAnswer")},
        missing=True,
    ),
    "/api/v1/series.csv": Operation(
        name="seriesTable",
        summary="The same as a CSV table",
        parameters=_TEXT_SERIES,
        answers={"text/csv": _FILE},
        missing=True,
    ),
    "/api/v1/series.xlsx": Operation(
        name="seriesWorkbook",
        summary="The same as an Excel workbook",
        parameters=_TEXT_SERIES,
        answers={_XLSX: _FILE},
        missing=True,
    ),
    "/api/v1/precedents": Operation(
        name="checkDocument",
        summary="What of a document is agreed language, and what is new",
        description="The document is compared with those of the index that are older.",
        parameters=(_query("symbol", "Symbol of a document.", TEXT, required=True),),
        answers={JSON: reference("ReportAnswer")},
        missing=True,
    ),
    "/api/v1/concordance": Operation(
        name="concordance",
        summary="Words in context",
        description=f"At most the {MOST_READ:,} newest paragraphs that match are read.",
        parameters=(*_CONCORDANCE, _query("page", "Page of lines.", _whole(range(1, 1000), 1))),
        answers={JSON: reference("ConcordanceAnswer")},
    ),
    "/api/v1/concordance.csv": Operation(
        name="concordanceTable",
        summary="The same as a CSV table",
        description=f"At most the {MOST_WRITTEN:,} newest paragraphs that match are read.",
        parameters=_CONCORDANCE,
        answers={"text/csv": _FILE},
    ),
    "/api/v1/continuations": Operation(
        name="continuations",
        summary="What follows a phrase, by year",
        parameters=_CONTINUATIONS,
        answers={JSON: reference("ContinuationsAnswer")},
    ),
    "/api/v1/continuations.csv": Operation(
        name="continuationsTable",
        summary="The same numbers as a CSV table",
        parameters=_CONTINUATIONS,
        answers={"text/csv": _FILE},
    ),
    "/api/v1/export": Operation(
        name="export",
        summary="Download the results of a search",
        parameters=(
            *SEARCH,
            _query("format", "File format.", _one_of(tuple(FORMATS)), required=True),
        ),
        answers={one.media_type.partition(";")[0]: _FILE for one in FORMATS.values()},
    ),
    "/api/v1/trends": Operation(
        name="trends",
        summary="Number of results by year or session",
        parameters=_TRENDS,
        answers={JSON: reference("TrendsAnswer")},
    ),
    "/api/v1/trends.csv": Operation(
        name="trendsTable",
        summary="The same numbers as a CSV table",
        parameters=_TRENDS,
        answers={"text/csv": _FILE},
    ),
    "/api/v1/openapi.json": Operation(
        name="openapi",
        summary="This description",
        answers={JSON: {"type": "object"}},
    ),
}
"""The operations by address as in the application, with `{symbol}` for `<symbol>`."""

_DRAFT: Schema = {
    "type": "object",
    "properties": {"text": {"type": "string", "description": "The draft, if it has no file."}},
}
_DRAFT_FILE: Schema = {
    "type": "string",
    "format": "binary",
    "description": f"Word, PDF, HTML or text; at most {MOST_BYTES >> 20} MB.",
}
POSTED: Mapping[str, Operation] = {
    "/api/v1/precedents": Operation(
        name="checkDraft",
        summary="What of a draft is agreed language, and what is new",
        description="Send a file, or text. The draft is not kept.",
        answers={JSON: reference("ReportAnswer")},
        body={
            "multipart/form-data": {
                **_DRAFT,
                "properties": {"file": _DRAFT_FILE, **_DRAFT["properties"]},
            },
            "application/x-www-form-urlencoded": {**_DRAFT, "required": ["text"]},
            JSON: {**_DRAFT, "required": ["text"]},
            "text/plain": TEXT,
        },
    ),
}
"""The operations that take a body, by address."""

_NAMED = 404
_UNREADABLE = 422
_TOO_LONG = 431
_ALWAYS = frozenset(
    {400, 413, 429, _TOO_LONG, 500, *map(int, problems.STATUSES.values())} - {_NAMED, _UNREADABLE}
)
"""Statuses of problems at any address; 404 only if the address names something."""
_WAITING = {429, 503}


def codes(status: int) -> list[str]:
    """Returns the codes of the problems with an HTTP status."""
    own = [code for code, one in problems.STATUSES.items() if one == status]
    return list(dict.fromkeys([*own, problems.http_code(HTTPStatus(status))]))


def _problem_response(status: int) -> Schema:
    if status == _TOO_LONG:
        return {
            "description": "The address is too long. The reply is plain text.",
            "content": {"text/plain": {"schema": TEXT}},
        }
    named_codes = ", ".join(f"`{code}`" for code in codes(status))
    response: Schema = {
        "description": f"{HTTPStatus(status).phrase}: {named_codes}",
        "content": {PROBLEM: {"schema": reference("Problem")}},
    }
    if status in _WAITING:
        response["headers"] = {
            "Retry-After": {"description": "Seconds to wait before trying again.", "schema": COUNT}
        }
    return response


def _operation(one: Operation) -> Schema:
    more = {_NAMED} if one.missing else {_UNREADABLE} if one.body else frozenset()
    statuses = sorted(_ALWAYS | more)
    described: Schema = {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": list(one.parameters),
        "responses": {
            "200": {
                "description": one.summary,
                "headers": {"ETag": {"schema": TEXT}}
                if JSON in one.answers and not one.body
                else {},
                "content": {media: {"schema": shape} for media, shape in one.answers.items()},
            },
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses},
        },
    }
    if one.body:
        content = {media: {"schema": shape} for media, shape in one.body.items()}
        described["requestBody"] = {"required": True, "content": content}
    return {**described, "description": one.description} if one.description else described


def _methods(path: str) -> Schema:
    """Returns the operations of an address by method."""
    tables = {"get": OPERATIONS, "post": POSTED}
    return {name: _operation(table[path]) for name, table in tables.items() if path in table}


@cache
def _unplaced() -> Schema:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Operative",
            "version": version("operative"),
            "summary": "Search United Nations resolutions paragraph by paragraph",
            "description": (
                "Nothing can be changed or stored. v1 may gain fields; existing fields will not "
                "change. Missing values are null. Dates follow ISO 8601. Offsets count Unicode "
                "code points from 0."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {path: _methods(path) for path in OPERATIONS},
        "components": {
            "schemas": components(),
            "responses": {
                str(status): _problem_response(status)
                for status in sorted(_ALWAYS | {_NAMED, _UNREADABLE})
            },
        },
    }


def description(server: str) -> dict[str, Any]:
    """Returns the description of the API at `server`, an address without trailing slash."""
    placed = dict(_unplaced())
    return {
        "openapi": placed.pop("openapi"),
        "info": placed.pop("info"),
        "servers": [{"url": server}],
        **placed,
    }
