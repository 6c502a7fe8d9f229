"""`selon check`: the counts of a dispatch held against the record; or the examples of a language, against its words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.app import FAILED, app
from selon.cli.options import RECORD, Answers, As, Date, Lang, Limit, Names, Private, RecordFile
from selon.cli.record import cut, opened_record, write_answers, write_blocks
from selon.cli.terminal import complain, orderly

if TYPE_CHECKING:
    from selon.cli.inputs import Asked
    from selon.export.checks import Check
    from selon.languages.known import KnownName
    from selon.model import Reading
    from selon.record.store import Record
    from selon.wire.errors import InputError

ID = re.compile(r"[0-9a-f]{4,64}$", re.IGNORECASE)


@app.command()
def check(
    what: Annotated[
        str,
        typer.Argument(help="A file, an address, - for standard input, a dispatch of the record; or a language, fr."),
    ],
    record: RecordFile = RECORD,
    hindsight: Annotated[
        bool, typer.Option("--hindsight", help="With what was known later, too, not only on the dispatch's day.")
    ] = False,
    date: Date = None,
    lang: Lang = None,
    form: As = None,
    names: Names = None,
    private: Private = False,
    format: Answers = "table",
    limit: Limit = 0,
) -> None:
    """Hold what a dispatch counts ("twice in four months", "the first since 2017") against what the record holds:
    consistent, contradicted, or the record cannot say, with the rows, the question in SQL, and what the record covers.

    For a language, run the examples that stand beside its word lists.
    """
    from selon.cli.inputs import Asked
    from selon.export import checks

    if _is_language(what):
        _check_language(what)
    failed: list[InputError] = []
    with opened_record(record) as asked:
        found = _checked(asked, readings_in(asked, what, Asked(lang, date, form, private), names, failed), hindsight)
        rows = cut(list(found), limit)
        if format == "table":
            write_blocks(checks.blocks(rows))
        else:
            write_answers([checks.answer(each) for each in rows], format, ())
    raise typer.Exit(FAILED if failed else 0)


def _is_language(what: str) -> bool:
    from selon.languages.loader import has_language

    return has_language(what) and not os.path.exists(what)


def _check_language(lang: str) -> None:
    from selon.check import check_language
    from selon.export.output import opened
    from selon.languages.loader import WordListError

    with orderly(), opened(None, None) as write:
        try:
            report = check_language(lang)
        except WordListError as error:
            complain(str(error))
            raise typer.Exit(FAILED) from error
        for failure in report.failed:
            write(f"{failure}\n")
        write(f"{lang}: {report.passed} examples pass, {len(report.failed)} fail, {report.todo} to do\n")
    raise typer.Exit(FAILED if report.failed else 0)


def is_of_record(what: str) -> bool:
    """Whether a dispatch of the record is meant: its id, and no file of that name."""
    return bool(ID.match(what)) and not os.path.exists(what)


def readings_in(
    record: Record | None, what: str, asked: Asked, names: tuple[KnownName, ...] | None, failed: list[InputError]
) -> Iterator[Reading]:
    """A dispatch of the record by its id; else what a file holds, read now."""
    from selon.cli.reading import readings_of
    from selon.record.lookup import find_dispatch, load_reading

    if record is not None and is_of_record(what):
        yield load_reading(record, find_dispatch(record, what)[0])
    else:
        yield from readings_of([what], asked, failed, names)


def _checked(record: Record, readings: Iterable[Reading], hindsight: bool) -> Iterator[Check]:
    from selon.questions.checks import check as answers
    from selon.questions.evidence import evidence

    for reading in readings:
        for answer in answers(record, reading, hindsight):
            yield reading, answer, evidence(record, answer.rows)
