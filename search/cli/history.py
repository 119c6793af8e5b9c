"""The command `operative history`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from indexer.options import INDEX
from indexer.serialization import to_json
from search.citation import citation
from search.cli.search import JSON, echo, echo_json, open_searcher, terminal_width
from search.cli.terminal import marked_up, wrapped
from search.formats.history import exported_history
from search.names.uses import not_since, use_words
from search.precedents.history import History, Version
from search.precedents.wordings import Usage


@click.command("history", short_help="Show where a paragraph's wording comes from.")
@click.argument("paragraph", metavar="PARAGRAPH")
@JSON
@INDEX
def history(paragraph: str, *, as_json: bool, index_folder: Path) -> None:
    """Show where the wording of a paragraph was first used, how it changed, and what is like it.

    Name the paragraph by its id or as you would cite it. All of it is about the documents of the
    index. Removed words are shown in [-brackets-], added words in {+braces+}.

    \b
    Examples:
      operative history A/RES/74/176#op15
      operative history '74/176, para. 15' --json
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    with open_searcher(index_folder) as searcher:
        found = searcher.history(paragraph)
    if as_json:
        echo_json(to_json(exported_history(found)))
    else:
        echo(_lines(found, terminal_width()))


def _lines(found: History, width: int) -> Iterator[str]:
    stored = found.stored
    yield click.style(citation(stored.masthead, stored.paragraph), fg="blue", bold=True)
    yield from wrapped(stored.paragraph.text, (), width)
    yield f"Used {_use(found.usage)} in these words in this collection, drafts included"
    if found.use is not None:
        used = use_words(found.use, found.collection), not_since(found.use, found.collection)
        yield f"With its edits, in adopted texts: {'; '.join(filter(None, used))}"
    for number, member in enumerate(found.family):
        yield ""
        first = member.first
        name = "First use" if not number else "Changed"
        when = f"{first.masthead.adopted_on or first.masthead.distributed_on or 'undated'}"
        where = citation(first.masthead, first.paragraph)
        yield f"{click.style(name, bold=True)}  {when}  {where} (used {_use(member.usage)})"
        if member.pieces:
            yield from wrapped(*marked_up(member.pieces), width)
        elif len(found.family) > 1:
            yield from wrapped(first.paragraph.text, (), width)
    yield from _version_lines("The text before", found.earlier, width)
    yield from _version_lines("The text after", found.later, width)
    if found.stored.paragraph.cites:
        yield ""
        yield f"{click.style('Refers to', bold=True)}  {', '.join(found.stored.paragraph.cites)}"
    for citing in found.cited_by:
        yield ""
        where = citation(citing.masthead, citing.paragraph)
        yield f"{click.style('Named in', bold=True)}  {where}"
        yield from wrapped(citing.paragraph.text, (), width)
    for near in found.nearest:
        yield ""
        where = citation(near.stored.masthead, near.stored.paragraph)
        yield f"{click.style('Similar', bold=True)}  {where} ({near.likeness:.0%} alike)"
        yield from wrapped(near.stored.paragraph.text, (), width)


def _use(usage: Usage) -> str:
    if usage.paragraphs == 1:
        return f"once ({usage.first_year})" if usage.first_year else "once"
    years = f" since {usage.first_year}, last in {usage.last_year}" if usage.first_year else ""
    return f"{usage.paragraphs:,} times{years}"


def _version_lines(name: str, version: Version | None, width: int) -> Iterator[str]:
    if version is None:
        return
    yield ""
    before = version.pair.before if version.pair else None
    if version.pair is None or before is None:
        yield f"{click.style(name, bold=True)}  {version.document.symbol} has no such paragraph"
        return
    yield f"{click.style(name, bold=True)}  {citation(version.document, before)}"
    if version.pair.reworded:
        yield from wrapped(*marked_up(version.pair.pieces), width)
    else:
        yield "  the same words"
