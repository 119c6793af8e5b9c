"""Opening: the generation that answers, which is the last one that is sound.

Opening looks at sizes, totals and small files; `Verification` reads the rest in the background.
"""

from __future__ import annotations

import logging
from pathlib import Path

from indexer.errors import IndexDamaged, IndexerError
from indexer.generations.files import FileEntry, altered_files, complaint
from indexer.generations.generation import current, earlier
from search.generation import OpenGeneration

_log = logging.getLogger(__name__)


def open_current(index: Path) -> OpenGeneration:
    """Opens the published generation; raises IndexMissing, IndexIncompatible, IndexDamaged."""
    generation = current(index)
    try:
        return OpenGeneration(generation)
    except IndexerError:
        raise
    except Exception as error:
        # Damaged arrays show as any kind of error; so would a mistake of ours.
        altered = altered_files(generation.path, generation.manifest.files)
        if not altered:
            raise
        raise IndexDamaged(
            f"Generation {generation.number} of the index is damaged: {altered[0]} "
            "Run `operative index FOLDER --rebuild`."
        ) from error


def open_earlier(index: Path, number: int) -> OpenGeneration | None:
    """Opens the last generation before one that turns out to be sound, read in full."""
    for generation in earlier(index, number):
        if altered_files(generation.path, generation.manifest.files):
            continue
        try:
            return OpenGeneration(generation)
        except IndexerError:
            continue
    return None


class Verification:
    """Reads files of generations, each once: many go unchanged from one to the next."""

    def __init__(self) -> None:
        self._sound: set[tuple[int, int, int, int]] = set()

    def complaint(self, opened: OpenGeneration) -> str | None:
        """Returns what is wrong with a generation that is open; None where it is sound."""
        for name, entry in opened.manifest.files.items():
            if found := self._file(opened.path / name, name, entry):
                return found
        return None

    def _file(self, path: Path, name: str, entry: FileEntry) -> str | None:
        try:
            status = path.stat()
        except OSError as error:
            return f"{name} cannot be read ({error.strerror})."
        known = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if known in self._sound:
            return None
        found = complaint(path, name, entry)
        if found is None:
            self._sound.add(known)
        return found
