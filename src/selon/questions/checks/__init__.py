"""Checks: what the record says of the counts of a dispatch: consistent, contradicted or cannot say, never true."""

from __future__ import annotations

from typing import NamedTuple

from selon.model import Count, Reading
from selon.questions.checks.arithmetic import Sum, sums
from selon.questions.checks.asked import Asked, Verdict, ask
from selon.questions.checks.coverage import coverage, covered, whole
from selon.questions.checks.numbers import number
from selon.questions.checks.query import Unasked, in_words, query_of
from selon.questions.checks.ranks import first, last, never, nth, travel_sql
from selon.questions.happenings import Happening
from selon.record.store import Record

BY_KIND = {"number": number, "nth": nth, "first": first, "last": last, "never": never}


class Answer(NamedTuple):
    """What the record says of the count `told`: `reason` in a sentence, `question` and `sql` what was asked, `rows` the
    happenings that it rests on, `coverage` what the record holds of what is asked."""

    told: Count
    verdict: Verdict
    reason: str
    question: str | None
    sql: str | None
    coverage: str
    rows: tuple[Happening, ...]
    sums: tuple[Sum, ...]


def check(record: Record, reading: Reading, hindsight: bool = False) -> list[Answer]:
    """Returns what the record says of each count of a reading; only of what was known on its day, unless `hindsight`.

    The dispatch itself, its versions and its copies are never asked.
    """
    return [_answer(record, reading, count, hindsight) for count in reading.counts]


def _answer(record: Record, reading: Reading, count: Count, hindsight: bool) -> Answer:
    query = query_of(record, reading, count, hindsight)
    if isinstance(query, Unasked):
        held = whole(coverage(record, "", ()))
        return Answer(count, "cannot-say", query.reason, None, None, held, (), tuple(sums(reading, count, None)))
    asked = ask(record, reading, count, query)
    verdict, reason, rows = BY_KIND[query.kind](asked)
    sql = f"{asked.sql};\n{travel_sql(query)}" if query.during else asked.sql
    return Answer(
        count, verdict, reason, in_words(query), sql, _covered(asked), tuple(rows), tuple(sums(reading, count, query))
    )


def _covered(asked: Asked) -> str:
    query = asked.query
    words = [whole(asked.held), covered(asked.held, query.type, query.actors)]
    if query.during:
        travel = coverage(asked.record, "visit", (query.during,))
        words.append(covered(travel, "visit", (query.during,)))
    return "; ".join(words)
