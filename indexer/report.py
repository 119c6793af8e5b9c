"""Report of an indexing run: counts, changes, and problems by file."""

# ruff: noqa: S608 - names in statements are numbers of parts
from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.errors import Problem
from indexer.reading.worker import DIED
from indexer.store.parts import parts

SHOWN = 10
"""Names that a text report gives for each kind of problem; `--json` gives all."""


_COUNTED = frozenset({"other-language"})
"""Kinds of problems of which many files have the same: their numbers say more than names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """The outcome of a run.

    generation: the one that answers now; published: whether this run made it.
    rebuilt: why everything was read again, None where the last run was built upon.
    notice: what should be known of the engine, None where it is the preferred one.
    by_type: paragraphs by type. added, changed, removed, unchanged: files.
    problems: what stands between a file and the index. issues: what readers of a document that
        is in the index should know; their `path` is the file it was read from.
    seconds: time taken. bytes: size of the generation.
    """

    index: str
    generation: int
    published: bool
    rebuilt: str | None
    engine: str
    notice: str | None
    documents: int
    paragraphs: int
    searchable: int
    by_type: Mapping[str, int]
    added: int
    changed: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]
    issues: tuple[Problem, ...]
    seconds: float
    bytes: int


def lost(report: RunReport) -> int:
    """Returns the number of files that only an accident kept from being read."""
    return sum(problem.kind == DIED for problem in report.problems)


def lost_line(report: RunReport) -> str:
    """Returns what to say last of a run that lost files to accidents."""
    files = _count(lost(report), "file")
    return f"{files} could not be read because the reading process died. Run again to read them."


def problems(connection: sqlite3.Connection) -> tuple[Problem, ...]:
    """Returns what a store knows to be wrong with its files."""
    unreadable = (
        Problem(kind=kind, path=path, message=message)
        for kind, path, message in connection.execute(
            "SELECT problem, path, message || CASE WHEN EXISTS"
            ' (SELECT 1 FROM claims c WHERE c.file = files."row")'
            " THEN ' Its earlier content stays in the index.' ELSE '' END"
            " FROM files WHERE problem IS NOT NULL"
        )
    )
    return (*unreadable, *_duplicates(connection))


def _duplicates(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = connection.execute(
        'SELECT f.path, c.symbol, d.path FROM claims c JOIN files f ON f."row" = c.file'
        " JOIN documents d ON d.key = c.key AND d.language = c.language"
        " AND (d.file != c.file OR d.position != c.position)"
    )
    for path, symbol, shown in rows:
        where = "another place in the same file" if path == shown else shown
        yield Problem(
            kind="duplicate",
            path=path,
            message=f"It contains {symbol}, which is shown from {where}; "
            "this file is listed as another source.",
        )


def issues(connection: sqlite3.Connection) -> tuple[Problem, ...]:
    """Returns the issues of all documents in a store."""
    rows = [
        row
        for part in parts(connection)
        for row in connection.execute(
            f"SELECT i.code, d.path, i.place, i.message FROM {part.name}.issues i"
            ' JOIN documents d ON d."row" = i.document'
        )
    ]
    return tuple(
        Problem(kind=kind, path=path, message=message) for kind, path, _, message in sorted(rows)
    )


def in_order(several: Sequence[Problem]) -> tuple[Problem, ...]:
    """Sorts problems by kind, then file."""
    return tuple(sorted(several, key=lambda one: (one.kind, one.path, one.message)))


def report_lines(report: RunReport) -> Iterator[str]:
    """Yields a report as lines for people."""
    if report.rebuilt:
        yield f"Everything was read again: {report.rebuilt}"
    yield (
        f"{_count(report.documents, 'document')}, {_count(report.paragraphs, 'paragraph')}"
        f" ({report.searchable:,} searchable), engine {report.engine}"
    )
    if report.notice:
        yield report.notice
    yield from (f"  {kind:<14}{number:>9,}" for kind, number in report.by_type.items())
    changes = ("added", "changed", "removed", "unchanged")
    yield "Files: " + ", ".join(f"{getattr(report, name):,} {name}" for name in changes)
    if not report.published:
        yield f"Nothing changed; generation {report.generation} stays current."
    yield from problem_lines(report)
    yield from _grouped("Possible reading errors in indexed documents", report.issues)
    yield (
        f"Took {report.seconds:.1f} s; generation {report.generation} in {report.index}"
        f" takes {_size(report.bytes)}"
    )


def problem_lines(report: RunReport) -> Iterator[str]:
    """Yields the problems alone."""
    return _grouped("Problems", report.problems)


def _grouped(title: str, several: Sequence[Problem]) -> Iterator[str]:
    if not several:
        return
    yield f"{title}:"
    kinds: dict[str, dict[str, list[str]]] = {}
    for problem in several:
        kinds.setdefault(problem.kind, {}).setdefault(problem.path, []).append(problem.message)
    for kind, paths in kinds.items():
        yield f"  {kind} ({_count(len(paths), 'file')})"
        if kind in _COUNTED and len(paths) > SHOWN:
            counts = Counter(messages[0] for messages in paths.values())
            for message, number in counts.most_common():
                yield f"    {_count(number, 'file')}: {shown(message)}"
            continue
        for path, messages in list(paths.items())[:SHOWN]:
            more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
            yield f"    {shown(path)}: {shown(messages[0])}{more}"
        if len(paths) > SHOWN:
            yield f"    and {len(paths) - SHOWN:,} more; --json gives all"


def shown(text: str) -> str:
    """Returns a text on one line and without control characters, which could upset a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"
