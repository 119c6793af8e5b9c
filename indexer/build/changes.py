"""Changes since the last run: files that are new, changed or gone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.errors import Problem, UnreadableFile
from indexer.readers.doc import is_solved
from indexer.reading.worker import Task
from indexer.sources.files import FileReader, Found, FoundFile
from indexer.sources.names import printable
from indexer.store.catalogue import KnownFile

KEPT = "out-of-reach"
"""The problem of a file whose folder or archive could not be looked into: its text is kept."""
REFUSED = "unreadable"
"""The problem of a file that the system does not let be read: it may well do so the next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The files found, sorted by what has to be done.

    kept: paths that are known from before and could not be looked for. lost: those of `kept` for
    which this is new. again: those of `changed`
    that are as they were, and are read again for what was wrong.
    """

    added: tuple[FoundFile, ...]
    changed: tuple[FoundFile, ...]
    unchanged: tuple[FoundFile, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    lost: tuple[str, ...] = ()
    again: tuple[FoundFile, ...] = ()

    def without_again(self) -> Changes:
        """Returns the changes with the files that would be read again left as they are."""
        return replace(
            self,
            changed=tuple(file for file in self.changed if file not in self.again),
            unchanged=(*self.unchanged, *self.again),
            again=(),
        )

    def only_again(self) -> bool:
        """Tells whether there is nothing to do but to read files again that are as they were."""
        return bool(self.again) and not self.without_again().any()

    def any(self) -> bool:
        """Tells whether the index has to change."""
        return bool(self.added or self.changed or self.removed or self.lost)


def compare(
    found: Found,
    known: Mapping[str, KnownFile],
    reader: FileReader,
    advance: Callable[[int], object],
    *,
    again: Collection[str] = (),
) -> Changes:
    """Sorts files by what has to be done; calls `advance` for each file.

    A file of the same place, size and time is unchanged; otherwise its bytes decide. `again` has
    problems that may be gone although the file is the same.
    """
    added, changed, unchanged, repeated = [], [], [], []
    for file in found.files:
        before = known.get(file.path)
        if before is None:
            added.append(file)
        elif before.problem == KEPT or not _same(file, before, reader):
            changed.append(file)
        elif before.problem in again:
            changed.append(file)
            repeated.append(file)
        else:
            unchanged.append(file)
        advance(1)
    gone = sorted(known.keys() - {file.path for file in found.files})
    kept = tuple(path for path in gone if _below(path, found.unlisted))
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        removed=tuple(path for path in gone if path not in kept),
        kept=kept,
        lost=tuple(path for path in kept if known[path].problem is None),
        again=tuple(repeated),
    )


def checksum_of(data: bytes) -> str:
    """Returns the checksum of a file's bytes, as `Source.checksum`."""
    return hashlib.sha256(data).hexdigest()


def _same(file: FoundFile, before: KnownFile, reader: FileReader) -> bool:
    if file.size != before.size or file.symbol != before.hint or is_solved(before.problem):
        return False
    untouched = file.mtime == before.mtime and printable(str(file.location)) == before.location
    if untouched and before.problem != REFUSED:
        return True
    try:
        return checksum_of(reader.read(file)) == before.checksum
    except UnreadableFile as error:
        return error.code == before.problem and untouched


def tasks(files: Iterable[FoundFile], reader: FileReader) -> Iterator[Task]:
    """Fetches the bytes of files, one after the other as they are asked for."""
    for file in files:
        try:
            data = reader.read(file)
        except UnreadableFile as error:
            problem = Problem(kind=error.code, path=file.path, message=str(error))
            yield Task(path=file.path, data=b"", refused=problem)
        else:
            yield Task(path=file.path, data=data, symbol=file.symbol, checksum=checksum_of(data))


def _below(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(
        not prefix or path == prefix or path.startswith((f"{prefix}/", f"{prefix}!/"))
        for prefix in prefixes
    )
