"""Pieces: files of generations, kept in a cluster under their checksums.

A file that goes from one generation to the next is there once. The first piece is put there last,
so that where it is the others are too.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from indexer.engines.opensearch.connection import Connection
from indexer.errors import IndexDamaged
from indexer.generations.files import FileEntry

_SIZE = 4 << 20
"""Bytes of a piece."""
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


def put_pieces(connection: Connection, path: Path, entry: FileEntry) -> None:
    """Puts a file there."""
    index = pieces_index(connection.settings.name)
    with path.open("rb") as file:
        for number in reversed(range(_pieces(entry))):
            file.seek(number * _SIZE)
            data = base64.b64encode(zlib.compress(file.read(_SIZE), 1)).decode()
            body = {"file": entry.sha256, "data": data}
            connection.ask("PUT", f"/{index}/_doc/{entry.sha256}-{number}", body, seconds=_STEP)


def get_pieces(connection: Connection, path: Path, entry: FileEntry) -> None:
    """Writes a file that is there; raises IndexDamaged where it is not what was put there."""
    index = pieces_index(connection.settings.name)
    mark = hashlib.sha256()
    with path.open("wb") as file:
        for number in range(_pieces(entry)):
            try:
                told = connection.ask(
                    "GET", f"/{index}/_doc/{entry.sha256}-{number}", seconds=_STEP
                )
                data = zlib.decompress(base64.b64decode(told["_source"]["data"]))
            except (KeyError, ValueError, zlib.error) as error:
                raise _damaged(path.name) from error
            mark.update(data)
            file.write(data)
    if mark.hexdigest() != entry.sha256:
        raise _damaged(path.name)


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
