"""Lines ahead: what stands below a line shows what it is, where its words alone do not.

"Takes note of ...," opens an operative paragraph, but not between the participles of a preamble;
a quotation mark opens a quotation if one closes it further down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.structure.labels import NUMBER, is_listed
from indexer.parsing.text.closing import is_closing
from indexer.parsing.text.inline import plain
from indexer.parsing.text.layout import ENDED
from indexer.parsing.text.lines import Line

_FARTHEST = 300  # lines
_CLOSES = re.compile(r"[”\"][.;,]?(?: and| or)?$")


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
