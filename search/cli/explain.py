"""The command `operative explain`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from indexer.options import INDEX
from indexer.serialization import to_json
from search.assistance.explanation import Explanation, Meaning
from search.cli.search import (
    JSON,
    echo,
    echo_json,
    field_options,
    filters_of,
    open_searcher,
    terminal_width,
)
from search.cli.terminal import wrapped
from search.formats.json import exported_explanation
from search.request import PAGE_SIZES, SearchRequest


@click.command("explain", short_help="Explain how a query is read and why results rank.")
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@field_options
@click.option(
    "--size",
    type=int,
    default=5,
    show_default=True,
    help=f"Results to explain, up to {PAGE_SIZES.stop - 1}.",
)
@JSON
@INDEX
def explain(
    words: tuple[str, ...],
    *,
    size: int,
    as_json: bool,
    index_folder: Path,
    **fields: tuple[str, ...],
) -> None:
    """Explain how a query is read and why the first results rank where they do.

    `operative search` gives the same results for the same query.

    \b
    Examples:
      operative explain trafficking women
      operative explain 'traffick* NEAR/5 (women OR girls)' --session 74
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    request = SearchRequest(query=" ".join(words), filters=filters_of(fields), size=size)
    with open_searcher(index_folder) as searcher:
        explanation = searcher.explain(request)
    if as_json:
        echo_json(to_json(exported_explanation(explanation)))
    else:
        echo(explanation_lines(explanation, terminal_width()))


def explanation_lines(explanation: Explanation, width: int) -> Iterator[str]:
    """Yields an explanation as lines for a terminal."""
    result = explanation.result
    yield from wrapped(f"Read as: paragraphs {result.reading}", (), width, indent="")
    yield from wrapped(f"Written out: {explanation.canonical or '(nothing)'}", (), width, indent="")
    for notice in result.notices:
        yield from wrapped(f"Note: {notice.message}", (), width, indent="")
    if result.suggestion:
        yield f"Did you mean: {result.suggestion}"
    yield ""
    yield from explanation.tree
    if explanation.meanings:
        yield ""
        yield click.style("Matching words", bold=True)
        for meaning in explanation.meanings:
            yield from wrapped(_stands_for(meaning), (), width)
    yield ""
    noun = "paragraph" if result.total == 1 else "paragraphs"
    yield click.style(f"{result.total:,} {noun}", bold=True) + f", {explanation.order}"
    for hit, shares in zip(result.hits, explanation.shares, strict=True):
        yield ""
        score = f"  {hit.score:.3f}" if hit.score is not None else ""
        yield click.style(hit.paragraph.id, fg="blue", bold=True) + score
        for share in shares:
            yield f"  {share.points:>9.3f}  {share.reason}"


def _stands_for(meaning: Meaning) -> str:
    words = ", ".join(f"{word} ({count:,})" for word, count in meaning.words)
    more = meaning.total - len(meaning.words)
    return f"{meaning.asked}: {words or 'none'}{f' and {more:,} more' if more else ''}"
