"""Units: the paragraphs of a document while their lines are still being put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.model import ParagraphType, Part
from indexer.parsing.text.footnotes import join
from indexer.parsing.text.inline import ITALIC_END, plain
from indexer.parsing.text.layout import ENDED, Layout

_TAIL = 400  # characters: a unit may be as long as a file
_QUOTE_ENDS = re.compile(r"[.;:][”\"]$|[”\"][.;,]?(?: and| or)?$")
_LAST_QUOTE = re.compile(rf" ?[”\"]([.;,]?{ITALIC_END}?(?: and| or)?)$")


@dataclass(slots=True)
class Unit:
    """A paragraph that may go on in the next line.

    text: with inline marks. tail: its last words without marks, or the whole of a short text.
    indent: of its first line. leftmost: the least indent of its lines. resumes: whether it goes on
    with the paragraph that holds the list above it.
    """

    type: ParagraphType
    part: Part | None
    text: str
    label: str | None = None
    component: str | None = None
    quoted: bool = False
    indent: int = 0
    lines: int = 1
    leftmost: int = 0
    resumes: bool = False
    tail: str = field(init=False)

    def __post_init__(self) -> None:
        self._write(self.text)

    @property
    def ended(self) -> bool:
        """True when the text may be over here."""
        return self.type is ParagraphType.TABLE or ENDED.search(self.tail) is not None

    def extend(self, text: str, layout: Layout) -> None:
        """Adds the next line; a word torn at the line's end becomes whole."""
        torn = layout.is_torn(self.tail, plain(text))
        self._write(self.text.rstrip("-") + text if torn else join(self.text, text))
        self.lines += 1

    def closes_quote(self) -> bool:
        """Tells whether the last words of a quoted draft are here."""
        if not self.quoted:
            return False
        text = plain(self.text)
        closes = text.count("”") > text.count("“") or text.count('"') % 2 == 1
        return closes and _QUOTE_ENDS.search(text) is not None

    def drop_last_quote(self) -> None:
        """Removes the quotation mark at the end."""
        self._write(_LAST_QUOTE.sub(r"\1", self.text))

    def _write(self, text: str) -> None:
        self.text = text
        self.tail = plain(text[-_TAIL:]).strip()
