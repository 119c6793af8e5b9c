"""Visitor of bound queries: a node's parts, its leaves, and a copy with other parts.

A question about a query is one of these with a function for a leaf, so that a node with parts is
known here alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from search.binding.bound import And, Bound, Most, Not, Or, Ranked


def parts_of(query: Bound) -> tuple[Bound, ...]:
    """Returns the queries directly below a node, those of boosts included; none for a leaf."""
    match query:
        case And(parts=parts) | Or(parts=parts):
            return parts
        case Most(parts=weighed):
            return tuple(part for part, _ in weighed)
        case Not(part=part):
            return (part,)
        case Ranked(part=part, boosts=boosts):
            return (part, *(boost for boost, _ in boosts))
        case _:
            return ()


def leaves(query: Bound) -> Iterator[Bound]:
    """Yields the nodes without parts, from left to right."""
    parts = parts_of(query)
    if not parts:
        yield query
    for part in parts:
        yield from leaves(part)


def rebuilt(query: Bound, change: Callable[[Bound], Bound]) -> Bound:
    """Returns a copy of a query with `change` applied to each part; a leaf is returned as it is."""
    match query:
        case And(parts=parts):
            return And(tuple(map(change, parts)))
        case Or(parts=parts):
            return Or(tuple(map(change, parts)))
        case Most(parts=weighed, least=least):
            return Most(tuple((change(part), weight) for part, weight in weighed), least)
        case Not(part=part):
            return Not(change(part))
        case Ranked(part=part, boosts=boosts):
            return Ranked(change(part), tuple((change(boost), w) for boost, w in boosts))
        case _:
            return query
