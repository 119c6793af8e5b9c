"""Lines of a document as a reader gives them: text with the hints that its layout holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.parsing.text.inline import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line.

    text: with inline marks, without white space around it.
    gap: whether blank space stands before it. indent: characters from the left.
    page: counted from 0, as far as the source shows pages.
    bold: whether the whole line is bold or a heading.
    continues: whether it is of the same paragraph as the line before, in formats that know.
    whole: whether its layout shows it as a paragraph of its own, whatever its words say.
    table: whether it is a row of a table, its cells joined by " | ".
    aside: whether it stands beside the text, as a proposal or comment in another column.
    plain: the text without inline marks.
    """

    text: str
    gap: bool = False
    indent: int = 0
    page: int = 0
    bold: bool = False
    continues: bool = False
    whole: bool = False
    table: bool = False
    aside: bool = False

    plain: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Every step of parsing asks for it, some several times.
        object.__setattr__(self, "plain", plain(self.text))
