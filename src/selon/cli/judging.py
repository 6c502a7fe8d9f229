"""`selon judge`, `mend`, `merge`, `split`, `undo`, `judgements`: what a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from selon.cli.app import app
from selon.cli.options import RECORD, Answers, By, Limit, Note, RecordFile
from selon.cli.record import cut, opened_record, write_answers

if TYPE_CHECKING:
    from selon.record.store import Found

COLUMNS = ("id", "kind", "target", "sort", "identity", "other", "note", "judge", "judged", "undone_by", "undone")


@app.command()
def judge(
    id: Annotated[str, typer.Argument(help="A finding, as selon find shows it: 3fa9c2d1b0aa:c3.")],
    verdict: Annotated[Literal["right", "wrong"], typer.Argument(help="What you judge it to be.")],
    note: Note = None,
    by: By = None,
    record: RecordFile = RECORD,
) -> None:
    """Judge a claim or an event right or wrong. It is kept with who and when; exports carry it; reading again does not
    touch it."""
    from selon.record import judgements

    with opened_record(record, change=True) as kept:
        typer.echo(f"judgement {judgements.judge(kept, id, verdict, by, note)}: {id} is {verdict}")


@app.command()
def mend(
    id: Annotated[str, typer.Argument(help="A claim, as selon find shows it: 3fa9c2d1b0aa:c3.")],
    words: Annotated[str | None, typer.Option(help="What is claimed, in the dispatch's own words.")] = None,
    speaker: Annotated[
        str | None, typer.Option(help="Who says it, by a name or words that stand in the dispatch; '' for nobody.")
    ] = None,
    note: Note = None,
    by: By = None,
    record: RecordFile = RECORD,
) -> None:
    """Put a claim right: its words, or who says it. It is shown, searched and exported so from then on, and what was
    found is kept beside; selon undo undoes it."""
    from selon.record import judgements

    if words is None and speaker is None:
        raise typer.BadParameter("name what is otherwise: --words or --speaker")
    with opened_record(record, change=True) as kept:
        typer.echo(f"judgement {judgements.mend(kept, id, words, speaker, by, note)}: {id} is mended")


@app.command()
def merge(
    one: Annotated[str, typer.Argument(help="An entity: its key, as selon who lists it, or a name that only one has.")],
    other: Annotated[str, typer.Argument(help="The entity that is the same.")],
    note: Note = None,
    by: By = None,
    record: RecordFile = RECORD,
) -> None:
    """Judge that two entities are one, which keeps the first's name."""
    from selon.record import judgements

    with opened_record(record, change=True) as kept:
        typer.echo(f"judgement {judgements.merge(kept, one, other, by, note)}: {other} is {one}")


@app.command()
def split(
    entity: Annotated[str, typer.Argument(help="The entity, by its key or its name.")],
    dispatches: Annotated[list[str], typer.Argument(help="The ids of the dispatches in which it is another one.")],
    note: Note = None,
    by: By = None,
    record: RecordFile = RECORD,
) -> None:
    """Judge that an entity is another one in some dispatches."""
    from selon.record import judgements

    with opened_record(record, change=True) as kept:
        number = judgements.split(kept, entity, dispatches, by, note)
        typer.echo(f"judgement {number}: {entity} is another one in {', '.join(dispatches)}")


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="Of the judgement, as selon judgements lists it.")],
    by: By = None,
    record: RecordFile = RECORD,
) -> None:
    """Undo a judgement: it stays listed, with who undid it and when."""
    from selon.record import judgements

    with opened_record(record, change=True) as kept:
        judgements.undo(kept, number, by)
        typer.echo(f"judgement {number} is undone")


@app.command(name="judgements")
def judgements_(record: RecordFile = RECORD, format: Answers = "table", limit: Limit = 50) -> None:
    """List what people judged, the latest first: what, who, when, and whether it was undone."""
    from selon.record.judgements import list_judgements

    with opened_record(record) as kept:
        rows = cut(list_judgements(kept, limit and limit + 1), limit)
        write_answers([_in_short(row) for row in rows] if format == "table" else rows, format, COLUMNS)


def _in_short(row: Found) -> Found:
    """With days for moments, the start of a dispatch's id, and of a claim that is mended what it was."""
    from selon.record.lookup import SHOWN
    from selon.record.mending import MENDED, found_identity

    row = {**row, **{name: str(row[name] or "")[:10] for name in ("judged", "undone")}}
    if row["sort"]:
        row["target"] = str(row["target"])[:SHOWN]
        row["other"] = found_identity(str(row["other"])) if row["kind"] == MENDED else None
    return row
