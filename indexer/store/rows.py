"""Rows of paragraphs, read over the catalogue and all parts of a store."""

# ruff: noqa: S608 - names in statements come from the model, values are always parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.analysis.entry import Entry, entry_of
from indexer.analysis.places import places_in_work
from indexer.model import SEARCHED, Masthead, Paragraph
from indexer.store.parts import attach, name_of, parts
from indexer.store.tables import MASTHEAD, PARAGRAPH

CATALOGUE = "catalogue.sqlite"

AT_ONCE = 500
"""Rows a statement; SQLite's oldest limit on parameters is 999."""
_DEEPEST = 32  # a chain of parents that is longer runs in a circle


_PAGES = 512
"""KB that each connection keeps of each part; the system keeps the files in memory anyway."""


def connect(store: Path) -> sqlite3.Connection:
    """Opens a published store for reading; its files never change, so there are no locks.

    Raises sqlite3.Error where one of them is missing or is no database.
    """
    uri = f"{(store / CATALOGUE).absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        for part in parts(connection):
            attach(connection, store, part.row)
            connection.execute(f"PRAGMA {part.name}.cache_size = -{_PAGES}")
            connection.execute(f"SELECT 1 FROM {part.name}.paragraphs LIMIT 1").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def read_paragraphs(
    connection: sqlite3.Connection, rows: Sequence[int]
) -> dict[int, tuple[Masthead, Paragraph]]:
    """Returns the paragraphs of these rows with their mastheads; what is not there is left out."""
    found: dict[int, tuple[Masthead, Paragraph]] = {}
    split = 1 + len(PARAGRAPH)
    for name, some in _by_part(connection, rows):
        cells = connection.execute(
            f'SELECT p."row", {PARAGRAPH.names("p.")}, {MASTHEAD.names("d.")}'
            f' FROM {name}.paragraphs p JOIN documents d ON d."row" = p.document'
            f' WHERE p."row" IN ({holes(some)})',
            some,
        )
        for row in cells:
            found[row[0]] = MASTHEAD.decode(row[split:]), PARAGRAPH.decode(row[1:split])
    return found


def lead_ins(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, str]:
    """Returns for each row the texts that it hangs on, outermost first, joined by a space."""
    texts: dict[int, list[str]] = {}
    for name, some in _by_part(connection, rows):
        chains = connection.execute(
            "WITH RECURSIVE up(start, ancestor, depth) AS ("
            f' SELECT "row", parent_row, 1 FROM {name}.paragraphs'
            f' WHERE "row" IN ({holes(some)}) AND parent_row IS NOT NULL'
            " UNION ALL SELECT up.start, p.parent_row, up.depth + 1"
            f' FROM up JOIN {name}.paragraphs p ON p."row" = up.ancestor'
            f" WHERE p.parent_row IS NOT NULL AND up.depth < {_DEEPEST})"
            f' SELECT up.start, p.text FROM up JOIN {name}.paragraphs p ON p."row" = up.ancestor'
            " ORDER BY up.start, up.depth DESC",
            some,
        )
        for start, text in chains:
            texts.setdefault(start, []).append(text)
    return {start: " ".join(several) for start, several in texts.items()}


def document_paragraphs(
    connection: sqlite3.Connection, document: int
) -> Iterator[tuple[int, Paragraph]]:
    """Yields the paragraphs of a document, named by its row, with their rows, in order."""
    part, first, number = connection.execute(
        'SELECT part, first, paragraphs FROM documents WHERE "row" = ?', (document,)
    ).fetchone()
    rows = connection.execute(
        f'SELECT "row", {PARAGRAPH.names()} FROM {name_of(part)}.paragraphs'
        ' WHERE "row" BETWEEN ? AND ? ORDER BY "row"',
        (first, first + number - 1),
    )
    for row, *cells in rows:
        yield row, PARAGRAPH.decode(cells)


def entries(connection: sqlite3.Connection, document: int) -> Iterator[Entry]:
    """Yields the entries of a document, named by its row, in order."""
    head = MASTHEAD.decode(
        connection.execute(
            f'SELECT {MASTHEAD.names()} FROM documents WHERE "row" = ?', (document,)
        ).fetchone()
    )
    numbered = list(document_paragraphs(connection, document))
    places = places_in_work(head, [paragraph for _, paragraph in numbered])
    for (row, paragraph), place in zip(numbered, places, strict=True):
        if paragraph.type in SEARCHED:
            yield entry_of(
                document=document, row=row, masthead=head, paragraph=paragraph, place=place
            )


def holes(values: Sequence[object]) -> str:
    """Returns as many parameters of a statement as there are values."""
    return ", ".join("?" * len(values))


def _by_part(
    connection: sqlite3.Connection, rows: Sequence[int]
) -> Iterator[tuple[str, list[int]]]:
    for part in parts(connection):
        there = [row for row in rows if part.first <= row <= part.last]
        for start in range(0, len(there), AT_ONCE):
            yield part.name, there[start : start + AT_ONCE]
