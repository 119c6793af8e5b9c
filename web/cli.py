"""The command `operative` with the subcommands of the three packages.

operative fetch all        get resolutions
operative index FOLDER     make the index
operative search QUERY     search it in the terminal
operative serve            search it in a browser
"""

from __future__ import annotations

from importlib import import_module

import click

from indexer.cluster.options import CLUSTER
from web.settings.cli import configured

OWN_SETTINGS = frozenset({"serve", "config"})
"""Commands with options for all settings, not only for the index's folder."""
OF_CLUSTERS = frozenset({"index", "mirror"})
"""Commands with options for the settings of a cluster."""
COMMANDS = {
    "fetch": "indexer.fetch.command",
    "index": "indexer.cli",
    "search": "search.cli.search",
    "show": "search.cli.search",
    "explain": "search.cli.explain",
    "compare": "search.cli.compare",
    "history": "search.cli.history",
    "concordance": "search.cli.concordance",
    "series": "search.cli.series",
    "precedents": "search.cli.precedents",
    "serve": "web.serve",
    "mcp": "web.mcp.command",
    "config": "web.settings.cli",
    "check": "indexer.cli",
    "mirror": "indexer.cli",
    "parse": "indexer.cli",
}
"""The commands, in the usual order of use, with their modules."""


class _WhenAsked(click.Group):
    """A group that imports a command only when it is run: a search needs no server or readers."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return command


@click.group(cls=_WhenAsked, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="operative", prog_name="operative")
@click.pass_context
def main(context: click.Context) -> None:
    """Search United Nations resolutions paragraph by paragraph.

    Point it at a folder of resolutions:

    \b
        operative fetch all
        operative index resolutions/
        operative search 'verb:urge "trafficking in persons"'
        operative show A/RES/74/176
        operative serve

    The index is kept in .operative in the current folder. To use another folder, give --index, set
    the environment variable OPERATIVE_INDEX or write it in the file operative.toml ("operative
    config" shows all settings). Run "operative COMMAND --help" for details.
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    if context.invoked_subcommand not in OWN_SETTINGS:
        settings = configured({}, None).settings
        index: dict[str, object] = {"index_folder": str(settings.index)}
        cluster = {name: getattr(settings, name) for name in CLUSTER} if settings.opensearch else {}
        context.default_map = {
            name: index | (cluster if name in OF_CLUSTERS else {}) for name in COMMANDS
        }
