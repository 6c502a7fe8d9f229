"""`selon export` and `selon verify`: the record in other forms, and a bundle checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from selon.cli.app import FAILED, app
from selon.cli.options import RECORD, Output, RecordFile
from selon.cli.record import opened_record
from selon.cli.terminal import complain, orderly, refuse_overwriting

if TYPE_CHECKING:
    from selon.record.kept import Kept

    Lines = Callable[[Iterable[Kept]], Iterator[str]]

Form = Literal["csv", "jsonl", "parquet", "annotation", "prov", "ftm", "geojson", "bundle"]
Rows = Literal["claims", "events"]
TABLES = ("csv", "parquet")
FILES = ("parquet", "bundle")  # those that no terminal can show


@app.command()
def export(
    form: Annotated[Form, typer.Argument(help="annotation: W3C; prov: PROV-O; ftm: FollowTheMoney; bundle: a zip.")],
    rows: Annotated[
        Rows | None, typer.Option(help="What a row of csv or parquet is; claims if you do not say.")
    ] = None,
    old: Annotated[bool, typer.Option("--old", help="Superseded and withdrawn dispatches too.")] = False,
    output: Output = None,
    record: RecordFile = RECORD,
) -> None:
    """Write the record in another form, with what people judged. The same record gives the same bytes.

    A bundle is a zip of the dispatches, their findings and hashes, which selon verify checks offline; like parquet it
    needs --output.
    """
    if rows and form not in TABLES:
        raise typer.BadParameter(f"only csv and parquet have rows; leave --rows {rows} out", param_hint="--rows")
    if output is None and form in FILES:
        raise typer.BadParameter(f"{form} is no text; name its file with --output", param_hint="--output")
    refuse_overwriting(output, [record])
    from selon.record.kept import load_kept
    from selon.record.lookup import all_numbers

    with opened_record(record) as asked:
        kept = load_kept(asked, all_numbers(asked, withdrawn=old or form == "bundle"))
        if output is not None and form in FILES:
            _write_file(form, kept, rows or "claims", output)
        else:
            _write_lines(_exporter(form, rows or "claims"), kept, output)


def _write_file(form: Form, kept: Iterable[Kept], rows: Rows, output: str) -> None:
    from selon.export import bundle, parquet

    if form == "bundle":
        typer.echo(f"{bundle.write_bundle(kept, output)} dispatches in {output}", err=True)
    else:
        parquet.write(kept, rows, output)


def _write_lines(lines: Lines, kept: Iterable[Kept], output: str | None) -> None:
    from selon.export.output import opened

    with opened(output) as write:
        for part in lines(kept):
            write(part)


def _exporter(form: Form, rows: Rows) -> Lines:
    from selon.export import annotation, ftm, geojson, prov, record_json, record_table

    exporters: dict[str, Lines] = {
        "csv": lambda kept: record_table.lines(kept, rows),
        "jsonl": record_json.lines,
        "annotation": annotation.lines,
        "prov": prov.lines,
        "ftm": ftm.lines,
        "geojson": geojson.lines,
    }
    return exporters[form]


@app.command()
def verify(bundle: Annotated[str, typer.Argument(help="A bundle that selon export wrote.")]) -> None:
    """Check a bundle, offline: every file by its hash, every dispatch by its id, every span by its words.

    Exit code 0: whole; 1: not, each fault named.
    """
    from selon.export.verify import verify as check

    with orderly():
        report = check(bundle)
        for fault in report.faults:
            complain(f"{bundle}: {fault}")
        if report.faults:
            raise typer.Exit(FAILED)
        typer.echo(f"{bundle}: {report.dispatches} dispatches, {report.spans} spans: whole")
