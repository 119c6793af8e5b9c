"""The command `operative mcp`: the tools over standard input and output."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from indexer.errors import IndexerError
from indexer.options import INDEX
from search.deadline import until
from search.precedents.drafts import PASTED, DraftReader
from search.precedents.report import Report
from search.searcher import Searcher
from web.mcp.answers import Answer, Site
from web.mcp.tools import Arguments, Desk, Tool
from web.settings.cli import configured

MISSING = (
    "The library for assistants is not installed. In the folder of Operative, run: "
    'pip install ".[mcp]"'
)
_SECONDS = 60.0  # for one call: nobody else waits


@click.command("mcp", short_help="Let an assistant search, over standard input and output.")
@INDEX
def mcp(index_folder: Path) -> None:
    """Serve the tools for assistants (Model Context Protocol) on standard input and output.

    Assistants start this command themselves; docs/assistants.md has the settings for common ones.
    It needs the extra “mcp”: pip install ".[mcp]". To let assistants reach a running server
    instead, set “mcp” in operative.toml and give them its address with /mcp.

    \b
    Example:
      operative mcp --index /srv/operative
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    try:
        from web.mcp.stdio import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio", "jsonschema"):
            raise
        raise click.ClickException(MISSING) from None
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    try:
        with _desk(index_folder) as desk:
            asyncio.run(serve(lambda tool, arguments: _answer(desk, tool, arguments)))
    except IndexerError as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)


@contextmanager
def _desk(index_folder: Path) -> Iterator[Desk]:
    settings = configured({}, None).settings
    site = Site(base=settings.site or None, official=settings.official)
    searcher, reader = Searcher(index_folder), DraftReader()

    def check(text: str) -> Report:
        draft = reader.read(PASTED, text.encode("utf-8", "replace"))
        return searcher.check_draft(draft)

    try:
        yield Desk(searcher=searcher, site=site, check=check)
    finally:
        reader.close()
        searcher.close()


def _answer(desk: Desk, tool: Tool, arguments: Arguments) -> Answer:
    with until(_SECONDS):
        return tool.answer(desk, arguments)
