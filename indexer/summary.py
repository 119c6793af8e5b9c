"""A document as a few lines for people: what was found in it and how it was understood."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.model import Document, Masthead, Paragraph

_WIDTH = 96


def outline(document: Document) -> Iterator[str]:
    """Give the masthead, a line for each paragraph and the issues."""
    masthead = document.masthead
    yield f"{masthead.symbol}  {_about(masthead)}"
    if masthead.title:
        yield f"  {masthead.title}"
    yield f"  from {document.source.path} ({document.source.format})"
    yield from (_line(paragraph) for paragraph in document.paragraphs)
    if document.footnotes or document.references:
        yield f"  {len(document.footnotes)} footnotes, {len(document.references)} references"
    for issue in document.issues:
        where = f" [{issue.paragraph}]" if issue.paragraph else ""
        yield f"  ! {issue.code}: {issue.message}{where}"


def _about(masthead: Masthead) -> str:
    session = f"{masthead.organ or ''} {masthead.session or ''}".strip()
    parts = [
        str(masthead.document_type),
        session,
        f"adopted {masthead.adopted_on.isoformat()}" if masthead.adopted_on else "no adoption date",
        "symbol inferred" if masthead.symbol_inferred else "",
    ]
    return ", ".join(part for part in parts if part)


def _line(paragraph: Paragraph) -> str:
    label = paragraph.label or ""
    head = f"  {paragraph.type:<13}{'  ' * paragraph.level}{label:<5}"
    text = paragraph.text
    if paragraph.opening and text.startswith(paragraph.opening):
        text = f"[{paragraph.opening}]{text[len(paragraph.opening) :]}"
    room = max(_WIDTH - len(head), 24)
    return head + (text if len(text) <= room else text[: room - 1].rstrip() + "…")
