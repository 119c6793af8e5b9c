"""History of a paragraph: where its wording was first used, how it changed, what is near to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.model import Masthead
from indexer.store.reader import StoredParagraph
from search import deadline
from search.comparison.compare import Pair, compare
from search.generation import OpenGeneration
from search.names.cited_places import named_places, names, own_place
from search.precedents.closest import Precedent
from search.precedents.families import Member, family_of
from search.precedents.wordings import Usage
from search.request import Sort
from search.results import FamilyUse
from search.retrieval.bitmap import Places, Selected

_NEAREST = 5
"""Other wordings that are shown as near."""
_USES = 50
"""Paragraphs with the same wording that are listed."""
_AT_ONCE, _MOST_CITING = 200, 2_000
"""Paragraphs that name the document, and are read for whether they name the paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The paragraph's version in another document of the series; none where it lacks one."""

    document: Masthead
    pair: Pair | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The history of a paragraph in this index.

    usage: of its wording, numbers set aside. uses: paragraphs with it, the newest first, at most
    `_USES`. use: of the family in adopted texts, None for paragraphs that have none. collection:
    the first and the last year of adopted texts. family: wordings that are edits of one another,
    the oldest first, its own among them.
    years: paragraphs of the family by year. earlier, later: its version in the text before and in
    the one after, None where there is no such text. nearest: other wordings like it. cited_by:
    paragraphs of other texts that name it by its number, the newest first, at most `_USES`; citing:
    how many name its document.
    """

    stored: StoredParagraph
    usage: Usage
    uses: tuple[StoredParagraph, ...]
    use: FamilyUse | None
    collection: tuple[int, int] | None
    family: tuple[Member, ...]
    years: tuple[tuple[int, int], ...]
    earlier: Version | None
    later: Version | None
    nearest: tuple[Precedent, ...]
    cited_by: tuple[StoredParagraph, ...]
    citing: int

    @property
    def changes(self) -> int:
        """Returns how often the wording changed."""
        return len(self.family) - 1


def history(stored: StoredParagraph, generation: OpenGeneration) -> History:
    """Returns the history of a paragraph of the types that are searched.

    Raises SearchTooLong where the time for it is over (`deadline`).
    """
    precedents, columns = generation.precedents, generation.retrieval.columns
    (place,) = columns.places_of([stored.row])
    same = precedents.wordings.alike(place, columns.live)
    family = family_of(place, columns, precedents, columns.live)
    versions = generation.versions.of(stored.masthead)
    text = stored.paragraph.text
    citing = _citing(stored, generation)
    return History(
        stored=stored,
        usage=precedents.wordings.usage(same),
        uses=_uses(same, generation),
        use=columns.families.uses([place])[0],
        collection=columns.families.years,
        family=family,
        years=precedents.wordings.by_year([one for member in family for one in member.places]),
        earlier=_version(stored, versions.earlier, generation),
        later=_version(stored, (*versions.adopted, *versions.later), generation),
        nearest=_nearest(text, family, generation),
        cited_by=_cited_by(stored, citing, generation),
        citing=len(citing),
    )


def _citing(stored: StoredParagraph, generation: OpenGeneration) -> Places:
    """Returns the places of the paragraphs that name a paragraph's document, the newest first."""
    columns = generation.retrieval.columns
    bits = columns.having("cites", frozenset({stored.masthead.symbol}))
    places = Selected(bits, columns.size).places
    return places[np.argsort(columns.ranks(Sort.NEWEST)[places], kind="stable")]


def _cited_by(
    stored: StoredParagraph, citing: Places, generation: OpenGeneration
) -> tuple[StoredParagraph, ...]:
    """Returns those of them that name the paragraph itself."""
    own, symbol = own_place(stored.paragraph), stored.masthead.symbol
    if own is None:
        return ()
    found: list[StoredParagraph] = []
    for start in range(0, min(len(citing), _MOST_CITING), _AT_ONCE):
        deadline.check()
        some = generation.precedents.stored(citing[start : start + _AT_ONCE].tolist())
        found += (one for one in some.values() if _names(one, own, symbol))
        if len(found) >= _USES:
            break
    return tuple(found[:_USES])


def _names(citing: StoredParagraph, own: str, symbol: str) -> bool:
    return names(named_places(citing.paragraph.text, symbol), own)


def _uses(places: Places, generation: OpenGeneration) -> tuple[StoredParagraph, ...]:
    some = places[:_USES].tolist()
    stored = generation.precedents.stored(some)
    return tuple(stored[place] for place in some)


def _version(
    stored: StoredParagraph, others: Sequence[Masthead], generation: OpenGeneration
) -> Version | None:
    """Returns the version of a paragraph in the first of some documents, older or newer."""
    own = generation.store.document(stored.masthead.symbol)
    other = generation.store.document(others[0].symbol) if others else None
    if own is None or other is None:
        return None
    pairs = (
        pair
        for pair in compare(other.document, own.document).pairs
        if pair.before and pair.after and pair.after.id == stored.paragraph.id
    )
    return Version(document=others[0], pair=next(pairs, None))


def _nearest(
    text: str, family: Sequence[Member], generation: OpenGeneration
) -> tuple[Precedent, ...]:
    own = {place for member in family for place in member.places}
    precedents, live = generation.precedents, generation.retrieval.columns.live
    most = _NEAREST + len(family)
    found = precedents.closest(text, live, most)
    rows = generation.retrieval.columns.places_of([one.stored.row for one in found])
    others = (one for one, place in zip(found, rows, strict=True) if place not in own)
    return tuple(others)[:_NEAREST]
