"""Hyphens at the end of a line: those of print, which go, and those of words, which stay.

The document's own words count first, then those of the domain (`data/words.txt`, written by
`tools/words.py` from the UN's official texts).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"\w+(?:-\w+)*")
_BEFORE = re.compile(r"((?:[^\W\d_]{1,40}-){0,4})([^\W\d_]{1,40})-$")
_AFTER = re.compile(r"[^\W\d_]{2,40}")
_TORN = re.compile(r"\b([A-Za-z][a-z]+)- ([a-z]{3,})\b")
_SUSPENDED = frozenset(("and", "nor", "but", "plus", "rather", "through", "versus"))
_PREFIXES = frozenset(("non", "self", "ex", "all", "vice", "quasi", "half", "cross", "well"))
_STEM = 4  # letters
_LONG = 5  # letters of a known word that hardly is the end of another one


@lru_cache
def domain_words() -> frozenset[str]:
    """Returns the words of the domain, in small letters, those with hyphens whole."""
    text = files("indexer.parsing.data").joinpath("words.txt").read_text("ascii")
    return frozenset(text.split())


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Returns the words of a document in small letters, those with hyphens whole."""
    words: set[str] = set()
    for text in texts:
        words.update(_WORD.findall(text.lower()))
    return frozenset(words)


def is_soft(before: str, after: str, own: frozenset[str] = frozenset()) -> bool:
    """Tells "govern-" and "ments" from "long-" and "term": whether the hyphen is only of print.

    before: a text that ends with a hyphen. after: what follows it on the next line. own: the
    words of the document, as `vocabulary` gives them.
    """
    begun, rest = _BEFORE.search(before[-50:]), _AFTER.match(after)
    if not (begun and rest) or rest[0][0].isupper():
        return False
    if begun[1]:  # "out-of-pocket", but "non-govern-mental"
        last = begun[2].lower() + rest[0]
        if begun[1].lower() + last in own | domain_words():
            return True
        return last in own or (last in domain_words() and rest[0] not in domain_words())
    return _joins(begun[2].lower(), rest[0], own)


def mended(text: str, own: frozenset[str] = frozenset()) -> str:
    """Mends words that an extraction tore within a line: "Govern- ment", "peace- keeping"."""
    return _TORN.sub(lambda match: _whole(match, own), text) if "- " in text else text


def _whole(match: re.Match[str], own: frozenset[str]) -> str:
    first, second = match[1].lower(), match[2]
    known = own | domain_words() if own else domain_words()
    if second in _SUSPENDED or not {first + second, f"{first}-{second}"} & known:
        return match[0]
    return match[1] + ("" if _joins(first, second, own) else "-") + second


def _joins(first: str, second: str, own: frozenset[str]) -> bool:
    """Tells whether two halves of a word are written without a hyphen."""
    whole, hyphened = first + second, f"{first}-{second}"
    known = domain_words()
    if hyphened in own or whole in own:
        return hyphened not in own
    if any(word.startswith(hyphened[: len(first) + 1 + _STEM]) for word in _hyphened(own)):
        return False  # "co-operative" where the document writes "co-operation"
    if hyphened in known or whole in known:
        return hyphened not in known
    halves = second in known and (first in known or len(second) >= _LONG)
    return not halves and first not in _PREFIXES and len(first) > 1


@lru_cache(maxsize=4)
def _hyphened(own: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in own if "-" in word)
