"""Tokens of the query language, and the names of its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from indexer.schema import KEYWORD_BY_NAME
from search.query.ast import Form, Gap, Span

TEXT_NAMES = ("title", "heading", "footnote")
"""Fields that are searched for words, like the text."""
WORDING = "wording"
"""The field for paragraphs worded like a given one."""
FIELDS = (*KEYWORD_BY_NAME, *TEXT_NAMES, WORDING)
"""The names allowed before a colon."""


class Kind(Enum):
    """The kinds of tokens."""

    WORDS = auto()
    EXACT = auto()
    QUOTED = auto()
    PATTERN = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its span; `name` and `form` are set for fields, `gap` for NEAR."""

    kind: Kind
    span: Span
    text: str = ""
    name: str = ""
    form: Form = Form.BARE
    gap: Gap | None = None

    @property
    def shown(self) -> str:
        """The operator as it is written."""
        return self.text or self.kind.name


OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
NEAR_OPERATOR = re.compile(r"(NEAR|PRE)(?:/([0-9]*))?")
NEAR_IN_SMALL_LETTERS = re.compile(r"(near|pre)/([0-9]+)", re.IGNORECASE)
NAME = re.compile(r"([^\W\d_]+):")
"""A name with its colon, whether or not it is a field's."""
