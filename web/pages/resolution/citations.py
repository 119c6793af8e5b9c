"""Citations on a resolution's page: links of mentions, works cited, citing documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import url_for

from indexer.model import Document, Reference
from indexer.store.citations import CitedBy, Citing
from web import labels, urls
from web.pages.resolution.tasks import Place, place_of

SHOWN_DOCUMENTS = 5
"""Citing documents shown before "more"."""

SHOWN_WORKS = 8
"""Works cited that are shown before "more"."""

Link = tuple[int, int, str]
"""A link in a text: start, end, address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingDocument:
    """A citing document with its paragraphs; `href` leads to the first of them."""

    href: str
    symbol: str
    title: str
    places: tuple[tuple[Place, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedView:
    """The documents that cite one. all: address of the search for all citing paragraphs."""

    paragraphs: int
    documents: int
    shown: tuple[CitingDocument, ...]
    more: tuple[CitingDocument, ...]
    all: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work that a document cites, and where; `href` is empty if the index does not have it."""

    symbol: str
    href: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitesView:
    """The works that a document cites, the most often cited first."""

    shown: tuple[CitedWork, ...]
    more: tuple[CitedWork, ...]

    @property
    def works(self) -> int:
        """The number of works."""
        return len(self.shown) + len(self.more)


def cites_view(document: Document, held: Mapping[str, str]) -> CitesView:
    """Returns the works that a document cites."""
    places: dict[str, list[Place]] = {}
    for paragraph in document.paragraphs:
        for target in paragraph.cites:
            places.setdefault(held.get(target, target), []).append(place_of(paragraph))
    pages = set(held.values())
    works = [
        CitedWork(
            symbol=symbol,
            href=url_for("resolution.resolution", symbol=symbol) if symbol in pages else "",
            places=tuple(dict.fromkeys(where)),
        )
        for symbol, where in places.items()
    ]
    works.sort(key=lambda one: -len(one.places))
    return CitesView(shown=tuple(works[:SHOWN_WORKS]), more=tuple(works[SHOWN_WORKS:]))


def cited_view(cited_by: CitedBy, symbol: str) -> CitedView:
    """Returns the documents that cite one."""
    documents = tuple(_document(citing) for citing in cited_by.newest)
    return CitedView(
        paragraphs=cited_by.paragraphs,
        documents=cited_by.documents,
        shown=documents[:SHOWN_DOCUMENTS],
        more=documents[SHOWN_DOCUMENTS:],
        all=url_for("search.search", cites=symbol) if documents else "",
    )


def _document(citing: Citing) -> CitingDocument:
    page = url_for("resolution.resolution", symbol=citing.masthead.symbol)
    places = tuple(
        (place, page + urls.anchor(place.anchor)) for place in map(place_of, citing.paragraphs)
    )
    return CitingDocument(
        href=page,
        symbol=labels.shown_symbol(citing.masthead),
        title=citing.masthead.title or "",
        places=places,
    )


def links(text: str, references: Iterable[Reference], held: Mapping[str, str]) -> list[Link]:
    """Returns the links of a text's mentions of works in the index."""
    return sorted(_links(text, references, held))


def _links(text: str, references: Iterable[Reference], held: Mapping[str, str]) -> Iterator[Link]:
    taken: set[int] = set()
    for reference in references:
        symbol = held.get(reference.target or "")
        if symbol is None:
            continue
        words = r"\s+".join(map(re.escape, reference.mention.split()))
        for match in re.finditer(rf"(?<![\w/]){words}(?![\w/])", text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                yield match.start(), match.end(), url_for("resolution.resolution", symbol=symbol)
