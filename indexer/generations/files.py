"""Files of a generation: their list, and whether they are unchanged.

A file that goes by a hard link from one generation to the next is not read again: its size and
time tell that it is the one that was. Who wants to be sure reads everything.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from indexer.generations.durable import checksum

_AT_ONCE = 2  # files hashed at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of a generation: `size` in bytes, `sha256` hexadecimal, `mtime` in nanoseconds."""

    size: int
    sha256: str
    mtime: int


def kept_files(folder: Path, base: Path, listed: Mapping[str, FileEntry]) -> dict[str, FileEntry]:
    """Returns the files that are the very ones of the folder `base`, as they are listed there."""
    kept = {}
    for name, entry in listed.items():
        path = folder / name
        with suppress(OSError):
            if os.path.samefile(path, base / name) and _is_as_listed(path, entry):
                kept[name] = entry
    return kept


def _is_as_listed(path: Path, entry: FileEntry) -> bool:
    status = path.stat()
    return (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime)


def list_files(folder: Path, kept: Mapping[str, FileEntry]) -> dict[str, FileEntry]:
    """Lists the files of a folder by their path in it; those in `kept` are not read again."""
    # Lock files are the engines' own business, also while a generation is being read.
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock")
    names = [path.relative_to(folder).as_posix() for path in paths]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        found = threads.map(lambda name: kept.get(name) or _entry(folder / name), names)
        return dict(zip(names, found, strict=True))


def _entry(path: Path) -> FileEntry:
    status = path.stat()
    return FileEntry(size=status.st_size, sha256=checksum(path), mtime=status.st_mtime_ns)


SMALL = 1 << 20
"""Bytes up to which a file is read whenever an index is opened."""


def altered_files(
    folder: Path, listed: Mapping[str, FileEntry], *, trusting: bool = False
) -> list[str]:
    """Returns a sentence for each file that is not as listed.

    With `trusting`, a file of the same size and time is not read.
    """
    found = (
        complaint(folder / name, name, entry, trusting=trusting) for name, entry in listed.items()
    )
    return [one for one in found if one]


def altered_at_a_glance(folder: Path, listed: Mapping[str, FileEntry]) -> list[str]:
    """Returns a sentence for each file whose size, or if it is small, whose bytes are not right."""
    found = (
        complaint(folder / name, name, entry, read=entry.size <= SMALL)
        for name, entry in listed.items()
    )
    return [one for one in found if one]


def complaint(
    path: Path, name: str, entry: FileEntry, *, trusting: bool = False, read: bool = True
) -> str | None:
    """Returns what is wrong with a file, None where it is as listed.

    trusting: whether size and time are enough. read: whether its bytes count, or only its size.
    """
    try:
        size = path.stat().st_size
        if size != entry.size:
            return f"{name} has {size} bytes instead of {entry.size}."
        if not read or (trusting and _is_as_listed(path, entry)):
            return None
        return (
            None
            if checksum(path) == entry.sha256
            else (f"{name} was altered: its checksum differs.")
        )
    except OSError as error:
        return f"{name} cannot be read ({(error.strerror or str(error)).lower()})."
