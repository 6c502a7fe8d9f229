"""`selon batch`: many documents, from archives and tables, into Parquet."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.app import FAILED, app
from selon.cli.options import Date, Lang, Names
from selon.cli.terminal import complain, is_terminal, orderly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selon.volume.runs import Done, Share


def _share(value: str) -> Share:
    """0/8 … 7/8"""
    from selon.volume.runs import Share

    number, _, of = value.partition("/")
    if number.isdigit() and of.isdigit() and int(number) < int(of) <= 1_000_000:
        return Share(int(number), int(of))
    raise typer.BadParameter(f"{value!r} is no share; give it as 0/8, 1/8 ... 7/8")


Inputs = Annotated[list[str], typer.Argument(help="WARC, Parquet, JSONL, files of a wire; folders and globs of them.")]
Out = Annotated[Path, typer.Option(metavar="FOLDER", help="Where the tables go: Parquet files, and a manifest.")]
Workers = Annotated[int, typer.Option(min=1, max=256, help="Processes that read; each takes about 850 MB.")]
Shard = Annotated[str, typer.Option(metavar="I/N", help="Only the Ith of N shares, from 0: one a machine or job.")]
LangColumn = Annotated[
    str | None, typer.Option(help="That of its language; told by its words if you name none.", show_default=False)
]
PartSize = Annotated[int, typer.Option(min=1, max=100_000, help="Records, rows or files that are read at once.")]


@app.command()
def batch(
    inputs: Inputs,
    out: Out,
    workers: Workers = 1,
    shard: Shard = "0/1",
    text: Annotated[str, typer.Option(help="The column of Parquet or JSONL that holds the text.")] = "text",
    url: Annotated[str, typer.Option(help="That of its address.")] = "url",
    date_column: Annotated[str, typer.Option(help="That of the day it was sent.")] = "date",
    lang_column: LangColumn = None,
    part: PartSize = 250,
    date: Date = None,
    lang: Lang = None,
    names: Names = None,
) -> None:
    """Read many documents into Parquet: dispatches, claims, events, names, times, places; docs/volume.md explains them.

    What is there already is not read again: a run that was killed goes on where it was. Documents that cannot be read
    are named in the manifest, those in other languages counted there. Exit code 0: all parts are made; 1: an input
    could not be read, or a worker was killed.
    """
    from selon.volume.items import Columns, find
    from selon.volume.runs import Run, run
    from selon.volume.shards import Asked
    from selon.wire.errors import InputError

    share, (found, missing) = _share(shard), find(inputs, str(out))
    asked = Asked(lang, date, tuple(names or ()))
    columns = Columns(text, url, date_column, lang_column)
    with orderly():
        try:
            with _progress() as told:
                done = run(Run(found, out, columns, asked, part, share, told), workers)
        except OSError as error:
            reason = f"{error.strerror or error}; what was made stays, so run it again"
            raise InputError(error.filename or str(out), reason) from error
    for each in (*missing, *done.errors):
        complain(str(each))
    _sum_up(out, done)
    raise typer.Exit(FAILED if missing or done.errors else 0)


@contextmanager
def _progress() -> Iterator[Callable[[Done], None]]:
    """Gives what shows on a terminal how far the run is."""
    if not is_terminal(sys.stderr):
        yield lambda done: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield lambda done: status.update(f"{done.made + done.there} parts, {done.rows['dispatches']} dispatches")


def _sum_up(out: Path, done: Done) -> None:
    """parts: 12 made, 3 there before; out holds 5120 dispatches, 9121 claims ...; 4 failed; passed over 310 en"""
    rows = ", ".join(f"{number} {table}" for table, number in done.rows.items()) or "nothing"
    told = f"parts: {done.made} made, {done.there} there before; {out} holds {rows}; {done.failed} failed"
    skipped = ", ".join(f"{number} {lang}" for lang, number in done.skipped.most_common())
    typer.echo(told + (f"; passed over {skipped}" if skipped else ""))
