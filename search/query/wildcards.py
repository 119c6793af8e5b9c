"""Wildcards: `*` stands for any letters or none, `?` for exactly one.

A `?` at the end of a word is a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fnmatch import translate

from indexer.analysis.analyzer import terms
from indexer.analysis.languages import untagged
from indexer.parsing.text.languages import EN

_PUNCTUATION = "?!.,;:\u2026"
# Placeholders for wildcards: letters that occur in no text and that analysis does not change.
_STAR, _MARK = "\ua66e", "\ua6a0"
_TO_LETTERS = str.maketrans({"*": _STAR, "?": _MARK})
_TO_WILDCARDS = str.maketrans({_STAR: "*", _MARK: "?"})
_STARS = re.compile(r"\*+")


def has_wildcard(text: str) -> bool:
    """Returns whether a run of text has a wildcard in it."""
    return "*" in text or "?" in text.rstrip(_PUNCTUATION)


def without_question_mark(text: str) -> str:
    """Returns a run of text without the question marks at its end."""
    return text.rstrip("?")


def pieces(text: str, language: str = EN) -> list[str]:
    """Returns the words of a run of text, folded as those of paragraphs are, with their wildcards.

    Words that are nothing but wildcards stand for any word and are left out.
    """
    found = terms(text.translate(_TO_LETTERS), language)
    words = (_STARS.sub("*", term.literal.translate(_TO_WILDCARDS)) for term in found)
    return [word for word in words if untagged(word).strip("*?")]


def is_pattern(word: str) -> bool:
    """Returns whether one of `pieces` has a wildcard in it."""
    return "*" in word or "?" in word


def fixed_start(pattern: str) -> str:
    """Returns what a pattern has before its first wildcard."""
    return re.split(r"[*?]", pattern, maxsplit=1)[0]


def longest_fixed(pattern: str) -> str:
    """Returns the longest stretch without a wildcard."""
    return max(re.split(r"[*?]", pattern), key=len)


def matcher(pattern: str) -> Callable[[str], object]:
    """Returns a test of whole words, in time linear in the word's length for each wildcard."""
    return re.compile(translate(pattern)).match


def matching(pattern: str, words: Sequence[str]) -> list[str]:
    """Returns the words that match a pattern."""
    held, test = longest_fixed(pattern), matcher(pattern)
    return [word for word in words if held in word and test(word)]
