"""The write half of OpenSearch: entries are put aside here, and sent when all are known.

A cluster is told of a paragraph once: with its family, which is known only when every document has
been read. So the folder of this engine holds no index. It says which index of the cluster the
generation has, and which words that has, since a cluster does not list them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.analysis.entry import Entry
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.mapping import fields_of
from indexer.engines.opensearch.settings import index_folder, kept_settings
from indexer.errors import IndexDamaged

INDEX, WORDS = "index.json", "words.json.gz"
"""Files of a published folder: the name of the index, and by positional field each term with the
number of paragraphs that have it."""
ADDED, REMOVED = "added.jsonl", "removed.json"
"""Files while a generation is built: fields of entries, and rows of documents that went."""

Words = Mapping[str, Mapping[str, int]]


class AsideWriter:
    """Puts entries aside until they are sent."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._removed: set[int] = set()
        self._file = (path / ADDED).open("w", encoding="utf-8", newline="\n")

    def add(self, entry: Entry) -> None:
        """Adds a paragraph."""
        self._file.write(json.dumps(fields_of(entry), ensure_ascii=False) + "\n")

    def remove_document(self, document: int) -> None:
        """Removes all entries of a document; unknown ones are no error."""
        self._removed.add(document)

    def commit(self) -> None:
        """Finishes the files."""
        self._file.close()
        (self._path / REMOVED).write_text(json.dumps(sorted(self._removed)), "utf-8")

    def abort(self) -> None:
        """Lets go without finishing."""
        self._file.close()


def open_writer(path: Path) -> AsideWriter:
    """Opens the folder of a generation that is being built."""
    path.mkdir(parents=True, exist_ok=True)
    for name in (INDEX, WORDS):  # links to those of the generation before
        (path / name).unlink(missing_ok=True)
    return AsideWriter(path)


@dataclass(frozen=True, slots=True)
class Aside:
    """The entries that were put aside. removed: rows of documents that went."""

    path: Path
    removed: frozenset[int]

    def fields(self) -> Iterator[dict[str, Any]]:
        """Yields the fields of the entries added, those of documents that went again left out."""
        with (self.path / ADDED).open(encoding="utf-8") as file:
            for line in file:
                found: dict[str, Any] = json.loads(line)
                if found["document"] not in self.removed:
                    yield found

    def clear(self) -> None:
        """Removes the files."""
        for name in (ADDED, REMOVED):
            (self.path / name).unlink(missing_ok=True)


def put_aside(path: Path) -> Aside:
    """Returns what was put aside in a folder; nothing where no writer was opened."""
    if not (path / REMOVED).exists():
        (path / ADDED).touch()
        return Aside(path, frozenset())
    return Aside(path, frozenset(json.loads((path / REMOVED).read_text("utf-8"))))


def finish(path: Path, index: str, words: Words) -> None:
    """Writes the files of a folder that is to be published."""
    for name in (INDEX, WORDS):  # never into a file of the generation before
        (path / name).unlink(missing_ok=True)
    (path / INDEX).write_text(json.dumps({"index": index}), "utf-8")
    with gzip.GzipFile(path / WORDS, "wb", mtime=0) as file:
        file.write(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode())


def index_of(path: Path) -> str:
    """Returns the name of the index that a folder stands for; raises IndexDamaged."""
    try:
        return str(json.loads((path / INDEX).read_text("utf-8"))["index"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, error) from error


def words_of(path: Path) -> Words:
    """Returns the terms of each positional field of a published folder; raises IndexDamaged."""
    try:
        with gzip.open(path / WORDS) as file:
            found: Words = json.loads(file.read())
            return found
    except (OSError, EOFError, ValueError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> IndexDamaged:
    return IndexDamaged(
        f"The files in {path} cannot be read ({error}). "
        "Run `operative index` on your documents to build the index again."
    )


def connection_of(path: Path) -> Connection:
    """Returns a connection to the cluster that a folder's index is in."""
    return Connection(kept_settings(index_folder(path)))


def entries_in(path: Path) -> int:
    """Counts the entries of a folder's index; raises IndexDamaged where it is not there."""
    connection, index = connection_of(path), index_of(path)
    try:
        return int(connection.ask("GET", f"/{index}/_count")["count"])
    except KeyError:
        raise gone(index) from None
    finally:
        connection.close()


def gone(index: str) -> IndexDamaged:
    """Returns the error for an index that the cluster does not have."""
    return IndexDamaged(
        f"The index {index} is no longer in the cluster. A newer one may have been published: try "
        "again. Otherwise run `operative index` on your documents to build it again."
    )
