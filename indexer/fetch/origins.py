"""Origins: where collections and documents are taken from.

Usually that is the address in the table. With --from it is a mirror: the folder of a clone, a
folder of clones or of archives, a folder that was fetched into elsewhere, or a server that has the
archives under their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from indexer.errors import FetchFailed, UnreadableFile
from indexer.fetch.collections import Collection, collections
from indexer.fetch.trees import ArchiveTree, FolderTree, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A mirror: a folder or file on disk, or the address of a server; neither is the usual place.

    text: what was given with --from.
    """

    text: str | None = None
    path: Path | None = None
    server: str | None = None


def read_origin(text: str | None) -> Origin:
    """Returns the origin that a text names: a path, a file URL or an address.

    Raises:
        FetchFailed: there is no such thing.
    """
    if text is None:
        return Origin()
    parts = urlsplit(text)
    if parts.scheme in ("http", "https") and parts.netloc:
        return Origin(text=text, server=text.rstrip("/"))
    local = unquote(parts.path) if parts.scheme == "file" else text
    path = Path(local).expanduser().absolute()
    if not path.exists():
        raise FetchFailed(
            "origin-missing", f"There is no {path}. Name a folder, a ZIP archive or an address."
        )
    return Origin(text=str(path), path=path)


def archive_address(collection: Collection, origin: Origin) -> str:
    """Returns the address of a collection's archive."""
    if origin.server is None:
        return collection.archive
    return f"{origin.server}/{quote(_names(collection)[1])}.zip"


def _names(collection: Collection) -> tuple[str, str]:
    return collection.repository, f"{collection.repository}-{collection.branch}"


def local_tree(collection: Collection, path: Path) -> tuple[Tree, Path] | None:
    """Opens a collection in a mirror on disk, None if the mirror does not have it.

    Raises:
        FetchFailed: it has an archive of it that is damaged.
    """
    names = _names(collection)
    for candidate in (path, *(path / name for name in names)):
        if candidate.is_dir() and (candidate != path or _is(collection, path)):
            return FolderTree(candidate), candidate
    for candidate in (path, *(path / f"{name}.zip" for name in names)):
        if candidate.is_file() and candidate.stem in names:
            return open_archive(candidate), candidate
    return None


def _is(collection: Collection, path: Path) -> bool:
    """Tells whether a folder is the collection itself, by its name or by where it was cloned."""
    if path.name in _names(collection):
        return True
    if path.name in {name for other in collections().values() for name in _names(other)}:
        return False
    try:
        config = (path / ".git" / "config").read_text("utf-8", "replace")
    except OSError:
        return False
    return f"/{collection.repository}" in config


def open_archive(file: Path) -> ArchiveTree:
    """Opens an archive; raises FetchFailed where it is damaged."""
    try:
        return ArchiveTree(file)
    except UnreadableFile as error:
        raise FetchFailed(error.code, f"{file.name}: {error}") from None
