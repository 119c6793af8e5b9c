"""Boundaries between the resolutions of a printed volume.

A volume's page holds the end of one resolution, whole ones, and the start of another. A document
begins at a title line ("40/33. United Nations Standard Minimum Rules ...") that an enacting
formula follows. What follows no such title belongs to a document whose beginning is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.meaning.subjects import read_statement
from indexer.parsing.structure.masthead import is_below_title
from indexer.parsing.structure.segmentation.beginnings import begins_paragraph
from indexer.parsing.text.closing import is_closing, is_date_line
from indexer.parsing.text.furniture import is_furniture, is_rule
from indexer.parsing.text.lines import Line

_NUMBERED = re.compile(
    r"(?:#+ |\*+)?(?P<number>"
    r"(?:E?S-)?\d{1,3}/\d{1,3}(?: ?[A-Z](?=\.))?"
    r"|(?:19|20)\d\d/\d{1,3}(?: ?[A-Z](?=\.))?"
    r"|\d{1,4}\.? ?(?:[A-Z] )?\((?:E?S-)?[IVXLC]{1,8}\)"
    r"|\d{1,4} ?\([1l]\)(?=\.)"
    r")(?:\.\s+(?=[\"“'(]?[A-Z\d])|\s+(?=[\"“'(]?[A-Z]))"
)
_COUNCIL = re.compile(
    r"(?:(?P<number>\d{1,4} ?\((?:19|20)\d\d\))\. ?Resolution of .*"
    r"|Resolution (?P<after>\d{1,4} ?\((?:19|20)\d\d\))\W*)"
)
_OLDEST = re.compile(r"\((?P<number>\d{1,3})\)\s+(?=[A-Z])")
_DATED = re.compile(r"Resolution (?:of|dated) (?:the )?(?P<rest>.*\d{4}.*)", re.IGNORECASE)
_DECIDED = re.compile(
    r"At its (?:\d+\w*|\w+(?:-\w+)?) (?:\(\w+\) )?(?:plenary )?meetings?,? (?:held )?on \d", re.I
)
_LONGEST_TITLE = 40  # lines between a title and its formula: some preambles stand before it
_LONGEST_HEADING = 160  # characters, of a line of a title
_LONGEST_FACT = 90  # characters
_LETTER = re.compile(r"[A-Z]")
_LABELLED = re.compile(r"\d{1,3}\. |\([a-z]{1,4}\) ")
_NUMBER = re.compile(r"(\d{1,3})\. ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The lines of one document of a volume, its title first."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """The documents of a file.

    shared: lines above the first title that state facts of all of them. loose: text that belongs
    to a document whose beginning is not in the file.
    """

    pieces: tuple[Piece, ...]
    shared: tuple[Line, ...] = ()
    loose: tuple[Line, ...] = field(default=())


def title_number(text: str) -> str | None:
    """Returns the number of a title line ("40/33", "217 (III)", "1325 (2000)"), None for others."""
    match = _NUMBERED.match(text) or _COUNCIL.fullmatch(text)
    if match is None:
        return None
    number = next(filter(None, match.groups()))
    return re.sub(r"\([1l]\)", "(I)", number)


def is_decided(text: str) -> bool:
    """Tells the sentence that a decision begins with: "At its 60th plenary meeting, on ..."."""
    return _DECIDED.match(text) is not None


def with_plain_number(text: str) -> str:
    """Returns a title with its number as it should be printed: "13(1)." is "13 (I)."."""
    number = title_number(text)
    match = _NUMBERED.match(text)
    if number is None or match is None:
        return text
    number = re.sub(r"\.? ?\((?=[IVXLCES])", " (", number)
    return f"{number}. {text[match.end() :]}"


def oldest_number(text: str) -> int | None:
    """Returns the number of a title of 1946, "(9) Commission on Narcotic Drugs", if it is one."""
    match = _OLDEST.match(text)
    return int(match["number"]) if match else None


def begins_title(text: str) -> bool:
    """Tells whether a line looks like the title of a resolution, by itself."""
    return title_number(text) is not None


def cut(lines: Sequence[Line]) -> Cutting:
    """Cuts the lines of a file into its documents.

    A file in which no title is followed by a formula comes back whole, as one piece.
    """
    starts = [index for index in range(len(lines)) if _begins(lines, index)]
    enacted = [index for index in starts if _is_enacted(lines, index)]
    if not enacted:
        return Cutting(pieces=(Piece(lines=tuple(lines)),))
    ends = [*starts[1:], len(lines)]
    pieces, loose = [], []
    above = lines[: starts[0]]
    if any(_is_text(line.plain) for line in above):
        shared = [line for line in above if _is_fact(line.plain)]
        loose += [line for line in above if not _is_fact(line.plain)]
    else:
        shared = list(above)
    for start, end in zip(starts, ends, strict=True):
        if start in enacted:
            pieces.append(Piece(lines=tuple(lines[start:end])))
        else:
            loose += lines[start:end]
    return Cutting(pieces=tuple(pieces), shared=tuple(shared), loose=tuple(loose))


def head_length(lines: Sequence[Line]) -> int:
    """Counts the lines of a title and of what is stated below it, before the text itself."""
    length = 1
    for line in lines[1:]:
        text = line.plain
        if not is_below_title(text):
            text_begins = (
                enacting_organ(text)
                or is_decided(text)
                or begins_paragraph(text)
                or read_statement(text)
            )
            if text_begins or len(text) > _LONGEST_HEADING or text[-1] in ",;:.":
                break
            if _LETTER.fullmatch(text):
                break
        length += 1
    return length


def mend_order(cutting: Cutting) -> Cutting:
    """Puts the end of a document back that an extraction printed below another one's closing.

    It is known by its number: "2. Requests" after a closing continues the document that broke off
    at paragraph 1.
    """
    pieces = [list(piece.lines) for piece in cutting.pieces]
    broken = {_breaks_off_at(lines): index for index, lines in reversed([*enumerate(pieces)])}
    for index, lines in enumerate(pieces):
        end = _end(lines)
        number = _NUMBER.match(lines[end].plain) if end < len(lines) else None
        before = int(number[1]) - 1 if number else 0
        target = broken.get(before) if before else None
        if target is not None and target != index:
            pieces[target] += lines[end:]
            del lines[end:], broken[before]
    return replace(cutting, pieces=tuple(Piece(lines=tuple(lines)) for lines in pieces))


def last_numbering(lines: Sequence[Line]) -> int | None:
    """Returns the start of a document that lacks its title: the page where a numbering starts."""
    first = [index for index, line in enumerate(lines) if line.plain.startswith("1. ")]
    if not first:
        return None
    start = first[-1]
    while start > 0 and lines[start - 1].page == lines[start].page:
        start -= 1
    return start


def _end(lines: Sequence[Line]) -> int:
    """Returns where the text goes on below the first closing, the length where it does not."""
    for index, line in enumerate(lines):
        if is_closing(line.plain):
            after = index + 1
            while after < len(lines) and (
                is_date_line(lines[after].plain) or is_rule(lines[after].plain)
            ):
                after += 1
            return after
    return len(lines)


def _breaks_off_at(lines: Sequence[Line]) -> int:
    """Returns the number of the last paragraph of a document without closing, else 0."""
    if any(is_closing(line.plain) for line in lines):
        return 0
    numbers = [int(match[1]) for line in lines if (match := _NUMBER.match(line.plain))]
    return numbers[-1] if numbers else 0


def _begins(lines: Sequence[Line], index: int) -> bool:
    """Tells a title line: an enacted one, or one that stands where a document ended."""
    text = lines[index].plain
    oldest = _OLDEST.match(text) and index + 1 < len(lines)
    if oldest and _DATED.match(lines[index + 1].plain):
        return True
    if not begins_title(text):
        return False
    return _is_enacted(lines, index) or _is_after_an_end(lines, index)


def _is_after_an_end(lines: Sequence[Line], index: int) -> bool:
    before = next(
        (
            line.plain
            for line in reversed(lines[max(0, index - 4) : index])
            if not (is_rule(line.plain) or is_furniture(line.plain))
        ),
        "",
    )
    return is_closing(before) or is_date_line(before)


def _is_enacted(lines: Sequence[Line], index: int) -> bool:
    """Tells whether a formula follows the title, before another title or a closing."""
    first = index + 1
    if _OLDEST.match(lines[index].plain):
        return True
    for line in lines[first : first + _LONGEST_TITLE]:
        text = line.plain
        if enacting_organ(text) or read_statement(text) or _DECIDED.match(text):
            return True
        if begins_title(text) or is_closing(text):
            return False
    return False


def _is_text(text: str) -> bool:
    """Tells a sentence of a resolution from a line of a masthead or a running title."""
    return is_closing(text) or (len(text) > _LONGEST_FACT and text[-1] in ".;,:" and text[0] != "[")


def _is_fact(text: str) -> bool:
    """Tells a line of a volume that says something of all its documents."""
    if is_closing(text) or is_date_line(text) or _LABELLED.match(text):
        return False
    return is_furniture(text) or (len(text) < _LONGEST_FACT and text[-1] not in ".;,:")
