"""Columns, reading side: values, documents and words of every searchable paragraph, from arrays.

Several folders (see `indexer.columns`) are read as one. A paragraph is named by its **place**: its
position in the folders taken one after the other, each rounded up to a multiple of eight, so that
bitmaps can be joined. Places that hold no paragraph, or one of a document that the index no
longer has, are not `live`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

import numpy as np

from indexer.columns import writer as layout
from indexer.columns.texts import standing
from indexer.errors import IndexDamaged
from indexer.families.layout import family_file
from indexer.schema import KEYWORD_BY_NAME, OF_FAMILIES, OF_SUBJECTS, TEXT, Field
from indexer.store.subjects import Own
from search.request import Sort
from search.retrieval.bitmap import Array, Bits, Flags, Places, Selected
from search.retrieval.families import Families
from search.retrieval.subjects import values_of
from search.retrieval.twins import Twins
from search.retrieval.values import Sets, Tally, Values

_READING = Lock()
"""Held while an array is opened: numpy parses its header with `ast`, which fails now and then in
several threads at once before Python 3.11.8 and 3.12.2."""
_BY_FAMILY = {Sort.USES: "uses", Sort.FIRST: "first"}
"""Orders by a field of families, the greatest number first, then the newest document."""
_FEW = 6  # up to so many numbers, comparing one by one is faster than a table


def _array(path: Path, name: str) -> Array:
    with _raising_damage(path), _READING:
        return np.load(path / f"{name}.npy", mmap_mode="r")  # type: ignore[no-any-return]


@contextmanager
def _raising_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise IndexDamaged(
            f"The columns of the index in {path} cannot be read ({error}). "
            "Run `operative index` on your documents to build it again."
        ) from error


class Folder:
    """One folder of columns; arrays are mapped from disk on first use.

    Methods raise IndexDamaged if files turn out to be unreadable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _raising_damage(path):
            self.tables = layout.read_tables(path)
        self.size: int = self.tables["paragraphs"]
        self.padding = -self.size % 8

    def array(self, name: str) -> Array:
        """Returns an array by name."""
        return _array(self.path, name)

    @cached_property
    def tokens(self) -> Array:
        """Returns the words of all paragraphs, one after the other."""
        path = self.path / f"{layout.TOKENS}.bin"
        with _raising_damage(self.path):
            empty = not path.stat().st_size
            return np.empty(0, np.uint32) if empty else np.memmap(path, np.uint32, mode="r")

    @cached_property
    def token_ends(self) -> Array:
        """Returns the end of each paragraph's words in `tokens`."""
        return self.array(layout.TOKEN_ENDS)

    @cached_property
    def stem_of(self) -> Array:
        """Returns the number of the stem of each word."""
        return np.asarray(self.array(layout.STEM_OF))

    @cached_property
    def _word_numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.tables["words"])}

    @cached_property
    def _stem_numbers(self) -> dict[str, int]:
        return {stem: number for number, stem in enumerate(self.tables["stems"])}

    def number(self, field: str, term: str) -> int:
        """Returns the number of a literal word or stem; -1 if it does not occur."""
        known = self._stem_numbers if field == TEXT else self._word_numbers
        return known.get(term, -1)

    def words(self, numbers: Places) -> tuple[Array, Array]:
        """Returns the words of paragraphs one after the other, and whose each is."""
        at, owner = standing(self.token_ends, numbers)
        return self.tokens[at], owner


class Columns:
    """The columns of one generation; thread-safe.

    alive: rows of the documents that are in the index, None for all. families: the folder of
    families, None where nothing is known of them. subjects: gives those of a document by its row.

    Raises IndexDamaged if a folder cannot be read.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        alive: Collection[int] | None = None,
        families: Path | None = None,
        subjects: Callable[[int], Own] = lambda _: Own(),
    ) -> None:
        self._load([Folder(path) for path in paths], alive)
        self._families_path = families
        self._subjects = subjects

    def _load(self, folders: list[Folder], alive: Collection[int] | None) -> None:
        folders.sort(key=_first_row)
        self.folders = tuple(folders)
        self._starts = np.cumsum([0, *(one.size + one.padding for one in folders)])
        self.starts = self._starts[:-1].tolist()
        self.size = int(self._starts[-1])
        self._rows = self._padded(layout.ROWS)
        self._place_of = self._places_of_rows()
        self.document_rows = _joined([one.array(layout.DOCUMENT_ROWS) for one in folders])
        self.document = self._numbered(layout.DOCUMENT)
        # The paragraphs of a document are adjacent and in order.
        self._lengths = np.bincount(self.document, minlength=len(self.document_rows))
        self.live = self._live(alive)
        self.live_bits = np.packbits(self.live)
        self.live_count = int(np.count_nonzero(self.live))
        names = [{(f, t): row for row, (f, t) in enumerate(one.tables["frequent"])}
                 for one in folders]  # fmt: skip
        self._frequent = names
        self._bitmaps = [one.array(layout.BITS) for one in folders]
        self._ordered: dict[Sort, Places] = {}
        self._ranks: dict[Sort, Array] = {}
        self._values: dict[str, Values] = {}
        self._everywhere: dict[str, Tally] = {}

    def _live(self, alive: Collection[int] | None) -> Flags:
        live = np.zeros(self.size, bool)
        for start, folder in zip(self._starts, self.folders, strict=False):
            live[start : start + folder.size] = True
        if alive is not None:
            here = np.isin(self.document_rows, np.array(sorted(alive), np.int64))
            live &= np.repeat(here, self._lengths)
        return live

    def _padded(self, name: str) -> Array:
        """Returns an array joined from all folders, each padded with its last value."""
        return _joined([np.pad(one.array(name), (0, one.padding), "edge") if one.size else
                        one.array(name) for one in self.folders])  # fmt: skip

    def _numbered(self, name: str) -> Array:
        """Returns an array of document numbers joined from all folders and renumbered."""
        first, parts = 0, []
        for folder in self.folders:
            own = folder.array(name).astype(np.uint32)
            parts.append(np.pad(own, (0, folder.padding), "edge") + first if folder.size else own)
            first += len(folder.array(layout.DOCUMENT_ROWS))
        return _joined(parts).astype(np.int32)

    def _places_of_rows(self) -> Array:
        places = np.zeros(int(self._rows[-1]) + 1 if self.size else 0, np.int32)
        # In reverse, since a padded place has the row of the last real one.
        places[self._rows[::-1]] = np.arange(self.size, dtype=np.int32)[::-1]
        return places

    def places(self, rows: Array) -> Places:
        """Returns the places of paragraphs by their row numbers in the store, which must exist."""
        return self._place_of[rows].astype(np.int64)

    def rows(self, places: Places) -> list[int]:
        """Returns the store's row numbers of places."""
        return [int(row) for row in self._rows[places]]

    def places_of(self, rows: Sequence[int]) -> list[int]:
        """Returns the places of some rows of the store, which must be there."""
        return list(map(int, self.places(np.array(rows, np.int64))))

    def ordered(self, sort: Sort) -> Places:
        """Returns all places in a sort order."""
        if sort not in self._ordered and sort in _BY_FAMILY:
            numbers = self.families.by_place(_BY_FAMILY[sort]).astype(np.int64)
            order = np.lexsort((self.ranks(Sort.NEWEST), -numbers))
            self._ordered[sort] = order.astype(np.int32)
        elif sort not in self._ordered:
            keys = [key for one in self.folders for key in one.tables["keys"][str(sort)]]
            rows = self.document_rows.tolist()
            ranked = sorted(zip(keys, rows, range(len(keys)), strict=True))
            documents = np.array([number for _, _, number in ranked], int)
            lengths = self._lengths[documents]
            first = np.cumsum(self._lengths) - self._lengths
            behind = np.cumsum(lengths) - lengths  # number of places before each document's
            order = np.repeat(first[documents] - behind, lengths) + np.arange(self.size)
            self._ordered[sort] = order.astype(np.int32)
        return self._ordered[sort]

    def ranks(self, sort: Sort) -> Array:
        """Returns each place's rank in a sort order."""
        if sort not in self._ranks:
            ordered = self.ordered(sort)
            ranks = np.empty_like(ordered)
            ranks[ordered] = np.arange(len(ordered), dtype=np.int32)
            self._ranks[sort] = ranks
        return self._ranks[sort]

    @cached_property
    def _wording_keys(self) -> Array:
        return self._padded(layout.WORDING)

    @cached_property
    def wording_numbers(self) -> Array:
        """Returns each place's wording number; paragraphs without words have one each."""
        keys = self._wording_keys
        different, numbers = np.unique(keys, return_inverse=True)
        wordless = np.flatnonzero(keys == 0)
        numbers[wordless] = len(different) + np.arange(len(wordless))
        return numbers

    @cached_property
    def twins(self) -> Twins:
        """Returns which paragraphs are the same in other languages."""
        return Twins(self._padded(layout.PLACE), self.live)

    @cached_property
    def families(self) -> Families:
        """Returns the families of paragraphs."""
        path = self._families_path
        if path is None:
            return Families(np.full(self.size, -1, np.int32), lambda _: np.empty(0, np.int64))
        parts = [
            np.pad(_array(path, family_file(one.path)), (0, one.padding), constant_values=-1)
            for one in self.folders
        ]
        return Families(_joined(parts).astype(np.int32), partial(_array, path))

    def worded(self, wording: str) -> Bits:
        """Returns the bitmap of the live paragraphs with a wording."""
        return np.packbits(self._wording_keys == np.uint64(int(wording, 16))) & self.live_bits

    def is_frequent(self, field: str, term: str) -> bool:
        """Returns whether a term has a bitmap; rare terms have none."""
        return bool(self._frequent) and all((field, term) in names for names in self._frequent)

    def frequent(self, field: str, term: str) -> Bits:
        """Returns the bitmap of the live paragraphs with a frequent term.

        Raises KeyError if the term is rare.
        """
        rows = [names[field, term] for names in self._frequent]
        found = _joined([bits[row] for bits, row in zip(self._bitmaps, rows, strict=True)])
        return found & self.live_bits

    def parts(self, places: Places) -> Iterator[tuple[Folder, Places, slice]]:
        """Yields (folder, positions in the folder, positions in `places`); `places` must ascend."""
        bounds = np.searchsorted(places, self._starts)
        for number, folder in enumerate(self.folders):
            here = slice(int(bounds[number]), int(bounds[number + 1]))
            if here.start < here.stop:
                yield folder, places[here] - self._starts[number], here

    def values(self, name: str) -> Values:
        """Returns a keyword field."""
        if name in OF_FAMILIES:
            return self.families.values(name)
        if name not in self._values and name in OF_SUBJECTS:
            self._values[name] = values_of(name, self.document_rows.tolist(), self._subjects)
        elif name not in self._values:
            self._values[name] = self._joined_values(KEYWORD_BY_NAME[name])
        return self._values[name]

    def _joined_values(self, field: Field) -> Values:
        names: dict[str, int] = {}
        tables = []
        for folder in self.folders:
            own = folder.tables["values"][field.name]
            tables.append(np.array([names.setdefault(value, len(names)) for value in own], int))
        given = [folder.array(layout.values_file(field.name)) for folder in self.folders]
        if not field.multiple:
            numbers = [table[own] for table, own in zip(tables, given, strict=True) if len(own)]
            return Values(tuple(names), self._by_place(field, numbers, len(names)))
        numbers, members, ends, known, last = [], [], [np.empty(0, int)], 0, 0
        for folder, table, own in zip(self.folders, tables, given, strict=True):
            here = folder.array(layout.ends_file(field.name))
            if len(own):
                numbers.append(own.astype(int) + known)
                members.append(table[folder.array(layout.members_file(field.name))])
                ends.append(here.astype(int) + last)
                known, last = known + len(here), last + int(here[-1])
        sets = Sets(_joined(members), _joined(ends))
        return Values(tuple(names), self._by_place(field, numbers, known), sets)

    def _by_place(self, field: Field, numbers: list[Array], different: int) -> Array:
        """Returns numbers by place, in the smallest type (the fastest to count), or by document."""
        kind = np.uint16 if different <= np.iinfo(np.uint16).max else np.uint32
        if field.per_document:
            return _joined(numbers).astype(np.int64)
        there = [folder for folder in self.folders if folder.size]
        return _joined([np.pad(own.astype(kind), (0, folder.padding))
                        for own, folder in zip(numbers, there, strict=True)])  # fmt: skip

    def having(self, name: str, values: frozenset[str]) -> Bits:
        """Returns the bitmap of the live paragraphs with one of the values in a keyword field."""
        column = self.values(name)
        wanted = column.having(values)
        if wanted is None:
            return np.zeros_like(self.live_bits)
        if KEYWORD_BY_NAME[name].per_document:
            chosen = np.repeat(wanted[column.numbers], self._lengths)
        else:
            chosen = _among(column.numbers, wanted)
        return np.packbits(chosen) & self.live_bits

    def have(self, name: str, values: frozenset[str], places: Places) -> Flags:
        """Returns which of the places have one of the values in a keyword field."""
        column = self.values(name)
        wanted = column.having(values)
        if wanted is None:
            return np.zeros(len(places), bool)
        of = self.document[places] if KEYWORD_BY_NAME[name].per_document else places
        chosen: Flags = wanted[column.numbers[of]]
        return chosen

    def tally(self, name: str, selected: Selected) -> Tally:
        """Returns the number of paragraphs by value."""
        column = self.values(name)
        if not KEYWORD_BY_NAME[name].per_document:
            return column.tally(column.numbers[selected.places])
        if selected.total < len(self.document_rows):
            return column.tally(column.numbers[selected.documents(self.document)])
        return column.tally(column.numbers, selected.by_document(self.document))

    def everywhere(self, name: str) -> Tally:
        """Returns the number of paragraphs by value in the whole index."""
        if name not in self._everywhere:
            self._everywhere[name] = self.tally(name, Selected(self.live_bits, self.size))
        return self._everywhere[name]


def _among(numbers: Array, wanted: Flags) -> Flags:
    """Returns which of many numbers are wanted."""
    few = np.flatnonzero(wanted)
    if len(few) > _FEW:
        return np.take(wanted, numbers)
    flags = np.zeros(len(numbers), bool)
    for number in few.tolist():
        flags |= numbers == number
    return flags


def _first_row(folder: Folder) -> int:
    return int(folder.array(layout.ROWS)[0]) if folder.size else 0


def _joined(arrays: Sequence[Array]) -> Array:
    if len(arrays) == 1:
        return np.asarray(arrays[0])
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)
