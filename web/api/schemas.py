"""What the API's answers look like, as JSON Schema; the model's own values from their classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from indexer.model import Footnote, Issue, Masthead, Paragraph, Reference
from search.comparison.compare import Change
from search.request import Grouping, Sort

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "number"}
COUNT: Shape = {"type": "integer", "minimum": 0}
TRUTH: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
LINK: Shape = {"type": "string", "format": "uri-reference"}


def ref(name: str) -> Shape:
    """Name a shape that the document has among its components."""
    return {"$ref": f"#/components/schemas/{name}"}


def either_null(shape: Shape) -> Shape:
    """Let a value be absent, which is null."""
    return {"anyOf": [shape, {"type": "null"}]}


def many(shape: Shape) -> Shape:
    """Give the shape of a list."""
    return {"type": "array", "items": shape}


def said(shape: Shape, description: str) -> Shape:
    """Say what a value is."""
    return {**shape, "description": description}


def members(shapes: Mapping[str, Shape], *, optional: tuple[str, ...] = ()) -> Shape:
    """Give the shape of an object; members that are not named may come with later versions."""
    required = [name for name in shapes if name not in optional]
    return {"type": "object", "properties": dict(shapes), "required": required}


def of_class(kind: type, *, without: tuple[str, ...] = ()) -> Shape:
    """Give the shape of a dataclass as `indexer.export` writes it."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind} is no dataclass")
    hints = get_type_hints(kind)
    names = (field.name for field in fields(kind) if field.name not in without)
    return members({name: _of_hint(hints[name]) for name in names})


_PLAIN: Mapping[object, Shape] = {str: TEXT, bool: TRUTH, int: COUNT, float: NUMBER, date: DAY}


def _of_hint(hint: Any) -> Shape:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) in {Union, UnionType}:
        (kept,) = (one for one in get_args(hint) if one is not type(None))
        return either_null(_of_hint(kept))
    if get_origin(hint) is tuple:
        return many(_of_hint(get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"type": "string", "enum": [str(one) for one in hint]}
    return of_class(hint)


def named(values: type[StrEnum]) -> Shape:
    """Give the shape of one of some values."""
    return {"type": "string", "enum": [str(one) for one in values]}


_SPAN: Shape = said(
    {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2},
    "First character and the one after the last, counted in Unicode code points from 0.",
)
_DOCUMENT_LINKS = dict.fromkeys(("self", "html", "official", "file", "cited_by"), LINK)
_PAGED = {"self": LINK, "prev": either_null(LINK), "next": either_null(LINK)}
_BRIEF: dict[str, Shape] = {
    "symbol": TEXT, "title": either_null(TEXT), "adopted_on": either_null(DAY),
}  # fmt: skip

_HIT: dict[str, Shape] = {
    "document": ref("Masthead"),
    "paragraph": ref("Paragraph"),
    "lead_in": said(either_null(TEXT), "The words that introduce a subparagraph."),
    "highlights": said(many(_SPAN), "Matches in the full text of the paragraph."),
    "snippet": members(
        {
            "text": TEXT,
            "start": said(COUNT, "Where the snippet starts in the text of the paragraph."),
            "cut_before": TRUTH,
            "cut_after": TRUTH,
            "highlights": said(many(_SPAN), "Matches in the text of the snippet."),
        }
    ),
    "score": either_null(NUMBER),
    "group": either_null(ref("Group")),
}

SHAPES: Mapping[str, Shape] = {
    "Masthead": of_class(Masthead),
    "Paragraph": of_class(Paragraph, without=("notes",)),
    "Notice": members({"code": TEXT, "message": TEXT, "span": either_null(_SPAN)}),
    "Brief": members({**_BRIEF, "document_type": TEXT}),
    "GroupedHit": members(_HIT),
    "Group": members(
        {
            "paragraphs": COUNT,
            "documents": COUNT,
            "first_year": either_null(COUNT),
            "last_year": either_null(COUNT),
            "further": many(ref("GroupedHit")),
        }
    ),
    "Hit": members(
        {
            **_HIT,
            "symbol": said(TEXT, "Name of the document, as shown on the site."),
            "name": said(TEXT, "Name of the paragraph, as shown on the site."),
            "citation": said(TEXT, "Citation of the paragraph in the United Nations style."),
            "links": members({"html": LINK, "resolution": LINK}),
        }
    ),
    "Facet": members(
        {
            "field": TEXT,
            "title": TEXT,
            "values": many(members({"value": TEXT, "count": COUNT, "selected": TRUTH})),
            "left_out": said(COUNT, "Number of less frequent values not returned."),
        }
    ),
    "SearchAnswer": members(
        {
            "query": TEXT,
            "filters": {"type": "object", "additionalProperties": many(TEXT)},
            "sort": named(Sort),
            "group": named(Grouping),
            "page": COUNT,
            "size": COUNT,
            "total": said(COUNT, "Exact number of paragraphs found."),
            "groups": said(either_null(COUNT), "Number of documents or wordings, if grouped."),
            "pages": said(COUNT, "Number of pages available."),
            "reading": said(TEXT, "How the query was read, to complete “Paragraphs …”."),
            "jump": said(
                either_null(TEXT), "Symbol of the document, if the whole query is a symbol."
            ),
            "suggestion": said(either_null(TEXT), "A corrected query that finds more."),
            "engine": TEXT,
            "notices": many(ref("Notice")),
            "hits": many(ref("Hit")),
            "facets": many(ref("Facet")),
            "links": members({**_PAGED, "html": LINK}),
        }
    ),
    "FacetAnswer": members(
        {
            "field": TEXT,
            "title": TEXT,
            "contains": TEXT,
            "total": COUNT,
            "matching": said(COUNT, "Number of values that contain `contains`."),
            "values": many(
                members({"value": TEXT, "name": TEXT, "count": COUNT, "selected": TRUTH})
            ),
            "links": members({**_PAGED, "html": LINK}),
        }
    ),
    "ExplainAnswer": members(
        {
            "query": TEXT,
            "reading": TEXT,
            "canonical": TEXT,
            "tree": said(many(TEXT), "The query as it was read, one line per node."),
            "notices": many(ref("Notice")),
            "suggestion": either_null(TEXT),
            "words": many(
                members(
                    {
                        "asked": TEXT,
                        "words": many(members({"word": TEXT, "count": COUNT})),
                        "total": COUNT,
                    }
                )
            ),
            "total": COUNT,
            "order": TEXT,
            "engine": TEXT,
            "hits": many(
                members(
                    {
                        "id": TEXT,
                        "score": either_null(NUMBER),
                        "shares": many(members({"reason": TEXT, "points": NUMBER})),
                    }
                )
            ),
        }
    ),
    "CompleteAnswer": members(
        {
            "query": TEXT,
            "cursor": COUNT,
            "completions": many(
                members(
                    {
                        "text": TEXT,
                        "cursor": COUNT,
                        "label": TEXT,
                        "kind": TEXT,
                        "count": either_null(COUNT),
                    }
                )
            ),
        }
    ),
    "ResolutionAnswer": {
        "allOf": [
            ref("Masthead"),
            members(
                {
                    "source": said(TEXT, "Path of the file in the indexed folder."),
                    "format": TEXT,
                    "checksum": TEXT,
                    "size": said(COUNT, "Size of the file in bytes."),
                    "paragraphs": many(ref("Paragraph")),
                    "footnotes": many(of_class(Footnote)),
                    "references": many(of_class(Reference)),
                    "issues": many(of_class(Issue)),
                    "other_sources": many(TEXT),
                    "parts": many(members(_BRIEF)),
                    "cited_by": members(
                        {
                            "paragraphs": COUNT,
                            "documents": COUNT,
                            "newest": many(members({**_BRIEF, "paragraphs": many(TEXT)})),
                        }
                    ),
                    "citation": TEXT,
                    "versions": members(
                        {name: either_null(ref("Brief")) for name in ("previous", "next")}
                        | {
                            name: many(ref("Brief"))
                            for name in ("earlier", "later", "drafts", "adopted")
                        }
                    ),
                    "links": members(_DOCUMENT_LINKS, optional=("official",)),
                }
            ),
        ]
    },
    "ComparedParagraph": members(
        {"id": TEXT, "type": TEXT, "label": either_null(TEXT), "citation": TEXT, "text": TEXT}
    ),
    "CompareAnswer": members(
        {
            "before": ref("Masthead"),
            "after": ref("Masthead"),
            "counts": members({str(change): COUNT for change in Change}),
            "figures_only": COUNT,
            "pairs": many(
                members(
                    {
                        "change": named(Change),
                        "reworded": TRUTH,
                        "figures_only": TRUTH,
                        "likeness": either_null(NUMBER),
                        "before": either_null(ref("ComparedParagraph")),
                        "after": either_null(ref("ComparedParagraph")),
                        "pieces": many(members({"before": TEXT, "after": TEXT, "same": TRUTH})),
                    }
                )
            ),
            "links": members({"self": LINK, "html": LINK, "before": LINK, "after": LINK}),
        }
    ),
    "TrendsAnswer": members(
        {
            "by": TEXT,
            "periods": many(TEXT),
            "all": many(COUNT),
            "left_out": COUNT,
            "series": many(
                members(
                    {
                        "name": TEXT,
                        "query": either_null(TEXT),
                        "total": COUNT,
                        "counts": many(COUNT),
                        "shares": many(either_null(NUMBER)),
                    }
                )
            ),
            "links": members({"self": LINK, "html": LINK, "csv": LINK}),
        }
    ),
    "Problem": said(
        members(
            {
                "type": {"type": "string", "format": "uri"},
                "title": TEXT,
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
                "detail": said(TEXT, "For people: what happened and what to do."),
                "code": said(TEXT, "For programs: a fixed code."),
                "parameter": said(TEXT, "The invalid parameter."),
                "allowed": said(many(TEXT), "Valid values."),
                "errors": many(members({"code": TEXT, "parameter": TEXT, "detail": TEXT})),
                "origin": said(TEXT, "The site that was refused."),
                "setting": said(TEXT, "The setting that allows sites."),
            },
            optional=("parameter", "allowed", "errors", "origin", "setting"),
        ),
        "An error, following RFC 9457.",
    ),
}
"""All shapes by name."""
