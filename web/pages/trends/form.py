"""Form of the page of trends: a line's words, filters and verb, and menus for all lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from indexer.schema import NONE
from search.request import MAX_QUERY, SearchRequest
from search.searcher import Searcher
from search.trends import MOST_SERIES
from web import labels
from web.pages.search.lines import Line, field_query, joined, line_of

LINE_FIELDS, LINE_VERB = "q-fields", "q-verb"
"""Fields of the form beside each `q`: the filters that the line has, and one more verb."""
MENUS = ("organ", "type")
"""Filters of all lines that have a menu."""
MOST_VERBS = 60
"""Verbs in a line's menu, the most used ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a menu."""

    value: str
    text: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A menu of a filter of all lines."""

    name: str
    title: str
    options: tuple[Option, ...]


def is_sent(args: MultiDict[str, str]) -> bool:
    """Returns whether a request comes from the form, whose lines are still in parts."""
    return LINE_VERB in args or LINE_FIELDS in args


def sent_queries(args: MultiDict[str, str]) -> list[str]:
    """Returns the queries that the form's parts make."""
    words = args.getlist("q")
    fields, verbs = args.getlist(LINE_FIELDS), args.getlist(LINE_VERB)
    queries = []
    for place, text in enumerate(words):
        verb = verbs[place] if place < len(verbs) else ""
        kept = fields[place] if place < len(fields) else ""
        further = field_query("verb", [verb]) if verb.strip() else ""
        queries.append(joined(text, kept, further)[:MAX_QUERY])
    return queries


def lines(queries: Sequence[str]) -> tuple[Line, ...]:
    """Returns the form's lines: those asked for and an empty one, at least two."""
    empty = line_of("")
    shown = [line_of(query) for query in queries]
    return (*shown, empty, *([empty] if not shown else []))[:MOST_SERIES]


def verb_options(searcher: Searcher) -> tuple[Option, ...]:
    """Returns the verbs of the collection that are used most, by name."""
    values = _values(searcher, "verb")[:MOST_VERBS]
    options = (
        Option(value=one, text=labels.value_name("verb", one), current=False) for one in values
    )
    return tuple(sorted(options, key=lambda one: one.text.casefold()))


def menus(
    searcher: Searcher, filters: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Menu, ...], dict[str, tuple[str, ...]]]:
    """Returns the menus of filters for all lines, and the filters that no menu can show."""
    made, others = [], dict(filters)
    for name in MENUS:
        values = _values(searcher, name)
        chosen = filters.get(name, ())
        current = chosen[0] if len(chosen) == 1 and chosen[0] in values else ""
        if current:
            del others[name]
        made.append(
            Menu(
                name=name,
                title=labels.field_name(name),
                options=tuple(
                    Option(value=one, text=labels.value_name(name, one), current=one == current)
                    for one in values
                ),
            )
        )
    return tuple(made), others


def _values(searcher: Searcher, name: str) -> list[str]:
    """Returns the values of a field in the whole collection, most used first."""
    found = searcher.values(SearchRequest(), name).values
    return [one.value for one in found if one.value != NONE]
