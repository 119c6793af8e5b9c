"""Lines to segments: which lines make one unit, and what kind of unit it is.

A line begins a unit when it carries a label, an opening or a formula where one may stand; any
other line continues the unit before it, across whatever furniture and footnotes were taken out
between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from indexer.model import Issue, ParagraphType, Part
from indexer.parsing.components import component_starts
from indexer.parsing.dates import find_date
from indexer.parsing.footnotes import join
from indexer.parsing.furniture import squash
from indexer.parsing.inline import finish, plain
from indexer.parsing.lines import Line
from indexer.parsing.markers import mark_markers
from indexer.parsing.numbering import BULLETS
from indexer.parsing.organs import enacting_organ
from indexer.parsing.outline import Segment
from indexer.parsing.verbs import read_opening

_NUMBER = re.compile(r"[\ue002]?(\d{1,3})\s?\.\s*(?=[\ue002“\"A-Z(])")
_LETTER = re.compile(r"[\ue002]?(\((?:[a-z]{1,4}|\d{1,2})\))\s*(?=\S)")
_BULLET = re.compile(rf"([{re.escape(''.join(BULLETS))}])\s+(?=\S)")
_CLOSING = re.compile(
    r"(?i)\d+(?:st|nd|rd|th)\s+(?:\(resumed\)\s+)?(?:plenary\s+)?meeting\b.{0,40}"
    r"|adopted (?:unanimously |by \d+ votes? .*)?at the \d+(?:st|nd|rd|th) meeting.*"
    r"|\[?adopted (?:without a vote|by a recorded vote).*"
)
_ANNEX = re.compile(r"(?i)(?:annex|appendix|attachment|enclosure)(?: [IVXL\d]+)?")
_SECTION = re.compile(r"(?:Section )?[IVXL]{1,6}\.?|[A-Z]\.?")
_ENDED = re.compile(r"[.,;:!?][”\"’')\]]*(?: ?\d{1,3})?$|[;,] (?:and|or)$|–$")
_TERMINAL_SHARE = 0.6
_SHORT = 110


class _State(Enum):
    TITLE = auto()
    PREAMBLE = auto()
    OPERATIVE = auto()
    CLOSING = auto()
    ANNEX = auto()


@dataclass(slots=True)
class _Unit:
    type: ParagraphType
    part: Part | None
    text: str
    label: str | None = None
    component: str | None = None

    @property
    def ended(self) -> bool:
        """Whether the text may be over here."""
        return (
            self.type is ParagraphType.TABLE or _ENDED.search(plain(self.text).strip()) is not None
        )


@dataclass(frozen=True, slots=True)
class Body:
    """The segments of a document's body, what is odd about them, and lines that fit nowhere."""

    segments: tuple[Segment, ...]
    issues: tuple[Issue, ...]
    rest: tuple[str, ...]


def begins_paragraph(text: str) -> bool:
    """Tell whether a text, by itself, opens a preambular or numbered paragraph."""
    bare = plain(text)
    if _NUMBER.match(bare) or enacting_organ(bare):
        return True
    return bare[:1].isupper() and read_opening(bare) is not None


def segment(lines: Sequence[Line], markers: frozenset[str], *, raised: bool = False) -> Body:
    """Cut the lines from the enacting formula on into segments.

    markers: those of the document's footnotes. raised: whether all of them are raised in the
    lines, so that none needs to be looked for.
    """
    machine = _Machine(wrapped=_is_wrapped(lines))
    starts = component_starts(lines)
    for index, line in enumerate(lines):
        if index in starts:
            machine.begin_component(starts[index] if len(starts) > 1 else None, line)
        else:
            machine.take(line)
    units, issues = _without_repeats(machine.units)
    texts = [unit.text for unit in units]
    marked = texts if raised else mark_markers(texts, markers)
    segments = []
    for unit, text in zip(units, marked, strict=True):
        finished = finish(text, markers)
        segments.append(
            Segment(
                type=unit.type,
                text=_tidy(finished.text),
                part=unit.part,
                label=unit.label,
                component=unit.component,
                italic=finished.italic,
                marks=finished.marks,
            )
        )
    return Body(tuple(segments), issues, tuple(machine.rest))


def _tidy(text: str) -> str:
    """Mend what extractors do to spaces: "Children ’s", "fifty -sixth", " ,"."""
    text = re.sub(r"(\w) (['’]s\b)", r"\1\2", text)
    text = re.sub(r" ([,;.:])(?=\s|$)", r"\1", text)
    text = re.sub(r"(?<=\w) -(?=\w)", "-", text)
    return " ".join(text.split())


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell lines broken at the page's width from lines that are whole paragraphs."""
    long = [line.plain for line in lines if len(line.plain) > 40]
    ended = sum(1 for text in long if _ENDED.search(text))
    return ended < _TERMINAL_SHARE * len(long)


def _without_repeats(units: Sequence[_Unit]) -> tuple[list[_Unit], tuple[Issue, ...]]:
    """Drop a paragraph that an extraction printed twice in a row."""
    kept: list[_Unit] = []
    issues = []
    for unit in units:
        same = kept and squash(kept[-1].text) == squash(unit.text)
        if same and kept[-1].label == unit.label and len(unit.text) > 40:
            issues.append(
                Issue(
                    code="printed-twice",
                    message=f"Printed twice in a row, kept once: “{plain(unit.text)[:40]}”.",
                )
            )
        else:
            kept.append(unit)
    return kept, tuple(issues)


@dataclass(slots=True)
class _Machine:
    """Reads line by line; knows which part it is in and which unit is open."""

    wrapped: bool
    state: _State = _State.PREAMBLE
    units: list[_Unit] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    number: int = 0
    component: str | None = None

    @property
    def last(self) -> _Unit | None:
        return self.units[-1] if self.units else None

    def begin_component(self, letter: str | None, line: Line) -> None:
        """Begin another resolution of the same document with the line that bears its letter."""
        self.component, self.state, self.number = letter, _State.TITLE, 0
        self._begin(ParagraphType.TITLE, None, line.text)

    def take(self, line: Line) -> None:
        """Put a line where it belongs."""
        text = line.plain
        if self._goes_on(line):
            self._continue(line.text)
        elif line.table and self.state is not _State.CLOSING:
            self._begin(ParagraphType.TABLE, self._part(), line.text)
        elif enacting_organ(text) and (
            self.last is None or self.last.ended or self.state is _State.TITLE
        ):
            self._begin(ParagraphType.ENACTING, Part.PREAMBULAR, line.text)
            self.state = _State.PREAMBLE
        elif self.state is _State.TITLE:
            self._continue(line.text)
        elif self._closes(text):
            self._begin(ParagraphType.CLOSING, None, line.text)
            self.state = _State.CLOSING
        elif _ANNEX.fullmatch(text) and self.state is not _State.PREAMBLE:
            self.state = _State.ANNEX
            self._begin(ParagraphType.ANNEX, Part.ANNEX, line.text)
        elif self.state is _State.ANNEX:
            self._take_annex(line)
        elif self.state is _State.CLOSING:
            self._take_after_closing(line)
        elif not (self._take_labelled(line) or self._take_opening(line)):
            self._take_other(line)

    def _goes_on(self, line: Line) -> bool:
        """Tell a line that its source has in the paragraph above, if it opens nothing itself."""
        if not line.continues or self.last is None or self.state is _State.CLOSING:
            return False
        labelled = _LETTER.match(line.text) or _BULLET.match(line.text)
        opens = labelled is not None or begins_paragraph(line.text)
        return not (opens and self.last.ended)

    def _is_over(self, line: Line) -> bool:
        """Tell whether the last unit is over, were a line to begin the next one."""
        last = self.last
        apart = line.gap and not self.wrapped
        return last is not None and (
            last.ended
            or line.whole
            or last.type is ParagraphType.ENACTING
            or (last.type is ParagraphType.HEADING and apart)
        )

    def _begin(
        self, kind: ParagraphType, part: Part | None, text: str, label: str | None = None
    ) -> None:
        self.units.append(_Unit(kind, part, text, label, self.component))

    def _continue(self, text: str) -> None:
        unit = self.units[-1]
        unit.text = join(unit.text, text)

    def _closes(self, text: str) -> bool:
        ready = self.state is _State.OPERATIVE or self.state is _State.CLOSING
        return ready and _CLOSING.fullmatch(text) is not None

    def _take_labelled(self, line: Line) -> bool:
        """Take "12. Invites ..." and "(a) To promote ..."."""
        if match := _NUMBER.match(line.text):
            if not self._number_fits(int(match[1]), line.text[match.end() :]):
                return False
            self.number = int(match[1])
            self.state = _State.OPERATIVE
            rest = line.text[match.end() :]
            self._begin(ParagraphType.OPERATIVE, Part.OPERATIVE, rest, match[1])
            return True
        match = _LETTER.match(line.text) or _BULLET.match(line.text)
        if match is None or self.last is None or not self.last.ended:
            return False
        part = Part.PREAMBULAR if self.state is _State.PREAMBLE else Part.OPERATIVE
        self._begin(ParagraphType.SUBPARAGRAPH, part, line.text[match.end() :], match[1])
        return True

    def _number_fits(self, number: int, text: str) -> bool:
        """Tell a label from a figure that a line happens to begin with ("2009. The ...")."""
        if self.last is not None and not self.last.ended:
            return number == self.number + 1 and read_opening(plain(text)) is not None
        if not self.wrapped or number in (self.number + 1, 1):
            return True
        return self.number < number <= self.number + 3 and read_opening(plain(text)) is not None

    def _take_opening(self, line: Line) -> bool:
        """Take an unnumbered paragraph that begins with a verb of the table."""
        text = line.plain
        if not self._is_over(line):
            return False
        opening = read_opening(text) if text[:1].isupper() else None
        if opening is None:
            return False
        if opening.finite:
            self.state = _State.OPERATIVE
            self._begin(ParagraphType.OPERATIVE, Part.OPERATIVE, line.text)
        elif self.state is _State.PREAMBLE or self.units[-1].type is ParagraphType.HEADING:
            self.state = _State.PREAMBLE
            self._begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line.text)
        else:
            return False
        return True

    def _take_other(self, line: Line) -> None:
        """Take a line that neither carries a label nor opens with a verb."""
        last, text = self.last, line.plain
        if last is None:
            self.rest.append(text)
        elif last.type is ParagraphType.ENACTING and not self.wrapped and not line.bold:
            self._begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line.text)
        elif last.type is ParagraphType.HEADING and not line.gap:
            self._continue(line.text)
        elif self._is_heading(line):
            self._begin(ParagraphType.HEADING, self._part(), line.text)
        elif (
            not self._is_over(line)
            or text[:1].islower()
            or (self.wrapped and not self._breaks(line))
        ):
            self._continue(line.text)
        elif self.state is _State.PREAMBLE:
            self._begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line.text)
        else:
            self._begin(ParagraphType.TEXT, Part.OPERATIVE, line.text)

    def _begins(self, line: Line) -> bool:
        """Tell whether a line without label or verb begins a unit of its own."""
        if line.whole:
            return True
        over = self._is_over(line) and not line.plain[:1].islower()
        return over and (not self.wrapped or self._breaks(line))

    def _part(self) -> Part:
        return Part.PREAMBULAR if self.state is _State.PREAMBLE else Part.OPERATIVE

    def _breaks(self, line: Line) -> bool:
        """Whether a sentence is over and a gap follows: a paragraph that opens with no verb."""
        return line.gap and self.last is not None and self.last.text.endswith((".", ";"))

    def _is_heading(self, line: Line) -> bool:
        """Tell a heading: short, capitalised, without a stop, after the end of a paragraph."""
        text = line.plain
        if self.last is None or not (self.last.ended or self.last.type is ParagraphType.HEADING):
            return False
        if _SECTION.fullmatch(text) and self.state is _State.OPERATIVE:
            return True
        short = len(text) < _SHORT and text[:1].isupper() and not _ENDED.search(text)
        return short and (line.bold or (line.gap and not self.wrapped))

    def _take_annex(self, line: Line) -> None:
        text = line.text
        match = _NUMBER.match(text) or _LETTER.match(text) or _BULLET.match(text)
        if match:
            self._begin(ParagraphType.ANNEX, Part.ANNEX, text[match.end() :], match[1])
        elif self._begins_in_annex(line):
            self._begin(ParagraphType.ANNEX, Part.ANNEX, text)
        else:
            self._continue(text)

    def _begins_in_annex(self, line: Line) -> bool:
        last = self.units[-1]
        if _ANNEX.fullmatch(plain(last.text)):
            return True
        if self.wrapped:
            return line.gap and (last.ended or line.bold)
        return line.gap or last.ended

    def _take_after_closing(self, line: Line) -> None:
        """Take the date below the meeting; what else follows is of the page."""
        last = self.units[-1]
        dated = find_date(last.text) is not None
        if last.type is ParagraphType.CLOSING and not dated and find_date(line.plain):
            self._continue(line.text)
        else:
            self.rest.append(line.plain)
