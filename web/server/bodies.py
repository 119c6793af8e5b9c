"""Bodies of requests: only drafts that are to be checked are taken, and they stay in memory.

Neither waitress nor Werkzeug may spill a draft into a temporary file, as both would do.
"""

from __future__ import annotations

from copy import copy
from io import BytesIO
from typing import Any

from flask import Request
from waitress.parser import HTTPRequestParser
from waitress.utilities import Error

from search.precedents.drafts import MOST_BYTES

MOST_BODY = 16 * 1024
"""Bytes of a request's body that are read, to be refused with a reason; more ends the request."""
MOST_UPLOAD = MOST_BYTES + 4 * 1024 * 1024
"""The same where drafts are taken: so much more than a draft that most get the reason."""
DRAFTS = ("/precedents", "/mcp")
"""Ends of the addresses that take drafts."""
AT_ONCE = 8
"""Drafts that a server holds in memory while they arrive and are checked."""
_WAIT = "10"


class InMemoryRequest(Request):
    """A request whose uploaded files are never written to the disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> BytesIO:
        del total_content_length, content_type, filename, content_length
        return BytesIO()


class _Busy(Error):  # type: ignore[misc]  # noqa: N818 - waitress has no types
    """The answer to a draft that comes while too many others are held."""

    code = 503
    reason = "Service Unavailable"

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        status, headers, body = super().to_response(ident)
        return status, [*headers, ("Retry-After", _WAIT)], body


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """A parser of requests that has a wider limit for bodies where drafts are taken."""

    draft = False

    def __init__(self, adj: Any, server: Any) -> None:
        super().__init__(adj)
        self.adj: Any = adj
        self._server = server

    def parse_header(self, header_plus: bytes) -> None:
        """Reads line and headers, then sets how much of a body is read."""
        super().parse_header(header_plus)
        if self.command != "POST" or not str(self.path).rstrip("/").endswith(DRAFTS):
            self.adj = copy(self.adj)
            self.adj.max_request_body_size = MOST_BODY
        elif held(self._server) >= self._server.most_drafts:
            self.error = _Busy("Too many drafts are being checked. Please try again in a moment.")
            self.completed = True
        else:
            self.draft = True


def held(server: Any) -> int:
    """Returns the number of drafts that a waitress server holds."""
    channels = list(server.active_channels.values())
    requests = (one for channel in channels for one in (*channel.requests, channel.request))
    return sum(one is not None and one.draft for one in requests)
