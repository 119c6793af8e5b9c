"""Lines ahead: what stands below a line shows what it is, where its words alone do not.

"Takes note of ...," opens an operative paragraph, but not between the participles of a preamble;
a quotation mark opens a quotation if one closes it further down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.structure.segmentation.labels import NUMBER, is_listed
from indexer.parsing.text.closing import is_closing
from indexer.parsing.text.inline import plain
from indexer.parsing.text.layout import ENDED
from indexer.parsing.text.lines import Line

_FARTHEST = 300  # lines
_FORMULA = re.compile(r"The [A-Z][^.;:!?]{3,150},")
_CLOSES = re.compile(r"[”\"][.;,]?(?: and| or)?$")


def is_formula_like(text: str) -> bool:
    """Tells the formula of a body that is not known: "The Assembly of River States,"."""
    return _FORMULA.fullmatch(text) is not None


def text_start(lines: Sequence[Line]) -> int | None:
    """Finds the first line of a text that has no known formula, by how its paragraphs open.

    A preamble and a number, or two paragraphs of a preamble, must follow.
    """
    first = next((i for i, line in enumerate(lines) if _opens_preamble(line.plain)), None)
    if first is None:
        return None
    below = lines[first + 1 : first + _FARTHEST]
    more = any(_opens_preamble(line.plain) for line in below)
    decides = any(_opens_body(line.text) for line in below)
    if not decides or not (more or is_formula_like(lines[max(first - 1, 0)].plain)):
        return None
    return first - 1 if first and is_formula_like(lines[first - 1].plain) else first


def _opens_preamble(text: str) -> bool:
    opening = read_opening(text) if text[:1].isupper() else None
    return opening is not None and not opening.finite


def _opens_body(text: str) -> bool:
    number = NUMBER.match(text)
    opening = read_opening(plain(text[number.end() :] if number else text))
    return opening is not None and opening.finite


def is_within_preamble(lines: Sequence[Line], at: int) -> bool:
    """Tells whether a paragraph that opens with a finite verb is of a preamble nevertheless.

    It ends with a comma, and a participle or the first number follows.
    """
    for index in range(at + 1, min(at + _FARTHEST, len(lines))):
        above, text = lines[index - 1].plain, lines[index].plain
        if not ENDED.search(above):
            continue
        if not _goes_on(above) or enacting_organ(text):
            return False
        number = NUMBER.match(lines[index].text)
        opening = read_opening(text) if text[:1].isupper() else None
        if not (number or opening):
            if is_listed(lines[index].text) or is_closing(text) or enacting_organ(text):
                return False
            continue
        participle = opening is not None and not opening.finite
        return bool(participle or (number and number[1] == "1"))
    return False


def _goes_on(text: str) -> bool:
    return text.endswith((",", ", and", ", and,"))


def quotation_closes(lines: Sequence[Line], at: int) -> bool:
    """Tells whether a quotation that a line opens is closed further down."""
    for line in lines[at : at + _FARTHEST]:
        text = line.plain
        if is_closing(text) or enacting_organ(text):
            return False
        inner = text[1:] if text[:1] in '“"' else text
        closes = inner.count("”") > inner.count("“") or inner.count('"') % 2 == 1
        if closes and _CLOSES.search(text):
            return True
    return False


def number_follows(lines: Sequence[Line], at: int, wanted: int) -> bool:
    """Tells whether a paragraph with a number and a verb follows, before the text ends."""
    for line in lines[at + 1 : at + _FARTHEST]:
        if is_closing(line.plain) or enacting_organ(line.plain):
            return False
        number = NUMBER.match(line.text)
        opening = read_opening(plain(line.text[number.end() :])) if number else None
        if number and number[1] == str(wanted) and opening and opening.finite:
            return True
    return False
