"""A query bound to an index: what the engines are given.

Words have become terms, field values the values that occur; every node has one meaning for
every engine, stated here and, executable, in `search.matching`. Nodes compare and hash by value.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Every paragraph of the index."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No paragraph."""


@dataclass(frozen=True, slots=True)
class Word:
    """The term stands in the positional field (see `schema.TEXT_FIELDS`)."""

    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The terms, two or more, stand next to each other in this order."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Among:
    """The keyword field has at least one of the values."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts, of which there is at least one."""

    parts: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every paragraph of the index but those of `part`."""

    part: Bound


@dataclass(frozen=True, slots=True)
class Ranked:
    """The paragraphs of `part`; by relevance, each boost adds its weight where its query matches.

    Boosts decide the order only, never what matches.
    """

    part: Bound
    boosts: tuple[tuple[Bound, float], ...]


Bound = Everything | Nothing | Word | Phrase | Among | And | Or | Not | Ranked
