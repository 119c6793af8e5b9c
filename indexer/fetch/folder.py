"""The folder that is fetched into: files come whole or not at all, and stay below it.

Beside the documents it has a `manifest.toml`, which `operative index` reads, and `.fetched` with
the record, downloads that are not finished and the lock.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from indexer.errors import FetchFailed
from indexer.fetch.record import (
    CollectionRecord,
    DocumentRecord,
    FileRecord,
    Record,
    read_record,
    write_record,
)
from indexer.generations.durable import checksum, replace_file, write_file
from indexer.sources.archives import leads_outside
from indexer.sources.files import reason
from indexer.sources.manifest import MANIFEST

_STATE = ".fetched"
_OURS = "# Written by “operative fetch”; change the first line to keep your own version.\n"
# What no system's file names may hold, or what Windows reads as something else.
_UNSAFE = re.compile(
    r"""[<>:"|?*\\\x00-\x1f\x7f]|[. ]\Z|\A(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|\Z)""",
    re.IGNORECASE,
)
_LONGEST = 200  # bytes of a name; file systems end at 255, and ours adds to it
_DEEPEST = 12


def unsafe(path: str) -> bool:
    """Tells whether a published path may not become a file below a folder."""
    parts = path.split("/")
    return (
        leads_outside(path)
        or len(parts) > _DEEPEST
        or any(not part or part.startswith(".") for part in parts)
        or any(_UNSAFE.search(part) or len(part.encode()) > _LONGEST for part in parts)
    )


class Folder:
    """A folder that is fetched into; `today`, in ISO 8601, is written into its record."""

    def __init__(self, path: Path, today: date) -> None:
        self.path = path
        self.today = today.isoformat()
        self.record = Record()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs out, and reads the record.

        Raises:
            FetchFailed: another run is at work, or the folder cannot be used.
        """
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            with FileLock(self.state / "lock", timeout=0):
                self.record = read_record(self.state / "record.json")
                yield
        except Timeout:
            raise FetchFailed(
                "busy", f"Another run is fetching into {self.path}. Wait for it to end."
            ) from None
        except OSError as error:
            raise FetchFailed(
                "unwritable",
                f"{self.path} cannot be written: {reason(error)}. Check its permissions and the "
                "space on the disk, and run again.",
            ) from None

    @property
    def state(self) -> Path:
        """The folder of the record and of downloads."""
        return self.path / _STATE

    def download(self, name: str) -> Path:
        """Returns where a download is kept until it is taken over."""
        folder = self.state / "downloads"
        folder.mkdir(exist_ok=True)
        return folder / name

    def has(self, path: str, known: FileRecord) -> bool:
        """Tells whether a file is on the disk as it was fetched."""
        file = self.path / path
        try:
            return file.stat().st_size == known.size and checksum(file) == known.sha256
        except OSError:
            return False

    def put(self, path: str, data: bytes) -> FileRecord:
        """Puts a file in its place: whoever reads it sees the old one or the new one, whole."""
        if unsafe(path):
            raise FetchFailed("unsafe-name", f"{path!r} is no name for a file in a folder.")
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.parent.resolve().is_relative_to(self.path.resolve()):
            raise FetchFailed("unsafe-name", f"{path!r} leads out of the folder by a link.")
        aside = file.with_name(f".{file.name}.new")  # hidden: a run that indexes passes over it
        try:
            aside.write_bytes(data)  # not synced: after a power cut its checksum tells, by `has`
            os.replace(aside, file)
        finally:
            aside.unlink(missing_ok=True)
        return self.described(data)

    def described(self, data: bytes) -> FileRecord:
        """Returns the record of these bytes, fetched today."""
        return FileRecord(
            sha256=hashlib.sha256(data).hexdigest(), size=len(data), fetched_on=self.today
        )

    def save(self) -> None:
        """Writes the record and the manifest."""
        write_record(self.state / "record.json", self.record)
        manifest = self.path / MANIFEST
        text = _OURS + "".join(_manifest(self.record))
        if not manifest.exists():
            write_file(manifest, text)
        elif (old := manifest.read_text("utf-8", "replace")).startswith(_OURS) and old != text:
            replace_file(manifest, text)


def _manifest(record: Record) -> Iterator[str]:
    every: list[CollectionRecord | DocumentRecord] = [*record.collections.values()]
    every.extend(record.documents.values())
    for first in every[:1]:
        yield f"source = {_quoted(first.source)}\nlicence = {_quoted(first.licence)}\n"
    for one in sorted(record.documents.values(), key=lambda one: one.path):
        yield (
            f"\n[[document]]\nfile = {_quoted(one.path)}\nsymbol = {_quoted(one.symbol)}\n"
            f"source = {_quoted(one.address)}\nnote = {_quoted(one.licence)}\n"
        )


def _quoted(text: str) -> str:
    """Returns a TOML string."""
    signs = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(signs.get(sign, sign) for sign in text if sign.isprintable()) + '"'


def name_of(symbol: str) -> str:
    """Returns the name of the file of a document: its symbol with the slashes taken out."""
    return PurePosixPath(symbol.replace("/", "_").replace(" ", "_")).name
