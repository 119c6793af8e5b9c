"""Titles: documents by the words of their titles, as completions of a subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from heapq import nsmallest

from indexer.analysis.analyzer import terms
from search.assistance.phrases import STOPS

_SHORTEST = 3
"""Minimum letters of the last word typed, unless there is another word."""


class TitleWords:
    """Documents by the words of their titles.

    titles: by symbol, in the order of suggestion.
    """

    def __init__(self, titles: Mapping[str, str | None]) -> None:
        self._symbols = list(titles)
        self._having: dict[str, set[int]] = {}
        for number, title in enumerate(titles.values()):
            for term in terms(title or ""):
                self._having.setdefault(term.literal, set()).add(number)
        self._words = sorted(self._having)

    def having(self, text: str, most: int) -> list[str]:
        """Returns the first documents with all words of a text in their titles, the last begun."""
        words = [term.literal for term in terms(text)]
        wanted = [word for word in words[:-1] if word not in STOPS]
        if not words or (not wanted and len(words[-1]) < _SHORTEST):
            return []
        found = self._beginning(words[-1])
        for word in wanted:
            found &= self._having.get(word, set())
        return [self._symbols[number] for number in nsmallest(most, found)]

    def _beginning(self, begun: str) -> set[int]:
        first = bisect_left(self._words, begun)
        last = bisect_left(self._words, begun + "\U0010ffff", first)
        return set().union(*(self._having[word] for word in self._words[first:last]))
