"""Problems: errors as responses, by one table from error code to HTTP status.

The API answers RFC 9457 problems (`application/problem+json`), the pages the same in HTML.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from indexer.errors import IndexerError
from indexer.serialization import INLINE, OPTIONAL, Format, to_json, without
from search.errors import DocumentMissing, SearchError
from search.translation.current import gettext, later, message
from web.server import hosts
from web.server.hosts import HostRefused
from web.server.origins import SETTING, OriginRefused
from web.urls import ParameterProblem

LOG = logging.getLogger(__name__)

FOR_PROGRAMS = ("/api/", "/feed", "/oembed")
"""Beginnings of the addresses whose errors are always in JSON."""
PAGE_KIND, JSON_KINDS = "text/html", ("application/problem+json", "application/json")
TYPE_PREFIX = "urn:operative:problem:"

STATUSES: Mapping[str, HTTPStatus] = MappingProxyType(
    {
        "unknown-parameter": HTTPStatus.BAD_REQUEST,
        "bad-parameter": HTTPStatus.BAD_REQUEST,
        "unknown-field": HTTPStatus.BAD_REQUEST,
        "origin-refused": HTTPStatus.FORBIDDEN,
        "host-refused": HTTPStatus.MISDIRECTED_REQUEST,
        "document-missing": HTTPStatus.NOT_FOUND,
        "original-missing": HTTPStatus.NOT_FOUND,
        "draft-unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
        "draft-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "search-too-long": HTTPStatus.SERVICE_UNAVAILABLE,
        "too-many-searches": HTTPStatus.SERVICE_UNAVAILABLE,
        "index-missing": HTTPStatus.SERVICE_UNAVAILABLE,
        "index-incompatible": HTTPStatus.SERVICE_UNAVAILABLE,
        "index-damaged": HTTPStatus.SERVICE_UNAVAILABLE,
        "index-busy": HTTPStatus.SERVICE_UNAVAILABLE,
        "cluster-unset": HTTPStatus.SERVICE_UNAVAILABLE,
        "cluster-unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
        "cluster-refused": HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
"""HTTP status by error code; any other error is internal."""

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "unknown-parameter": later("Unknown parameter"),
        "bad-parameter": later("Invalid parameter"),
        "unknown-field": later("Unknown field"),
        "origin-refused": later("This site is not allowed to use this server"),
        "host-refused": later("This is not the address of this server"),
        "document-missing": later("Resolution not found"),
        "original-missing": later("The source file is no longer available"),
        "draft-unreadable": later("This draft cannot be read"),
        "draft-too-large": later("This draft is too large"),
        "search-too-long": later("This search took too long"),
        "too-many-searches": later("Too many long searches"),
        "index-missing": later("There is no index yet"),
        "index-incompatible": later("The index was built by a different version"),
        "index-damaged": later("The index is damaged"),
        "index-busy": later("The index is being built"),
        "cluster-unset": later("The index is not connected"),
        "cluster-unavailable": later("The search is not available now"),
        "cluster-refused": later("The index is not connected"),
        "forbidden": later("Sign in first"),
        "not-found": later("Page not found"),
        "method-not-allowed": later("Method not allowed"),
        "body-refused": later("Requests must not have a body"),
        "too-many-requests": later("Too many requests"),
        "service-unavailable": later("The server is busy"),
        "internal-server-error": later("Something went wrong"),
    }
)

_AGAIN = later(
    "The administrator of this server can build one with “operative index FOLDER”; "
    "searches work as soon as it is ready. See the server’s log for details."
)
DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "index-missing": later("This server has no search index yet."),
        "index-incompatible": later(
            "The search index was built by a different version of Operative."
        ),
        "index-damaged": later("Files of the search index are missing or have changed."),
        "cluster-unset": later(
            "This server does not know where its search index is. See the server’s log for details."
        ),
        "cluster-unavailable": later(
            "The machines that search cannot answer at the moment. Try again in a minute."
        ),
        "cluster-refused": later(
            "The machines that search do not accept this server. See the server’s log for details."
        ),
        "not-found": later("There is no page at this address. Check it for typing mistakes."),
    }
)
"""Details in place of an error's message, which names the server's folders or is a library's."""

_CODES = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "body-refused",
    HTTPStatus.UNPROCESSABLE_ENTITY: "draft-unreadable",
}
"""Codes of statuses whose phrases are not the same in all versions of Python, or say too little."""

RETRY_AFTER = "10"
"""Seconds after which to ask again when there is no usable index."""


class UnusableParameters(Exception):  # noqa: N818 - the noun says it
    """Parameters of an API request that cannot be used."""

    def __init__(self, problems: tuple[ParameterProblem, ...]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusableParameter:
    """A parameter that cannot be used, in the API's JSON."""

    code: str
    parameter: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error for pages and API.

    code: in kebab-case. headers: of the response. fact: the detail for pages, which have links
    instead of advice; empty if it is the same.
    """

    title: str
    status: Annotated[int, range(400, 600)]
    detail: Annotated[str, "For people: what happened and what to do."]
    code: Annotated[str, "For programs: a fixed code."]
    parameter: Annotated[str | None, OPTIONAL, "The invalid parameter."] = None
    allowed: Annotated[tuple[str, ...] | None, OPTIONAL, "Valid values."] = None
    errors: Annotated[tuple[UnusableParameter, ...] | None, OPTIONAL] = None
    origin: Annotated[str | None, OPTIONAL, "The site that was refused."] = None
    setting: Annotated[str | None, OPTIONAL, "The setting that allows it."] = None
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemAnswer:
    """A problem in the API's JSON; type: a URN that ends in the problem's code."""

    type: Annotated[str, Format("uri")]
    problem: Annotated[Problem, INLINE, without(Problem, "headers", "fact")]


def problem_of(error: Exception) -> Problem:
    """Returns an error as a problem; unexpected errors reveal no details."""
    if isinstance(error, UnusableParameters):
        return _parameters_problem(error)
    if isinstance(error, OriginRefused):
        return Problem(
            code="origin-refused",
            status=STATUSES["origin-refused"],
            title=gettext(TITLES["origin-refused"]),
            detail=str(error),
            origin=error.origin,
            setting=SETTING,
        )
    if isinstance(error, HostRefused):
        return Problem(
            code="host-refused",
            status=STATUSES["host-refused"],
            title=gettext(TITLES["host-refused"]),
            detail=str(error),
            setting=hosts.SETTING,
        )
    if isinstance(error, HTTPException) and error.code is not None:
        return _http_problem(error)
    if isinstance(error, SearchError | IndexerError) and error.code in STATUSES:
        return _own_problem(error)
    return Problem(
        code="internal-server-error",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        title=gettext(TITLES["internal-server-error"]),
        detail=gettext("We could not answer this request. See the server’s log for details."),
    )


def _parameters_problem(error: UnusableParameters) -> Problem:
    first = error.problems[0]
    return Problem(
        code=first.code,
        status=STATUSES[first.code],
        title=gettext(TITLES[first.code]),
        detail=str(error),
        parameter=first.parameter,
        allowed=first.allowed or None,
        errors=tuple(
            UnusableParameter(code=one.code, parameter=one.parameter, detail=one.message)
            for one in error.problems
        ),
    )


def _own_problem(error: SearchError | IndexerError) -> Problem:
    status = STATUSES[error.code]
    return Problem(
        code=error.code,
        status=status,
        title=gettext(TITLES[error.code]),
        detail=detail_of(error),
        parameter=getattr(error, "parameter", None) or None,
        fact=error.fact if isinstance(error, DocumentMissing) else "",
        headers={"Retry-After": RETRY_AFTER} if status is HTTPStatus.SERVICE_UNAVAILABLE else {},
    )


def detail_of(error: SearchError | IndexerError) -> str:
    """Returns what happened and what to do, without the names of the server's folders."""
    if error.code not in DETAILS:
        return str(error)
    detail = gettext(DETAILS[error.code])
    return f"{detail} {gettext(_AGAIN)}" if error.code.startswith("index-") else detail


def http_code(status: HTTPStatus) -> str:
    """Returns the code of a problem of which only the HTTP status is known."""
    return _CODES.get(status) or status.phrase.lower().replace(" ", "-")


def _http_problem(error: HTTPException) -> Problem:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    code = http_code(status)
    headers = dict(error.get_response().headers)
    # The library's own sentence for the status, if the view gave none.
    own = message(DETAILS.get(code, "")) if error.description == type(error).description else ""
    return Problem(
        code=code,
        status=status,
        title=gettext(TITLES.get(code, status.phrase)),
        detail=own or error.description or status.description,
        headers={name: headers[name] for name in ("Allow", "Retry-After") if name in headers},
    )


def respond(problem: Problem) -> Response:
    """Returns a problem as a response: JSON for programs, else a page."""
    if kind := _json_kind():
        answer = ProblemAnswer(type=TYPE_PREFIX + problem.code, problem=problem)
        body = current_app.json.dumps(to_json(answer))
        response = Response(body, mimetype=kind)
    else:
        response = Response(render_template("error.html", problem=problem))
    response.status_code = int(problem.status)
    response.headers.update(problem.headers)
    response.vary.add("Accept")
    return response


def _json_kind() -> str | None:
    """Returns the media type of a problem in JSON; None where a page is wanted.

    Programs ask at the addresses of the API, or at any address for JSON in particular. Those that
    name only `application/json` get that: some refuse to read anything else.
    """
    accepted = request.accept_mimetypes
    named = {kind.partition(";")[0].strip() for kind in accepted.values()}
    wants_json = accepted.best_match([PAGE_KIND, *JSON_KINDS]) in JSON_KINDS
    if not request.path.startswith(FOR_PROGRAMS) and not wants_json:
        return None
    return JSON_KINDS[1] if JSON_KINDS[1] in named and JSON_KINDS[0] not in named else JSON_KINDS[0]


def install(app: Flask) -> None:
    """Registers the handlers of all errors of the application."""

    def answer(error: Exception) -> Response:
        problem = problem_of(error)
        if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            LOG.error("%s: %s", problem.code, error, exc_info=_unexpected(error))
        return respond(problem)

    app.register_error_handler(Exception, answer)


def _unexpected(error: Exception) -> bool:
    """Returns whether an error's traceback should be logged."""
    return not isinstance(error, SearchError | IndexerError | HTTPException)
