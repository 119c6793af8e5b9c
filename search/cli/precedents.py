"""The command `operative precedents`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from indexer.model import Document
from indexer.options import INDEX
from indexer.progress import bars
from indexer.serialization import to_json
from search.citation import OFFICIAL
from search.cli.report import report_lines
from search.cli.search import JSON, echo, echo_json, open_searcher, terminal_width
from search.errors import DraftUnreadable
from search.formats.base import refuse_terminal, writable
from search.formats.report.formats import REPORT_FORMATS, ReportFormat
from search.formats.report.json import exported_report
from search.precedents.drafts import MOST_BYTES, read_draft
from search.precedents.report import Report
from search.searcher import Searcher


@click.command("precedents", short_help="Check a draft: what is agreed language, what is new?")
@click.argument("draft", metavar="FILE|SYMBOL")
@click.option("--all", "whole", is_flag=True, help="Show paragraphs agreed word for word too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(REPORT_FORMATS)),
    help="Write the report in this format.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write with --format. Default: standard output.",
)
@JSON
@INDEX
def precedents(
    draft: str,
    *,
    whole: bool,
    form: str | None,
    output: Path | None,
    as_json: bool,
    index_folder: Path,
) -> None:
    """Check a draft, paragraph by paragraph, against the documents of the index.

    Give a file (Word, PDF, HTML, text; - is standard input), or the symbol of a document in the
    index, which is compared with older documents. Each paragraph is agreed word for word,
    agreed with changes, made of known phrases, or new. Removed words are shown in [-brackets-],
    added words in {+braces+}. The draft is not stored.

    \b
    Examples:
      operative precedents draft.docx
      operative precedents A/C.3/74/L.10 --all
      operative precedents draft.docx --format docx --output report.docx
      operative precedents - --json < draft.txt
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    with open_searcher(index_folder) as searcher:
        report = _checked(draft, searcher)
    if form is not None:
        _write(report, REPORT_FORMATS[form], output)
    elif as_json:
        echo_json(to_json(exported_report(report)))
    else:
        echo(report_lines(report, terminal_width(), whole=whole))


def _checked(name: str, searcher: Searcher) -> Report:
    """Returns the report on a draft; on a terminal, shows how far its making is."""
    progress = bars()
    with progress("Reading the draft", 1) as advance:
        draft = _draft(name, searcher)
        advance(1)
    with progress("Opening the index", 1) as advance:
        searcher.prepare_checks()
        advance(1)
    return searcher.check_draft(draft, progress)


def _write(report: Report, form: ReportFormat, output: Path | None) -> None:
    refuse_terminal(form.name, form.title, output)
    with writable(output) as file:
        file.write(form.write(report, OFFICIAL))


def _draft(name: str, searcher: Searcher) -> Document:
    if name == "-":
        return read_draft("standard input", sys.stdin.buffer.read(MOST_BYTES + 1))
    path = Path(name)
    if not path.is_file():
        return searcher.document(name).document
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DraftUnreadable(f"{name} cannot be read: {error.strerror}.") from error
    return read_draft(path.name, data)
