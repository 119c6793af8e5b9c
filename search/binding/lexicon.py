"""Lexicon: the words of an index, their paragraph counts, and the words that match a pattern.

Built on first use, once a generation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import nsmallest

from indexer.analysis.languages import ACCENTED, language_of_term, plain
from search.query.wildcards import fixed_start, matching


class Lexicon:
    """The terms of one positional field with the number of paragraphs that have them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, word: str) -> int:
        """Returns the number of paragraphs that have a word."""
        return self._counts.get(word, 0)

    def most_frequent(self, words: Sequence[str], most: int) -> list[str]:
        """Returns the `most` most frequent of some words; ties are in alphabetical order."""
        return nsmallest(most, words, key=lambda word: (-self.count(word), word))

    def starting(self, start: str) -> Sequence[str]:
        """Returns the words with a prefix, in alphabetical order."""
        first = bisect_left(self.words, start)
        return self.words[first : bisect_left(self.words, start + "\U0010ffff", first)]

    def matching(self, pattern: str) -> list[str]:
        """Returns the words that match a pattern of `wildcards.pieces`, in alphabetical order."""
        return matching(pattern, self.starting(fixed_start(pattern)))

    def of_length(self, length: int, within: int) -> list[str]:
        """Returns the words with `length` letters, give or take `within`."""
        lengths = range(length - within, length + within + 1)
        return [word for size in lengths for word in self._by_length.get(size, ())]

    def alike(self, word: str) -> Sequence[str]:
        """Returns the words that a term of another language than English may be without accents.

        One that is typed with accents, and is a word, is itself alone.
        """
        bare = plain(word)
        return (word,) if bare != word and self.count(word) else self._by_plain.get(bare, ())

    @cached_property
    def _by_plain(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._counts:
            if language_of_term(word) in ACCENTED:
                found.setdefault(plain(word), []).append(word)
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in self.words:
            found.setdefault(len(word), []).append(word)
        return found

    @cached_property
    def words(self) -> list[str]:
        """All words in alphabetical order."""
        return sorted(self._counts)


EMPTY = Lexicon({})
"""The lexicon of an empty index."""
