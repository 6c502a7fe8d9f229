"""The command line as a whole: the app to which each module beside adds its commands, and its exit codes.

Exit codes: 0 done, 1 some inputs failed or a check does, 2 usage; 130 interrupted, 141 the output's reader left.
"""

from __future__ import annotations

from typing import Annotated

import typer

FAILED, USAGE, READER_LEFT = 1, 2, 141

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)


def main() -> None:
    """The entry point."""
    app(prog_name="selon")


def _version(asked: bool) -> None:
    if asked:
        from selon.version import __version__

        typer.echo(f"selon {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Who says what in a French news dispatch, through whom, and how sure they are."""
