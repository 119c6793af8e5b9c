"""Files that may hold documents, on disk or in archives, and their bytes.

`walk.py` finds them, `indexer.reading` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indexer.errors import Problem, UnreadableFile
from indexer.sources.archives import Archive, open_inner, too_large

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is read; the UN's own resolutions stay under a tenth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file that may hold documents.

    path: as in `Source.path`. location: the file on disk, for a member its archive.
    archive_path: name inside the archive, then inside the archive in that one; empty for a plain
    file.
    mtime: of `location`, in nanoseconds. symbol: what the manifest says the file is.
    """

    path: str
    location: Path
    size: int
    mtime: int
    archive_path: tuple[str, ...] = ()
    symbol: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Files found at the places named, in the order of their paths.

    unlisted: prefixes of paths that could not be looked into, whose files are not known to be gone.
    """

    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    unlisted: tuple[str, ...]


class FileReader:
    """Reads the bytes of found files; keeps the last archive open, as its members come together."""

    def __init__(self) -> None:
        self._archive: Archive | None = None
        self._key: tuple[Path, tuple[str, ...]] | None = None

    def read(self, found: FoundFile) -> bytes:
        """Returns the bytes of a file.

        Raises:
            UnreadableFile: they cannot be had; "unreadable" when the file system refuses them.
        """
        if found.size > LARGEST:
            raise UnreadableFile("too-large", too_large(found.size, LARGEST))
        if not found.archive_path:
            return _read_plain(found.location)
        key = (found.location, found.archive_path[:-1])
        if self._archive is None or self._key != key:
            self.close()
            self._archive = open_chain(*key)
            self._key = key
        return self._archive.read(found.archive_path[-1], LARGEST)

    def close(self) -> None:
        """Lets go of the archive."""
        if self._archive is not None:
            self._archive.close()
        self._archive = self._key = None


def open_chain(location: Path, archive_path: tuple[str, ...]) -> Archive:
    """Opens an archive on disk, or the one that is reached through these members.

    Raises:
        UnreadableFile: it is no archive, damaged, protected or too large.
    """
    try:
        archive = Archive(location)
    except OSError as error:
        raise _refused(error) from None
    for name in archive_path:
        try:
            inner = open_inner(archive, name, LARGEST)
        finally:
            archive.close()
        archive = inner
    return archive


def _read_plain(location: Path) -> bytes:
    try:
        with location.open("rb") as file:
            data = file.read(LARGEST + 1)  # it may have grown since it was found
    except OSError as error:
        raise _refused(error) from None
    if len(data) > LARGEST:
        raise UnreadableFile("too-large", too_large(len(data), LARGEST))
    return data


def _refused(error: OSError) -> UnreadableFile:
    return UnreadableFile(
        "unreadable",
        f"It could not be read: {reason(error)}. "
        "Check its permissions and the disk, and run again.",
    )


def reason(error: Exception) -> str:
    """Returns the system's own words for a failure, to stand within a sentence."""
    return (getattr(error, "strerror", None) or str(error)).lower()
