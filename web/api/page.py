"""Description of the API: OpenAPI for programs, and a page from the same data for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from web import urls
from web.api import openapi
from web.problems import UnusableParameters

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/api/v1/openapi.json")
def answer() -> Response:
    """Returns the description of the API in OpenAPI 3.1."""
    if request.args:
        raise UnusableParameters(tuple(urls.unknown(name, ()) for name in request.args))
    return jsonify(openapi.description(_server()))


@blueprint.get("/api")
def page() -> str:
    """Returns the page that describes the API."""
    described = openapi.description(_server())
    return render_template(
        "api.html",
        info=described["info"],
        operations=[
            _operation(path, method, one)
            for path, methods in described["paths"].items()
            for method, one in methods.items()
        ],
        shapes=[
            (name, list(_rows(one))) for name, one in described["components"]["schemas"].items()
        ],
        statuses=[
            (status, one["description"])
            for status, one in described["components"]["responses"].items()
        ],
    )


def _server() -> str:
    return url_for("search.search", _external=True).rstrip("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """A parameter on the page."""

    name: str
    required: bool
    kind: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """An address on the page.

    body: (media type, names of what is in it). answers: (media type, schema in words).
    """

    name: str
    method: str
    path: str
    description: str
    body: tuple[tuple[str, str], ...]
    summary: str
    parameters: tuple[ParameterRow, ...]
    answers: tuple[tuple[str, str], ...]
    statuses: tuple[str, ...]


def _operation(path: str, method: str, described: dict[str, Any]) -> OperationView:
    sent = described.get("requestBody", {}).get("content", {})
    return OperationView(
        name=described["operationId"],
        method=method.upper(),
        path=path,
        description=described.get("description", ""),
        body=tuple(
            (media, ", ".join(one["schema"].get("properties", ()))) for media, one in sent.items()
        ),
        summary=described["summary"],
        parameters=tuple(
            ParameterRow(
                name=one["name"],
                required=one.get("required", False),
                kind=kind_of(one["schema"]),
                description=one["description"],
            )
            for one in described["parameters"]
        ),
        answers=tuple(
            (media, kind_of(one["schema"]))
            for media, one in described["responses"]["200"]["content"].items()
        ),
        statuses=tuple(status for status in described["responses"] if status != "200"),
    )


def _rows(shape: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Returns an object's members as (path, kind, meaning), those of nested objects included."""
    rows: list[tuple[str, str, str]] = []
    for part in shape.get("allOf", [shape]):
        if "$ref" in part:
            rows.append(("…", f"all of {kind_of(part)}", ""))
        for name, one in part.get("properties", {}).items():
            rows.append((name, kind_of(one), one.get("description", "")))
            inner, mark = (one["items"], "[]") if "items" in one else (one, "")
            rows += [
                (f"{name}{mark}.{below}", kind, meaning) for below, kind, meaning in _rows(inner)
            ]
    return rows


def kind_of(shape: dict[str, Any]) -> str:
    """Returns a schema in words: "list of Hit, or null"."""
    if "$ref" in shape:
        return str(shape["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in shape:
        return " or ".join(kind_of(one) for one in shape["anyOf"])
    if "enum" in shape:
        return ", ".join(shape["enum"])
    if "const" in shape:
        return f"“{shape['const']}”"
    if shape.get("type") == "array":
        return f"list of {kind_of(shape['items'])}"
    words = str(shape.get("format") or shape.get("type", "anything"))
    if "maximum" in shape:
        words += f", {shape['minimum']:,} to {shape['maximum']:,}"
    return words
