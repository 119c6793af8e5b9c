"""Files that outlive a power cut: fsync of files and folders, and an atomic switch."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Set
from pathlib import Path

_BLOCK = 1 << 20


def checksum(path: Path) -> str:
    """Returns the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Has a file's bytes on the disk before going on."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Has a folder's names on the disk before going on; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path, *, but: Set[Path] = frozenset()) -> None:
    """Has everything below a folder on the disk before going on, `but` what is there already."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if Path(parent, name) not in but:
                sync_file(Path(parent, name))
        sync_folder(Path(parent))


def write_file(path: Path, text: str) -> None:
    """Writes a new file durably."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, text: str) -> None:
    """Puts a file's new content in the place of the old one: readers see the one or the other."""
    aside = path.with_name(path.name + ".new")
    write_file(aside, text)
    os.replace(aside, path)
    sync_folder(path.parent)


def link_tree(source: Path, target: Path, *, but: Set[str] = frozenset()) -> None:
    """Copies a folder whose files are never changed in place: by hard links where these work.

    Files of the names in `but` are left out.
    """
    shutil.copytree(source, target, copy_function=_link, ignore=lambda _, names: but & {*names})


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source, target)
