"""Filling: the entries of a generation into an index of a cluster, from nothing or from a clone.

What is sent is complete before anybody is led to it: refreshed, written to disk, counted, copied.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from indexer.cluster.families import PlacedFamilies, placed_families
from indexer.cluster.sending import Change, send
from indexer.columns.folders import column_folders
from indexer.engines.opensearch import (
    Aside,
    Words,
    finish,
    index_of,
    put_aside,
    words_of,
)
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.mapping import (
    family_fields,
    fields_of,
    index_body,
    subject_fields,
)
from indexer.engines.opensearch.settings import ClusterSettings
from indexer.errors import ClusterUnavailable, IndexDamaged, IndexUnwritable
from indexer.generations.generation import COLUMNS, ENGINE, FAMILIES, Generation
from indexer.schema import SUBJECT_FIELDS, TEXT_FIELDS
from indexer.store.catalogue import document_rows
from indexer.store.rows import connect, entries
from indexer.store.subjects import Subjects, classified, subject_values

_ATTEMPTS = 2
"""Times that an index is filled from the beginning."""
_WHOLE = 900
"""Seconds in which the copies of a new index have to be made."""
_CLONED = 120
"""Seconds in which a clone has to be there."""
_LOOK = 0.3
"""Seconds between two looks at them."""
_STEP = 300.0
"""Seconds for one step of the cluster, such as a clone."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """What depends on the whole index: families of paragraphs, subjects of documents."""

    families: PlacedFamilies
    subjects: Subjects

    def change(self, fields: dict[str, Any]) -> Change:
        """Returns a paragraph as it is sent. fields: of its entry."""
        row, own = fields["paragraph"], self.subjects.of(fields["document"])
        values = {field.name: subject_values(own, field.name) for field in SUBJECT_FIELDS}
        more = family_fields(row, *self.families.of(row))
        return Change(row, fields | more | subject_fields(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What an index of a cluster is filled from.

    folder: of the generation that is being built. number, searchable: as its manifest will say.
    store: its catalogue with all parts. alive: rows of its documents. base: the generation it is
    built upon, if its entries are in the cluster too and stay as they are.
    """

    folder: Path
    number: int
    searchable: int
    store: sqlite3.Connection
    alive: Collection[int]
    base: Generation | None


def fill(
    filling: Filling, connection: Connection, advance: Callable[[int], object] = lambda _: None
) -> str:
    """Fills a new index and finishes the engine's folder; returns the name of the index.

    advance: takes the numbers of paragraphs that are there.

    On failure the new index is removed, and so it is by the next run if this process dies.
    Raises ClusterUnavailable, ClusterRefused, IndexUnwritable where the cluster lacks anything, and
    IndexDamaged where it does not have what is built upon.
    """
    settings = connection.settings
    index = f"{settings.name}-g{filling.number:06d}-{uuid4().hex[:8]}"
    aside = put_aside(filling.folder / ENGINE)
    families = placed_families(
        filling.folder / FAMILIES, column_folders(filling.folder / COLUMNS), filling.alive
    )
    whole = _Whole(families, Subjects(classified(filling.store)))
    base = filling.base
    if base is not None and not _may_be_cloned(base, connection):
        raise IndexDamaged(f"The index of generation {base.number} cannot be cloned.")
    for attempt in range(_ATTEMPTS):
        try:
            if base is None:
                body = index_body(settings.shards, connection.version())
                create(connection, index, body)
                words = _fresh(aside, whole, connection, index, advance)
            else:
                _clone(connection, index_of(base.engine_path), index)
                words = _updated(filling, base, aside, whole, connection, index)
                advance(filling.searchable)
            _complete(connection, index, filling.searchable)
            make_copies(connection, index, settings)
            break
        except ClusterUnavailable:
            # Until it is complete an index has no copies: a node that is lost takes a part along.
            remove(connection, index)
            if attempt == _ATTEMPTS - 1:
                raise
        except BaseException:
            remove(connection, index)
            raise
    aside.clear()
    finish(filling.folder / ENGINE, index, words)
    return index


def create(connection: Connection, index: str, body: object) -> None:
    """Makes an index."""
    with _made_before():
        connection.ask("PUT", f"/{index}", body, seconds=_STEP, timeout="60s")


@contextmanager
def _made_before() -> Iterator[None]:
    """Passes over an index that an attempt without an answer has made: no other has its name."""
    try:
        yield
    except IndexDamaged as error:
        if "already_exists" not in str(error):
            raise


def remove(connection: Connection, index: str) -> None:
    """Removes an index, if it is there and can be reached; what is left is removed later."""
    try:
        connection.ask("DELETE", f"/{index}", seconds=5.0)
    except (KeyError, ClusterUnavailable):
        return


def _may_be_cloned(base: Generation, connection: Connection) -> bool:
    index = index_of(base.engine_path)
    try:
        told = connection.ask("GET", f"/{index}/_settings")
    except KeyError:
        return False
    return int(told[index]["settings"]["index"]["number_of_shards"]) == connection.settings.shards


def _clone(connection: Connection, source: str, index: str) -> None:
    body = {"settings": {"index.blocks.write": None, "index.auto_expand_replicas": None,
                         "index.number_of_replicas": 0}}  # fmt: skip
    with _made_before():
        connection.ask("PUT", f"/{source}/_clone/{index}", body, seconds=_STEP, timeout="120s")
    _wait(connection, index, _CLONED)


def _fresh(
    aside: Aside,
    whole: _Whole,
    connection: Connection,
    index: str,
    advance: Callable[[int], object],
) -> Words:
    words: dict[str, Counter[str]] = {field: Counter() for field in TEXT_FIELDS}
    send(connection, index, _added(aside, whole, words), advance)
    return words


def _updated(
    filling: Filling,
    base: Generation,
    aside: Aside,
    whole: _Whole,
    connection: Connection,
    index: str,
) -> Words:
    words = {field: Counter(counts) for field, counts in words_of(base.engine_path).items()}
    with closing(connect(base.store_path)) as earlier:
        before = document_rows(earlier)
        gone = sorted(set(before).difference(filling.alive))
        removed = _removed(earlier, gone, words)
        send(connection, index, removed)
        others = whole.subjects.changed_since(Subjects(classified(earlier)))
    known = placed_families(base.families_path, base.column_paths, before)
    changed = set(whole.families.changed_since(known))
    changed.update(_of_documents(filling.store, others))
    send(connection, index, _added(aside, whole, words))
    send(connection, index, _again(filling.store, sorted(changed), whole))
    return {field: +counts for field, counts in words.items()}


def _added(aside: Aside, whole: _Whole, words: dict[str, Counter[str]]) -> Iterator[Change]:
    for fields in aside.fields():
        for field, counts in words.items():
            counts.update(set(fields[field].split()))
        yield whole.change(fields)


def _removed(
    earlier: sqlite3.Connection, documents: Sequence[int], words: dict[str, Counter[str]]
) -> Iterator[Change]:
    for document in documents:
        for entry in entries(earlier, document):
            for field, counts in words.items():
                counts.subtract(set(entry.words(field)))
            yield Change(entry.paragraph, None)


def _again(store: sqlite3.Connection, rows: Sequence[int], whole: _Whole) -> Iterator[Change]:
    """Yields the paragraphs of some rows anew, whose family or subjects have changed."""
    wanted = set(rows)
    for document in _documents_of(store, rows):
        for entry in entries(store, document):
            if entry.paragraph in wanted:
                yield whole.change(fields_of(entry))


def _of_documents(store: sqlite3.Connection, documents: Collection[int]) -> Iterator[int]:
    """Yields the rows of the paragraphs of documents."""
    for document, first, last in store.execute(
        'SELECT "row", first, first + paragraphs - 1 FROM documents'
    ):
        if document in documents:
            yield from range(first, last + 1)


def _documents_of(store: sqlite3.Connection, rows: Sequence[int]) -> list[int]:
    """Returns the documents that paragraphs are of, given by their rows in ascending order."""
    found: dict[int, None] = {}
    spans = store.execute(
        'SELECT "row", first, first + paragraphs - 1 FROM documents ORDER BY first'
    )
    waiting = iter(rows)
    row = next(waiting, None)
    for document, first, last in spans:
        while row is not None and row <= last:
            if row >= first:
                found[document] = None
            row = next(waiting, None)
    return list(found)


def _complete(connection: Connection, index: str, wanted: int) -> None:
    """Makes what was sent visible and durable, and counts it."""
    connection.ask("POST", f"/{index}/_refresh", seconds=_STEP)
    connection.ask("POST", f"/{index}/_flush", seconds=_STEP, force="true")
    held = connection.ask("GET", f"/{index}/_count", seconds=_STEP)
    if held["count"] != wanted or held["_shards"]["failed"]:
        raise IndexUnwritable(
            f"The cluster holds {held['count']} paragraphs of {wanted}. Nothing was published; run "
            "again."
        )


def make_copies(connection: Connection, index: str, settings: ClusterSettings) -> None:
    """Closes an index to changes and waits for its copies on other nodes."""
    # As many as there are nodes for, so that a cluster of one is whole too.
    closed = {"index.blocks.write": True, "index.auto_expand_replicas": f"0-{settings.replicas}"}
    connection.ask("PUT", f"/{index}/_settings", closed, seconds=_STEP)
    _wait(connection, index, _WHOLE)


def _wait(connection: Connection, index: str, seconds: float) -> None:
    """Waits until all copies of an index are there."""
    end = time.monotonic() + seconds
    while (status := _status(connection, index)) != "green":
        if time.monotonic() > end:
            raise ClusterUnavailable(
                f"The cluster did not make all copies of {index} within {seconds:.0f} seconds (it "
                f"is {status}). Nothing was published. Check its nodes and disks, then run again."
            )
        time.sleep(_LOOK)


def _status(connection: Connection, index: str) -> str:
    told = connection.ask("GET", f"/_cluster/health/{index}", level="indices")
    return str(told["indices"][index]["status"]) if index in told["indices"] else "red"
