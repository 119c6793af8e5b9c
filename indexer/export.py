"""A document as JSON: the shape that `operative parse`, the API and scripts share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from indexer.model import Document, Masthead, Paragraph
from indexer.store.citations import CitedBy

_MASTHEAD = tuple(field.name for field in fields(Masthead))
_PARAGRAPH = tuple(
    field.name for field in fields(Paragraph) if field.name not in ("marks", "notes")
)


def document_json(document: Document) -> dict[str, Any]:
    """Returns a document as values that `json.dumps` takes; absent ones are None, dates ISO.

    `source` is the path of the file; `paragraphs`, `footnotes`, `references` and `issues` are
    lists of objects in the order of the document, with the names of `model.py`.
    """
    source = document.source
    return {
        "source": source.path,
        **masthead_json(document.masthead),
        "format": source.format,
        "checksum": source.checksum,
        "size": source.size,
        "paragraphs": [paragraph_json(paragraph) for paragraph in document.paragraphs],
        "footnotes": [{"marker": note.marker, "text": note.text} for note in document.footnotes],
        "references": [
            {"paragraph": one.paragraph, "mention": one.mention, "target": one.target}
            for one in document.references
        ],
        "issues": [
            {"code": issue.code, "message": issue.message, "paragraph": issue.paragraph}
            for issue in document.issues
        ],
    }


def cited_by_json(cited_by: CitedBy) -> dict[str, Any]:
    """Returns the citations of a document: their number, and the newest by document."""
    return {
        "paragraphs": cited_by.paragraphs,
        "documents": cited_by.documents,
        "newest": [
            {
                "symbol": citing.masthead.symbol,
                "title": citing.masthead.title,
                "adopted_on": _plain(citing.masthead.adopted_on),
                "paragraphs": [paragraph.id for paragraph in citing.paragraphs],
            }
            for citing in cited_by.newest
        ],
    }


def parts_json(parts: Sequence[Masthead]) -> list[dict[str, Any]]:
    """Returns the documents that share a number, in a few words each."""
    return [
        {"symbol": one.symbol, "title": one.title, "adopted_on": _plain(one.adopted_on)}
        for one in parts
    ]


def brief_json(masthead: Masthead) -> dict[str, Any]:
    """Returns the facts that name a document among others."""
    return {
        "symbol": masthead.symbol,
        "title": masthead.title,
        "adopted_on": _plain(masthead.adopted_on),
        "document_type": str(masthead.document_type),
    }


def masthead_json(masthead: Masthead) -> dict[str, Any]:
    """Returns the masthead of a document."""
    return {name: _plain(getattr(masthead, name)) for name in _MASTHEAD}


def paragraph_json(paragraph: Paragraph) -> dict[str, Any]:
    """Returns one paragraph; `marks` are its footnotes' markers and their places."""
    values = {name: _plain(getattr(paragraph, name)) for name in _PARAGRAPH}
    values["marks"] = [{"marker": mark.marker, "offset": mark.offset} for mark in paragraph.marks]
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value) if isinstance(value, str) else value
