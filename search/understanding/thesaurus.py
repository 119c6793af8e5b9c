"""Thesaurus, for queries: terms of the United Nations found in them, and in another language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from indexer.analysis.analyzer import terms
from indexer.analysis.languages import plain, untagged
from indexer.parsing.knowledge.thesaurus import COLUMNS, concepts
from indexer.parsing.text.languages import frequent_words

LONGEST = 8
"""Words of a term that is found in a query; characters in Chinese."""
_FREQUENT, _KNOWN = 1e-2, 1e-4
"""Shares of paragraphs that frequent words and words of terms are taken to be in."""

_WORD = re.compile(r"[^\W\d_]+")
Key = tuple[str, ...]


@cache
def translations(source: str, target: str) -> Mapping[Key, tuple[str, ...]]:
    """Returns the terms of one language by the keys of another's."""
    if source not in COLUMNS or target not in COLUMNS:
        return {}  # documents may say that they are in any language
    here, there = COLUMNS.index(source), COLUMNS.index(target)
    found: dict[Key, dict[str, None]] = {}
    for one in concepts():
        if one[here] and one[there]:
            found.setdefault(key_of(one[here], source), {})[one[there]] = None
    return {key: tuple(several) for key, several in found.items()}


def key_of(text: str, language: str) -> Key:
    """Returns the stems of a text without accents and frequent words, by which terms are found.

    Arabic stems throw a noun and its adjectives together, so there it is the words without article.
    """
    small = frequent_words(language)
    found = [term for term in terms(text, language) if untagged(term.literal) not in small]
    if language == "ar":
        return tuple(plain(untagged(term.literal)).removeprefix("ال") for term in found)
    return tuple(plain(untagged(term.stem)) for term in found)


def known_share(language: str, word: str) -> float:
    """Returns about how often a word occurs in a language that an index has no such texts in."""
    word = word.casefold()
    if word in frequent_words(language):
        return _FREQUENT
    return _KNOWN if plain(word) in _words(language) else 0.0


@cache
def _words(language: str) -> frozenset[str]:
    here = COLUMNS.index(language)
    # Not by `terms`, which would read the language's dictionary.
    return frozenset(plain(word) for one in concepts() for word in _WORD.findall(one[here]))
