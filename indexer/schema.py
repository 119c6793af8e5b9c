"""Schema: the fields to search, filter, count and sort by, and their values.

Engines declare their columns from it, the query language its fields, the page its facets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indexer.model import DocumentType, Masthead, Paragraph, ParagraphType, Part

SCHEMA_VERSION = 7
"""Raised whenever a field or its values change: an index of another version is built again."""

NONE = "(none)"
"""The value that a keyword field has where a paragraph has none, so that it can be counted."""

Values = Callable[[Masthead, Paragraph], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of whole values, matched exactly.

    name: in queries, URLs and JSON. title: for people. meaning: help for people, a sentence.
    facet: whether its values are counted. multiple: whether a paragraph can have several.
    per_document: whether all paragraphs of a document have the same value.
    ranged: whether `68..74` makes sense.
    """

    name: str
    title: str
    meaning: str = ""
    facet: bool = False
    multiple: bool = False
    per_document: bool = False
    ranged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordField(Field):
    """A field whose values a paragraph has by itself, whatever else is in the index.

    values: of one paragraph; never empty (see `NONE`).
    """

    values: Values


def _one(value: object | None) -> tuple[str, ...]:
    return (str(value),) if value else (NONE,)


def session_value(masthead: Masthead) -> str:
    """Names a session for counting: the number alone is ambiguous, so the organ is part of it."""
    if not masthead.session:
        return NONE
    return f"{masthead.organ} {masthead.session}" if masthead.organ else masthead.session


def year_value(masthead: Masthead) -> str:
    """Returns the year of adoption; a draft has none."""
    if masthead.adopted_on and masthead.document_type is not DocumentType.DRAFT:
        return str(masthead.adopted_on.year)
    return NONE


def type_values(paragraph: Paragraph) -> tuple[str, ...]:
    """Returns the types a paragraph counts as: a subparagraph also as its part's type."""
    types = [str(paragraph.type)]
    if paragraph.type is ParagraphType.SUBPARAGRAPH and paragraph.part is not None:
        types.append(str(paragraph.part))
    elif paragraph.type is ParagraphType.TABLE and paragraph.part is Part.ANNEX:
        types.append(str(Part.ANNEX))
    return tuple(types)


def opening_values(paragraph: Paragraph) -> tuple[str, ...]:
    """Returns the words set in italics without their case: texts set them in capitals too."""
    return _one(" ".join((paragraph.opening or "").lstrip("[( ").casefold().split()))


def due_values(paragraph: Paragraph) -> tuple[str, ...]:
    """Returns the sessions at which something is due ("GA 76")."""
    sessions = (one.session for one in paragraph.deadlines if one.session)
    return tuple(dict.fromkeys(sessions)) or (NONE,)


KEYWORDS: tuple[KeywordField, ...] = (
    KeywordField(
        name="type", title="Part of the text", facet=True, multiple=True,
        meaning="Part of the text, such as operative or preambular.",
        values=lambda _, p: type_values(p),
    ),
    KeywordField(
        name="verb", title="Opening verb", facet=True,
        meaning="Verb that opens the paragraph, such as urge.",
        values=lambda _, p: _one(p.verb),
    ),
    KeywordField(
        name="anyverb", title="Any verb", multiple=True,
        meaning="Verb anywhere in the paragraph.",
        values=lambda _, p: p.verbs_any or (NONE,),
    ),
    KeywordField(
        name="class", title="Type of action", facet=True,
        meaning="Type of action, such as request or decide.",
        values=lambda _, p: _one(p.verb_class),
    ),
    KeywordField(
        name="opening", title="Opening words",
        meaning="First words of the paragraph, such as 'takes note'.",
        values=lambda _, p: opening_values(p),
    ),
    KeywordField(
        name="to", title="Addressed to", facet=True, multiple=True,
        meaning="Who is asked to act, such as UNODC.",
        values=lambda _, p: p.addressees or (NONE,),
    ),
    KeywordField(name="organ", title="Organ", facet=True, per_document=True,
        meaning="Organ: GA, SC, ECOSOC or HRC.",
        values=lambda m, _: _one(m.organ),
    ),
    KeywordField(
        name="session", title="Session", facet=True, per_document=True, ranged=True,
        meaning="Session, such as 74, or a range, such as 68..74.",
        values=lambda m, _: (session_value(m),),
    ),
    KeywordField(
        name="year", title="Year adopted", facet=True, per_document=True, ranged=True,
        meaning="Year of adoption, or a range, such as 2013..2019.",
        values=lambda m, _: (year_value(m),),
    ),
    KeywordField(
        name="doctype", title="Document type", facet=True, per_document=True,
        meaning="Type of document, such as resolution or draft.",
        values=lambda m, _: _one(m.document_type),
    ),
    KeywordField(
        name="adopted", title="How adopted", facet=True, per_document=True,
        meaning="How the document was adopted: vote or consensus.",
        values=lambda m, _: _one(m.adoption),
    ),
    KeywordField(
        name="committee", title="Committee", facet=True, per_document=True,
        meaning="Committee that prepared the text, such as 'Third Committee'.",
        values=lambda m, _: _one(m.committee)
    ),
    KeywordField(
        name="language", title="Language", facet=True, per_document=True,
        meaning="Language of the text, such as en.",
        values=lambda m, _: _one(m.language)
    ),
    KeywordField(
        name="due", title="Due at session", facet=True, multiple=True, ranged=True,
        meaning="Session at which something is due, or a range, such as 76..78.",
        values=lambda _, p: due_values(p),
    ),
    KeywordField(
        name="cites", title="Refers to", facet=True, multiple=True,
        meaning="Resolution that the paragraph refers to, such as 64/293.",
        values=lambda _, p: p.cites or (NONE,),
    ),
    KeywordField(
        name="symbol", title="Symbol", per_document=True,
        meaning="Resolution by its symbol; * stands for the rest, as in 'A/RES/74/*'.",
        values=lambda m, _: (m.symbol,),
    ),
)  # fmt: skip
"""All keyword fields, in the order the page shows them."""

FAMILY_FIELDS: tuple[Field, ...] = (
    Field(
        name="uses", title="Times used", ranged=True,
        meaning="Times that the text or an edit of it was used, such as >5 or 3..10.",
    ),
    Field(
        name="first", title="First used", ranged=True,
        meaning="Year in which the text or an edit of it was first used, such as 2010..2013.",
    ),
    Field(
        name="last", title="Last used", ranged=True,
        meaning="Year in which the text or an edit of it was last used, such as ..2015.",
    ),
)  # fmt: skip
"""Fields of the family of a paragraph, which depend on the whole index. Adopted texts count."""

SUBJECT, GOAL, CLASSIFIED = "subject", "sdg", "classified"
STATED, INFERRED = "stated", "inferred"
SUBJECT_FIELDS: tuple[Field, ...] = (
    Field(
        name=SUBJECT, title="Subject", facet=True, multiple=True, per_document=True,
        meaning="Subject in the UN’s thesaurus, in any of its languages, such as 'climate change'.",
    ),
    Field(
        name=GOAL, title="Sustainable Development Goal", facet=True, multiple=True,
        per_document=True,
        meaning="Sustainable Development Goal by its number, such as 13, or its title.",
    ),
    Field(
        name=CLASSIFIED, title="Subjects come from", facet=True, per_document=True,
        meaning="Where the subjects come from: stated (by the UN) or inferred.",
    ),
)  # fmt: skip
"""Fields of the subjects of a document, which depend on other documents where it states none."""

FIELDS: tuple[Field, ...] = (*KEYWORDS, *SUBJECT_FIELDS, *FAMILY_FIELDS)
KEYWORD_BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
OF_FAMILIES = frozenset(field.name for field in FAMILY_FIELDS)
OF_SUBJECTS = frozenset(field.name for field in SUBJECT_FIELDS)
BEYOND_ENGINES = OF_FAMILIES | OF_SUBJECTS
"""Fields of the whole index, which engines do not have."""
FACETS = tuple(field.name for field in FIELDS if field.facet)

TEXT, TEXT_LITERAL, TITLE, TITLE_LITERAL = "text", "text_literal", "title", "title_literal"
HEADING, HEADING_LITERAL = "heading", "heading_literal"
NOTES, NOTES_LITERAL = "footnote", "footnote_literal"
TEXT_FIELDS = (
    TEXT, TEXT_LITERAL, TITLE, TITLE_LITERAL, HEADING, HEADING_LITERAL, NOTES, NOTES_LITERAL,
)  # fmt: skip
"""Positional fields of finished terms: stems, and the literal form at the same positions.

A paragraph has the title of its document (the subject inferred where it has none), the headings
above it and the texts of its footnotes.
"""

POSITIONAL: dict[str, tuple[Callable[[Masthead, Paragraph], str], bool]] = {
    TEXT: (lambda _, p: p.text, False),
    TEXT_LITERAL: (lambda _, p: p.text, True),
    TITLE: (lambda m, _: m.title or m.subject or "", False),
    TITLE_LITERAL: (lambda m, _: m.title or m.subject or "", True),
    HEADING: (lambda _, p: p.heading or "", False),
    HEADING_LITERAL: (lambda _, p: p.heading or "", True),
    NOTES: (lambda _, p: p.notes or "", False),
    NOTES_LITERAL: (lambda _, p: p.notes or "", True),
}
"""By positional field the text whose terms it holds, and whether these are the literal forms."""

SORT_KEYS = ("newest", "oldest", "symbol")
"""Orders of documents, each given by a string whose ascending order is the order wanted."""
