"""HTTP server on waitress, with a graceful stop and limits for slow clients.

Added to waitress: a stop that completes running requests, and an end to connections whose clients
send or receive too slowly.
"""

from __future__ import annotations

import socket
import sys
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import WSGITask

from web.server.bodies import AT_ONCE, MOST_UPLOAD, Parser
from web.server.threads import share, threads
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_HEADER = 64 * 1024
"""Bytes of a request's line and headers: the longest query, in any script."""
LISTENING = 256
"""Connections that wait to be accepted."""
_SWITCH = 0.001
"""Seconds after which another thread may run Python: short requests pass long ones sooner."""
_BEAT = 1.0  # seconds between two checks of the channels
_QUIET = 0.3  # seconds in which a request may arrive on a connection that is about to close


class _Task(WSGITask):  # type: ignore[misc]  # waitress has no types
    """A task that announces the end of the connection while the server is stopping."""

    def build_response_header(self) -> bytes:
        if self.channel.server.stopping:
            self.set_close_on_finish()
        header: bytes = super().build_response_header()
        return header


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection with the time at which its request began."""

    task_class = _Task
    awaited: tuple[object, float] | None = None

    def parser_class(self, adj: Any) -> Parser:
        """Returns the parser of the connection's next request; waitress looks for it here."""
        return Parser(adj, self.server)


class Server:
    """A server of one application on a listening socket."""

    def __init__(self, app: WSGIApplication, listener: socket.socket, settings: Settings) -> None:
        self._settings = settings
        self._map: dict[int, Any] = {}
        self._stop = False
        self._waitress = create_server(
            app,
            map=self._map,
            sockets=[listener],
            threads=threads(settings),
            ident="Operative",
            backlog=LISTENING,
            connection_limit=share(settings.connections, settings),
            channel_timeout=max(1, round(settings.client_time)),
            max_request_body_size=MOST_UPLOAD,  # `Parser` has less for most requests
            inbuf_overflow=MOST_UPLOAD + 1,  # bodies stay in memory
            max_request_header_size=MOST_HEADER,
            clear_untrusted_proxy_headers=False,  # `gateway` decides whom to believe
            asyncore_use_poll=True,
        )
        self._waitress.channel_class = _Channel
        self._waitress.stopping = False
        self._waitress.most_drafts = share(AT_ONCE, settings)

    def run(self) -> None:
        """Handles requests until `stop` is called, then completes those under way."""
        sys.setswitchinterval(_SWITCH)
        while not self._stop:
            self._turn(_BEAT)
            self._end_slow(time())
        self._finish()

    def stop(self) -> None:
        """Stops after the running requests are complete; may be called from a signal handler."""
        if not self._stop:
            self._stop = self._waitress.stopping = True
            self._waitress.pull_trigger()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _channels(self) -> list[_Channel]:
        return list(self._waitress.active_channels.values())

    def _end_slow(self, now: float) -> None:
        """Closes connections whose client sends a request or receives a response too slowly."""
        longest = self._settings.client_time
        for channel in self._channels():
            if channel.awaited is None or channel.awaited[0] is not channel.request:
                channel.awaited = (channel.request, now)
            sends = channel.request is not None and now - channel.awaited[1] > longest
            takes = channel.total_outbufs_len and now - channel.last_activity > longest
            if sends or takes:
                channel.handle_close()

    def _finish(self) -> None:
        """Stops accepting connections and closes each open one after its response."""
        self._waitress.accepting = False
        self._waitress.del_channel()
        self._waitress.socket.close()
        until = monotonic() + self._settings.stop_time
        while self._channels() and monotonic() < until:
            self._turn(0.05)
            for channel in self._channels():
                if _idle(channel, time()):
                    channel.handle_close()
        dispatcher = self._waitress.task_dispatcher
        dispatcher.shutdown(timeout=1)
        for channel in self._channels():
            channel.handle_close()
        if not dispatcher.threads:  # a running thread would wake closed channels
            self._waitress.trigger.close()


def _idle(channel: _Channel, now: float) -> bool:
    busy = channel.requests or channel.request is not None or channel.total_outbufs_len
    return not busy and now - channel.last_activity > _QUIET
