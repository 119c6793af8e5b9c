"""Catalogue of files and documents: which file is shown for which symbol.

A symbol that several files give in one language is one document, read from the best of them
(`rank`); the others stay as claims, so that the next best can take over. In another language it is
a document of its own. Where the texts of documents are
written is in `writer.py`.
"""

# ruff: noqa: S608 - names in statements come from the model, values are always parameters
from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.errors import Problem
from indexer.sources.files import FoundFile
from indexer.sources.names import printable
from indexer.store.prepared import Prepared
from indexer.store.tables import MASTHEAD, SOURCE

_SLIP = 3
"""A long form is a slip where another one is so many times as frequent, and more."""
_DOCUMENT = (
    "INSERT INTO documents (key, number, sort_key, file, position, part, first, paragraphs,"
    f" {MASTHEAD.names()}, {SOURCE.names()})"
    f" VALUES ({', '.join('?' * (8 + len(MASTHEAD) + len(SOURCE)))})"
)


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
    """Returns the files of a catalogue by path."""
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


def touch(connection: sqlite3.Connection, found: FoundFile) -> None:
    """Notes where an unchanged file is now and when it was last changed."""
    connection.execute(
        "UPDATE files SET location = ?, mtime = ? WHERE path = ?"
        " AND (location, mtime) IS NOT (?, ?)",
        (
            printable(str(found.location)),
            found.mtime,
            found.path,
            printable(str(found.location)),
            found.mtime,
        ),
    )


def note_problem(connection: sqlite3.Connection, problem: Problem) -> None:
    """Notes what is wrong with a file that is known, and leaves the rest as it is."""
    connection.execute(
        "UPDATE files SET problem = ?, message = ? WHERE path = ?",
        (problem.kind, problem.message, problem.path),
    )


def problem_of(connection: sqlite3.Connection, path: str) -> str | None:
    """Returns why a file cannot be read now; None for one that can."""
    found = connection.execute(
        "SELECT message FROM files WHERE path = ? AND problem IS NOT NULL", (path,)
    ).fetchone()
    return found[0] if found else None


def put_file(
    connection: sqlite3.Connection, found: FoundFile, checksum: str, problem: Problem | None
) -> int:
    """Notes a file as it is now; returns its row."""
    values = (
        printable(str(found.location)),
        found.size,
        found.mtime,
        checksum,
        found.symbol,
        problem.kind if problem else None,
        problem.message if problem else None,
    )
    row: tuple[int] = connection.execute(
        "INSERT INTO files (path, location, size, mtime, checksum, hint, problem, message)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
        " location = excluded.location, size = excluded.size, mtime = excluded.mtime,"
        " checksum = excluded.checksum, hint = excluded.hint,"
        ' problem = excluded.problem, message = excluded.message RETURNING "row"',
        (found.path, *values),
    ).fetchone()
    return row[0]


def remove_file(connection: sqlite3.Connection, path: str) -> list[int]:
    """Forgets a file and what was read from it; returns the rows of the documents removed."""
    file = connection.execute('SELECT "row" FROM files WHERE path = ?', (path,)).fetchone()
    if file is None:
        return []
    gone = remove_documents(connection, file[0])
    connection.execute('DELETE FROM files WHERE "row" = ?', file)
    return gone


def remove_documents(connection: sqlite3.Connection, file: int) -> list[int]:
    """Forgets what was read from a file; returns the rows of the documents removed."""
    rows = connection.execute('SELECT "row" FROM documents WHERE file = ?', (file,)).fetchall()
    connection.execute("DELETE FROM documents WHERE file = ?", (file,))
    connection.execute("DELETE FROM claims WHERE file = ?", (file,))
    return [row for (row,) in rows]


def remove_document(connection: sqlite3.Connection, key: str, language: str) -> list[int]:
    """Forgets the document of a symbol in a language, if there is one; returns its row."""
    there = "FROM documents WHERE key = ? AND language = ?"
    rows = connection.execute(f'SELECT "row" {there}', (key, language)).fetchall()
    connection.execute(f"DELETE {there}", (key, language))
    return [row for (row,) in rows]


def claim(connection: sqlite3.Connection, file: int, position: int, given: Prepared) -> bool:
    """Notes that a file gives a symbol; tells whether it is the best that does in its language."""
    values = (file, position, given.key, given.symbol, given.language, given.format, given.issues)
    connection.execute("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    rows = connection.execute(
        "SELECT c.format, c.issues, f.path, c.position, c.file"
        ' FROM claims c JOIN files f ON f."row" = c.file WHERE c.key = ? AND c.language = ?',
        (given.key, given.language),
    )
    best = min(rows, key=lambda row: rank(*row[:4]))
    return (best[4], best[3]) == (file, position)


def put_document(
    connection: sqlite3.Connection, given: Prepared, *, file: int, position: int, part: int
) -> tuple[int, int]:
    """Enters a document; returns its row and the row of its first paragraph."""
    number = len(given.paragraphs)
    (last,) = connection.execute(
        "UPDATE numbering SET paragraphs = paragraphs + ? RETURNING paragraphs", (number,)
    ).fetchone()
    first = last - number + 1
    names = (given.key, given.number, given.sort_key)
    places = (file, position, part, first, number)
    row = connection.execute(_DOCUMENT, (*names, *places, *given.head)).lastrowid
    assert row is not None, "an INSERT of one row has its number"  # noqa: S101 - for the types
    connection.executemany(
        "INSERT INTO held VALUES (?, ?, ?)", ((row, *held) for held in given.held.items())
    )
    connection.executemany(
        "INSERT INTO short_forms VALUES (?, ?, ?)",
        ((row, *pair) for pair in given.short_forms.items()),
    )
    return row, first


def drop_claims(connection: sqlite3.Connection, path: str) -> None:
    """Forgets which symbols a file gave, except those for which it is shown."""
    connection.execute(
        'DELETE FROM claims WHERE file = (SELECT "row" FROM files WHERE path = ?)'
        " AND NOT EXISTS (SELECT 1 FROM documents d"
        " WHERE d.file = claims.file AND d.position = claims.position)",
        (path,),
    )


def unsettled(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Names the files that are the best for a text but not the ones it was read from."""
    rows = connection.execute(
        "SELECT c.key, c.language, c.format, c.issues, f.path, c.position,"
        " EXISTS (SELECT 1 FROM documents d WHERE d.key = c.key"
        " AND d.file = c.file AND d.position = c.position)"
        ' FROM claims c JOIN files f ON f."row" = c.file ORDER BY c.key, c.language'
    )
    paths: dict[str, None] = {}
    for _, claims in groupby(rows, key=lambda row: row[:2]):
        best = min(claims, key=lambda row: rank(*row[2:6]))
        if not best[6]:
            paths[best[4]] = None
    return tuple(paths)


def short_forms(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Returns what the short forms of the documents stand for, each in lower case.

    The most frequent first, written alike but for case being one; rare ones beside it are slips.
    """
    counts: dict[str, Counter[str]] = {}
    for short, long in connection.execute("SELECT short, long FROM short_forms"):
        counts.setdefault(short.casefold(), Counter())[long.casefold()] += 1
    return {
        short: tuple(
            long
            for long, count in sorted(longs.items(), key=lambda one: (-one[1], one[0]))
            if count * _SLIP >= max(longs.values())
        )
        for short, longs in counts.items()
    }


def document_rows(connection: sqlite3.Connection) -> Sequence[int]:
    """Returns the row numbers of all documents; a number is never used for another document."""
    return [row for (row,) in connection.execute('SELECT "row" FROM documents ORDER BY "row"')]


FORMATS = ("akn", "docx", "doc", "pdf", "html", "markdown", "text")
"""Best first: by how much of the structure a format keeps."""

Rank = tuple[int, int, str, int]


def rank(form: str, issues: int, path: str, position: int) -> Rank:
    """Returns the place of a reading among those of its symbol and language; the lowest is shown.

    Better formats come first, then fewer issues; the path decides what is left, so that the outcome
    does not depend on the order in which files were read.
    """
    place = FORMATS.index(form) if form in FORMATS else len(FORMATS)
    return place, issues, path, position
