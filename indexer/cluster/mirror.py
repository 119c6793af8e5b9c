"""Mirror: the generation that a cluster answers from, copied into the folder of a machine.

The folder is an index like any other afterwards, but for its entries. It may be lost at any time:
the next mirror makes it again. What is the same in a generation that is here already is linked.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from pathlib import PurePosixPath as Posix
from uuid import uuid4

from indexer.cluster.pieces import get_files
from indexer.cluster.publication import manifest_text, published
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.settings import ClusterSettings, keep_settings
from indexer.errors import IndexBusy, IndexDamaged
from indexer.generations.arrivals import record_arrivals
from indexer.generations.durable import checksum
from indexer.generations.files import FileEntry
from indexer.generations.generation import (
    BUILDING,
    COLUMNS,
    ENGINE,
    FAMILIES,
    GENERATIONS,
    STORE,
    Generation,
    build_lock,
    earlier,
    install,
    manifest_of,
    prune,
    published_digest,
    published_number,
    refuse_incompatible,
)

_ROOMS = frozenset({STORE, COLUMNS, FAMILIES, ENGINE})


def mirror(index: Path, connection: Connection) -> bool:
    """Brings a folder in line with what the cluster answers from; returns whether it changed.

    Nothing is done where another process does it. Raises as connections do, IndexIncompatible where
    this version cannot read what is published, IndexDamaged where it is not whole.
    """
    found = published(connection)
    if found is None or found.digest == published_digest(index):
        return False
    try:
        with build_lock(index):
            changed = mirror_locked(index, connection)
            number = published_number(index)
            previous = max((one.number for one in earlier(index, number)), default=0)
            prune(index, {number, previous})
    except IndexBusy:
        return False
    return changed


def mirror_once(index: Path, settings: ClusterSettings) -> bool:
    """Brings a folder in line with a cluster, and keeps in it how that is reached; see `mirror`."""
    keep_settings(index, settings)
    with closing(Connection(settings)) as connection:
        return mirror(index, connection)


def mirror_locked(index: Path, connection: Connection) -> bool:
    """Does the same for one who holds the build lock."""
    found = published(connection)
    if found is None or found.digest == published_digest(index):
        return False
    text = manifest_text(connection, found.index)
    if hashlib.sha256(text.encode()).hexdigest() != found.digest:
        raise IndexDamaged(f"The manifest of {found.index} in the cluster was altered.")
    manifest = manifest_of(text)
    place = index / GENERATIONS / f"g{manifest.number:06d}"
    refuse_incompatible(Generation(path=place, manifest=manifest))
    folder = index / BUILDING / uuid4().hex
    folder.mkdir(parents=True)
    try:
        linked = _files(index, folder, manifest.files, connection)
        if place.exists():  # another one of the same number, built without knowing of this one
            shutil.rmtree(place)
        generation = install(index, folder, text, durable=linked)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    with suppress(OSError, sqlite3.Error):
        record_arrivals(index, generation.store_path, manifest.created)
    return True


def _files(
    index: Path, folder: Path, files: Mapping[str, FileEntry], connection: Connection
) -> set[str]:
    """Puts all files of a manifest into a folder; returns the names of those that were here."""
    here = _by_checksum(index)
    linked, lacking = set(), list[tuple[Path, FileEntry]]()
    for name, entry in files.items():
        parts = Posix(name).parts
        if parts[0] not in _ROOMS or ".." in parts or Posix(name).is_absolute():
            raise IndexDamaged(f"The manifest in the cluster names a file out of place ({name}).")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        known = here.get(entry.sha256)
        if known is not None and _linked(known, path, entry):
            linked.add(name)
        else:
            lacking.append((path, entry))
    get_files(connection, lacking)
    for path, entry in lacking:
        os.utime(path, ns=(entry.mtime, entry.mtime))  # as listed
    return linked


def _by_checksum(index: Path) -> dict[str, Path]:
    """Returns the files of the generations that are here by their checksums."""
    return {
        entry.sha256: one.path / name
        for one in earlier(index, 1 << 62)
        for name, entry in one.manifest.files.items()
    }


def _linked(known: Path, path: Path, entry: FileEntry) -> bool:
    """Links a file that is here to its new place, if it is what it should be."""
    try:
        if known.stat().st_size != entry.size or checksum(known) != entry.sha256:
            return False
        os.link(known, path)
    except OSError:
        return False
    return True
