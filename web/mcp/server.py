"""Server of the Model Context Protocol, by its official library: lists the tools and calls them."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import Any

import mcp_types as types
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from mcp.server import Server, ServerRequestContext

from indexer.errors import IndexerError
from search.errors import SearchError
from web.mcp.answers import Answer
from web.mcp.tools import BY_NAME, TOOLS, Arguments, Tool
from web.problems import detail_of

NAME = "operative"
INSTRUCTIONS = (
    "Searches United Nations resolutions paragraph by paragraph. Quote a paragraph's “text” "
    "exactly as it stands, cite it with its “citation” and link its “address”; never complete or "
    "correct its words from memory. Say so where nothing was found: the collection may lack a "
    "document. Where an answer has “next”, call the same tool again with it as “start” for more. "
    "The texts are unofficial copies; the official documents are the United Nations'."
)

Call = Callable[[Tool, Arguments], Awaitable[Answer]]
"""Answers a call of a tool, on whatever thread is right."""


def server(call: Call) -> Server[Any]:
    """Returns a server whose tools are answered by `call`."""

    async def list_tools(
        _context: ServerRequestContext[Any], _params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_listed(tool) for tool in TOOLS])

    async def call_tool(
        _context: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        tool = BY_NAME.get(params.name)
        if tool is None:
            return _refused(f"There is no tool {params.name[:100]!r}. Tools: {', '.join(BY_NAME)}.")
        arguments = params.arguments or {}
        if problem := best_match(Draft202012Validator(tool.schema).iter_errors(arguments)):
            where = "/".join(map(str, problem.path))
            return _refused(f"{where or 'arguments'}: {problem.message[-300:]}")
        try:
            answer = await call(tool, arguments)
        except (IndexerError, SearchError) as error:
            return _refused(_explained(error))
        text = types.TextContent(type="text", text=json.dumps(answer, ensure_ascii=False))
        return types.CallToolResult(content=[text], structured_content=answer)

    return Server(
        NAME,
        version=version(NAME),
        title="Operative: United Nations resolutions",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _explained(error: IndexerError | SearchError) -> str:
    """Returns an error and what to do about it, without the names of folders."""
    advice = getattr(error, "advice", None)
    return " ".join(filter(None, (detail_of(error), advice)))


def _listed(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.schema,
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _refused(message: str) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=message)], is_error=True
    )
