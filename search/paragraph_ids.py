"""What the id of a paragraph says: which part of which document, which number, which labels.

"A/RES/75/101 A-B#B.II.op4(a)~2" is the second paragraph of that name: part B, section II,
operative paragraph 4, subparagraph (a). How these are said to people is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPERATIVE, PREAMBULAR = "op", "pp"

# "op4(a)", "B.II.op1", "pp7(a)(i)", "op13–~2": scopes, kind, number, and what is below it, where
# "~2" tells what is otherwise the same apart.
_PLACE = re.compile(r"(?P<scopes>(?:[^()~.]+\.)*)(?P<kind>op|pp)(?P<number>\d+)(?P<below>.*)")
_BELOW = re.compile(r"(?P<dash>[–—•·-])(?:~(?P<item>\d+))?|~\d+|(?P<label>\([^()]*\)|[^()~–—•·-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPlace:
    """A preambular or operative paragraph, or what hangs on one.

    scopes: the part, the section ("B", "II"), "quoted" for a draft that is quoted.
    kind: `OPERATIVE` or `PREAMBULAR`. below: its labels ("(a)", "(i)"), "item 2" of a list that
    has only dashes.
    """

    scopes: tuple[str, ...]
    kind: str
    number: int
    below: tuple[str, ...] = ()


def fragment(paragraph_id: str) -> str:
    """Give what follows the symbol in a paragraph's id, fit for an HTML id ("op4(a)")."""
    _, _, own = paragraph_id.partition("#")
    return re.sub(r"\s+", "_", own)


def numbered_place(paragraph_id: str) -> NumberedPlace | None:
    """Read an id; None where it names a heading, an annex or other text."""
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
