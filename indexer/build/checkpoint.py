"""Checkpoint: the outcomes of a run so far, kept beside the index until it is published.

A run that is interrupted leaves this file behind, and the next one takes from it what has not
changed since, instead of reading it again. Nothing waits for the disk here: what a power cut
damages is found out and read again.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from indexer.analysis.analyzer import ANALYZER
from indexer.build.changes import REFUSED
from indexer.columns.writer import COLUMNS
from indexer.errors import Problem
from indexer.readers.doc import MISSING
from indexer.reading.worker import BOUNDED, PASSING, Outcome
from indexer.schema import SCHEMA_VERSION
from indexer.sources.files import FoundFile
from indexer.store.prepared import Prepared
from indexer.store.tables import LAYOUT

NAME = "readings.part"
"""The file's name in the folder of the index."""

_FRAME = struct.Struct(">II")  # bytes of the name that follows, and of the reading after it
_QUICK = 1  # zlib's level: a fourth of the size, and no slower than a disk
_PASSING = frozenset(
    {REFUSED, MISSING, *PASSING, *BOUNDED}
)  # problems that the next run may not have


class Checkpoint:
    """Outcomes by file, in a file that grows; needs the build lock, and serves several threads.

    parser: name and version of what reads. The readings of any other, and those of other versions
    of what makes entries of them, are forgotten.
    worth: seconds that reading a paragraph must have taken; what is read faster is not kept.
    """

    def __init__(self, folder: Path, parser: str, *, worth: float = 0.0) -> None:
        self._worth = worth
        self._path = folder / NAME
        self._file: BinaryIO = self._path.open("a+b")
        self._lock = Lock()
        self._places: dict[bytes, tuple[int, int]] = {}
        maker = _name([parser, ANALYZER, SCHEMA_VERSION, LAYOUT, COLUMNS])
        end = 0
        for name, start, length in self._frames():
            if not end and name != maker:
                break
            self._places[name] = start, length
            end = start + length
        self._file.truncate(end)
        if not end:
            self._append(maker, b"")

    def get(self, file: FoundFile) -> Outcome[Prepared] | None:
        """Returns what came of reading a file in this state, None where it was not read."""
        start, length = self._places.get(_identity(file), (0, 0))
        with self._lock:
            self._file.seek(start)
            packed = self._file.read(length)
        try:
            checksum, problem, documents = json.loads(zlib.decompress(packed))
        except (zlib.error, ValueError):
            return None
        return Outcome(
            path=file.path,
            checksum=checksum,
            documents=tuple(Prepared(**_plain(values)) for values in documents),
            problem=Problem(kind=problem[0], path=file.path, message=problem[1])
            if problem
            else None,
        )

    def add(self, file: FoundFile, outcome: Outcome[Prepared]) -> None:
        """Keeps what came of reading a file, unless it may come out otherwise the next time."""
        problem = outcome.problem
        if problem is not None and problem.kind in _PASSING:
            return
        if outcome.seconds < self._worth * sum(len(one.paragraphs) for one in outcome.documents):
            return
        refusal = [problem.kind, problem.message] if problem is not None else None
        documents = [_values(document) for document in outcome.documents]
        text = json.dumps([outcome.checksum, refusal, documents], separators=(",", ":"))
        self._append(_identity(file), zlib.compress(text.encode(), _QUICK))

    def remove(self) -> None:
        """Forgets everything: it is published."""
        self.close()
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def _append(self, name: bytes, packed: bytes) -> None:
        with self._lock:
            self._file.write(_FRAME.pack(len(name), len(packed)) + name + packed)
            self._file.flush()  # to the system: a killed process loses nothing
            self._places[name] = self._file.tell() - len(packed), len(packed)

    def _frames(self) -> Iterator[tuple[bytes, int, int]]:
        """Yields the names in the file and where their readings are, up to the first broken one."""
        size = self._file.seek(0, 2)
        at = 0
        while at + _FRAME.size <= size:
            self._file.seek(at)
            named, length = _FRAME.unpack(self._file.read(_FRAME.size))
            start = at + _FRAME.size + named
            at = start + length
            if at <= size and named:
                yield self._file.read(named), start, length


def _identity(file: FoundFile) -> bytes:
    """Names a file in the state in which it was found."""
    place = str(file.location)
    return _name([file.path, place, *file.archive_path, file.size, file.mtime, file.symbol])


def _name(values: Sequence[str | int | None]) -> bytes:
    return json.dumps(values).encode()


def _values(document: Prepared) -> dict[str, Any]:
    return {field.name: getattr(document, field.name) for field in fields(Prepared)}


def _plain(value: Any) -> Any:
    """Returns what was written as JSON as it was before: lists are always meant as tuples."""
    if isinstance(value, list):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
