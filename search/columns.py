"""What is known of every searchable paragraph, read from arrays: the half that reads them.

Several folders (see `indexer.columns`) are read as one. A paragraph is named by its **place**: its
position in the folders taken one after the other, each rounded up to a multiple of eight, so that
bitmaps can be joined. Places that hold no paragraph, or one of a document that the index no
longer has, are not `live`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer import columns as layout
from indexer.errors import IndexDamaged
from indexer.schema import KEYWORD_BY_NAME, NONE, TEXT, KeywordField
from search.request import Sort

Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Array = npt.NDArray[Any]

_FILTERS = 16  # sets of values whose places are kept, a byte a paragraph each
_MANY = 8  # of the paragraphs one in so many is quicker looked for than looked up


@dataclass(frozen=True)
class Values:
    """A keyword field of all paragraphs.

    names: its values. numbers: of values, by place (or document), or, where a paragraph can have
    several, one after the other; ends: then where those of each place end. absent: then the
    places that have no value but `NONE`, which is not among the numbers: most have none.
    """

    names: tuple[str, ...]
    numbers: Array
    ends: Array | None = None
    absent: Bits | None = None

    @cached_property
    def owner(self) -> Array:
        """Give for each of the numbers its place, where a paragraph can have several."""
        assert self.ends is not None, "only fields of several values have ends"  # noqa: S101
        places = np.arange(len(self.ends), dtype=np.int32)
        return np.repeat(places, np.diff(self.ends, prepend=0))

    def of(self, selected: Selected) -> Array:
        """Give the numbers of all values of the paragraphs of a set."""
        if self.ends is None:
            alone: Array = self.numbers[selected.places]
            return alone
        if selected.total > len(self.numbers) // _MANY:
            kept: Array = self.numbers[selected.flags[self.owner]]
            return kept
        last = self.ends[selected.places]
        first = np.where(selected.places > 0, self.ends[selected.places - 1], 0)
        lengths = last - first
        begun = np.cumsum(lengths) - lengths
        found: Array = self.numbers[np.arange(lengths.sum()) + np.repeat(first - begun, lengths)]
        return found

    @cached_property
    def alphabetical(self) -> Array:
        """Give for each value its rank by name."""
        ranks = np.empty(len(self.names), np.int64)
        ranks[sorted(range(len(self.names)), key=self.names.__getitem__)] = np.arange(
            len(self.names)
        )
        return ranks

    @cached_property
    def _numbers_by_name(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def number(self, name: str) -> int | None:
        """Give the number of a value; None where no paragraph of any folder has it."""
        return self._numbers_by_name.get(name)


@contextmanager
def _told_as_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise IndexDamaged(
            f"The columns of the index in {path} cannot be read ({error}). "
            "Run `operative index` on your documents to build it again."
        ) from error


class Folder:
    """One folder of columns: its arrays stay on disk until they are used.

    Raises IndexDamaged, whenever something turns out to be unreadable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _told_as_damage(path):
            self.tables = layout.read_tables(path)
        self.size: int = self.tables["paragraphs"]
        self.padding = -self.size % 8

    def array(self, name: str) -> Array:
        """Give an array."""
        with _told_as_damage(self.path):
            return np.load(self.path / f"{name}.npy", mmap_mode="r")  # type: ignore[no-any-return]

    @cached_property
    def tokens(self) -> Array:
        """Give the words of all paragraphs, one after the other."""
        path = self.path / f"{layout.TOKENS}.bin"
        with _told_as_damage(self.path):
            empty = not path.stat().st_size
            return np.empty(0, np.uint32) if empty else np.memmap(path, np.uint32, mode="r")

    @cached_property
    def token_ends(self) -> Array:
        """Give where the words of each paragraph end."""
        return self.array(layout.TOKEN_ENDS)

    @cached_property
    def stem_of(self) -> Array:
        """Give the number of the stem of each word."""
        return np.asarray(self.array(layout.STEM_OF))

    @cached_property
    def _word_numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.tables["words"])}

    @cached_property
    def _stem_numbers(self) -> dict[str, int]:
        return {stem: number for number, stem in enumerate(self.tables["stems"])}

    def number(self, field: str, term: str) -> int:
        """Give the number of a literal word, or of a stem; -1 for one that does not occur."""
        known = self._stem_numbers if field == TEXT else self._word_numbers
        return known.get(term, -1)


class Columns:
    """The columns of one generation; safe to use from several threads.

    alive: rows of the documents that the index has, None for all of them.

    Raises IndexDamaged where a folder cannot be read.
    """

    def __init__(self, paths: Sequence[Path], alive: Collection[int] | None = None) -> None:
        self._load([Folder(path) for path in paths], alive)

    def _load(self, folders: list[Folder], alive: Collection[int] | None) -> None:
        folders.sort(key=_first_row)
        self.folders = tuple(folders)
        self._starts = np.cumsum([0, *(one.size + one.padding for one in folders)])
        self.size = int(self._starts[-1])
        self._rows = self._padded(layout.ROWS)
        self.document_rows = _joined([one.array(layout.DOCUMENT_ROWS) for one in folders])
        self.document = self._numbered(layout.DOCUMENT)
        self._ordinal = self._padded(layout.ORDINAL)
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
        self._having: OrderedDict[tuple[str, frozenset[str]], Flags] = OrderedDict()
        self._lock = Lock()
        self._everywhere: dict[str, Tally] = {}

    def _live(self, alive: Collection[int] | None) -> Flags:
        live = np.zeros(self.size, bool)
        for start, folder in zip(self._starts, self.folders, strict=False):
            live[start : start + folder.size] = True
        if alive is not None:
            live &= np.isin(self.document_rows, np.array(sorted(alive), np.int64))[self.document]
        return live

    def _padded(self, name: str) -> Array:
        """Join an array of all folders, filled up with its last value."""
        return _joined([np.pad(one.array(name), (0, one.padding), "edge") if one.size else
                        one.array(name) for one in self.folders])  # fmt: skip

    def _numbered(self, name: str) -> Array:
        """Join an array of numbers of documents, which each folder counts for itself."""
        first, parts = 0, []
        for folder in self.folders:
            own = folder.array(name).astype(np.uint32)
            parts.append(np.pad(own, (0, folder.padding), "edge") + first if folder.size else own)
            first += len(folder.array(layout.DOCUMENT_ROWS))
        return _joined(parts).astype(np.int32)

    def places(self, rows: Array) -> Places:
        """Give the places of paragraphs by their rows in the store, which must be there."""
        return np.searchsorted(self._rows, rows)

    def rows(self, places: Places) -> list[int]:
        """Give the rows of places."""
        return [int(row) for row in self._rows[places]]

    def ordered(self, sort: Sort) -> Places:
        """Give all places in the order of a sort."""
        if sort not in self._ordered:
            keys = [key for one in self.folders for key in one.tables["keys"][str(sort)]]
            rows = self.document_rows.tolist()
            ranks = np.empty(len(keys), np.int64)
            ranks[sorted(range(len(keys)), key=lambda one: (keys[one], rows[one]))] = np.arange(
                len(keys)
            )
            order = np.lexsort((self._ordinal, ranks[self.document] if len(keys) else self._rows))
            self._ordered[sort] = order.astype(np.int32)
        return self._ordered[sort]

    def ranks(self, sort: Sort) -> Array:
        """Give for each place its rank in the order of a sort."""
        if sort not in self._ranks:
            ordered = self.ordered(sort)
            ranks = np.empty_like(ordered)
            ranks[ordered] = np.arange(len(ordered), dtype=np.int32)
            self._ranks[sort] = ranks
        return self._ranks[sort]

    @cached_property
    def wordings(self) -> Array:
        """Give for each place the number of its wording; one without words is like no other."""
        keys = self._padded(layout.WORDING)
        different, numbers = np.unique(keys, return_inverse=True)
        wordless = np.flatnonzero(keys == 0)
        numbers[wordless] = len(different) + np.arange(len(wordless))
        return numbers

    def frequent(self, field: str, term: str) -> Bits | None:
        """Give the bitmap of a term, by place; None where it is too rare to have one."""
        found = [names.get((field, term)) for names in self._frequent]
        if not found or None in found:
            return None
        return _joined([bits[row] for bits, row in zip(self._bitmaps, found, strict=True)])

    def parts(self, places: Places) -> Iterator[tuple[Folder, Places, slice]]:
        """Give folder by folder the places (ascending) as numbers of it, and where they stand."""
        bounds = np.searchsorted(places, self._starts)
        for number, folder in enumerate(self.folders):
            here = slice(int(bounds[number]), int(bounds[number + 1]))
            if here.start < here.stop:
                yield folder, places[here] - self._starts[number], here

    def values(self, name: str) -> Values:
        """Give a keyword field."""
        if name not in self._values:
            field = KEYWORD_BY_NAME[name]
            self._values[name] = self._several(field) if field.multiple else self._single(field)
        return self._values[name]

    def _single(self, field: KeywordField) -> Values:
        names, numbers = self._renumbered(field.name)
        if not field.per_document:
            numbers = [np.pad(own, (0, one.padding)) if one.size else own
                       for own, one in zip(numbers, self.folders, strict=True)]  # fmt: skip
        return Values(tuple(names), _joined(numbers))

    def _several(self, field: KeywordField) -> Values:
        names, several = self._renumbered(field.name)
        numbers, lengths = _joined(several), []
        for folder in self.folders:
            ends = folder.array(layout.ends_file(field.name)).astype(np.int64)
            lengths.append(np.pad(np.diff(ends, prepend=0), (0, folder.padding)))
        present = numbers != names.get(NONE, -1)
        kept = np.concatenate([[0], np.cumsum(present)])
        ends = kept[np.cumsum(_joined(lengths))]
        absent = np.packbits(np.diff(ends, prepend=0) == 0)
        return Values(tuple(names), numbers[present], ends, absent)

    def _renumbered(self, name: str) -> tuple[dict[str, int], list[Array]]:
        """Give a field's values over all folders, and each folder's numbers of them."""
        names: dict[str, int] = {}
        numbers = []
        for folder in self.folders:
            own = folder.tables["values"][name]
            table = np.array([names.setdefault(value, len(names)) for value in own], np.int32)
            given = folder.array(layout.values_file(name))
            numbers.append(table[given] if len(table) else np.empty(0, np.int32))
        return names, numbers

    def having(self, name: str, values: frozenset[str]) -> Flags:
        """Give the places whose keyword field has one of the values."""
        key = name, values
        with self._lock:
            known = self._having.get(key)
        if known is None:
            known = self._look_for(name, values)
            with self._lock:
                self._having[key] = known
                while len(self._having) > _FILTERS:
                    self._having.popitem(last=False)
        return known

    def _look_for(self, name: str, values: frozenset[str]) -> Flags:
        column = self.values(name)
        wanted = np.zeros(len(column.names), bool)
        wanted[[number for value in values if (number := column.number(value)) is not None]] = True
        if not wanted.any():
            return np.zeros(self.size, bool)
        if column.ends is not None:
            flags = np.zeros(self.size, bool)
            flags[column.owner[wanted[column.numbers]]] = True
            if NONE in values and column.absent is not None:
                flags |= np.unpackbits(column.absent, count=self.size).view(bool)
            return flags
        chosen: Flags = wanted[column.numbers]
        return chosen[self.document] if KEYWORD_BY_NAME[name].per_document else chosen

    def tally(self, name: str, selected: Selected) -> Tally:
        """Count paragraphs by value."""
        column = self.values(name)
        if KEYWORD_BY_NAME[name].per_document:
            weights = selected.by_document(self)
            counts = np.bincount(column.numbers, weights, minlength=len(column.names))
            return Tally(column, counts.astype(np.int64))
        counts = np.bincount(column.of(selected), minlength=len(column.names))
        none = column.number(NONE)
        if column.absent is not None and none is not None:
            counts[none] = popcount(selected.bits & column.absent)
        return Tally(column, counts)

    def everywhere(self, name: str) -> Tally:
        """Count all paragraphs by value."""
        if name not in self._everywhere:
            self._everywhere[name] = self.tally(name, Selected(self.live_bits, self.size))
        return self._everywhere[name]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many paragraphs have each value of a field; counts are by number of the value."""

    column: Values
    counts: Array

    def __len__(self) -> int:
        """Give how many values there are, those without paragraphs left out."""
        return int(np.count_nonzero(self.counts))

    def all(self) -> dict[str, int]:
        """Give all values, without zeros."""
        return self._named(np.flatnonzero(self.counts))

    def most_frequent(self, most: int, *, always: Collection[str] = ()) -> dict[str, int]:
        """Give the most frequent values, equals by name, and those of `always` that there are."""
        found = np.flatnonzero(self.counts)
        if len(found) > most:
            least = np.partition(self.counts[found], -most)[-most]
            equal = found[self.counts[found] == least]
            found = found[self.counts[found] > least]
            first = np.argsort(self.column.alphabetical[equal])[: most - len(found)]
            found = np.concatenate([found, equal[first]])
        named = self._named(found)
        for value in always:
            number = self.column.number(value)
            if number is not None and self.counts[number]:
                named[value] = int(self.counts[number])
        return named

    def _named(self, numbers: Array) -> dict[str, int]:
        counts = self.counts[numbers].tolist()
        names = self.column.names
        return {names[n]: count for n, count in zip(numbers.tolist(), counts, strict=True)}


class Selected:
    """A set of paragraphs, in the forms in which it is needed, each made once."""

    def __init__(self, bits: Bits, size: int) -> None:
        self.bits = bits
        self._size = size
        self._documents: Array | None = None

    @cached_property
    def flags(self) -> Flags:
        """Say of each place whether it is in the set."""
        return np.unpackbits(self.bits, count=self._size).view(bool)

    @cached_property
    def places(self) -> Places:
        """Give the places of the set, ascending."""
        return np.flatnonzero(self.flags)

    @cached_property
    def total(self) -> int:
        """Give how many there are."""
        return popcount(self.bits)

    def by_document(self, columns: Columns) -> Array:
        """Count the set by document."""
        if self._documents is None:
            self._documents = np.bincount(
                columns.document[self.places], minlength=len(columns.document_rows)
            )
        return self._documents


def popcount(bits: Bits) -> int:
    """Count the places of a bitmap."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def _first_row(folder: Folder) -> int:
    return int(folder.array(layout.ROWS)[0]) if folder.size else 0


def _joined(arrays: Sequence[Array]) -> Array:
    if len(arrays) == 1:
        return np.asarray(arrays[0])
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)
