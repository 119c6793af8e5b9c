"""Check of a published index: whole as published, and readable by this version."""

# ruff: noqa: S608 - names in statements are numbers of parts
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indexer.engines import entry_count
from indexer.errors import IndexerError, Problem
from indexer.generations.files import altered_files
from indexer.generations.generation import ENGINE, Generation, IndexManifest, current
from indexer.reading.documents import PARSER
from indexer.store.parts import parts
from indexer.store.reader import counts
from indexer.store.rows import connect


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The outcome of a check.

    manifest: of the generation checked, None where there is none that can be read.
    problems: what is wrong, nothing if the index is sound. notes: what is worth knowing.
    remedy: what to do about the problems, None without any.
    """

    index: str
    manifest: IndexManifest | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    remedy: str | None = None


def check_index(
    index: Path, *, count_entries: Callable[[str, Path], int] = entry_count
) -> CheckReport:
    """Checks the current generation: every checksum, the store's integrity, the engine's count."""
    try:
        generation = current(index)
    except IndexerError as error:
        problem = Problem(kind=error.code, path=str(index), message=str(error))
        return CheckReport(index=str(index), manifest=None, problems=(problem,))
    problems = [
        Problem(kind="file-altered", path=str(generation.path), message=complaint)
        for complaint in altered_files(generation.path, generation.manifest.files)
    ]
    problems.extend(_store_problems(generation))
    if not any(problem.message.startswith(f"{ENGINE}/") for problem in problems):
        # Altered files of an engine are never opened: Whoosh would run what they say.
        problems.extend(_engine_problems(generation, count_entries))
    return CheckReport(
        index=str(index),
        manifest=generation.manifest,
        problems=tuple(problems),
        notes=tuple(_notes(generation)),
        remedy=_remedy(index, generation.manifest) if problems else None,
    )


def _store_problems(generation: Generation) -> Iterator[Problem]:
    path = generation.store_path
    try:
        with closing(connect(path)) as connection:
            verdicts = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            strays = connection.execute("PRAGMA foreign_key_check").fetchall()
            held = counts(connection)
            lost = _lost(connection)
    except sqlite3.Error as error:
        yield _broken(path, f"The store cannot be read: {error}.")
        return
    if verdicts != ["ok"]:
        yield _broken(path, f"The store is damaged: {'; '.join(verdicts)}.")
    if strays:
        yield _broken(path, f"{len(strays)} rows of the store belong to no document.")
    if lost:
        yield _broken(path, f"The store lacks paragraphs of {lost} documents.")
    manifest = generation.manifest
    if (held.documents, held.paragraphs) != (manifest.documents, manifest.paragraphs):
        yield _broken(
            path,
            f"The store holds {held.documents} documents and {held.paragraphs} paragraphs, "
            f"the manifest says {manifest.documents} and {manifest.paragraphs}.",
        )


def _lost(connection: sqlite3.Connection) -> int:
    """Counts the documents whose paragraphs are not all in the part that the catalogue names."""
    (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    for part in parts(connection):
        (whole,) = connection.execute(
            "SELECT count(*) FROM documents d WHERE part = ? AND paragraphs = (SELECT count(*)"
            f" FROM {part.name}.paragraphs p WHERE p.document = d.row"
            ' AND p."row" BETWEEN d.first AND d.first + d.paragraphs - 1)',
            (part.row,),
        ).fetchone()
        documents -= whole
    return int(documents)


def _engine_problems(
    generation: Generation, count_entries: Callable[[str, Path], int]
) -> Iterator[Problem]:
    manifest, path = generation.manifest, generation.engine_path
    try:
        held = count_entries(manifest.engine, path)
    except IndexerError as error:
        yield Problem(kind=error.code, path=str(path), message=str(error))
        return
    if held != manifest.searchable:
        yield Problem(
            kind="engine-damaged",
            path=str(path),
            message=f"The search engine holds {held} paragraphs instead of {manifest.searchable}.",
        )


def _broken(path: Path, message: str) -> Problem:
    return Problem(kind="store-damaged", path=str(path), message=message)


def _notes(generation: Generation) -> Iterator[str]:
    if generation.manifest.parser != PARSER:
        yield (
            f"The documents were read by {generation.manifest.parser}, this version has "
            f"{PARSER}. The index works; run `operative index` to read them again."
        )


def _remedy(index: Path, manifest: IndexManifest) -> str:
    paths = " ".join(f"'{path}'" for path in manifest.paths)
    return (
        f"Build the index again: operative index {paths} --index '{index}' --rebuild. "
        "If it is damaged once more, check the disk."
    )
