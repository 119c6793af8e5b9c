"""The write halves of the engines: entries in, an engine's own files out.

An engine's folder belongs to one generation. Its writer may be opened on a folder that holds
hard links to the files of the generation before: it must replace files, never change them in
place. Nothing is durable or visible until the generation is published, see `generations.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from indexer.entry import Entry


class EngineWriter(Protocol):
    """Writes entries into one engine's folder."""

    def add(self, entry: Entry) -> None:
        """Add a paragraph."""

    def remove_document(self, document: int) -> None:
        """Remove all entries of a document; unknown ones are no error."""

    def commit(self) -> None:
        """Finish: write all files and let go of them. The writer is of no use afterwards."""

    def abort(self) -> None:
        """Let go without finishing; the folder is thrown away by the caller."""


OpenWriter = Callable[[Path], EngineWriter]
"""Opens the engine's index in a folder, making one where there is none."""
