"""`selon import`, `selon backgrounds`, `selon upgrade`: what a record holds beside dispatches, and its form."""

from __future__ import annotations

from typing import Annotated

import typer

from selon.cli.app import app
from selon.cli.options import RECORD, Answers, Limit, RecordFile
from selon.cli.record import cut, done, opened_record, write_answers
from selon.cli.terminal import complain, orderly

SOME = 5  # rows that could not be read, which are named


@app.command("import")
def bring(
    file: Annotated[str, typer.Argument(help="A table of events: CSV or JSON.")],
    mapping: Annotated[str, typer.Option(metavar="FILE", help="How its columns are read (TOML): docs/import.md.")],
    record: RecordFile = RECORD,
) -> None:
    """Bring a background record into the record: events that somebody else keeps, to check dispatches against.

    One that is brought in again under its name takes the place of the former. Exit code 1: rows could not be read, and
    the others were kept.
    """
    from selon.record.background import keep_rows, read_rows
    from selon.record.mapping import load_mapping

    with orderly():
        read = load_mapping(mapping)
        rows = read_rows(file, read)
    with opened_record(record, create=True) as opened:
        brought = keep_rows(opened, file, read, rows)
    for error in brought.failed[:SOME]:
        complain(str(error))
    if len(brought.failed) > SOME:
        complain(f"and {len(brought.failed) - SOME} rows more")
    passed = f", {brought.passed} passed over (no event that the mapping names)" if brought.passed else ""
    instead = f", in place of {brought.replaced}" if brought.replaced else ""
    typer.echo(f"{read.name}: {brought.kept} {read.noun} kept{instead}{passed}, {len(brought.failed)} failed")
    raise done(brought.failed)


@app.command()
def backgrounds(record: RecordFile = RECORD, format: Answers = "table", limit: Limit = 50) -> None:
    """List the background records that were brought in, and the days that each covers."""
    from selon.record.background import list_backgrounds

    with opened_record(record) as asked:
        rows = list_backgrounds(asked.db)
        write_answers(cut(rows, limit), format, ("name", "title", "rows", "noun", "begins", "ends", "imported"))


@app.command()
def upgrade(record: RecordFile = RECORD) -> None:
    """Bring a record that an older selon made up to date; nothing is read again, and nothing is lost."""
    from selon.record.store import FORM
    from selon.record.upgrading import upgrade as upgraded

    with opened_record(record, change=True, older=True) as opened:
        form = upgraded(opened)
    if form == FORM:
        typer.echo(f"{record} is up to date (form {FORM})")
    else:
        typer.echo(f"{record}: brought from form {form} to form {FORM}")
