"""Stores as tests look into them."""

from __future__ import annotations

from indexer.store.reader import StoreReader


def stored_symbols(store: StoreReader) -> tuple[str, ...]:
    """Return the symbols of all documents, in their natural order."""
    return tuple(masthead.symbol for masthead in store.mastheads())
