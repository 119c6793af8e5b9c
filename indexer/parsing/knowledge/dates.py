"""Dates and session names as the UN prints them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from rapidfuzz.distance.Levenshtein import distance

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_DATE = re.compile(rf"(\d{{1,2}})\s*({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)

_UNITS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = dict(
    zip(
        ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"],
        range(20, 100, 10),
        strict=True,
    )
)


def find_date(text: str) -> date | None:
    """Returns the first date of a text ("18 December 2019"), None where there is none."""
    for match in _DATE.finditer(text):
        try:
            return date(int(match[3]), MONTHS.index(match[2].capitalize()) + 1, int(match[1]))
        except ValueError:  # 31 February: an extraction slip, not a date
            continue
    return None


@lru_cache(maxsize=4096)
def read_ordinal(words: str) -> int | None:
    """Returns the number of an ordinal in words, 1 to 199 ("seventy-fourth", "one hundredth")."""
    text = re.sub(r"[\s‑–-]+", "-", words.strip().lower())  # every kind of hyphen
    hundreds = 0
    if match := re.fullmatch(r"(?:one-)?hundred(?:th)?(?:-and)?(?:-(.+))?", text):
        hundreds, text = 100, match[1] or ""
        if not text:
            return hundreds
    if text in _UNITS:
        return hundreds + _UNITS.index(text) + 1
    if match := re.fullmatch(r"([a-z]+?)ieth", text):
        return hundreds + _TENS[match[1]] if match[1] in _TENS else None
    if match := re.fullmatch(r"([a-z]+)y-([a-z]+)", text):
        ten, unit = match.groups()
        if ten in _TENS and unit in _UNITS[:9]:
            return hundreds + _TENS[ten] + _UNITS.index(unit) + 1
    return None


_SESSION = re.compile(
    r"((?:one hundred (?:and )?)?[A-Za-z]+(?:[-‑][A-Za-z]+)?)\s+"
    r"(emergency special |special |)session",
    re.IGNORECASE,
)
_LEGIBLE = 8  # letters; shorter ordinals are too like others
_MISREAD = 2  # letters
_YEAR_SESSION = re.compile(r"\b((?:19|20)\d\d) session", re.IGNORECASE)


@lru_cache
def _spelled() -> dict[str, int]:
    """Returns the numbers of sessions by their ordinals, "first" to "ninety-ninth"."""
    words = {unit: number for number, unit in enumerate(_UNITS, 1)}
    for ten, number in _TENS.items():
        words[f"{ten}ieth"] = number
        words |= {f"{ten}y-{unit}": number + more for more, unit in enumerate(_UNITS[:9], 1)}
    return words


def misread_session(text: str) -> str | None:
    """Returns the session that a line of a scan names with a letter or two misread.

    None where two ordinals are equally near: "?ifth session".
    """
    match = _SESSION.search(text)
    word = match[1].lower() if match else ""
    if match is None or match[2] or len(word) < _LEGIBLE:
        return None
    apart = sorted((distance(word, known), number) for known, number in _spelled().items())
    (least, number), (next_least, _) = apart[:2]
    return str(number) if least <= _MISREAD and least < next_least else None


def find_session(text: str) -> str | None:
    """Returns the session that a line names: "74", "S-32", "ES-10", a year for ECOSOC."""
    if match := _YEAR_SESSION.search(text):
        return match[1]
    for match in _SESSION.finditer(text):
        words = match[1].split()
        for start in range(len(words)):
            if number := read_ordinal(" ".join(words[start:])):
                kind = match[2].strip().lower()
                return {"": "", "special": "S-", "emergency special": "ES-"}[kind] + str(number)
    return None
