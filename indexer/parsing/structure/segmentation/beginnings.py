"""Beginnings: whether a line begins a unit of its own or continues the one before it.

Each answer depends on the line, the last unit and the layout alone.
"""

from __future__ import annotations

import re

from indexer.model import ParagraphType
from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.knowledge.verbs import Opening, read_opening
from indexer.parsing.meaning.subjects import read_statement
from indexer.parsing.structure.segmentation.labels import NUMBER, is_listed, opening_of
from indexer.parsing.structure.segmentation.units import Unit
from indexer.parsing.text.inline import plain
from indexer.parsing.text.layout import ENDED, Layout
from indexer.parsing.text.lines import Line
from indexer.parsing.text.working_papers import is_drafted

SHORT = 110
"""Characters of a line that may be a heading."""

_ANNEX = re.compile(
    r"(?i)(?:annex|appendix|attachment|enclosure)(?: [IVXL\d]+|-[A-Z]\b)?"
    r"(?: to (?:the )?(?:present )?(?:resolution|decision)\b.{0,40}|\s*[:—–-]\s*[A-Z].{0,90})?"
)
_THEREFORE = re.compile(r"(?i)now,? therefore,?")
_TO = re.compile(r"To [a-z]")  # an item of what someone is requested to do
_AND = re.compile(r"(?:and|but) (?=[a-z])")
_INDENT = 3  # characters
_LISTING = (ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR)


def begins_paragraph(text: str) -> bool:
    """Tells whether a text, by itself, opens a preambular or numbered paragraph."""
    bare = plain(text)
    if NUMBER.match(bare) or enacting_organ(bare) or is_drafted(bare):
        return True
    return (bare[:1].isupper() or bare[:1] == "[") and read_opening(bare) is not None


def continues_source(line: Line, last: Unit | None) -> bool:
    """Tells a line that its source has in the paragraph above, if it opens nothing itself."""
    if not line.continues or last is None:
        return False
    opens = is_listed(line.text) or begins_paragraph(line.text)
    return not (opens and last.ended)


def is_therefore(text: str) -> bool:
    """Tells the words before some formulas: "Now, therefore,"."""
    return _THEREFORE.fullmatch(text) is not None


def is_annex(text: str) -> bool:
    """Tells the line above an annex: "Annex", "Appendix II"."""
    return _ANNEX.fullmatch(text) is not None


def is_over(line: Line, last: Unit | None, layout: Layout) -> bool:
    """Tells whether the last unit is over, were a line to begin the next one."""
    if last is None:
        return True  # the print left the enacting formula out
    return (
        last.ended
        or line.whole
        or last.type is ParagraphType.ENACTING
        or (last.type is ParagraphType.HEADING and _is_apart(line, layout))
        or is_indented(line, last, layout)
    )


def _is_apart(line: Line, layout: Layout) -> bool:
    gapped = line.gap and (layout.gapped or not layout.wrapped)
    return gapped or is_sentence(line, layout)


def is_sentence(line: Line, layout: Layout) -> bool:
    """Tells a whole paragraph from a heading, where each is a line."""
    if layout.wrapped:
        return False
    return len(line.plain) > SHORT or ENDED.search(line.plain) is not None


def is_indented(line: Line, last: Unit, layout: Layout) -> bool:
    """Tells the first line of a paragraph by its indent, where the one before has no stop."""
    if not (layout.wrapped and line.indent and last.indent):
        return False
    if last.lines == 1:
        return abs(line.indent - last.indent) < _INDENT
    return line.indent >= last.leftmost + _INDENT


def first_opening(
    line: Line, last: Unit | None, layout: Layout, *, quoted: bool, formless: bool
) -> Opening | None:
    """Returns the opening of an unnumbered paragraph that a line begins.

    quoted: whether the line is of a quoted draft. formless: whether a sentence may name its own
    subject, because no formula does.
    """
    # Blank lines between all paragraphs tell more than a stop that a scan lost.
    if not (is_over(line, last, layout) or (layout.gapped and line.gap)):
        return None
    bare = line.plain.lstrip('“"') if quoted else line.plain
    opening = opening_of(bare, layout) if bare.lstrip("[")[:1].isupper() else None
    if opening is None and formless:
        statement = read_statement(bare)
        opening = statement.opening if statement else None
    return opening


def begins_unit(line: Line, last: Unit, layout: Layout) -> bool:
    """Tells whether a line without label or verb begins a unit of its own."""
    if line.whole:
        return True
    over = is_over(line, last, layout) and not line.plain[:1].islower()
    if not layout.wrapped:
        return over or _TO.match(line.plain) is not None or _resumes(line, last)
    return over and _breaks(line, last, layout)


def _resumes(line: Line, last: Unit) -> bool:
    """Tells "and demands ..." below a list: the paragraph that holds the list goes on."""
    joined = _AND.match(line.plain)
    if joined is None or last.type is not ParagraphType.SUBPARAGRAPH or not last.ended:
        return False
    opening = read_opening(line.plain[joined.end() :])
    return opening is not None and opening.finite


def _breaks(line: Line, last: Unit, layout: Layout) -> bool:
    """Tells whether a sentence is over and a gap follows: a paragraph that opens with no verb."""
    if not line.gap:
        return last.text.endswith(":") and is_indented(line, last, layout)
    return layout.gapped or last.text.endswith((".", ";", " ;"))


def begins_item(line: Line, last: Unit, layout: Layout) -> bool:
    """Tells an item of a list whose labels a scan lost: it follows "Requests the Committee:"."""
    if layout.italics or line.table:
        return False
    text = plain(last.text)
    if last.type is ParagraphType.SUBPARAGRAPH:
        quoted = line.plain[0] in '“"' and text[:1] in '“"'
        return last.label is None and (quoted or not text.endswith("."))
    return last.type in _LISTING and (text.endswith(":") or _TO.match(line.plain) is not None)


def begins_in_annex(line: Line, last: Unit, layout: Layout) -> bool:
    """Tells whether a line without label begins a unit of an annex."""
    if is_annex(last.tail):
        return True
    if layout.wrapped:
        return line.gap and (last.ended or line.bold)
    # A short line without a stop is a heading, not the beginning of the next one.
    heading = len(last.tail) < SHORT and not line.plain[:1].islower()
    return line.gap or last.ended or heading
