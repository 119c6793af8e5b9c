"""Labels: numbers, dates, field values and paragraphs in words for people."""

from __future__ import annotations

from datetime import date

from indexer.model import DocumentType, Masthead, Paragraph, ParagraphType
from indexer.parsing.text.languages import language_name
from indexer.parsing.text.languages import own_name as own_name
from indexer.schema import KEYWORD_BY_NAME, NONE, OF_SUBJECTS
from search.names.adoption import ADOPTION_NAMES
from search.names.session_names import YEAR_DIGITS as YEAR_DIGITS
from search.names.session_names import due_name as due_name
from search.names.session_names import organ_name as organ_name
from search.names.session_names import session_name as session_name
from search.names.subjects import subject_name as subject_name
from search.names.verb_names import action_name, opening_verb
from search.names.verb_names import verb_name as verb_name
from search.paragraph_ids import OPERATIVE, PREAMBULAR, cited_place, joined, numbered_place
from search.paragraph_ids import fragment as fragment
from search.translation.current import (
    gettext,
    later,
    later_plural,
    message,
    ngettext,
)
from search.translation.numbers import day as day
from search.translation.numbers import number as number
from search.translation.numbers import ordinal_in_words
from search.understanding.spoken import ANY

TYPE_NAMES = {
    ParagraphType.TITLE: later("Title"),
    ParagraphType.HEADING: later("Heading"),
    ParagraphType.ENACTING: later("Enacting words"),
    ParagraphType.PREAMBULAR: later("Preambular paragraph"),
    ParagraphType.OPERATIVE: later("Operative paragraph"),
    ParagraphType.SUBPARAGRAPH: later("Subparagraph"),
    ParagraphType.ANNEX: later("Annex"),
    ParagraphType.CLOSING: later("Closing"),
    ParagraphType.TEXT: later("Text"),
    ParagraphType.TABLE: later("Table"),
}

NONE_NAMES = {
    "verb": later("Other openings"),
    "class": later("No type of action"),
    "session": later("No session"),
    "year": later("Not adopted, or no date"),
    "adopted": later("Not stated"),
    "organ": later("Unknown organ"),
    "committee": later("No committee"),
    "to": later("No one named"),
    "due": later("Nothing due"),
    "cites": later("No references"),
    "subject": later("No subject"),
    "sdg": later("No goal"),
    "classified": later("No subject"),
    "uses": later("Not counted"),
    "first": later("Not adopted, or no date"),
    "last": later("Not adopted, or no date"),
}
_NONE = later("None")
KIND_NAMES = {
    DocumentType.DRAFT: later("Draft"),
    DocumentType.DECISION: later("Decision"),
    DocumentType.STATEMENT: later("Statement"),
}
_PLACES = {
    OPERATIVE: (
        later("operative paragraph %(number)s"),
        later("%(ordinal)s unnumbered operative paragraph"),
    ),
    PREAMBULAR: (
        later("preambular paragraph %(number)s"),
        later("%(ordinal)s unnumbered preambular paragraph"),
    ),
}
_SHORT = {OPERATIVE: later("OP %(number)s"), PREAMBULAR: later("PP %(number)s")}


_COUNTED = {
    "other": later_plural("%(number)s other matter", "%(number)s other matters"),
    "report": later_plural("%(number)s report", "%(number)s reports"),
    "change": later_plural("%(number)s change", "%(number)s changes"),
    "document": later_plural("%(number)s document", "%(number)s documents"),
    "paragraph": later_plural("%(number)s paragraph", "%(number)s paragraphs"),
    "text": later_plural("%(number)s text", "%(number)s texts"),
    "value": later_plural("%(number)s value", "%(number)s values"),
    "wording": later_plural("%(number)s wording", "%(number)s wordings"),
}


def counted(value: int, noun: str) -> str:
    """Returns a number with one of a few nouns: "1 paragraph", "2 paragraphs"."""
    return ngettext(*_COUNTED[noun], value)


def date_of(masthead: Masthead) -> date | None:
    """Returns a document's date of adoption, else of distribution."""
    return masthead.adopted_on or masthead.distributed_on


def kind_name(masthead: Masthead) -> str | None:
    """Returns the kind of a document that is not a resolution: "Draft"."""
    known = {DocumentType.RESOLUTION, DocumentType.UNKNOWN}
    kind = masthead.document_type
    return None if kind in known else gettext(KIND_NAMES.get(kind, sentence(str(kind))))


def shown_symbol(masthead: Masthead) -> str:
    """Returns the symbol for people, or words saying that the text has none."""
    if not masthead.symbol.startswith("~"):
        return masthead.symbol
    if masthead.document_type is DocumentType.DRAFT:
        return gettext("Draft without a symbol")
    return gettext("Document without a symbol")


def field_name(field: str) -> str:
    """Returns the name of a field for people: "Addressed to"."""
    return message(KEYWORD_BY_NAME[field].title)


def value_name(field: str, value: str) -> str:
    """Returns a keyword field's value in words, or the value itself."""
    if value == NONE:
        return gettext(NONE_NAMES.get(field, _NONE))
    if field == "organ":
        return organ_name(value)
    if field == "adopted":
        return gettext(ADOPTION_NAMES[value]) if value in ADOPTION_NAMES else value
    if field in OF_SUBJECTS:
        return subject_name(field, value)
    if field == "language":
        return gettext("All languages") if value == ANY else message(language_name(value))
    if ".." in value:
        low, _, high = value.partition("..")
        return f"{low or '…'} – {high or '…'}"
    if field in {"verb", "anyverb"}:
        return opening_verb(value)
    if field == "class":
        return action_name(value)
    if field in {"type", "doctype", "to", "committee"}:
        return message(sentence(value))
    return value


def direction(language: str) -> str:
    """Returns the value of `dir` for a text in a language."""
    return "rtl" if language == "ar" else "auto"


def sentence(text: str) -> str:
    """Returns a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def paragraph_name(paragraph: Paragraph) -> str:
    """Returns a paragraph's name: "Operative paragraph 4 (a)", "Part B, operative paragraph 1"."""
    found = numbered_place(paragraph.id)
    if found is None:
        return _unnumbered(paragraph)
    names, unnumbered = _PLACES[found.kind]
    name = gettext(names, number=f"{found.number}{found.labels}")
    if not found.numbered:
        ordinal = ordinal_in_words(found.number)
        name = gettext(unnumbered, ordinal=ordinal) + found.labels
    name = joined([*(_scope(one, paragraph) for one in found.scopes), name])
    return name[:1].upper() + name[1:]


def within(paragraph: Paragraph) -> str:
    """Returns a paragraph's name for use within a sentence: "operative paragraph 4 (a)"."""
    name = paragraph_name(paragraph)
    return name[:1].lower() + name[1:]


def _unnumbered(paragraph: Paragraph) -> str:
    name, label = gettext(TYPE_NAMES[paragraph.type]), paragraph.label
    if paragraph.place:
        return sentence(cited_place(paragraph.place, full=True))
    if not label:
        return name
    if paragraph.type is ParagraphType.ANNEX:
        if label.isdigit():
            label = gettext("paragraph %(number)s", number=label)
        return joined([name, label])
    return f"{name} {label}"


def _scope(name: str, paragraph: Paragraph) -> str:
    if name.startswith("quoted"):
        return gettext("quoted draft %(number)s", number=name.removeprefix("quoted")).strip()
    if name == paragraph.component:
        return gettext("part %(name)s", name=name)
    return gettext("section %(name)s", name=name)


def short_name(paragraph: Paragraph) -> str:
    """Returns a paragraph's short name, as delegates use it: "OP 4 (a)", "B OP 1"."""
    found = numbered_place(paragraph.id)
    if found is None:
        return paragraph_name(paragraph)
    place = f"{found.number}{found.labels}"
    if not found.numbered:
        place = gettext("unnumbered %(number)s", number=place)
    return " ".join([*found.scopes, gettext(_SHORT[found.kind], number=place)])


def printed_label(paragraph: Paragraph) -> str:
    """Returns a paragraph's label as printed: "4" becomes "4."."""
    label = paragraph.label or ""
    return f"{label}." if label and label[-1].isalnum() else label
