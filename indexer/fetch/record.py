"""Record of a folder: where each of its files came from, when, and its checksum.

It is a JSON file in the folder's `.fetched`, replaced as a whole. What it says is compared with the
disk before it is believed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from indexer.errors import FetchFailed
from indexer.fetch.collections import Choice
from indexer.generations.durable import replace_file

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A file that was fetched: SHA-256, bytes, and the day."""

    sha256: str
    size: int
    fetched_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A file that is wrong where it is published, or something that could not be fetched.

    kind: "empty", "damaged", "mislabelled", "doubled" or "unsafe-name"; otherwise the code of a
    `FetchFailed`, or "not-tried".
    """

    kind: str
    path: str
    message: str

    @classmethod
    def of(cls, path: str, error: FetchFailed) -> Fault:
        """Returns what an error says of a file, a document or a collection."""
        return cls(kind=error.code, path=path, message=str(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRecord:
    """A collection as it was last fetched.

    origin: what was given with --from, None for the address in the table. address: where it really
    came from. etag: the server's name for this state of it. files: by path below the collection's
    folder.
    """

    origin: str | None
    address: str
    etag: str | None
    fetched_on: str
    source: str
    licence: str
    languages: tuple[str, ...]
    sessions: tuple[str, ...]
    files: dict[str, FileRecord]
    faults: tuple[Fault, ...] = ()

    @property
    def choice(self) -> Choice:
        """What was wanted of it."""
        return Choice(languages=frozenset(self.languages), sessions=frozenset(self.sessions))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A document that was fetched by its symbol.

    origin, address, etag: as of a collection. path: below the folder. modified: what the server
    says of its age.
    """

    symbol: str
    language: str
    format: str
    origin: str | None
    address: str
    path: str
    file: FileRecord
    etag: str | None
    modified: str | None
    source: str
    licence: str


@dataclass(slots=True)
class Record:
    """All that was fetched into a folder; documents by symbol, language and format."""

    collections: dict[str, CollectionRecord] = field(default_factory=dict)
    documents: dict[str, DocumentRecord] = field(default_factory=dict)


def read_record(path: Path) -> Record:
    """Returns the record in a file, an empty one if there is none.

    Raises:
        FetchFailed: it cannot be read as one.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw["version"] != VERSION:
            raise FetchFailed(
                "record-unknown",
                f"{path} was written by another version of Operative. Use that version, or "
                "move the file away to fetch everything again.",
            )
        return Record(
            collections={name: _collection(one) for name, one in raw["collections"].items()},
            documents={name: _document(one) for name, one in raw["documents"].items()},
        )
    except FileNotFoundError:
        return Record()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FetchFailed(
            "record-damaged",
            f"{path} is damaged ({type(error).__name__}). Move it away and run again: what is in "
            "the folder is then compared with its source again.",
        ) from None


def _collection(raw: dict[str, Any]) -> CollectionRecord:
    return CollectionRecord(
        **raw
        | {
            "languages": tuple(raw["languages"]),
            "sessions": tuple(raw["sessions"]),
            "files": {path: FileRecord(**one) for path, one in raw["files"].items()},
            "faults": tuple(Fault(**one) for one in raw["faults"]),
        }
    )


def _document(raw: dict[str, Any]) -> DocumentRecord:
    return DocumentRecord(**raw | {"file": FileRecord(**raw["file"])})


def write_record(path: Path, record: Record) -> None:
    """Replaces the record in a file."""
    content = {"version": VERSION, **asdict(record)}
    replace_file(path, json.dumps(content, ensure_ascii=False, indent=1))
