"""Index connection: the searcher that views use, opened at the first request.

It is not opened at the start, so that pages can say that there is no index yet, and work as soon as
one is published.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from flask import Flask, current_app

from indexer.model import Paragraph
from indexer.parsing.text.languages import EN
from indexer.store.reader import StoredDocument
from search.errors import DocumentMissing
from search.searcher import Searcher
from search.translation.current import gettext
from web.settings.settings import Settings

OpenSearcher = Callable[[Path], Searcher]
EXTENSION = "operative"
MAX_SYMBOL = 300
"""Characters of a symbol; the longest known has less than forty."""


class Connection:
    """One searcher for all threads; if it cannot be opened, the next request tries again."""

    def __init__(self, settings: Settings, open_searcher: OpenSearcher) -> None:
        self.settings = settings
        self._open = open_searcher
        self._lock = Lock()
        self._searcher: Searcher | None = None

    def searcher(self) -> Searcher:
        """Returns the searcher.

        Raises:
            IndexerError: there is no usable index.
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
        """Closes the index; the next request would open it again."""
        with self._lock:
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None


def install(app: Flask, connection: Connection) -> None:
    """Stores the connection in the application."""
    app.extensions[EXTENSION] = connection


def connection() -> Connection:
    """Returns the current application's connection."""
    found: Connection = current_app.extensions[EXTENSION]
    return found


def stored_document(symbol: str, language: str = EN) -> StoredDocument:
    """Returns a document of the current application's index by any spelling of its symbol.

    Raises:
        DocumentMissing: the index does not have it. IndexerError: there is no usable index.
    """
    return stored_place(symbol, language)[0]


def stored_place(text: str, language: str = EN) -> tuple[StoredDocument, Paragraph | None]:
    """Returns the document that a text names in any spelling, and the paragraph named, if any.

    Raises like `stored_document`.
    """
    if len(text) > MAX_SYMBOL:
        raise DocumentMissing(gettext("A symbol has at most %(most)s characters.", most=MAX_SYMBOL))
    return searcher().place(text, language)


def searcher() -> Searcher:
    """Returns the current application's searcher; raises like `Connection.searcher`."""
    return connection().searcher()
