"""Visitor of bound queries: a node's parts, its leaves, a copy with other parts, a translation.

Questions about a query go through here, so that only this module knows which nodes have parts. A
new node is one class in `bound.py` and one method in each `Visitor`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, get_args

from search.binding.bound import And, Bound, Most, Not, Or, Ranked, Twins

T = TypeVar("T")
_METHODS = {
    node: "visit_" + re.sub(r"(?<!^)(?=[A-Z])", "_", node.__name__).lower()
    for node in get_args(Bound)
}


class Visitor(Generic[T]):
    """A translation of bound queries, with a method for each node: `visit_any_word(node)`."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Refuses a class that lacks a node's method."""
        super().__init_subclass__(**options)
        missing = [name for name in _METHODS.values() if not hasattr(cls, name)]
        if missing:
            raise TypeError(f"{cls.__name__} has no {', '.join(missing)}")

    def visit(self, query: Bound) -> T:
        """Returns the translation of a query."""
        found: T = getattr(self, _METHODS[type(query)])(query)
        return found


def parts_of(query: Bound) -> tuple[Bound, ...]:
    """Returns the queries directly below a node, those of boosts included; none for a leaf."""
    match query:
        case And(parts=parts) | Or(parts=parts):
            return parts
        case Most(parts=weighed):
            return tuple(part for part, _ in weighed)
        case Not(part=part) | Twins(part=part):
            return (part,)
        case Ranked(part=part, boosts=boosts):
            return (part, *(boost for boost, _ in boosts))
        case _:
            return ()


def parts_within(query: Bound) -> Iterator[Bound]:
    """Yields a query and all queries within it, without those of boosts and after NOT."""
    yield query
    if isinstance(query, And | Or | Most):
        for part in parts_of(query):
            yield from parts_within(part)


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
        case Twins(part=part):
            return Twins(change(part))
        case Ranked(part=part, boosts=boosts):
            return Ranked(change(part), tuple((change(boost), w) for boost, w in boosts))
        case _:
            return query
