"""Access log: one line a request in the common log format, written after the response.

By default the line leaves out what was searched for, which is private.
"""

from __future__ import annotations

import logging
from datetime import datetime
from urllib.parse import quote

from flask import Flask, Response, request

LOG = logging.getLogger("operative.access")
LONGEST = 2_000
"""Characters of an address; the rest is cut."""


def install(app: Flask, kind: str) -> None:
    """Logs the application's requests; kind: "off", "path" or "full"."""
    if kind == "off":
        return

    def log(response: Response) -> Response:
        given = line(response, datetime.now().astimezone(), queries=kind == "full")
        response.call_on_close(lambda: LOG.info(given))
        return response

    app.after_request(log)


def line(response: Response, now: datetime, *, queries: bool) -> str:
    """Returns the line of the current request."""
    address = quote(request.script_root + request.path, safe="/:@!$&()*+,;=~-._")
    if queries and request.query_string:
        address += "?" + quote(request.query_string, safe="/:@!$&()*+,;=~-._?%")
    size = response.content_length
    protocol = str(request.environ.get("SERVER_PROTOCOL", "HTTP/1.1"))
    return (
        f"{_word(request.remote_addr)} - {_word(request.remote_user)} "
        f"[{now:%d/%b/%Y:%H:%M:%S %z}] "
        f'"{_word(request.method)} {address[:LONGEST]} {_word(protocol)}" '
        f"{response.status_code} {'-' if size is None else size}"
    )


def _word(text: str | None) -> str:
    """Returns a field without spaces or line breaks, which would make it two."""
    return quote(text[:200], safe="@:.-_/+") if text else "-"
