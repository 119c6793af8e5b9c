"""Trees: the published files of a collection in a ZIP archive or in a folder, by their paths.

A folder may be a clone as Git leaves it, an unpacked archive, or what was fetched elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from indexer.errors import UnreadableFile
from indexer.sources.archives import Archive
from indexer.sources.files import LARGEST, reason


class Tree(Protocol):
    """Files below one root; paths have "/" and no leading root."""

    def paths(self) -> Iterator[str]:
        """Yields the paths of all files."""

    def read(self, path: str) -> bytes:
        """Returns the bytes of a file; raises UnreadableFile."""

    def close(self) -> None:
        """Lets go of it."""


class ArchiveTree:
    """The files of a ZIP archive below its one top folder, as hosts of repositories pack it.

    Raises UnreadableFile if it is none, is damaged or would unpack to too much.
    """

    def __init__(self, file: Path) -> None:
        self._archive = Archive(file)
        names = list(self._archive.file_sizes())
        tops = {name.split("/")[0] for name in names}
        one = len(tops) == 1 and all("/" in name for name in names)
        self._top = f"{tops.pop()}/" if one else ""
        self._names = names

    def paths(self) -> Iterator[str]:
        """Yields the paths of all files."""
        return (name.removeprefix(self._top) for name in self._names)

    def read(self, path: str) -> bytes:
        """Returns the bytes of a file; raises UnreadableFile."""
        return self._archive.read(self._top + path, LARGEST)

    def close(self) -> None:
        """Closes the archive."""
        self._archive.close()


class FolderTree:
    """The files of a folder, without hidden ones and links."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def paths(self) -> Iterator[str]:
        """Yields the paths of all files in their order."""
        for parent, folders, names in os.walk(self._folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                file = Path(parent, name)
                if not name.startswith(".") and not file.is_symlink():
                    yield file.relative_to(self._folder).as_posix()

    def read(self, path: str) -> bytes:
        """Returns the bytes of a file; raises UnreadableFile."""
        try:
            with (self._folder / path).open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            raise UnreadableFile("unreadable", f"It could not be read: {reason(error)}.") from None
        if len(data) > LARGEST:
            raise UnreadableFile("too-large", f"It is larger than {LARGEST >> 20} MB.")
        return data

    def close(self) -> None:
        """Does nothing: no file stays open."""
