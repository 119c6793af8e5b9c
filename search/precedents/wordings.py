"""Wordings: where each one stands in an index, in the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.model import DocumentType
from search.request import Sort
from search.retrieval.bitmap import Array, Flags, Places
from search.retrieval.columns import Columns
from search.retrieval.years import years_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The use of a wording in an index.

    paragraphs, documents: how many have it. first_year, last_year: None where no date is known.
    """

    paragraphs: int
    documents: int
    first_year: int | None
    last_year: int | None


class Wordings:
    """The places of each wording; numbered as in `Columns.wording_numbers`."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        live = np.flatnonzero(columns.live)
        self._rank = columns.ranks(Sort.NEWEST)
        drafts = columns.having("doctype", frozenset({str(DocumentType.DRAFT)}))
        self._draft = np.unpackbits(drafts, count=columns.size).view(bool)
        order = np.lexsort((self._rank[live], self._draft[live], columns.wording_numbers[live]))
        self._places = live[order]
        self._sorted = columns.wording_numbers[self._places]
        self._year = years_of(columns)

    def places(self, wording: int, allowed: Flags | None = None) -> Places:
        """Returns the places of a wording, the newest adopted text first and drafts last."""
        first, last = np.searchsorted(self._sorted, [wording, wording + 1])
        found: Places = self._places[first:last]
        return found if allowed is None else found[allowed[found]]

    def of_key(self, key: str | None, allowed: Flags | None = None) -> Places:
        """Returns the places of the wording with a key, in the order of `places`."""
        if not key:
            return np.empty(0, np.int64)
        held = np.flatnonzero(np.unpackbits(self._columns.worded(key), count=self._columns.size))
        return (
            self.places(int(self._columns.wording_numbers[held[0]]), allowed) if len(held) else held
        )

    def alike(self, place: int, allowed: Flags | None = None) -> Places:
        """Returns the places with the wording of one, in the order of `places`."""
        return self.places(int(self._columns.wording_numbers[place]), allowed)

    def oldest(self, places: Places) -> int:
        """Returns the place of the oldest adopted text, of the oldest draft where all are."""
        adopted = places[~self._draft[places]]
        some = adopted if len(adopted) else places
        return int(some[np.argmax(self._rank[some])])

    def age(self, places: Sequence[int]) -> int:
        """Returns a number that is the smaller the older the oldest of some places is."""
        return -int(self._rank[np.array(places, np.int64)].max())

    def usage(self, places: Places) -> Usage:
        """Returns what is known of the use of a wording that stands at some places."""
        documents = np.unique(self._columns.document[places])
        first, last = _span(self._year[documents])
        return Usage(
            paragraphs=len(places), documents=len(documents), first_year=first, last_year=last
        )

    def by_year(self, places: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Returns the number of paragraphs by year, the oldest first; undated ones do not count."""
        years = self._year[self._columns.document[np.array(places, np.int64)]]
        different, counts = np.unique(years[years > 0], return_counts=True)
        return tuple(zip(different.tolist(), counts.tolist(), strict=True))

    def years(self) -> tuple[int | None, int | None]:
        """Returns the first and the last year of the documents that have a date."""
        return _span(self._year[np.unique(self._columns.document[self._places])])

    def before(self, newest: str | None, others: frozenset[str]) -> Flags:
        """Returns which places may be precedents.

        newest: the symbol of a document that all must precede; one that the index lacks excludes
        nothing. others: symbols of documents that are no precedents.
        """
        columns = self._columns
        own = self._of_documents(frozenset({newest}) if newest else frozenset())
        allowed: Flags = columns.live & ~own & ~self._of_documents(others)
        if own.any():
            allowed &= self._rank > self._rank[own].max()
        return allowed

    def _of_documents(self, symbols: frozenset[str]) -> Flags:
        bits = self._columns.having("symbol", symbols)
        return np.unpackbits(bits, count=self._columns.size).view(bool)


def _span(years: Array) -> tuple[int | None, int | None]:
    """Returns the least and the greatest of some years; 0 is none."""
    known = years[years > 0]
    return (int(known.min()), int(known.max())) if len(known) else (None, None)
