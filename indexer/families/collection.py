"""Collection: the phrasings of an index in the order of time, and their words.

Each stands where it was first used: in the oldest document that has it, and there in its first
paragraph.
"""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from indexer.analysis.function_words import FUNCTION_WORDS
from indexer.columns import writer as layout
from indexer.columns.phrasings import PlainWords, sketches
from indexer.columns.runs import Codes, Numbers, Runs, different, packed, unpacked, where_in
from indexer.columns.texts import Places, in_parts, standing
from indexer.families.edits import (
    CITING,
    CITING_WORDS,
    LITTLE,
    NAME,
    OF_MANY_NAMES,
    QUOTED,
    Phrasing,
)

T = TypeVar("T")
Array = npt.NDArray[Any]

_MOST_WORDS = 0x110000
"""Different words, each of which is written as one character."""


class Folder:
    """A folder of columns, read as far as phrasings are concerned."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tables = layout.read_tables(path)
        self.documents: Places = np.load(path / f"{layout.DOCUMENT_ROWS}.npy")
        self.keys: Codes = self.array(layout.PHRASING)

    def array(self, name: str) -> Array:
        """Returns an array by name."""
        found: Array = np.load(self.path / f"{name}.npy", mmap_mode="r")
        return found

    @cached_property
    def plain(self) -> PlainWords:
        """The vocabulary with numbers set aside."""
        return PlainWords(self.tables["words"])

    @cached_property
    def flags(self) -> npt.NDArray[np.uint8]:
        """By word of the vocabulary, what its mark says whatever the text."""
        words, number = self.tables["words"], self.plain.numbers.tolist()
        found = (_flag(word, number=one) for word, one in zip(words, number, strict=True))
        return np.fromiter(found, np.uint8, len(words))

    def words(self, places: Places) -> tuple[Array, Array, npt.NDArray[np.uint8]]:
        """Returns the plain words of paragraphs by number, whose each is, and their marks."""
        at, owner = standing(self.array(layout.TOKEN_ENDS), places)
        tokens = np.memmap(self.path / f"{layout.TOKENS}.bin", np.uint32, mode="r")[at]
        kept = self.plain.kept(tokens, owner)
        tokens, owner, at = tokens[kept], owner[kept], at[kept]
        marks = self.flags[tokens]
        marks &= np.where(self._bits(layout.NAMES, at), 0xFF, 0xFF ^ NAME).astype(np.uint8)
        marks |= np.where(self._bits(layout.QUOTES, at), QUOTED, 0).astype(np.uint8)
        return tokens, owner, marks

    def _bits(self, name: str, at: Array) -> Array:
        found: Array = self.array(name)[at >> 3] >> (7 - (at & 7)) & 1
        return found


class Collection:
    """The phrasings of the documents that an index has; numbered in the order of time.

    keys: by phrasing. documents: the row of the document that used it first.
    """

    def __init__(self, paths: Sequence[Path], alive: AnyOf[int]) -> None:
        self.folders = [Folder(path) for path in paths]
        folder, place, rows, keys = self._in_time(np.array(sorted(alive), np.int64))
        _, first = np.unique(keys, return_index=True)
        first = np.sort(first[keys[first] != 0])
        self.keys: Codes = keys[first]
        self.documents: Places = rows[first]
        self._folder, self._place = folder[first], place[first]
        self._order = np.argsort(self.keys)
        self._known: dict[int, Phrasing] = {}

    def __len__(self) -> int:
        """Returns the number of phrasings."""
        return len(self.keys)

    def _in_time(self, alive: Places) -> tuple[Array, Array, Array, Array]:
        """Returns folder, place, document's row and key of all paragraphs, the oldest first."""
        folders, places, rows, keys, ranks = [], [], [], [], []
        ranked = self._ranked()
        for number, one in enumerate(self.folders):
            document = one.array(layout.DOCUMENT)
            here = np.flatnonzero(np.isin(one.documents, alive)[document])
            folders.append(np.full(len(here), number, np.uint8))
            places.append(here)
            rows.append(one.documents[document[here]])
            keys.append(one.keys[here])
            ranks.append(ranked[number][document[here]])
        order = np.argsort(_joined(ranks), kind="stable")
        return (
            _joined(folders)[order], _joined(places)[order], _joined(rows)[order],
            _joined(keys, np.uint64)[order],
        )  # fmt: skip

    def _ranked(self) -> list[Array]:
        """Returns by folder the place of each of its documents in the order of time."""
        keys = [key for one in self.folders for key in one.tables["keys"]["oldest"]]
        ranks = np.empty(len(keys), np.int64)
        ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
        return np.split(ranks, np.cumsum([len(one.documents) for one in self.folders])[:-1])

    def numbers(self, keys: Codes) -> Numbers:
        """Returns the numbers of phrasings by their keys, -1 for those that are not here."""
        return numbers_of(keys, self.keys, self._order)

    def numbers_in(self, folder: Folder) -> Numbers:
        """Returns the number of each paragraph's phrasing in one of the folders, -1 for none."""
        keys, place = np.unique(folder.keys, return_inverse=True)
        found: Numbers = self.numbers(keys)[place]
        return found

    def phrasings(self, numbers: Numbers) -> list[Phrasing]:
        """Returns the words and marks of phrasings."""
        found, place = self._different(numbers)
        return _at(found, place)

    def words(self, numbers: Numbers) -> list[str]:
        """Returns the words of phrasings."""
        found, place = self._different(numbers)
        return _at([one.words for one in found], place)

    def _different(self, numbers: Numbers) -> tuple[list[Phrasing], Numbers]:
        """Returns different phrasings, and for each number its place among them."""
        wanted, place = np.unique(numbers, return_inverse=True)
        missing = np.array([n for n in wanted.tolist() if n not in self._known], np.int64)
        for some, _ in in_parts(missing):
            self._known.update(self._read(some))
        return [self._known[number] for number in wanted.tolist()], place

    def phrasing(self, number: int) -> Phrasing:
        """Returns the words and marks of one phrasing."""
        known = self._known.get(number)
        return known if known is not None else self.phrasings(np.array([number]))[0]

    def _read(self, numbers: Numbers) -> Iterator[tuple[int, Phrasing]]:
        for folder, here in self._by_folder(numbers):
            tokens, owner, marks = self.folders[folder].words(self._place[here])
            letters = self._letters[folder][tokens]
            text = letters.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
            ends = np.cumsum(np.bincount(owner, minlength=len(here))).tolist()
            flat = marks.tobytes()
            for number, start, end in zip(here.tolist(), [0, *ends], ends, strict=False):
                yield number, Phrasing(text[start:end], flat[start:end])

    @cached_property
    def _letters(self) -> list[Array]:
        """By folder and word of its vocabulary the character that the word is written as."""
        known: dict[int, int] = {}
        return [
            np.array([known.setdefault(code, len(known) % _MOST_WORDS) for code in codes])
            for codes in (one.plain.codes.tolist() for one in self.folders)
        ]

    def place(self, number: int) -> tuple[Folder, int]:
        """Returns where a phrasing was first used: the folder, and the paragraph in it."""
        return self.folders[int(self._folder[number])], int(self._place[number])

    def sketches(self, numbers: Numbers) -> tuple[Runs, Numbers]:
        """Returns the runs of the sketches of phrasings, and whose each is."""
        runs, owners = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
        for folder, here in self._by_folder(numbers):
            for some, _ in in_parts(here):
                tokens, owner, _ = self.folders[folder].words(self._place[some])
                found, whose = sketches(self.folders[folder].plain.codes[tokens], owner)
                runs.append(found)
                owners.append(some[whose])
        return np.concatenate(runs), np.concatenate(owners)

    def sharing(self, runs: Runs | None) -> tuple[Runs, Numbers]:
        """Returns all phrasings that have some runs in their sketch, by run and then in time.

        runs: None for all that there are.
        """
        parts = [np.empty(0, np.uint64)]
        for one in self.folders:
            table, places = one.array(layout.SKETCHES), one.array(layout.SKETCH_PLACES)
            if runs is not None:
                here = where_in(table, np.unique(runs))
                table, places = table[here], places[here]
            numbers = self._numbers_at(one, np.asarray(places))
            there = numbers >= 0
            parts.append(packed(np.asarray(table)[there], numbers[there]))
        pairs = np.concatenate(parts)
        pairs.sort()
        table, found = unpacked(different(pairs))
        return table, found.astype(np.int64)

    def _numbers_at(self, folder: Folder, places: Array) -> Numbers:
        """Returns the numbers of the phrasings at places of a folder, each looked up once."""
        held = np.zeros(len(folder.keys), bool)
        held[places] = True
        different_ones = np.flatnonzero(held)
        found = np.full(len(folder.keys), -1, np.int64)
        found[different_ones] = self.numbers(folder.keys[different_ones])
        return found[places]

    def _by_folder(self, numbers: Numbers) -> Iterator[tuple[int, Numbers]]:
        for folder in range(len(self.folders)):
            here = numbers[self._folder[numbers] == folder]
            if len(here):
                yield folder, here


def _flag(word: str, *, number: bool) -> int:
    little = number or len(word) == 1 or word in FUNCTION_WORDS
    if little or word in CITING_WORDS:
        return LITTLE if little else CITING
    return NAME * (word not in OF_MANY_NAMES)


def numbers_of(keys: Codes, known: Codes, order: Numbers) -> Numbers:
    """Returns where keys stand among known ones, which `order` sorts; -1 for those not there."""
    if not len(known):
        return np.full(len(keys), -1, np.int64)
    at = np.minimum(np.searchsorted(known, keys, sorter=order), len(known) - 1)
    found: Numbers = order[at]
    return np.where(known[found] == keys, found, -1)


def _at(values: Sequence[T], places: Numbers) -> list[T]:
    """Returns the values at places; a list of millions is made a good deal faster by numpy."""
    held = np.empty(len(values), object)
    held[:] = values
    found: list[T] = held[places].tolist()
    return found


def _joined(arrays: Sequence[Array], kind: type[np.generic] = np.int64) -> Array:
    return np.concatenate([np.empty(0, kind), *arrays]) if len(arrays) != 1 else arrays[0]
