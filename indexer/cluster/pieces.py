"""Pieces: files of generations, kept in a cluster under their checksums.

A file that goes from one generation to the next is there once. The first piece is put there last,
so that where it is the others are too.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from indexer.engines.opensearch.connection import Connection, Json
from indexer.errors import IndexDamaged, IndexUnwritable
from indexer.generations.files import FileEntry

_SIZE = 4 << 20
"""Bytes of a piece."""
_BATCH = 8 << 20
"""Bytes of pieces that are put there together."""
_AT_ONCE = 1_000
_STEP = 120.0  # seconds

BODY = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "codec": "best_compression"},
    "mappings": {"dynamic": False, "properties": {}},
}
"""Settings of the index of pieces: nothing is searched in it."""


def pieces_index(name: str) -> str:
    """Names the index of the pieces."""
    return f"{name}-files"


def put_files(connection: Connection, files: Iterable[tuple[Path, FileEntry]]) -> None:
    """Puts files there; raises IndexUnwritable where the cluster does not take one."""
    index = pieces_index(connection.settings.name)
    batch: list[str] = []
    size = 0
    for lines in (one for path, entry in files for one in _lines(path, entry)):
        if batch and size + len(lines) > _BATCH:
            _put(connection, index, batch)
            batch, size = [], 0
        batch.append(lines)
        size += len(lines)
    _put(connection, index, batch)


def _lines(path: Path, entry: FileEntry) -> Iterator[str]:
    """Yields the pieces of a file, the first one last."""
    with path.open("rb") as file:
        for number in reversed(range(_pieces(entry))):
            file.seek(number * _SIZE)
            data = base64.b64encode(zlib.compress(file.read(_SIZE), 1)).decode()
            yield f'{{"index":{{"_id":"{entry.sha256}-{number}"}}}}\n{{"data":"{data}"}}\n'


def _put(connection: Connection, index: str, batch: list[str]) -> None:
    if not batch:
        return
    answer = connection.ask("POST", f"/{index}/_bulk", "".join(batch), seconds=_STEP)
    if answer["errors"]:
        reasons = (one["index"].get("error", {}).get("reason") for one in answer["items"])
        reason = next(filter(None, reasons), "no reason given")
        raise IndexUnwritable(
            f"The cluster could not take the files of the index: {reason}. Nothing was published; "
            "an index published earlier stays available. Mend the cause and run again."
        )


def get_files(connection: Connection, files: Sequence[tuple[Path, FileEntry]]) -> None:
    """Writes files that are there; raises IndexDamaged where one is not what was put there."""
    small = [(path, entry) for path, entry in files if _pieces(entry) == 1]
    batch: list[tuple[Path, FileEntry]] = []
    for path, entry in small:
        batch.append((path, entry))
        if sum(one.size for _, one in batch) > _SIZE:
            _get_small(connection, batch)
            batch = []
    _get_small(connection, batch)
    for path, entry in files:
        if _pieces(entry) > 1:
            _get_large(connection, path, entry)


def _get_small(connection: Connection, files: Sequence[tuple[Path, FileEntry]]) -> None:
    if not files:
        return
    index = pieces_index(connection.settings.name)
    ids = {"ids": [f"{entry.sha256}-0" for _, entry in files]}
    told = connection.ask("POST", f"/{index}/_mget", ids, seconds=_STEP)
    for (path, entry), one in zip(files, told["docs"], strict=True):
        data = _data(path, one)
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise _damaged(path.name)
        path.write_bytes(data)


def _get_large(connection: Connection, path: Path, entry: FileEntry) -> None:
    index = pieces_index(connection.settings.name)
    mark = hashlib.sha256()
    with path.open("wb") as file:
        for number in range(_pieces(entry)):
            try:
                one = connection.ask("GET", f"/{index}/_doc/{entry.sha256}-{number}", seconds=_STEP)
            except KeyError:
                raise _damaged(path.name) from None
            data = _data(path, one)
            mark.update(data)
            file.write(data)
    if mark.hexdigest() != entry.sha256:
        raise _damaged(path.name)


def _data(path: Path, found: Json) -> bytes:
    try:
        return zlib.decompress(base64.b64decode(found["_source"]["data"]))
    except (KeyError, ValueError, zlib.error) as error:
        raise _damaged(path.name) from error


def missing(connection: Connection, checksums: Sequence[str]) -> set[str]:
    """Returns the checksums of files that are not there."""
    index, lacking = pieces_index(connection.settings.name), set[str]()
    for start in range(0, len(checksums), _AT_ONCE):
        some = checksums[start : start + _AT_ONCE]
        ids = {"ids": [f"{one}-0" for one in some]}
        told = connection.ask("POST", f"/{index}/_mget", ids, seconds=_STEP, _source="false")
        lacking |= {
            one for one, found in zip(some, told["docs"], strict=True) if not found.get("found")
        }
    return lacking


def keep_only(connection: Connection, checksums: Collection[str]) -> None:
    """Removes the pieces of all other files."""
    index = pieces_index(connection.settings.name)
    connection.ask("POST", f"/{index}/_refresh", seconds=_STEP)
    held = set(checksums)
    gone = [one for one in _ids(connection, index) if one.rpartition("-")[0] not in held]
    for start in range(0, len(gone), _AT_ONCE):
        some = gone[start : start + _AT_ONCE]
        body = "".join(json.dumps({"delete": {"_id": one}}) + "\n" for one in some)
        connection.ask("POST", f"/{index}/_bulk", body, seconds=_STEP)


def _ids(connection: Connection, index: str) -> Iterator[str]:
    """Yields the ids of all pieces; manifests have other ids."""
    found = connection.ask(
        "POST",
        f"/{index}/_search",
        {"size": _AT_ONCE, "_source": False, "query": {"match_all": {}}, "sort": ["_doc"]},
        seconds=_STEP,
        scroll="2m",
    )
    try:
        while hits := found["hits"]["hits"]:
            yield from (hit["_id"] for hit in hits if "-g" not in hit["_id"])
            body = {"scroll_id": found["_scroll_id"], "scroll": "2m"}
            found = connection.ask("POST", "/_search/scroll", body, seconds=_STEP)
    finally:
        body = {"scroll_id": [found["_scroll_id"]]}
        connection.ask("DELETE", "/_search/scroll", body, seconds=_STEP)


def _pieces(entry: FileEntry) -> int:
    return max(-(-entry.size // _SIZE), 1)


def _damaged(name: str) -> IndexDamaged:
    return IndexDamaged(
        f"The file {name} of the index is missing or altered in the cluster. "
        "Run `operative index` on your documents, with --rebuild if need be."
    )
