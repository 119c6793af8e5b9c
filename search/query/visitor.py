"""Visitor of query trees: a node's parts, and all nodes below it.

Questions about a query go through here, so that only this module knows which nodes have parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from search.query.ast import And, Near, Not, Or, Query


def parts_of(query: Query) -> tuple[Query, ...]:
    """Returns the nodes directly below a node; none for a leaf."""
    match query:
        case And(parts=parts) | Or(parts=parts) | Near(parts=parts):
            return parts
        case Not(part=part):
            return (part,)
        case _:
            return ()


def nodes(query: Query, *, closed: tuple[type[Query], ...] = ()) -> Iterator[Query]:
    """Yields a query and all nodes below it, each before its parts, from left to right.

    closed: kinds of nodes whose parts are not visited.
    """
    waiting = [query]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, closed):
            waiting.extend(reversed(parts_of(node)))
