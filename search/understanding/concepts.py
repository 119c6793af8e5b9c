"""Concepts: what the words of a query ask for, one by one, with what texts write instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from indexer.analysis.analyzer import Term, terms
from indexer.schema import TEXT, TEXT_LITERAL, TITLE
from search import deadline
from search.assistance.spelling import better_word
from search.binding.bound import Among, Bound, Or, Phrase, Word
from search.binding.lexicon import Lexicon
from search.binding.terms import Lexicons
from search.understanding.knowledge import organ_words, other_words, small_words, stems
from search.understanding.ordinals import ordinal_words

_LONGEST = max(map(len, (*other_words(), *organ_words())))
_MOST_CORRECTED = 24
"""Unknown words of a text that are set right."""
SCALE = 100
"""What one unit of rarity (a natural logarithm) weighs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What a word, or several that mean one thing, asks for.

    text: as typed. stems: of it. match: where it stands, in these or other words. wide: also where
    the title above has it. weight: its rarity. also: other words that were looked for. corrected:
    the word it was set right to.
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
    """The concepts of a text, and the words that carry nothing or that no paragraph has."""

    kept: tuple[Concept, ...]
    left_out: tuple[str, ...]
    unknown: tuple[str, ...]


def concepts_of(text: str, lexicons: Lexicons, paragraphs: int) -> Concepts:
    """Returns the concepts of a plain text; paragraphs: how many the index has."""
    reader = _Reader(lexicons(TEXT), lexicons(TEXT_LITERAL), max(paragraphs, 1))
    found = list(reader.read(text))
    kept = {one.stems: one for one in found if isinstance(one, Concept)}
    return Concepts(
        kept=tuple(kept.values()),
        left_out=tuple(dict.fromkeys(reader.left_out)),
        unknown=tuple(dict.fromkeys(reader.unknown)),
    )


class _Reader:
    """Reads words from left to right, the longest known phrase first."""

    def __init__(self, stemmed: Lexicon, literal: Lexicon, paragraphs: int) -> None:
        self.left_out: list[str] = []
        self.unknown: list[str] = []
        self._stemmed = stemmed
        self._literal = literal
        self._paragraphs = paragraphs
        self._looked_up = 0

    def read(self, text: str) -> Iterator[Concept]:
        words = terms(text)
        at = 0
        while at < len(words):
            deadline.check()
            concept, length = self._phrase(text, words, at) or (self._word(text, words[at]), 1)
            if concept is not None:
                yield concept
            at += length

    def _phrase(self, text: str, words: Sequence[Term], at: int) -> tuple[Concept, int] | None:
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            some = words[at : at + length]
            found = tuple(term.stem for term in some)
            typed = text[some[0].start : some[-1].end]
            if found in other_words():
                return self._in_other_words(typed, other_words()[found]), length
            if found in organ_words():
                return self._organ(typed, organ_words()[found]), length
        return None

    def _in_other_words(self, typed: str, others: tuple[str, ...]) -> Concept:
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
        """An organ that is named: a text may name it too, or be its own."""
        said = stems(typed)
        own = Among("organ", frozenset({organ}))
        return Concept(
            text=typed,
            stems=said,
            match=Or((_any_of([said]), own)),
            wide=Or((_any_of([said]), own)),
            weight=SCALE,
        )

    def _word(self, text: str, term: Term) -> Concept | None:
        typed = text[term.start : term.end]
        if term.literal in small_words() or (len(term.literal) == 1 and term.literal.isalpha()):
            self.left_out.append(typed)
            return None
        ways: list[tuple[str, ...]] = [(term.stem,)]
        if (ordinal := ordinal_words(term.literal)) is not None:
            ways.append(stems(ordinal))
        corrected = None
        if not self._stemmed.count(term.stem) and len(ways) == 1:
            corrected = self._corrected(term)
            if corrected is None:
                self.unknown.append(typed)
                return None
            ways = [stems(corrected)]
        return Concept(
            text=typed,
            stems=(term.stem,),
            match=_any_of(ways),
            wide=_any_of(ways, (TEXT, TITLE)),
            weight=self._weight([max(way, key=self._rarity) for way in ways]),
            corrected=corrected,
        )

    def _corrected(self, term: Term) -> str | None:
        """Look for what a word was meant to be, which takes long: only of the first ones."""
        self._looked_up += 1
        return better_word(term, self._literal) if self._looked_up <= _MOST_CORRECTED else None

    def _rarity(self, stem: str) -> float:
        return log((self._paragraphs + 1) / (self._stemmed.count(stem) + 0.5))

    def _weight(self, found: Sequence[str]) -> int:
        return max(1, round(SCALE * min(map(self._rarity, found))))


def _any_of(ways: Sequence[tuple[str, ...]], fields: tuple[str, ...] = (TEXT,)) -> Bound:
    """Ask for any of the ways of saying it in any of the fields."""
    parts = tuple(
        Word(field, way[0]) if len(way) == 1 else Phrase(field, way)
        for field in fields
        for way in ways
        if way
    )
    return parts[0] if len(parts) == 1 else Or(parts)
