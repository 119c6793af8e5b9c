"""Footnotes: their blocks out of the lines, their markers out of the sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.model import Footnote
from indexer.parsing.furniture import is_rule
from indexer.parsing.inline import leading_marker, plain, raised
from indexer.parsing.lines import Line

_NUMBERED = re.compile(r"(\d{1,3}|\*{1,3}|[†‡])\s+(?=\S)(.*)", re.DOTALL)
_ALONE = re.compile(r"\d{1,3}|\*{1,3}")


@lru_cache
def knowledge() -> dict[str, Any]:
    """Give `data/footnotes.toml`."""
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
    """The footnotes being read: those finished, the open one, and how it was announced."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    open: bool = False
    ruled: bool = False
    page: int = -1
    paged: bool = False

    @property
    def expected(self) -> int:
        """The marker that the next footnote should have."""
        numbers = [int(marker) for marker, _ in self.notes if marker.isdigit()]
        return max(numbers, default=0) + 1

    def expects(self, marker: str) -> bool:
        """Whether a marker may come next; one before it may have been lost."""
        return not marker.isdigit() or 0 <= int(marker) - self.expected <= 1

    @property
    def ended(self) -> bool:
        """Whether the open footnote may be over."""
        text = plain(self.notes[-1][1]) if self.notes else ""
        return bool(text) and text[-1] in '.)]”"' and not _abbreviated().search(text)

    def begin(self, marker: str, text: str) -> None:
        self.notes.append((marker, text))
        self.open = True

    def extend(self, text: str) -> None:
        marker, before = self.notes[-1]
        self.notes[-1] = (marker, join(before, text))


def join(before: str, after: str) -> str:
    """Join two lines of one sentence; a word broken at its hyphen keeps the hyphen."""
    if not before or not after:
        return before or after
    if re.search(r"\w-$", plain(before)) and re.match(r"\w", plain(after)):
        return before + after
    return f"{before} {after}"


def detach(
    lines: Sequence[Line], begins_unit: Callable[[str], bool]
) -> tuple[list[Line], tuple[Footnote, ...]]:
    """Take the footnotes out of the lines.

    They stand below a rule, or begin with a raised figure, or with an ordinary figure and words
    that begin footnotes. begins_unit: whether a text opens a paragraph, which ends a footnote
    that lost its full stop.
    """
    block = _Block(paged=bool(lines) and lines[-1].page > 0)
    body: list[Line] = []
    for line in lines:
        if is_rule(line.plain):
            block.ruled, block.open, block.page = True, False, line.page
        elif not _belongs(block, line, begins_unit):
            block.ruled = block.open = False
            body.append(line)
    notes = [Footnote(marker=m, text=_tidy(plain(text))) for m, text in block.notes if text]
    notes.sort(key=lambda note: int(note.marker) if note.marker.isdigit() else 0)
    return body, tuple(notes)


def _belongs(block: _Block, line: Line, begins_unit: Callable[[str], bool]) -> bool:
    """Tell whether a line is of a footnote, and add it."""
    if begun := _marker(block, line):
        block.begin(*begun)
        return True
    if block.ruled and line.page != block.page:
        return False  # a footnote block reaches to the end of its page and no further
    if not block.open:
        return False
    to_the_end = block.ruled and block.paged
    resumes = begins_unit(line.text) or (block.ended and (block.ruled or line.gap))
    if not to_the_end and (resumes or (not block.ruled and line.gap)):
        return False
    block.extend(line.text)
    return True


def _marker(block: _Block, line: Line) -> tuple[str, str] | None:
    """Give (marker, text) of a line that begins a footnote."""
    if found := leading_marker(line.text):
        return found
    text = line.plain
    if block.ruled and _ALONE.fullmatch(text) and block.expects(text):
        return text, ""  # the marker stands on a line of its own
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return None
    marker, rest = match.groups()
    if block.ruled and block.expects(marker):
        return marker, _after_marker(line.text)
    in_order = marker.isdigit() and int(marker) == block.expected
    return (marker, _after_marker(line.text)) if in_order and _start().match(rest) else None


def _after_marker(text: str) -> str:
    return re.sub(r"^[\ue002\ue003]*(?:\d{1,3}|\*{1,3}|[†‡])\s+", "", text)


def _tidy(text: str) -> str:
    return re.sub(r"(\w) (['’]s\b)", r"\1\2", " ".join(text.split()))


# A figure that may be a marker: raised already, glued to a word or its comma, or after a space.
_FIGURE = re.compile(
    "\ue000(?P<raised>[^\ue001]*)\ue001"
    r"|(?<=[^\W\d_])(?P<glued>\d{1,3})(?=[\s,;:.)”\"\ue000-\ue003]|$)"
    r"|(?<=[,;:.”\")\]])(?P<after>\d{1,3})(?=[\s,;:\ue000-\ue003]|$)"
    r"|(?<=[\w,;:.”\")\]]) (?P<spaced>\d{1,3})(?=[ ,;:.]|$)(?! ?(?:%|per cent|/|\())"
)
_MONTH = re.compile(
    r" ?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_QUANTITY = re.compile(r" (?:of|and \d|to \d|members|years|days|months|million|billion)\b")

# Words that take a number themselves, and words that go on after a name: "Agreement 4 to Tokelau".
_COUNTED = re.compile(
    r"(?i)\b(?:no|nos|para|paras|paragraphs?|articles?|annex|section|sect|chap|chapter|part|goals?|"
    r"targets?|agenda|programme|resolutions?|decisions?|rules?|pages?|table|items?|protocol|phase|of|the|and|"
    r"by|to|from|than|least|about|over|in|on|or|with|all|its|some|nearly|other|further|next|first|"
    r"last|past|resolution|supplement|volume|vol|group|level|category|class|type|step|between|until|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\.?$"
)
_GOES_ON = re.compile(
    r" (?:and|or|to|of|in|as|which|that|on|for|by|at|the|with|from|including|adopted|concerning|"
    r"regarding|under|between|is|are|was|were|has|have|pursuant|relating|held|during|submitted|"
    r"a|an|its|their|through|within|into|among|whose|where|while|since|established|contained)\b"
)


@dataclass(slots=True)
class MarkerFinder:
    """Finds markers that an extraction left as ordinary figures, in the order of the text.

    Footnotes are numbered through, so the next marker is known; a figure is taken for it only
    where a marker may stand. markers: those of the document's footnotes.
    """

    markers: frozenset[str]
    last: int = 0

    def mark(self, text: str) -> str:
        """Mark the markers in a unit's text as raised."""
        return _FIGURE.sub(lambda match: self._raise(match, text), text) if self.markers else text

    def _raise(self, match: re.Match[str], text: str) -> str:
        figure = next(filter(None, match.groups()), "")
        if figure not in self.markers or not figure.isdigit():
            return match[0]
        found = match["raised"] or (
            self._is_spaced(match, text) if match["spaced"] else self._is_glued(match, text)
        )
        if not found:
            return match[0]
        self.last = max(self.last, int(figure))
        return match[0] if match["raised"] else raised(figure)

    def _is_glued(self, match: re.Match[str], text: str) -> bool:
        """Tell "Summit,1" and "Crime4" from "COVID19", "A4" and "2,5"."""
        before = text[: match.start()]
        code = re.search(r"\b[A-Z]{2,}$|\b[A-Z]$|(?<!\d{3})\d[.,:]$", before)
        return code is None and int(match[0]) <= self.last + 3

    def _is_spaced(self, match: re.Match[str], text: str) -> bool:
        """Tell "Development, 1 and recalling" from "on 27 and 28 September"."""
        before, after = text[: match.start()], text[match.end() :]
        ahead = int(match["spaced"]) - self.last
        if _MONTH.match(after) or _QUANTITY.match(after) or _COUNTED.search(before):
            return False
        if before[-1] in ',;:.”")]' or re.match(r"[,;:.]|$", after):
            return ahead in (1, 2)  # one marker may have been lost on the way
        return ahead == 1 and _GOES_ON.match(after) is not None
