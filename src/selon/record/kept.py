"""What the record holds of a dispatch, whole: its reading, what came of it, who its entities are across dispatches, and
what people judged. The exports are made of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from selon.model import Claim, Reading
from selon.record.lookup import found_readings
from selon.record.mending import mended
from selon.record.selects import CLAIM_IDENTITY, EVENT_IDENTITY
from selon.record.store import Record

BATCH = 256  # dispatches that are fetched at a time

CAST = (
    "SELECT c.local, r.key, n.name FROM casts AS c JOIN entities AS e ON e.id = c.entity "
    "JOIN entities AS r ON r.id = e.same_as JOIN names AS n ON n.id = r.name WHERE c.dispatch = ? ORDER BY c.local"
)
JUDGED = f"""
    SELECT c.local, j.kind, j.judge, j.judged, j.note, j.id FROM claims AS c
    JOIN dispatches AS d ON d.number = c.dispatch LEFT JOIN names AS n ON n.id = c.speaker
    JOIN judgements AS j ON j.target = d.id AND j.sort = 'claim'
    AND j.start = c.start AND j."end" = c."end" AND j.identity = {CLAIM_IDENTITY}
    WHERE d.number = ?1 AND j.undone IS NULL
    UNION ALL
    SELECT v.local, j.kind, j.judge, j.judged, j.note, j.id FROM events AS v
    JOIN dispatches AS d ON d.number = v.dispatch JOIN judgements AS j ON j.target = d.id AND j.sort = 'event'
    AND j.start = v.start AND j."end" = v."end" AND j.identity = {EVENT_IDENTITY}
    WHERE d.number = ?1 AND j.undone IS NULL ORDER BY 6"""


class One(NamedTuple):
    """Who an entity of a dispatch is across the record: its key (`person/vladimir-poutine`) and its name there."""

    key: str
    name: str


class Judged(NamedTuple):
    """What a person judged of a finding: `verdict` right, wrong or mended, who, when (ISO 8601, UTC), why, and the
    number of the judgement."""

    verdict: str
    judge: str
    judged: str
    note: str | None
    number: int


class Kept(NamedTuple):
    """A dispatch of the record. `state` is current, superseded or withdrawn; `cast` says by the ids of the reading's
    entities (`e3`) who they are; `judged` by the ids of claims and events (`c3`, `ev1`) what people judged, the latest
    judgement of each; `found` the claims that people mended as the machine found them, by their ids; `selon` is the
    version that read it."""

    reading: Reading
    state: str
    selon: str
    cast: dict[str, One]
    judged: dict[str, Judged]
    found: dict[str, Claim]


def load_kept(record: Record, numbers: list[int]) -> Iterator[Kept]:
    """Yields what the record holds of the dispatches of those numbers, in that order."""
    for at in range(0, len(numbers), BATCH):
        batch = numbers[at : at + BATCH]
        for number, reading in zip(batch, found_readings(record, batch), strict=True):
            yield _kept(record, number, reading)


def _kept(record: Record, number: int, found: Reading) -> Kept:
    db = record.db
    state, selon = db.execute(
        "SELECT d.state, r.selon FROM dispatches AS d JOIN readings AS r ON r.dispatch = d.number WHERE number = ?",
        (number,),
    ).fetchone()
    cast = {local: One(key, name) for local, key, name in db.execute(CAST, (number,))}
    has_judgements = db.execute("SELECT 1 FROM judgements WHERE target = ? LIMIT 1", (found.dispatch.id,)).fetchone()
    rows = db.execute(JUDGED, (number,)) if has_judgements else []
    judged = {local: Judged(*judged) for local, *judged in rows}
    reading = mended(db, found) if has_judgements else found
    changed = {old.id: old for old, new in zip(found.claims, reading.claims, strict=True) if old is not new}
    return Kept(reading, state, selon, cast, judged, changed)
