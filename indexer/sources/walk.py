"""Walk through folders and ZIP archives, in a stable order.

What cannot be looked into becomes a `Problem`. Nothing is opened but folders and archives, and
nothing is ever unpacked to disk.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.errors import Problem, SourceMissing, UnreadableFile
from indexer.sources.archives import (
    Archive,
    ArchiveTooLarge,
    Contents,
    is_archive,
    leads_outside,
)
from indexer.sources.files import Found, FoundFile, open_chain, reason
from indexer.sources.manifest import MANIFEST, Manifest, read_manifest
from indexer.sources.names import printable

_LITTER = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX", MANIFEST})
_INDEX_MARKS = ("CURRENT", "generations")
_DEEPEST = 3  # archives within archives


def find(paths: Sequence[Path], *, index: Path | None = None, as_given: bool = False) -> Found:
    """Looks for files at `paths`, folders or files.

    A file's path is relative to the folder named; where several are named, the folder's name comes
    first. With `as_given` it is always the path as it was named, joined with the relative one.
    `index` and every other index are passed over, and so is what is hidden.

    Raises:
        SourceMissing: one of the paths is not there or may not be read.
    """
    walk = _Walk(index=os.path.realpath(index) if index else None)
    for path, prefix in zip(paths, _prefixes(paths, as_given=as_given), strict=True):
        _start(walk, path, prefix)
    while walk.later:
        _place(walk, *walk.later.pop(0))
    _missing_by_manifest(walk)
    return Found(
        files=tuple(sorted(walk.files, key=lambda found: found.path)),
        problems=tuple(sorted(walk.problems, key=lambda problem: problem.path)),
        unlisted=tuple(walk.unlisted),
    )


@dataclass(slots=True)
class _Walk:
    """Files and problems that a walk has found so far."""

    index: str | None
    files: list[FoundFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    later: list[tuple[Path, str, Manifest]] = field(default_factory=list)
    manifests: list[Manifest] = field(default_factory=list)

    def problem(self, kind: str, path: str, message: str) -> None:
        self.problems.append(Problem(kind=kind, path=path or ".", message=message))

    def is_new(self, status: os.stat_result) -> bool:
        """Tells whether a file or folder is met for the first time, under whatever name."""
        key = (status.st_dev, status.st_ino)
        if key in self.seen:
            # A file with two names of equal right is two files, and reported as duplicates.
            return stat.S_ISREG(status.st_mode) and status.st_nlink > 1
        self.seen.add(key)
        return True


def _prefixes(paths: Sequence[Path], *, as_given: bool) -> tuple[str, ...]:
    """Returns for each path what stands before the relative paths of its files."""
    given = tuple(printable(path.as_posix()) for path in paths)
    if as_given:
        return tuple("" if text == "." else text for text in given)
    if len(paths) == 1:
        return ("",) if os.path.isdir(paths[0]) else (printable(paths[0].name),)
    names = tuple(printable(os.path.basename(os.path.realpath(path))) for path in paths)
    return names if len(set(names)) == len(names) else given


def _start(walk: _Walk, path: Path, prefix: str) -> None:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            os.scandir(path).close()
        _met(walk, path, prefix, status, Manifest())
    except FileNotFoundError:
        raise SourceMissing(
            f"There is no file or folder {printable(str(path))!r}. "
            "Check the spelling, or give the full path."
        ) from None
    except (OSError, ValueError) as error:
        raise SourceMissing(
            f"{printable(str(path))!r} cannot be read: {reason(error)}. "
            "Check that you have permission to read it."
        ) from None


def _met(walk: _Walk, place: Path, path: str, status: os.stat_result, manifest: Manifest) -> None:
    if not walk.is_new(status):
        return
    if stat.S_ISDIR(status.st_mode):
        _folder(walk, place, path, manifest)
    elif stat.S_ISREG(status.st_mode):
        _file(walk, place, path, status, manifest)
    else:
        walk.problem(
            "not-a-file", path, "It is a pipe or a device, which is never read. Remove it."
        )


def _folder(walk: _Walk, folder: Path, prefix: str, manifest: Manifest) -> None:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        walk.unlisted.append(prefix)
        walk.problem(
            "folder-unreadable",
            prefix,
            f"The folder cannot be listed: {reason(error)}. Check that you may read it.",
        )
        return
    names = {entry.name for entry in listed}
    if names.issuperset(_INDEX_MARKS) or (walk.index and os.path.realpath(folder) == walk.index):
        return
    if MANIFEST in names:
        manifest = _manifest(walk, folder, prefix)
    for entry in listed:
        name = printable(entry.name)
        if _passed_over(name) or manifest.ignores(name):
            continue
        if entry.is_symlink():  # real folders name their files first
            walk.later.append((Path(entry.path), _join(prefix, name), manifest))
        else:
            _place(walk, Path(entry.path), _join(prefix, name), manifest)


def _manifest(walk: _Walk, folder: Path, prefix: str) -> Manifest:
    manifest = replace(read_manifest(folder / MANIFEST), folder=prefix)
    for message in manifest.complaints:
        walk.problem("bad-manifest", _join(prefix, MANIFEST), message)
    walk.manifests.append(manifest)
    return manifest


def _missing_by_manifest(walk: _Walk) -> None:
    paths = {found.path for found in walk.files} | {problem.path for problem in walk.problems}
    for manifest in walk.manifests:
        for file in manifest.missing(paths):
            walk.problem(
                "manifest-file-missing",
                _join(manifest.folder, MANIFEST),
                f"It names {file!r}, which is not in the folder. Correct the name or remove it.",
            )


def _place(walk: _Walk, place: Path, path: str, manifest: Manifest) -> None:
    try:
        status = place.stat()
    except OSError as error:
        if place.is_symlink() and error.errno in (errno.ENOENT, errno.ELOOP):
            walk.problem("broken-link", path, "The link leads nowhere. Mend or remove it.")
            return
        walk.unlisted.append(path)
        walk.problem("unreadable", path, f"It cannot be looked at: {reason(error)}.")
        return
    _met(walk, place, path, status, manifest)


def _file(walk: _Walk, place: Path, path: str, status: os.stat_result, manifest: Manifest) -> None:
    found = FoundFile(path=path, location=place, size=status.st_size, mtime=status.st_mtime_ns)
    if is_archive(path) and status.st_size and _outer_archive(walk, found, manifest):
        return
    _take(walk, found, manifest)


def _take(walk: _Walk, found: FoundFile, manifest: Manifest) -> None:
    entry = manifest.entry(found.path)
    walk.files.append(replace(found, symbol=entry.symbol if entry else None))


def _outer_archive(walk: _Walk, outer: FoundFile, manifest: Manifest) -> bool:
    """Lists the files of an archive and of those in it, all or none of them."""
    files, problems, unlisted = len(walk.files), len(walk.problems), len(walk.unlisted)
    try:
        return _archive(walk, outer, manifest, Contents())
    except ArchiveTooLarge as error:
        del walk.files[files:], walk.problems[problems:], walk.unlisted[unlisted:]
        walk.unlisted.append(outer.path)
        walk.problem(error.code, outer.path, str(error))
        return True


def _archive(walk: _Walk, outer: FoundFile, manifest: Manifest, contents: Contents) -> bool:
    """Lists the files of an archive; tells whether it is an archive of files at all.

    contents: of the archives around it. Raises ArchiveTooLarge where all are too much together.
    """
    archive = None
    try:
        archive = open_chain(outer.location, outer.archive_path)
        if archive.is_office_file():
            return False
        archive.add_to(contents)
        _walk_archive(walk, archive, outer, manifest, contents)
    except ArchiveTooLarge:
        raise
    except UnreadableFile as error:
        walk.unlisted.append(outer.path)
        walk.problem(error.code, outer.path, str(error))
    finally:
        if archive is not None:
            archive.close()
    return True


def _walk_archive(
    walk: _Walk, archive: Archive, outer: FoundFile, manifest: Manifest, contents: Contents
) -> None:
    for name in sorted(archive.repeated()):
        walk.problem(
            "repeated-name",
            f"{outer.path}!/{printable(name)}",
            "The archive holds several files of this name; the last one is read.",
        )
    for name, size in sorted(archive.file_sizes().items()):
        path = f"{outer.path}!/{printable(name)}"
        member = replace(outer, path=path, size=size, archive_path=(*outer.archive_path, name))
        if leads_outside(name):
            walk.problem(
                "unsafe-name",
                path,
                "Its path points outside the archive, so it was skipped. Unpack it elsewhere.",
            )
        elif any(_passed_over(part) for part in name.split("/") if part != "."):
            continue
        elif is_archive(name) and len(member.archive_path) > _DEEPEST:
            walk.problem(
                "archive-too-deep",
                path,
                "It is an archive within archives. Unpack the outer ones and index the folder.",
            )
        elif not (is_archive(name) and _archive(walk, member, manifest, contents)):
            _take(walk, member, manifest)


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _LITTER


def _join(prefix: str, name: str) -> str:
    return f"{prefix.rstrip('/')}/{name}" if prefix else name
