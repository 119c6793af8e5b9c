"""The command `operative fetch`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.errors import IndexerError
from indexer.fetch.collections import Choice, collections, languages, sessions
from indexer.fetch.report import FetchReport, report_lines
from indexer.fetch.symbols import Asked, formats, knowledge, read_symbol
from indexer.report import shown

if TYPE_CHECKING:
    from tqdm import tqdm

    from indexer.fetch.client import Meter

ALL = "all"
"""Stands for all collections."""
INCOMPLETE = 1
"""Exit code of a run that could not get everything."""
_BYTES = 200_000
"""A total above this is of bytes: no collection has so many files."""


@click.command("fetch", short_help="Get public collections and documents, and keep them current.")
@click.argument("what", nargs=-1, metavar="[COLLECTION|SYMBOL]...")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("resolutions"),
    show_default=True,
    metavar="DIR",
    help="Folder for the files; index it afterwards.",
)
@click.option("--update", is_flag=True, help="Also bring what the folder has up to date.")
@click.option(
    "--session",
    "chosen",
    multiple=True,
    metavar="N",
    help="Only these sessions or years: 78, 75-78. Can be given several times.",
)
@click.option(
    "--language",
    "spoken",
    multiple=True,
    type=click.Choice(list(languages())),
    help="Languages to take. Default: en, the one that can be searched.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(formats())),
    default="pdf",
    show_default=True,
    help="Format of documents that are named by symbol.",
)
@click.option(
    "--symbols",
    type=click.File("r", encoding="utf-8-sig"),
    help="File with a symbol on each line; - is standard input.",
)
@click.option(
    "--from",
    "origin",
    metavar="PLACE",
    help="Take the files from a mirror: a folder, a clone, a ZIP archive or an address.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=float(knowledge()["pause"]),
    show_default=True,
    metavar="SECONDS",
    help="Time between two requests to one server.",
)
@click.option("--contact", default="", metavar="TEXT", help="Your address, sent to the servers.")
@click.option("--faults", is_flag=True, help="List the files that are wrong where published.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.pass_context
def fetch(
    context: click.Context,
    what: tuple[str, ...],
    folder: Path,
    *,
    update: bool,
    chosen: tuple[str, ...],
    spoken: tuple[str, ...],
    form: str,
    symbols: Iterable[str] | None,
    origin: str | None,
    pause: float,
    contact: str,
    faults: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Get collections of resolutions, or documents by symbol, into a folder.

    Collections are the UN's own XML, as it publishes it on GitHub: ga, sc, hrc, ecosoc and
    ga-decisions, or all of them. Documents named by symbol come from the UN's document system.
    Run the same command again to continue after an interruption; --update gets what is new or
    changed. Files that are missing or damaged in the folder are fetched again.

    A file is only written when it is whole and what it should be. What could not be had is listed,
    and the exit code is 1.

    \b
    Examples:
      operative fetch all
      operative fetch ga sc --session 75-78 --session 2023 --to resolutions
      operative fetch A/RES/74/176 'S/RES/1325 (2000)' --format word
      operative fetch --update
      operative fetch all --from /media/disk/un-mirror
      operative fetch --faults
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    # What speaks HTTP takes a fifth of a second to import, also for the help of other commands.
    from indexer.fetch.client import Client, Politeness
    from indexer.fetch.run import FetchRequest, known_faults
    from indexer.fetch.run import fetch as run

    today = datetime.now(UTC).date()
    try:
        if faults:
            for fault in known_faults(folder, today):
                click.echo("\t".join(map(shown, (fault.kind, fault.path, fault.message))))
            return
        names, documents = _read([*what, *_lines(symbols)], spoken or ("en",), form)
        if not (names or documents or update):
            click.echo("\n".join(_known()))
            return
        request = FetchRequest(
            folder=folder,
            collections=names,
            documents=documents,
            choice=Choice(languages=frozenset(spoken or ("en",)), sessions=_sessions(chosen)),
            origin=origin,
            update=update,
        )
        meter = _silent if quiet or as_json or not sys.stderr.isatty() else _bar
        with closing(Client(Politeness(agent=_agent(contact), pause=pause))) as client:
            report = run(request, client, today=today, meter=meter)
    except IndexerError as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        raise click.ClickException(
            "Stopped. Run the same command again to continue; what has come is kept."
        ) from None
    _show(report, as_json=as_json)
    if not report.complete:
        context.exit(INCOMPLETE)


def _show(report: FetchReport, *, as_json: bool) -> None:
    if as_json:
        text = json.dumps({"complete": report.complete, **asdict(report)}, ensure_ascii=False)
        click.echo(text.encode("utf-8", "replace"))
        return
    for line in report_lines(report):
        click.echo(shown(line))


def _agent(contact: str) -> str:
    """Returns the name under which the program asks."""
    if not contact.isascii() or not contact.isprintable() or set(contact) & set("();"):
        raise click.BadParameter("use plain letters and signs only", param_hint="--contact")
    about = f"; {contact}" if contact else ""
    return f"operative/{version('operative')} (fetches UN documents on a person's request{about})"


def _lines(symbols: Iterable[str] | None) -> Iterator[str]:
    for line in symbols or ():
        if (text := line.strip()) and not text.startswith("#"):
            yield text


def _read(
    what: Iterable[str], spoken: tuple[str, ...], form: str
) -> tuple[tuple[str, ...], tuple[Asked, ...]]:
    """Returns the collections and the documents that are named."""
    names: dict[str, None] = {}
    documents: dict[Asked, None] = {}
    for text in what:
        if text.lower() == ALL:
            names.update(dict.fromkeys(collections()))
        elif text.lower() in collections():
            names[text.lower()] = None
        elif symbol := read_symbol(text):
            for language in spoken:
                documents[Asked(symbol=symbol, language=language, form=form)] = None
        else:
            raise click.BadParameter(
                f"{text!r} is neither a collection ({', '.join(collections())}, {ALL}) nor the "
                "symbol of a document."
            )
    return tuple(names), tuple(documents)


def _sessions(chosen: Iterable[str]) -> frozenset[str]:
    try:
        return sessions(chosen)
    except ValueError as error:
        raise click.BadParameter(
            f"{str(error)!r} is no session or year; write 78, 2023, 75-78 or ES-11.",
            param_hint="--session",
        ) from None


def _known() -> Iterator[str]:
    yield "Name what to fetch. Collections:"
    for one in collections().values():
        yield f"  {one.name:<14}{one.title} ({one.page})"
    yield "Or symbols of documents, such as A/RES/74/176. See “operative fetch --help”."


def _silent(_name: str) -> Meter:
    return lambda *_: None


def _bar(name: str) -> Meter:
    """Returns a meter that shows a bar; it starts again when files are counted after bytes."""
    from tqdm import tqdm

    bar: tqdm[object] | None = None

    def tell(come: int, total: int | None) -> None:
        nonlocal bar
        if bar is None or bar.total != total or come < bar.n:
            if bar is not None:
                bar.close()
            large = total is None or total > _BYTES
            unit = {"unit": "B", "unit_scale": True} if large else {"unit": " files"}
            bar = tqdm(total=total, desc=name, file=sys.stderr, **unit)
        bar.update(come - bar.n)
        if come == total:
            bar.close()
            bar = None

    return tell
