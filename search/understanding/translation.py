"""Translation of a query by the terms of the thesaurus, where its words are of another language.

Nothing is translated that the thesaurus does not have: numbers and names stay as they are, and the
words that are left over are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.analyzer import Term, terms
from indexer.analysis.languages import untagged
from indexer.parsing.text.languages import frequent_words
from search.query.ast import And, Exact, Field, Or, Query, Quoted, Words
from search.understanding.thesaurus import LONGEST, key_of, translations

_FEWEST_CHARACTERS = 2
"""Of a Chinese term that is found: a single character is part of another word more often."""
_MOST_WORDS = 64
"""Words of a query that are looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A query in another language.

    terms: terms as typed, each with those of the other language. left_out: words without one.
    """

    source: str
    target: str
    query: Query
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: tuple[str, ...]


def translation(
    query: Query, source: str, target: str, frequency: Callable[[str], float]
) -> Translation | None:
    """Returns a query of words and fields in another language; None for others, or without terms.

    frequency: tells whether the texts of that language have a word, such as a name.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    plain = [part for part in parts if isinstance(part, Words | Exact | Quoted)]
    if len(plain) + sum(isinstance(part, Field) for part in parts) != len(parts):
        return None
    text = (" " if source != "zh" else "").join(part.text for part in plain)
    reader = _Reader(source, target, frequency)
    found = tuple(reader.read(text, query.span))
    if not reader.terms:
        return None
    fields = tuple(part for part in parts if isinstance(part, Field))
    return Translation(
        source=source,
        target=target,
        query=And((*found, *fields), query.span) if len(found) + len(fields) > 1 else found[0],
        terms=tuple(reader.terms),
        left_out=tuple(reader.left_out),
    )


class _Reader:
    """A reader of words from left to right, the longest known term first."""

    def __init__(self, source: str, target: str, frequency: Callable[[str], float]) -> None:
        self.terms: list[tuple[str, tuple[str, ...]]] = []
        self.left_out: list[str] = []
        self._source, self._target = source, target
        self._frequency = frequency

    def read(self, text: str, span: tuple[int, int]) -> Iterator[Query]:
        words = terms(text, self._source)[:_MOST_WORDS]
        at = 0
        while at < len(words):
            length = self._longest(text, words[at:])
            typed = text[words[at].start : words[at + max(length, 1) - 1].end]
            if length:
                others = translations(self._source, self._target)[key_of(typed, self._source)]
                self.terms.append((typed, others))
                ways = tuple(Words(other, span) for other in others)
                yield ways[0] if len(ways) == 1 else Or(ways, span)
            elif self._stays(typed):
                yield Words(typed, span)
            elif typed.lower() not in frequent_words(self._source):
                self.left_out.append(typed)
            at += max(length, 1)

    def _longest(self, text: str, words: Sequence[Term]) -> int:
        """Returns the number of words of the longest term that the words begin with."""
        known, small = translations(self._source, self._target), frequent_words(self._source)
        fewest = _FEWEST_CHARACTERS if self._source == "zh" else 1
        for length in range(min(LONGEST, len(words)), fewest - 1, -1):
            # Not with "of the" before or behind: the term is what is shown.
            if {untagged(words[0].literal), untagged(words[length - 1].literal)} & small:
                continue
            if key_of(text[words[0].start : words[length - 1].end], self._source) in known:
                return length
        return 0

    def _stays(self, word: str) -> bool:
        """Returns whether a word is a number or a name that texts of the other language have."""
        if word.lower() in frequent_words(self._source):
            return False
        if word.isdigit():
            return True
        named = word[:1].isupper() and self._source not in ("zh", "ar")
        return named and self._frequency(word) > 0
