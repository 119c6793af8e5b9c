"""Citation: documents and paragraphs cited in the United Nations' own form.

"General Assembly resolution 74/176, para. 15"; "Security Council resolution 1325 (2000),
preambular para. 3". After the United Nations Editorial Manual: resolutions and decisions are named
by organ and number without the symbol's prefix, drafts and statements by their symbol. The Manual
numbers no preambular paragraphs; they are counted here, as the documents' pages do.
"""

from __future__ import annotations

import re

from indexer.model import DocumentType, Masthead, Paragraph, ParagraphType, Part
from indexer.parsing.knowledge.symbols import parse_symbol
from search.names.session_names import organ_name
from search.paragraph_ids import OPERATIVE, cited_place, joined, numbered_place
from search.translation.current import gettext, later
from search.translation.numbers import ordinal_in_words

OFFICIAL = "https://undocs.org/en/{symbol}"
"""Address of an official document, with `{symbol}` in place of its symbol."""

_DRAFT, _NAMELESS_DRAFT = (
    later("Draft resolution %(name)s"),
    later("Draft resolution without a symbol"),
)
_DOCUMENT, _NAMELESS = later("Document %(name)s"), later("Document without a symbol")
_WORKS = {
    "resolution": later("%(organ)s resolution %(number)s"),
    "decision": later("%(organ)s decision %(number)s"),
}
_OTHER = later("%(organ)s %(kind)s %(number)s")
_PRINTED = (later("para. %(number)s"), later("%(ordinal)s unnumbered para."))
_COUNTED = (
    later("operative para. %(number)s"),
    later("%(ordinal)s unnumbered operative para."),
)
_PREAMBULAR = (
    later("preambular para. %(number)s"),
    later("%(ordinal)s unnumbered preambular para."),
)
_PREFIX = re.compile(r"(?:A/HRC|A|S|E)/(?:RES|DEC)/")
_LETTERS = re.compile(r" ?[A-Z]-[A-Z](?= \(|$)")
_QUOTED = "quoted"


def citation(masthead: Masthead, paragraph: Paragraph) -> str:
    """Returns a paragraph's citation; for headings and other unnumbered text, the document's."""
    work = work_citation(masthead, component=paragraph.component)
    place = place_citation(paragraph)
    return f"{work}, {place}" if place else work


def work_citation(masthead: Masthead, *, component: str | None = None) -> str:
    """Returns the citation of a document as a whole or of one resolution in it."""
    symbol = parse_symbol(masthead.symbol, bare=False)
    if masthead.symbol.startswith("~"):
        draft = _is(masthead, DocumentType.DRAFT)
        if masthead.title:
            named = _DRAFT if draft else _DOCUMENT
            return gettext(named, name=f"“{masthead.title}”")
        return gettext(_NAMELESS_DRAFT if draft else _NAMELESS)
    if _is(masthead, DocumentType.DRAFT) or (symbol and symbol.kind == "draft"):
        return gettext(_DRAFT, name=masthead.symbol)
    if _is(masthead, DocumentType.STATEMENT) or (symbol and symbol.kind == "statement"):
        return gettext(
            "Statement by the President of the Security Council %(symbol)s", symbol=masthead.symbol
        )
    if symbol is None:
        return masthead.symbol
    return gettext(
        _WORKS.get(symbol.kind, _OTHER),
        organ=organ_name(symbol.organ), kind=symbol.kind, number=_number(symbol.text, component),
    )  # fmt: skip


def place_citation(paragraph: Paragraph) -> str:
    """Returns a paragraph's place in its document, "sect. II, para. 4 (a)"; may be empty."""
    found = numbered_place(paragraph.id)
    if found is None:
        return _unnumbered(paragraph)
    scopes = (name for name in found.scopes if name != paragraph.component)
    # Old resolutions do not number operative paragraphs either; "para." alone would mislead there.
    counted = paragraph.type is ParagraphType.OPERATIVE and paragraph.label is None
    kind = (_COUNTED if counted else _PRINTED) if found.kind == OPERATIVE else _PREAMBULAR
    numbered, unnumbered = kind
    place = f"{found.number}{found.labels}"
    if found.numbered:
        text = gettext(numbered, number=place)
    else:
        text = gettext(unnumbered, ordinal=ordinal_in_words(found.number)) + found.labels
    if paragraph.number_in_doubt:
        text = gettext("%(place)s (number uncertain)", place=text)
    return joined([*map(_scope, scopes), text])


def place_or_type(paragraph: Paragraph) -> str:
    """Returns a paragraph's place in its document; its type where it has no number."""
    return place_citation(paragraph) or str(paragraph.type)


def _scope(name: str) -> str:
    """Returns a section, or a draft that is quoted: "quoted2" is the second."""
    if name.startswith(_QUOTED):
        return gettext("quoted draft %(number)s", number=name.removeprefix(_QUOTED)).strip()
    return gettext("sect. %(name)s", name=name)


def _unnumbered(paragraph: Paragraph) -> str:
    if paragraph.part is not Part.ANNEX and paragraph.type is not ParagraphType.ANNEX:
        return ""
    label = paragraph.label
    stated = f"annex, para. {label}" if label and label.isdigit() else "annex"
    return cited_place(paragraph.place or stated)


def _is(masthead: Masthead, kind: DocumentType) -> bool:
    return masthead.document_type is kind


def _number(symbol: str, component: str | None) -> str:
    """Returns the number as it is cited: "217 A (III)", "75/101 B", "1325 (2000)"."""
    number = re.sub(r"(?<=\w)\(", " (", _PREFIX.sub("", symbol, count=1))
    if component is None:
        return number
    base, bracket, session = _LETTERS.sub("", number).partition(" (")
    base = base if base.endswith(f" {component}") else f"{base} {component}"
    return f"{base}{bracket}{session}"
