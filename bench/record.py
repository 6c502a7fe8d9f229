"""The record's speed and size, as ratios, and the time of questions on a record of 100,000 claims.

- ingest: the CPU time of reading alone to that of an intake of the same texts, which take turns in one process.
- workers: an intake by the command line, in one process and in two, start and all.
- size: the record's file to the bytes of the texts in it.
- find: the slowest and the middle one of QUESTIONS, on the corpus kept again and again under other hashes.
"""

from __future__ import annotations

import argparse
import itertools
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec.structs import replace

import selon
from bench.speed import Work, cpu, exhaust, read, sample
from selon.model import Dispatch, Reading, make_dispatch
from selon.record.intake import CHUNK, Intake, Taken, keep_steps, settle_all
from selon.record.keeping import keep
from selon.record.lookup import size
from selon.record.readers import readers
from selon.record.search import Question, search
from selon.record.store import Record, open_record, writing

INGEST, WORKERS, SIZE, FIND = 0.9, 1.7, 6.0, 0.05  # ratios; seconds
CLAIMS = 100_000
BATCH = 1000  # readings kept in one change, of the large record
QUESTIONS = (
    Question(says="Hollande"),
    Question(says="Emmanuel Macron", act="promise"),
    Question(about="attentat"),
    Question(about="police enquête", certainty="possible"),
    Question(act="deny"),
    Question(certainty="probable", since="2016-02-01"),
    Question(through="AFP"),
    Question(says="USA"),
    Question(event="attack"),
    Question(event="arrest", place="Paris"),
    Question(actor="FRA"),
    Question(actor="RUS", recipient="UKR"),
    Question(place="Syrie"),
    Question(words="élection présidentielle"),
    Question(words='"coup d\'État"'),
    Question(words="de la"),
    Question(since="2016-03-01", until="2016-03-31"),
    Question(says="police", about="homme", rows="dispatches"),
    Question(rows="claims"),
    Question(rows="events"),
)


def ingest_ratio(dispatches: list[Dispatch], folder: Path, rounds: int) -> float:
    """Reading alone : intake. They take turns, and each turn counts by its least round; each round's turns go into a
    new record, which is settled once, as an intake of them all would be."""
    exhaust(selon.read_all(dispatches[:16]))
    turns = [dispatches[at : at + CHUNK] for at in range(0, len(dispatches), CHUNK)]
    least = {name: [math.inf] * len(turns) for name in ("alone", "intake")}
    settled = math.inf
    for number in range(rounds):
        with open_record(str(folder / f"ratio{number}.selon"), create=True) as record, readers((), 1) as ready:
            works: dict[str, Work] = {"alone": read, "intake": partial(intake, Intake(record, ready))}
            for i, turn in enumerate(turns):
                for name in sorted(works, reverse=bool((i + number) % 2)):
                    least[name][i] = min(least[name][i], cpu(works[name], turn))
            settled = min(settled, cpu(lambda _, record=record: settle_all(record), []))  # type: ignore[misc]
    return sum(least["alone"]) / (sum(least["intake"]) + settled)


def intake(work: Intake, dispatches: list[Dispatch]) -> None:
    keep_steps(work, [Taken(dispatch.path, dispatch) for dispatch in dispatches])


def workers_ratio(dispatches: list[Dispatch], folder: Path) -> tuple[float, float]:
    """The wall time of `selon ingest` in one process to that in two, each the least of two runs; and the size of the
    record to its texts."""
    texts = folder / "texts"
    texts.mkdir()
    for dispatch in dispatches:
        (texts / f"{dispatch.path}.txt").write_text(dispatch.text, encoding="utf-8")
    least = {"1": math.inf, "2": math.inf}
    for number, workers in enumerate("1212"):
        record = folder / f"workers{number}.selon"
        command = [sys.executable, "-c", "from selon.cli import main; main()", "ingest", str(texts)]
        began = time.monotonic()
        subprocess.run([*command, "--record", str(record), "--workers", workers], check=True)
        least[workers] = min(least[workers], time.monotonic() - began)
    bytes_of_text = sum(len(dispatch.text.encode()) for dispatch in dispatches)
    return least["1"] / least["2"], record.stat().st_size / bytes_of_text


def again(reading: Reading, number: int) -> Reading:
    """The reading of the same text with a line more, which gives it another hash."""
    dispatch = reading.dispatch
    other = make_dispatch(f"{dispatch.text}\n\nDépêche {number}", f"{number}/{dispatch.path}", dispatch.sent)
    return replace(reading, dispatch=replace(other, title=dispatch.title, agency=dispatch.agency))


def large(readings: list[Reading], record: Record, claims: int) -> None:
    """Fills a record with the readings, again and again, up to so many claims."""
    copies: Iterator[Reading] = (again(r, number) for number in itertools.count() for r in readings)
    while size(record)["claims"] < claims:
        with writing(record) as db:
            for reading in itertools.islice(copies, BATCH):
                keep(db, reading.dispatch, reading)
    record.db.execute("PRAGMA optimize")


def find_times(record: Record) -> list[tuple[float, Question]]:
    """The seconds that each question takes, the least of three."""
    found = []
    for question in QUESTIONS:
        times = []
        for _ in range(3):
            began = time.perf_counter()
            search(record, question, 51)
            times.append(time.perf_counter() - began)
        found.append((min(times), question))
    return found


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.record", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=1191, help="how many texts (default 1191)")
    parser.add_argument("--claims", type=int, default=CLAIMS, help=f"claims of the large record (default {CLAIMS})")
    parser.add_argument("--rounds", type=int, default=6, help="rounds of the ingest ratio (default 6)")
    args = parser.parse_args(argv)
    dispatches = list({dispatch.id: dispatch for dispatch in sample(args.texts)}.values())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ratio = ingest_ratio(dispatches[:192], folder, args.rounds)
        print(f"ingest: {ratio:.2f} times the speed of reading alone (at least {INGEST})", flush=True)
        workers, weight = workers_ratio(dispatches, folder)
        print(f"workers: two {workers:.2f} times as fast as one (at least {WORKERS})")
        print(f"size: {weight:.2f} times the text (at most {SIZE})", flush=True)
        with open_record(str(folder / "large.selon"), create=True) as record:
            large(list(selon.read_all(dispatches)), record, args.claims)
            found = find_times(record)
            slowest, question = max(found, key=lambda each: each[0])
            asked = {name: held for name, held in vars(question).items() if held}
            middle = statistics.median(seconds for seconds, _ in found)
            print(f"find, on {size(record)['claims']} claims: slowest {slowest:.3f} s (at most {FIND}): {asked}")
            print(f"find: the middle one of {len(found)} questions {middle:.3f} s")
    held = ratio >= INGEST and workers >= WORKERS and weight <= SIZE and slowest <= FIND
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
