"""Schemas of the API's answers (JSON Schema), derived from the dataclasses that it serializes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from indexer.export import ExportedParagraph
from indexer.model import Masthead
from indexer.serialization import OPTIONAL, Format, Only, members, parts
from search.formats.json import Brief, ComparedParagraph, ExportedExplanation, ExportedUnderstanding
from search.formats.report.json import ExportedChecked, FoundParagraph
from search.results import Facet, Hit, HitGroup, Notice
from web.problems import ProblemAnswer
from web.responses import (
    CompareAnswer,
    CompleteAnswer,
    ConcordanceAnswer,
    ContinuationsAnswer,
    FacetAnswer,
    HistoryAnswer,
    ReportAnswer,
    ResolutionAnswer,
    SearchAnswer,
    SearchHit,
    SeriesAnswer,
    TrendsAnswer,
)

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}

_PLAIN: Mapping[object, Schema] = {
    str: TEXT,
    bool: {"type": "boolean"},
    int: COUNT,
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
}


def reference(name: str) -> Schema:
    """Returns a reference to one of the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(schema: Schema) -> Schema:
    """Returns the schema of a list."""
    return {"type": "array", "items": schema}


def enumeration(values: type[Enum]) -> Schema:
    """Returns the schema of an enumeration."""
    return {"type": "string", "enum": [str(one) for one in values]}


def schema(hint: Any) -> Schema:
    """Returns the schema of a type, or a reference to it if it is a component."""
    kind, notes = parts(hint)
    name = _NAMES.get(_undescribed(hint))
    found = reference(name) if name else _schema(kind, hint)
    for note in notes:
        if isinstance(note, str):
            found = {**found, "description": note}
        elif isinstance(note, Format):
            found = {**found, "format": note.name}
        elif isinstance(note, range):
            found = {**found, "minimum": note.start, "maximum": note.stop - 1}
    return found


def _schema(kind: Any, hint: Any) -> Schema:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if origin in {Union, UnionType}:
        (present,) = (one for one in arguments if one is not type(None))
        # A member that is left out if it is None is never null.
        given = schema(present)
        return given if OPTIONAL in parts(hint).notes else {"anyOf": [given, {"type": "null"}]}
    if origin is tuple and Ellipsis not in arguments:
        size = len(arguments)
        return {**list_of(schema(arguments[0])), "minItems": size, "maxItems": size}
    if origin is tuple:
        return list_of(schema(arguments[0]))
    if origin is Mapping:
        return _mapping(*arguments)
    return enumeration(kind) if issubclass(kind, Enum) else _object(hint)


def _mapping(key: Any, value: Any) -> Schema:
    if isinstance(key, type) and issubclass(key, Enum):
        names = [str(one) for one in key]
        return {
            "type": "object",
            "properties": dict.fromkeys(names, schema(value)),
            "required": names,
        }
    return {"type": "object", "additionalProperties": schema(value)}


def _object(hint: Any) -> Schema:
    """Returns the schema of an object; later versions may add members."""
    found = list(members(hint))
    return {
        "type": "object",
        "properties": {one.name: schema(one.hint) for one in found},
        "required": [one.name for one in found if not one.optional],
    }


def _undescribed(hint: Any) -> Any:
    """Returns a type without its annotations except the choice of members."""
    kind, notes = parts(hint)
    only = [note for note in notes if isinstance(note, Only)]
    return Annotated[kind, *only] if only else kind


COMPONENTS: Mapping[str, Any] = {
    "Masthead": Masthead,
    "Paragraph": ExportedParagraph,
    "Notice": Notice,
    "Brief": Brief,
    "GroupedHit": Hit,
    "Group": HitGroup,
    "Hit": SearchHit,
    "Understanding": ExportedUnderstanding,
    "Facet": Facet,
    "SearchAnswer": SearchAnswer,
    "FacetAnswer": FacetAnswer,
    "ExplainAnswer": ExportedExplanation,
    "CompleteAnswer": CompleteAnswer,
    "ResolutionAnswer": ResolutionAnswer,
    "ComparedParagraph": ComparedParagraph,
    "CompareAnswer": CompareAnswer,
    "FoundParagraph": FoundParagraph,
    "HistoryAnswer": HistoryAnswer,
    "SeriesAnswer": SeriesAnswer,
    "CheckedParagraph": ExportedChecked,
    "ReportAnswer": ReportAnswer,
    "ConcordanceAnswer": ConcordanceAnswer,
    "ContinuationsAnswer": ContinuationsAnswer,
    "TrendsAnswer": TrendsAnswer,
    "Problem": Annotated[ProblemAnswer, "An error, following RFC 9457."],
}
"""Types by their names in the API's description."""
_NAMES = {_undescribed(hint): name for name, hint in COMPONENTS.items()}


def components() -> dict[str, Schema]:
    """Returns the schemas of all components by name."""
    return {name: _component(hint) for name, hint in COMPONENTS.items()}


def _component(hint: Any) -> Schema:
    described = [note for note in parts(hint).notes if isinstance(note, str)]
    found = _object(hint)
    return {**found, "description": described[0]} if described else found
