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
from indexer.parsing.knowledge.dates import find_date
from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.knowledge.verbs import Opening, read_opening
from indexer.parsing.meaning.misreadings import (
    mended_labels,
    misread_letter,
    misread_number,
    read_misread_opening,
)
from indexer.parsing.meaning.subjects import read_statement
from indexer.parsing.structure.components import component_starts
from indexer.parsing.structure.numbering import BULLETS
from indexer.parsing.structure.outline import Segment
from indexer.parsing.text.closing import goes_on, is_closing, is_date_line
from indexer.parsing.text.footnotes import join
from indexer.parsing.text.furniture import squash
from indexer.parsing.text.inline import finish, plain
from indexer.parsing.text.layout import ENDED, Layout, read_layout
from indexer.parsing.text.lines import Line
from indexer.parsing.text.markers import mark_markers

_NUMBER = re.compile(r"[\ue002]?(?:[“\"]\s?)?(\d{1,3})\s?\.\s*(?=[\ue002“\"A-Z(])")
_BARE_NUMBER = re.compile(r"(\d{1,3})\s+(?=[\ue002A-Z])")
_LETTER = re.compile(r"[\ue002]?(?:[“\"]\s?)?(\((?:[a-z]{1,4}|\d{1,2})\))\s*(?=\S)")
_BULLET = re.compile(rf"([{re.escape(''.join(BULLETS))}])\s+(?=\S)")
_ARTICLE = re.compile(r"(?i)(?:article|principle|rule|regulation) (?:\d{1,3}|[IVXL]+|one|first)\.?")
_FIRST_ARTICLE = re.compile(r"(?i)(?:article|principle|rule|regulation) (?:1|I|one|first)\.?")
_FEWEST_ARTICLES = 3  # of a declaration inside a resolution
_THEREFORE = re.compile(r"(?i)now,? therefore,?")
_CAPITAL = re.compile(r"([A-Z])\.\s+(?=[A-Z])")
_ANNEX = re.compile(r"(?i)(?:annex|appendix|attachment|enclosure)(?: [IVXL\d]+)?")
_SECTION = re.compile(r"(?:Section )?[IVXL]{1,6}\.?|[A-Z]\.?")
_SHORT = 110
_TAIL = 400  # characters: a unit may be as long as a file
_TO = re.compile(r"To [a-z]")  # an item of what someone is requested to do
_INDENT = 3  # columns
_DIGITS = "0123456789\ue001"  # of a footnote's marker
_DRAFT = re.compile(r"(?i)\bfollowing (?:draft )?(?:resolution|decision)\W{0,3}$")
_AROUND_DRAFTS = (ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR, ParagraphType.HEADING)
_QUOTE_ENDS = re.compile(r"[.;:][”\"]$")


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
    quoted: bool = False
    indent: int = 0
    lines: int = 1
    leftmost: int = 0

    @property
    def ended(self) -> bool:
        """Whether the text may be over here."""
        return self.type is ParagraphType.TABLE or ENDED.search(self.tail) is not None

    @property
    def tail(self) -> str:
        """The last words, without marks; the whole of a text that is no longer."""
        return plain(self.text[-_TAIL:]).strip()


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
    formless = not any(enacting_organ(line.plain) for line in lines)
    articles = sum(1 for line in lines if _ARTICLE.fullmatch(line.plain))
    machine = _Machine(
        layout=read_layout(lines), formless=formless, declares=articles >= _FEWEST_ARTICLES
    )
    starts = component_starts(lines)
    for index, line in enumerate(lines):
        machine.following = lines[index + 1] if index + 1 < len(lines) else None
        if index in starts:
            machine.begin_component(starts[index] if len(starts) > 1 else None, line)
        else:
            machine.take(line)
    units, issues = _without_repeats(machine.units)
    if not machine.layout.italics:
        issues = (*issues, *_mend_labels(units))
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
                quoted=unit.quoted,
                italic=finished.italic,
                marks=finished.marks,
            )
        )
    return Body(tuple(segments), (*machine.issues, *issues), tuple(machine.rest))


def _tidy(text: str) -> str:
    """Mend what extractors do to spaces: "Children ’s", "fifty -sixth", " ,"."""
    text = re.sub(r"(\w) (['’]s\b)", r"\1\2", text)
    text = re.sub(r" ([,;.:])(?=\s|$)", r"\1", text)
    text = re.sub(r"(?<=\w) -(?=\w)", "-", text)
    return " ".join(text.split())


def _mend_labels(units: Sequence[_Unit]) -> list[Issue]:
    """Put the labels of subparagraphs right that a scan misread."""
    issues = []
    listed = [unit for unit in units if unit.type is ParagraphType.SUBPARAGRAPH]
    for unit, label in zip(listed, mended_labels([unit.label for unit in listed]), strict=True):
        if label != unit.label:
            message = f"The label {unit.label} was read as {label}."
            issues.append(Issue(code="label-misread", message=message))
            unit.label = label
    return issues


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

    layout: Layout
    formless: bool = False  # whether no formula says whose the text is: its sentences do
    declares: bool = False  # whether there are the articles of a declaration
    state: _State = _State.PREAMBLE
    units: list[_Unit] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    number: int = 0
    component: str | None = None
    quoted: bool = False
    outer: int = 0  # the number reached before a quoted draft
    unnumbered: bool = False  # whether operative paragraphs have no numbers
    following: Line | None = None  # the line after the one that is taken

    @property
    def wrapped(self) -> bool:
        return self.layout.wrapped

    @property
    def last(self) -> _Unit | None:
        return self.units[-1] if self.units else None

    def begin_component(self, letter: str | None, line: Line) -> None:
        """Begin another resolution of the same document with the line that bears its letter."""
        self.component, self.state, self.number = letter, _State.TITLE, 0
        self._begin(ParagraphType.TITLE, None, line.text)

    def take(self, line: Line) -> None:
        """Put a line where it belongs."""
        before = len(self.units)
        self._put(line)
        if self.units and len(self.units) > before:
            self.units[-1].indent = self.units[-1].leftmost = line.indent
        elif self.units and line.indent:
            self.units[-1].leftmost = min(self.units[-1].leftmost, line.indent)

    def _put(self, line: Line) -> None:
        text = line.plain
        if self.quoted and self.units and self._quote_is_over():
            self.quoted, self.number, self.state = False, self.outer, _State.OPERATIVE
        if self._goes_on(line):
            self._continue(line.text)
        elif line.table and self.state is not _State.CLOSING:
            self._begin(ParagraphType.TABLE, self._part(), line.text)
        elif (enacting_organ(text) or _THEREFORE.fullmatch(text)) and (
            self.last is None
            or self.last.ended
            or self.state is _State.TITLE
            or _THEREFORE.fullmatch(self.last.tail)
        ):
            self._take_formula(line)
        elif self.state is _State.TITLE and not begins_paragraph(line.text):
            self._continue(line.text)
        elif self.state is _State.TITLE:  # the preamble stands above its formula
            self.state = _State.PREAMBLE
            self._begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line.text)
        elif self._closes(text):
            self.quoted = False
            self._begin(ParagraphType.CLOSING, None, line.text)
            self.state = _State.CLOSING
        elif self._begins_annex(text):
            self.state = _State.ANNEX
            self._begin(ParagraphType.ANNEX, Part.ANNEX, line.text)
        elif self.state is _State.ANNEX:
            self._take_annex(line)
        elif self.state is _State.CLOSING:
            self._take_after_closing(line)
        elif not (self._take_labelled(line) or self._take_opening(line)):
            self._take_other(line)

    def _begins_annex(self, text: str) -> bool:
        """Tell "Annex", and the first article of a declaration that the text itself holds."""
        if self.state is _State.PREAMBLE:
            return False
        declares = self.declares or _FIRST_ARTICLE.fullmatch(text)
        embedded = declares and self.state is _State.OPERATIVE and not self.quoted
        return bool(_ANNEX.fullmatch(text) or (embedded and _ARTICLE.fullmatch(text)))

    def _take_formula(self, line: Line) -> None:
        """Begin the text, or the text of a draft that this one quotes."""
        last = self.last
        lead = last.tail if last else ""
        if last is not None and _THEREFORE.fullmatch(lead):
            self._continue(line.text)
            self.state = _State.PREAMBLE
            return
        inside = last is not None and last.type in _AROUND_DRAFTS
        if inside and (line.plain[0] in '“"' or _DRAFT.search(lead)):
            self.quoted, self.outer, self.number = True, self.number, 0
        self._begin(ParagraphType.ENACTING, Part.PREAMBULAR, line.text)
        self.state = _State.PREAMBLE

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
        apart = line.gap and (self.layout.gapped or not self.wrapped)
        apart = apart or self._is_sentence(line)
        if last is None:
            return True  # the print left the enacting formula out
        return (
            last.ended
            or line.whole
            or last.type is ParagraphType.ENACTING
            or (last.type is ParagraphType.HEADING and apart)
            or self._is_indented(line)
        )

    def _is_sentence(self, line: Line) -> bool:
        """Tell a whole paragraph from a heading, where each is a line."""
        if self.wrapped:
            return False
        return len(line.plain) > _SHORT or ENDED.search(line.plain) is not None

    def _is_indented(self, line: Line) -> bool:
        """Tell the first line of a paragraph by its indent, where the one before has no stop."""
        last = self.last
        if last is None or not (self.wrapped and line.indent and last.indent):
            return False
        if last.lines == 1:
            return abs(line.indent - last.indent) < _INDENT
        return line.indent >= last.leftmost + _INDENT

    def _begin(
        self, kind: ParagraphType, part: Part | None, text: str, label: str | None = None
    ) -> None:
        if self.quoted:
            text = re.sub(r"^([\ue002]?)[“\"](?=[\ue002]?[A-Z])", r"\1", text)
        self.units.append(_Unit(kind, part, text, label, self.component, self.quoted))

    def _quote_is_over(self) -> bool:
        """Tell whether a quoted draft ended with the last unit, and take its last quote away."""
        last = self.units[-1]
        text = plain(last.text)
        closes = text.count("”") > text.count("“") or (text.count('"') % 2 == 1)
        if not (closes and last.quoted and _QUOTE_ENDS.search(text)):
            return False
        last.text = re.sub(r"[”\"]([\ue003]?)$", r"\1", last.text)
        return True

    def _continue(self, text: str) -> None:
        unit = self.units[-1]
        torn = self.layout.is_torn(unit.tail, plain(text))
        unit.text = unit.text.rstrip("-") + text if torn else join(unit.text, text)
        unit.lines += 1

    def _closes(self, text: str) -> bool:
        if not is_closing(text) or self.last is None:
            return False
        if self.state is _State.CLOSING:
            return self.last.type is not ParagraphType.CLOSING or not goes_on(self.last.tail)
        # "Adopted at the 83rd meeting." also ends a text none of whose verbs is known.
        embedded = self.state is _State.ANNEX and not any(
            unit.type is ParagraphType.CLOSING for unit in self.units
        )
        ready = self.state is _State.OPERATIVE or embedded or text.lower().startswith("adopted")
        return ready and self.last.ended

    def _take_labelled(self, line: Line) -> bool:
        """Take "12. Invites ..." and "(a) To promote ..."."""
        if match := _NUMBER.match(line.text) or self._stopless_number(line):
            if not self._number_fits(int(match[1]), line.text[match.end() :]):
                return False
            self.number = int(match[1])
            self.state = _State.OPERATIVE
            rest = line.text[match.end() :]
            self._begin(ParagraphType.OPERATIVE, Part.OPERATIVE, rest, match[1])
            return True
        if (misread := self._misread_number(line)) is not None:
            number, end = misread
            self.number, self.state = number, _State.OPERATIVE
            self._begin(ParagraphType.OPERATIVE, Part.OPERATIVE, line.text[end:], str(number))
            return True
        match = _LETTER.match(line.text) or _BULLET.match(line.text) or self._capital(line)
        found = (match[1], match.end()) if match else None
        if found is None and not self.layout.italics:
            found = misread_letter(line.text)
        if found is None or self.last is None:
            return False
        if not (self.last.ended or (self.layout.gapped and line.gap)):
            return False
        label, end = found
        part = Part.PREAMBULAR if self.state is _State.PREAMBLE else Part.OPERATIVE
        self._begin(ParagraphType.SUBPARAGRAPH, part, line.text[end:], label)
        return True

    def _stopless_number(self, line: Line) -> re.Match[str] | None:
        """Take "6 Also reaffirms", a label without its stop, where a paragraph begins."""
        match = _BARE_NUMBER.match(line.text) if line.whole else None
        if match is None or int(match[1]) != self.number + 1:
            return None
        return match if read_opening(plain(line.text[match.end() :])) else None

    def _capital(self, line: Line) -> re.Match[str] | None:
        """Take "A. A Commission is established" below "Adopts the following:"."""
        match = _CAPITAL.match(line.text)
        if match is None or self.last is None:
            return None
        before = self.last.label or ""
        follows = len(before) == 1 and ord(before) == ord(match[1]) - 1
        begins = match[1] == "A" and self.last.tail.endswith(":")
        return match if follows or begins else None

    def _misread_number(self, line: Line) -> tuple[int, int] | None:
        """Give (number, end) of a number that a scan misread, if it is the one that must come."""
        if self.layout.italics or self.last is None or not self.last.ended:
            return None
        misread = misread_number(line.text)
        if misread is None or misread[0] != self.number + 1:
            return None
        if self._opening(line.text[misread[1] :]) is None:
            return None
        label = line.text[: misread[1]].strip(" .,")
        if label != str(misread[0]):
            message = f"The number {label} was read as {misread[0]}."
            self.issues.append(Issue(code="label-misread", message=message))
        return misread

    def _opening(self, text: str) -> Opening | None:
        """Read an opening; on text without italics also one with a misread letter."""
        opening = read_opening(text)
        if opening is None and not self.layout.italics:
            opening = read_misread_opening(text)
        return opening

    def _number_fits(self, number: int, text: str) -> bool:
        """Tell a label from a figure that a line happens to begin with ("2009. The ...")."""
        headed = self.last is not None and self.last.type is ParagraphType.HEADING
        if self.last is not None and not self.last.ended and not (headed and number == 1):
            return number == self.number + 1 and read_opening(plain(text)) is not None
        if not self.wrapped or number in (self.number + 1, 1):
            return True
        return self.number < number <= self.number + 3 and read_opening(plain(text)) is not None

    def _take_opening(self, line: Line) -> bool:
        """Take an unnumbered paragraph that begins with a verb of the table."""
        text = line.plain
        # Blank lines between all paragraphs tell more than a stop that a scan lost.
        over = self._is_over(line) or (self.layout.gapped and line.gap)
        if not over or (line.whole and self._is_heading(line)):
            return False
        bare = text.lstrip('“"') if self.quoted else text
        opening = self._opening(bare) if bare[:1].isupper() else None
        if opening is None and self.formless and self.state is not _State.ANNEX:
            statement = read_statement(bare)
            opening = statement.opening if statement else None
        if opening is None:
            return False
        if opening.finite:
            if self.state is _State.PREAMBLE:
                self.unnumbered = True
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
        last = self.last
        first = last is not None and last.type is ParagraphType.ENACTING
        capital = line.plain[:1].isupper()
        if last is None or (first and not line.bold and (capital or not self.wrapped)):
            self._begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line.text)
        elif last.type is ParagraphType.HEADING and not (line.gap or self._is_sentence(line)):
            self._continue(line.text)
        elif self._is_heading(line):
            self._begin(ParagraphType.HEADING, self._part(), line.text)
        elif not self._begins(line):
            self._continue(line.text)
        elif self._is_listed(line):
            self._begin(ParagraphType.SUBPARAGRAPH, self._part(), line.text)
        elif self.state is _State.PREAMBLE:
            self._begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line.text)
        elif self.unnumbered:
            self._begin(ParagraphType.OPERATIVE, Part.OPERATIVE, line.text)
        else:
            self._begin(ParagraphType.TEXT, Part.OPERATIVE, line.text)

    def _is_listed(self, line: Line) -> bool:
        """Tell an item of a list whose labels a scan lost: it follows "Requests the Committee:"."""
        last = self.last
        if last is None or self.layout.italics or line.table:
            return False
        text = plain(last.text)
        if last.type is ParagraphType.SUBPARAGRAPH:
            quoted = line.plain[0] in '“"' and text[:1] in '“"'
            return last.label is None and (quoted or not text.endswith("."))
        return last.type in (ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR) and (
            text.endswith(":") or _TO.match(line.plain) is not None
        )

    def _begins(self, line: Line) -> bool:
        """Tell whether a line without label or verb begins a unit of its own."""
        if line.whole:
            return True
        over = self._is_over(line) and not line.plain[:1].islower()
        over = over or (not self.wrapped and _TO.match(line.plain) is not None)
        return over and (not self.wrapped or self._breaks(line))

    def _part(self) -> Part:
        if self.state is _State.ANNEX:
            return Part.ANNEX
        return Part.PREAMBULAR if self.state is _State.PREAMBLE else Part.OPERATIVE

    def _breaks(self, line: Line) -> bool:
        """Whether a sentence is over and a gap follows: a paragraph that opens with no verb."""
        if self.last is None:
            return False
        if not line.gap:
            return self.last.text.endswith(":") and self._is_indented(line)
        return self.layout.gapped or self.last.text.endswith((".", ";", " ;"))

    def _is_heading(self, line: Line) -> bool:
        """Tell a heading: short, capitalised, without a stop, after the end of a paragraph."""
        text = line.plain
        if self.last is None or not (self.last.ended or self.last.type is ParagraphType.HEADING):
            return False
        if _SECTION.fullmatch(text) and (self.state is _State.OPERATIVE or text in ("I", "I.")):
            return True
        longest = 3 * _SHORT if line.whole and line.bold else _SHORT
        short = len(text) < longest and text[:1].isupper() and not ENDED.search(text)
        if line.whole and not line.bold and self._opening(text):
            return False
        following = self.following
        if following and not following.gap and following.plain[:1].islower():
            return False  # the sentence goes on
        return short and (
            line.bold
            or (line.gap and not self.wrapped)
            or self._leads_in(line)
            or self._titles(line)
        )

    def _titles(self, line: Line) -> bool:
        """Tell a line of its own that stands above a paragraph, where lines are paragraphs."""
        following = self.following
        if self.wrapped or following is None or line.whole or line.table:
            return False
        begins = _NUMBER.match(following.text) or len(following.plain) > _SHORT
        return bool(begins and following.plain[:1] not in "(" and not following.plain[:1].islower())

    def _leads_in(self, line: Line) -> bool:
        """Tell a short line of its own that a numbered paragraph follows."""
        following = self.following
        if following is None or not line.gap or self.last is None:
            return False
        return _NUMBER.match(following.text) is not None and self.last.text[-1:] in ".;,:" + _DIGITS

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
        if _ANNEX.fullmatch(last.tail):
            return True
        if self.wrapped:
            return line.gap and (last.ended or line.bold)
        # A short line without a stop is a heading, not the beginning of the next one.
        heading = len(last.tail) < _SHORT and not line.plain[:1].islower()
        return line.gap or last.ended or heading

    def _take_after_closing(self, line: Line) -> None:
        """Take the date below the meeting and the rest of a vote; all else is of the page."""
        last = self.units[-1]
        open_ = last.type is ParagraphType.CLOSING and find_date(last.text) is None
        dated = is_date_line(line.plain) or (find_date(line.plain) and len(line.plain) < _SHORT)
        if open_ and (dated or (not line.gap and goes_on(last.tail))):
            self._continue(line.text)
        else:
            self.rest.append(line.plain)
