"""Runs: three words in a row, by which texts that share a stretch of words are found.

A run is a number of 32 bits. Numbers, months and ordinals are all the same word, as they change
from year to year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.columns.texts import Places, Tokens, in_parts, standing
from indexer.parsing.meaning.wording import may_be_number

Codes = npt.NDArray[np.uint64]
"""A number for each word, the same in every index."""
Numbers = npt.NDArray[np.int64]
Runs = npt.NDArray[np.uint32]

Keys = npt.NDArray[np.uint64]

WORDS = 3
"""Words of a run."""
_NUMBER = "#"
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
"""Odd numbers that spread products over 64 bits."""
_HALF, _FOLD = np.uint64(32), np.uint64(29)
_LOW = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class RunTable:
    """The runs of wordings, in the order of runs.

    runs, owners: each run of each wording once. places: by wording its first paragraph, ascending.
    sizes: by wording the number of its runs.
    """

    runs: Runs
    owners: Runs
    places: Places
    sizes: Runs


def run_table(tokens: Tokens, ends: Places, wordings: Keys, words: Sequence[str]) -> RunTable:
    """Returns the runs of the wordings of paragraphs.

    tokens, ends: the words of all paragraphs and where each paragraph's end. wordings: the key of
    each paragraph's wording; those of key 0 have none in common with others.
    """
    codes = codes_of(words)
    _, first = np.unique(wordings, return_index=True)
    keyless = np.flatnonzero(wordings == 0)
    places = np.unique(np.concatenate([first, keyless]))
    parts = [np.empty(0, np.uint64)]
    for some, start in in_parts(places):
        at, owner = standing(ends, some)
        runs, whose = runs_within(codes[tokens[at]], owner)
        parts.append(packed(runs, whose + start))
    pairs = np.concatenate(parts)
    pairs.sort()
    runs, owners = unpacked(different(pairs))
    sizes = np.bincount(owners, minlength=len(places))
    return RunTable(runs, owners, places, sizes.astype(np.uint32))


def codes_of(words: Sequence[str]) -> Codes:
    """Returns a number for each word."""
    return np.array([_code(word) for word in words], np.uint64)


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> int:
    plain = _NUMBER if may_be_number(word) else word
    return int.from_bytes(blake2b(plain.encode(), digest_size=8).digest(), "little")


def runs_of(codes: Codes) -> Runs:
    """Returns the runs of words that follow each other, one for each word but the last two."""
    count = max(len(codes) - WORDS + 1, 0)
    mixed = np.zeros(count, np.uint64)
    for step, factor in enumerate(_FACTORS):
        mixed += codes[step : step + count] * factor
        mixed ^= mixed >> _FOLD
    runs: Runs = (mixed >> _HALF).astype(np.uint32)
    return runs


def runs_within(codes: Codes, owner: Numbers) -> tuple[Runs, Numbers]:
    """Returns the runs of several texts, and whose each is; `owner` says whose each word is."""
    runs = runs_of(codes)
    inside = owner[: len(runs)] == owner[WORDS - 1 :][: len(runs)]
    return runs[inside], owner[: len(runs)][inside]


def packed(high: npt.NDArray[Any], low: npt.NDArray[Any]) -> Codes:
    """Returns pairs of numbers of 32 bits, such as runs and owners, as one number each.

    In order these are sorted by the first of both, then by the second.
    """
    pairs: Codes = high.astype(np.uint64) << _HALF | low.astype(np.uint64)
    return pairs


def unpacked(pairs: Codes) -> tuple[Runs, Runs]:
    """Returns the two numbers of each of the pairs of `packed`."""
    return (pairs >> _HALF).astype(np.uint32), (pairs & _LOW).astype(np.uint32)


def different(ordered: Codes) -> Codes:
    """Returns ordered numbers without repetitions; `np.unique` takes five times as long."""
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)]
    kept: Codes = ordered[new]
    return kept


def where_in(ordered: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> Places:
    """Returns where an ascending array has one of some values, value by value."""
    first = np.searchsorted(ordered, wanted, "left")
    lengths = np.searchsorted(ordered, wanted, "right") - first
    begun = np.cumsum(lengths) - lengths
    found: Places = np.arange(int(lengths.sum())) + np.repeat(first - begun, lengths)
    return found
