"""One generation built: files read, the best of each symbol kept, the engine brought in line.

What is built upon and whether anything has to be built is decided in `pipeline.py`.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from indexer import engines
from indexer.analysis.entry import Entry
from indexer.build.changes import KEPT, Changes, tasks
from indexer.build.checkpoint import Checkpoint
from indexer.cluster.filling import Filling, fill
from indexer.cluster.publication import publish_in_cluster
from indexer.columns.folders import ColumnFolders, column_folders
from indexer.engines import entry_count
from indexer.engines.folder import EngineFolder
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.settings import kept_settings
from indexer.errors import (
    IndexDamaged,
    IndexIncompatible,
    IndexMissing,
    IndexUnwritable,
    NothingIndexed,
    Problem,
)
from indexer.families.files import Before, write_families
from indexer.generations.generation import (
    COLUMNS,
    ENGINE,
    FAMILIES,
    STORE,
    Generation,
    IndexManifest,
    latest,
    next_number,
    publish,
    stage,
)
from indexer.model import Document
from indexer.progress import Progress, silent
from indexer.reading.documents import PARSER, read_documents
from indexer.reading.garbage_collection import collected_rarely
from indexer.reading.pool import read_all
from indexer.reading.worker import Limits, Outcome, Read
from indexer.sources.files import FileReader, Found, FoundFile
from indexer.sources.names import printable
from indexer.store.catalogue import document_rows
from indexer.store.former_ids import keep_former_ids
from indexer.store.parts import folder_of, parts
from indexer.store.prepared import Prepared, Preparing
from indexer.store.reader import counts
from indexer.store.rows import connect, entries
from indexer.store.writer import Entries, StoreWriter

Readings = Callable[[Sequence[FoundFile]], Iterator[Outcome[Prepared]]]
"""Reads files, or takes what is known of them from an interrupted run."""

_REASONS = 5  # named where nothing could be indexed
_ROUNDS = 10  # settling ends after one, unless files change while they are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Tools of a run; tests replace them.

    workers: processes that read, None for one a core. limits: what reading one file may take.
    worth_keeping: seconds of CPU that reading a paragraph must take for being kept until the run
        is over. Keeping one takes 0.00003, readers take 0.0004 and more.
    """

    read: Read[Document] = read_documents
    parser: str = PARSER
    writer_for: Callable[[str], engines.OpenWriter] = engines.writer_for
    entry_count: Callable[[str, Path], int] = entry_count
    progress: Progress = silent
    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    worth_keeping: float = 0.0002


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Plan of a generation.

    base: the generation to build upon, None to begin from nothing.
    keep_engine: whether the engine's files of `base` are brought in line or made anew.
    """

    index: Path
    paths: tuple[Path, ...]
    engine: str
    base: Generation | None
    keep_engine: bool
    found: Found
    changes: Changes


def build_generation(plan: Plan, reader: FileReader, tools: Tools) -> Generation:
    """Builds and publishes a generation; on any failure the index stays as it was.

    Raises:
        NothingIndexed: no document came of all the files. IndexUnwritable: the engine failed.
        IndexDamaged: the engine could not go on from the files of `base`.
    """
    with (
        closing(Checkpoint(plan.index, tools.parser, worth=tools.worth_keeping)) as checkpoint,
        _cluster(plan) as connection,
    ):
        folder = stage(plan.index, plan.base, keep_engine=plan.keep_engine)
        try:
            readings = partial(_read, reader, checkpoint, tools)
            manifest = _write(plan, folder, readings, tools, connection)
            _verify(plan, folder, manifest, tools)
            generation = publish(
                plan.index, folder, manifest, plan.base, partial(_share, plan, connection)
            )
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        checkpoint.remove()
    return generation


@contextmanager
def _cluster(plan: Plan) -> Iterator[Connection | None]:
    """Opens the connection to the cluster that a plan's engine needs, if any."""
    if plan.engine != engines.CLUSTER:
        yield None
        return
    with closing(Connection(kept_settings(plan.index))) as connection:
        yield connection


def _share(
    plan: Plan, connection: Connection | None, generation: Generation, manifest: str
) -> None:
    """Publishes a generation in the cluster, if its entries are there."""
    if connection is not None:
        of_cluster = plan.base is not None and plan.base.manifest.engine == engines.CLUSTER
        publish_in_cluster(connection, generation, manifest, plan.base if of_cluster else None)


def _write(
    plan: Plan, folder: Path, readings: Readings, tools: Tools, connection: Connection | None
) -> IndexManifest:
    engine = EngineFolder(plan.engine, folder / ENGINE, tools.writer_for, kept=plan.keep_engine)
    columns = ColumnFolders(folder / COLUMNS)
    both = Both(engine, columns)
    store = StoreWriter(folder / STORE, both)
    with collected_rarely(), engine, columns, closing(store):
        before = document_rows(store.connection)
        _write_store(plan, store, readings)
        _keep_links(plan, store.connection)
        _refuse_nothing(plan, store.connection)
        manifest = _manifest(plan, store.connection, tools.parser)
        if not plan.keep_engine:
            _write_entries(store.connection, both, before, tools)
        with ThreadPoolExecutor(1) as aside:  # both take long, and neither needs the other
            engine_done = aside.submit(engine.commit)
            store.commit()
            alive = document_rows(store.connection)
            columns.commit(alive, lambda documents: entries_of(store.connection, documents))
            _write_families(plan, folder, before, alive)
            engine_done.result()
        if connection is not None:
            with tools.progress("Sending to cluster", manifest.searchable) as advance:
                filling = Filling(
                    folder=folder,
                    number=manifest.number,
                    searchable=manifest.searchable,
                    store=store.connection,
                    alive=alive,
                    base=plan.base if plan.keep_engine else None,
                )
                fill(filling, connection, advance)
    return manifest


def _write_families(plan: Plan, folder: Path, before: Sequence[int], alive: Sequence[int]) -> None:
    base = plan.base if plan.keep_engine else None
    known = Before(base.families_path, base.column_paths, before) if base else None
    try:
        write_families(folder / FAMILIES, column_folders(folder / COLUMNS), alive, known)
    except OSError as error:
        raise IndexUnwritable(
            f"The families of wordings could not be written ({error}). Make room on the disk and "
            "run again; an index published earlier stays available."
        ) from error


def _keep_links(plan: Plan, connection: sqlite3.Connection) -> None:
    """Lets the ids of the generation that answers now lead on to their paragraphs."""
    try:
        earlier = plan.base or latest(plan.index)
    except (IndexMissing, IndexDamaged, IndexIncompatible):
        return
    keep_former_ids(connection, earlier.store_path, inherited=plan.base is not None)


@dataclass(frozen=True, slots=True)
class Both:
    """Passes entries on to both the engine and the columns."""

    engine: EngineFolder
    columns: ColumnFolders

    def add(self, entry: Entry) -> None:
        """Adds a paragraph."""
        self.engine.add(entry)
        self.columns.add(entry)

    def remove_document(self, document: int) -> None:
        """Removes all entries of a document."""
        self.engine.remove_document(document)
        self.columns.remove_document(document)


def entries_of(connection: sqlite3.Connection, documents: Iterable[int]) -> Iterator[Entry]:
    """Yields the entries of documents, named by their rows."""
    for document in documents:
        yield from entries(connection, document)


_OUT_OF_REACH = "Its folder or archive could not be read. Check that it is there and may be read."


def _write_store(plan: Plan, store: StoreWriter, readings: Readings) -> None:
    files = {file.path: file for file in plan.found.files}
    store.remove_files(plan.changes.removed)
    for file in plan.changes.unchanged:
        store.touch(file)
    for path in plan.changes.lost:
        store.note_problem(Problem(kind=KEPT, path=path, message=_OUT_OF_REACH))
    changed = (*plan.changes.added, *plan.changes.changed)
    for outcome in readings(changed):
        _take(store, files[outcome.path], outcome)
    for _ in range(_ROUNDS):
        again = [files[path] for path in store.unsettled() if path in files]
        if not again:
            break
        for outcome in readings(again):
            _take(store, files[outcome.path], outcome)
            if outcome.problem is not None:
                store.drop_claims(outcome.path)


def _read(
    reader: FileReader, checkpoint: Checkpoint, tools: Tools, files: Sequence[FoundFile]
) -> Iterator[Outcome[Prepared]]:
    """Reads files; what an interrupted run has read comes first."""
    missing = {}
    with tools.progress("Reading files", len(files)) as advance:
        for file in files:
            kept = checkpoint.get(file)
            if kept is None:
                missing[file.path] = file
                continue
            yield kept
            advance(1)
        for outcome in read_all(
            tasks(missing.values(), reader),
            Preparing(tools.read),
            expected=len(missing),
            workers=tools.workers,
            limits=tools.limits,
            keep=lambda outcome: checkpoint.add(missing[outcome.path], outcome),
        ):
            yield outcome
            advance(1)


def _take(store: StoreWriter, file: FoundFile, outcome: Outcome[Prepared]) -> None:
    if outcome.problem is not None:
        store.add_problem(file, outcome.checksum, outcome.problem)
    else:
        store.add_reading(file, outcome.checksum, outcome.documents)


def _write_entries(
    connection: sqlite3.Connection, target: Entries, before: Sequence[int], tools: Tools
) -> None:
    """Fills a new engine with the documents of before that are still there."""
    kept = sorted(set(before).intersection(document_rows(connection)))
    with tools.progress("Indexing documents", len(kept)) as advance:
        for document in kept:
            for entry in entries(connection, document):
                target.add(entry)
            advance(1)


def _manifest(plan: Plan, connection: sqlite3.Connection, parser: str) -> IndexManifest:
    held = counts(connection)
    return IndexManifest(
        number=next_number(plan.index),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=plan.engine,
        parser=parser,
        documents=held.documents,
        paragraphs=held.paragraphs,
        searchable=held.searchable,
        by_type=dict(held.by_type),
        paths=tuple(printable(str(path.absolute())) for path in plan.paths),
    )


def _refuse_nothing(plan: Plan, connection: sqlite3.Connection) -> None:
    if counts(connection).documents:
        return
    where = ", ".join(printable(str(path)) for path in plan.paths)
    if not plan.found.files and not plan.found.problems:
        raise NothingIndexed(
            f"There are no files in {where}; nothing was changed. "
            "Name a folder that holds resolutions."
        )
    reasons = [f"{one.path}: {one.message}" for one in plan.found.problems]
    reasons += [
        f"{path}: {message}"
        for path, message in connection.execute("SELECT path, message FROM files ORDER BY path")
    ]
    listed = "".join(f"\n  {reason}" for reason in reasons[:_REASONS])
    more = f"\n  and {len(reasons) - _REASONS} more" if len(reasons) > _REASONS else ""
    raise NothingIndexed(
        f"No document could be indexed from {where}; nothing was changed.{listed}{more}"
    )


def _verify(plan: Plan, folder: Path, manifest: IndexManifest, tools: Tools) -> None:
    """Checks what was written; parts of `base` were checked when they were new."""
    with closing(connect(folder / STORE)) as connection:
        base = plan.base.store_path if plan.base is not None else None
        fresh = [
            part.name
            for part in parts(connection)
            if base is None or not folder_of(base, part.row).exists()
        ]
        verdicts = {
            connection.execute(f"PRAGMA {name}.quick_check(1)").fetchone()[0]
            for name in ("main", *fresh)
        }
        held = counts(connection)
    verdict = min(verdicts - {"ok"}, default="ok")
    entries = tools.entry_count(manifest.engine, folder / ENGINE)
    if verdict != "ok" or held.documents != manifest.documents:
        raise IndexUnwritable(
            f"The new store is damaged ({verdict}). Check the disk and run "
            "again; an index published earlier stays available."
        )
    if entries != held.searchable:
        raise IndexDamaged(
            f"The search engine holds {entries} paragraphs, the store {held.searchable}. "
            "Run `operative index` again."
        )
