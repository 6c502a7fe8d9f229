"""What every command shares of the terminal: its width and colours, notes and complaints, and an orderly end."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from selon.cli.app import FAILED, READER_LEFT

if TYPE_CHECKING:
    from selon.model import Reading

HANDFUL = 5  # inputs; more take long enough to show progress


def with_progress(readings: Iterable[Reading], count: int, output: str | None) -> Iterable[Reading]:
    """Shows a bar on standard error, unless it would run into the output on the same terminal."""
    apart = output is not None or not is_terminal(sys.stdout)
    if count <= HANDFUL or not apart or not is_terminal(sys.stderr):
        return readings
    from rich.console import Console
    from rich.progress import track

    return track(readings, "reading", total=count, console=Console(stderr=True), transient=True)


def is_terminal(stream: object) -> bool:
    return stream is not None and bool(getattr(stream, "isatty", lambda: False)())


def has_colour() -> bool:
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    return shutil.get_terminal_size().columns


def refuse_overwriting(output: str | None, names: Iterable[str]) -> None:
    if output is not None and os.path.isfile(output):
        for name in names:
            if os.path.exists(name) and os.path.samefile(name, output):
                raise typer.BadParameter(f"{output} is an input too; name another file", param_hint="--output")


def note(text: str) -> None:
    """A line on what was odd but done."""
    from selon.export.claims import line

    typer.echo(f"note: {line(text)}", err=True)


def complain(text: str) -> None:
    """A line on what was not done."""
    from selon.export.claims import line

    typer.echo(f"selon: {line(text)}", err=True)


@contextmanager
def orderly() -> Iterator[None]:
    """Ends quietly when the output's reader leaves, and with one line when an input cannot be used at all or the output
    cannot be written."""
    from selon.wire.errors import InputError

    try:
        yield
    except InputError as error:
        complain(str(error))
        raise typer.Exit(FAILED) from error
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left unwritten goes there at the end
        raise typer.Exit(READER_LEFT) from error
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror or error}")
        raise typer.Exit(FAILED) from error
