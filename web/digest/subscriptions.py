"""Subscriptions: who gets the new results of which search, in one SQLite file."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from search.translation.current import gettext
from web.settings.addresses import valid_address

MOST_BY_ADDRESS = 50
MOST = 10_000
MOST_SEARCH = 4_000
"""Characters of a search."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS subscriptions (token TEXT PRIMARY KEY, address TEXT NOT NULL,"
    " search TEXT NOT NULL, since TEXT NOT NULL, sent REAL NOT NULL, UNIQUE (address, search))"
)
_BUSY = 10.0  # seconds


class Unsubscribable(Exception):  # noqa: N818 - the noun says it
    """A subscription that cannot be made; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A search whose new results somebody gets.

    token: known to its owner alone. search: the query string of the search. since: the time of
    the newest arrival that it covers. sent: when it was last looked at, in seconds since 1970.
    """

    token: str
    address: str
    search: str
    since: str
    sent: float


class Subscriptions:
    """The subscriptions in a file; every call opens it anew, so that threads need no care."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        new = not self._file.exists()
        with closing(sqlite3.connect(self._file, timeout=_BUSY)) as connection, connection:
            if new:
                self._file.chmod(0o600)  # it holds addresses of people
            connection.execute(_TABLE)
            yield connection

    def add(self, address: str, search: str, *, since: str, now: float) -> Subscription:
        """Adds a subscription, or returns the one there is for the same address and search.

        Raises:
            Unsubscribable: the address is none, or there are too many.
        """
        if not valid_address(address):
            raise Unsubscribable(
                gettext("“%(address)s” is not an e-mail address.", address=address[:100])
            )
        if len(search) > MOST_SEARCH:
            raise Unsubscribable(gettext("This search is too long to be saved. Make it shorter."))
        with self._opened() as connection:
            (every,) = connection.execute("SELECT count(*) FROM subscriptions").fetchone()
            (own,) = connection.execute(
                "SELECT count(*) FROM subscriptions WHERE address = ?", (address,)
            ).fetchone()
            if every >= MOST or own >= MOST_BY_ADDRESS:
                raise Unsubscribable(
                    gettext(
                        "There are too many subscriptions. One address can have %(most)s.",
                        most=MOST_BY_ADDRESS,
                    )
                )
            connection.execute(
                "INSERT OR IGNORE INTO subscriptions VALUES (?, ?, ?, ?, ?)",
                (secrets.token_urlsafe(24), address, search, since, now),
            )
            row = connection.execute(
                "SELECT * FROM subscriptions WHERE address = ? AND search = ?", (address, search)
            ).fetchone()
        return _subscription(row)

    def get(self, token: str) -> Subscription | None:
        """Returns the subscription of a token, None if there is none."""
        with self._opened() as connection:
            row = connection.execute(
                "SELECT * FROM subscriptions WHERE token = ?", (token,)
            ).fetchone()
        return _subscription(row) if row else None

    def remove(self, token: str) -> bool:
        """Removes a subscription; returns whether there was one."""
        with self._opened() as connection:
            found = connection.execute("DELETE FROM subscriptions WHERE token = ?", (token,))
            return found.rowcount > 0

    def due(self, before: float) -> tuple[Subscription, ...]:
        """Returns the subscriptions that were last looked at before a time."""
        with self._opened() as connection:
            rows = connection.execute(
                "SELECT * FROM subscriptions WHERE sent <= ? ORDER BY sent", (before,)
            ).fetchall()
        return tuple(map(_subscription, rows))

    def record(self, token: str, *, since: str, now: float) -> None:
        """Records that a subscription was looked at, and the newest arrival that it covers."""
        with self._opened() as connection:
            connection.execute(
                "UPDATE subscriptions SET since = ?, sent = ? WHERE token = ?", (since, now, token)
            )


def _subscription(row: tuple[str, str, str, str, float]) -> Subscription:
    token, address, search, since, sent = row
    return Subscription(token=token, address=address, search=search, since=since, sent=sent)
