"""The address /mcp: assistants reach the tools over HTTP, where the setting `mcp` allows it.

Each request is answered by itself (streamable HTTP without sessions, answers in JSON), within the
same limits as a search on the pages. Pages of other sites are refused like anywhere else.
"""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

from flask import Blueprint, Flask, Response, request, url_for
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from search.precedents.drafts import PASTED
from search.precedents.report import Report
from web.index import connection, searcher
from web.mcp.answers import Answer, Site
from web.mcp.server import server
from web.mcp.tools import Arguments, Desk, Tool
from web.pages.precedents.drafts import Draft, checked, turn

Message = MutableMapping[str, Any]

MOST_BYTES = 1024 * 1024
"""Bytes of a request; a draft has most of them."""

blueprint = Blueprint("mcp", __name__)


@blueprint.post("/mcp")
def answer() -> Response:
    """Returns the answer to a message of the protocol."""
    request.max_content_length = MOST_BYTES
    return asyncio.run(_exchange(request.get_data()))


@blueprint.route("/mcp", methods=["GET", "DELETE"])
def no_stream() -> Response:
    """Refuses what only servers with sessions have, as the protocol allows."""
    return Response(status=405, headers={"Allow": "POST"})


async def _exchange(body: bytes) -> Response:
    """Returns the answer to a request's body."""
    sent: list[Message] = []
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if waiting:
            return waiting.pop()
        await asyncio.Event().wait()  # the client stays until it has its answer
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    manager = StreamableHTTPSessionManager(
        server(_call), json_response=True, stateless=True, max_request_body_size=MOST_BYTES
    )
    async with manager.run():
        await manager.handle_request(_scope(), receive, send)
    start = next(one for one in sent if one["type"] == "http.response.start")
    content = b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body")
    headers = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]
    ]
    made = Response(content, status=start["status"], headers=headers)
    made.headers["Cache-Control"] = "no-store"
    return made


def _scope() -> dict[str, Any]:
    """Returns the current request as an ASGI application sees it."""
    headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in request.headers
    ]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "root_path": "",
        "query_string": request.query_string,
        "headers": headers,
        "client": None,
        "server": None,
    }


async def _call(tool: Tool, arguments: Arguments) -> Answer:
    base = url_for("search.search", _external=True).rstrip("/")
    site = Site(base=base, official=connection().settings.official)
    return tool.answer(Desk(searcher=searcher(), site=site, check=_check), arguments)


def _check(text: str) -> Report:
    with turn() as reader:
        return checked(Draft(PASTED, text.encode("utf-8", "replace"), "text"), reader)


def install(app: Flask) -> None:
    """Adds the address to an application."""
    app.register_blueprint(blueprint)
