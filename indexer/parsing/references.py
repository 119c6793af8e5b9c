"""The works that a text names, resolved to symbols as far as words and dates allow."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.model import Masthead


def find_references(text: str, masthead: Masthead) -> Iterator[tuple[str, str | None]]:
    """Give (mention as printed, symbol or None) for every other work that a text names."""
    yield from ()
