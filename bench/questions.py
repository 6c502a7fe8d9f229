"""The time of each question on a record of 10,000 dispatches: French Wikinews again and again, a year later each time,
with the two background records of ../shared. Each must answer in under a second; the same answer twice.

Exit codes: 0 all do, 1 some do not, 2 usage.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

import selon
from bench.speed import sample
from bench.texts import ROOT, SHARED
from selon.model import Event, EventTime, Reading, make_dispatch
from selon.questions.checks import check
from selon.questions.denials import Asked, denials
from selon.questions.disagreeing import disagreeing
from selon.questions.drift import drift
from selon.questions.later import later_told
from selon.questions.ledger import ledger
from selon.questions.matrix import matrix
from selon.questions.origins import origins
from selon.questions.origins.echo import alarms
from selon.record.background import bring_in
from selon.record.keeping import keep
from selon.record.lookup import load_readings, size
from selon.record.mapping import load_mapping
from selon.record.store import Record, open_record, writing

DISPATCHES, SECONDS = 10_000, 1.0
BATCH = 1000  # readings kept in one change
TABLES = {"nk-missile-tests": "nk-missile-tests.json", "north-korea-provocations": "north_korea_provocations.csv"}
Ask = Callable[[], object]


def later(reading: Reading, years: int) -> Reading:
    """The reading of the same text so many years later, with a line more, which gives it another hash."""
    dispatch = reading.dispatch
    text = f"{dispatch.text}\n\nDépêche {years}"
    other = make_dispatch(text, f"{years}/{dispatch.path}", _later(dispatch.sent, years))
    other = replace(other, title=dispatch.title, agency=dispatch.agency)
    return replace(reading, dispatch=other, events=tuple(_event(event, years) for event in reading.events))


def _event(event: Event, years: int) -> Event:
    return replace(event, time=_time(event.time, years)) if event.time else event


def _time(told: EventTime, years: int) -> EventTime:
    return replace(told, begins=_later(told.begins, years), ends=_later(told.ends, years))


def _later(day: str | None, years: int) -> str | None:
    """The same day so many years later; the 28th for a 29 February."""
    if day is None or not day[:4].isdecimal():
        return day
    year, rest = int(day[:4]) + years, day[4:]
    try:
        date(year, int(rest[1:3]), int(rest[4:6]))
    except ValueError:
        rest = rest.replace("-02-29", "-02-28")
    return f"{year:04}{rest}"


def fill(record: Record, readings: list[Reading], number: int) -> None:
    """Fills a record with so many dispatches, and the background records."""
    copies: Iterator[Reading] = (later(reading, years) for years in itertools.count() for reading in readings)
    left = number
    while left > 0:
        with writing(record) as db:
            for reading in itertools.islice(copies, min(BATCH, left)):
                keep(db, reading.dispatch, reading)
        left -= BATCH
    for name, table in TABLES.items():
        bring_in(
            record, str(SHARED / "records" / table), load_mapping(str(ROOT / "examples" / "mappings" / f"{name}.toml"))
        )
    record.db.execute("PRAGMA optimize")


def questions(record: Record, seed: Reading) -> dict[str, Ask]:
    """What is asked, by its command."""
    claim = _one(record, "SELECT d.id || ':' || c.local FROM answers AS a JOIN claims AS c ON c.id = a.about")
    told = "SELECT d.id || ':' || v.local FROM events AS v JOIN dispatches AS d ON d.number = v.dispatch"
    told += " WHERE v.type = '{}'"
    few = list(
        load_readings(record, [n for (n,) in record.db.execute("SELECT number FROM dispatches ORDER BY id LIMIT 2")])
    )
    return {
        "denials": lambda: denials(record, Asked(), 50),
        "denials --kind all": lambda: denials(record, Asked(kind=None), 50),
        "denials --by Fillon": lambda: denials(record, Asked(by="Fillon"), 50),
        "denials --about emploi": lambda: denials(record, Asked(about="emploi"), 50),
        "denials --of CLAIM": lambda: denials(record, Asked(of=claim), 50),
        "denials --later": lambda: later_told(record, 50),
        "origins attack": lambda: origins(record, _one(record, told.format("attack"))),
        "origins protest": lambda: origins(record, _one(record, told.format("protest"))),
        "origins election": lambda: origins(record, _one(record, told.format("election"))),
        "origins --echo": lambda: alarms(record, 50),
        "check SEED": lambda: check(record, seed),
        "check SEED --hindsight": lambda: check(record, seed, True),
        "disagreements": lambda: disagreeing(record, None, None, None),
        "ledger Fillon": lambda: ledger(record, "Fillon", None, None, limit=50),
        "ledger FRA": lambda: ledger(record, "FRA", None, None, limit=50),
        "matrix": lambda: matrix(record, None, None, limit=50),
        "drift": lambda: drift(few[0], few[1]),
    }


def _one(record: Record, query: str) -> str:
    """The first that a query finds."""
    tail = " JOIN dispatches AS d ON d.number = c.dispatch" if "JOIN dispatches" not in query else ""
    return str(record.db.execute(f"{query}{tail} ORDER BY 1 LIMIT 1").fetchone()[0])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="bench.questions", description=__doc__.partition("\n")[0] if __doc__ else None
    )
    parser.add_argument("--dispatches", type=int, default=DISPATCHES, help=f"how many (default {DISPATCHES})")
    args = parser.parse_args(argv)
    seed = selon.read((SHARED / "dispatches" / "seed.txt").read_text(encoding="utf-8"), date="2023-09-13")
    readings = list(selon.read_all({each.id: each for each in sample(1191)}.values()))
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder, open_record(str(Path(folder) / "desk.selon"), create=True) as record:
        fill(record, readings, args.dispatches)
        print(", ".join(f"{number} {what}" for what, number in size(record).items()), flush=True)
        for name, ask in questions(record, seed).items():
            seconds, same = timed(ask)
            slowest = max(slowest, seconds)
            print(f"{name:24} {seconds:.3f} s{'' if same else ', and not the same twice'}", flush=True)
            slowest = slowest if same else math.inf
    print(f"slowest {slowest:.3f} s (at most {SECONDS})")
    return 0 if slowest <= SECONDS else 1


def timed(ask: Ask) -> tuple[float, bool]:
    """The seconds that a question takes, the least of three; and whether it answers the same."""
    least, answers = math.inf, []
    for _ in range(3):
        began = time.perf_counter()
        answers.append(ask())
        least = min(least, time.perf_counter() - began)
    return least, all(answer == answers[0] for answer in answers)


if __name__ == "__main__":
    sys.exit(main())
