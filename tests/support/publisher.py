"""A server that publishes files as the real ones do, with the faults that these have.

Each address has a list of answers. A request takes the first and leaves the last for all that
follow. Files have an ETag, and ranges unless a test takes them away.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer; cut: bytes after which the connection breaks, though all were promised."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    ranges: bool = True
    kind: str = "application/octet-stream"

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def apology() -> Reply:
    """A page with the right status that is not what was asked for."""
    return Reply(
        body=b"<!DOCTYPE html><html><body>We are sorry</body></html>", kind="application/pdf"
    )


def leading_to(address: str) -> Reply:
    return Reply(status=302, headers={"Location": address})


class Publisher:
    """The server; `asked` has the path and headers of every request."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def put(self, path: str, *replies: Reply) -> None:
        self.replies[path] = list(replies)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = unquote(handler.path)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append((path, headers))
        waiting = self.replies.get(path, [Reply(status=404)])
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if reply.status != 200:
            _send(handler, reply.status, reply.headers, reply.body)
            return
        own = {"ETag": reply.etag, "Content-Type": reply.kind, **reply.headers}
        if headers.get("if-none-match") == reply.etag:
            _send(handler, 304, own, b"")
            return
        body, status = reply.body, 200
        asked = headers.get("range", "")
        if asked and reply.ranges and headers.get("if-range") == reply.etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(body):
                _send(handler, 416, own, b"")
                return
            own["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            body, status = body[start:], 206
        _send(handler, status, own, body, reply.cut)


def _send(
    handler: BaseHTTPRequestHandler,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    cut: int | None = None,
) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    if status != 304:
        handler.send_header("Content-Length", str(len(body)))
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body if cut is None else body[:cut])


@contextmanager
def publishing() -> Iterator[Publisher]:
    """Runs a publisher on a free port of this machine."""
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            publisher.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    publisher.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
