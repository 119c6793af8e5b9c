"""Bound query: the tree of index terms that engines and columns answer.

Words have become terms and field values those that occur. Every node means the same for every
engine: stated here and, executably, in `search.retrieval.matching`. Nodes compare and hash by
value.
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
    """The term occurs in the positional field (see `schema.TEXT_FIELDS`)."""

    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The terms, two or more, occur next to each other in this order."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyWord:
    """At least one of the terms, the matches of a wildcard, occurs in the positional field."""

    field: str
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Run:
    """One side of `Near`: it occurs wherever the terms of one of the alternatives do, in a row.

    field: the stems or literal forms of one text, see `schema.TEXT_FIELDS`.
    """

    field: str
    alternatives: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides occur in the text, one beginning within `distance` words of the other's end.

    distance: from the last word of the one to the first of the other, so 1 is "next to each
    other". They may not overlap. ordered: whether the left one comes first.
    """

    left: Run
    right: Run
    distance: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Among:
    """The keyword field has at least one of the values."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Worded:
    """The paragraph has this wording (see `model.Paragraph.wording`)."""

    wording: str


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts, of which there is at least one."""

    parts: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Most:
    """Enough of the parts: the weights of those that hold add up to `least` or more.

    Weights are whole numbers, so that the order of addition makes no difference.
    """

    parts: tuple[tuple[Bound, int], ...]
    least: int


@dataclass(frozen=True, slots=True)
class Not:
    """Every paragraph of the index but those of `part`."""

    part: Bound


@dataclass(frozen=True, slots=True)
class Twins:
    """The paragraph, or the one at its place in the same work in another language, is of `part`."""

    part: Bound


@dataclass(frozen=True, slots=True)
class Ranked:
    """The paragraphs of `part`; by relevance, each boost adds its weight where its query matches.

    A paragraph that is of `part` for its twin is as relevant as that.

    Boosts decide the order only, never what matches.
    """

    part: Bound
    boosts: tuple[tuple[Bound, float], ...]


Leaf = Everything | Nothing | Word | Phrase | AnyWord | Near | Among | Worded
Bound = Leaf | And | Or | Most | Not | Twins | Ranked
