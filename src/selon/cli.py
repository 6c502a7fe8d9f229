"""The command line: `selon read`, `selon events`, `selon why`, `selon check`.

It holds no logic of its own: it finds the inputs, calls the reading, and writes an export. What takes long to load (the
model above all) is imported where it is used: `selon --help` answers at once.
Exit codes: 0 done, 1 some inputs failed or an example does, 2 usage; 130 interrupted, 141 the output's reader left.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from selon.languages.known import KnownName
    from selon.model import Dispatch, Finding, Reading
    from selon.wire.errors import InputError

    Exporter = Callable[[Iterable[Reading]], Iterator[str]]

FAILED, USAGE, READER_LEFT = 1, 2, 141
HANDFUL = 5  # inputs; more take long enough to show progress
Format = Literal["text", "jsonl", "json", "csv"]
EventFormat = Literal["text", "jsonl", "csv"]
Rows = Literal["claims", "names", "entities", "times", "places", "events", "counts"]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)


def main() -> None:
    """The entry point."""
    app(prog_name="selon")


def _version(asked: bool) -> None:
    if asked:
        from selon import __version__

        typer.echo(f"selon {__version__}")
        raise typer.Exit


def _day(value: str | None) -> str | None:
    """Checks an ISO date, in its long form only."""
    from datetime import date

    try:
        if value is None or date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise typer.BadParameter(f"{value!r} is no day; give it as YYYY-MM-DD, e.g. 2019-09-13")


def _language(value: str) -> str:
    from selon.languages.loader import folder

    try:
        folder(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return value


def _file_to_write(value: str | None) -> str | None:
    """Checks that the file can stand there; None, for standard output, where it is "-"."""
    if value is None or value == "-":
        return None
    if os.path.isdir(value):
        raise typer.BadParameter(f"{value} is a folder; name a file in it")
    if not os.path.isdir(os.path.dirname(value) or "."):
        raise typer.BadParameter(f"there is no folder {os.path.dirname(value)}; make it first")
    return value


def _list_of_names(value: str) -> tuple[KnownName, ...]:
    """Loads a person's own list of names, all of it, before anything is read; once, as it may come from a pipe."""
    from pathlib import Path

    from selon.languages.known import load_known_names
    from selon.languages.loader import WordListError

    try:
        return load_known_names(Path(value))
    except WordListError as error:
        raise typer.BadParameter(str(error)) from error
    except OSError as error:
        raise typer.BadParameter(f"{value}: {error.strerror or error}; check its name") from error


Files = Annotated[list[str], typer.Argument(help="Text files, folders, globs, or - for standard input.")]
Lang = Annotated[str, typer.Option(help="Language of the dispatches.", callback=_language)]
Date = Annotated[str | None, typer.Option(help="Day that the dispatches count from, YYYY-MM-DD.", callback=_day)]
Names = Annotated[  # Any: what the parser makes of the file's name, which is typed where it is used
    Any,
    typer.Option(
        help="Your own list of names: name, aliases, kind, country, wikidata, tabs between.",
        parser=_list_of_names,
        metavar="FILE",
    ),
]
Output = Annotated[str | None, typer.Option(help="File to write, in place of the terminal.", callback=_file_to_write)]


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Who says what in a French news dispatch, through whom, and how sure they are."""


@app.command()
def read(
    files: Files,
    date: Date = None,
    lang: Lang = "fr",
    format: Annotated[Format, typer.Option(help="text is for a person; csv for a spreadsheet.")] = "text",
    rows: Annotated[Rows | None, typer.Option(help="What a row of csv is; claims if you do not say.")] = None,
    names: Names = None,
    output: Output = None,
) -> None:
    """Read dispatches: who says what, through whom, how sure; who is who, when, and where.

    Exit code 0: all read; 1: some inputs failed, each named on standard error, and the others were read; 2: usage.
    """
    if rows and format != "csv":
        raise typer.BadParameter(f"only csv has rows; add --format csv to --rows {rows}", param_hint="--rows")
    _write(files, lang, date, names, output, format, _exporter(format, rows or "claims", output))


@app.command()
def events(
    files: Files,
    date: Date = None,
    lang: Lang = "fr",
    format: Annotated[EventFormat, typer.Option(help="text is for a person; csv, jsonl: an event a row.")] = "text",
    statements: Annotated[
        bool | None,
        typer.Option(
            "--statements/--no-statements",
            help="With or without the events of saying: say, deny, warn, promise, ask, decline. If you do not say, "
            "text leaves them out, csv and jsonl keep them.",
        ),
    ] = None,
    names: Names = None,
    output: Output = None,
) -> None:
    """Say what happened: who did what to whom, when, where, in what status, and who tells it; and what is counted.

    Exit codes as for read. The counts are in text; `selon read --format csv --rows counts` has them as rows.
    """
    kept = format != "text" if statements is None else statements
    _write(files, lang, date, names, output, format, _events_exporter(format, kept, output))


def _write(
    files: list[str],
    lang: str,
    date: str | None,
    names: tuple[KnownName, ...] | None,
    output: str | None,
    format: Format,
    exporter: Exporter,
) -> None:
    """Reads the files, and writes what the exporter makes of the readings; ends with the exit code."""
    from selon.export.output import opened
    from selon.wire.inputs import find_inputs

    inputs, failed = find_inputs(files)
    _refuse_overwriting(output, inputs)
    for error in failed:
        _complain(str(error))
    with _orderly(), opened(output, None if format == "text" else "utf-8") as write:
        readings = _readings(inputs, lang, date, failed, names)
        for part in exporter(_with_progress(readings, len(inputs), output)):
            write(part)
    raise typer.Exit(FAILED if failed else 0)


@app.command()
def why(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    claim: Annotated[int | None, typer.Option(help="Number of one claim, as `selon read` shows it; 0 for all.")] = None,
    name: Annotated[int | None, typer.Option(help="Number of one name, counted in the text; 0 for all.")] = None,
    time: Annotated[int | None, typer.Option(help="Number of one time; 0 for all.")] = None,
    place: Annotated[int | None, typer.Option(help="Number of one place; 0 for all.")] = None,
    event: Annotated[int | None, typer.Option(help="Number of one event, as in `selon events`; 0 for all.")] = None,
    count: Annotated[int | None, typer.Option(help="Number of one count; 0 for all.")] = None,
    date: Date = None,
    lang: Lang = "fr",
    names: Names = None,
) -> None:
    """Show how each claim was found, or a name, a time, a place, an event, a count: its construction, the line of the
    word list, the spans."""
    from selon.export.output import opened

    failed: list[InputError] = []
    asked = {"claim": claim, "name": name, "time": time, "place": place, "event": event, "count": count}
    with _orderly(), opened(None, None) as write:
        for reading in _readings([file], lang, date, failed, names):
            for part in _explained(reading, asked):
                write(part)
    raise typer.Exit(FAILED if failed else 0)


@app.command()
def check(lang: Annotated[str, typer.Argument(help="Language, e.g. fr.", callback=_language)]) -> None:
    """Run the examples that stand beside a language's word lists."""
    from selon.check import check_language
    from selon.export.output import opened
    from selon.languages.loader import WordListError

    with _orderly(), opened(None, None) as write:
        try:
            report = check_language(lang)
        except WordListError as error:
            _complain(str(error))
            raise typer.Exit(FAILED) from error
        for failure in report.failed:
            write(f"{failure}\n")
        write(f"{lang}: {report.passed} examples pass, {len(report.failed)} fail, {report.todo} to do\n")
    raise typer.Exit(FAILED if report.failed else 0)


def _readings(
    inputs: list[str], lang: str, date: str | None, failed: list[InputError], names: tuple[KnownName, ...] | None
) -> Iterable[Reading]:
    """Reads the inputs as they come; those that cannot be read are named, and added to `failed`."""
    if not inputs:
        return ()
    from selon.reading import read_all  # loads the model

    return read_all(_dispatches(inputs, lang, date, failed), names=names or ())


def _dispatches(names: list[str], lang: str, date: str | None, failed: list[InputError]) -> Iterator[Dispatch]:
    import msgspec

    from selon.wire.errors import InputError
    from selon.wire.inputs import STDIN, read_input
    from selon.wire.plain import load_plain

    for name in names:
        if name == STDIN and sys.stdin is not None and sys.stdin.isatty():
            _note("reading standard input; end it with Ctrl-D")
        try:
            dispatch = load_plain(read_input(name), name, _note)
        except InputError as error:
            failed.append(error)
            _complain(str(error))
        else:
            yield msgspec.structs.replace(dispatch, lang=lang, sent=date)


def _explained(reading: Reading, asked: dict[str, int | None]) -> Iterator[str]:
    """Yields how each finding asked for was found, by sort and number; every claim where none is asked for."""
    from selon.export import explained
    from selon.export.claims import line
    from selon.why import explain

    sorts = {sort: number for sort, number in asked.items() if number is not None} or {"claim": 0}
    for sort, number in sorts.items():
        found = _asked_for(reading, sort, number)
        if not found:
            yield f"{line(reading.dispatch.path)}: no {sort}s\n"
        for each, finding in found:
            yield from explained.lines(each, finding, explain(reading, finding), _width())


def _asked_for(reading: Reading, sort: str, number: int) -> list[tuple[int, Finding]]:
    """Returns the finding with the number, all of them for 0; ends with USAGE where there is no such one."""
    from selon.export.claims import numbered

    found: list[tuple[int, Finding]] = (
        [*numbered(reading)] if sort == "claim" else [*enumerate(getattr(reading, f"{sort}s"), 1)]
    )
    if number and not 1 <= number <= len(found):
        there = f"give 1 to {len(found)}" if found else f"it holds no {sort}s"
        _complain(f"{reading.dispatch.path}: there is no {sort} {number}; {there}")
        raise typer.Exit(USAGE)
    return [found[number - 1]] if number else found


def _exporter(format: Format, rows: Rows, output: str | None) -> Exporter:
    from selon.export import jsonl, table

    if format == "text":
        from selon.export import text

        return lambda readings: text.lines(readings, _width(), colour=output is None and _has_colour())
    exporters: dict[str, Exporter] = {
        "jsonl": jsonl.lines,
        "json": jsonl.array,
        "csv": lambda readings: table.lines(readings, rows),
    }
    return exporters[format]


def _events_exporter(format: EventFormat, statements: bool, output: str | None) -> Exporter:
    from selon.export import jsonl, table
    from selon.export.findings import without_statements

    if format == "text":
        from selon.export import events

        return lambda readings: events.lines(readings, _width(), output is None and _has_colour(), statements)
    export: Exporter = jsonl.events if format == "jsonl" else lambda readings: table.lines(readings, "events")
    return export if statements else lambda readings: export(without_statements(readings))


def _with_progress(readings: Iterable[Reading], count: int, output: str | None) -> Iterable[Reading]:
    """Shows a bar on standard error, unless it would run into the output on the same terminal."""
    apart = output is not None or not _is_terminal(sys.stdout)
    if count <= HANDFUL or not apart or not _is_terminal(sys.stderr):
        return readings
    from rich.console import Console
    from rich.progress import track

    return track(readings, "reading", total=count, console=Console(stderr=True), transient=True)


def _is_terminal(stream: object) -> bool:
    return stream is not None and bool(getattr(stream, "isatty", lambda: False)())


def _has_colour() -> bool:
    return _is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int:
    return shutil.get_terminal_size().columns


def _refuse_overwriting(output: str | None, names: Iterable[str]) -> None:
    if output is not None and os.path.isfile(output):
        for name in names:
            if os.path.exists(name) and os.path.samefile(name, output):
                raise typer.BadParameter(f"{output} is an input too; name another file", param_hint="--output")


def _note(text: str) -> None:
    from selon.export.claims import line

    typer.echo(f"note: {line(text)}", err=True)


def _complain(text: str) -> None:
    from selon.export.claims import line

    typer.echo(f"selon: {line(text)}", err=True)


@contextmanager
def _orderly() -> Iterator[None]:
    """Ends quietly when the output's reader leaves, and with one line when the output cannot be written."""
    try:
        yield
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left unwritten goes there at the end
        raise typer.Exit(READER_LEFT) from error
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror or error}")
        raise typer.Exit(FAILED) from error
