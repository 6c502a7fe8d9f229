"""The record, as a command opens it: what goes wrong with it is one line, and exit code 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import typer

from selon.cli.app import FAILED
from selon.cli.terminal import has_colour, orderly, width

if TYPE_CHECKING:
    from selon.export.answers import Answer, Block
    from selon.record.store import Record


T = TypeVar("T")


@contextmanager
def opened_record(path: str, *, create: bool = False, change: bool = False, older: bool = False) -> Iterator[Record]:
    """Gives the record, to be asked; with `change` or `create` to be written to, made where there is none."""
    from selon.record.store import explained, open_record

    with orderly(), explained(path), open_record(path, create=create, change=change, older=older) as record:
        yield record


def write_answers(answers: Sequence[Answer], format: str, shown: Sequence[str], output: str | None = None) -> None:
    """Writes the answers to standard output, or to a file."""
    from selon.export.answers import lines
    from selon.export.output import opened

    with opened(output, None if format == "table" else "utf-8") as write:
        for part in lines(answers, format, shown, width(), has_colour() and output is None):
            write(part)


def write_blocks(answers: Iterable[Block]) -> None:
    """Writes answers that no table holds, for a person."""
    from selon.export.answers import blocks
    from selon.export.output import opened

    with opened(None, None) as write:
        for part in blocks(answers, width()):
            write(part)


def cut(answers: Sequence[T], limit: int) -> Sequence[T]:
    """The answers up to the limit, and a note where there are more: one more than the limit was asked for."""
    if limit and len(answers) > limit:
        typer.echo(f"note: there are more than {limit}; see --limit", err=True)
        return answers[:limit]
    return answers


def done(failed: object) -> typer.Exit:
    """The end of a command, by whether something failed."""
    return typer.Exit(FAILED if failed else 0)
