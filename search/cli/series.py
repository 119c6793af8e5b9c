"""The command `operative series`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from indexer.options import INDEX
from indexer.serialization import to_json
from search.citation import place_or_type
from search.cli.search import JSON, echo, echo_json, open_searcher, terminal_width
from search.cli.terminal import wrapped
from search.formats.base import refuse_terminal, writable
from search.formats.rows import shortened
from search.formats.series import STATE_NAMES, change_words, exported_series
from search.formats.series_files import SERIES_FORMATS, SeriesFormat
from search.series.chain import Texts
from search.series.table import Cell, Row, Series, State


@click.command("series", short_help="Show a text through the years and its drafts.")
@click.argument("symbol", metavar="SYMBOL")
@click.option(
    "--texts",
    type=click.Choice([str(one) for one in Texts]),
    default=str(Texts.ALL),
    help="All texts, adopted ones only, or the drafts of one session.",
)
@click.option("--start", metavar="SYMBOL", help="The first text to show.")
@click.option(
    "--format", "form", type=click.Choice(list(SERIES_FORMATS)), help="Write it in this format."
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write with --format. Default: standard output.",
)
@JSON
@INDEX
def series(
    symbol: str,
    *,
    texts: str,
    start: str | None,
    form: str | None,
    output: Path | None,
    as_json: bool,
    index_folder: Path,
) -> None:
    """Show a text through the years and its drafts: what was kept, changed, new and gone.

    Texts belong together by their titles; a text that was renamed, or has no title, by what it
    cites and repeats. Each paragraph is given with its place in each text and what became of it.

    \b
    Examples:
      operative series A/RES/74/176
      operative series 74/176 --texts drafts
      operative series 'S/RES/1342 (2001)' --format xlsx --output western-sahara.xlsx
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    with open_searcher(index_folder) as searcher:
        found = searcher.series(symbol, Texts(texts), start)
    if form is not None:
        _write(found, SERIES_FORMATS[form], output)
    elif as_json:
        echo_json(to_json(exported_series(found)))
    else:
        echo(_lines(found, terminal_width()))


def _write(found: Series, form: SeriesFormat, output: Path | None) -> None:
    refuse_terminal(form.name, form.title, output)
    with writable(output) as file:
        for piece in form.write(found):
            file.write(piece)


def _lines(found: Series, width: int) -> Iterator[str]:
    for number, column in enumerate(found.columns, 1):
        name = click.style(column.masthead.symbol, fg="blue", bold=True)
        counts = ", ".join(
            f"{count} {STATE_NAMES[state] or 'paragraphs'}"
            for state, count in column.counts.items()
            if count or (state is not State.FIRST and number > 1)
        )
        yield f"{number}  {name}  {column.masthead.title or column.masthead.subject or ''}"
        yield f"   {counts}"
    left_out = found.total - len(found.columns)
    if left_out:
        yield f"{left_out:,} more texts of this series: choose the first one with --start"
    for row in found.rows:
        yield ""
        yield shortened(row.newest.text, width)
        yield from wrapped(_places(row), (), width)


def _places(row: Row) -> str:
    """Returns the places of a paragraph: "1: para. 3 · 2: para. 4, changed"."""
    cells = ((number, cell) for number, cell in enumerate(row.cells, 1) if cell)
    return " · ".join(f"{number}: {_place(cell)}" for number, cell in cells)


def _place(cell: Cell) -> str:
    place = place_or_type(cell.paragraph) if cell.paragraph else ""
    return ", ".join(filter(None, [place, change_words(cell)]))
