"""Checks: what a record says of a dispatch's counts → rows for JSON and CSV, and blocks for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.export.answers import Answer, Block
from selon.export.claims import who
from selon.model import Reading
from selon.questions.checks import Answer as Checked
from selon.questions.evidence import Evidence

SHOWN = 12  # rows of an answer that a person is shown
Check = tuple[Reading, Checked, list[Evidence]]


def answer(check: Check) -> Answer:
    """One count, what was asked, and what the record says of it. The verdict is under `answer`."""
    reading, checked, rows = check
    count = checked.told
    return {
        "dispatch": reading.dispatch.id,
        "path": reading.dispatch.path,
        "sent": reading.dispatch.sent,
        "start": count.start,
        "end": count.end,
        "text": count.text,
        "claim": count.claim,
        "who": _who(reading, count.claim),
        "answer": checked.verdict,
        "reason": checked.reason,
        "question": checked.question,
        "sql": checked.sql,
        "coverage": checked.coverage,
        "rows": [each._asdict() for each in rows],
        "arithmetic": [{"answer": each.verdict, "reason": each.reason} for each in checked.sums],
    }


def _who(reading: Reading, id: str | None) -> str | None:
    """Who says so; None for the dispatch itself."""
    return next((who(claim) for claim in reading.claims if claim.id == id), None)


def blocks(checks: Iterable[Check]) -> Iterator[Block]:
    """The same, for a person; what the record holds as a whole once, at the end."""
    whole = None
    for reading, checked, rows in checks:
        whole, _, covered = checked.coverage.partition("; ")
        said = _who(reading, checked.told.claim) or "the dispatch itself"
        facts: list[tuple[str, str]] = [(checked.verdict, checked.reason)]
        facts += [("reckoned", f"{each.verdict}: {each.reason}") for each in checked.sums]
        facts += [("asked", checked.question)] if checked.question else []
        facts += [("rows", "\n".join(_rows(rows)))] if rows else []
        facts += [("record", covered)] if covered else []
        facts += [("sql", checked.sql)] if checked.sql else []
        yield f"“{checked.told.text}” ({said})", facts
    if whole:
        yield whole, ()


def _rows(rows: list[Evidence]) -> Iterator[str]:
    yield from map(in_a_line, rows[:SHOWN])
    if len(rows) > SHOWN:
        yield f"and {len(rows) - SHOWN} more"


def in_a_line(row: Evidence) -> str:
    """ "2023-05-30 21:28 UTC · nk-missile-tests#246 · satellite-launch, failed · 1 · Sohae" """
    begins, ends = (_moment(row.begins), _moment(row.ends))
    when = begins if begins == ends else f"{begins} to {ends}"
    number = row.least if row.least == row.most else f"{row.least or ''}-{row.most or ''}"
    what = ", ".join(filter(None, (row.type, row.outcome, None if row.status == "asserted" else row.status)))
    return " · ".join(str(part) for part in (when, row.id, what, number, row.place) if part)


def _moment(told: str | None) -> str:
    return (told or "?").replace("T", " ").replace("Z", " UTC")
