"""What NEAR and PRE may join, and what becomes of them where they join something else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from search.query.ast import And, Exact, Gap, Near, Not, Or, Pattern, Query, Quoted, Words
from search.results import Notice

_CAN_STAND = (Words, Exact, Quoted, Pattern)


def joined(parts: Sequence[Query], gaps: Sequence[Gap], notices: list[Notice]) -> Query:
    """Join parts by the gaps between them; one part or more, one gap fewer.

    Where a part has no place in a text, NEAR is read as AND there, and that is told.
    """
    near = [_stands(part) for part in parts]
    runs: list[tuple[list[Query], list[Gap]]] = [([parts[0]], [])]
    for (left, right), part, gap in zip(pairwise(near), parts[1:], gaps, strict=True):
        if left and right:
            runs[-1][0].append(part)
            runs[-1][1].append(gap)
        else:
            runs.append(([part], []))
    for part, stands in zip(parts, near, strict=True):
        if not stands and gaps:
            notices.append(_told(part, gaps[0]))
    found = [_run(*run) for run in runs]
    return found[0] if len(found) == 1 else And(tuple(found), _span(found))


def _stands(part: Query) -> bool:
    """Tell whether a part is a place in a text; brackets are at most `MAX_NESTING` deep."""
    if isinstance(part, Or):
        return all(_stands(one) for one in part.parts)
    return isinstance(part, _CAN_STAND)


def _run(parts: Sequence[Query], gaps: Sequence[Gap]) -> Query:
    return Near(tuple(parts), tuple(gaps), _span(parts)) if gaps else parts[0]


def _span(parts: Sequence[Query]) -> tuple[int, int]:
    return parts[0].span[0], parts[-1].span[1]


def _told(part: Query, gap: Gap) -> Notice:
    name = "PRE" if gap.ordered else "NEAR"
    what = "a NOT" if isinstance(part, Not) else "this"
    message = (
        f"{name} joins words, phrases and alternatives of them (a OR b); "
        f"beside {what} it was read as AND."
    )
    return Notice(code="near-operand", message=message, span=part.span)
