"""The columns of an index while a generation is built: a new folder for what is new.

Folders that are there already are handed on by hard links. What is no longer in the index is left
in them; the store says what is. Small folders are written together where there are many, and all
of them where too much is left over.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from indexer.analysis.entry import Entry
from indexer.columns.writer import DOCUMENT, DOCUMENT_ROWS, ColumnsWriter
from indexer.errors import IndexUnwritable

_MOST = 6
"""Folders that an index has at most; each costs every search a little."""
_LEFT_OVER = 0.2
"""The share of paragraphs that are left over from which on everything is written anew."""


def column_folders(path: Path) -> list[Path]:
    """Returns the folders of columns in the order in which they were written."""
    return sorted(path.glob("c*")) if path.is_dir() else []


class ColumnFolders:
    """Hands entries on to a writer of columns; as a context it lets go of what is unfinished.

    Every method raises IndexUnwritable where the disk does not take them.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: ColumnsWriter | None = None
        self._last = 0
        path.mkdir(exist_ok=True)

    def add(self, entry: Entry) -> None:
        """Adds a paragraph."""
        if self._writer is None or entry.paragraph <= self._last:
            with _writing():
                self._finish()  # rows ascend within a folder
                self._writer = self._open()
        self._last = entry.paragraph
        try:
            self._writer.add(entry)
        except OSError as error:
            raise _unwritable(error) from error

    def remove_document(self, document: int) -> None:
        """Does nothing: documents that the store does not have are not counted."""

    def commit(
        self, alive: Collection[int], entries: Callable[[Iterable[int]], Iterator[Entry]]
    ) -> None:
        """Finishes, and writes folders together where it is time.

        alive: rows of the documents that the index has. entries: gives those of documents, in the
        order of their rows.
        """
        with _writing():
            self._finish()
            old = self._due(alive)
            if old:
                documents = np.concatenate([np.load(f / f"{DOCUMENT_ROWS}.npy") for f in old])
                for entry in entries(sorted(set(documents.tolist()) & set(alive))):
                    self.add(entry)
                self._finish()
                for folder in old:
                    shutil.rmtree(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._writer is not None:
            self._writer.abort()

    def _open(self) -> ColumnsWriter:
        known = column_folders(self._path)
        number = 1 + max((int(folder.name[1:]) for folder in known), default=0)
        largest = max(known, key=_paragraphs, default=None)
        return ColumnsWriter(self._path / f"c{number:06}", like=largest)

    def _finish(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.commit()

    def _due(self, alive: Collection[int]) -> list[Path]:
        known = column_folders(self._path)
        written = sum(map(_paragraphs, known))
        if sum(_alive(folder, alive) for folder in known) < (1 - _LEFT_OVER) * written:
            return known
        return sorted(known, key=_paragraphs)[:-1] if len(known) > _MOST else []


def _paragraphs(folder: Path) -> int:
    return len(np.load(folder / f"{DOCUMENT}.npy", mmap_mode="r"))


def _alive(folder: Path, alive: Collection[int]) -> int:
    """Counts the paragraphs of a folder whose documents are in the index."""
    there = np.isin(np.load(folder / f"{DOCUMENT_ROWS}.npy"), list(alive))
    return int(np.count_nonzero(there[np.load(folder / f"{DOCUMENT}.npy", mmap_mode="r")]))


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> IndexUnwritable:
    return IndexUnwritable(
        f"The columns of the index could not be written ({error}). Make room on the disk and "
        "run again; an index published earlier stays available."
    )
