"""The body of a document in a language other than English: lines to units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.model import ParagraphType, Part
from indexer.parsing.knowledge.languages.language import Language
from indexer.parsing.knowledge.languages.tables import folded
from indexer.parsing.text.inline import after, plain, without_raised
from indexer.parsing.text.lines import Line

_SHORT = 160  # characters of a line that may be a heading
_SECTION = re.compile(r"(?:[A-Z]|[IVXL]{1,6}|[一二三四五六七八九十]{1,3})(?:[.、]?\s+\S.{0,100})?")
_PART = re.compile(r"(\w{1,4})(?:\s+(\S.*))?")
_COMMAS = (",", "，", "،", ":", "：", ";", "；", "؛")
_LATER = 4  # lines between the letter of a component and its formula
_MOST_SKIPPED = 3  # numbers that an extraction may have lost

OPERATIVE, PREAMBULAR = ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR
SUBPARAGRAPH, HEADING = ParagraphType.SUBPARAGRAPH, ParagraphType.HEADING
ANNEX, CLOSING, TABLE = ParagraphType.ANNEX, ParagraphType.CLOSING, ParagraphType.TABLE


@dataclass(slots=True)
class Unit:
    """A unit that may go on in the next line.

    text: with inline marks, without its label. loose: whether nothing at its beginning tells what
    it is: a heading, where it is short and what follows begins something.
    """

    type: ParagraphType
    text: str
    part: Part | None = None
    label: str | None = None
    component: str | None = None
    quoted: bool = False
    loose: bool = False


def part_letter(line: Line, language: Language) -> str | None:
    """Returns the letter of one of several resolutions of a document, perhaps before its title."""
    match = _PART.fullmatch(folded(line.plain))
    if match is None or (match[2] and not line.bold):
        return None
    letter = language.parts.get(match[1], match[1])
    return letter if re.fullmatch("[A-Z]", letter) else None


def units(lines: Sequence[Line], language: Language, component: str | None = None) -> list[Unit]:
    """Returns the units of a document, from its enacting formula on.

    component: the letter above the formula, if several resolutions are in the document.
    """
    body = _Body(lines, language, component=component)
    for index, line in enumerate(lines):
        body.index = index
        body.read(line)
    return body.units


@dataclass(slots=True)
class _Body:
    """The units so far, and the place in the lines.

    part: that is under way, None once the closing has come. reached: the number of its last
    operative paragraph. component: the letter of the resolution, if several are in the document.
    """

    lines: Sequence[Line]
    language: Language
    units: list[Unit] = field(default_factory=list)
    index: int = 0
    part: Part | None = Part.PREAMBULAR
    reached: int = 0
    component: str | None = None
    quoted: bool = False

    def read(self, line: Line) -> None:
        """Reads a line: the first rule that knows what it begins takes it."""
        if line.table:
            self._add(TABLE, line.text)
            return
        for rule in (
            self._component,
            self._formula,
            self._annex,
            self._closing,
            self._numbered,
            self._labelled,
            self._heading,
            self._opened,
        ):
            if rule(line):
                return
        self._other(line)

    @property
    def last(self) -> Unit | None:
        """The unit before this line."""
        return self.units[-1] if self.units else None

    @property
    def ended(self) -> bool:
        """True when the unit before may be over."""
        last = self.last
        if last is None or last.type in (HEADING, TABLE, ParagraphType.ENACTING):
            return True
        return self._stops(last) or (last.loose and len(last.text) < _SHORT)

    def _stops(self, unit: Unit) -> bool:
        text = plain(unit.text).rstrip(' "”»“)）》')
        text = re.sub(rf"(?<=[{re.escape(self.language.stops)}])\s?\d{{1,3}}$", "", text)
        return text.endswith(tuple(self.language.stops))

    def _add(self, kind: ParagraphType, text: str, label: str | None = None) -> bool:
        above = self.last
        if above is not None and above.loose and not self._stops(above):
            above.type, above.loose = HEADING, False
        self.units.append(
            Unit(kind, text.strip(), self.part, label, self.component, quoted=self.quoted)
        )
        return True

    def _component(self, line: Line) -> bool:
        """Reads the letter above one of several resolutions of a document."""
        letter = part_letter(line, self.language)
        following = self.lines[self.index + 1 : self.index + 1 + _LATER]
        formula = any(self.language.enacting_organ(later.plain) for later in following)
        if letter is None or not formula or not self.ended:
            return False
        self.component, self.part, self.reached, self.quoted = letter, Part.PREAMBULAR, 0, False
        return self._add(ParagraphType.TITLE, line.text)

    def _formula(self, line: Line) -> bool:
        if self.index and self.language.enacting_organ(line.plain) is None:
            return False
        if self.part is Part.ANNEX:
            return False
        above = self.last
        if above is not None and above.type is OPERATIVE:
            self.quoted = plain(above.text).rstrip().endswith((":", "："))
        self.part, self.reached = Part.PREAMBULAR, 0
        return self._add(ParagraphType.ENACTING, line.text)

    def _annex(self, line: Line) -> bool:
        """Reads the heading of an annex, which stands alone below the text."""
        if len(line.plain) > _SHORT or not (self.reached or self.part is None):
            return False
        match = self.language.annex.match(folded(line.plain))
        if match is None or not self.ended:
            return False
        rest = folded(line.plain)[match.end() :]
        if not re.fullmatch(
            r"(?:\W?\s*(?:[IVXL\d]{1,5}|[A-Z]|[一二三四五六七八九十]+|ال\w+))?\W*", rest
        ):
            return False
        self.part, self.quoted = Part.ANNEX, False
        return self._add(ANNEX, line.text)

    def _closing(self, line: Line) -> bool:
        if self.part is Part.ANNEX or not self.reached_text:
            return False
        if self.language.is_closing(line.plain):
            self.part, self.quoted = None, False
            return self._add(CLOSING, line.text)
        if self.part is None and self.last is not None and self.last.type is CLOSING:
            self.last.text += f" {line.text}"
            return True
        return False

    @property
    def reached_text(self) -> bool:
        """True below the first operative paragraph."""
        return any(unit.type is OPERATIVE for unit in self.units)

    def _numbered(self, line: Line) -> bool:
        """Reads the number of an operative paragraph: the next, or the first of a section."""
        match = self.language.number.match(line.plain)
        if match is None or self.part is Part.ANNEX:
            return False
        number = int(match[1])
        first = number == 1 and (self.ended or self.part is Part.PREAMBULAR)
        if not (first or 0 < number - self.reached <= _MOST_SKIPPED) or not self.ended:
            return False
        self.part, self.reached = Part.OPERATIVE, number
        return self._add(OPERATIVE, after(line.text, match.end()), match[1])

    def _labelled(self, line: Line) -> bool:
        match = self.language.leading_label.match(line.plain)
        number = self.language.number.match(line.plain) if self.part is Part.ANNEX else None
        match = match or number
        if match is None or not (self.ended or match is number):
            return False
        kind = ANNEX if self.part is Part.ANNEX else SUBPARAGRAPH
        return self._add(kind, after(line.text, match.end()), match[1])

    def _heading(self, line: Line) -> bool:
        text = line.plain
        if self.part is Part.ANNEX or not self.ended:
            return False
        set_off = line.bold or _SECTION.fullmatch(text) is not None
        stopped = text.endswith(tuple(self.language.stops))
        if not set_off or stopped or len(text) > _SHORT:
            return False
        return self._add(HEADING, line.text)

    def _opened(self, line: Line) -> bool:
        """Reads a paragraph without a number by its opening."""
        if self.part not in (Part.PREAMBULAR, Part.OPERATIVE) or not self.ended:
            return False
        opening = self.language.read_opening(line.plain)
        if opening is None:
            return False
        above = self.last
        if self.part is Part.PREAMBULAR or (above is not None and above.type is HEADING):
            goes_on = plain(without_raised(line.text)).rstrip().endswith(_COMMAS)
            # Chinese verbs have one form; the only operative paragraph ends with a full stop.
            operative = not goes_on or (opening.finite and not self.language.one_form)
            self.part = Part.OPERATIVE if operative else Part.PREAMBULAR
            self.reached += operative
            return self._add(OPERATIVE if operative else PREAMBULAR, line.text)
        return self._add(OPERATIVE, line.text) if not self._numbers else False

    @property
    def _numbers(self) -> bool:
        """True where operative paragraphs have numbers."""
        return any(unit.type is OPERATIVE and unit.label for unit in self.units)

    def _other(self, line: Line) -> None:
        """Takes a line that begins nothing: it goes on with what is above, or stands for itself."""
        above = self.last
        joins = above is not None and above.type not in (ParagraphType.ENACTING, HEADING, TABLE)
        if above is not None and joins and not self.ended and self.part is not Part.ANNEX:
            blank = "" if self.language.one_form else " "
            above.text += f"{blank}{line.text}"
        elif self.part is Part.ANNEX:
            self._add(ANNEX, line.text)
        elif self.part is Part.PREAMBULAR:
            self._add(PREAMBULAR, line.text)
            self.units[-1].loose = True
        elif above is not None and plain(above.text).endswith((":", "：")):
            self._add(SUBPARAGRAPH, line.text)
        else:
            self._add(ParagraphType.TEXT, line.text)
            self.units[-1].loose = self.part is not None
