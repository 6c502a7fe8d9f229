"""Facets: how many answers to a question each act, certainty, type of event, country, agency and month has.

They are counted over the latest answers only, so that they are soon there however large the record is. Each number is
that of the answers which `search` returns once the question asks for the value too.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Any

from selon.record.search import Condition, Question, doing, joined, of_claims, of_events, telling
from selon.record.selects import Rows
from selon.record.store import Record

COUNTED: dict[Rows, int] = {"claims": 2000, "events": 2000, "dispatches": 500}  # a dispatch holds many claims, events
MOST = 12  # values of a facet
PLAIN = ("act", "certainty", "event", "country", "agency")  # which a question asks for by the same name
FACETS = (*PLAIN, "month")


@dataclass(frozen=True)
class Count:
    """A value of a facet, and how many of the answers counted have it. A month is YYYY-MM."""

    value: str
    number: int


# From an answer to its dispatch, to its claims, to its events.
HITS = "FROM hits CROSS JOIN"
DISPATCH: dict[Rows, str] = {
    "claims": f"{HITS} claims AS k ON k.id = hits.row CROSS JOIN dispatches AS d ON d.number = k.dispatch",
    "events": f"{HITS} events AS v ON v.id = hits.row CROSS JOIN dispatches AS d ON d.number = v.dispatch",
    "dispatches": f"{HITS} dispatches AS d ON d.number = hits.row",
}
CLAIM: dict[Rows, str] = {
    "claims": f"{HITS} claims AS c ON c.id = hits.row",
    "events": f"{HITS} events AS e ON e.id = hits.row CROSS JOIN claims AS c ON c.id = e.claim",
    "dispatches": f"{HITS} claims AS c ON c.dispatch = hits.row",
}
EVENT: dict[Rows, str] = {
    "claims": f"{HITS} events AS v ON v.claim = hits.row",
    "events": f"{HITS} events AS v ON v.id = hits.row",
    "dispatches": f"{HITS} events AS v ON v.dispatch = hits.row",
}
SPEAKERS = "CROSS JOIN entities AS s ON s.id = c.entity CROSS JOIN entities AS same ON same.same_as = s.same_as"
COUNTRIES = {
    kind: [f"v.country {of}", f"p.country {of} CROSS JOIN participants AS p ON p.event = v.id"]
    for kind, of in EVENT.items()
}
COUNTRIES["claims"].append(f"same.country {CLAIM['claims']} {SPEAKERS}")
COUNTRIES["dispatches"].append(f"p.country {HITS} places AS p ON p.dispatch = hits.row")
DAYS = {kind: ("d.sent", "d.sent") for kind in DISPATCH} | {
    "events": ("coalesce(v.begins, d.sent)", "coalesce(v.ends, d.sent)")
}
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def count_facets(record: Record, question: Question, numbers: list[int]) -> dict[str, list[Count]]:
    """Returns the facets, in the order of FACETS, each with its values: the most first, months the latest first. Of a
    facet that the question asks for there is that value alone. `numbers` are those of the question's answers
    (`search.hits`) that are counted."""
    hits, given = json.dumps(numbers), set_facets(question)
    return {
        name: [Count(given[name], len(numbers))] if name in given else _counted(record, question, name, hits)
        for name in FACETS
    }


def set_facets(question: Question) -> dict[str, str]:
    """The facets that the question asks for, each with its value."""
    asked = {name: getattr(question, name) for name in PLAIN}
    month = (question.since or "")[:7]
    if MONTH.fullmatch(month) and days_of(month) == (question.since, question.until):
        asked["month"] = month
    return {name: value for name, value in asked.items() if value}


def narrowed(question: Question, name: str, value: str | None) -> Question:
    """The question that asks for a value of a facet too; None takes the facet off it. It asks for the same rows."""
    kind = question.kind()
    if name != "month":
        asked: dict[str, Any] = {name: value, "rows": kind}
        return replace(question, **asked)
    if value is None:
        return replace(question, since=None, until=None, rows=kind)
    first, last = days_of(value)
    return replace(
        question, since=max(first, question.since or first), until=min(last, question.until or last), rows=kind
    )


def days_of(month: str) -> tuple[str, str]:
    """The first and the last day of a month: 2024-02 → 2024-02-01, 2024-02-29."""
    year, number = map(int, month.split("-"))
    return f"{month}-01", f"{month}-{monthrange(year, number)[1]:02}"


def _counted(record: Record, question: Question, name: str, hits: str) -> list[Count]:
    if name == "month":
        return list(islice(_months(record, question, hits), MOST))
    values = _values(record, _sources(record, question, name), hits)
    held = _as_most_write(values) if name == "agency" else dict(values)
    ordered = sorted(held.items(), key=lambda each: (-each[1], each[0]))
    return [Count(*each) for each in ordered[:MOST]]


def _sources(record: Record, question: Question, name: str) -> list[Condition]:
    """Where an answer has its values of a facet from."""
    kind = question.kind()
    if name == "country":
        return [(source, []) for source in COUNTRIES[kind]]
    if name == "agency":
        return [(f"d.agency {DISPATCH[kind]}", [])]
    if name == "event":
        asked = [] if kind == "events" else of_events(record, doing(question))
        return [_with(f"v.type {EVENT[kind]}", "events AS v", "v.id", asked)]
    asked = of_claims(record, telling(question)) if kind == "dispatches" else []
    return [_with(f"c.{name} {CLAIM[kind]}", "claims AS c", "c.id", asked)]


def _with(source: str, table: str, id: str, conditions: list[Condition]) -> Condition:
    """The source, as far as the same claim or event is all that the question asks of one. The plus keeps SQLite from
    going through all of those for each answer."""
    where, values = joined(conditions)
    return (f"{source} WHERE +{id} IN (SELECT {id} FROM {table} WHERE {where})", values) if where else (source, [])


def _values(record: Record, sources: list[Condition], hits: str) -> list[tuple[str, int]]:
    """Each value, and how many answers have it, from whichever source."""
    pairs = " UNION ".join(
        f"SELECT DISTINCT hits.row AS row, {source.replace(' FROM', ' AS value FROM', 1)}" for source, _ in sources
    )
    query = f"{WITH} SELECT value, count(*) FROM ({pairs}) WHERE value IS NOT NULL GROUP BY value"
    return record.db.execute(query, [hits, *(value for _, values in sources for value in values)]).fetchall()


WITH = "WITH hits (row) AS MATERIALIZED (SELECT value FROM json_each(?))"


def _as_most_write(values: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Agencies, capitals aside, each as most dispatches write it."""
    found: dict[str, Counter[str]] = {}
    for value, number in values:
        found.setdefault(value.casefold(), Counter())[value] += number
    return {max(held, key=lambda value: (held[value], value)): held.total() for held in found.values()}


def _months(record: Record, question: Question, hits: str) -> Iterator[Count]:
    """The months in which answers begin, last or end, the latest first; only those in which the question asks."""
    kind = question.kind()
    begins, ends = (f"substr({day}, 1, 7)" for day in DAYS[kind])
    query = f"{WITH} SELECT {begins}, {ends}, count(*) {DISPATCH[kind]} GROUP BY 1, 2"
    changes: Counter[int] = Counter()
    for first, last, number in record.db.execute(query, (hits,)):
        first, last = max(first or "", (question.since or "")[:7]), min(last or "", (question.until or "9999-12")[:7])
        if MONTH.fullmatch(first) and MONTH.fullmatch(last) and first <= last:
            changes[_number(first)] += number
            changes[_number(last) + 1] -= number
    yield from _running(changes)


def _running(changes: Counter[int]) -> Iterator[Count]:
    """From how many more or fewer there are from a month on → how many there are in each, the latest first."""
    held = 0
    for after, month in pairwise([*sorted(changes, reverse=True), 0]):
        held -= changes[after]
        if held:
            yield from (Count(f"{each // 12:04}-{each % 12 + 1:02}", held) for each in range(after - 1, month - 1, -1))


def _number(month: str) -> int:
    """Months since the year 0."""
    year, number = map(int, month.split("-"))
    return year * 12 + number - 1
