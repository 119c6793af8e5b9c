"""The command `operative serve`."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.engines import ENGINES
from indexer.engines.opensearch.settings import ClusterSettings
from indexer.errors import ClusterRefused, IndexerError, IndexIncompatible, IndexMissing
from indexer.generations import generation
from web.server.monitoring import logs
from web.server.monitoring.together import counted_together
from web.server.rates import shared
from web.server.threads import processes
from web.server.upkeep.fetching import Fetcher
from web.server.upkeep.periodic import Periodic
from web.server.upkeep.watch import Refresher
from web.server.workers import Workers, WorkersFailed
from web.settings.cli import CONFIG, configured, setting_options
from web.settings.settings import Settings
from web.settings.sources import ConfigurationError

if TYPE_CHECKING:
    from search.searcher import Searcher
    from web.digest.sender import Sender

WORK = "web.worker:work"
"""What the processes do; they alone import it."""
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
        if settings.cluster is not None:
            _mirror(settings.index, settings.cluster)
        if not settings.watch:
            _prepare(folder, settings.index, engine)
        elif folder is not None:
            raise click.ClickException("Give the folder only once: --watch also indexes it.")
        logs.to_stderr(settings.access_log)
        number = processes(settings)
        serve_from = _one_process if number == 1 else _several_processes
        serve_from(listener, replace(settings, processes=number))


def _one_process(listener: socket.socket, settings: Settings) -> None:
    """Serves from this process until a signal arrives."""
    from web.worker import Worker

    try:
        worker = Worker(listener, settings)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    # Before the message that says how to stop the server.
    _stop_on_signals(worker.stop)
    with _kept_up(settings, worker.connection.searcher):
        worker.run(partial(_announce, listener, settings))


def _several_processes(listener: socket.socket, settings: Settings) -> None:
    """Serves from other processes until a signal arrives; this one looks after them."""
    with ExitStack() as stack:
        if settings.metrics:
            stack.enter_context(counted_together())
        wait = stack.enter_context(shared(settings.rate_limit)) if settings.rate_limit else None
        workers = Workers(
            settings.processes, WORK, listener, settings, wait, patience=settings.stop_time
        )
        _stop_on_signals(workers.stop)
        stack.enter_context(_kept_up(settings))
        try:
            workers.start()
            _announce(listener, settings)
            workers.run()
        except WorkersFailed as error:
            raise click.ClickException(str(error)) from error


def _announce(listener: socket.socket, settings: Settings) -> None:
    address = f"{_address(listener)}{settings.prefix.lstrip('/')}"
    click.echo(f"Operative is running at {address}  (press Ctrl+C to stop)")
    if settings.host in ANYWHERE:
        click.echo("Anyone who can reach this machine can search and read the documents.", err=True)


def _stop_on_signals(stop: Callable[[], None]) -> None:
    """Calls a function at a signal; a second one ends running requests at once."""

    def told(*_: object) -> None:
        for name in stops:
            signal.signal(name, signal.SIG_DFL)
        stop()

    stops = [signal.SIGINT, signal.SIGTERM]
    for name in stops:
        signal.signal(name, told)


@contextmanager
def _kept_up(settings: Settings, searcher: Callable[[], Searcher] | None = None) -> Iterator[None]:
    """Keeps the index up to date and sends digests within, as far as the settings say so.

    searcher: what this process has open anyway.
    """
    with ExitStack() as stack:
        for one in _upkeep(settings, searcher):
            one.start()
            stack.callback(one.stop)
        yield


def _upkeep(
    settings: Settings, searcher: Callable[[], Searcher] | None
) -> Iterator[Refresher | Fetcher | Periodic | Sender]:
    if settings.watch:
        yield Refresher(settings.watch, settings.index, settings.refresh)
    if settings.fetch:
        yield Fetcher(settings.watch, settings.fetch)
    if settings.cluster is not None:
        from web.server.upkeep.mirroring import mirrorer

        yield mirrorer(settings.index, settings.cluster)
    if settings.mail_server:
        from web.digest.sender import digests

        yield digests(settings, searcher)


def _mirror(index: Path, cluster: ClusterSettings) -> None:
    """Copies what the cluster answers from; without the cluster, what is here already is used."""
    from indexer.cluster.mirror import mirror_once  # a server without a cluster does not need it

    try:
        mirror_once(index, cluster)
    except (ClusterRefused, IndexIncompatible) as error:
        raise click.ClickException(str(error)) from error
    except IndexerError as error:
        click.echo(f"Note: {error}", err=True)
    except OSError as error:
        raise click.ClickException(f"The index could not be copied: {error}") from error


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
