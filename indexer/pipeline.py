"""Pipeline from folders to a published index and a report.

Decides whether to build at all, and upon which generation.

Only what changed since the last run is read. Whatever goes wrong, the index published before
goes on answering; a file that cannot be read is reported and never stops the run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from indexer import engines
from indexer.analysis.analyzer import ANALYZER
from indexer.build.build import Plan, Tools, build_generation
from indexer.build.changes import Changes, compare, tasks
from indexer.build.checkpoint import NAME
from indexer.cluster.mirror import mirror_locked
from indexer.cluster.publication import prune_cluster
from indexer.columns.writer import COLUMNS
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.settings import (
    ClusterSettings,
    has_settings,
    keep_settings,
    kept_settings,
)
from indexer.errors import (
    ClusterUnavailable,
    IndexDamaged,
    IndexIncompatible,
    IndexMissing,
    IndexUnwritable,
)
from indexer.generations.arrivals import record_arrivals
from indexer.generations.files import altered_files
from indexer.generations.generation import (
    Generation,
    before,
    build_lock,
    earlier,
    latest,
    prune,
    published_number,
    refuse_incompatible,
)
from indexer.reading.pool import read_all
from indexer.reading.worker import BOUNDED, PASSING
from indexer.report import RunReport, in_order, issues, problems
from indexer.sources.files import FileReader, Found
from indexer.sources.names import printable
from indexer.sources.walk import find
from indexer.store.catalogue import KnownFile, known_files
from indexer.store.rows import connect

AUTO = "auto"
"""The engine that the index has; for a new one the first that is available."""
_REQUESTED = "You asked for a rebuild."


def build_index(
    paths: Sequence[Path],
    index: Path,
    *,
    engine: str = AUTO,
    rebuild: bool = False,
    tools: Tools | None = None,
    cluster: ClusterSettings | None = None,
) -> RunReport:
    """Brings the index at `index` in line with the files at `paths`.

    rebuild: whether to read everything again, whatever the index holds already. cluster: the one
    that the entries are sent to, if the engine is OpenSearch; by default that of the last run.

    Raises:
        SourceMissing: a path is not there. NothingIndexed: not one document was found.
        IndexBusy: another process is building. IndexUnwritable: no room or no permission.
        IndexIncompatible: the engine asked for cannot be used here.
        ClusterUnset, ClusterUnavailable, ClusterRefused: the cluster cannot be used.
    """
    started = monotonic()
    tools = tools or Tools()
    if str(index).encode("utf-8", "ignore").decode() != str(index):
        raise IndexUnwritable(
            f"The folder “{printable(str(index))}” cannot hold an index, because its name is not "
            "valid text. Choose another folder with --index."
        )
    if engine == AUTO and cluster is not None:
        engine = engines.CLUSTER
    if engine != AUTO:
        tools.writer_for(engine)  # an engine that is not there is told before any work is done
    found = find(paths, index=index)
    try:
        with build_lock(index):
            if cluster is not None and engine == engines.CLUSTER:
                keep_settings(index, cluster)
            if _is_in_cluster(index, engine):
                engine = engines.CLUSTER
                _follow(index)
            base = _Base(rebuilt=_REQUESTED) if rebuild else _base(index, tools.parser)
            report = _index(tuple(paths), index, engine, base, found, tools)
    except (OSError, sqlite3.Error) as error:
        raise IndexUnwritable(
            f"The index in {index} could not be written ({error}). Make room on the disk or check "
            "the folder's permissions, then run again; an index published earlier stays available."
        ) from error
    return replace(report, seconds=monotonic() - started)


def _is_in_cluster(index: Path, engine: str) -> bool:
    """Tells whether the entries of an index are in a cluster, or shall be."""
    if engine != AUTO:
        return engine == engines.CLUSTER
    with suppress(IndexMissing, IndexDamaged, IndexIncompatible):
        return latest(index).manifest.engine == engines.CLUSTER
    return has_settings(index)


def _follow(index: Path) -> None:
    """Begins from what the cluster answers from, whichever machine has published it."""
    with (
        closing(Connection(kept_settings(index))) as connection,
        suppress(IndexIncompatible, IndexDamaged),
    ):
        mirror_locked(index, connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """State that the last run left to build on; `rebuilt` says why there is none."""

    generation: Generation | None = None
    known: Mapping[str, KnownFile] = field(default_factory=dict)
    rebuilt: str | None = None


def _base(index: Path, parser: str) -> _Base:
    try:
        generation = latest(index)
        refuse_incompatible(generation, engine_too=False)
    except IndexMissing:
        return _Base()
    except (IndexDamaged, IndexIncompatible) as error:
        return _Base(rebuilt=str(error).partition(" Run `operative")[0])
    if generation.manifest.parser != parser:
        return _Base(rebuilt="This version of Operative reads documents differently.")
    # Damage must neither be handed on nor be left: everything is read again. What is of the same
    # size and time is taken for what it was; `check` reads it, and its remedy is to rebuild.
    if complaints := altered_files(generation.path, generation.manifest.files, trusting=True):
        return _Base(rebuilt=f"The index was damaged: {complaints[0]}")
    with closing(connect(generation.store_path)) as connection:
        return _Base(generation=generation, known=known_files(connection))


def _index(
    paths: tuple[Path, ...], index: Path, engine: str, base: _Base, found: Found, tools: Tools
) -> RunReport:
    engine = _engine(engine, base.generation)
    keep_engine = base.generation is not None and _is_of(base.generation, engine)
    with closing(FileReader()) as reader:
        with tools.progress("Looking for changes", len(found.files)) as advance:
            again = PASSING | BOUNDED if tools.limits.wider() else PASSING
            changes = compare(found, base.known, reader, advance, again=again)
        if changes.only_again() and not _come_out_otherwise(changes, base.known, reader, tools):
            changes = changes.without_again()
        if base.generation is not None and keep_engine and not changes.any():
            _tidy(index, base.generation)
            if engine == engines.CLUSTER:
                _prune_cluster(
                    index, {base.generation.number, before(index, base.generation.number)}
                )
            _record_arrivals(index, base.generation)  # a run that was killed may not have
            return _report(index, base.generation, found, changes)
        plan = Plan(
            index=index,
            paths=paths,
            engine=engine,
            base=base.generation,
            keep_engine=keep_engine,
            found=found,
            changes=changes,
        )
        previous = published_number(index)
        generation = _build(plan, reader, tools)
    with suppress(OSError):  # what is left over is removed next time
        prune(index, {generation.number, previous})
    if engine == engines.CLUSTER:
        _prune_cluster(index, {generation.number, previous})
    _record_arrivals(index, generation)
    report = _report(index, generation, found, changes)
    return replace(report, published=True, rebuilt=base.rebuilt)


def _tidy(index: Path, generation: Generation) -> None:
    """Removes what killed runs left behind, where nothing else is to be done."""
    with suppress(OSError):
        prune(index, {generation.number, before(index, generation.number)})
        (index / NAME).unlink(missing_ok=True)


def _prune_cluster(index: Path, numbers: set[int]) -> None:
    """Removes what the cluster has of generations that are no longer here."""
    kept = [one for one in earlier(index, max(numbers) + 1) if one.number in numbers]
    kept = [one for one in kept if one.manifest.engine == engines.CLUSTER]
    # Published all the same; the next run tries again.
    with suppress(ClusterUnavailable), closing(Connection(kept_settings(index))) as connection:
        prune_cluster(connection, kept)


def _record_arrivals(index: Path, generation: Generation) -> None:
    """Records what is new; the index is published whether or not this can be written."""
    with suppress(OSError, sqlite3.Error):
        record_arrivals(index, generation.store_path, generation.manifest.created)


def _come_out_otherwise(
    changes: Changes, known: Mapping[str, KnownFile], reader: FileReader, tools: Tools
) -> bool:
    """Tells whether reading files again has any other outcome than it had."""
    outcomes = read_all(
        tasks(changes.again, reader),
        tools.read,
        expected=len(changes.again),
        workers=tools.workers,
        limits=tools.limits,
    )
    return any(
        one.problem is None or one.problem.kind != known[one.path].problem for one in outcomes
    )


def _engine(requested: str, base: Generation | None) -> str:
    if requested != AUTO:
        return requested
    usable = engines.available()
    if base is not None and base.manifest.engine in usable:
        return base.manifest.engine
    return usable[0]


def _is_of(generation: Generation, engine: str) -> bool:
    """Tells whether the engine's files of a generation are what would be written today."""
    manifest = generation.manifest
    return (manifest.engine, manifest.analyzer, manifest.columns) == (engine, ANALYZER, COLUMNS)


def _build(plan: Plan, reader: FileReader, tools: Tools) -> Generation:
    try:
        return build_generation(plan, reader, tools)
    except IndexDamaged:
        if not plan.keep_engine:
            raise
        # The engine cannot go on from its old files; the store has all that it needs.
        return build_generation(replace(plan, keep_engine=False), reader, tools)


def _report(index: Path, generation: Generation, found: Found, changes: Changes) -> RunReport:
    with closing(connect(generation.store_path)) as connection:
        wrong = in_order((*found.problems, *problems(connection)))
        noted = issues(connection)
    manifest = generation.manifest
    return RunReport(
        index=str(index),
        generation=manifest.number,
        published=False,
        rebuilt=None,
        engine=manifest.engine,
        notice=engines.notice(manifest.engine),
        documents=manifest.documents,
        paragraphs=manifest.paragraphs,
        searchable=manifest.searchable,
        by_type=manifest.by_type,
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
        unchanged=len(changes.unchanged) + len(changes.kept),
        problems=wrong,
        issues=noted,
        seconds=0.0,
        bytes=sum(entry.size for entry in manifest.files.values()),
    )
