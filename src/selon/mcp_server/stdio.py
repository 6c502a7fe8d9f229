"""Standard input and output: what the `mcp` package leaves open of serving over them.

JSON may hold half of a surrogate pair, as text that a client has cut in the midst of a pictogram does. The package
takes such a message for none, and whoever sent it waits in vain; here it is mended before.
"""

from __future__ import annotations

import io
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, cast

import anyio
import anyio.to_thread
from mcp.server.stdio import stdio_server

# A backslash that stands for itself; a whole pair; half of one.
ESCAPES = re.compile(
    r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


def run(serve: Callable[[Any, Any], Awaitable[None]]) -> None:
    """Serves until standard input ends. Raises BrokenPipeError where nobody takes the answers any more: then a thread
    still waits for a line, and the process is to be ended without it.

    Ctrl-C ends the process at once, for the same reason: there is nothing to be put in order."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        anyio.run(_run, serve)
    except BaseExceptionGroup as group:
        if group.split(BrokenPipeError)[1] is None:
            raise BrokenPipeError from group
        raise


async def _run(serve: Callable[[Any, Any], Awaitable[None]]) -> None:
    lines = cast("anyio.AsyncFile[str]", _lines())  # of which only the lines are asked for
    async with stdio_server(stdin=lines) as (received, sent):
        await serve(received, sent)


async def _lines() -> AsyncIterator[str]:
    """The messages, a line each."""
    file = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    alone = anyio.CapacityLimiter(1)
    while line := await anyio.to_thread.run_sync(file.readline, limiter=alone, abandon_on_cancel=True):
        yield mended(line)


def mended(message: str) -> str:
    """The JSON with U+FFFD for each half of a surrogate pair, as `storable` makes of text."""
    return ESCAPES.sub(lambda found: "\\ufffd" if found[1] else found[0], message)
