"""Draft: the units of a document as far as they have come, while its lines are placed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from indexer.model import Issue, ParagraphType, Part
from indexer.parsing.structure.segmentation.units import Unit
from indexer.parsing.text.inline import ITALIC
from indexer.parsing.text.layout import Layout
from indexer.parsing.text.lines import Line

_FIRST_QUOTE = re.compile(rf"^({ITALIC}?)[“\"] ?(?={ITALIC}?[A-Z])")


class State(Enum):
    """Part of a document that is under way."""

    TITLE = auto()
    PREAMBLE = auto()
    OPERATIVE = auto()
    CLOSING = auto()
    ANNEX = auto()


_PARTS = {State.PREAMBLE: Part.PREAMBULAR, State.ANNEX: Part.ANNEX}


@dataclass(slots=True, kw_only=True)
class Draft:
    """The units so far, and the place in the document that the next line stands at.

    formless: no formula says whose the text is, so its sentences do. declares: it holds the
    articles of a declaration. at: the place of the line that is placed. number: of the last
    operative paragraph. outer: the same before a quotation. quoted: whether a quotation is under
    way. amending: whether it is no draft, but what an amendment says. listed: the number reached
    in a list within a paragraph, whose items are numbered as paragraphs are. unnumbered: whether
    operative paragraphs bear no numbers.
    """

    lines: Sequence[Line]
    layout: Layout
    formless: bool
    declares: bool
    state: State = State.PREAMBLE
    units: list[Unit] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    at: int = 0
    component: str | None = None
    number: int = 0
    outer: int = 0
    quoted: bool = False
    amending: bool = False
    listed: int = 0
    unnumbered: bool = False

    @property
    def following(self) -> Line | None:
        """The line after the one that is placed."""
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    @property
    def last(self) -> Unit | None:
        """The unit that may still go on."""
        return self.units[-1] if self.units else None

    @property
    def part(self) -> Part:
        """The part of the document that is under way."""
        return _PARTS.get(self.state, Part.OPERATIVE)

    def begin(
        self,
        kind: ParagraphType,
        part: Part | None,
        line: Line,
        label: str | None = None,
        at: int = 0,
    ) -> bool:
        """Begins a unit with a line. at: where its text begins, behind the label."""
        text = line.text[at:]
        if self.quoted:
            text = _FIRST_QUOTE.sub(r"\1", text)
        self.units.append(
            Unit(
                kind,
                part,
                text,
                label,
                self.component,
                self.quoted,
                indent=line.indent,
                leftmost=line.indent,
            )
        )
        return True

    def end_quotation(self) -> None:
        """Goes on with the text that quotes."""
        self.quoted = self.amending = False
        self.number, self.state = self.outer, State.OPERATIVE

    def extend(self, line: Line) -> bool:
        """Continues the last unit with a line."""
        self.units[-1].extend(line.text, self.layout)
        return True


Rule = Callable[[Draft, Line], bool]
"""Places a line in a draft and returns True, or returns False and leaves both as they are."""
