"""The commands `operative index`, `operative parse`, `operative check` and `operative mirror`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from indexer.build.build import Tools
from indexer.build.changes import tasks
from indexer.cluster.mirror import mirror_once
from indexer.cluster.options import cluster_of, cluster_options
from indexer.engines import ENGINES
from indexer.engines.opensearch.settings import kept_settings
from indexer.errors import IndexerError, Problem, SourceMissing
from indexer.export import document_json
from indexer.generations.check import CheckReport, check_index
from indexer.generations.generation import current
from indexer.model import Document, Masthead, Paragraph
from indexer.options import INDEX
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.pipeline import AUTO, build_index
from indexer.progress import Progress, bars, silent
from indexer.reading.documents import parser_name, read_documents
from indexer.reading.pool import read_all
from indexer.reading.worker import Limits, Outcome
from indexer.report import lost, lost_line, problem_lines, report_lines, shown
from indexer.sources.files import FileReader, FoundFile
from indexer.sources.walk import find

Command = TypeVar("Command", bound=Callable[..., Any])

LOST = 3
"""Exit code of a run that published an index without files whose reading process died."""

_PATHS = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)


def _limits(command: Command) -> Command:
    """Adds the options that say what reading one file may take."""
    usual = Limits()
    command = click.option(
        "--memory-limit",
        type=click.IntRange(min=128),
        default=usual.megabytes,
        show_default=True,
        metavar="MB",
        help="Memory limit for reading one file (not enforced on Windows).",
    )(command)
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=usual.seconds,
        show_default=True,
        metavar="SECONDS",
        help="Time limit for reading one file.",
    )(command)


@click.command("index", short_help="Index folders of resolutions.")
@_PATHS
@INDEX
@click.option(
    "--engine",
    type=click.Choice([AUTO, *ENGINES]),
    default=AUTO,
    show_default=True,
    help="Search engine. 'auto' keeps the one the index has; a new index gets tantivy where it "
    "is installed, Whoosh elsewhere, and OpenSearch with --opensearch.",
)
@click.option(
    "--language",
    "languages",
    type=click.Choice(OFFICIAL),
    multiple=True,
    default=OFFICIAL,
    help="Language of documents to index; can be given several times. By default all six official "
    "languages: Arabic, Chinese, English, French, Russian and Spanish.",
)
@click.option("--rebuild", is_flag=True, help="Read every file again, even if unchanged.")
@cluster_options
@_limits
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, with every file.")
@click.option("--quiet", is_flag=True, help="Show no progress, print only problems.")
@click.pass_context
def index(
    context: click.Context,
    /,
    paths: tuple[Path, ...],
    index_folder: Path,
    *,
    engine: str,
    languages: tuple[str, ...],
    rebuild: bool,
    time_limit: float,
    memory_limit: int,
    as_json: bool,
    quiet: bool,
    **cluster: object,
) -> None:
    """Index the resolutions in folders, ZIP archives and single files.

    Afterwards the index matches these PATHs: run it again with the same PATHs and only
    what changed is read, what is gone is removed; with other PATHs it becomes an index of those.
    While it runs, and if it is stopped, the existing index stays available.

    A file that cannot be read, or that takes more time or memory than the limits allow, is listed
    in the report and does not stop the run. The exit code is 1 only if nothing could be indexed,
    and 3 if a file is missing only because the process that read it died: run again to read it.
    A folder may hold a manifest.toml with the symbols of files that do not state theirs.
    Documents in several languages are one, with a text in each.

    \b
    Examples:
      operative index resolutions/
      operative index ga/ sc/2023.zip --index /srv/operative
      operative index resolutions/ --engine whoosh --json
      operative index resolutions/ --opensearch https://node1:9200
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    limits = Limits(seconds=time_limit, megabytes=memory_limit)
    tools = Tools(
        read=partial(read_documents, languages=languages),
        parser=parser_name(languages),
        progress=silent if quiet or as_json else bars(),
        limits=limits,
    )
    try:
        report = build_index(
            paths,
            index_folder,
            engine=engine,
            rebuild=rebuild,
            tools=tools,
            cluster=cluster_of(cluster),
        )
    except IndexerError as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        raise click.ClickException(
            "Stopped. Run the same command again to continue; files already read are kept."
        ) from None
    if as_json:
        _echo_json(asdict(report), indent=1)
    else:
        for line in problem_lines(report) if quiet else report_lines(report):
            click.echo(line)
    if lost(report):
        click.echo(lost_line(report), err=as_json)
        context.exit(LOST)


@click.command("parse", short_help="Show how files are understood.")
@_PATHS
@_limits
@click.option("--jsonl", is_flag=True, help="Print one JSON object per document, one per line.")
def parse(paths: tuple[Path, ...], *, time_limit: float, memory_limit: int, jsonl: bool) -> None:
    """Read files or folders and print what was understood, without an index.

    Prints an outline of each document: type, label, the words that open each paragraph, and the
    issues. With --jsonl prints everything, one JSON object for each document, with the path as
    given in `source`. Files that cannot be read are listed on the error output, one line each;
    the exit code is 1 only if nothing could be read.

    \b
    Examples:
      operative parse resolution.pdf
      operative parse resolutions/ --jsonl > resolutions.jsonl
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    files, problems = _find_all(paths)
    for problem in problems:
        _complain(problem)
    progress = bars() if jsonl and not sys.stdout.isatty() else silent
    read = 0
    limits = Limits(seconds=time_limit, megabytes=memory_limit)
    for outcome in _read(files, limits, progress):
        if outcome.problem is not None:
            _complain(outcome.problem)
            continue
        read += 1
        for document in outcome.documents:
            if jsonl:
                _echo_json(document_json(document))
            else:
                click.echo("\n".join(shown(line) for line in outline(document)) + "\n")
    if not read:
        raise click.ClickException("Nothing could be read. Name files or folders of resolutions.")


@click.command("check", short_help="Verify an index.")
@INDEX
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_context
def check(context: click.Context, index_folder: Path, *, as_json: bool) -> None:
    """Verify that an index is whole and can be read by this version.

    Compares every file with its checksum, checks the store, and compares the number
    of paragraphs in the store with that in the search engine. The exit code is 1 if anything is
    wrong, and the last line says what to do.
    """
    report = check_index(index_folder)
    if as_json:
        _echo_json({"sound": not report.problems, **asdict(report)}, indent=1)
    else:
        for line in _check_lines(report):
            click.echo(line)
    if report.problems:
        context.exit(1)


@click.command("mirror", short_help="Copy the index that a cluster answers from.")
@INDEX
@cluster_options
def mirror(index_folder: Path, **cluster: object) -> None:
    """Copy what this machine needs to search an index that is in an OpenSearch cluster.

    Another machine has built it with "operative index --opensearch". The entries stay in the
    cluster; texts and what drafts are compared with are copied into the folder of the index, from
    the second time on only what is new. "operative serve" does this by itself.

    \b
    Example:
      operative mirror --index /var/lib/operative --opensearch https://node1:9200
    """  # noqa: D301 - as above
    try:
        changed = mirror_once(index_folder, cluster_of(cluster) or kept_settings(index_folder))
        number = current(index_folder).number
    except IndexerError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"The index could not be copied: {error}") from None
    click.echo(f"Generation {number} is {'copied' if changed else 'here already'}.")


def _check_lines(report: CheckReport) -> Iterator[str]:
    manifest = report.manifest
    if manifest is not None:
        yield (
            f"Generation {manifest.number} of {report.index}: {manifest.documents:,} documents, "
            f"{manifest.paragraphs:,} paragraphs, engine {manifest.engine}, "
            f"published {manifest.created}"
        )
    yield from (f"Wrong: {problem.message} ({problem.kind})" for problem in report.problems)
    yield from report.notes
    if not report.problems:
        yield "No problems found."
    if report.remedy:
        yield report.remedy


def _find_all(paths: tuple[Path, ...]) -> tuple[list[FoundFile], list[Problem]]:
    files: dict[str, FoundFile] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            found = find([path], as_given=True)
        except SourceMissing as error:
            problems.append(Problem(kind=error.code, path=str(path), message=str(error)))
            continue
        files.update((file.path, file) for file in found.files)
        problems.extend(found.problems)
    return list(files.values()), problems


def _read(
    files: list[FoundFile], limits: Limits, progress: Progress
) -> Iterator[Outcome[Document]]:
    with closing(FileReader()) as reader, progress("Reading files", len(files)) as advance:
        waiting = tasks(files, reader)
        for outcome in read_all(waiting, read_documents, expected=len(files), limits=limits):
            yield outcome
            advance(1)


def _complain(problem: Problem) -> None:
    click.echo(shown(f"{problem.path}: {problem.message} ({problem.kind})"), err=True)


def _echo_json(value: dict[str, Any], indent: int | None = None) -> None:
    # Bytes: a script wants UTF-8 whatever the terminal is set to.
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    click.echo(text.encode("utf-8", "replace"))


_WIDTH = 96


def outline(document: Document) -> Iterator[str]:
    """Yields the masthead, a line for each paragraph and the issues."""
    masthead = document.masthead
    yield f"{masthead.symbol}  {_about(masthead)}"
    if masthead.title:
        yield f"  {masthead.title}"
    yield f"  from {document.source.path} ({document.source.format})"
    yield from (_line(paragraph) for paragraph in document.paragraphs)
    if document.footnotes or document.references:
        yield f"  {len(document.footnotes)} footnotes, {len(document.references)} references"
    for issue in document.issues:
        where = f" [{issue.paragraph}]" if issue.paragraph else ""
        yield f"  ! {issue.code}: {issue.message}{where}"


def _about(masthead: Masthead) -> str:
    session = f"{masthead.organ or ''} {masthead.session or ''}".strip()
    parts = [
        str(masthead.document_type),
        session,
        f"adopted {masthead.adopted_on.isoformat()}" if masthead.adopted_on else "no adoption date",
        "symbol inferred" if masthead.symbol_inferred else "",
    ]
    return ", ".join(part for part in parts if part)


def _line(paragraph: Paragraph) -> str:
    label = paragraph.label or ""
    head = f"  {paragraph.type:<13}{'  ' * paragraph.level}{label:<5}"
    text = paragraph.text
    if paragraph.opening and text.startswith(paragraph.opening):
        text = f"[{paragraph.opening}]{text[len(paragraph.opening) :]}"
    room = max(_WIDTH - len(head), 24)
    return head + (text if len(text) <= room else text[: room - 1].rstrip() + "…")
