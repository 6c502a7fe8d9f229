"""`selon ledger`, `selon matrix`: all that somebody said, and what came of it; who speaks of whom."""

from __future__ import annotations

from typing import Annotated

import typer

from selon.cli.app import app
from selon.cli.asking import Act
from selon.cli.options import RECORD, Answers, Limit, RecordFile, Since, Until
from selon.cli.record import cut, opened_record, write_answers


@app.command()
def ledger(
    who: Annotated[str, typer.Argument(help="A name, an entity, or a country's code: its government and its army.")],
    since: Since = None,
    until: Until = None,
    act: Annotated[Act | None, typer.Option(help="Only what is said so.")] = None,
    old: Annotated[bool, typer.Option("--old", help="Superseded and withdrawn dispatches too.")] = False,
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 0,
) -> None:
    """List all that somebody said, promised, denied, would not comment on, in the order of time.

    Of a promise that has a day, what the record tells of that day follows: told as having happened, as not having
    happened, planned again, nothing told, not due.
    """
    from selon.questions.ledger import ledger as told

    with opened_record(record) as opened:
        rows = told(opened, who, since, until, [act] if act else (), limit and limit + 1, old=old)
        shown = ("id", "sent", "who", "through", "act", "certainty", "content", "follows", "follow_status")
        write_answers(cut(rows, limit), format, shown)


@app.command()
def matrix(
    since: Since = None,
    until: Until = None,
    act: Annotated[Act | None, typer.Option(help="Only what is said so.")] = None,
    record: RecordFile = RECORD,
    format: Answers = "table",
    limit: Limit = 50,
) -> None:
    """Say who speaks of whom: how many claims, how sure they are made, how many deny; the most first."""
    from selon.questions.matrix import matrix as spoken

    with opened_record(record) as opened:
        rows = spoken(opened, since, until, act, limit and limit + 1)
        shown = ("who", "whom", "claims", "certain", "probable", "possible", "denials", "direct", "first", "last")
        write_answers(cut(rows, limit), format, shown)
