"""ZIP archives: what they hold, read without unpacking it to disk.

Sizes are those that the archive states: Python's reader never gives more bytes of a member than
stated, so a bomb shows by its stated sizes and is refused before anything of it is unpacked.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from indexer.errors import UnreadableFile

MOST_BYTES = 4 * 1024**3
"""Bytes that an archive may unpack to; the UN's own archives of a session hold under 100 MB."""

MOST_MEMBERS = 200_000

_ENCRYPTED = 0x1  # bit of a member's flags
_WORD = "[Content_Types].xml"  # an Office file is a ZIP archive too
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


class ArchiveTooLarge(UnreadableFile):
    """An archive that would unpack to too much, alone or with the archives in it."""


@dataclass(slots=True)
class Contents:
    """What an archive and all archives in it unpack to."""

    members: int = 0
    size: int = 0

    def add(self, members: int, size: int) -> None:
        """Adds the members of one archive and their bytes; raises ArchiveTooLarge."""
        self.members += members
        self.size += size
        if self.size > MOST_BYTES or self.members > MOST_MEMBERS:
            raise ArchiveTooLarge(
                "archive-too-large",
                f"It would unpack to {self.members:,} files of {self.size // 1024**2:,} MB or "
                f"more, with the archives in it; {MOST_MEMBERS:,} files and "
                f"{MOST_BYTES // 1024**2:,} MB are the limit. "
                "Unpack it yourself and index the folder.",
            )


class Archive:
    """An open ZIP archive.

    Raises:
        UnreadableFile: the file is no archive, damaged or would unpack to too much.
    """

    def __init__(self, file: Path | IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except PermissionError:
            raise
        except _DAMAGE as error:
            raise UnreadableFile(
                "archive-damaged",
                f"It is not a ZIP archive or is damaged ({error}). Get a fresh copy of it.",
            ) from None
        try:
            self._refuse_bombs()
        except UnreadableFile:
            self._zip.close()
            raise

    def _refuse_bombs(self) -> None:
        files = self._zip.infolist()
        Contents().add(len(files), sum(member.file_size for member in files))

    def add_to(self, contents: Contents) -> None:
        """Adds what is in it to what the archives around it hold; raises ArchiveTooLarge."""
        sizes = self.file_sizes()
        contents.add(len(sizes), sum(sizes.values()))

    def is_office_file(self) -> bool:
        """Tells whether this is a Word file and no archive of files."""
        return _WORD in self._zip.namelist()

    def file_sizes(self) -> dict[str, int]:
        """Returns the files in it and their sizes in bytes, unpacked."""
        return {
            member.filename: member.file_size
            for member in self._zip.infolist()
            if not member.is_dir()
        }

    def repeated(self) -> set[str]:
        """Returns the names that more than one member has; the last member of a name is read."""
        names = [member.filename for member in self._zip.infolist() if not member.is_dir()]
        return (
            {name for name in names if names.count(name) > 1}
            if len(set(names)) < len(names)
            else set()
        )

    def read(self, name: str, most: int) -> bytes:
        """Returns the bytes of a member, at most `most`.

        Raises:
            UnreadableFile: it is protected, damaged, too large or packed in an unknown way.
        """
        member = self._zip.getinfo(name)
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableFile(
                "encrypted",
                "It is protected by a password. Unpack the archive with the password and index "
                "what is in it.",
            )
        if member.file_size > most:
            raise UnreadableFile("too-large", too_large(member.file_size, most))
        try:
            return self._zip.read(member)
        except NotImplementedError as error:
            raise UnreadableFile(
                "archive-unsupported",
                f"It is packed in a way that cannot be read ({error}). "
                "Unpack the archive and index its contents.",
            ) from None
        except (RuntimeError, *_DAMAGE) as error:
            raise UnreadableFile(
                "archive-damaged",
                f"It cannot be unpacked ({error}). Get a fresh copy of the archive.",
            ) from None

    def close(self) -> None:
        """Lets go of the file."""
        self._zip.close()


def open_inner(archive: Archive, name: str, most: int) -> Archive:
    """Opens an archive that is a member of another one."""
    return Archive(io.BytesIO(archive.read(name, most)))


def is_archive(name: str) -> bool:
    """Tells by its name whether a file is an archive to look into."""
    return name.lower().endswith(".zip")


def leads_outside(name: str) -> bool:
    """Tells whether a member's name points out of the archive ("../../etc/passwd", "/x", "C:x")."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "" or parts[0].endswith(":") or ".." in parts


def too_large(size: int, most: int) -> str:
    """Says that a file is too large."""
    return (
        f"It is {size / 1024**2:.0f} MB large; files up to {most // 1024**2} MB can be read. "
        "Split it, or check that it is a resolution."
    )
