"""Numbers in words and letters: ordinals of sessions, Chinese numerals, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from indexer.parsing.knowledge.languages.tables import folded, table

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_PLACES = {"十": 10, "百": 100}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman_numeral(number: int) -> str:
    """Returns a number as a Roman numeral in lower case; empty for 0."""
    numeral = ""
    for value, letters in _ROMAN:
        numeral += letters * (number // value)
        number %= value
    return numeral


def chinese_number(text: str) -> int | None:
    """Returns the value of a Chinese numeral below 1,000 ("七十六"), or of digits."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, None
    for char in text:
        if char in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[char]
            digit = None
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0)


def read_ordinal(code: str, words: str) -> int | None:
    """Returns the number of an ordinal in words, or of one such as "57º"; None for other words."""
    words = folded(words).lower()
    if code == "zh":
        return chinese_number(words)
    if match := re.match(r"\d+", words):
        return int(match[0])
    return _ordinals(code).get(_plain(words))


@lru_cache
def _ordinals(code: str) -> Mapping[str, int]:
    words = table(code)["ordinals"]["words"]
    return {_plain(word): number for number, word in enumerate(words, 1)}


def _plain(words: str) -> str:
    """Returns words without what is written in several ways: hyphens, blanks, Arabic cases."""
    return re.sub(r"[\s-]", "", words).replace("ين", "ون").replace("ё", "е")
