"""Contents of a resolution's page: links to parts, headings and annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.model import Document, Paragraph, ParagraphType, Part
from search.paragraph_ids import fragment
from search.translation.current import gettext, later

LEAST_PARAGRAPHS = 12
"""Minimum paragraphs of a document with an outline, unless it has headings."""
_OPENING_A_PART = (ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE, ParagraphType.ANNEX)
LONGEST = 90
"""Maximum characters of a heading that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the contents; `level` 1 is below its part. count: paragraphs in a part."""

    anchor: str
    text: str
    level: int = 0
    count: int = 0


def outline_view(document: Document) -> tuple[Entry, ...]:
    """Returns the parts and headings of a document in order; none for a short plain one."""
    entries = tuple(_entries(document))
    headings = any(one.type is ParagraphType.HEADING for one in document.paragraphs)
    if headings or len(document.paragraphs) >= LEAST_PARAGRAPHS:
        return entries if len(entries) > 1 else ()
    return ()


def _entries(document: Document) -> Iterator[Entry]:
    number: Paragraph | None = None  # a section's bare number before its heading
    part: tuple[str | None, Part | None] = (None, None)
    for one in document.paragraphs:
        if one.type is ParagraphType.HEADING:
            if _is_number(one.text):
                number = one
                continue
            yield _heading(one, number)
        elif one.type in _OPENING_A_PART and one.part and (one.component, one.part) != part:
            part = (one.component, one.part)
            yield _part(document, one, one.part)
        number = None


def _is_number(text: str) -> bool:
    return len(text) <= len("XXXVIII.") and text.rstrip(".").isupper()


def _heading(heading: Paragraph, number: Paragraph | None) -> Entry:
    label = (number.text if number else heading.label) or ""
    text = " ".join([label, heading.text] if label else [heading.text])
    short = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
    return Entry(anchor=fragment((number or heading).id), text=short, level=1)


def _part(document: Document, first: Paragraph, part: Part) -> Entry:
    names = {
        Part.PREAMBULAR: later("Preamble"),
        Part.OPERATIVE: later("Operative part"),
        Part.ANNEX: later("Annex"),
    }
    inside = [
        one
        for one in document.paragraphs
        if one.part is part and one.component == first.component and one.level == 0
        and one.type in (ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE)
    ]  # fmt: skip
    name = gettext(names[part])
    if first.component:
        name = f"{first.component}: {name}"
    return Entry(anchor=fragment(first.id), text=name, count=len(inside))
