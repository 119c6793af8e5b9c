"""Families: the wordings of a paragraph's family, from the first to the last.

Which paragraphs are a family is known to the index (see `indexer.families`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indexer.store.reader import StoredParagraph
from search.comparison.word_diff import Piece, word_diff
from search.precedents.closest import Precedents
from search.precedents.wordings import Usage
from search.retrieval.bitmap import Flags
from search.retrieval.columns import Columns

MOST = 60
"""Wordings of a family that are shown: the first, its own, and of the others the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A wording of a family.

    first: the oldest adopted paragraph with it, or the oldest draft's. places: all of them. usage:
    of the wording. pieces: what changed from the member before, in time; empty for the first.
    """

    first: StoredParagraph
    usage: Usage
    places: tuple[int, ...]
    pieces: tuple[Piece, ...] = ()


def family_of(
    place: int, columns: Columns, precedents: Precedents, allowed: Flags
) -> tuple[Member, ...]:
    """Returns the family of the paragraph at a place, the oldest wording first.

    allowed: the places that count, the paragraph's among them.
    """
    places = columns.families.members(place)
    places = places[allowed[places]]
    numbers = columns.wording_numbers[places]
    groups = [places[numbers == number].tolist() for number in np.unique(numbers)]
    groups.sort(key=precedents.wordings.age)
    kept = [
        group
        for at, group in enumerate(groups)
        if not at or at > len(groups) - MOST or place in group
    ]
    return tuple(_with_changes([_member(group, precedents) for group in kept]))


def _member(places: Sequence[int], precedents: Precedents) -> Member:
    wordings, at = precedents.wordings, np.array(places, np.int64)
    oldest = wordings.oldest(at)
    return Member(
        first=precedents.stored([oldest])[oldest],
        usage=wordings.usage(at),
        places=tuple(places),
    )


def _with_changes(members: Sequence[Member]) -> Iterator[Member]:
    before: Member | None = None
    for one in members:
        old, new = before and before.first.paragraph.text, one.first.paragraph.text
        yield replace(one, pieces=word_diff(old, new) if old else ())
        before = one
