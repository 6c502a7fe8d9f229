"""What the record holds: by agency and month, the background records, and what could not be taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from selon.record.background import list_backgrounds
from selon.record.coverage import list_months
from selon.record.failures import list_failures
from selon.record.store import Found
from selon.web.guard import desk_of
from selon.web.showing import show

router = APIRouter()

COLUMNS = 12  # agencies that have a column of their own
FAILURES = 500


class Month(NamedTuple):
    """A row of the table: how many dispatches of each agency, of the others together, and of all; `month` is None for
    those whose day is not known."""

    month: str | None
    counts: list[int]
    others: int
    total: int


class Held(NamedTuple):
    """The table: `agencies` from the one with most dispatches on, "" for dispatches that name none; `more` whether
    there are others; the months from the latest on; and the sum of all months."""

    agencies: list[str]
    more: bool
    months: list[Month]
    sum: Month


@router.get("/coverage", include_in_schema=False)
@router.get("/coverage.json", summary="What the record holds, by agency and month; what could not be taken in")
@router.get("/coverage.csv", summary="How many dispatches of each agency and month, as CSV")
def coverage(request: Request) -> Response:
    record = desk_of(request).record()
    rows = list_months(record.db)
    beside = {"backgrounds": list_backgrounds(record.db), "failures": list_failures(record.db, False, FAILURES)}
    return show(request, "coverage.html", {"rows": rows, **beside}, {"held": table(rows)})


def table(rows: Iterable[Found]) -> Held:
    """Rows of agency, month and dispatches → months by agencies."""
    by_month: dict[str | None, Counter[str]] = {}
    for row in rows:
        month = str(row["month"]) if row["month"] else None
        by_month.setdefault(month, Counter())[str(row["agency"])] += int(row["dispatches"] or 0)
    sums = sum(by_month.values(), Counter[str]())
    agencies = sorted(sums, key=lambda agency: (-sums[agency], agency))
    shown = agencies[:COLUMNS]
    months = [
        _month(month, by_month[month], shown) for month in sorted(by_month, key=lambda it: it or "", reverse=True)
    ]
    return Held(shown, len(agencies) > COLUMNS, months, _month(None, sums, shown))


def _month(month: str | None, held: Counter[str], agencies: list[str]) -> Month:
    counts = [held[agency] for agency in agencies]
    return Month(month, counts, held.total() - sum(counts), held.total())
