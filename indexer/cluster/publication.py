"""Publication: a generation whose files are in the cluster, and the alias that leads to it.

What answers changes in one step, the move of the alias; whatever happens before or after it, one
whole generation answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from indexer.cluster.pieces import BODY, keep_only, missing, pieces_index, put_files
from indexer.engines.opensearch import index_of
from indexer.engines.opensearch.connection import Connection
from indexer.errors import IndexBusy, IndexDamaged, IndexIncompatible
from indexer.generations.generation import Generation, manifest_of

_STEP = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Published:
    """The generation that a cluster answers from: its index and the checksum of its manifest."""

    index: str
    digest: str


def published(connection: Connection) -> Published | None:
    """Returns what the alias leads to; None where nothing was ever published.

    Raises IndexDamaged where it leads to something else than one generation.
    """
    index = _answering(connection)
    if index is None:
        return None
    files = pieces_index(connection.settings.name)
    try:
        told = connection.ask("GET", f"/{files}/_doc/{index}", _source="digest")
    except KeyError:
        raise IndexDamaged(
            f"The cluster has no manifest of {index}. Run `operative index` on your documents."
        ) from None
    return Published(index, told["_source"]["digest"])


def manifest_text(connection: Connection, index: str) -> str:
    """Returns the text of the manifest of a generation, given by its index."""
    files = pieces_index(connection.settings.name)
    told = connection.ask("GET", f"/{files}/_doc/{index}")
    return str(told["_source"]["manifest"])


def _answering(connection: Connection) -> str | None:
    name = connection.settings.name
    try:
        told = connection.ask("GET", f"/_alias/{name}")
    except KeyError:
        return None
    if len(told) != 1:
        raise IndexDamaged(f"The alias {name} of the cluster leads to {', '.join(sorted(told))}.")
    return next(iter(told))


def publish_in_cluster(
    connection: Connection, generation: Generation, text: str, base: Generation | None
) -> None:
    """Puts a generation's files and manifest into the cluster, and lets it answer.

    base: the generation that answers so far, None for any. Raises IndexBusy where it does not.
    """
    name = connection.settings.name
    files, index = pieces_index(name), index_of(generation.engine_path)
    with suppress(IndexDamaged):  # it is there already
        connection.ask("PUT", f"/{files}", BODY, seconds=_STEP)
    by_checksum = {entry.sha256: path for path, entry in generation.manifest.files.items()}
    lacking = [by_checksum[one] for one in sorted(missing(connection, sorted(by_checksum)))]
    listed = generation.manifest.files
    put_files(connection, ((generation.path / name, listed[name]) for name in lacking))
    digest = hashlib.sha256(text.encode()).hexdigest()
    body = {"manifest": text, "digest": digest}
    connection.ask("PUT", f"/{files}/_doc/{index}", body, seconds=_STEP, refresh="true")
    connection.ask("POST", f"/{files}/_flush", seconds=_STEP)
    answering = _answering(connection)
    if base is not None and answering not in (None, index, index_of(base.engine_path)):
        raise IndexBusy(
            f"Another machine has published {answering} meanwhile. Nothing was changed; let one "
            "machine do the indexing, and run it again."
        )
    actions = [{"add": {"index": index, "alias": name}}]
    if answering not in (None, index):
        actions.insert(0, {"remove": {"index": answering, "alias": name}})
    connection.ask("POST", "/_aliases", {"actions": actions}, seconds=_STEP)


def prune_cluster(connection: Connection, kept: Iterable[Generation]) -> None:
    """Removes the indices of all generations but some, and the files that none of these has."""
    name = connection.settings.name
    indices = {index_of(one.engine_path) for one in kept}
    answering = _answering(connection)
    indices |= {answering} if answering else set()
    told = connection.ask("GET", f"/{name}-g*/_settings", expand_wildcards="all")
    for index in sorted(set(told) - indices - {"found"}):
        with suppress(KeyError):
            connection.ask("DELETE", f"/{index}", seconds=_STEP)
    _prune_files(connection, indices)


def _prune_files(connection: Connection, indices: set[str]) -> None:
    checksums: set[str] = set()
    for index in indices:
        try:
            manifest = manifest_of(manifest_text(connection, index))
        except (KeyError, IndexIncompatible):
            return  # of another version: what it needs is not known
        checksums |= {entry.sha256 for entry in manifest.files.values()}
    keep_only(connection, checksums)
