"""Paragraph ids: part of the document, number and labels.

"A/RES/75/101 A-B#B.II.op4(a)~2" is the second paragraph of that name: part B, section II,
operative paragraph 4, subparagraph (a). `web/labels.py` and `citation.py` put them in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPERATIVE, PREAMBULAR = "op", "pp"

# "op4(a)", "B.II.op1", "pp7(a)(i)", "op13–~2": scopes, kind, number, and labels below it; "~2"
# distinguishes ids that would be equal.
_PLACE = re.compile(r"(?P<scopes>(?:[^()~.]+\.)*)(?P<kind>op|pp)(?P<number>\d+)(?P<below>.*)")
_BELOW = re.compile(r"(?P<dash>[–—•·-])(?:~(?P<item>\d+))?|~\d+|(?P<label>\([^()]*\)|[^()~–—•·-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPlace:
    """The place of a preambular or operative paragraph or of a subparagraph.

    scopes: part and section ("B", "II"), "quoted" in a quoted draft.
    kind: `OPERATIVE` or `PREAMBULAR`. below: its labels ("(a)", "(i)"), or "item 2" in a list of
    dashes.
    """

    scopes: tuple[str, ...]
    kind: str
    number: int
    below: tuple[str, ...] = ()


def fragment(paragraph_id: str) -> str:
    """Returns the part of a paragraph's id after the symbol, usable as an HTML id ("op4(a)")."""
    _, _, own = paragraph_id.partition("#")
    return re.sub(r"\s+", "_", own)


def numbered_place(paragraph_id: str) -> NumberedPlace | None:
    """Returns the place that an id stands for; None for headings, annexes and other text."""
    found = _PLACE.fullmatch(fragment(paragraph_id))
    if found is None:
        return None
    return NumberedPlace(
        scopes=tuple(name for name in found["scopes"].split(".") if name),
        kind=found["kind"],
        number=int(found["number"]),
        below=tuple(_labels(found["below"])),
    )


def _labels(rest: str) -> list[str]:
    labels = []
    for part in _BELOW.finditer(rest):
        if part["dash"]:
            labels.append(f"item {part['item'] or 1}")
        elif part["label"]:
            labels.append(part["label"])
    return labels
