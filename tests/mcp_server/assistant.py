"""An assistant: the official client, over standard input and output, with a time-out on all that it waits for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, Tool

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120.0  # seconds; the model is loaded within them
COMMAND = "import sys; sys.argv[0] = 'selon'; from selon.cli import main; main()"
Call = tuple[str, dict[str, Any]]


class Assistant(NamedTuple):
    """A client in a thread of its own, and what it waits for in this one."""

    client: Client
    portal: BlockingPortal

    def tools(self) -> list[Tool]:
        return self.portal.call(self._tools)

    async def _tools(self) -> list[Tool]:
        with anyio.fail_after(PATIENCE):
            return (await self.client.list_tools()).tools

    def call(self, name: str, **arguments: Any) -> CallToolResult:
        return self.at_once([(name, arguments)])[0]

    def asked(self, name: str, **arguments: Any) -> dict[str, Any]:
        """What a tool answers."""
        result = self.call(name, **arguments)
        assert not result.is_error, told(result)
        found: dict[str, Any] = result.structured_content
        return found

    def refused(self, name: str, **arguments: Any) -> str:
        """The one line of an error."""
        result = self.call(name, **arguments)
        assert result.is_error and result.structured_content is None
        line = told(result)
        assert line and "\n" not in line and len(line) <= 1500 and "Traceback" not in line
        return line

    def at_once(self, calls: Sequence[Call]) -> list[CallToolResult]:
        """What several calls answer that are made at one time, in their order."""
        return self.portal.call(self._at_once, calls)

    async def _at_once(self, calls: Sequence[Call]) -> list[CallToolResult]:
        found: dict[int, CallToolResult] = {}

        async def one(place: int, name: str, arguments: dict[str, Any]) -> None:
            found[place] = await self.client.call_tool(name, arguments)

        with anyio.fail_after(PATIENCE):
            async with anyio.create_task_group() as group:
                for place, (name, arguments) in enumerate(calls):
                    group.start_soon(one, place, name, arguments)
        return [found[place] for place in range(len(calls))]


def told(result: CallToolResult) -> str:
    """The text of a result."""
    (content,) = result.content
    assert content.type == "text"
    return content.text


def server(path: Path) -> StdioServerParameters:
    return StdioServerParameters(
        command=sys.executable, args=["-c", COMMAND, "mcp", str(path)], env={"PYTHONPATH": str(ROOT / "src")}
    )


@contextmanager
def assistant_of(path: Path) -> Iterator[Assistant]:
    """An assistant that asks a record."""
    client = Client(server(path), read_timeout_seconds=PATIENCE)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client) as opened:
        yield Assistant(opened, portal)
