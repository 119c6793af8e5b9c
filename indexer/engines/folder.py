"""Folder of an engine while a generation is built, opened at its first change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer.analysis.entry import Entry
from indexer.engines import EngineWriter, OpenWriter
from indexer.errors import IndexDamaged, IndexerError, IndexUnwritable

_DAMAGED = IndexDamaged.code


class EngineFolder:
    """Hands entries on to the engine's writer; as a context it lets go of what is unfinished.

    kept: whether the folder holds files of an earlier generation. They stay as they are if
    nothing is added or removed.

    Every method raises IndexUnwritable where the engine fails, and IndexDamaged where it cannot go
    on from the files that were kept.
    """

    def __init__(
        self, name: str, path: Path, writer_for: Callable[[str], OpenWriter], *, kept: bool
    ) -> None:
        self._name = name
        self._path = path
        self._writer_for = writer_for
        self._kept = kept
        self._writer: EngineWriter | None = None

    def add(self, entry: Entry) -> None:
        """Adds a paragraph."""
        writer = self._writer or self._open()
        try:
            writer.add(entry)
        except Exception as error:
            raise self._translated(error) from error

    def remove_document(self, document: int) -> None:
        """Removes all entries of a document; unknown ones are no error."""
        with self._telling():
            (self._writer or self._open()).remove_document(document)

    def commit(self) -> None:
        """Commits, if anything changed or there is no index yet."""
        if self._writer is None and self._kept:
            return
        with self._telling():
            (self._writer or self._open()).commit()
            self._writer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._writer is not None:
            with suppress(Exception):  # what went wrong before is what is told
                self._writer.abort()

    def _open(self) -> EngineWriter:
        with self._telling():
            self._writer = self._writer_for(self._name)(self._path)
            return self._writer

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise self._translated(error) from error

    def _translated(self, error: Exception) -> Exception:
        if isinstance(error, IndexerError) and (self._kept or error.code != _DAMAGED):
            return error
        # A full disk shows as whatever the engine makes of it, also as damage to new files.
        return IndexUnwritable(
            f"The search engine {self._name} could not write its files ({error}). Make room on "
            "the disk and run again; an index published earlier stays available."
        )
