"""The command `operative serve`."""

from __future__ import annotations

import errno
import signal
import socket
from pathlib import Path

import click
from flask import Flask

from indexer.engines import ENGINES
from indexer.errors import IndexerError, IndexMissing
from indexer.generations import generation
from web.app import create_app
from web.digest.mail import MailServer
from web.digest.sender import Sender
from web.digest.subscriptions import Subscriptions
from web.index import EXTENSION, Connection
from web.server.monitoring import logs
from web.server.upkeep.fetching import Fetcher
from web.server.upkeep.memory import trimmer
from web.server.upkeep.verify import verifier
from web.server.upkeep.watch import Refresher
from web.server.waitress import Server
from web.settings.cli import CONFIG, configured, setting_options
from web.settings.settings import Settings
from web.settings.sources import ConfigurationError

ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - recognised, to warn of it


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@CONFIG
@setting_options
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Search engine for a new index. Default: the best one installed.",
)
def serve(
    folder: Path | None, config_file: Path | None, engine: str | None, **options: object
) -> None:
    """Serve the search page and the JSON API.

    Give a FOLDER to build the index first, if there is none yet:

    \b
        operative serve resolutions/

    An existing index is used as it is. To update it, run "operative index", even while the server
    is running. With --watch, the server updates it for you:

    \b
        operative serve --watch resolutions/ --refresh 10m

    You can also set every option in the file operative.toml or in the environment. Run "operative
    config" to see the current settings.
    """  # noqa: D301 - as above
    settings = configured(options, config_file).settings
    listener = _listener(settings.host, settings.port)
    with listener:
        if not settings.watch:
            _prepare(folder, settings.index, engine)
        elif folder is not None:
            raise click.ClickException("Give the folder only once: --watch also indexes it.")
        logs.to_stderr(settings.access_log)
        app = _app(settings)
        server = Server(app, listener, settings)
        # Before the message that says how to stop the server.
        _stop_on_signals(server)
        click.echo(
            f"Operative is running at {_address(listener)}{settings.prefix.lstrip('/')}", nl=False
        )
        click.echo("  (press Ctrl+C to stop)")
        if settings.host in ANYWHERE:
            click.echo(
                "Anyone who can reach this machine can search and read the documents.", err=True
            )
        _run(server, settings, app.extensions[EXTENSION])


def _app(settings: Settings) -> Flask:
    try:
        return create_app(settings)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def _stop_on_signals(server: Server) -> None:
    """Makes a signal stop the server; a second one ends running requests at once."""

    def stop(*_: object) -> None:
        for name in stops:
            signal.signal(name, signal.SIG_DFL)
        server.stop()

    stops = [signal.SIGINT, signal.SIGTERM]
    for name in stops:
        signal.signal(name, stop)


def _run(server: Server, settings: Settings, connection: Connection) -> None:
    """Serves until a signal arrives, keeping the index up to date if asked to."""
    refresher = Refresher(settings.watch, settings.index, settings.refresh)
    if settings.watch:
        refresher.start()
    fetcher = Fetcher(settings.watch, settings.fetch)
    if settings.fetch:
        fetcher.start()
    verifying, trimming = verifier(connection.verify), trimmer()
    verifying.start()
    trimming.start()
    sender = _sender(settings, connection) if settings.mail_server else None
    if sender is not None:
        sender.start()
    server.run()
    if sender is not None:
        sender.stop()
    trimming.stop()
    verifying.stop()
    fetcher.stop()
    refresher.stop()


def _sender(settings: Settings, connection: Connection) -> Sender:
    login = Path(settings.mail_login) if settings.mail_login else None
    return Sender(
        Subscriptions(Path(settings.subscriptions)),
        connection.searcher,
        MailServer(settings.mail_server, login).send,
        sender=settings.mail_from,
        site=settings.site,
        seconds=settings.digest,
    )


def _prepare(folder: Path | None, index: Path, engine: str | None) -> None:
    """Makes sure that there is a usable index, building it from `folder` if necessary."""
    try:
        generation.current(index)
    except IndexMissing as error:
        if folder is None:
            raise click.ClickException(
                f"{error} Or give a folder of resolutions: operative serve FOLDER"
            ) from error
        _build(folder, index, engine)
    except IndexerError as error:
        raise click.ClickException(str(error)) from error
    else:
        if folder is not None:
            click.echo(
                f"Using the existing index in {index}. "
                f"To update it, run “operative index {folder}”.",
                err=True,
            )


def _build(folder: Path, index: Path, engine: str | None) -> None:
    click.echo(f"There is no index in {index} yet. Building it from {folder}.", err=True)
    arguments = [str(folder), "--index", str(index)]
    if engine is not None:
        arguments += ["--engine", engine]
    # By the command itself, so that progress, report and errors are the same; the readers are
    # imported only here.
    from indexer.cli import index as index_command

    index_command.main(arguments, prog_name="operative index", standalone_mode=False)


def _listener(host: str, port: int) -> socket.socket:
    """Returns a socket on the port, taken first so that a used port is reported at once."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise click.ClickException(_why(error, host, port)) from error
    except UnicodeError as error:
        raise click.ClickException(f"“{host}” is not an address of this machine.") from error


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use, perhaps by another Operative. Use another port: "
            f"operative serve --port {port % 65535 + 1}"
        )
    if error.errno == errno.EACCES:
        return f"You do not have permission to use port {port}. Choose a port above 1023."
    return f"This machine cannot listen on “{host}” ({error.strerror or error})."


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
