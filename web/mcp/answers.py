"""Answers to assistants: the members of the API's answers, each paragraph with its address.

An assistant reads all that it is given, so that answers are bounded: their main list is cut where
it becomes too long, and `next` says where to go on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any

from indexer.export import ExportedParagraph
from indexer.model import Masthead, ReportingRequest
from indexer.serialization import INLINE, Only
from search.formats.json import ExportedSearch
from search.formats.report.json import FoundParagraph
from search.formats.rows import official_url
from search.results import Hit
from web.urls import address_on

Answer = dict[str, Any]

MOST = 40_000
"""Characters of an answer, as JSON; some ten thousand tokens."""
_LONGEST_TEXT = 12_000
_EXTRAS = ("pieces", "phrases", "closest", "marks", "highlights")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHit:
    """A hit, as in the API, without what only a page needs."""

    hit: Annotated[Hit, INLINE, Only("masthead", "paragraph", "lead_in", "missing", "use")]
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAnswer:
    """A page of a search, as in the API, without facets."""

    search: Annotated[
        ExportedSearch, INLINE, Only("result", "missing", "suggestion", "understanding", "notices")
    ]
    hits: tuple[FoundHit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParagraph:
    """A paragraph of a document, as in the API, with its citation."""

    paragraph: Annotated[ExportedParagraph, INLINE]
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAnswer:
    """A document, as in the API, with some of its paragraphs. named: the one that was asked for."""

    document: Masthead
    citation: str
    named: str | None
    paragraphs: tuple[ReadParagraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReport:
    """A report that a paragraph asks for."""

    paragraph: Annotated[FoundParagraph, INLINE]
    request: Annotated[ReportingRequest, INLINE]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAnswer:
    """Reports that are due. searched: paragraphs looked at; complete: whether these were all."""

    searched: int
    complete: bool
    reports: tuple[DueReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where documents can be seen.

    base: address of this site, None where there is none. official: as the setting of this name.
    """

    base: str | None
    official: str

    def address(self, paragraph: str) -> str | None:
        """Returns the address of a paragraph, or of the official document, by the paragraph's id.

        None for a text without a symbol where there is no site.
        """
        if self.base is not None:
            return address_on(self.base, paragraph)
        symbol = paragraph.partition("#")[0]
        return None if symbol.startswith("~") else official_url(self.official, symbol)


def with_addresses(value: Any, site: Site) -> Any:
    """Returns JSON whose paragraphs and documents have their addresses too.

    Members of them that say nothing (null, an empty list) are left out: half of the length.
    """
    if isinstance(value, list):
        return [with_addresses(one, site) for one in value]
    if not isinstance(value, dict):
        return value
    lean = "text" in value or "symbol" in value
    found = {
        name: with_addresses(one, site)
        for name, one in value.items()
        if not (lean and one in (None, [], {}))
    }
    own = value.get("id") if "text" in value else value.get("symbol")
    if isinstance(own, str):
        found["address"] = site.address(own)
    return found


def in_pieces(answer: Answer, name: str, start: int) -> Answer:
    """Returns an answer with as much of one of its lists as fits, from a place counted from 1.

    `total` is the length of the list, `next` where to go on; None after the last.
    """
    items = answer[name]
    left = MOST - _size({**answer, name: []})
    taken: list[Any] = []
    for item in items[start - 1 :]:
        fitting = _fitted(item, left) if not taken else item
        size = _size(fitting)
        if taken and size > left:
            break
        taken.append(fitting)
        left -= size
    after = start + len(taken)
    more = after if after <= len(items) else None
    return {**answer, name: taken, "start": start, "total_listed": len(items), "next": more}


def _fitted(item: Any, room: int) -> Any:
    """Returns one entry without what it can do without, if it is too large alone."""
    if _size(item) <= room or not isinstance(item, dict):
        return item
    bare = {name: [] if name in _EXTRAS else one for name, one in item.items()}
    return _cut(bare)


def _cut(value: Any) -> Any:
    """Returns JSON whose longest texts end early, and say so."""
    if isinstance(value, list):
        return [_cut(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _cut(one) for name, one in value.items()}
    text = value.get("text")
    if isinstance(text, str) and len(text) > _LONGEST_TEXT:
        found |= {"text": text[:_LONGEST_TEXT], "text_cut_at": _LONGEST_TEXT}
    return found


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False))
