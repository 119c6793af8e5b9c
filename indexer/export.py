"""Documents as JSON: the shape that `operative parse`, the API and scripts share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from indexer.model import Document, Footnote, Issue, Masthead, Paragraph, Reference
from indexer.serialization import INLINE, to_json, without

ExportedParagraph = Annotated[Paragraph, without(Paragraph, "notes")]
"""A paragraph; the texts of its footnotes are the document's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedDocument:
    """A document with its file; the names are those of `model.py`."""

    source: Annotated[str, "Path of the file in the indexed folder."]
    masthead: Annotated[Masthead, INLINE]
    format: str
    checksum: str
    size: Annotated[int, "Size of the file in bytes."]
    paragraphs: tuple[ExportedParagraph, ...]
    footnotes: tuple[Footnote, ...]
    references: tuple[Reference, ...]
    issues: tuple[Issue, ...]


def exported(document: Document) -> ExportedDocument:
    """Returns a document as it is exported."""
    source = document.source
    return ExportedDocument(
        source=source.path,
        masthead=document.masthead,
        format=source.format,
        checksum=source.checksum,
        size=source.size,
        paragraphs=document.paragraphs,
        footnotes=document.footnotes,
        references=document.references,
        issues=document.issues,
    )


def document_json(document: Document) -> dict[str, Any]:
    """Returns a document as values that `json.dumps` takes; absent ones are None, dates ISO."""
    value: dict[str, Any] = to_json(exported(document))
    return value
