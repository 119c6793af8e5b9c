"""Lines of a trend: each a query, shown as its words and the filters beside them.

A filter of one line is a field in its query, so that the address of a trend stays a list of
queries, which the API, the table and the plot read alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.schema import KEYWORD_BY_NAME, NONE
from search.query.ast import And, Field, Form, Or, Query
from search.query.parser import parse
from search.query.printer import print_query
from search.request import SearchRequest
from web import labels

FOLDED = ("verb", "anyverb", "class", "to", "due", "cites")
"""Filters of a search that become part of its line: others may ask for other verbs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFilter:
    """A filter of a line in words; `without`: the query without it."""

    field: str
    text: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A query as its words and filters. fields: the filters as a query."""

    query: str
    words: str
    fields: str
    filters: tuple[LineFilter, ...]

    @property
    def name(self) -> str:
        """Returns the line's name for people; nothing for all paragraphs."""
        shown = ", ".join(f"{one.field}: {one.text}" for one in self.filters)
        return f"{self.words} ({shown})" if self.words and shown else self.words or shown


def line_of(query: str) -> Line:
    """Returns a query taken apart; one that is not quite right is left as it was typed."""
    read = parse(query)
    asked = read.query
    parts = asked.parts if isinstance(asked, And) else (asked,)
    fields = [place for place, part in enumerate(parts) if _field(part)]
    if read.notices or not fields:
        return Line(query=query, words=query, fields="", filters=())
    filters = tuple(
        LineFilter(
            field=labels.field_name(_field(parts[place])),
            text=_values(parts[place]),
            without=_printed([part for at, part in enumerate(parts) if at != place]),
        )
        for place in fields
    )
    return Line(
        query=query,
        words=_printed([part for place, part in enumerate(parts) if place not in fields]),
        fields=_printed([parts[place] for place in fields]),
        filters=filters,
    )


def joined(words: str, *further: str) -> str:
    """Returns the query for all of these queries together."""
    texts = [text.strip() for text in (words, *further) if text.strip()]
    if len(texts) < 2:
        return "".join(texts)
    return " ".join(f"({one})" if isinstance(parse(one).query, Or) else one for one in texts)


def field_query(name: str, values: Sequence[str]) -> str:
    """Returns the query for paragraphs with one of these values."""
    parts = [Field(name, value, Form.BARE if value.isalnum() else Form.QUOTED) for value in values]
    return print_query(Or(tuple(parts)) if len(parts) > 1 else parts[0])


def folded(asked: SearchRequest) -> tuple[str, Mapping[str, tuple[str, ...]]]:
    """Returns the query of a search with what its line is about, and the filters left over."""
    own = {
        name: values
        for name, values in asked.filters.items()
        if name in FOLDED and not any(value == NONE or ".." in value for value in values)
    }
    query = joined(asked.query, *(field_query(name, values) for name, values in own.items()))
    return query, {name: one for name, one in asked.filters.items() if name not in own}


def trend_pairs(asked: SearchRequest) -> list[tuple[str, str]]:
    """Returns the parameters of the trend of a search."""
    query, filters = folded(asked)
    return [("q", query), *((name, value) for name, those in filters.items() for value in those)]


def _field(part: Query) -> str:
    """Returns the field that a part of a query asks for, nothing if it asks for words."""
    if isinstance(part, Or):
        names = {_field(one) for one in part.parts}
        return names.pop() if len(names) == 1 else ""
    return part.name if isinstance(part, Field) and part.name in KEYWORD_BY_NAME else ""


def _values(part: Query) -> str:
    if isinstance(part, Or):
        return " or ".join(_values(one) for one in part.parts)
    return labels.value_name(part.name, part.value) if isinstance(part, Field) else ""


def _printed(parts: Sequence[Query]) -> str:
    if not parts:
        return ""
    return print_query(And(tuple(parts)) if len(parts) > 1 else parts[0])
