"""Working papers and drafts as delegations write them, put into the form of the UN's documents.

Delegations number "PP1", "OP1 bis", "(1)", "1.-", "[2. ...]", and number the lines of a page in its
margin. What is rewritten here is only how a line begins; brackets and names of proposers stay in
the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.text.inline import after
from indexer.parsing.text.layout import ENDED
from indexer.parsing.text.lines import Line

SUFFIX = (
    r"(?:bis|ter|quater|quinquies|sexies|septies|octies|alt(?:ernative)?\.?(?: ?\d(?!\d))?|new"
    r"|pre|ante)"
)
"""What tells a paragraph put in from the one before it: "1 bis", "2 alt"."""

_INSERTED_AS = rf"(?:[ .-]{{0,2}}\(?(?i:{SUFFIX})\)?(?![A-Za-z]))*"
_NUMBER = rf"(?P<number>\d{{1,3}})(?P<letter>[a-z](?![a-z]))?(?P<suffix>{_INSERTED_AS})"
_PART = r"(?P<part>(?:PP|OP|P\.P\.|O\.P\.)(?=[ .#-]?\d)|(?:pp|op|Pp|Op)(?=\d))[ .#-]?"
_BRACKETS = r"(?P<brackets>[\[(“\"{]{0,3}) ?"
_STOP = r"[\])]?(?: ?[.:)])?(?: ?[-–—](?= ?\S))? ?"
_PARAGRAPH = re.compile(rf"{_BRACKETS}(?:(?i:new) )?{_PART}{_NUMBER}(?P<stop>{_STOP})")
_INSERTED = re.compile(rf"{_BRACKETS}{_NUMBER}(?P<stop>{_STOP})(?=[\[(“\"]{{0,3}} ?[A-Z]|$)")
_DASHED = re.compile(r"(?P<number>\d{1,3})(?P<stop>\.? ?[-–—)]| ?\.\))\s*(?=[\[(“\"]{0,3}[A-Z])")
_IN_BRACKETS = re.compile(r"\((?P<number>\d{1,3})\)\s*(?=[\[(“\"]{0,3}[A-Z])")
_BARE = re.compile(r"(?P<number>\d{1,3})\s+(?=[\[(“\"]{0,3}[A-Z])")
_USUAL = re.compile(r"\d{1,3}\.\s*(?=[\[(“\"]{0,3}[A-Z])")

_MARGIN = re.compile(r"(?P<number>\d{1,4})(?: +(?P<rest>.*))?")
_FEWEST_NUMBERED = 4  # lines
_MOST_SKIPPED = 3  # lines that are numbered and blank, and may not be here
_GOING_ON = 0.25  # of the lines; notes of a page count on, too, but hardly run over to a next one
_STEPS = (5, 10)  # where not every line bears its number


def in_usual_form(lines: Sequence[Line]) -> list[Line]:
    """Returns lines without numbers in the margin, their labels as the UN prints them."""
    bare = without_line_numbers(lines)
    joined = list(_with_lone_labels(bare))
    rewrite = _numbering(joined)
    return [rewritten(line, rewrite) for line in joined]


def is_drafted(text: str) -> bool:
    """Tells a text that begins as only drafts number their paragraphs: "PP1", "OP2 bis"."""
    return _PARAGRAPH.match(text) is not None


def rewritten(line: Line, numbering: re.Pattern[str] | None = None) -> Line:
    """Returns a line whose label is put into its usual form: "[2. ..." as "2. [...".

    numbering: how the paragraphs are numbered where that is neither "1." nor "OP1".
    """
    text = line.plain
    if not (text[:1].isdigit() or text[:1] in '[({“"' or text[:1] in "PONpon"):
        return line
    if match := _PARAGRAPH.match(text):
        part = match["part"].replace(".", "").upper()
        return _labelled(line, f"{part}{_written(match)}", match)
    match = _INSERTED.match(text)
    if match and (match["suffix"] or (match["brackets"] == "[" and "." in match["stop"])):
        return _labelled(line, f"{_written(match)}.", match)
    if numbering is None or _opens(text, numbering) is None:
        return line
    match = numbering.match(text)
    return _labelled(line, f"{match['number']}.", match) if match else line


def _written(match: re.Match[str]) -> str:
    """Returns a number with its suffix as it is cited: "1 bis", "2 alt 1"."""
    suffix = re.sub(r"(?i)alternative|alt\.", "alt", match["suffix"])
    words = re.sub(r"[ .()-]+", " ", suffix).strip().lower()
    words = re.sub(r"(?<=alt)(?=\d)", " ", words)
    return f"{match['number']}{match['letter'] or ''}{' ' if words else ''}{words}"


def _labelled(line: Line, label: str, match: re.Match[str]) -> Line:
    """Returns a line with another label; brackets that open before the label stay in the text."""
    groups = match.groupdict()
    brackets = groups.get("brackets") or ""
    closed = (groups.get("stop") or "")[:1] in ("]", ")")
    rest = after(line.text, match.end())
    return replace(line, text=f"{label} {brackets[:-1] if closed else brackets}{rest}".rstrip())


def _with_lone_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """Joins a label that stands on a line of its own with the text below it."""
    held: Line | None = None
    for line in lines:
        if held is not None:
            yield replace(line, text=f"{held.text} {line.text}", gap=True)
            held = None
        elif not line.table and _PARAGRAPH.fullmatch(line.plain):
            held = line
        else:
            yield line
    if held is not None:
        yield held


def _numbering(lines: Sequence[Line]) -> re.Pattern[str] | None:
    """Finds how paragraphs are numbered that open with a verb, where it is not "1.": "(1)", "1.-".

    The numbers must count from 1; none may be numbered in the usual way.
    """
    if any(_opens(line.plain, _USUAL) is not None for line in lines):
        return None
    for pattern in (_DASHED, _IN_BRACKETS, _BARE):
        numbers = [n for line in lines if (n := _opens(line.plain, pattern)) is not None]
        counted = all(0 <= b - a <= 1 for a, b in pairwise(numbers))
        if numbers and numbers[0] == 1 and counted:
            return pattern
    return None


def _opens(text: str, pattern: re.Pattern[str]) -> int | None:
    """Returns the number of a text that opens with a verb of an operative paragraph behind it."""
    match = pattern.match(text) if text[:1] in "(0123456789" else None
    opening = read_opening(text[match.end() :]) if match else None
    if match is None or opening is None or not opening.finite:
        return None
    return int(match["number"]) if "number" in match.groupdict() else 0


def without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Takes away the numbers that count the lines of a page in its margin."""
    numbered: set[int] = set()
    for chain in _chains(lines):
        texts = [lines[index].plain for index in chain]
        if len(chain) >= _FEWEST_NUMBERED and _counts_lines(texts):
            numbered.update(chain)
    if not numbered:
        return list(lines)
    return [
        replace(line, text=rest) if index in numbered else line
        for index, line in enumerate(lines)
        if (rest := _beside(line) if index in numbered else line.text)
    ]


def _beside(line: Line) -> str:
    """Returns the text of a line beside its number in the margin."""
    match = _MARGIN.fullmatch(line.plain)
    return after(line.text, match.start("rest")) if match and match["rest"] else ""


def _chains(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yields the stretches of lines that begin with numbers counting on, as indexes."""
    chain: list[int] = []
    number = 0
    for index, line in enumerate(lines):
        match = _MARGIN.fullmatch(line.plain) if line.plain[:1].isdigit() else None
        if match is None:
            continue
        apart = index - chain[-1] if chain else 0
        more = int(match["number"]) - number
        each = 0 < apart <= more <= _MOST_SKIPPED
        some = more in _STEPS and int(match["number"]) % more == 0 and 0 < apart <= more
        if chain and not (each or some):
            yield chain
            chain = []
        chain.append(index)
        number = int(match["number"])
    yield chain


def _counts_lines(texts: Sequence[str]) -> bool:
    """Tells numbers of lines from those of paragraphs: sentences go on across them."""
    rests = [match["rest"] or "" for text in texts if (match := _MARGIN.fullmatch(text))]
    going_on = sum(
        1 for above, below in pairwise(rests) if below[:1].islower() and not ENDED.search(above)
    )
    return going_on >= max(2, _GOING_ON * len(rests))
