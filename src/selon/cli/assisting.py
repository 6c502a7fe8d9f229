"""`selon mcp`: the record for an assistant, over the Model Context Protocol."""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from selon.cli.app import FAILED, READER_LEFT, app
from selon.cli.options import RECORD
from selon.cli.terminal import complain, is_terminal, note, orderly


@app.command("mcp")
def assist(
    record: Annotated[str, typer.Argument(metavar="FILE", envvar="SELON_RECORD", help="The record.")] = RECORD,
) -> None:
    """Serve the record to an assistant on this machine, over the Model Context Protocol (standard input and output):
    tools that read and search, with exact quotations, and write nothing."""
    from selon.record.store import open_record
    from selon.wire.errors import InputError

    try:
        from selon.mcp_server.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("selon"):
            raise
        complain("mcp: the package for assistants is not installed; pip install 'selon[mcp]'")
        raise typer.Exit(FAILED) from error
    with orderly():
        open_record(record).close()
        if sys.stdin is None or sys.stdout is None:
            raise InputError("standard input or output", "is closed; an assistant starts selon mcp: see docs/mcp.md")
        if is_terminal(sys.stdin):
            note("waiting for an assistant on standard input; docs/mcp.md says how to add selon to one. Ctrl-C ends it")
        logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="selon: %(message)s")
        try:
            serve(record)
        except BrokenPipeError:
            os._exit(READER_LEFT)
