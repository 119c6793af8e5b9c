"""Results written to a file, for the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from search.citation import OFFICIAL
from search.formats.registry import Format
from search.formats.rows import About, filter_lines
from search.overviews.addressee import chosen_addressees
from search.request import SearchRequest
from search.searcher import Searcher

_FOR_PROGRAMS = frozenset({"xlsx", "docx"})


def write_results(
    searcher: Searcher, request: SearchRequest, form: Format, output: Path | None
) -> None:
    """Writes all results to a file or standard output and reports their number on standard error.

    Raises click.ClickException if the file cannot be written, or if binary data would go to a
    terminal.
    """
    refuse_terminal(form.name, form.title, output)
    first = searcher.search(replace(request, size=1, page=1, facets=()))
    for notice in first.notices:
        click.echo(f"Note: {notice.message}", err=True)
    about = About(
        reading=first.reading,
        total=first.total,
        official=OFFICIAL,
        to=chosen_addressees(searcher, request),
        query=request.query,
        filters=filter_lines(request.filters),
    )
    with closing(searcher.stream(request, most=form.most)) as stream, writable(output) as file:
        for piece in form.write(stream, about):
            file.write(piece)
    given = min(first.total, form.most)
    of = f", the first of {first.total:,}" if given < first.total else ""
    click.echo(f"{given:,} paragraphs{of}{f' written to {output}' if output else ''}", err=True)


def refuse_terminal(name: str, title: str, output: Path | None) -> None:
    """Raises click.ClickException if a format for programs alone would go to a terminal."""
    if output is None and name in _FOR_PROGRAMS and sys.stdout.isatty():
        raise click.ClickException(
            f"A terminal cannot show this format ({title}). Name a file with --output."
        )


@contextmanager
def writable(output: Path | None) -> Iterator[BinaryIO]:
    """Opens a file or standard output; raises click.ClickException if it cannot be written."""
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        with output.open("wb") as file:
            yield file
    except OSError as error:
        raise click.ClickException(
            f"Could not write {output}: {(error.strerror or str(error)).lower()}."
        ) from None
