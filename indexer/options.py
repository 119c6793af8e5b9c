"""Options of the command that all of its parts share."""

from __future__ import annotations

from pathlib import Path

import click

INDEX = click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".operative"),
    envvar="OPERATIVE_INDEX",
    show_default=True,
    show_envvar=True,
    metavar="DIR",
    help="Folder of the index.",
)
"""The option that every command shares: where the index is."""
