"""Marks of words: which words of a text are written as names, and which stand in quotation marks.

Terms have neither case nor punctuation. What replaces a name or a title makes another paragraph of
a formula ("the item entitled ..."), so both are kept beside the terms, one digit a term.
"""

from __future__ import annotations

import re
from functools import cache

from indexer.analysis.analyzer import LONGEST_TERM, forms_in
from indexer.parsing.text.languages import EN

NAME, QUOTED = 1, 2
"""Bits of a mark, which is their sum: a digit."""

_ENDS = 4
"""Beside a mark: a sentence or clause ends behind the word, and a capital there says nothing."""
_LAST = re.compile(b"[\4\5]")
_NAMES = bytes(byte & NAME for byte in range(256))
_DIGITS = bytes([*b"0123", *range(4, 256)])
_BEHIND = re.compile(r"[.:;!?…]\W*$")
_QUOTES = re.compile('[“”"«»《》]')
_OPENING = "“«《"
_KEPT = 1 << 16


def marks(text: str, language: str = EN) -> str:
    """Returns the marks of a text's terms, in the order of `analyzer.terms`."""
    stretches = text.split()
    found = _names(b"".join(map(_marks(language).__getitem__, stretches)))
    if _QUOTES.search(text):
        for number in _quoted(stretches, language):
            found[number] |= QUOTED
    return found.translate(_DIGITS).decode("ascii")


def _names(raw: bytes) -> bytearray:
    """Returns which words are names: capitals that do not begin a sentence."""
    found = bytearray(raw.translate(_NAMES))
    for end in re.finditer(_LAST, raw):
        found[end.end() : end.end() + 1] = b"\0"[: len(found) - end.end()]
    found[:1] = b"\0"[: len(found)]
    return found


class _Marks(dict[str, bytes]):
    """The marks of the words in a stretch of text by itself; worked out when first asked."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, stretch: str) -> bytes:
        if len(self) >= _KEPT:
            self.clear()
        pieces = (stretch[start:end] for _, _, start, end in forms_in(stretch, self._language))
        found = bytearray(NAME * (piece != piece.lower()) for piece in pieces)
        if found and _BEHIND.search(stretch):
            found[-1] |= _ENDS
        value = bytes(found)
        if len(stretch) <= LONGEST_TERM:
            self[stretch] = value
        return value


_marks = cache(_Marks)


def _quoted(stretches: list[str], language: str) -> list[int]:
    """Returns the numbers of the words between quotation marks."""
    found, number, depth = [], 0, 0
    for stretch in stretches:
        if not depth and not _QUOTES.search(stretch):
            number += len(_marks(language)[stretch])
            continue
        signs = [(sign.start(), sign[0]) for sign in _QUOTES.finditer(stretch)]
        for _, _, start, _ in forms_in(stretch, language):
            while signs and signs[0][0] < start:
                depth = _depth(depth, signs.pop(0)[1])
            if depth:
                found.append(number)
            number += 1
        for _, sign in signs:
            depth = _depth(depth, sign)
    return found


def _depth(depth: int, sign: str) -> int:
    """Returns how many quotations are open behind a sign; straight ones open and close in turn."""
    if sign == '"':
        return 0 if depth else 1
    return depth + 1 if sign in _OPENING else max(depth - 1, 0)
