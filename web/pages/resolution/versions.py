"""Relatives on a resolution's page: other years, drafts, neighbours by number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from indexer.model import Masthead
from search.comparison.versions import Versions
from search.translation.current import gettext
from web import labels
from web.pages.compare.view import compare_href

SHOWN_VERSIONS = 4
"""Versions of a kind that are shown before "more"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLink:
    """A relative of the document, and the comparison with it, the earlier one first.

    side: "before" or "after", which of the two compared the document itself is.
    """

    symbol: str
    href: str
    date: str
    compare: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionGroup:
    """Relatives of one kind."""

    name: str
    adopted: bool
    shown: tuple[VersionLink, ...]
    more: tuple[VersionLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsView:
    """The relatives of a document.

    nearest: the comparison with the previous version, or for a draft with the adopted text.
    """

    groups: tuple[VersionGroup, ...]
    nearest: VersionLink | None
    previous: VersionLink | None
    next: VersionLink | None


def versions_view(own: Masthead, versions: Versions, query: str = "") -> VersionsView:
    """Returns the relatives of a document; comparisons keep the query."""
    adopted = _links(own, versions.adopted, own_first=True, query=query)
    earlier = _links(own, versions.earlier, own_first=False, query=query)
    groups = (
        _group(gettext("Adopted as"), adopted, adopted=True),
        _group(gettext("Earlier"), earlier),
        _group(gettext("Later"), _links(own, versions.later, own_first=True, query=query)),
        _group(gettext("Drafts"), tuple(_draft(own, one, query) for one in versions.drafts)),
    )
    return VersionsView(
        groups=tuple(group for group in groups if group.shown),
        nearest=next(iter([*adopted, *earlier]), None),
        previous=_link(own, versions.previous, own_first=False) if versions.previous else None,
        next=_link(own, versions.next, own_first=True) if versions.next else None,
    )


def _group(name: str, links: tuple[VersionLink, ...], *, adopted: bool = False) -> VersionGroup:
    return VersionGroup(
        name=name, adopted=adopted, shown=links[:SHOWN_VERSIONS], more=links[SHOWN_VERSIONS:]
    )


def _links(
    own: Masthead, others: Iterable[Masthead], *, own_first: bool, query: str
) -> tuple[VersionLink, ...]:
    return tuple(_link(own, one, own_first=own_first, query=query) for one in others)


def _draft(own: Masthead, draft: Masthead, query: str) -> VersionLink:
    """Returns the link to a draft, compared with the adopted text or with another draft."""
    first, second = labels.date_of(own), labels.date_of(draft)
    if own.document_type is not draft.document_type:
        return _link(own, draft, own_first=False, query=query)
    same = first == second or first is None or second is None
    own_first = own.symbol < draft.symbol if same else str(first) < str(second)
    return _link(own, draft, own_first=own_first, query=query)


def _link(own: Masthead, other: Masthead, *, own_first: bool, query: str = "") -> VersionLink:
    pair = (own.symbol, other.symbol) if own_first else (other.symbol, own.symbol)
    date = labels.date_of(other)
    return VersionLink(
        symbol=labels.shown_symbol(other),
        href=url_for("resolution.resolution", symbol=other.symbol),
        date=labels.day(date) if date else "",
        compare=compare_href(*pair, q=query),
        side="before" if own_first else "after",
    )
