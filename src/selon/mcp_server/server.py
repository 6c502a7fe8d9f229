"""The server: the tools, as the `mcp` package serves them over standard input and output.

Each call has a connection of its own to the record, open to be read only, and sees it as it is at one moment. What goes
wrong with what is asked is one line; a fault of ours is one line too, and its traceback goes to the log.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import anyio.to_thread
import mcp_types as types
import msgspec
from anyio import CapacityLimiter
from mcp.server.lowlevel import Server

from selon.export.claims import line
from selon.mcp_server import stdio
from selon.mcp_server.arguments import arguments
from selon.mcp_server.schemas import schema_of
from selon.mcp_server.tools import INSTRUCTIONS, TOOLS, Tool
from selon.record.store import explained, open_record, unmoved
from selon.version import __version__
from selon.wire.errors import InputError

LOG = logging.getLogger("selon.mcp_server")
AT_A_TIME = 4  # questions that are answered side by side
LONGEST = 1500  # characters of an error
READS = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


class Desk(NamedTuple):
    """What all calls share: the path of the record; how many questions are answered, and texts read, at a time."""

    path: str
    questions: CapacityLimiter
    readings: CapacityLimiter


def serve(path: str) -> None:
    """Serves a record until standard input ends. Raises BrokenPipeError where nobody takes the answers any more."""

    async def serve_over(received: Any, sent: Any) -> None:
        server = make_server(Desk(path, CapacityLimiter(AT_A_TIME), CapacityLimiter(1)))
        await server.run(received, sent, server.create_initialization_options())

    stdio.run(serve_over)


def make_server(desk: Desk) -> Server[Any]:
    """The server of a record."""
    by_name = {tool.name: tool for tool in TOOLS}
    listed = types.ListToolsResult(tools=[_described(tool) for tool in TOOLS])

    async def list_tools(_: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return listed

    async def call_tool(_: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        tool = by_name.get(asked.name)
        if tool is None:
            return _failed(f"{asked.name}: there is no such tool; there are {', '.join(by_name)}")
        return await _called(desk, tool, asked.arguments or {})

    return Server(
        "selon",
        version=__version__,
        title="selon: who says what in French news dispatches",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=schema_of(tool.asks),
        output_schema=schema_of(tool.gives),
        annotations=READS,
    )


async def _called(desk: Desk, tool: Tool, given: Mapping[str, Any]) -> types.CallToolResult:
    """Answers in a thread of its own; a client that takes its question back is not waited for."""
    limiter = desk.readings if tool.reads else desk.questions
    work = partial(_answer, desk.path, tool, dict(given))
    return await anyio.to_thread.run_sync(work, limiter=limiter, abandon_on_cancel=True)


def _answer(path: str, tool: Tool, given: dict[str, Any]) -> types.CallToolResult:
    try:
        asked: object = arguments(given, tool.asks)
        with explained(path), open_record(path) as record, unmoved(record):
            found = tool.work(record, asked)
    except InputError as error:
        return _failed(str(error))
    except Exception as error:
        LOG.exception("%s", tool.name)
        return _failed(f"{tool.name}: a fault of selon ({type(error).__name__}); please report it, and ask otherwise")
    text = msgspec.json.encode(found).decode()
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)], structured_content=msgspec.to_builtins(found)
    )


def _failed(reason: str) -> types.CallToolResult:
    """An error of one line."""
    return types.CallToolResult(content=[types.TextContent(type="text", text=line(reason, LONGEST))], is_error=True)
