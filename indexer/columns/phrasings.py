"""Phrasings: the words of paragraphs with numbers set aside, and sketches to find edits by.

Numbers in a row are one, however they are joined: a list of resolutions grows by one each year.
The key of a phrasing depends on its words alone, so that it is the same in whatever order
documents are added. The **sketch** of a phrasing is the smallest of its runs of three words: texts
that share most of their runs share some of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.columns.runs import (
    Codes,
    Numbers,
    Runs,
    codes_of,
    different,
    packed,
    runs_within,
    unpacked,
)
from indexer.columns.texts import Places, Tokens, chunks, in_parts, standing

Flags = npt.NDArray[np.bool_]

SKETCH = 12
"""Runs of a sketch: half the words of most paragraphs may change, and one is still shared."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_JOINING = ("of", "and", "to")
"""Words between numbers: "resolutions 72/1 of 4 December 2017 and 73/2"."""


@dataclass(frozen=True, slots=True)
class PhrasingTable:
    """The phrasings of paragraphs.

    keys: by paragraph. runs: of the sketches of different phrasings, ascending. places: the first
    paragraph that has the phrasing.
    """

    keys: Codes
    runs: Runs
    places: Runs


def phrasing_table(
    tokens: Tokens, ends: Places, phrased: npt.NDArray[np.uint8], words: Sequence[str]
) -> PhrasingTable:
    """Returns the phrasings of paragraphs.

    tokens, ends: the words of all paragraphs and where each paragraph's end. phrased: 0 for those
    that have none, 1 for all others.
    """
    plain = PlainWords(words)
    found = np.zeros(len(ends), np.uint64)
    for part, owner, start in chunks(tokens, ends):
        kept = plain.kept(part, owner)
        texts = min(len(ends) - start, int(owner.max(initial=0)) + 1)
        found[start : start + texts] = keys(plain.codes[part[kept]], owner[kept], texts)
    found *= phrased
    _, first = np.unique(found, return_index=True)
    runs, places = [np.empty(0, np.uint32)], [np.empty(0, np.uint32)]
    for some, _ in in_parts(np.sort(first[found[first] != 0])):
        at, owner = standing(ends, some)
        part = tokens[at]
        kept = plain.kept(part, owner)
        sketch, whose = sketches(plain.codes[part[kept]], owner[kept])
        runs.append(sketch)
        places.append(some[whose].astype(np.uint32))
    return PhrasingTable(found, *by_run(np.concatenate(runs), np.concatenate(places)))


class PlainWords:
    """The words of a vocabulary with numbers set aside."""

    def __init__(self, words: Sequence[str]) -> None:
        self.codes = codes_of(words)
        number, *joining = codes_of(["1", *_JOINING])
        self.numbers: Flags = self.codes == number
        self._joining: Flags = np.isin(self.codes, joining)

    def kept(self, words: npt.NDArray[np.uint32], owner: Numbers) -> Flags:
        """Returns which words of several texts stay: of numbers in a row only the first.

        words: their numbers in the vocabulary, text after text. owner: whose each is.
        """
        number, dropped = self.numbers[words], np.zeros(len(words), bool)
        follows = number[1:] & number[:-1] & (owner[1:] == owner[:-1])
        dropped[1:] |= follows
        joined = number[2:] & self._joining[words[1:-1]] & number[:-2] & (owner[2:] == owner[:-2])
        dropped[2:] |= joined
        dropped[1:-1] |= joined
        return ~dropped


def keys(codes: Codes, owner: Numbers, texts: int) -> Codes:
    """Returns the key of each of several texts' phrasing, 0 for those without words.

    codes: of the words that are kept. owner: whose each is, ascending.
    """
    lengths = np.bincount(owner, minlength=texts)
    begun = np.cumsum(lengths) - lengths
    place = np.arange(len(owner)) - begun[owner]
    powers = np.full(int(lengths.max(initial=0)) + 1, _FACTOR)
    powers = np.cumprod(powers, dtype=np.uint64)
    found = np.zeros(texts, np.uint64)
    some = np.flatnonzero(lengths)
    if len(some):
        found[some] = np.add.reduceat(codes * powers[place], begun[some])
    return found


def sketches(codes: Codes, owner: Numbers) -> tuple[Runs, Runs]:
    """Returns the sketches of several texts as runs, and whose each is, in the order of owners."""
    runs, of = runs_within(codes, owner)
    pairs = packed(of, runs)
    pairs.sort()
    owners, smallest = unpacked(different(pairs))
    first = np.searchsorted(owners, owners)
    chosen = np.arange(len(owners)) - first < SKETCH
    return smallest[chosen], owners[chosen]


def by_run(runs: Runs, owners: Runs) -> tuple[Runs, Runs]:
    """Returns runs and their owners in the order of runs, then of owners."""
    pairs = packed(runs, owners)
    pairs.sort()
    return unpacked(pairs)
