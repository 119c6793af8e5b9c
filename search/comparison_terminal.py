"""A comparison as lines for a terminal: what was taken out in [-brackets-], put in in {+braces+}.

The signs are those of `git diff --word-diff`, so that a change can be told without colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from indexer.model import Paragraph
from search.citation import place_citation
from search.cli.terminal import wrapped
from search.comparison.compare import Change, Comparison, Pair
from search.comparison.word_diff import Piece
from search.retrieval.matching import Span

_COLOURS = {Change.ADDED: "green", Change.REMOVED: "red", Change.MOVED: "magenta"}


def comparison_lines(comparison: Comparison, width: int, *, whole: bool) -> Iterator[str]:
    """Show a comparison; `whole` with the paragraphs that were kept as they were."""
    for name, masthead in (("Before", comparison.before), ("After", comparison.after)):
        title = f"  {masthead.title}" if masthead.title else ""
        yield f"{name:<6}  {click.style(masthead.symbol, fg='blue', bold=True)}{title}"
    yield summary(comparison)
    for pair in comparison.pairs:
        if whole or pair.change is not Change.KEPT:
            yield ""
            yield from _pair_lines(pair, width)


def summary(comparison: Comparison) -> str:
    """Say in a line how many paragraphs were kept, edited and so on."""
    counts = ", ".join(f"{number} {change}" for change, number in comparison.counts.items())
    only = comparison.figures_only
    return counts + (f" ({only} in figures, dates and punctuation only)" if only else "")


def _pair_lines(pair: Pair, width: int) -> Iterator[str]:
    colour = _COLOURS.get(pair.change, "yellow")
    yield f"{click.style(str(pair.change), fg=colour, bold=True)}  {_places(pair)}"
    if pair.reworded:
        text, spans = _marked_up(pair.pieces)
        yield from wrapped(text, spans, width)
    else:
        either = pair.after or pair.before
        yield from wrapped(either.text if either else "", (), width)


def _places(pair: Pair) -> str:
    before, after = (one and _place(one) for one in (pair.before, pair.after))
    if before and after and before != after:
        return f"{before} → {after}"
    return after or before or ""


def _place(paragraph: Paragraph) -> str:
    return place_citation(paragraph) or str(paragraph.type)


def _marked_up(pieces: Sequence[Piece]) -> tuple[str, list[Span]]:
    """Put both wordings into one text; gives what was changed as spans too."""
    text, spans = "", []
    for piece in pieces:
        if piece.same:
            text += piece.after
            continue
        if text and not text[-1].isspace() and piece.before[:1].isalnum():
            text += " "
        start = len(text)
        text += f"[-{piece.before.strip()}-]" if piece.before.strip() else ""
        text += f"{{+{piece.after.strip()}+}}" if piece.after.strip() else ""
        spans.append((start, len(text)))
        if (piece.after or piece.before)[-1:].isspace():
            text += " "
    return text, spans
