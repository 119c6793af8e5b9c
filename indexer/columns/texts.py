"""Texts: the words of some paragraphs, out of the words of all, which stand one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

CHUNK = 1 << 14
"""Paragraphs at a time; a multiple of eight, as bitmaps of paragraphs are joined."""

Tokens = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]


def chunks(tokens: Tokens, ends: Places) -> Iterator[tuple[Tokens, Places, int]]:
    """Yields the words of some paragraphs at a time, whose each is, and the first paragraph.

    ends: where each paragraph's words end.
    """
    for start in range(0, len(ends), CHUNK):
        some = ends[start : start + CHUNK]
        first = int(ends[start - 1]) if start else 0
        lengths = np.diff(some, prepend=first)
        owner = np.repeat(np.arange(len(some)), lengths)
        yield np.asarray(tokens[first : int(some[-1])]), owner, start


def standing(ends: Places, places: Places) -> tuple[Places, Places]:
    """Returns where the words of paragraphs stand, one after the other, and whose each is.

    places: numbers of paragraphs, in any order. ends: where each paragraph's words end.
    """
    last = np.asarray(ends[places])
    first = np.where(places > 0, ends[np.maximum(places - 1, 0)], 0)
    lengths = last - first
    owner = np.repeat(np.arange(len(places)), lengths)
    begun = np.cumsum(lengths) - lengths
    return np.arange(len(owner)) - begun[owner] + first[owner], owner


def in_parts(places: Places) -> Iterator[tuple[Places, int]]:
    """Yields some places at a time, and how many came before."""
    for start in range(0, len(places), CHUNK):
        yield places[start : start + CHUNK], start


def smallest(values: int) -> type[np.unsignedinteger[Any]]:
    """Returns the smallest type for numbers below `values`."""
    return np.uint16 if values <= np.iinfo(np.uint16).max else np.uint32
