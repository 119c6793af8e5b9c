"""Footnotes: their blocks, separated from the lines of the text.

Their markers in sentences are found in `markers.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.model import Footnote
from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.text.closing import is_closing
from indexer.parsing.text.furniture import is_rule
from indexer.parsing.text.hyphens import is_soft
from indexer.parsing.text.inline import ITALIC, ITALIC_END, leading_marker, plain
from indexer.parsing.text.layout import read_layout
from indexer.parsing.text.lines import Line

_DATE = r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)"
_NUMBERED = re.compile(rf"(\d{{1,3}}|\*{{1,3}}|[†‡])/?\s+(?=\S)(?![–-]|{_DATE})(.*)", re.DOTALL)
_STOPPED = re.compile(r"(\d{1,3})\.\s+((?:Ibid|Official Records|See )\b.*)", re.DOTALL)
_SPLIT = re.compile(r"(\d) (\d)\s+(?=\S)(.*)", re.DOTALL)
_OF_TEXT = re.compile(r"(?:The|For|In|At|Under|With|Also|Such|Report|World|International) ")
_ANNEX = re.compile(r"(?i)(?:annex|appendix)\b")
_TAIL = 60  # characters: enough for the end of a word and its marks
_ALONE = re.compile(r"\d{1,3}|\*{1,3}")
_MARKER = re.compile(rf"^[{ITALIC}{ITALIC_END}]*(?:\d{{1,3}}|\*{{1,3}}|[†‡])[/.]?\s+")


@lru_cache
def knowledge() -> dict[str, Any]:
    """Returns `data/footnotes.toml`."""
    return tomllib.loads(
        files("indexer.parsing.data").joinpath("footnotes.toml").read_text("utf-8")
    )


@lru_cache
def _start() -> re.Pattern[str]:
    return re.compile(knowledge()["start"])


@lru_cache
def _abbreviated() -> re.Pattern[str]:
    words = "|".join(knowledge()["abbreviations"])
    return re.compile(rf"\b(?:{words})\.$", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """Footnotes under way: complete ones, the open one, and how it was announced."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    open: bool = False
    ruled: bool = False
    page: int = -1
    paged: bool = False
    note_page: int = -1
    whole: bool = False  # each line is a whole paragraph
    closed: bool = False  # the text has come to its closing

    @property
    def expected(self) -> int:
        """The marker that the next footnote should have."""
        numbers = [int(marker) for marker, _ in self.notes if marker.isdigit()]
        return max(numbers, default=0) + 1

    def expects(self, marker: str) -> bool:
        """Tells whether a marker may come next; one before it may have been lost.

        The pages of a volume are numbered on from pages that are not there.
        """
        if not self.notes or self.whole:
            return True
        return not marker.isdigit() or 0 <= int(marker) - self.expected <= 1

    @property
    def ended(self) -> bool:
        """True when the open footnote may be over."""
        text = plain(self.notes[-1][1][-_TAIL:]) if self.notes else ""
        return bool(text) and text[-1] in '.)]”"' and not _abbreviated().search(text)

    def begin(self, marker: str, text: str) -> None:
        self.notes.append((marker, text))
        self.open = True

    def extend(self, text: str) -> None:
        marker, before = self.notes[-1]
        self.notes[-1] = (marker, join(before, text))


def join(before: str, after: str) -> str:
    """Joins two lines of one sentence; a word broken at a hyphen of its own keeps it."""
    if not before or not after:
        return before or after
    head, tail = plain(before[-_TAIL:]), plain(after)
    if re.search(r"\w-$", head) and re.match(r"\w", tail):
        return (before[:-1] if before[-1] == "-" and is_soft(head, tail) else before) + after
    return f"{before} {after}"


def detach(
    lines: Sequence[Line], begins_unit: Callable[[str], bool]
) -> tuple[list[Line], tuple[Footnote, ...]]:
    """Takes the footnotes out of the lines.

    They stand below a rule, or begin with a raised figure, or with an ordinary figure and words
    that begin footnotes. begins_unit: whether a text opens a paragraph, which ends a footnote
    that lost its full stop.
    """
    block = _Block(paged=bool(lines) and lines[-1].page > 0, whole=not read_layout(lines).wrapped)
    body: list[Line] = []
    for line in lines:
        if is_rule(line.plain):
            block.ruled, block.open, block.page = True, False, line.page
        elif not _belongs(block, line, begins_unit):
            block.ruled = block.open = False
            begun = enacting_organ(line.plain) or _ANNEX.match(line.plain)
            block.closed = is_closing(line.plain) or (block.closed and not begun)
            body.append(line)
    notes = [Footnote(marker=m, text=_tidy(plain(text))) for m, text in block.notes if text]
    notes.sort(key=lambda note: int(note.marker) if note.marker.isdigit() else 0)
    return body, tuple(notes)


def _belongs(block: _Block, line: Line, begins_unit: Callable[[str], bool]) -> bool:
    """Adds a line to a footnote; tells whether it belongs to one."""
    if begun := _marker(block, line):
        block.begin(*begun)
        block.note_page = line.page
        return True
    if block.ruled and line.page != block.page:
        return False  # a footnote block reaches to the end of its page and no further
    if not block.open or block.note_page != line.page:
        return False
    if block.whole and (block.ended or line.plain[:1].isupper()):
        return False
    to_the_end = block.ruled and block.paged
    resumes = begins_unit(line.text) or (block.ended and (block.ruled or line.gap))
    if not to_the_end and (resumes or (not block.ruled and line.gap)):
        return False
    block.extend(line.text)
    return True


def _marker(block: _Block, line: Line) -> tuple[str, str] | None:
    """Returns (marker, text) of a line that begins a footnote."""
    if found := leading_marker(line.text):
        return found
    text = line.plain
    split = _SPLIT.fullmatch(text) if block.whole and (block.ruled or block.open) else None
    if split and _start().match(split[3]):
        return split[1] + split[2], split[3]
    if block.ruled and _ALONE.fullmatch(text) and block.expects(text):
        return text, ""  # the marker stands on a line of its own
    match = _NUMBERED.fullmatch(text)
    if match is None and block.closed:
        match = _STOPPED.fullmatch(text)
    if match is None:
        return None
    marker, rest = match.groups()
    if block.closed and not marker.isdigit():
        return marker, _after_marker(line.text)
    if block.ruled and block.expects(marker):
        return marker, _after_marker(line.text)
    in_order = marker.isdigit() and int(marker) == block.expected
    known = _start().match(rest) is not None
    noted = known and not _OF_TEXT.match(rest)
    if block.whole or block.closed:
        # Below the closing, and on lines that are whole paragraphs, no text begins with a figure.
        begins = noted or (block.open and (known or (in_order and rest[0].isupper())))
    else:
        begins = (known and in_order) or (noted and line.gap and not block.notes)
    return (marker, _after_marker(line.text)) if begins else None


def _after_marker(text: str) -> str:
    return _MARKER.sub("", text)


def _tidy(text: str) -> str:
    return re.sub(r"(\w) (['’]s\b)", r"\1\2", " ".join(text.split()))
