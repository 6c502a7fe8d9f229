"""`selon denials`, `selon drift`: who denies what, and what became of claims from one version to the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from selon.cli.app import FAILED, app
from selon.cli.checking import is_of_record
from selon.cli.options import RECORD, Answers, As, Date, Lang, Limit, Names, Private, RecordFile
from selon.cli.record import cut, opened_record, write_answers, write_blocks
from selon.cli.terminal import note

if TYPE_CHECKING:
    from selon.cli.inputs import Asked
    from selon.languages.known import KnownName
    from selon.model import Reading
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

    if later and (of or by or about):
        raise typer.BadParameter("lists all that was denied and later told; give it alone", param_hint="--later")
    with opened_record(record) as opened:
        if later:
            rows = cut(later_told(opened, limit and limit + 1), limit)
        else:
            rows = found(opened, Asked(of, by, about, None if kind == "all" else kind), limit)
        if format == "table":
            write_blocks(later_blocks(rows) if later else blocks(rows))
        else:
            write_answers(rows, format, ())


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
        note(f"the record holds no version or copy of {earlier}")
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
