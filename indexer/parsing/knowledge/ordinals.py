"""Ordinals in words as citations use them: "third item", "13th item"."""

from __future__ import annotations

_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def ordinal_word(number: int) -> str:
    """Returns an ordinal, in words up to twelve: "third", "13th", "21st"."""
    if 1 <= number <= len(_WORDS):
        return _WORDS[number - 1]
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else _ENDINGS.get(number % 10, 'th')}"


def read_ordinal(text: str) -> int:
    """Returns the number of an ordinal such as "third" or "13th"; 0 for other text."""
    word = text.lower()
    if word in _WORDS:
        return _WORDS.index(word) + 1
    digits = word.rstrip("sthnrd")
    return int(digits) if digits.isdecimal() else 0
