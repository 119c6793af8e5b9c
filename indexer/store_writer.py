"""How a store comes to be: files and their readings in, one document for each symbol kept.

A symbol that several files give is one document, read from the best of them (`ranking.py`); the
others stay as claims, so that the next best can take over. A store under construction belongs to
one process and is no use until its generation is published; nothing here is made durable.
"""

# ruff: noqa: S608 - names in statements come from the model, values are always parameters
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from indexer.model import SEARCHED, Document, Paragraph
from indexer.parsing.lettered import number_key
from indexer.parsing.symbols import sort_key, symbol_key
from indexer.problems import Problem
from indexer.ranking import rank
from indexer.sources import FoundFile
from indexer.tables import MASTHEAD, PARAGRAPH, PARTS, SCRIPT, SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """A file as the last run saw it; `problem` is the code for which it could not be read."""

    path: str
    location: str
    size: int
    mtime: int
    checksum: str
    hint: str | None
    problem: str | None


def known_files(connection: sqlite3.Connection) -> dict[str, KnownFile]:
    """Give the files of a store by path."""
    rows = connection.execute(
        "SELECT path, location, size, mtime, checksum, hint, problem FROM files"
    )
    return {
        path: KnownFile(
            path=path,
            location=location,
            size=size,
            mtime=mtime,
            checksum=checksum,
            hint=hint,
            problem=problem,
        )
        for path, location, size, mtime, checksum, hint, problem in rows
    }


def document_rows(connection: sqlite3.Connection) -> set[int]:
    """Give the row numbers of all documents; a number is never used for another document."""
    return {row for (row,) in connection.execute('SELECT "row" FROM documents')}


class StoreWriter:
    """A store under construction; `path` may hold a copy of an earlier one."""

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        self.connection = sqlite3.connect(path, isolation_level=None)
        # A store that is not finished is thrown away: no journal, no waiting for the disk.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON"):
            self.connection.execute(f"PRAGMA {pragma}").fetchall()
        self.connection.execute("BEGIN")
        if fresh:
            for statement in SCRIPT.split(";\n"):
                self.connection.execute(statement)

    def remove_files(self, paths: Iterable[str]) -> None:
        """Forget files and what was read from them."""
        self.connection.executemany("DELETE FROM files WHERE path = ?", ((p,) for p in paths))

    def touch(self, found: FoundFile) -> None:
        """Note where an unchanged file is now and when it was last changed."""
        self.connection.execute(
            "UPDATE files SET location = ?, mtime = ? WHERE path = ?",
            (str(found.location), found.mtime, found.path),
        )

    def add_problem(self, found: FoundFile, checksum: str, problem: Problem) -> None:
        """Note that a file cannot be read; what an earlier run read from it stays."""
        self._file(found, checksum, problem)

    def add_reading(self, found: FoundFile, checksum: str, documents: Sequence[Document]) -> None:
        """Put what was read from a file in the place of what was read from it before."""
        file = self._file(found, checksum, None)
        self._forget(file)
        for position, document in enumerate(documents):
            key = symbol_key(document.masthead.symbol)
            head = document.masthead
            claim = (file, position, key, head.symbol, head.language, document.source.format)
            self.connection.execute(
                "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?)", (*claim, len(document.issues))
            )
            if (file, position) == self._best(key):
                self.connection.execute("DELETE FROM documents WHERE key = ?", (key,))
                self._document(file, position, key, document)

    def drop_claims(self, path: str) -> None:
        """Forget which symbols a file gave, except those for which it is shown."""
        self.connection.execute(
            'DELETE FROM claims WHERE file = (SELECT "row" FROM files WHERE path = ?)'
            " AND NOT EXISTS (SELECT 1 FROM documents d"
            " WHERE d.file = claims.file AND d.position = claims.position)",
            (path,),
        )

    def unsettled(self) -> tuple[str, ...]:
        """Name the files that are the best for a symbol but not the ones it was read from."""
        rows = self.connection.execute(
            "SELECT c.key, c.language, c.format, c.issues, f.path, c.position,"
            " EXISTS (SELECT 1 FROM documents d WHERE d.key = c.key"
            " AND d.file = c.file AND d.position = c.position)"
            ' FROM claims c JOIN files f ON f."row" = c.file ORDER BY c.key'
        )
        paths: dict[str, None] = {}
        for _, claims in groupby(rows, key=lambda row: row[0]):
            best = min(claims, key=lambda row: rank(*row[1:6]))
            if not best[6]:
                paths[best[4]] = None
        return tuple(paths)

    def commit(self) -> None:
        """Write everything; the store can still be read through `connection`."""
        self.connection.execute("COMMIT")
        self.connection.execute("PRAGMA optimize").fetchall()

    def close(self) -> None:
        """Let go of the file; what was not committed is of no use."""
        self.connection.close()

    def _file(self, found: FoundFile, checksum: str, problem: Problem | None) -> int:
        values = (
            str(found.location),
            found.size,
            found.mtime,
            checksum,
            found.symbol,
            problem.kind if problem else None,
            problem.message if problem else None,
        )
        row: tuple[int] = self.connection.execute(
            "INSERT INTO files (path, location, size, mtime, checksum, hint, problem, message)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
            " location = excluded.location, size = excluded.size, mtime = excluded.mtime,"
            " checksum = excluded.checksum, hint = excluded.hint,"
            ' problem = excluded.problem, message = excluded.message RETURNING "row"',
            (found.path, *values),
        ).fetchone()
        return row[0]

    def _forget(self, file: int) -> None:
        self.connection.execute("DELETE FROM documents WHERE file = ?", (file,))
        self.connection.execute("DELETE FROM claims WHERE file = ?", (file,))

    def _best(self, key: str) -> tuple[int, int]:
        rows = self.connection.execute(
            "SELECT c.language, c.format, c.issues, f.path, c.position, c.file"
            ' FROM claims c JOIN files f ON f."row" = c.file WHERE c.key = ?',
            (key,),
        )
        best = min(rows, key=lambda row: rank(*row[:5]))
        return best[5], best[4]

    def _document(self, file: int, position: int, key: str, document: Document) -> None:
        cells = MASTHEAD.encode(document.masthead) + SOURCE.encode(document.source)
        row = self.connection.execute(
            "INSERT INTO documents (key, number, sort_key, file, position,"
            f" {MASTHEAD.names()}, {SOURCE.names()})"
            f" VALUES ({', '.join('?' * (5 + len(cells)))})",
            (key, number_key(key), sort_key(document.masthead.symbol), file, position, *cells),
        ).lastrowid
        assert row is not None, "an INSERT of one row has its number"  # noqa: S101 - for the types
        self._paragraphs(row, document.paragraphs)
        lists = (document.footnotes, document.references, document.issues)
        for (table, shape), values in zip(PARTS.items(), lists, strict=True):
            self.connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?{', ?' * len(shape)})",
                ((row, place, *shape.encode(value)) for place, value in enumerate(values)),
            )

    def _paragraphs(self, document: int, paragraphs: Sequence[Paragraph]) -> None:
        first = self._next_paragraph()
        rows = {paragraph.id: first + n for n, paragraph in enumerate(paragraphs)}
        self.connection.executemany(
            f'INSERT INTO paragraphs ("row", document, parent_row, {PARAGRAPH.names()})'
            f" VALUES (?, ?, ?{', ?' * len(PARAGRAPH)})",
            (
                (first + n, document, rows.get(p.parent or ""), *PARAGRAPH.encode(p))
                for n, p in enumerate(paragraphs)
            ),
        )
        self.connection.executemany(
            "INSERT INTO citations (target, paragraph) VALUES (?, ?)",
            (
                (target, first + n)
                for n, p in enumerate(paragraphs)
                if p.type in SEARCHED
                for target in p.cites
            ),
        )

    def _next_paragraph(self) -> int:
        row = self.connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'paragraphs'"
        ).fetchone()
        return 1 + (row[0] if row else 0)
