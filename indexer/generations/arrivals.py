"""Arrivals: when a document came into the index, for those who ask what is new.

Kept beside the generations, since it outlives them: a document that is read again, or comes back,
is not new. What the first generation held was there from the start and did not arrive.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indexer.store.rows import connect

NAME = "arrivals.sqlite"
_FIRST = ""
"""The time of what was there from the start."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS arrivals (key TEXT PRIMARY KEY, symbol TEXT NOT NULL,"
    " arrived TEXT NOT NULL) WITHOUT ROWID"
)
_BUSY = 10.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A document's symbol and the time at which it was published, ISO 8601 in UTC."""

    symbol: str
    arrived: str


def record_arrivals(index: Path, store: Path, created: str) -> int:
    """Records the documents of a store that were in no generation before; returns their number.

    created: the time of the generation. Needs the build lock.
    """
    with closing(sqlite3.connect(index / NAME, timeout=_BUSY)) as connection, connection:
        connection.execute(_TABLE)
        first = connection.execute("SELECT 1 FROM arrivals LIMIT 1").fetchone() is None
        with closing(connect(store)) as held:
            documents = held.execute("SELECT key, symbol FROM documents").fetchall()
        before = connection.total_changes
        connection.executemany(
            "INSERT OR IGNORE INTO arrivals VALUES (?, ?, ?)",
            [(key, symbol, _FIRST if first else created) for key, symbol in documents],
        )
        return connection.total_changes - before


def arrivals(index: Path, *, most: int | None = None, after: str = _FIRST) -> tuple[Arrival, ...]:
    """Returns the documents that arrived after a time, the newest first; all, or at most some.

    Nothing where it was never recorded, or cannot be read: news are no reason to refuse a page.
    """
    file = index / NAME
    if not file.is_file():
        return ()
    try:
        address = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=_BUSY)) as connection:
            rows = connection.execute(
                "SELECT symbol, arrived FROM arrivals WHERE arrived > ?"
                " ORDER BY arrived DESC, key LIMIT ?",
                (after, -1 if most is None else most),
            ).fetchall()
    except sqlite3.Error:
        return ()
    return tuple(Arrival(symbol=symbol, arrived=arrived) for symbol, arrived in rows)
