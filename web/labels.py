"""Labels: numbers, dates, field values and paragraphs in words for people."""

from __future__ import annotations

from datetime import date

from indexer.model import DocumentType, Masthead, Paragraph, ParagraphType
from indexer.parsing.knowledge.ordinals import ordinal_word
from indexer.parsing.knowledge.verbs import printed_form
from indexer.schema import NONE
from search.names.action_types import action_type_name
from search.names.adoption import ADOPTION_NAMES
from search.names.session_names import YEAR_DIGITS as YEAR_DIGITS
from search.names.session_names import due_name as due_name
from search.names.session_names import ordinal as ordinal
from search.names.session_names import organ_name as organ_name
from search.names.session_names import session_name as session_name
from search.paragraph_ids import OPERATIVE, numbered_place
from search.paragraph_ids import fragment as fragment

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

TYPE_NAMES = {
    ParagraphType.TITLE: "Title",
    ParagraphType.HEADING: "Heading",
    ParagraphType.ENACTING: "Enacting words",
    ParagraphType.PREAMBULAR: "Preambular paragraph",
    ParagraphType.OPERATIVE: "Operative paragraph",
    ParagraphType.SUBPARAGRAPH: "Subparagraph",
    ParagraphType.ANNEX: "Annex",
    ParagraphType.CLOSING: "Closing",
    ParagraphType.TEXT: "Text",
    ParagraphType.TABLE: "Table",
}

NONE_NAMES = {
    "verb": "Other openings",
    "class": "No type of action",
    "session": "No session",
    "year": "Not adopted, or no date",
    "adopted": "Not stated",
    "organ": "Unknown organ",
    "committee": "No committee",
    "to": "No one named",
    "due": "Nothing due",
    "cites": "No references",
    "uses": "Not counted",
    "first": "Not adopted, or no date",
    "last": "Not adopted, or no date",
}


def number(value: int) -> str:
    """Returns a whole number with thousands separators: "1,937"."""
    return f"{value:,}"


def counted(value: int, singular: str, plural: str | None = None) -> str:
    """Returns a number with its noun: "1 paragraph", "2 paragraphs"."""
    noun = singular if value == 1 else plural or f"{singular}s"
    return f"{number(value)} {noun}"


def day(value: date) -> str:
    """Returns a date as the UN writes it: "18 December 2019"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def date_of(masthead: Masthead) -> date | None:
    """Returns a document's date of adoption, else of distribution."""
    return masthead.adopted_on or masthead.distributed_on


def kind_name(masthead: Masthead) -> str | None:
    """Returns the kind of a document that is not a resolution: "draft"."""
    known = {DocumentType.RESOLUTION, DocumentType.UNKNOWN}
    return None if masthead.document_type in known else str(masthead.document_type)


def shown_symbol(masthead: Masthead) -> str:
    """Returns the symbol for people, or words saying that the text has none."""
    if not masthead.symbol.startswith("~"):
        return masthead.symbol
    kind = kind_name(masthead) or "document"
    return f"{kind.capitalize()} without a symbol"


def value_name(field: str, value: str) -> str:
    """Returns a keyword field's value in words, or the value itself."""
    if value == NONE:
        return NONE_NAMES.get(field, "None")
    if field == "organ":
        return organ_name(value)
    if field == "adopted":
        return ADOPTION_NAMES.get(value, value)
    if ".." in value:
        low, _, high = value.partition("..")
        return f"{low or '…'} – {high or '…'}"
    if field in {"verb", "anyverb"}:
        return printed_form(value)
    if field in {"type", "class", "doctype", "to"}:
        return sentence(action_type_name(value))
    return value


def sentence(text: str) -> str:
    """Returns a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def paragraph_name(paragraph: Paragraph) -> str:
    """Returns a paragraph's name: "Operative paragraph 4 (a)", "Part B, operative paragraph 1"."""
    found = numbered_place(paragraph.id)
    if found is None:
        return _unnumbered(paragraph)
    kind = "operative paragraph" if found.kind == OPERATIVE else "preambular paragraph"
    scopes = [_scope(name, paragraph) for name in found.scopes]
    number = f"{kind} {found.number}"
    if not found.numbered:
        number = f"{ordinal_word(found.number)} unnumbered {kind}"
    name = ", ".join([*scopes, f"{number}{found.labels}"])
    return name[:1].upper() + name[1:]


def within(paragraph: Paragraph) -> str:
    """Returns a paragraph's name for use within a sentence: "operative paragraph 4 (a)"."""
    name = paragraph_name(paragraph)
    return name[:1].lower() + name[1:]


def _unnumbered(paragraph: Paragraph) -> str:
    name, label = TYPE_NAMES[paragraph.type], paragraph.label
    if paragraph.place:
        place = paragraph.place.replace("sect. ", "section ").replace("para. ", "paragraph ")
        return place[:1].upper() + place[1:]
    if not label:
        return name
    if paragraph.type is ParagraphType.ANNEX:
        return f"{name}, paragraph {label}" if label.isdigit() else f"{name}, {label}"
    return f"{name} {label}"


def _scope(name: str, paragraph: Paragraph) -> str:
    if name.startswith("quoted"):
        return f"quoted draft {name.removeprefix('quoted')}".strip()
    return f"part {name}" if name == paragraph.component else f"section {name}"


def short_name(paragraph: Paragraph) -> str:
    """Returns a paragraph's short name, as delegates use it: "OP 4 (a)", "B OP 1"."""
    found = numbered_place(paragraph.id)
    if found is None:
        return paragraph_name(paragraph)
    number = found.number if found.numbered else f"unnumbered {found.number}"
    return " ".join([*found.scopes, f"{found.kind.upper()} {number}{found.labels}"])


def printed_label(paragraph: Paragraph) -> str:
    """Returns a paragraph's label as printed: "4" becomes "4."."""
    label = paragraph.label or ""
    return f"{label}." if label and label[-1].isalnum() else label
