"""Worker: the work of one process of a server, which is the application behind a socket."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from web.app import create_app
from web.index import EXTENSION, Connection
from web.server.monitoring import logs
from web.server.rates import Wait
from web.server.upkeep.memory import trimmer
from web.server.upkeep.verify import verifier
from web.server.waitress import Server
from web.server.workers import Line
from web.settings.settings import Settings
from web.settings.sources import ConfigurationError


def work(line: Line, listener: socket.socket, settings: Settings, wait: Wait | None) -> None:
    """Answers requests until the supervisor says to stop."""
    logs.to_stderr(settings.access_log)
    try:
        worker = Worker(listener, settings, wait)
    except ConfigurationError as error:
        line.failed(str(error))
        return
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    line.obey(worker.stop)
    worker.run(line.ready)


class Worker:
    """An application that is served on a socket, with what looks after its memory and its index.

    Raises ConfigurationError if a setting cannot be met.
    """

    def __init__(
        self, listener: socket.socket, settings: Settings, wait: Wait | None = None
    ) -> None:
        app = create_app(settings, wait=wait)
        self.connection: Connection = app.extensions[EXTENSION]
        self._server = Server(app, listener, settings)

    def run(self, begun: Callable[[], None]) -> None:
        """Calls a function, then answers requests until `stop`, and completes those under way."""
        upkeep = verifier(self.connection.verify), trimmer()
        for one in upkeep:
            one.start()
        begun()
        self._server.run()
        for one in reversed(upkeep):
            one.stop()

    def stop(self) -> None:
        """Stops; may be called from a signal handler or another thread."""
        self._server.stop()
