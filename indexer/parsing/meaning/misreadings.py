"""Misreadings of scans: "Recailing", "l." for "1.", "(6)" for "(b)".

Used only on text without italics, as scans have it; where italics are known, so are the openings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from indexer.parsing.knowledge.verbs import Opening, opening_words, read_opening

_SHORTEST = 6  # letters; shorter words are too like others
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_FIGURES = str.maketrans({"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0", "S": "5"})
_MISREAD_NUMBER = re.compile(r"([\dlI|iOoS](?: ?[\dlI|OoS]){0,2})\s?[.,]\s+(?=[“\"A-Za-z])")
_DIGIT_FOR_LETTER = {"(6)": "(b)", "(5)": "(b)", "(8)": "(b)", "(0)": "(o)", "(1)": "(i)"}
_SLIPPED = re.compile(r"[(\[{]\s?([a-z]{1,4}|\d{1,2})\s?[)}\]]{1,2}\s*(?=\S)")


@lru_cache(maxsize=4096)
def _near(word: str) -> str | None:
    """Returns the opening word that differs from a word by one letter inside it."""
    if len(word) < _SHORTEST:
        return None
    for known in opening_words():
        inside = word[0] == known[0] and word[-1] == known[-1]
        if inside and len(known) >= _SHORTEST and _one_apart(word, known):
            return known
    return None


def _one_apart(word: str, other: str) -> bool:
    """Tells whether one letter put in, left out or changed makes one word the other."""
    if abs(len(word) - len(other)) > 1 or word == other:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    shift = (len(word) > len(other)), (len(other) > len(word))
    skip = (1, 0) if shift[0] else (0, 1) if shift[1] else (1, 1)
    return word[start + skip[0] :] == other[start + skip[1] :]


def read_misread_opening(text: str) -> Opening | None:
    """Reads an opening whose first word has one wrong letter; None for any other text.

    Its end is counted in the text as it stands.
    """
    match = _FIRST_WORD.match(text)
    if match is None or not match[0][0].isupper():
        return None
    known = _near(match[0].lower())
    if known is None:
        return None
    opening = read_opening(known + text[match.end() :])
    shift = len(match[0]) - len(known)
    return replace(opening, end=opening.end + shift) if opening else None


def misread_number(text: str) -> tuple[int, int] | None:
    """Returns (number, end of the label) of a line that begins with a misread number."""
    match = _MISREAD_NUMBER.match(text)
    if match is None:
        return None
    figures = match[1].replace(" ", "").translate(_FIGURES)
    return (int(figures), match.end()) if figures.isdecimal() else None


def misread_letter(text: str) -> tuple[str, int] | None:
    """Returns (label, end) of a line whose label has misread brackets: "(c})"."""
    match = _SLIPPED.match(text)
    return (f"({match[1]})", match.end()) if match else None


def _between(before: str | None, after: str | None) -> str | None:
    """Returns the one letter between two: "(d)" between "(c)" and "(e)"."""
    letters = re.fullmatch(r"\(([a-z])\) \(([a-z])\)", f"{before} {after}")
    if letters is None or ord(letters[2]) - ord(letters[1]) != 2:
        return None
    return f"({chr(ord(letters[1]) + 1)})"


def mended_labels(labels: Sequence[str | None]) -> list[str | None]:
    """Returns the labels of a list in order, figures that stand for letters put right.

    "(6)" between "(a)" and "(c)" is "(b)"; so is one after "(a)" that no figure follows. "(1)"
    before "(ii)" is "(i)".
    """
    mended = list(labels)
    for index, label in enumerate(labels):
        before = mended[index - 1] if index else None
        after = labels[index + 1] if index + 1 < len(labels) else None
        if between := _between(before, after):
            mended[index] = between
            continue
        if label not in _DIGIT_FOR_LETTER:
            continue
        if label == "(1)":
            if after == "(ii)":
                mended[index] = "(i)"
        elif before and re.fullmatch(r"\([a-z]\)", before) and not re.match(r"\(\d", after or ""):
            following = f"({chr(ord(before[1]) + 1)})"
            if following == _DIGIT_FOR_LETTER[label]:
                mended[index] = following
    return mended
