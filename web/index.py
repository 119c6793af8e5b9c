"""Where the views get their searcher from, and when the index is opened.

It is opened at the first request, not at the start, so that the pages can tell what is missing
and answer as soon as an index has been published.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from flask import Flask, current_app

from indexer.model import Paragraph
from indexer.store.reader import StoredDocument
from search.errors import DocumentMissing
from search.searcher import Searcher
from web.settings.settings import Settings

OpenSearcher = Callable[[Path], Searcher]
EXTENSION = "operative"
MAX_SYMBOL = 300
"""Characters of a symbol; the longest known has less than forty."""


class Connection:
    """Opens one searcher for all threads; failing to is tried again at the next request."""

    def __init__(self, settings: Settings, open_searcher: OpenSearcher) -> None:
        self.settings = settings
        self._open = open_searcher
        self._lock = Lock()
        self._searcher: Searcher | None = None

    def searcher(self) -> Searcher:
        """Give the searcher.

        Raises:
            IndexerError: there is no index, or none that can be used.
        """
        with self._lock:
            if self._searcher is None:
                self._searcher = self._open(self.settings.index)
            return self._searcher

    def verify(self) -> bool:
        """Reads the files of the index that is open, if there is one; see `Searcher.verify`."""
        with self._lock:
            opened = self._searcher
        return opened is not None and opened.verify()

    def close(self) -> None:
        """Let go of the index; the next request would open it again."""
        with self._lock:
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None


def install(app: Flask, connection: Connection) -> None:
    """Make the connection that of the application."""
    app.extensions[EXTENSION] = connection


def connection() -> Connection:
    """Give the connection of the application that is answering."""
    found: Connection = current_app.extensions[EXTENSION]
    return found


def stored_document(symbol: str) -> StoredDocument:
    """Give a document of the application that is answering, by any spelling of its symbol.

    Raises:
        DocumentMissing: the index has none. IndexerError: there is no index that can be used.
    """
    return stored_place(symbol)[0]


def stored_place(text: str) -> tuple[StoredDocument, Paragraph | None]:
    """Return the document that a text names, in any spelling, and the paragraph of it, if any.

    Raises as `stored_document`.
    """
    if len(text) > MAX_SYMBOL:
        raise DocumentMissing(f"A symbol has at most {MAX_SYMBOL} characters.")
    return searcher().place(text)


def searcher() -> Searcher:
    """Give the searcher of the application that is answering; raises as `Connection.searcher`."""
    return connection().searcher()
