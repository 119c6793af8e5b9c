"""The commands `operative search` and `operative show`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from indexer.errors import IndexerError
from indexer.export import ExportedParagraph
from indexer.model import Paragraph
from indexer.options import INDEX
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.schema import FACETS, FIELDS, Field
from indexer.serialization import to_json
from indexer.store.reader import StoredDocument
from search.cli.terminal import document_lines, paragraph_lines, result_lines, version_lines
from search.errors import DocumentMissing, SearchError
from search.formats.base import write_results
from search.formats.json import exported_resolution, exported_search
from search.formats.registry import FORMATS
from search.request import PAGE_SIZES, SearchRequest, Sort
from search.results import SearchResult
from search.searcher import Searcher
from search.understanding.sentences import language_sentences, sentences

_NARROWEST, _WIDEST = 40, 100
Command = TypeVar("Command", bound=Callable[..., Any])

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
"""The option `--json` of every command that searches."""


def field_options(command: Command) -> Command:
    """Adds one option for each field of whole values."""
    for field in reversed(FIELDS):
        command = _field_option(field)(command)
    return command


def _field_option(field: Field) -> Callable[[Command], Command]:
    return click.option(
        f"--{field.name}",
        f"field_{field.name}",
        multiple=True,
        metavar="VALUE",
        help=f"{field.meaning} Can be repeated.",
    )


def filters_of(fields: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Returns the values given to the options of `field_options`, by field."""
    return {name.removeprefix("field_"): values for name, values in fields.items() if values}


@click.command("search", short_help="Search paragraphs in the terminal.")
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@field_options
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    default=Sort.RELEVANCE.value,
    show_default=True,
    help="Order of the results.",
)
@click.option("--page", type=int, default=1, show_default=True, help="Page number, from 1.")
@click.option(
    "--size",
    type=int,
    default=10,
    show_default=True,
    help=f"Results per page, up to {PAGE_SIZES.stop - 1}.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Write all results, not just one page, in this format.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write with --format. Default: standard output.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Find only paragraphs with every word as typed, even if there are none.",
)
@click.option(
    "--also",
    type=click.Choice(OFFICIAL),
    help="Show each result in a second language, too, where it has such a text.",
)
@click.option("--facets", is_flag=True, help="Show filter values with counts.")
@JSON
@INDEX
def search(
    words: tuple[str, ...],
    *,
    sort: str,
    page: int,
    size: int,
    form: str | None,
    output: Path | None,
    strict: bool,
    also: str | None,
    facets: bool,
    as_json: bool,
    index_folder: Path,
    **fields: tuple[str, ...],
) -> None:
    """Search paragraphs.

    Results contain all of your words, in any form. Without a QUERY, every paragraph matches and
    the options narrow the search. If you repeat an option, results match any of its values.

    \b
      word1 word2        both words            "due diligence"   exact words (quote for the shell)
      traffick*          words starting so     a NEAR/5 b        within five words
      a OR b, NOT a      alternatives          =women            this form only
      verb:urge          opening verb          session:68..74    sessions
      title:refugees     word of the title     symbol:A/RES/74/* symbols
      to:UNODC           who is asked          cites:64/293      what is cited

    \b
    Examples:
      operative search trafficking women
      operative search '"due diligence" OR accountability' --verb urge --session 68..74
      operative search 'verb:"takes note" -report' --sort newest --facets
      operative search climate --organ GA --json
      operative search verb:demand --organ SC --format docx --output demands.docx

    Write NOT word, not -word: a word that begins with a hyphen is taken for an option.
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    request = SearchRequest(
        query=" ".join(words),
        filters=filters_of(fields),
        sort=Sort(sort),
        page=page,
        size=size,
        facets=FACETS if facets else (),
        strict=strict,
        also=also or "",
    )
    if form is not None:
        with open_searcher(index_folder) as searcher:
            write_results(searcher, request, FORMATS[form], output)
        return
    with open_searcher(index_folder) as searcher:
        result = searcher.search(request)
    if as_json:
        echo_json(to_json(exported_search(result)))
        return
    _tell(result)
    echo(result_lines(result, terminal_width()))


@click.command("show", short_help="Show one resolution or paragraph.")
@click.argument("symbol", nargs=-1, required=True, metavar="SYMBOL[#PARAGRAPH]")
@click.option(
    "--language",
    type=click.Choice(OFFICIAL),
    default=OFFICIAL[0],
    show_default=True,
    help="Language of the text, where it is there.",
)
@JSON
@INDEX
def show(symbol: tuple[str, ...], *, language: str, as_json: bool, index_folder: Path) -> None:
    """Show a resolution, or one of its paragraphs.

    You can write the symbol any way you like. Name a paragraph as in the results (#op12) or as
    people cite it (para. 12).

    \b
    Examples:
      operative show A/RES/74/176
      operative show 'a/res/74/176#op12'
      operative show 'UNSCR 1325, para. 8 (a)'
      operative show 'S/RES/1325 (2000)' --json
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    name, _, fragment = " ".join(symbol).partition("#")
    with open_searcher(index_folder) as searcher:
        stored, named = searcher.place(name, language)
        fragment = fragment or (named.id.partition("#")[2] if named else "")
        versions = searcher.versions(stored.document.masthead)
        chosen = _paragraphs(stored, fragment) if fragment else ()
    if not chosen:
        if as_json:
            echo_json(to_json(exported_resolution(stored, versions)))
        else:
            echo(document_lines(stored, terminal_width()))
            echo(version_lines(stored.document.masthead, versions))
    elif as_json:
        echo_json(to_json(chosen[0], ExportedParagraph))
    else:
        echo(line for one in chosen for line in paragraph_lines(one, terminal_width()))


def _paragraphs(stored: StoredDocument, fragment: str) -> tuple[Paragraph, ...]:
    """Returns a paragraph followed by its subparagraphs; raises DocumentMissing."""
    document = stored.document
    wanted = f"{document.masthead.symbol}#{fragment}".casefold()
    names: set[str] = set()
    chosen: list[Paragraph] = []
    for one in document.paragraphs:
        if one.id.casefold() == wanted or (one.parent is not None and one.parent in names):
            names.add(one.id)
            chosen.append(one)
    if not chosen:
        known = [one.id.partition("#")[2] for one in document.paragraphs]
        raise DocumentMissing(
            f"{document.masthead.symbol} has no paragraph “{fragment}”. "
            f"Its paragraphs are: {', '.join(name for name in known if name)}.",
            parameter="symbol",
        )
    return tuple(chosen)


@contextmanager
def open_searcher(index: Path) -> Iterator[Searcher]:
    """Opens an index for a command; errors of the index or search become one-line messages."""
    try:
        with closing(Searcher(index)) as searcher:
            yield searcher
    except (IndexerError, SearchError) as error:
        raise click.ClickException(str(error)) from None


def _tell(result: SearchResult) -> None:
    if result.languages is not None:
        for sentence in language_sentences(result.languages):
            click.echo(f"Note: {sentence}", err=True)
    if result.understanding is not None:
        for sentence in sentences(result.understanding):
            click.echo(f"Note: {sentence}", err=True)
    for notice in result.notices:
        click.echo(f"Note: {notice.message}", err=True)
    if result.suggestion:
        click.echo(f"Note: Did you mean: {result.suggestion}", err=True)
    if result.jump:
        named = result.jump_paragraph.id if result.jump_paragraph else result.jump
        click.echo(f"Note: to read {named}: operative show '{named}'", err=True)
    if result.missing:
        click.echo(
            f"Note: We don’t have {result.missing} here. "
            f'Search for the paragraphs that refer to it: cites:"{result.missing}"',
            err=True,
        )


def terminal_width() -> int:
    """Returns the terminal's width in columns."""
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


def echo(lines: Iterator[str] | Sequence[str]) -> None:
    """Prints lines."""
    for line in lines:
        click.echo(line)


def echo_json(value: dict[str, Any]) -> None:
    """Prints a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
