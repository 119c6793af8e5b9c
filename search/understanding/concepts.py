"""Concepts: the words of a query, each with its alternatives in the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from indexer.analysis.analyzer import Term, terms
from indexer.analysis.analyzer import words as term_words
from indexer.analysis.languages import ACCENTED, tagged, untagged
from indexer.parsing.text.languages import EN, frequent_words
from indexer.schema import TEXT, TEXT_LITERAL, TITLE
from search import deadline
from search.assistance.spelling import better_word, is_abbreviation
from search.binding.bound import Among, Bound, Or, Phrase, Word
from search.binding.lexicon import Lexicon
from search.binding.terms import Lexicons
from search.understanding.knowledge import (
    longest_name,
    organ_words,
    other_words,
    small_words,
    stems,
)
from search.understanding.ordinals import ordinal_words

ShortForms = Mapping[str, Sequence[str]]
"""The full forms of short forms, by the literal short form."""
_MOST_CORRECTED = 24
"""Unknown words of a text that are set right."""
SCALE = 100
"""Weight of one unit of rarity (a natural logarithm)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A word of a query, or several that mean one thing.

    text: as typed. stems: its stems. match: its condition on the text, alternatives included.
    wide: the same on the text or title. weight: its rarity. also: the alternatives.
    corrected: its correction, if it was misspelt.
    """

    text: str
    stems: tuple[str, ...]
    match: Bound
    wide: Bound
    weight: int
    also: tuple[str, ...] = ()
    corrected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """The concepts of a text, its words without weight, and those that no paragraph has."""

    kept: tuple[Concept, ...]
    left_out: tuple[str, ...]
    unknown: tuple[str, ...]


def concepts_of(
    text: str,
    lexicons: Lexicons,
    paragraphs: int,
    short_forms: ShortForms,
    language: str = EN,
) -> Concepts:
    """Returns the concepts of a plain text.

    paragraphs: the number in the index. short_forms: those of its texts, with what they stand for.
    language: that of the text; alternatives are known for English alone.
    """
    reader = _Reader(
        lexicons(TEXT), lexicons(TEXT_LITERAL), max(paragraphs, 1), short_forms, language
    )
    found = list(reader.read(text))
    kept = {one.stems: one for one in found if isinstance(one, Concept)}
    return Concepts(
        kept=tuple(kept.values()),
        left_out=tuple(dict.fromkeys(reader.left_out)),
        unknown=tuple(dict.fromkeys(reader.unknown)),
    )


class _Reader:
    """A reader of words from left to right, the longest known phrase first."""

    def __init__(
        self,
        stemmed: Lexicon,
        literal: Lexicon,
        paragraphs: int,
        short_forms: ShortForms,
        language: str,
    ) -> None:
        self.left_out: list[str] = []
        self.unknown: list[str] = []
        self._stemmed = stemmed
        self._literal = literal
        self._paragraphs = paragraphs
        self._short_forms = short_forms
        self._looked_up = 0
        self._language = language
        self._small = small_words() if language == EN else frequent_words(language)

    def read(self, text: str) -> Iterator[Concept]:
        words = terms(text, self._language)
        if self._language == "zh":
            yield from self._characters(text, words)
            return
        at = 0
        while at < len(words):
            deadline.check()
            concept, length = self._phrase(text, words, at) or (self._word(text, words[at]), 1)
            if concept is not None:
                yield concept
            at += length

    def _phrase(self, text: str, words: Sequence[Term], at: int) -> tuple[Concept, int] | None:
        for length in range(min(longest_name(), len(words) - at), 0, -1):
            some = words[at : at + length]
            found = tuple(term.stem for term in some)
            typed = text[some[0].start : some[-1].end]
            if found in other_words():
                return self._in_other_words(typed, other_words()[found]), length
            if found in organ_words():
                return self._organ(typed, organ_words()[found]), length
        others = self._short_forms.get(words[at].literal)
        if others and words[at].literal not in self._small:
            return self._in_other_words(text[words[at].start : words[at].end], others), 1
        return None

    def _in_other_words(self, typed: str, others: Sequence[str]) -> Concept:
        ways = tuple(dict.fromkeys((stems(typed), *map(stems, others))))
        return Concept(
            text=typed,
            stems=stems(typed),
            match=_any_of(ways),
            wide=_any_of(ways, (TEXT, TITLE)),
            weight=self._weight([max(way, key=self._rarity) for way in ways]),
            also=tuple(other for other in others if stems(other) != stems(typed)),
        )

    def _organ(self, typed: str, organ: str) -> Concept:
        """Returns the concept of an organ: texts that name it, and its own resolutions."""
        words = stems(typed)
        own = Among("organ", frozenset({organ}))
        return Concept(
            text=typed,
            stems=words,
            match=Or((_any_of([words]), own)),
            wide=Or((_any_of([words]), own)),
            weight=SCALE,
        )

    def _word(self, text: str, term: Term) -> Concept | None:
        typed = text[term.start : term.end]
        word = untagged(term.literal)
        if word in self._small or (len(word) == 1 and word.isalpha()):
            self.left_out.append(typed)
            return None
        ways: list[tuple[str, ...]] = [(term.stem,)]
        also: tuple[str, ...] = ()
        if (ordinal := ordinal_words(term.literal)) is not None:
            ways.append(stems(ordinal))
            also = (ordinal,)
        corrected = None
        if not self._stemmed.count(term.stem) and self._language in ACCENTED:
            others = self._literal.alike(term.literal)
            found = (
                stem
                for other in others
                for stem in term_words(untagged(other), literal=False, language=self._language)
            )
            ways = [(stem,) for stem in dict.fromkeys(found)] or ways
        if not self._stemmed.count(ways[0][0]) and len(ways) == 1:
            corrected = None if is_abbreviation(typed, text) else self._corrected(term)
            if corrected is None:
                self.unknown.append(typed)
                return None
            ways = [tuple(term_words(corrected, literal=False, language=self._language))]
        return Concept(
            text=typed,
            stems=(term.stem,),
            match=_any_of(ways),
            wide=_any_of(ways, (TEXT, TITLE)),
            weight=self._weight([max(way, key=self._rarity) for way in ways]),
            also=also,
            corrected=corrected,
        )

    def _characters(self, text: str, words: Sequence[Term]) -> Iterator[Concept]:
        """Yields each two Chinese characters in a row, and other words by themselves."""
        pairs = [
            (left, right)
            for left, right in pairwise(words)
            if left.end == right.start and not {left.literal, right.literal} & self._small_terms
        ]
        paired = {term for pair in pairs for term in pair}
        for term in words:
            if term not in paired and (concept := self._word(text, term)) is not None:
                yield concept
        for left, right in pairs:
            way = (left.stem, right.stem)
            if all(map(self._stemmed.count, way)):
                yield Concept(
                    text=text[left.start : right.end],
                    stems=way,
                    match=_any_of([way]),
                    wide=_any_of([way], (TEXT, TITLE)),
                    weight=max(1, round(SCALE * max(map(self._rarity, way)))),
                )

    @property
    def _small_terms(self) -> frozenset[str]:
        return frozenset(tagged(word, self._language) for word in self._small)

    def _corrected(self, term: Term) -> str | None:
        """Returns what a word was meant to be; only for the first ones, as it takes long."""
        self._looked_up += 1
        return better_word(term, self._literal) if self._looked_up <= _MOST_CORRECTED else None

    def _rarity(self, stem: str) -> float:
        return log((self._paragraphs + 1) / (self._stemmed.count(stem) + 0.5))

    def _weight(self, found: Sequence[str]) -> int:
        return max(1, round(SCALE * min(map(self._rarity, found))))


def _any_of(ways: Sequence[tuple[str, ...]], fields: tuple[str, ...] = (TEXT,)) -> Bound:
    """Returns a condition that one of the alternatives occurs in one of the fields."""
    parts = tuple(
        Word(field, way[0]) if len(way) == 1 else Phrase(field, way)
        for field in fields
        for way in ways
        if way
    )
    return parts[0] if len(parts) == 1 else Or(parts)
