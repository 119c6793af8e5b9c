"""Labels at the start of a line: "12.", "(a)", "•", "A.", and those that a scan misread."""

from __future__ import annotations

import re

from indexer.model import ParagraphType
from indexer.parsing.knowledge.verbs import Opening, read_opening
from indexer.parsing.meaning.misreadings import (
    misread_letter,
    misread_number,
    read_misread_opening,
)
from indexer.parsing.outline.numbering import BULLETS
from indexer.parsing.structure.segmentation.units import Unit
from indexer.parsing.text.inline import ITALIC, plain
from indexer.parsing.text.layout import Layout
from indexer.parsing.text.lines import Line
from indexer.parsing.text.working_papers import SUFFIX

_INSERTED = rf"(?: {SUFFIX})*"
NUMBER = re.compile(rf"{ITALIC}?(?:[“\"]\s?)?(\d{{1,3}}{_INSERTED})\s?\.\s*(?=[{ITALIC}“\"A-Z(\[])")
_DRAFTED = re.compile(rf"(PP|OP)(\d{{1,3}}[a-z]?{_INSERTED}) +(?=\S)")
_BARE_NUMBER = re.compile(rf"(\d{{1,3}})\s+(?=[{ITALIC}A-Z])")
_LETTER = re.compile(rf"{ITALIC}?(?:[“\"]\s?)?(\((?:[a-z]{{1,4}}|\d{{1,2}})\))\s*(?=\S)")
_BULLET = re.compile(rf"([{re.escape(''.join(BULLETS))}])\s+(?=\S)")
_CAPITAL = re.compile(r"([A-Z])\.\s+(?=[A-Z])")
_MOST_LOST = 3  # numbers in a row whose lines a scan lost

Label = tuple[str, int]
"""A label as printed, and where the text behind it begins."""


def opening_of(text: str, layout: Layout) -> Opening | None:
    """Reads an opening; on text without italics also one with a misread letter."""
    opening = read_opening(text)
    if opening is None and not layout.italics:
        opening = read_misread_opening(text)
    return opening


def number_label(line: Line, last: Unit | None, layout: Layout, reached: int) -> Label | None:
    """Returns the number of a paragraph: "12. Invites". reached: the number before it."""
    match = NUMBER.match(line.text)
    if match is None:
        return _number_without_stop(line, last, layout, reached)
    rest = line.text[match.end() :]
    number = number_of(match[1])
    if number == reached and not match[1].isdigit():
        number += 1  # "1 bis" may stand where 2 may
    fits = _number_fits(number, rest, last, layout, reached)
    return (match[1], match.end()) if fits else None


def number_of(label: str) -> int:
    """Returns the number in a label: 1 of "1 bis"."""
    return int(re.match(r"\d+", label)[0])  # type: ignore[index]


def drafted_label(line: Line) -> tuple[ParagraphType, Label] | None:
    """Returns what a paragraph of a working paper says that it is: "PP2", "OP1 bis"."""
    match = _DRAFTED.match(line.text)
    if match is None:
        return None
    kind = ParagraphType.PREAMBULAR if match[1] == "PP" else ParagraphType.OPERATIVE
    return kind, (match[2], match.end())


def _number_without_stop(
    line: Line, last: Unit | None, layout: Layout, reached: int
) -> Label | None:
    """Returns the label of "6 Also reaffirms", where a paragraph begins."""
    match = _BARE_NUMBER.match(line.text) if line.whole else None
    if match is None or int(match[1]) != reached + 1:
        return None
    rest = line.text[match.end() :]
    begins = read_opening(plain(rest)) and _number_fits(reached + 1, rest, last, layout, reached)
    return (match[1], match.end()) if begins else None


def _number_fits(number: int, text: str, last: Unit | None, layout: Layout, reached: int) -> bool:
    """Tells a label from a figure that a line happens to begin with ("2009. The ...")."""
    headed = last is not None and last.type is ParagraphType.HEADING
    if last is not None and not last.ended and not (headed and number == 1):
        return number == reached + 1 and read_opening(plain(text)) is not None
    if not layout.wrapped or number in (reached + 1, 1):
        return True
    near = reached < number <= reached + _MOST_LOST
    return near and read_opening(plain(text)) is not None


def misread_number_label(
    line: Line, last: Unit | None, layout: Layout, reached: int
) -> Label | None:
    """Returns the label of a number that a scan misread, if it is the one that must come."""
    if layout.italics or last is None or not last.ended:
        return None
    misread = misread_number(line.text)
    if misread is None or misread[0] != reached + 1:
        return None
    end = misread[1]
    return (line.text[:end].strip(" .,"), end) if opening_of(line.text[end:], layout) else None


def item_label(line: Line, last: Unit | None, layout: Layout) -> Label | None:
    """Returns the label of a subparagraph: "(a)", a bullet, or "A." in a list of such."""
    match = _LETTER.match(line.text) or _BULLET.match(line.text) or _capital(line, last)
    label = (match[1], match.end()) if match else None
    if label is None and not layout.italics:
        label = misread_letter(line.text)
    if label is None or last is None:
        return None
    return label if last.ended or (layout.gapped and line.gap) else None


def _capital(line: Line, last: Unit | None) -> re.Match[str] | None:
    """Matches "A. A Commission is established" below "Adopts the following:"."""
    match = _CAPITAL.match(line.text)
    if match is None or last is None:
        return None
    before = last.label or ""
    follows = len(before) == 1 and ord(before) == ord(match[1]) - 1
    begins = match[1] == "A" and last.tail.endswith(":")
    return match if follows or begins else None


def annex_label(text: str) -> Label | None:
    """Returns a label of any style: in annexes all are taken as they come."""
    match = NUMBER.match(text) or _LETTER.match(text) or _BULLET.match(text)
    if match is None and (bare := _BARE_NUMBER.match(text)):
        match = bare if read_opening(plain(text[bare.end() :])) else None
    return (match[1], match.end()) if match else None


def is_listed(text: str) -> bool:
    """Tells whether a text begins with a letter in brackets or a bullet."""
    return (_LETTER.match(text) or _BULLET.match(text)) is not None
