"""Menus of the page that creates code: the values in the index, and what finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.schema import FIELDS, NONE
from search.errors import SearchError
from search.request import SearchRequest
from search.results import FacetValue
from search.searcher import Searcher
from search.translation.current import gettext
from web import labels
from web.embed.options import EXAMPLES, SEPARATOR, EmbedOptions

MENUS = (
    "organ", "session", "verb", "class", "to", "doctype", "type", "committee", "adopted", "due",
    "subject", "sdg",
)  # fmt: skip
"""Fields with a menu; the others have a box to type in."""
MOST_CHOICES = 40
"""Values in a menu, the most frequent; others are typed."""
MOST_CHECKED = 20
"""Filter values that are tried one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a menu, with its paragraphs."""

    value: str
    text: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A filter: choices from the index, and a box for others.

    typed: what the box holds. shown: the chosen values in words, empty for all.
    """

    name: str
    title: str
    example: str
    choices: tuple[Choice, ...]
    typed: str
    shown: str


def menus(options: EmbedOptions, searcher: Searcher | None) -> tuple[Menu, ...]:
    """Returns the filters, those with a menu first; without an index they are boxes alone."""
    ordered = sorted(FIELDS, key=lambda one: _place(one.name))
    return tuple(_menu(one.name, options, searcher) for one in ordered)


def _place(name: str) -> int:
    return MENUS.index(name) if name in MENUS else len(MENUS)


def _menu(name: str, options: EmbedOptions, searcher: Searcher | None) -> Menu:
    chosen = options.asked.request.filters.get(name, ())
    found: Sequence[FacetValue] = ()
    if name in MENUS and searcher is not None:
        found = searcher.values(SearchRequest(), name).values
    choices = tuple(
        Choice(
            value=one.value,
            text=labels.value_name(name, one.value),
            count=one.count,
            chosen=one.value in chosen,
        )
        for one in found
        if one.value != NONE
    )[:MOST_CHOICES]
    listed = {one.value for one in choices}
    return Menu(
        name=name,
        title=labels.field_name(name),
        example=EXAMPLES[name],
        choices=choices,
        typed=SEPARATOR.join(value for value in chosen if value not in listed),
        shown=", ".join(labels.value_name(name, value) for value in chosen),
    )


def warnings(options: EmbedOptions, searcher: Searcher) -> Iterator[str]:
    """Yields what finds nothing: values alone, else all filters and the query together."""
    asked = replace(options.asked.request, size=1, page=1, facets=())
    alone = [(name, value) for name, values in asked.filters.items() for value in values]
    lacking = False
    for name, value in alone[:MOST_CHECKED]:
        title, shown = labels.field_name(name), value[:80]
        try:
            found = searcher.search(SearchRequest(filters={name: (value,)}, size=1))
        except SearchError as error:
            lacking = True
            yield str(error)
            continue
        if not found.total:
            lacking = True
            told = " ".join(notice.message for notice in found.notices)
            yield told or gettext(
                "%(title)s: nothing here has “%(shown)s”.", title=title, shown=shown
            )
    if lacking or (not asked.query and len(asked.filters) < 2):
        return
    if not searcher.search(asked).total:
        yield gettext("Each of these finds something, but all of them together find nothing.")
