"""`selon find`, `selon show`, `selon who`, `selon failures`: what the record holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from selon.cli.app import app
from selon.cli.options import RECORD, Answers, Limit, RecordFile, Since, Until, an_event
from selon.cli.record import cut, opened_record, write_answers
from selon.cli.terminal import has_colour, width

if TYPE_CHECKING:
    from selon.model import Finding, Reading
    from selon.record.store import Record

Act = Literal["state", "deny", "decline", "believe", "warn", "promise", "ask"]
Certainty = Literal["certain", "probable", "possible"]
Rows = Literal["claims", "events", "dispatches"]

COLUMNS = {
    "claims": ("id", "sent", "who", "through", "act", "certainty", "content", "state", "judged"),
    "events": (*("id", "begins", "type", "status", "actor", "recipient", "place", "told_by", "state", "judged"),),
    "dispatches": ("id", "sent", "agency", "title", "claims", "events", "state"),
}
WHO = ("entity", "name", "kind", "country", "dispatches", "roles", "also")


@app.command()
def find(
    words: Annotated[
        list[str] | None, typer.Argument(help='Words; "in quotes" as they stand. Accents do not count.')
    ] = None,
    says: Annotated[str | None, typer.Option(help="Who says it: a name, an entity, or a country's code (RUS).")] = None,
    about: Annotated[str | None, typer.Option(help="Words of what is said.")] = None,
    act: Annotated[Act | None, typer.Option(help="How it is said.")] = None,
    certainty: Annotated[Certainty | None, typer.Option(help="How sure it is made.")] = None,
    through: Annotated[str | None, typer.Option(help="Through whom it comes.")] = None,
    event: Annotated[
        str | None, typer.Option(help="Type of event (arms-transfer), or PLOVER code (AID).", callback=an_event)
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Who did it: a name, an entity, a country's code.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom: the same.")] = None,
    place: Annotated[str | None, typer.Option(help="Where: a name, a GeoNames id, a country's code.")] = None,
    agency: Annotated[
        str | None, typer.Option(help="Of the agency that sent the dispatch; capitals do not count.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Of a country, by its code (RUS): who speaks or takes part, or where it is.")
    ] = None,
    since: Since = None,
    until: Until = None,
    old: Annotated[bool, typer.Option("--old", help="Superseded and withdrawn dispatches too.")] = False,
    rows: Annotated[
        Rows | None, typer.Option(help="What an answer is; told by the question if you do not say.")
    ] = None,
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 50,
) -> None:
    """Find claims, events or dispatches in the record: who says it, who did what to whom, where, when, in what words.

    All that you ask must hold. Days are those of events where they have one, else of dispatches. The latest come first.
    """
    from selon.record.search import Question, search

    question = Question(
        words=" ".join(words) if words else None,
        says=says,
        about=about,
        act=act,
        certainty=certainty,
        through=through,
        event=event,
        actor=actor,
        recipient=recipient,
        place=place,
        agency=agency,
        country=country,
        since=since,
        until=until,
        old=old,
        rows=rows,
    )
    with opened_record(record) as asked:
        answers = search(asked, question, limit and limit + 1)
        shown = [column for column in COLUMNS[question.kind()] if old or column != "state"]
        write_answers(cut(answers, limit), format, shown)


@app.command()
def show(
    id: Annotated[
        str, typer.Argument(help="Of a dispatch, or of a finding in it (3fa9c2d1b0aa:c3); its start will do.")
    ],
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 0,
) -> None:
    """Show a dispatch of the record with its findings, its versions and copies; or how one finding was made."""
    with opened_record(record) as asked:
        _show(asked, id, format, limit)


def _show(record: Record, id: str, format: str, limit: int) -> None:
    from selon.export import jsonl, kept, text
    from selon.export.output import opened
    from selon.record.lookup import find_dispatch, found_readings, links_of, load_reading, state_of
    from selon.record.search import claims_of

    number, finding = find_dispatch(record, id)
    if format == "csv":
        write_answers(cut(claims_of(record, number, limit and limit + 1), limit), format, ())
        return
    reading = load_reading(record, number)
    with opened(None, None if format == "table" else "utf-8") as write:
        if finding:  # how the machine made it, whatever people mended since
            write("".join(_explained(next(found_readings(record, [number])), id, finding)))
        elif format == "table":
            write(kept.heading(reading.dispatch, state_of(record.db, number), links_of(record.db, number)))
            write("".join(text.lines([reading], width(), has_colour())))
        else:
            write("".join(jsonl.lines([reading]) if format == "jsonl" else jsonl.array([reading])))


def _explained(reading: Reading, id: str, local: str) -> Iterator[str]:
    """How the finding of that id within the dispatch was made."""
    from selon.export import explained
    from selon.export.claims import numbered
    from selon.why import explain
    from selon.wire.errors import InputError

    findings: list[tuple[int, Finding]] = [*numbered(reading), *enumerate(reading.events, 1)]
    found = [(number, each) for number, each in findings if getattr(each, "id", None) == local]
    if not found:
        raise InputError(id, f"there is no {local} in that dispatch; selon show lists what there is")
    for number, finding in found:
        yield from explained.lines(number, finding, explain(reading, finding), width())


@app.command()
def who(
    words: Annotated[str | None, typer.Argument(help="A name, or a part of one; all if you do not say.")] = None,
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 50,
) -> None:
    """List who is who in the record: one line an entity, with its roles and its other names, the most named first."""
    from selon.record.entities import list_entities

    with opened_record(record) as asked:
        write_answers(cut(list_entities(asked.db, words, limit and limit + 1), limit), format, WHO)


@app.command()
def failures(
    every: Annotated[bool, typer.Option("--all", help="Those that a later try settled, too.")] = False,
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 50,
) -> None:
    """List what could not be taken in, and why; `selon ingest --retry` tries it again."""
    from selon.record.failures import list_failures

    with opened_record(record) as asked:
        answers = list_failures(asked.db, every, limit and limit + 1)
        write_answers(cut(answers, limit), format, ("path", "reason", "tries", "last_tried", "settled"))
