"""Marks inside a line: what a source shows raised or in italics, kept in the text itself.

Readers write the marks as private-use characters, so that lines can be joined as plain strings;
`unmark` takes them out at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.model import FootnoteMark

RAISED, RAISED_END, ITALIC, ITALIC_END = "\ue000", "\ue001", "\ue002", "\ue003"
"""The marks around raised text and around text in italics."""
MARKS = f"{RAISED}-{ITALIC_END}"
"""All marks, for a character class of a pattern."""
PRIVATE_USE = "\ue000-\uf8ff"
"""The private-use area of Unicode, for a character class of a pattern."""

_ALL_MARKS = frozenset((RAISED, RAISED_END, ITALIC, ITALIC_END))
_MARKS = re.compile(f"[{MARKS}]")
_PRIVATE = re.compile(f"[{PRIVATE_USE}]")
_RAISED_TEXT = re.compile(f" ?{RAISED}([^{RAISED_END}]*){RAISED_END}")
_RAISED_FIGURE = re.compile(f" ?{RAISED}(?:\\d{{1,3}}|\\*{{1,3}}){RAISED_END}")
_SLANTS = f"[{ITALIC}{ITALIC_END}]*"
_LABEL = re.compile(
    rf"{_SLANTS}(?:\({_SLANTS}[a-z0-9]{{1,4}}{_SLANTS}\)|\d{{1,3}}{_SLANTS}\.){_SLANTS}(?=\s)"
)
_UNIT = re.compile(
    r"(?:\d|square|cubic|million|thousand|per) ?(?:[kcmd]?m|W/m|kg/m|/[kc]?m)$|\bkm$"
)
_FORMULA = re.compile(r"\b(?:CO|SO|NO|CH|NH|SF|H|N|O)$")
_ELEMENT = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z][a-z]?)+$")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT_RUN = re.compile("[⁰¹²³⁴-⁹]+")


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A unit's text without marks.

    italic: characters at its start that were in italics, None if no line of it said.
    """

    text: str
    italic: int | None
    marks: tuple[FootnoteMark, ...]


def without_private_use(text: str) -> str:
    """Removes characters of the private-use area, which a source may hold by accident."""
    return _PRIVATE.sub("", text)


def raised(text: str) -> str:
    """Marks a text as raised above the line."""
    return f"{RAISED}{text}{RAISED_END}"


def italic(text: str) -> str:
    """Marks a text as set in italics."""
    return f"{ITALIC}{text}{ITALIC_END}"


def raise_superscripts(text: str) -> str:
    """Marks the superscript digits of Unicode as raised ordinary digits."""
    return _SUPERSCRIPT_RUN.sub(lambda m: raised(m[0].translate(_SUPERSCRIPTS)), text)


def plain(text: str) -> str:
    """Returns the text as a reader would type it: raised digits and italics like all others."""
    return text if text.isascii() else _MARKS.sub("", text)


def has_italics(text: str) -> bool:
    """Tells whether anything in a text is marked as set in italics."""
    return ITALIC in text


def leading_marker(text: str) -> tuple[str, str] | None:
    """Returns (marker, rest) of a line that begins with a raised footnote marker."""
    match = re.match(f"{ITALIC}?{RAISED}([^{RAISED_END}]+){RAISED_END}\\s*", text)
    return (match[1].strip(), text[match.end() :]) if match else None


def upright_label(text: str) -> str:
    """Returns a text whose label ("(*a*)", "*1.*") is not in italics: labels are no openings."""
    match = _LABEL.match(text)
    if match is None:
        return text
    open_still = match[0].rfind(ITALIC) > match[0].rfind(ITALIC_END)
    rest = text[match.end() :].lstrip()
    return f"{plain(match[0])} {ITALIC if open_still else ''}{rest}"


def after(text: str, length: int) -> str:
    """Returns what follows the first characters of a text, marks not counted, still in italics."""
    at = count = 0
    while count < length:
        count += text[at] not in _ALL_MARKS
        at += 1
    open_still = text.rfind(ITALIC, 0, at) > text.rfind(ITALIC_END, 0, at)
    rest = text[at:].lstrip(f" {ITALIC_END}" if not open_still else " ")
    if open_still and rest.startswith(ITALIC_END):
        return rest[1:].lstrip()
    return f"{ITALIC if open_still else ''}{rest}"


def without_raised(text: str) -> str:
    """Returns a text without what is raised in it."""
    return _RAISED_TEXT.sub("", text)


def without_figures(text: str) -> str:
    """Returns a text without raised figures; other raised letters stay ("73er", "1re")."""
    return _RAISED_FIGURE.sub("", text)


def unmark(text: str, notes: frozenset[str]) -> Unmarked:
    """Takes the marks out of a unit's text.

    notes: the markers of the document's footnotes. A raised figure that is none of them belongs
    to the text, and so does one behind a unit of measure ("30 km²") or in a formula ("H₂O").
    """
    pieces: list[str] = []
    marks: list[FootnoteMark] = []
    length = at = 0
    for match in _RAISED_TEXT.finditer(text):
        before = text[at : match.start()]
        noted = match[1] in notes and not _of_measure(text, match)
        if not noted:
            before = text[at : match.end()].replace(RAISED, "").replace(RAISED_END, "")
        pieces.append(before)
        length += len(_MARKS.sub("", before))
        at = match.end()
        if noted:
            marks.append(FootnoteMark(marker=match[1], offset=length))
    pieces.append(text[at:])
    marked = "".join(pieces)
    clean = _MARKS.sub("", marked)
    return Unmarked(clean, _italic_length(marked), tuple(_within(m, clean) for m in marks))


def _of_measure(text: str, figure: re.Match[str]) -> bool:
    """Tells a power of a unit or a figure of a formula from a footnote's marker."""
    before, behind = plain(text[max(0, figure.start() - 24) : figure.start()]), text[figure.end() :]
    if figure[1] in ("2", "3") and _UNIT.search(before):
        return True
    if figure[1] in ("2", "3", "4", "6") and _FORMULA.search(before):
        return True
    return re.match(r"[A-Z]", behind) is not None and _ELEMENT.search(before) is not None


def _within(mark: FootnoteMark, text: str) -> FootnoteMark:
    return FootnoteMark(marker=mark.marker, offset=min(mark.offset or 0, len(text)))


def _italic_length(text: str) -> int | None:
    """Counts the characters in italics at the start; adjoining spans count as one."""
    if ITALIC not in text:
        return None
    count = last = 0
    slanted = False
    for character in text:
        if character == ITALIC:
            slanted = True
        elif character == ITALIC_END:
            slanted = False
        else:
            if not slanted and not character.isspace():
                break
            count += 1
            last = count if slanted else last
    return last
