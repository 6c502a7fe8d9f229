"""`selon serve`: the record in the browser."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.app import FAILED, app
from selon.cli.options import RECORD
from selon.cli.terminal import complain

if TYPE_CHECKING:
    from selon.web.desk import Desk

LOCAL = ("127.0.0.1", "localhost", "::1")


@app.command()
def serve(
    record: Annotated[str, typer.Argument(metavar="FILE", envvar="SELON_RECORD", help="The record.")] = RECORD,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = LOCAL[0],
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8000,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A name under which browsers reach it; give each.")
    ] = None,
) -> None:
    """Serve the record to browsers: read, search, ask and judge. At another address than this machine's own it asks
    everyone for an account (selon user add), and does not start without one."""
    from selon.record.judgements import login
    from selon.record.store import open_record
    from selon.web.accounts import accounts_path, list_accounts
    from selon.web.desk import Desk
    from selon.wire.errors import InputError

    local = host in LOCAL
    try:
        open_record(record).close()
        if not local and not (os.path.exists(accounts_path(record)) and list_accounts(accounts_path(record))):
            raise InputError(record, f"has no accounts, and others can reach {host}; make one: selon user add NAME")
    except InputError as error:
        complain(str(error))
        raise typer.Exit(FAILED) from error
    _run(Desk(record, demands=not local, login=login("desk")), host, port, tuple(name or ()))


def _run(desk: Desk, host: str, port: int, names: tuple[str, ...]) -> None:
    import uvicorn

    from selon.web.app import LOCAL as NAMES
    from selon.web.app import create_app

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    hosts = (*NAMES, *names) if not desk.demands else (names or ("*",))
    typer.echo(f"selon serves {desk.path} at http://{host}:{port}/", err=True)
    uvicorn.run(create_app(desk, hosts), host=host, port=port, log_level="warning", server_header=False)
