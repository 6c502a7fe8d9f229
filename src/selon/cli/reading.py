"""`selon read`, `selon events`, `selon why`: a dispatch read, and a reading explained.

They hold no logic of their own: they find the inputs, call the reading, and write an export. What takes long to load
(the model above all) is imported where it is used: `selon --help` answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from selon.cli.app import FAILED, USAGE, app
from selon.cli.options import As, Date, Files, Lang, Names, Output, Private
from selon.cli.terminal import complain, has_colour, orderly, refuse_overwriting, width, with_progress

if TYPE_CHECKING:
    from selon.cli.inputs import Asked
    from selon.languages.known import KnownName
    from selon.model import Finding, Reading
    from selon.wire.errors import InputError

    Exporter = Callable[[Iterable[Reading]], Iterator[str]]

Format = Literal["text", "jsonl", "json", "csv"]
EventFormat = Literal["text", "jsonl", "csv"]
Rows = Literal["claims", "names", "entities", "times", "places", "events", "counts"]


@app.command()
def read(
    files: Files,
    date: Date = None,
    lang: Lang = None,
    form: As = None,
    format: Annotated[Format, typer.Option(help="text is for a person; csv for a spreadsheet.")] = "text",
    rows: Annotated[Rows | None, typer.Option(help="What a row of csv is; claims if you do not say.")] = None,
    names: Names = None,
    private: Private = False,
    output: Output = None,
) -> None:
    """Read dispatches: who says what, through whom, how sure; who is who, when, and where.

    Exit code 0: all read; 1: some inputs failed, each named on standard error, and the others were read; 2: usage.
    """
    from selon.cli.inputs import Asked

    if rows and format != "csv":
        raise typer.BadParameter(f"only csv has rows; add --format csv to --rows {rows}", param_hint="--rows")
    _write(files, Asked(lang, date, form, private), names, output, format, _exporter(format, rows or "claims", output))


@app.command()
def events(
    files: Files,
    date: Date = None,
    lang: Lang = None,
    form: As = None,
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
    private: Private = False,
    output: Output = None,
) -> None:
    """Say what happened: who did what to whom, when, where, in what status, and who tells it; and what is counted.

    Exit codes as for read. The counts are in text; `selon read --format csv --rows counts` has them as rows.
    """
    from selon.cli.inputs import Asked

    kept = format != "text" if statements is None else statements
    _write(files, Asked(lang, date, form, private), names, output, format, _events_exporter(format, kept, output))


def _write(
    files: list[str],
    asked: Asked,
    names: tuple[KnownName, ...] | None,
    output: str | None,
    format: Format,
    exporter: Exporter,
) -> None:
    """Reads the files, and writes what the exporter makes of the readings; ends with the exit code."""
    from selon.export.output import opened
    from selon.wire.inputs import find_inputs

    inputs, failed = find_inputs(files)
    refuse_overwriting(output, inputs)
    for error in failed:
        complain(str(error))
    with orderly(), opened(output, None if format == "text" else "utf-8") as write:
        readings = readings_of(inputs, asked, failed, names)
        for part in exporter(with_progress(readings, len(inputs), output)):
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
    lang: Lang = None,
    form: As = None,
    names: Names = None,
    private: Private = False,
) -> None:
    """Show how each claim was found, or a name, a time, a place, an event, a count: its construction, the line of the
    word list, the spans."""
    from selon.cli.inputs import Asked
    from selon.export.output import opened

    failed: list[InputError] = []
    sorts = {"claim": claim, "name": name, "time": time, "place": place, "event": event, "count": count}
    with orderly(), opened(None, None) as write:
        for reading in readings_of([file], Asked(lang, date, form, private), failed, names):
            for part in _explained(reading, sorts):
                write(part)
    raise typer.Exit(FAILED if failed else 0)


def readings_of(
    inputs: list[str], asked: Asked, failed: list[InputError], names: tuple[KnownName, ...] | None
) -> Iterable[Reading]:
    """Reads the inputs as they come; those that cannot be read are named, and added to `failed`."""
    if not inputs:
        return ()
    from selon.cli.inputs import dispatches
    from selon.reading import read_all  # loads the model

    return read_all(dispatches(inputs, asked, failed), names=names or ())


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
            yield from explained.lines(each, finding, explain(reading, finding), width())


def _asked_for(reading: Reading, sort: str, number: int) -> list[tuple[int, Finding]]:
    """Returns the finding with the number, all of them for 0; ends with USAGE where there is no such one."""
    from selon.export.claims import numbered

    found: list[tuple[int, Finding]] = (
        [*numbered(reading)] if sort == "claim" else [*enumerate(getattr(reading, f"{sort}s"), 1)]
    )
    if number and not 1 <= number <= len(found):
        there = f"give 1 to {len(found)}" if found else f"it holds no {sort}s"
        complain(f"{reading.dispatch.path}: there is no {sort} {number}; {there}")
        raise typer.Exit(USAGE)
    return [found[number - 1]] if number else found


def _exporter(format: Format, rows: Rows, output: str | None) -> Exporter:
    from selon.export import jsonl, table

    if format == "text":
        from selon.export import text

        return lambda readings: text.lines(readings, width(), colour=output is None and has_colour())
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

        return lambda readings: events.lines(readings, width(), output is None and has_colour(), statements)
    export: Exporter = jsonl.events if format == "jsonl" else lambda readings: table.lines(readings, "events")
    return export if statements else lambda readings: export(without_statements(readings))
