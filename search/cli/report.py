"""A report on a draft as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click

from search.cli.terminal import marked_up, wrapped
from search.formats.report.entries import (
    STANDING_NAMES,
    Entry,
    compared_with,
    coverage,
    entries,
    heading,
    lacking,
)
from search.precedents.report import Report, Standing

_COLOURS = {
    Standing.VERBATIM: "green",
    Standing.CHANGED: "yellow",
    Standing.COMPOSED: "cyan",
    Standing.NEW: "magenta",
}


def report_lines(report: Report, width: int, *, whole: bool) -> Iterator[str]:
    """Yields a report; `whole` with the paragraphs that are agreed word for word."""
    yield click.style(heading(report), fg="blue", bold=True)
    yield compared_with(report)
    counts = (f"{report.counts[one]} {name.lower()}" for one, name in STANDING_NAMES.items())
    yield "; ".join(counts)
    for entry in entries(report):
        if whole or entry.standing is not Standing.VERBATIM or entry.requests:
            yield ""
            yield from _lines(entry, width)
    gone = list(lacking(report))
    if gone and report.predecessor:
        yield ""
        yield click.style(f"In {report.predecessor.symbol}, but not in the draft", bold=True)
        for place, paragraph in gone:
            yield from wrapped(f"{place.citation}: {paragraph.text}", (), width)
    yield ""
    yield from wrapped(coverage(report), (), width)


def _lines(entry: Entry, width: int) -> Iterator[str]:
    name = click.style(STANDING_NAMES[entry.standing], fg=_COLOURS[entry.standing], bold=True)
    yield f"{entry.place or entry.paragraph.type}  {name}"
    if entry.pieces:
        yield from wrapped(*marked_up(entry.pieces), width)
    else:
        yield from wrapped(entry.paragraph.text, (), width)
    yield from _remarks(entry, width)


def _remarks(entry: Entry, width: int) -> Iterator[str]:
    for source in entry.sources:
        detail = f" ({source.detail})" if source.detail else ""
        yield f"  {source.name}: {source.place.citation}{detail}"
        for line in wrapped(*marked_up(source.pieces), width) if source.pieces else ():
            yield f"  {line}"
    yield from (f"  {one}" for one in (entry.moved, entry.verb) if one)
    for phrase in entry.phrases:
        yield f"  “{phrase.words}”: {phrase.place.citation}"
    for request in entry.requests:
        yield f"  {request.words}: {request.place.citation}"
