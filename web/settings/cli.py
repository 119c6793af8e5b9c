"""The command `operative config`, and the settings' options of other commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from web.settings.sources import (
    FILE,
    FILE_VARIABLE,
    Configuration,
    ConfigurationError,
    configure,
    lines,
)
from web.settings.table import SETTINGS, Setting, in_units

Command = TypeVar("Command", bound=Callable[..., Any])

CONFIG = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar=FILE_VARIABLE,
    show_envvar=True,
    metavar="FILE",
    help=f"Settings file. Default: {FILE} in the current folder, if it exists.",
)
"""The option for the settings file."""


def setting_options(command: Command) -> Command:
    """Adds one option for each setting; options not given are None."""
    for one in reversed(SETTINGS):
        command = _option(one)(command)
    return command


def _option(one: Setting) -> Callable[[Command], Command]:
    default = ", ".join(map(str, one.default)) if isinstance(one.default, tuple) else one.default
    shown = "" if one.multiple or one.default == "" else f"  [default: {plain(default)}]"
    again = " Can be repeated." if one.multiple else ""
    names = f"{one.option}/--no-{one.option[2:]}" if one.flag else one.option
    kind: dict[str, Any] = {} if one.flag else {"metavar": _metavar(one), "type": str}
    return click.option(
        names,
        one.name,
        default=None,
        multiple=one.multiple,
        help=f"{one.meaning}{again}{shown}",
        **kind,
    )


def plain(default: object) -> str:
    """Returns a default value in words."""
    if isinstance(default, bool):
        return "yes" if default else "no"
    return in_units(default) if isinstance(default, float) else str(default)


def _metavar(one: Setting) -> str:
    return {"index": "DIR", "watch": "FOLDER"}.get(one.name, one.name.rpartition("_")[2].upper())


def configured(options: Mapping[str, object], file: Path | None) -> Configuration:
    """Returns the settings in force; prints notices on standard error.

    Raises ClickException if a value cannot be used.
    """
    try:
        found = configure(options, os.environ, file)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    for notice in found.notices:
        click.echo(f"Note: {notice}", err=True)
    return found


@click.command("config", short_help="Show the current settings.")
@CONFIG
def config(config_file: Path | None) -> None:
    """Print the current settings and where each comes from.

    A setting has the same name everywhere: base_url in the file operative.toml,
    OPERATIVE_BASE_URL in the environment, --base-url as an option of "operative serve". An option
    overrides the environment, which overrides the file, which overrides the default. You can use
    the output to start a settings file:

    \b
        operative config > operative.toml
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    for line in lines(configured({}, config_file)):
        click.echo(line)
