"""Workers for tests: servers that say which process they are, slow ones, and ones that fail."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from web.server.waitress import Server
from web.server.workers import Line
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def say(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with the process' number; /slow after a second."""
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1.0)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]


def work(line: Line, listener: socket.socket, settings: Settings) -> None:
    """Serve `say`."""
    server = Server(say, listener, settings)
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    line.obey(server.stop)
    line.ready()
    server.run()


def fail(line: Line, listener: socket.socket, settings: Settings) -> None:
    """Say why nothing can be served."""
    del listener
    line.failed(f"There is no room for {settings.processes} of us.")


def die(line: Line, listener: socket.socket, settings: Settings) -> None:
    """End without a word."""
    del line, listener, settings
    os._exit(7)
