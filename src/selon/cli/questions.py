"""`selon denials`, `selon origins`, `selon drift`: who denies what, whence it comes, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from selon.cli.app import FAILED, app
from selon.cli.checking import is_of_record
from selon.cli.options import (
    RECORD,
    Answers,
    As,
    By,
    Date,
    Lang,
    Limit,
    Names,
    Note,
    Private,
    RecordFile,
    Since,
    Until,
    an_event,
)
from selon.cli.record import cut, opened_record, write_answers, write_blocks
from selon.cli.terminal import note as tell

if TYPE_CHECKING:
    from selon.cli.inputs import Asked
    from selon.languages.known import KnownName
    from selon.model import Reading
    from selon.questions.origins import Origin
    from selon.record.store import Record
    from selon.wire.errors import InputError

Kind = Literal["deny", "confirm", "decline", "all"]


@app.command()
def denials(
    of: Annotated[str | None, typer.Option(help="Of what: a claim of the record (3fa9c2d1b0aa:c3).")] = None,
    by: Annotated[str | None, typer.Option(help="By whom: a name, or an entity.")] = None,
    about: Annotated[str | None, typer.Option(help="About words, of the denial or of what it denies.")] = None,
    kind: Annotated[Kind, typer.Option(help="Denials, confirmations, refusals to comment; or all of them.")] = "deny",
    later: Annotated[
        bool, typer.Option("--later", help="Only what was denied, and later told as having happened.")
    ] = False,
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 50,
) -> None:
    """List denials with what they deny, in their own dispatch and in others: how likely each join is, and why.

    The latest come first; in json, jsonl and csv a join is a row. The limit is of denials.
    """
    from selon.export.denials import blocks, later_blocks
    from selon.questions.denials import Asked
    from selon.questions.denials import denials as found
    from selon.questions.later import later_told

    for given in (of, by, about):
        if given is not None and not given.strip():
            raise typer.BadParameter("name something; leave the option out to ask for all")
    if later and (of or by or about or kind != "deny"):
        raise typer.BadParameter("lists all that was denied and later told; give it alone", param_hint="--later")
    with opened_record(record) as opened:
        if later:
            rows = cut(later_told(opened, limit and limit + 1), limit)
        else:
            rows = found(opened, Asked(of, by, about, None if kind == "all" else kind), limit and limit + 1)
            shown = cut(list(dict.fromkeys(row["id"] for row in rows)), limit)
            rows = [row for row in rows if row["id"] in shown]
        if format == "table":
            write_blocks(later_blocks(rows) if later else blocks(rows))
        else:
            write_answers(rows, format, ())


@app.command()
def origins(
    event: Annotated[
        str | None,
        typer.Argument(help="An event, a claim that tells one, or a row: 3fa9c2d1b0aa:ev1, nk-missile-tests#257."),
    ] = None,
    echo: Annotated[bool, typer.Option("--echo", help="All events that rest on one unnamed source.")] = False,
    join: Annotated[
        str | None, typer.Option(metavar="DISPATCH", help="Judge that this dispatch has the event's dispatch's origin.")
    ] = None,
    part: Annotated[
        str | None, typer.Option("--split", metavar="DISPATCH", help="Judge that this one has another origin.")
    ] = None,
    by: By = None,
    note: Note = None,
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 50,
) -> None:
    """Say how many independent origins stand behind an event, not how many outlets tell it; each merge with its reason.

    Copies of a text, one author, one cited source are one origin; two in the same words are not. What a person joins or
    splits comes first, and can be undone.
    """
    from selon.questions.origins import origins as found

    if (event is None) is not echo or event == "":
        raise typer.BadParameter("name an event, or ask for --echo")
    judged = {"join": join, "part": part}
    if event is None and any(judged.values()):
        raise typer.BadParameter("name the event that the dispatch tells")
    with opened_record(record, change=any(judged.values())) as opened:
        if event:
            for verdict, dispatch in judged.items():
                if dispatch:
                    _judge(opened, event, dispatch, verdict, by, note)
            _write_origins(opened, [(event, found(opened, event))], format)
        else:
            from selon.questions.origins.echo import alarms

            _write_origins(opened, cut(alarms(opened, limit and limit + 1), limit), format)


def _judge(record: Record, event: str, dispatch: str, verdict: str, by: str | None, note: str | None) -> None:
    """Keeps a judgement on two dispatches that tell an event."""
    from selon.questions.origins import origins
    from selon.record.judgements import judge_origins
    from selon.record.lookup import find_dispatch
    from selon.wire.errors import InputError

    tellings = {told.dispatch for origin in origins(record, event) for told in origin.tellings}
    if find_dispatch(record, dispatch)[0] not in tellings:
        raise InputError(dispatch, "does not tell that event; selon origins lists those that do")
    number = judge_origins(record, event, dispatch, verdict, by, note)
    tell(f"judgement {number}; selon undo {number} takes it back")


def _write_origins(record: Record, found: Sequence[tuple[str, list[Origin]]], format: str) -> None:
    from selon.export.origins import answers, blocks
    from selon.questions.occasions import disagreements

    if format != "table":
        write_answers([row for event, them in found for row in answers(event, them)], format, ())
        return
    for event, them in found:
        told = [telling.happening for origin in them for telling in origin.tellings]
        write_blocks(blocks(event, them, disagreements(record, told)))


@app.command()
def disagreements(
    event: Annotated[str | None, typer.Option(help="Of one type of event (missile-launch).", callback=an_event)] = None,
    since: Since = None,
    until: Until = None,
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 50,
) -> None:
    """List where those who tell one event disagree: how many, how it ended, what background records measure.

    The latest come first. Events of the types that the background records hold, unless you name one.
    """
    from selon.questions.disagreeing import disagreeing

    with opened_record(record) as opened:
        rows = disagreeing(opened, event, since, until)
        write_answers(cut(rows, limit), format, ("day", "event", "actors", "what", "said", "told_by"))


@app.command()
def drift(
    earlier: Annotated[str, typer.Argument(help="A file, or a dispatch of the record.")],
    later: Annotated[
        str | None,
        typer.Argument(help="Another; all versions and copies of the first in the record if you do not say."),
    ] = None,
    record: RecordFile = RECORD,
    date: Date = None,
    lang: Lang = None,
    form: As = None,
    names: Names = None,
    private: Private = False,
    format: Answers = "table",
    limit: Limit = 0,
) -> None:
    """Say what became of each claim from one version or copy of a dispatch to another.

    Made surer or less sure, a number changed, a source lost, a denial dropped, told for the first time.
    """
    from selon.cli.inputs import Asked
    from selon.export import drifts
    from selon.questions.drift import drift as changes

    failed: list[InputError] = []
    readings = list(_readings(earlier, later, record, Asked(lang, date, form, private), names, failed))
    if later is None and len(readings) == 1:
        tell(f"the record holds no version or copy of {earlier}")
    found = [drifts.answer(a, b, change) for a, b in pairwise(readings) for change in changes(a, b)]
    write_answers(cut(found, limit), format, ("kind", "who", "before", "after", "reason"))
    raise typer.Exit(FAILED if failed else 0)


def _readings(
    earlier: str,
    later: str | None,
    path: str,
    asked: Asked,
    names: tuple[KnownName, ...] | None,
    failed: list[InputError],
) -> Iterator[Reading]:
    """The two that are compared, or all versions of the one."""
    from selon.cli.checking import readings_in
    from selon.questions.versions import versions_of
    from selon.record.lookup import find_dispatch

    if later is None and is_of_record(earlier):
        with opened_record(path) as record:
            yield from versions_of(record, find_dispatch(record, earlier)[0])
        return
    if later is None:
        raise typer.BadParameter("is compared with another; name that too", param_hint=earlier)
    for name in (earlier, later):
        if is_of_record(name):
            with opened_record(path) as record:
                yield from readings_in(record, name, asked, names, failed)
        else:
            yield from readings_in(None, name, asked, names, failed)
