"""Chain: the texts of a series in the order of time, adopted ones with the drafts before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indexer.model import Masthead
from search import deadline
from search.comparison.versions import is_draft, when
from search.series.lineage import Lineage

_MOST_STEPS = 200
"""Texts that are followed up in either direction; the oldest series have about eighty."""


class Texts(StrEnum):
    """The texts of a series that are asked for; the values appear in addresses."""

    ALL = "all"
    ADOPTED = "adopted"
    DRAFTS = "drafts"


class Found(StrEnum):
    """How a text is known to be of the series; the values appear in JSON."""

    ASKED = "asked"
    TITLE = "title"
    WORDS = "words"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Link:
    """A text of a series, and how it was found."""

    masthead: Masthead
    found: Found


def chain(masthead: Masthead, lineage: Lineage, texts: Texts) -> tuple[Link, ...]:
    """Returns the series of a document, the oldest text first.

    texts: all, those adopted, or the drafts of the document's session with what became of them.
    """
    own = tuple(_session(masthead, lineage))
    adopted = next((one for one in own if not is_draft(one.masthead)), None)
    if texts is Texts.DRAFTS:
        return own
    anchor = adopted.masthead if adopted else masthead
    before = list(_walk(anchor, lineage, lineage.before))[::-1]
    after = list(_walk(anchor, lineage, lineage.after))
    if texts is Texts.ADOPTED:
        return (*before, *((adopted,) if adopted else own[-1:]), *after)
    others = ([*_drafts(one, lineage), one] for one in (*before, *after))
    sessions = list(others)
    return (
        *(one for some in sessions[: len(before)] for one in some),
        *own,
        *(one for some in sessions[len(before) :] for one in some),
    )


def _session(masthead: Masthead, lineage: Lineage) -> Iterator[Link]:
    """Yields the drafts of a document in order, then what was adopted."""
    versions = lineage.of(masthead)
    own = Link(masthead, Found.ASKED)
    drafts = [Link(one, Found.DRAFT) for one in versions.drafts]
    if not is_draft(masthead):
        yield from (*drafts, own)
        return
    yield from sorted([own, *drafts], key=lambda one: when(one.masthead))
    yield from (Link(one, Found.TITLE) for one in versions.adopted[:1])


def _drafts(link: Link, lineage: Lineage) -> Iterator[Link]:
    return (Link(one, Found.DRAFT) for one in lineage.of(link.masthead).drafts)


def _walk(
    masthead: Masthead, lineage: Lineage, step: Callable[[Masthead], Masthead | None]
) -> Iterator[Link]:
    """Yields the texts that steps lead to; none twice."""
    seen, here = {masthead.symbol}, masthead
    for _ in range(_MOST_STEPS):
        deadline.check()
        there = step(here)
        if there is None or there.symbol in seen:
            return
        later = max(here, there, key=when)
        yield Link(there, Found.WORDS if lineage.by_words(later) else Found.TITLE)
        seen.add(there.symbol)
        here = there


def window(links: Sequence[Link], asked: str, start: str | None, most: int) -> range:
    """Returns the places of the texts to show: from `start` on, else the newest with `asked`."""
    symbols = [one.masthead.symbol for one in links]
    last = max(len(links) - most, 0)
    if start in symbols:
        first = symbols.index(start)
    elif asked in symbols[:last]:
        first = symbols.index(asked) - most // 2
    else:
        first = last
    first = min(max(first, 0), last)
    return range(first, min(first + most, len(links)))
