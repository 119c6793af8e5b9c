"""Short forms that a text defines: "Sustainable Development Goals (SDGs)".

The letters of the short form have to stand in the words before the bracket in their order, the
first at the beginning of a word, as Schwartz and Hearst found to be right nearly always ("A simple
algorithm for identifying abbreviation definitions in biomedical text", 2003). Missions of the
United Nations have short forms of other languages (MONUSCO), so they are known by their name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACKET = re.compile(r" \((?:the )?[“\"]?([A-Z][A-Za-z&’-]{1,14})[”\"]?\)")
_ROMAN = re.compile(r"[IVXLC]+(?:-[IVXLC]+)?")
_MISSION = re.compile(
    r"United Nations(?: (?:[A-Z][\w’-]*|of|for|and))*? (?:Mission|Operation|Force)"
    r"(?: (?:(?:d’)?[A-Z][\w’-]*|of|for|and|in|the|a))*\Z"
)
_LEAST_CAPITALS = 2
_BREAK = re.compile(r"[;:()]|\b(?:that|which)\b")
_WORD = re.compile(r"\w[\w’]*")
_LITTLE = frozenset(
    "a an and at by for from in into of on or the to with de la les des du et".split()  # noqa: SIM905
)
_FAR = 200
"""Characters before a bracket in which the name is looked for."""


def short_forms(text: str) -> Iterator[tuple[str, str]]:
    """Yields the short forms that a text defines, each with its long form as written there."""
    for found in _BRACKET.finditer(text):
        short = found[1]
        if sum(map(str.isupper, short)) < _LEAST_CAPITALS or _ROMAN.fullmatch(short):
            continue
        before = text[max(found.start() - _FAR, 0) : found.start()]
        if (long := _spelt_out(short, before) or _mission(before)) is not None:
            yield short, long


def _spelt_out(short: str, before: str) -> str | None:
    """Returns the shortest end of a text whose words have the letters; None where there is none."""
    letters = [letter for letter in short.casefold().removesuffix("s") if letter.isalnum()]
    words = list(_WORD.finditer(before))
    if not letters or len(words) < 2:
        return None
    start = _aligned(letters, [word[0].casefold() for word in words])
    if start is None or start >= len(words) - 1:
        return None
    long = before[words[start].start() :]
    return None if _BREAK.search(long) else long


def _aligned(letters: list[str], words: list[str]) -> int | None:
    """Returns the word at whose beginning the first letter stands, the others in order after it.

    Letters are first words' beginnings, small words skipped; none but small ones is left over.
    """
    at = len(words)
    rest = list(letters)
    while rest:
        at -= 1
        if at < 0 or len(words) - at > len(letters) * 2 + 2:
            return None
        word = words[at]
        taken = 0 if word in _LITTLE and len(rest) == 1 else _taken(rest, word)
        if not taken and word not in _LITTLE:
            return None
        del rest[len(rest) - taken :]
    return at


def _taken(rest: list[str], word: str) -> int:
    """Returns how many of the last letters a word gives: its first one, and some inside it."""
    most = 0
    for size in range(1, min(len(rest), 4) + 1):
        some = rest[-size:]
        if some[0] == word[0] and _within(some, word):
            most = size
            if size == 1 and word in _LITTLE:
                break
    return most


def _within(letters: list[str], word: str) -> bool:
    place = 0
    for letter in letters:
        place = word.find(letter, place) + 1
        if not place:
            return False
    return True


def _mission(before: str) -> str | None:
    found = _MISSION.search(before, max(before.rfind("United Nations"), 0))
    return found[0] if found else None
