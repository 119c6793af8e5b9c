"""Texts in one block: a line that holds a formula and numbered paragraphs, cut where they begin.

A page copied without its paragraphs, or HTML that sets a whole resolution in one block, has no
line breaks; the words and numbers show where the paragraphs begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.parsing.knowledge.organs import find_organ
from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.text.closing import is_closing
from indexer.parsing.text.lines import Line

_SHORTEST = 300  # characters of a block
_BEHIND = re.compile(r"(?<=[,;.:]) +(?=[A-Z(\d“])")
_NUMBER = re.compile(r"(\d{1,3})\. ?(?=[A-Z])")
_ITEM = re.compile(r"\((?:[a-z]{1,3})\) ")
_HEAD = re.compile(r" (?=Resolution adopted by the|\d{1,4}/\d{1,3}\. [A-Z]|Agenda item \d)")
_CLOSING = 60  # characters of a meeting and its date


def with_breaks(lines: Sequence[Line]) -> list[Line]:
    """Returns the lines with those cut that hold a whole resolution."""
    return [part for line in lines for part in (_cut(line) if _is_block(line) else (line,))]


def _is_block(line: Line) -> bool:
    if len(line.text) < _SHORTEST or line.table:
        return False
    formula = _formula(line.text)
    numbers = {match[1] for match in _NUMBER.finditer(line.text, formula or 0)}
    return formula is not None and {"1", "2"} <= numbers


def _formula(text: str) -> int | None:
    """Returns the offset behind "The General Assembly," in a text."""
    start = 0
    while found := find_organ(text[start:]):
        _, begins, end = found
        before, after = text[: start + begins].rstrip(), text[start + end :]
        if after.startswith(",") and text[start + begins] == "T" and not before.endswith(","):
            return start + end + 1
        start += end
    return None


def _cut(line: Line) -> Iterator[Line]:
    text, formula = line.text, _formula(line.text) or 0
    begins = text.rfind("The ", 0, formula)
    head = _HEAD.split(text[:begins])
    texts = [*head, text[begins:formula], *_paragraphs(text[formula:].strip())]
    for part in filter(None, (one.strip() for one in texts)):
        yield replace(line, text=part, gap=True, continues=False)


def _paragraphs(text: str) -> Iterator[str]:
    """Yields the paragraphs below the formula, and the closing."""
    start, number = 0, 0
    for space in _BEHIND.finditer(text):
        at = space.end()
        found = _NUMBER.match(text, at)
        if found and int(found[1]) == number + 1:
            number += 1
        elif not _begins(text, at, space.start(), number):
            continue
        yield text[start:at]
        start = at
    yield text[start:]


def _begins(text: str, at: int, end: int, number: int) -> bool:
    """Tells whether a paragraph of a preamble, an item or the closing begins at an offset."""
    if _ITEM.match(text, at):
        return True
    if number:
        return text[end - 1] == "." and is_closing(text[at : at + _CLOSING].strip())
    opening = read_opening(text[at : at + 200]) if text[end - 1] in ",;" else None
    return opening is not None and not opening.finite and text[at].isupper()
