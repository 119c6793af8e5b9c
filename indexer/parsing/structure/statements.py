"""Statements of the President of the Security Council: the formula, and paragraphs in quotes.

... the President of the Security Council made the following statement on behalf of the Council:
“The Security Council condemns ...
“The Council reaffirms ...”
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.model import DocumentType, Issue, Masthead, ParagraphType, Part
from indexer.parsing.knowledge.dates import find_date
from indexer.parsing.outline.segments import Outline, Segment
from indexer.parsing.structure.masthead import Head, read_masthead
from indexer.parsing.text.footnotes import detach, join
from indexer.parsing.text.furniture import is_rule, strip_furniture
from indexer.parsing.text.inline import plain, unmark
from indexer.parsing.text.lines import Line
from indexer.parsing.text.markers import mark_markers

_FORMULA = re.compile(
    r"President of the (?:Security )?Council (?:made|issued) the following statement"
    r"(?:,? on behalf of (?:the (?:Security )?Council|its members|the members of the Council))?"
    r".{0,80}?:$",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"(?i)(?:at the \d+\w* |following consultations|after consultations|on \d)")
_LONGEST_FORMULA = 12  # lines
_COUNCIL = re.compile(r"[“\"”']*\s*(?:\d{1,3}\.\s+)?The (?:Security )?Council\b")
_MEETING = re.compile(r"(?i)\b(\d+(?:st|nd|rd|th) (?:\(\w+\) )?meeting)")
_TITLE = re.compile(r"(?i)entitled,? [“\"](?P<title>[^”\"]+)[”\"]")
_LISTED = re.compile(r"([-–—•]|\([a-z]{1,4}\))\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})\.\s+(?=[A-Z])")
_QUOTES = "“”\"' "
_ENDED = re.compile(r"[.:;,][”\"’)]*(?: ?\d{1,3})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """Place of a statement's formula: its first and last line."""

    first: int
    last: int


def find_statement(lines: Sequence[Line]) -> Formula | None:
    """Finds the formula of a statement, None in documents of another kind."""
    for last, line in enumerate(lines):
        if not line.plain.endswith(":"):
            continue
        for first in range(last, max(-1, last - _LONGEST_FORMULA), -1):
            text = " ".join(part.plain for part in lines[first : last + 1])
            if _BEGINNING.match(lines[first].plain) and _FORMULA.search(text):
                return Formula(first=first, last=last)
            if first < last and lines[first].plain.endswith((".", ";")):
                break
        if _FORMULA.search(" ".join(part.plain for part in lines[max(0, last - 2) : last + 1])):
            return Formula(first=max(0, last - 1), last=last)
    return None


def outline_statement(lines: Sequence[Line], formula: Formula, *, symbol: str | None) -> Outline:
    """Makes the outline of a statement. symbol: what is known of it from outside the text."""
    announced = " ".join(line.plain for line in lines[formula.first : formula.last + 1])
    above = tuple(line.plain for line in lines[: formula.first] if not is_rule(line.plain))
    head = Head(facts=above, title="")
    kept, dropped = strip_furniture(lines[formula.last + 1 :], "")
    body, notes = detach(kept, lambda text: _COUNCIL.match(plain(text)) is not None)
    markers = frozenset(note.marker for note in notes)
    texts = mark_markers(_paragraphs(body), markers)
    segments = [
        Segment(type=ParagraphType.ENACTING, text=announced, part=Part.PREAMBULAR),
        *(_segment(text, markers) for text in texts),
    ]
    masthead = _masthead(head, dropped, announced, symbol)
    issues: tuple[Issue, ...] = ()
    return Outline(masthead=masthead, segments=tuple(segments), footnotes=notes, issues=issues)


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    """Joins lines into paragraphs: each begins with the Council, in quotes, or below a gap."""
    texts: list[str] = []
    for line in lines:
        if is_rule(line.plain):
            continue
        ended = not texts or _ENDED.search(plain(texts[-1])) is not None
        opens = _COUNCIL.match(line.plain) or line.plain[0] in '“"' or line.gap
        if not texts or (ended and (opens or _LISTED.match(line.plain))):
            texts.append(line.text)
        else:
            texts[-1] = join(texts[-1], line.text)
    return texts


def _segment(text: str, markers: frozenset[str]) -> Segment:
    unmarked = unmark(text.strip(_QUOTES), markers)
    listed = _LISTED.match(unmarked.text)
    numbered = _NUMBERED.match(unmarked.text)
    label = listed or numbered
    if label:
        unmarked = replace(unmarked, text=unmarked.text[label.end() :])
    return Segment(
        type=ParagraphType.SUBPARAGRAPH if listed else ParagraphType.OPERATIVE,
        label=label[1] if label else None,
        text=_balanced(" ".join(unmarked.text.split())),
        part=Part.OPERATIVE,
        marks=unmarked.marks,
    )


def _balanced(text: str) -> str:
    """Restores the closing quote of a title that ends the text."""
    return f"{text}”" if text.count("“") > text.count("”") else text


def _masthead(head: Head, loose: Sequence[str], announced: str, symbol: str | None) -> Masthead:
    read = read_masthead(head, loose, enacting="SC", symbol=symbol)
    title = _TITLE.search(announced)
    meeting = _MEETING.search(announced)
    return replace(
        read,
        organ="SC",
        document_type=DocumentType.STATEMENT,
        session=None,
        title=title["title"].strip(" .,") if title else read.title,
        adopted_on=find_date(announced) or read.adopted_on,
        meeting=meeting[1] if meeting else read.meeting,
    )
