"""Checks of a document that has been read: its issues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.model import DocumentType, Issue, Masthead, Paragraph, ParagraphType
from indexer.parsing.knowledge.languages.language import ENGLISH, Language
from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.meaning.misreadings import read_misread_opening
from indexer.parsing.outline.segments import Segment

_BODY = (ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE)
NUMBER_DOUBTS = frozenset({"number-inferred", "number-repeated", "numbering-repeat"})
"""The issues by which the number or label of a paragraph is in doubt."""

_QUOTED = 40  # characters of a paragraph in a message
_STOPS = '.,;:!?”"’)]–—»》'
_BRACKETED = re.compile(r"\[[^\]]*[a-z]{2}[^\]]*\]?")
_CONJUNCTIONS = (" and", " or")


def doubts(
    masthead: Masthead,
    paragraphs: Sequence[Paragraph],
    segments: Sequence[Segment],
    language: Language,
) -> Iterator[Issue]:
    """Returns the issues of a document. segments: what its paragraphs were made of."""
    if masthead.symbol_inferred and masthead.symbol.startswith("~"):
        yield Issue(
            code="symbol-inferred",
            message="The text gives no symbol; a provisional one was made from its masthead.",
        )
    if not any(paragraph.type in _BODY for paragraph in paragraphs):
        yield Issue(
            code="no-paragraphs", message="No preambular or operative paragraphs were found."
        )
    for paragraph, segment in zip(paragraphs, segments, strict=True):
        if paragraph.type in _BODY:
            yield from _opening_doubts(paragraph, language)
            yield from _ending_doubts(paragraph, language)
            yield from _bracket_doubts(masthead, paragraph)
        yield from _type_doubts(paragraph, segment)
    yield from _numbering_doubts(paragraphs)


def _opening_doubts(paragraph: Paragraph, language: Language) -> Iterator[Issue]:
    start = paragraph.text[:_QUOTED]
    if paragraph.verb is None:
        yield Issue(
            code="opening-unknown",
            message=f"It begins with no known verb: “{start}”.",
            paragraph=paragraph.id,
        )
    elif (
        language is ENGLISH
        and read_opening(paragraph.text) is None
        and read_misread_opening(paragraph.text)
    ):
        yield Issue(
            code="opening-misread",
            message=f"“{paragraph.opening}” was read as “{paragraph.verb}”: “{start}”.",
            paragraph=paragraph.id,
        )


def _type_doubts(paragraph: Paragraph, segment: Segment) -> Iterator[Issue]:
    start = paragraph.text[:_QUOTED]
    if segment.inferred:
        yield Issue(
            code="heading-inferred",
            message=f"It was read as a heading by its words: “{start}”.",
            paragraph=paragraph.id,
        )
    if paragraph.type is ParagraphType.TEXT:
        yield Issue(
            code="type-unknown",
            message=f"It is neither a paragraph with a number nor a heading: “{start}”.",
            paragraph=paragraph.id,
        )
    if segment.doubtful or (paragraph.number_in_doubt and "~" not in paragraph.id):
        yield Issue(
            code="number-inferred",
            message=f"Its number or letter was inferred from what is around it: “{start}”.",
            paragraph=paragraph.id,
        )
    elif paragraph.number_in_doubt:
        yield Issue(
            code="number-repeated",
            message=f"Another paragraph has the same number or label: “{start}”.",
            paragraph=paragraph.id,
        )


def _ending_doubts(paragraph: Paragraph, language: Language) -> Iterator[Issue]:
    text = paragraph.text
    if text and text[-1] not in _STOPS + language.stops and not text.endswith(_CONJUNCTIONS):
        yield Issue(
            code="stop-missing",
            message=f"It ends without a full stop; text may be missing: “{text[-_QUOTED:]}”.",
            paragraph=paragraph.id,
        )


def _bracket_doubts(masthead: Masthead, paragraph: Paragraph) -> Iterator[Issue]:
    """Tells of text in square brackets in a draft: it is not agreed."""
    if masthead.document_type not in (DocumentType.DRAFT, DocumentType.UNKNOWN):
        return
    if match := _BRACKETED.search(paragraph.text):
        text = match[0] if len(match[0]) <= _QUOTED else f"{match[0][:_QUOTED].rstrip()} ..."
        yield Issue(
            code="text-in-brackets",
            message=f"Text in square brackets is not agreed: “{text}”.",
            paragraph=paragraph.id,
        )


def _numbering_doubts(paragraphs: Sequence[Paragraph]) -> Iterator[Issue]:
    """Tells where the numbers of operative paragraphs do not follow each other.

    Sections and quoted drafts may begin at 1 again.
    """
    last: dict[tuple[str | None, bool], int] = {}
    for paragraph in paragraphs:
        if paragraph.type is not ParagraphType.OPERATIVE or not (paragraph.label or "").isdecimal():
            continue
        scope = (paragraph.component, ".quoted." in paragraph.id or "#quoted." in paragraph.id)
        number, before = int(paragraph.label or 0), last.get(scope, 0)
        last[scope] = number
        if number == 1 or number == before + 1:
            continue
        if number <= before:
            yield Issue(
                code="numbering-repeat",
                message=f"Operative paragraph {number} follows paragraph {before}.",
                paragraph=paragraph.id,
            )
        else:
            follows = f"follows paragraph {before}" if before else "is the first"
            yield Issue(
                code="numbering-gap",
                message=f"Operative paragraph {number} {follows}.",
                paragraph=paragraph.id,
            )
