"""The command `operative compare`."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.options import INDEX
from indexer.serialization import to_json
from search.cli.search import JSON, echo, echo_json, open_searcher, terminal_width
from search.cli.terminal import comparison_lines
from search.comparison.compare import compare as compared
from search.formats.json import exported_comparison


@click.command("compare", short_help="Show what changed between two resolutions.")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option("--all", "whole", is_flag=True, help="Show unchanged paragraphs too.")
@JSON
@INDEX
def compare(before: str, after: str, *, whole: bool, as_json: bool, index_folder: Path) -> None:
    """Compare two documents, paragraph by paragraph.

    Give last year's resolution and this year's, or a draft and the adopted text. You can write
    symbols any way you like; put those with spaces in quotes. Removed words are shown in
    [-brackets-], added words in {+braces+}.

    \b
    Examples:
      operative compare A/RES/68/192 74/176
      operative compare A/C.3/74/L.10 A/RES/74/176 --all
      operative compare 'S/RES/1325 (2000)' 'S/RES/1820 (2008)' --json
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    with open_searcher(index_folder) as searcher:
        old, new = searcher.document(before).document, searcher.document(after).document
    found = compared(old, new)
    if as_json:
        echo_json(to_json(exported_comparison(found)))
    else:
        echo(comparison_lines(found, terminal_width(), whole=whole))
