"""The command `operative concordance`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from indexer.options import INDEX
from indexer.serialization import to_json
from search.cli.search import (
    JSON,
    echo,
    echo_json,
    field_options,
    filters_of,
    open_searcher,
    terminal_width,
)
from search.concordance.continuations import LENGTHS, Continuations, phrase_of
from search.concordance.lines import MOST_READ, MOST_WRITTEN, Concordance, Line, Order
from search.formats.base import writable
from search.formats.concordance import (
    concordance_rows,
    context,
    continuation_rows,
    exported_concordance,
    exported_continuations,
)
from search.formats.delimited import table_csv
from search.request import SearchRequest

_LINES = 40


@click.command("concordance", short_help="Show words in context, and what follows them.")
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@field_options
@click.option(
    "--order",
    type=click.Choice([str(one) for one in Order]),
    default=str(Order.RIGHT),
    show_default=True,
    help="Sort by the words to the right, to the left, or the newest first.",
)
@click.option(
    "--next",
    "length",
    type=click.IntRange(LENGTHS.start, LENGTHS.stop - 1),
    help="Count the so many words that follow the phrase, instead of showing lines.",
)
@click.option("--lines", type=click.IntRange(1), default=_LINES, show_default=True, help="Lines.")
@click.option("--csv", "as_csv", is_flag=True, help="Write all as a CSV table.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write with --csv. Default: standard output.",
)
@JSON
@INDEX
def concordance(
    words: tuple[str, ...],
    *,
    order: str,
    length: int | None,
    lines: int,
    as_csv: bool,
    output: Path | None,
    as_json: bool,
    index_folder: Path,
    **fields: tuple[str, ...],
) -> None:
    """Show each match of a query in its context, sorted by what stands beside it.

    With --next, count the words that follow a phrase, in all paragraphs that have it.

    \b
    Examples:
      operative concordance '"due diligence"'
      operative concordance 'traffick*' --order left --organ GA
      operative concordance 'calls upon Member States to' --next 2
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    query = " ".join(words)
    request = SearchRequest(query=query, filters=filters_of(fields))
    with open_searcher(index_folder) as searcher:
        if length is not None:
            phrase = phrase_of(query)
            if phrase is None:
                raise click.ClickException("--next needs a phrase: words without operators.")
            followed = searcher.continuations(phrase, request, length)
            rows: Iterator[Sequence[str]] = continuation_rows(followed)
            value, shown = to_json(exported_continuations(followed)), _next_lines(followed)
        else:
            most = MOST_WRITTEN if as_csv else MOST_READ
            found = searcher.concordance(request, Order(order), most)
            rows = concordance_rows(found)
            value = to_json(exported_concordance(found, 1, lines))
            shown = _lines(found, lines, terminal_width())
    if as_csv:
        with writable(output) as file:
            for piece in table_csv(rows):
                file.write(piece)
    elif as_json:
        echo_json(value)
    else:
        echo(shown)


def _lines(found: Concordance, most: int, width: int) -> Iterator[str]:
    for notice in found.notices:
        yield f"Note: {notice.message}"
    read = "" if found.read == found.total else f" of the {found.read:,} newest"
    yield click.style(
        f"{found.total:,} paragraphs {found.reading}; {len(found.lines):,} matches{read}", bold=True
    )
    for line in found.lines[:most]:
        yield _kwic(line, width)
    left_out = len(found.lines) - most
    if left_out > 0:
        yield f"and {left_out:,} more: see --lines and --csv"


def _kwic(line: Line, width: int) -> str:
    left, right = context(line)
    side = max((width - len(line.match)) // 2 - 1, 10)
    before = left[-side:].rjust(side)
    match = click.style(line.match, bold=True, fg="yellow")
    return f"{before}{match}{right[:side]}  {line.stored.paragraph.id}"


def _next_lines(found: Continuations) -> Iterator[str]:
    counted = "" if found.counted == found.total else f"; counted in the {found.counted:,} newest"
    yield click.style(f"{found.total:,} paragraphs have “{found.phrase}”{counted}", bold=True)
    for one in found.found:
        years = zip(found.years, one.years, strict=True)
        spans = ", ".join(f"{year}: {count:,}" for year, count in years if count)
        yield f"{one.paragraphs:>7,}  {one.text}  ({spans})"
    if found.different > len(found.found):
        yield f"and {found.different - len(found.found):,} more continuations"
