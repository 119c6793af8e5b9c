"""The key by which paragraphs have the same wording, whatever their numbers.

Of the operative paragraphs of a session of the General Assembly about two in three repeat one of
an earlier session word for word, but for numbers: of resolutions, years, sessions and amounts.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from indexer.parsing.knowledge.dates import MONTHS, read_ordinal

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_NUMBER = "#"
_MONTHS = frozenset(month.lower() for month in MONTHS)
_TENS = frozenset(
    {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"}
)
_SMALLEST_SESSION = 11
"""Smaller ordinals are seldom a session's: "the first time", "the Third Committee"."""
_BEFORE_SESSION = 3
"""Words between an ordinal and its "session": "its fifth regular substantive session"."""
# "#, # and #", "# of # December #": a list of resolutions grows by one each year.
_RUN = re.compile(rf"{_NUMBER}(?: (?:of |and |to )?{_NUMBER})+")


def wording_key(text: str) -> str:
    """Returns the key of a text's wording: equal keys mean the same words but for numbers.

    Numbers, dates, symbols and ordinals of sessions are set aside, and so are case and
    punctuation. Sixteen hexadecimal digits; empty where the text has no words.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if not words:
        return ""
    plain = _RUN.sub(_NUMBER, " ".join(_without_numbers(words)))
    return hashlib.blake2b(plain.encode(), digest_size=8).hexdigest()


def _without_numbers(words: list[str]) -> list[str]:
    return [
        _NUMBER if may_be_number(word) and _is_number(words, place) else word
        for place, word in enumerate(words)
    ]


@lru_cache(maxsize=65_536)
def may_be_number(word: str) -> bool:
    """Tells whether a word could stand for a number, whatever is around it; few words could."""
    return (
        any(char.isdigit() for char in word)
        or word in _TENS
        or word == "one"
        or word in _MONTHS
        or (word.endswith(("th", "st", "nd", "rd")) and read_ordinal(word) is not None)
    )


def _is_number(words: list[str], place: int) -> bool:
    word = words[place]
    if any(char.isdigit() for char in word) or word in _TENS:
        return True
    if word == "one":
        return words[place + 1 : place + 2] == ["hundred"]
    if word in _MONTHS:
        around = words[max(place - 1, 0) : place + 2]
        return any(other[:1].isdigit() for other in around)
    number = read_ordinal(word) if word.endswith(("th", "st", "nd", "rd")) else None
    if number is None:
        return False
    after_ten = place > 0 and words[place - 1] in _TENS
    nearby = words[place + 1 : place + 2 + _BEFORE_SESSION]
    return (
        number >= _SMALLEST_SESSION
        or after_ten
        or any(other in ("session", "sessions") for other in nearby)
    )
