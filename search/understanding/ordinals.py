"""Ordinals: "77th", as people type, to "seventy-seventh", as texts write."""

from __future__ import annotations

import re

_ORDINAL = re.compile(r"([1-9]\d?)(?:st|nd|rd|th)", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+")
_UP_TO_NINETEEN: list[str] = _WORDS.findall(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS: list[str] = _WORDS.findall("twenty thirty forty fifty sixty seventy eighty ninety")


def ordinal_words(text: str) -> str | None:
    """Returns an ordinal from 1st to 99th in words; None for other texts."""
    found = _ORDINAL.fullmatch(text)
    if found is None:
        return None
    tens, ones = divmod(int(found[1]), 10)
    if tens < 2:
        return _UP_TO_NINETEEN[int(found[1]) - 1]
    if not ones:
        return f"{_TENS[tens - 2][:-1]}ieth"
    return f"{_TENS[tens - 2]}-{_UP_TO_NINETEEN[ones - 1]}"
