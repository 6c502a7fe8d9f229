"""`selon ingest` and `selon reread`: dispatches into the record, and read again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selon.cli.app import app
from selon.cli.options import RECORD, Answers, As, Date, Lang, Limit, Names, Private, RecordFile
from selon.cli.record import cut, done, opened_record, write_answers
from selon.cli.terminal import complain, is_terminal, orderly

if TYPE_CHECKING:
    from selon.cli.inputs import Asked
    from selon.record.intake import Tally
    from selon.record.readers import Readers
    from selon.record.store import Record
    from selon.wire.errors import InputError

    Told = Callable[[Tally], None]

ALONE = "--from-parquet takes dispatches as selon batch read them: give it without sources and other options"

FromParquet = Annotated[
    str | None, typer.Option(metavar="FOLDER", help="Take in what selon batch read into it; nothing is read again.")
]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Processes that read; each takes about 700 MB.")]


@app.command()
def ingest(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, globs, addresses (http), or - for standard input.")
    ] = None,
    record: RecordFile = RECORD,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed before.")] = False,
    watch: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Take in what arrives there, until Ctrl-C.")
    ] = None,
    from_parquet: FromParquet = None,
    workers: Workers = 1,
    date: Date = None,
    lang: Lang = None,
    form: As = None,
    names: Names = None,
    private: Private = False,
) -> None:
    """Take dispatches into the record: read each once, keep it with its findings, link its versions and copies.

    What is there already is not read again. What fails is named, listed by selon failures, and tried again by --retry.
    Exit code 0: all taken in; 1: some failed, and the others were taken in.
    """
    from selon.cli.inputs import Asked

    if from_parquet is not None:
        if sources or retry or watch or date or lang or form or names:
            raise typer.BadParameter(ALONE)
        raise done(_filled(record, from_parquet).failed)
    if not (sources or retry or watch):
        raise typer.BadParameter("name what to take in: files, folders, addresses; or --retry, or --watch FOLDER")
    asked = Asked(lang, date, form, private)
    with opened_record(record, create=True) as kept, _readers(names, workers) as readers:
        tally = _once(kept, readers, asked, sources or [], retry) if sources or retry else None
        if watch:
            _watch(kept, readers, asked, watch)
    raise done(tally and tally.failed)


@contextmanager
def _readers(names: Any, workers: int) -> Iterator[Readers]:
    from selon.record.readers import readers

    with readers(names or (), workers) as ready:
        yield ready


def _once(record: Record, readers: Readers, asked: Asked, sources: list[str], retry: bool) -> Tally:
    """Takes the sources in, and says what was done."""
    from selon.wire.inputs import find_inputs

    again, of_volumes = _failed_before(record) if retry else ([], [])
    inputs, errors = find_inputs([*sources, *again])
    began = time.monotonic()
    with _progress(len(inputs) + len(of_volumes)) as told:
        tally = _take_in(record, readers, asked, inputs, errors, told)
        if of_volumes:
            _fill(record, of_volumes, tally, told)
    _sum_up(record, tally, time.monotonic() - began)
    return tally


def _failed_before(record: Record) -> tuple[list[str], list[str]]:
    """The sources of what failed, standard input left out: those that are read, and those of volumes."""
    from selon.record.failures import failing
    from selon.volume.loading import is_of_volume

    sources = [source for source in dict.fromkeys(failing(record.db).values()) if source != "-"]
    return [each for each in sources if not is_of_volume(each)], [each for each in sources if is_of_volume(each)]


def _filled(record: str, folder: str) -> Tally:
    """Fills the record from a volume, and says what was done. The volume is looked at first: what is none makes no
    record."""
    from selon.record.intake import Tally
    from selon.volume.loading import dispatch_files

    with orderly():
        files = dispatch_files(folder)
    with opened_record(record, create=True) as kept:
        began, tally = time.monotonic(), Tally()
        with _progress(len(files)) as told:
            _fill(kept, files, tally, told)
        _sum_up(kept, tally, time.monotonic() - began)
    return tally


def _fill(record: Record, files: list[str], tally: Tally, told: Told) -> None:
    from selon.volume.filling import fill

    fill(record, files, tally, told)


def _take_in(
    record: Record, readers: Readers, asked: Asked, inputs: list[str], errors: list[InputError], told: Told
) -> Tally:
    from selon.cli.inputs import found_in, new_at
    from selon.record.intake import Intake, Taken, take_in
    from selon.record.sources import steps

    intake = Intake(record, readers, told)
    not_found = [Taken(error.name, error) for error in errors]
    found = steps(record, inputs, lambda name: found_in(name, asked), lambda url, known: new_at(url, asked, known))
    return take_in(intake, chain(not_found, found))


def _watch(record: Record, readers: Readers, asked: Asked, folder: str) -> None:
    """Takes in what arrives in the folder, until it is interrupted."""
    from selon.record.watching import arriving

    typer.echo(f"watching {folder}; end with Ctrl-C", err=True)
    for names in arriving(folder):
        if names:
            began = time.monotonic()
            tally = _take_in(record, readers, asked, names, [], _complaints())
            _sum_up(record, tally, time.monotonic() - began)


def _complaints() -> Told:
    """What names each failure as it comes."""
    named = 0

    def told(tally: Tally) -> None:
        nonlocal named
        for error in tally.failed[named:]:
            complain(str(error))
        named = len(tally.failed)

    return told


@contextmanager
def _progress(inputs: int) -> Iterator[Told]:
    """Gives what names each failure as it comes, and on a terminal shows how far the intake is, how fast it goes, and
    how long it will take."""
    complaints = _complaints()
    if not is_terminal(sys.stderr):
        yield complaints
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    words = TextColumn("{task.fields[kept]} kept, {task.fields[known]} known, {task.fields[failed]} failed")
    rate = TextColumn("{task.fields[rate]:.1f} a second")
    console = Console(stderr=True)
    with Progress(BarColumn(), words, rate, TimeRemainingColumn(), console=console, transient=True) as bar:
        total = inputs if inputs > 1 else None  # of one file, nobody knows how much it holds
        task = bar.add_task("", total=total, kept=0, known=0, failed=0, rate=0.0)
        began = time.monotonic()

        def told(tally: Tally) -> None:
            complaints(tally)
            done = tally.kept + tally.known
            rate = done / max(time.monotonic() - began, 0.001)
            bar.update(
                task, completed=tally.ended, kept=tally.kept, known=tally.known, failed=len(tally.failed), rate=rate
            )

        yield told


def _sum_up(record: Record, tally: Tally, seconds: float) -> None:
    """kept 12 in 3 s (2 known before, 1 failed); desk.selon holds 40 dispatches, 210 claims, 300 events"""
    from selon.record.lookup import size

    beside = f"{tally.known} known before, {len(tally.failed)} failed"
    holds = ", ".join(f"{number} {sort}" for sort, number in size(record).items())
    typer.echo(f"kept {tally.kept} in {seconds:.0f} s ({beside}); {record.path} holds {holds}")


CHANGES = ("dispatch", "sort", "before", "after")


@app.command()
def reread(
    ids: Annotated[list[str] | None, typer.Argument(help="Of dispatches; all if you name none.")] = None,
    record: RecordFile = RECORD,
    workers: Workers = 1,
    names: Names = None,
    format: Answers = "table",
    limit: Limit = 50,
) -> None:
    """Read the record's dispatches again with this version of selon, and say what is found otherwise.

    What people judged stays. Exit code 0: all read; 1: some could not be, and keep their findings.
    """
    from selon.record.lookup import all_numbers, find_dispatch
    from selon.record.rereading import reread as read_again
    from selon.wire.errors import InputError

    failed: list[InputError] = []
    with opened_record(record, change=True) as kept, _readers(names, workers) as readers:
        numbers = [find_dispatch(kept, id)[0] for id in ids or ()] or all_numbers(kept, withdrawn=True)
        changes = []
        for each in read_again(kept, numbers, readers):
            if isinstance(each, InputError):
                failed.append(each)
                complain(str(each))
            else:
                changes += [change._asdict() for change in each]
        write_answers(cut(changes, limit), format, CHANGES)
        typer.echo(f"read {len(numbers)} dispatches again: {len(changes)} findings changed", err=True)
    raise done(failed)
