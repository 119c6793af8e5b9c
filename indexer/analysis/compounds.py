"""Compounds: the ways in which one may be written (peacebuilding, peace-building).

Hyphens part words, so a compound has one term or two in an index, as its author wrote it. A query
for its stems asks for all of its writings; a query for literal forms does not. Phrases and
alternatives are dear, so an engine may be given terms of compounds beside those of their words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from indexer.analysis.spellings import read_table
from indexer.analysis.stemming import word_stem

Stems = tuple[str, ...]

_SHORTEST_REST = 4
"""Letters behind a prefix that may stand before any word."""
_LONGEST = 8
"""Words of a run that is looked through for compounds: no compound has more."""
_MOST_WRITINGS = 16


@dataclass(frozen=True, slots=True)
class _Compounds:
    """What the table says, in stems.

    joined: the whole of two parts. parted: the ways to part a whole. first: what compounds may
    begin with; before_any: with any word behind it.
    """

    joined: Mapping[Stems, str]
    parted: Mapping[str, frozenset[Stems]]
    prefixes: tuple[str, ...]
    first: frozenset[str]
    before_any: frozenset[str]


def compound_term(left: str, right: str) -> str | None:
    """Returns the term of two stems in a row that are one compound; None if they are not."""
    known = _compounds()
    # No stem has a "-" in it.
    compound = left in known.first and (left in known.before_any or (left, right) in known.joined)
    return f"{left}-{right}" if compound else None


def whole_term(word: str, ways: frozenset[Stems]) -> str | None:
    """Returns the term of a stem and all ways in two words; None unless they are one compound."""
    # Nor a "=".
    return f"={word}" if ways and _compounds().parted.get(word) == ways else None


def compound_terms(stems: Sequence[str]) -> list[str]:
    """Returns the terms of the compounds in a text by its stems.

    Each has one however it is written, and one more where it is written as two words.
    """
    known = _compounds()
    found = [f"={stem}" for stem in stems if stem in known.parted]
    for left, right in pairwise(stems):
        if left in known.first and (term := compound_term(left, right)) is not None:
            found.append(term)
            if whole := known.joined.get((left, right)):
                found.append(f"={whole}")
    return found


def writings(words: Sequence[str]) -> frozenset[Stems]:
    """Returns the stems of literal words that stand in a row, in each way of writing them.

    Where compounds are very many, only the first ways are given, that of the words themselves among
    them.
    """
    if len(words) > _LONGEST:
        return frozenset({tuple(map(word_stem, words))})
    found: list[list[Stems]] = [[()]]
    for place, word in enumerate(words):
        ways = [(*way, *one) for way in found[place] for one in _alone(word)]
        if place:
            together = _together(words[place - 1], word)
            ways += [(*way, *one) for way in found[place - 1] for one in together]
        found.append(list(dict.fromkeys(ways))[:_MOST_WRITINGS])
    return frozenset(found[-1])


def compound_writings(left: str, right: str) -> frozenset[Stems]:
    """Returns the other writings of two literal words as one compound; none if they are not one."""
    return frozenset(_together(left, right)) - {(word_stem(left), word_stem(right))}


def _alone(word: str) -> list[Stems]:
    stem = word_stem(word)
    return [(stem,), *sorted(_parts(word, stem))]


def _together(left: str, right: str) -> list[Stems]:
    pair = (word_stem(left), word_stem(right))
    whole = left + right
    stem = _compounds().joined.get(pair) or (word_stem(whole) if _is_prefixed(whole, left) else "")
    return [(stem,), *sorted({pair} | _parts(whole, stem))] if stem else []


def _parts(word: str, stem: str) -> frozenset[Stems]:
    found = _compounds().parted.get(stem, frozenset())
    starts = (start for start in _compounds().prefixes if _is_prefixed(word, start))
    return found | {(word_stem(start), word_stem(word.removeprefix(start))) for start in starts}


def _is_prefixed(word: str, start: str) -> bool:
    rest = word.removeprefix(start)
    long_enough = len(word) > len(rest) >= _SHORTEST_REST
    return start in _compounds().prefixes and long_enough and rest.isalpha()


@cache
def _compounds() -> _Compounds:
    raw = read_table("compounds")
    pairs = [pair.split() for pair in raw["pairs"]]
    pairs += [[start, rest] for start, rests in raw["prefixed"].items() for rest in rests]
    joined = {tuple(map(word_stem, pair)): word_stem("".join(pair)) for pair in pairs}
    parted: dict[str, set[Stems]] = {}
    for stems, whole in joined.items():
        parted.setdefault(whole, set()).add(stems)
    kept = {whole: frozenset(ways) for whole, ways in parted.items()}
    before_any = frozenset(map(word_stem, raw["prefixes"]))
    return _Compounds(
        joined=joined,
        parted=kept,
        prefixes=tuple(raw["prefixes"]),
        first=before_any | {left for left, _ in joined},
        before_any=before_any,
    )
