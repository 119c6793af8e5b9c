"""Parts of a store: their place, their list, and when they are merged.

A part is a folder with the texts of the documents that were new when it was written. It never
changes and is handed on from generation to generation by hard links, so that a run writes no more
than what is new. What changed or went since is left in it as rows that the catalogue does not
name. Parts are written together where there are too many or too much is left over.
"""

# ruff: noqa: S608 - names in statements are made of numbers and constants, see `Part.name`
from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.store.tables import LISTS, PART_SCRIPT

PARAGRAPHS = "paragraphs.sqlite"
MOST = 8
"""Parts that a store has at most: SQLite opens ten files at once, a run needs two for itself."""
_LEFT_OVER = 0.2
"""The share of rows that are left over from which on everything is written anew."""
_CACHE = 64 * 1024  # kilobytes, for the part that is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part: its number, the first and last row of its paragraphs, and how many were written."""

    row: int
    first: int
    last: int
    written: int

    @property
    def name(self) -> str:
        """Returns the name by which statements know it."""
        return name_of(self.row)


def name_of(row: int) -> str:
    """Returns the name by which statements know the part of this number."""
    return f"part{int(row)}"


def folder_of(store: Path, row: int) -> Path:
    """Returns the folder of a part in the folder of its store."""
    return store / f"p{row:06}"


def parts(connection: sqlite3.Connection) -> tuple[Part, ...]:
    """Returns the parts that a catalogue names, in the order of their rows."""
    rows = connection.execute('SELECT "row", first, last, written FROM parts ORDER BY first')
    return tuple(
        Part(row=row, first=first, last=last, written=written) for row, first, last, written in rows
    )


def live(connection: sqlite3.Connection) -> Mapping[int, int]:
    """Returns how many paragraphs of a part are in the index, for the parts that have documents."""
    return dict(connection.execute("SELECT part, sum(paragraphs) FROM documents GROUP BY part"))


def attach(connection: sqlite3.Connection, store: Path, row: int) -> None:
    """Makes a part readable by the name that `name_of` gives; it can never be written to."""
    uri = f"{(folder_of(store, row) / PARAGRAPHS).absolute().as_uri()}?mode=ro&immutable=1"
    connection.execute(f"ATTACH ? AS {name_of(row)}", (uri,))


def create(connection: sqlite3.Connection, store: Path) -> int:
    """Begins a part, outside of a transaction; returns its number."""
    row = connection.execute("INSERT INTO parts (first, last, written) VALUES (0, 0, 0)").lastrowid
    assert row is not None, "an INSERT of one row has its number"  # noqa: S101 - for the types
    folder_of(store, row).mkdir()
    name, path = name_of(row), folder_of(store, row) / PARAGRAPHS
    connection.execute(f"ATTACH ? AS {name}", (str(path),))
    # What is not finished is thrown away: no journal, no waiting for the disk.
    for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE}"):
        connection.execute(f"PRAGMA {name}.{pragma}").fetchall()
    for statement in PART_SCRIPT.replace("%s", name).split(";\n"):
        connection.execute(statement)
    return row


def finish(connection: sqlite3.Connection, row: int) -> None:
    """Notes in the catalogue which rows a new part holds."""
    connection.execute(
        'UPDATE parts SET (first, last, written) = (SELECT coalesce(min("row"), 0),'
        f' coalesce(max("row"), 0), count(*) FROM {name_of(row)}.paragraphs) WHERE "row" = ?',
        (row,),
    )


def due(connection: sqlite3.Connection) -> tuple[Part, ...]:
    """Returns the parts that are to be written together, none where all is well.

    Small ones first, so that the work stays in proportion to what was added: a larger one joins
    when it has no more than those before it together.
    """
    several, alive = parts(connection), live(connection)
    written = sum(part.written for part in several)
    if written - sum(alive.values()) > _LEFT_OVER * written:
        return several
    empty = tuple(part for part in several if part.row not in alive)
    ordered = sorted(
        (part for part in several if part.row in alive), key=lambda part: alive[part.row]
    )
    if len(ordered) <= MOST:
        return empty
    number, together = 2, sum(alive[part.row] for part in ordered[:2])
    while number < len(ordered) and alive[ordered[number].row] <= together:
        together += alive[ordered[number].row]
        number += 1
    return (*empty, *ordered[:number])


def merge(connection: sqlite3.Connection, store: Path, old: Sequence[Part]) -> None:
    """Writes parts together, outside of a transaction: what is left over stays behind."""
    alive = live(connection)
    if any(part.row in alive for part in old):
        new = create(connection, store)
        connection.execute("BEGIN")
        for part in old:
            _copy(connection, part, new)
        finish(connection, new)
        connection.execute("COMMIT")
    for part in old:
        connection.execute('DELETE FROM parts WHERE "row" = ?', (part.row,))
        connection.execute(f"DETACH {part.name}")
        shutil.rmtree(folder_of(store, part.row))


def _copy(connection: sqlite3.Connection, part: Part, new: int) -> None:
    into = name_of(new)
    connection.execute(
        f"INSERT INTO {into}.paragraphs SELECT p.* FROM documents d"
        f" CROSS JOIN {part.name}.paragraphs p"
        ' ON p."row" BETWEEN d.first AND d.first + d.paragraphs - 1'
        " WHERE d.part = ? ORDER BY d.first",
        (part.row,),
    )
    for table in ("citations", *LISTS):
        connection.execute(
            f"INSERT INTO {into}.{table} SELECT * FROM {part.name}.{table}"
            ' WHERE document IN (SELECT "row" FROM documents WHERE part = ?)',
            (part.row,),
        )
    connection.execute("UPDATE documents SET part = ? WHERE part = ?", (new, part.row))
