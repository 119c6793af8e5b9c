"""The file that a document was read from, as it was: found again, and only if it is unchanged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import OriginalMissing, UnreadableFile
from indexer.sources.files import FileReader, FoundFile
from indexer.sources.names import real, safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Place that a document was read from.

    path: as in `Source.path`. location: the file on disk, of a member the archive; both as
        `names.printable` writes them.
    checksum: SHA-256 of the bytes, hexadecimal. size: in bytes. format: as in `Source.format`.
    """

    path: str
    location: str
    checksum: str
    size: int
    format: str

    @property
    def name(self) -> str:
        """Returns the name of the file, without its folder or archive, fit for a header."""
        return safe(self.path.replace("!/", "/").rpartition("/")[2])


def original_bytes(original: Original) -> bytes:
    """Reads a file again, exactly as it was indexed.

    Raises:
        OriginalMissing: it has been moved, removed or changed since.
    """
    found = FoundFile(
        path=original.path,
        location=Path(real(original.location)),
        size=original.size,
        mtime=0,
        archive_path=_archive_path(original),
    )
    reader = FileReader()
    try:
        data = reader.read(found)
    except (UnreadableFile, KeyError):
        raise _missing(original) from None
    finally:
        reader.close()
    if hashlib.sha256(data).hexdigest() != original.checksum:
        raise _missing(original)
    return data


def _archive_path(original: Original) -> tuple[str, ...]:
    """Returns the names inside archives that a path holds behind the archive's own."""
    location = Path(real(original.location)).as_posix()
    at = original.path.find("!/")
    while at >= 0:
        if location.endswith(real(original.path[:at])):
            return tuple(map(real, original.path[at + 2 :].split("!/")))
        at = original.path.find("!/", at + 1)
    return ()


def _missing(original: Original) -> OriginalMissing:
    return OriginalMissing(
        f"The file “{original.name}” is no longer as it was when it was indexed. "
        "Run “operative index” to read it again."
    )
