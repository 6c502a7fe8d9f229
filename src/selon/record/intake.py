"""Intake: what the wire gives → the record. Each dispatch is read once, and kept with its findings in one change.

What cannot be read is a row of `failures`, and the rest goes on. A process that is killed loses the dispatches that it
had not finished: taken in again, those are read, and those that are kept are known by their hash. Links and entities
are worked out at the end; what a killed intake left unsettled, the next one settles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from selon.model import Dispatch
from selon.record.entities import link_entities
from selon.record.failures import failing, keep_failure, settle_failure
from selon.record.keeping import keep, keep_arrival, number_of
from selon.record.readers import Answer, Answers, Readers
from selon.record.store import Record, now, writing
from selon.record.versions import settle
from selon.wire.errors import InputError

CHUNK = 32  # dispatches that are read together
SETTLED = 200  # dispatches whose links are worked out in one change


@dataclass(frozen=True)
class Ended:
    """A source has been gone through; `etag` and `modified` are what a fetched one says to ask for news only."""

    source: str
    etag: str | None = None
    modified: str | None = None
    fetched: bool = False


@dataclass(frozen=True)
class Taken:
    """What a source gave: a dispatch, or why there is none."""

    source: str
    found: Dispatch | InputError


@dataclass
class Tally:
    """What an intake has done so far: dispatches kept, known before, and what failed; sources gone through."""

    kept: int = 0
    known: int = 0
    ended: int = 0
    failed: list[InputError] = field(default_factory=list)


@dataclass
class Intake:
    """An intake at work. `told` is called after each step, for progress to be shown."""

    record: Record
    readers: Readers
    told: Callable[[Tally], None] = lambda tally: None
    tally: Tally = field(default_factory=Tally)
    pending: list[Taken] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)  # of the paths that are read: where they came from
    failing: frozenset[str] = frozenset()  # the paths that failed before


def take_in(intake: Intake, steps: Iterable[Taken | Ended]) -> Tally:
    """Keeps all that comes, then settles; returns what was done. Raises sqlite3.Error where the file cannot be
    written: what was kept by then stays."""
    keep_steps(intake, steps)
    settle_all(intake.record)
    return intake.tally


def keep_steps(intake: Intake, steps: Iterable[Taken | Ended]) -> None:
    """Keeps all that comes, and leaves links and entities to be worked out."""
    intake.failing = frozenset(failing(intake.record.db))
    for step in steps:
        if isinstance(step, Ended):
            _end(intake, step)
        elif isinstance(step.found, InputError):
            _fail(intake, step.source, step.found)
        else:
            _take(intake, step)
        intake.told(intake.tally)
    _read_pending(intake)
    _keep_all(intake, intake.readers.rest())


def settle_all(record: Record) -> None:
    """Works out the links of all that waits for it, and whom the record takes for one and the same."""
    waiting = [number for (number,) in record.db.execute("SELECT dispatch FROM unsettled ORDER BY dispatch")]
    for at in range(0, len(waiting), SETTLED):
        with writing(record) as db:
            settle(db, waiting[at : at + SETTLED])
    if waiting:
        with writing(record) as db:
            link_entities(db)


def _take(intake: Intake, step: Taken) -> None:
    """Notes a dispatch that is known; reads a new one when enough of them wait."""
    assert isinstance(step.found, Dispatch)
    number = number_of(intake.record.db, step.found.id)
    if number is None:
        intake.pending.append(step)
        if len(intake.pending) >= CHUNK:
            _read_pending(intake)
        return
    with writing(intake.record) as db:
        keep_arrival(db, number, step.found)
        if step.found.path in intake.failing:
            settle_failure(db, step.found.path)
    intake.tally.known += 1


def _read_pending(intake: Intake) -> None:
    steps, intake.pending = intake.pending, []
    chunk: list[Dispatch] = []
    for step in steps:
        assert isinstance(step.found, Dispatch)
        intake.sources[step.found.path] = step.source
        chunk.append(step.found)
    if chunk:
        _keep_all(intake, intake.readers.give(chunk))


def _keep_all(intake: Intake, chunks: Iterable[Answers]) -> None:
    """Keeps each chunk in one change: the fewer changes, the less is written."""
    for answers in chunks:
        with writing(intake.record) as db:
            kept = [_keep(intake, db, dispatch, answer) for dispatch, answer in answers]
        intake.tally.kept += kept.count("kept")
        intake.tally.known += kept.count("known")
        intake.told(intake.tally)


def _keep(intake: Intake, db: sqlite3.Connection, dispatch: Dispatch, answer: Answer) -> str:
    """Keeps a dispatch that was read, or why it was not; returns what became of it."""
    source = intake.sources.pop(dispatch.path, dispatch.path)
    if isinstance(answer, str):
        error = InputError(dispatch.path, answer)
        intake.tally.failed.append(error)
        keep_failure(db, source, error)
        return "failed"
    new = keep(db, dispatch, answer)
    if dispatch.path in intake.failing:
        settle_failure(db, dispatch.path)
    return "kept" if new else "known"


def _end(intake: Intake, step: Ended) -> None:
    """A fetched source is asked for news only, once all that it gave is kept."""
    if step.fetched:
        _read_pending(intake)
        _keep_all(intake, intake.readers.rest())
        with writing(intake.record) as db:
            row = (step.source, step.etag, step.modified, now())
            db.execute("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?)", row)
            settle_failure(db, step.source)
    elif step.source in intake.failing:
        with writing(intake.record) as db:
            settle_failure(db, step.source)
    intake.tally.ended += 1


def _fail(intake: Intake, source: str, error: InputError) -> None:
    intake.tally.failed.append(error)
    with writing(intake.record) as db:
        keep_failure(db, source, error)
