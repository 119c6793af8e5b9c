"""A store under construction: what files gave goes into the catalogue and into a new part.

Its entries go to the engine at the same time, so that a document is handled once. A
store under construction belongs to one process and is no use until its generation is published;
nothing here is made durable.
"""

# ruff: noqa: S608 - names in statements come from the model, values are always parameters
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from indexer.analysis.entry import Entry
from indexer.errors import Problem
from indexer.sources.files import FoundFile
from indexer.store import catalogue, parts
from indexer.store.prepared import Prepared
from indexer.store.rows import CATALOGUE
from indexer.store.tables import CATALOGUE_SCRIPT, LISTS, PARAGRAPH


class Entries(Protocol):
    """Receiver of all searchable entries, such as an engine."""

    def add(self, entry: Entry) -> None:
        """Adds a paragraph."""

    def remove_document(self, document: int) -> None:
        """Removes all entries of a document; unknown ones are no error."""


class StoreWriter:
    """Fills the store in a folder, which may hold links to an earlier one's parts.

    connection: on the catalogue, with all parts attached.
    """

    def __init__(self, folder: Path, entries: Entries) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._entries = entries
        path = folder / CATALOGUE
        fresh = not path.exists()
        self.connection = sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)
        # A store that is not finished is thrown away: no journal, no waiting for the disk.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON"):
            self.connection.execute(f"PRAGMA {pragma}").fetchall()
        if fresh:
            for statement in CATALOGUE_SCRIPT.split(";\n"):
                self.connection.execute(statement)
        for part in parts.parts(self.connection):
            parts.attach(self.connection, folder, part.row)
        self.part = parts.create(self.connection, folder)
        self.connection.execute("BEGIN")

    def remove_files(self, paths: Iterable[str]) -> None:
        """Forgets files and what was read from them."""
        for path in paths:
            self._removed(catalogue.remove_file(self.connection, path))

    def touch(self, found: FoundFile) -> None:
        """Notes where an unchanged file is now and when it was last changed."""
        catalogue.touch(self.connection, found)

    def note_problem(self, problem: Problem) -> None:
        """Notes what is wrong with a file that is known; what was read from it stays."""
        catalogue.note_problem(self.connection, problem)

    def add_problem(self, found: FoundFile, checksum: str, problem: Problem) -> None:
        """Notes that a file cannot be read; what an earlier run read from it stays."""
        catalogue.put_file(self.connection, found, checksum, problem)

    def add_reading(self, found: FoundFile, checksum: str, documents: Sequence[Prepared]) -> None:
        """Puts what was read from a file in the place of what was read from it before."""
        file = catalogue.put_file(self.connection, found, checksum, None)
        self._removed(catalogue.remove_documents(self.connection, file))
        for position, document in enumerate(documents):
            if catalogue.claim(self.connection, file, position, document):
                self._removed(
                    catalogue.remove_document(self.connection, document.key, document.language)
                )
                self._put(file, position, document)

    def drop_claims(self, path: str) -> None:
        """Forgets which symbols a file gave, except those for which it is shown."""
        catalogue.drop_claims(self.connection, path)

    def unsettled(self) -> tuple[str, ...]:
        """Names the files that are the best for a symbol but not the ones it was read from."""
        return catalogue.unsettled(self.connection)

    def commit(self) -> None:
        """Writes everything and merges parts when due; `connection` can still be read."""
        parts.finish(self.connection, self.part)
        self.connection.execute("COMMIT")
        if old := parts.due(self.connection):
            parts.merge(self.connection, self._folder, old)

    def close(self) -> None:
        """Lets go of the files; what was not committed is of no use."""
        self.connection.close()

    def _removed(self, documents: Iterable[int]) -> None:
        for row in documents:
            self._entries.remove_document(row)

    def _put(self, file: int, position: int, given: Prepared) -> None:
        row, first = catalogue.put_document(
            self.connection, given, file=file, position=position, part=self.part
        )
        self._paragraphs(row, first, given)
        name = parts.name_of(self.part)
        self.connection.executemany(
            f"INSERT INTO {name}.citations VALUES (?, ?, ?)",
            [(target, first + place, row) for target, place in given.citations],
        )
        for table, values in given.lists:
            self.connection.executemany(
                f"INSERT INTO {name}.{table} VALUES (?, ?{', ?' * len(LISTS[table])})",
                [(row, place, *cells) for place, cells in enumerate(values)],
            )
        for entry in given.entries(document=row, first=first):
            self._entries.add(entry)

    def _paragraphs(self, row: int, first: int, given: Prepared) -> None:
        self.connection.executemany(
            f"INSERT INTO {parts.name_of(self.part)}.paragraphs"
            f" VALUES (?, ?, ?{', ?' * len(PARAGRAPH)})",
            [
                (number, row, None if parent is None else first + parent, *cells)
                for number, (parent, cells) in enumerate(
                    zip(given.parents, given.paragraphs, strict=True), start=first
                )
            ],
        )
