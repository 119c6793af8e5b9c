"""Bitmaps of paragraphs: one bit a place, the first place the highest bit of a byte."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Array = npt.NDArray[Any]

_MANY = 2  # unpacking all bytes is faster if more than one in this many is not zero


class Selected:
    """A set of paragraphs in several forms, each computed once.

    bits: the bitmap. size: the number of places in the index.
    """

    def __init__(self, bits: Bits, size: int) -> None:
        self.bits = bits
        self._size = size
        self._documents: Array | None = None
        self._by_document: Array | None = None

    @classmethod
    def of(cls, places: Places, size: int) -> Self:
        """Returns the set of places given in any order."""
        return cls(as_bits(places, size), size)

    @cached_property
    def flags(self) -> Flags:
        """Whether each place is in the set."""
        return np.unpackbits(self.bits, count=self._size).view(bool)

    @cached_property
    def places(self) -> Places:
        """The places in the set, ascending."""
        held = np.flatnonzero(self.bits != 0)
        if len(held) > len(self.bits) // _MANY:
            return np.flatnonzero(self.flags)
        inner = np.flatnonzero(np.unpackbits(self.bits[held]).view(bool))
        found: Places = (held[inner >> 3] << 3) + (inner & 7)
        return found

    @cached_property
    def total(self) -> int:
        """The number of places in the set."""
        return popcount(self.bits)

    def documents(self, document: Array) -> Array:
        """Returns the document of each place in the set; `document` has one for every place."""
        if self._documents is None:
            self._documents = document[self.places]
        return self._documents

    def by_document(self, document: Array) -> Array:
        """Returns the number of the set's places in each document."""
        if self._by_document is None:
            documents = int(document[-1]) + 1 if len(document) else 0
            counts = np.bincount(self.documents(document), minlength=documents)
            self._by_document = counts.astype(np.float64)  # bincount needs them as weights
        return self._by_document


def as_bits(places: Places, size: int) -> Bits:
    """Returns the bitmap of places given in any order."""
    flags = np.zeros(size, bool)
    flags[places] = True
    return np.packbits(flags)


def popcount(bits: Bits) -> int:
    """Returns the number of places in a bitmap."""
    whole = len(bits) // 8 * 8  # eight bytes at a time are four times as fast
    return int(np.bitwise_count(bits[:whole].view(np.uint64)).sum()) + int(
        np.bitwise_count(bits[whole:]).sum()
    )
