"""Labels of paragraphs and how they nest: 1 → (a) → (i), whatever the markup or indent says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.parsing.knowledge.symbols import roman

BULLETS = frozenset("-–—•●○▪■·*")

_ROMAN = re.compile(r"(?i)(x{0,3})(ix|iv|v?i{0,3})")


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to read a label: its style ("(a)", "1") and its place in that style's order."""

    style: str
    value: int


def interpretations(label: str) -> Iterator[Interpretation]:
    """Yields the ways to read a label, likeliest first: "(i)" is a letter and a roman numeral."""
    core = label.strip("().[] ")
    frame = label.replace(core, "x", 1) if core else label
    if label in BULLETS:
        yield Interpretation("bullet", 0)
    elif core.isdecimal() and len(core) < 7:
        yield Interpretation(f"{frame}:number", int(core))
    elif core.isascii() and core.isalpha():
        case = "upper" if core.isupper() else "lower"
        # aa, bb ... follow z
        if len(set(core.lower())) == 1 and len(core) <= 3:
            yield Interpretation(
                f"{frame}:{case}:letter", 26 * (len(core) - 1) + ord(core[0].lower()) - 96
            )
        if _ROMAN.fullmatch(core):
            yield Interpretation(f"{frame}:{case}:roman", roman(core))
    else:
        yield Interpretation(f"{frame}:other", 0)


def nest(labels: Iterable[str | None]) -> Iterator[int]:
    """Yields the depth of each label, from 1; 0 for None, which ends lists.

    A label that continues an open enumeration belongs to it; the first of a style opens a deeper
    one; anything else stays where the text is.
    """
    stack: list[Interpretation] = []
    for label in labels:
        if label is None:
            stack.clear()
            yield 0
            continue
        ways = list(interpretations(label))
        depth, interpretation = _place(stack, ways)
        del stack[depth:]
        stack.append(interpretation)
        yield len(stack)


def _place(stack: list[Interpretation], ways: list[Interpretation]) -> tuple[int, Interpretation]:
    """Finds the depth (from 0) at which a label stands and its interpretation there."""
    for depth in range(len(stack) - 1, -1, -1):
        for way in ways:
            if way.style == stack[depth].style and way.value - stack[depth].value in (0, 1):
                if way.style != "bullet" and way.value == stack[depth].value:
                    continue
                return depth, way
    for way in sorted(ways, key=lambda way: way.value):
        if way.value <= 1:
            return len(stack), way
    # A gap in an open enumeration is likelier than a new one that begins in the middle.
    for depth in range(len(stack) - 1, -1, -1):
        for way in ways:
            if way.style == stack[depth].style and way.value > stack[depth].value:
                return depth, way
    return max(len(stack) - 1, 0), ways[0] if ways else Interpretation("other", 0)
