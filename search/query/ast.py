"""Query tree as its author wrote it, made by the parser.

Canonical form: `And`, `Or` and `Near` have two or more parts, `Not` never directly contains a
`Not`, and an empty query is `All`. Spans are (start, end) in the query text and are ignored when
nodes are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
NOWHERE: Span = (0, 0)


class Form(StrEnum):
    """The spelling of a field's value: bare, exact or quoted."""

    BARE = "bare"
    QUOTED = "quoted"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class All:
    """The empty query: every paragraph."""

    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text without spaces, found in any form ("evidence-based", "women")."""

    text: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Exact:
    """`=word`: the word in this form only."""

    text: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """`"…"`: these words in this form and order."""

    text: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A run of text with `*` (any letters, or none) or `?` (one letter) in it ("traffick*")."""

    text: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """`name:value`; the name is one of `parser.FIELDS`."""

    name: str
    value: str
    form: Form = Form.BARE
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance allowed between two parts of `Near`.

    distance: in words, from the last word of the one to the first of the other; 1 is next to it.
    ordered: whether the left one comes first (`PRE`) or either may (`NEAR`).
    """

    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Neighbouring parts occur as close to each other as the gap between them allows.

    parts: words, exact words, phrases, patterns, and `Or`s of nothing else.
    gaps: one fewer than the parts.
    """

    parts: tuple[Query, ...]
    gaps: tuple[Gap, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Query, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Query, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Paragraphs that do not match the part."""

    part: Query
    span: Span = field(default=NOWHERE, compare=False)


Query = All | Words | Exact | Quoted | Pattern | Field | Near | And | Or | Not
