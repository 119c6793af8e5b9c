"""Stems: one for all inflections and spellings of a word.

Snowball's English stemmer takes endings off; tables in `data` say what no ending can: variant
spellings, irregular inflections, and families of words that it would throw together.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from nltk.stem.snowball import SnowballStemmer

from indexer.analysis.spellings import bases, exceptional_stem, folded_spelling


@lru_cache(maxsize=1 << 14)  # a query asks for the stems of its words again and again
def word_stem(literal: str) -> str:
    """Returns the stem of a literal form."""
    word = literal.removesuffix("'s")
    if not (word.isascii() and word.replace("'", "").isalpha()):
        return literal
    word = folded_spelling(word)
    if family := exceptional_stem(word):
        return family
    base = folded_spelling(bases().get(word, word))
    return exceptional_stem(base) or regular_stem(base) or word


def regular_stem(word: str) -> str:
    """Returns the stem of a word as the stemmer alone makes it."""
    return str(_stemmer().stem(word))


def irregular_forms(stem: str) -> tuple[str, ...]:
    """Returns the irregular inflections that have a stem."""
    return _irregular().get(stem, ())


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for form in bases():
        stem = word_stem(form)
        found[stem] = (*found.get(stem, ()), form)
    return found


@cache
def _stemmer() -> SnowballStemmer:
    return SnowballStemmer("english")
