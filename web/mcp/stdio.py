"""The protocol over standard input and output, for one assistant."""

from __future__ import annotations

from collections.abc import Callable

import anyio
from anyio.to_thread import run_sync
from mcp.server.stdio import stdio_server

from web.mcp.answers import Answer
from web.mcp.server import server
from web.mcp.tools import Arguments, Tool


async def serve(answer: Callable[[Tool, Arguments], Answer]) -> None:
    """Serves until the assistant goes away; one call is answered at a time, on another thread."""
    one = anyio.CapacityLimiter(1)

    async def call(tool: Tool, arguments: Arguments) -> Answer:
        return await run_sync(answer, tool, arguments, limiter=one)

    running = server(call)
    async with stdio_server() as (incoming, outgoing):
        await running.run(incoming, outgoing, running.create_initialization_options())
