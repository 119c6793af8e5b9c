"""A server that really runs, in a thread of the test, on a free port."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from threading import Thread
from typing import TYPE_CHECKING

from web.server.waitress import Server
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A running server: where it is, and what ends it."""

    port: int
    server: Server
    thread: Thread

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """Ask once; gives the answer and its body."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request("GET", path, headers=names)
            answer = line.getresponse()
            return answer, answer.read()
        finally:
            line.close()


@contextmanager
def running(app: WSGIApplication, settings: Settings) -> Iterator[Running]:
    """Serve an application as `operative serve` does; stopped at the end if it is not yet."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        server = Server(app, listener, settings)
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield Running(port=port, server=server, thread=thread)
        finally:
            server.stop()
            thread.join(20)
            assert not thread.is_alive()
