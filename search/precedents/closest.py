"""Closest wordings: earlier paragraphs with the words of a text, or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.parsing.meaning.wording import wording_key
from indexer.store.reader import StoredParagraph, StoreReader
from search.comparison.word_diff import Piece, word_diff
from search.precedents.recitals import is_bare
from search.precedents.shingles import Shingles
from search.precedents.wordings import Usage, Wordings
from search.retrieval.bitmap import Flags, Places
from search.retrieval.columns import Columns

LEAST = 0.2
"""Likeness from which a wording is worth showing."""
_EACH, _ALIKE = 20, 60
"""Paragraphs of one wording, and of all, that are looked at for what else they say."""
_ASKED = 40
"""Likest wordings that are looked at: some may stand only in texts that do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """An earlier paragraph with a wording like that of a text.

    stored: the newest adopted paragraph with the wording. likeness: from 0 to 1, see `shingles`.
    same: whether only numbers, dates and punctuation differ. pieces: its text as before, the
    text asked about as after. usage: of the wording. bare: whether it only names documents, so
    that its use elsewhere says nothing.
    """

    stored: StoredParagraph
    likeness: float
    same: bool
    pieces: tuple[Piece, ...]
    usage: Usage
    bare: bool = False


class Precedents:
    """The precedents that one generation holds; safe to use from several threads."""

    def __init__(self, columns: Columns, store: StoreReader) -> None:
        self._columns = columns
        self._store = store
        self.wordings = Wordings(columns)
        self.shingles = Shingles(columns)

    def closest(self, text: str, allowed: Flags, most: int) -> tuple[Precedent, ...]:
        """Returns the wordings closest to a text, the likest first.

        allowed: the places that count.
        """
        key = wording_key(text)
        found = self._places(text, allowed, most)
        stored = self.stored([int(places[0]) for _, places in found])
        return tuple(
            Precedent(
                stored=one,
                likeness=likeness,
                same=one.paragraph.wording == key,
                pieces=word_diff(one.paragraph.text, text),
                usage=self.wordings.usage(places),
                bare=is_bare(one.paragraph),
            )
            for one, (likeness, places) in zip(stored.values(), found, strict=True)
        )

    def alike(self, text: str, allowed: Flags, least: float) -> tuple[StoredParagraph, ...]:
        """Returns paragraphs at least so like a text, the newest of each wording first.

        At most some dozens of them: what is much repeated is repeated in the newest texts too.
        """
        found = [
            some[:_EACH] for like, some in self._places(text, allowed, _ASKED) if like >= least
        ]
        places = [int(place) for some in found for place in some][:_ALIKE]
        stored = self.stored(places)
        return tuple(stored[place] for place in places)

    def near(self, text: str, allowed: Flags, least: float, most: int) -> list[Places]:
        """Returns where the wordings stand that are at least so like a text, each by itself."""
        return [places for like, places in self._places(text, allowed, most) if like >= least]

    def stored(self, places: Sequence[int]) -> dict[int, StoredParagraph]:
        """Returns the paragraphs at some places."""
        rows = self._columns.rows(np.array(places, np.int64))
        stored = self._store.paragraphs(rows)
        return {place: stored[row] for place, row in zip(places, rows, strict=True)}

    def _places(self, text: str, allowed: Flags, most: int) -> list[tuple[float, Places]]:
        """Returns for the likest wordings where they stand, the same wording first."""
        same = self.wordings.of_key(wording_key(text), allowed)
        found = [(1.0, same)] if len(same) else []
        for like in self.shingles.likest(text, _ASKED, least=LEAST):
            if len(found) >= most:
                break
            places = self.wordings.places(like.wording, allowed)
            if len(places) and not (len(same) and places[0] == same[0]):
                found.append((like.likeness, places))
        return found
