"""Text collected from elements: its characters, its italic beginning, its footnote marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from indexer.model import FootnoteMark
from indexer.readers.akn.names import local_name


@dataclass(slots=True)
class Text:
    """Text being collected from an element: its characters, italics and footnote marks."""

    parts: list[str] = field(default_factory=list)
    italic: list[bool] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)  # (index into parts, marker)

    def add(self, text: str | None, *, italic: bool) -> None:
        """Adds a run of text, if there is any."""
        if text:
            self.parts.append(text)
            self.italic.append(italic)

    def collected(self) -> tuple[str, int, tuple[FootnoteMark, ...]]:
        """Returns the clean text, the length of its italic beginning, and the marks."""
        text, offsets = _collapse(self.parts)
        italic_end = self._italic_end(offsets, 0)
        marks = tuple(
            FootnoteMark(marker=marker, offset=min(offsets[index], len(text)))
            for index, marker in self.marks
        )
        return text, italic_end, marks

    def italic_behind(self, start: int) -> int:
        """Returns the length of the italics that begin at a place of the clean text."""
        _, offsets = _collapse(self.parts)
        return max(self._italic_end(offsets, start) - start, 0)

    def _italic_end(self, offsets: Sequence[int], start: int) -> int:
        end = 0
        for index, italic in enumerate(self.italic):
            if offsets[index + 1] <= start:
                continue
            blank = not self.parts[index].strip()
            if not italic and not blank:
                break
            end = offsets[index + 1] if italic else end
        return end


def _collapse(parts: list[str]) -> tuple[str, list[int]]:
    """Joins parts with single spaces; also returns where each starts in the result."""
    text, offsets = "", [0]
    for part in parts:
        piece = re.sub(r"\s+", " ", part)
        if piece.startswith(" ") and (not text or text.endswith(" ")):
            piece = piece[1:]
        text += piece
        offsets.append(len(text))
    stripped = text.rstrip()
    return stripped, [min(offset, len(stripped)) for offset in offsets]


def split_label(
    printed: re.Match[str], text: str, italic: int, marks: tuple[FootnoteMark, ...]
) -> tuple[str, str, int, tuple[FootnoteMark, ...]]:
    """Moves a label that stands in the text out of it."""
    cut = printed.end()
    moved = tuple(replace(mark, offset=max((mark.offset or 0) - cut, 0)) for mark in marks)
    return printed[1], text[cut:], max(italic - cut, 0), moved


def is_emphasised(element: etree._Element, ways: Sequence[str]) -> bool:
    """Tells text that is set as openings are. ways: classes of the language that do so."""
    classes = element.get("class") or ""
    return any(way in classes for way in ways) or local_name(element) in ("i", "u")
