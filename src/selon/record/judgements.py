"""Judgements: what people decide of findings and of entities, kept apart from what the machine finds.

A finding is judged right or wrong; a claim is mended, its content or its speaker put right; two entities are merged,
or one is split by dispatches; two dispatches are judged to have one origin, or two. Each judgement says who and when,
and can be undone; none is ever deleted. Reading the dispatches again does not touch them.
"""

from __future__ import annotations

import getpass
import json
import sqlite3
from collections.abc import Iterable

import msgspec

from selon.model import Claim
from selon.record.entities import link_entities
from selon.record.keeping import forget_findings, keep_findings, number_of
from selon.record.lookup import SHOWN, find_dispatch, found_readings
from selon.record.mending import MENDED, earlier_mend, found_as, make_mend, mend_claim
from selon.record.selects import CLAIM_IDENTITY, EVENT_IDENTITY
from selon.record.store import Found, Record, now, rows_of, writing
from selon.record.words import entities_like
from selon.wire.errors import InputError

OF_CLAIM = (
    f'SELECT c.start, c."end", {CLAIM_IDENTITY} FROM claims AS c LEFT JOIN names AS n ON n.id = c.speaker '
    "WHERE c.dispatch = ? AND c.local = ?"
)
OF_EVENT = f'SELECT v.start, v."end", {EVENT_IDENTITY} FROM events AS v WHERE v.dispatch = ? AND v.local = ?'
SOME = 5  # keys that a message names
# The finding that a judgement meets, as it is shown: none where it was read otherwise since.
MET = f"""coalesce(
    (SELECT substr(d.id, 1, {SHOWN}) || ':' || c.local FROM dispatches AS d JOIN claims AS c ON c.dispatch = d.number
        LEFT JOIN names AS n ON n.id = c.speaker WHERE d.id = j.target AND j.sort = 'claim'
        AND c.start = j.start AND c."end" = j."end" AND {CLAIM_IDENTITY} = j.identity),
    (SELECT substr(d.id, 1, {SHOWN}) || ':' || v.local FROM dispatches AS d JOIN events AS v ON v.dispatch = d.number
        WHERE d.id = j.target AND j.sort = 'event'
        AND v.start = j.start AND v."end" = j."end" AND {EVENT_IDENTITY} = j.identity)) AS finding"""
COLUMNS = 'id, kind, target, sort, start, "end", identity, other, dispatches, note, judge, judged, undone_by, undone'


def judge(record: Record, id: str, verdict: str, by: str | None = None, note: str | None = None) -> int:
    """Judges a finding (`3fa9c2d1b0aa:c3`) right or wrong; returns the judgement's number. Raises InputError."""
    number, finding = find_dispatch(record, id)
    if finding is None:
        raise InputError(id, "names a dispatch; add the finding that you judge, such as :c3 or :ev1")
    sort, query = ("event", OF_EVENT) if finding.startswith("ev") else ("claim", OF_CLAIM)
    row = record.db.execute(query, (number, finding)).fetchone()
    if row is None:
        raise InputError(id, f"there is no {sort} {finding} in that dispatch; selon show lists them")
    (dispatch,) = record.db.execute("SELECT id FROM dispatches WHERE number = ?", (number,)).fetchone()
    with writing(record) as db:
        return _keep(db, verdict, dispatch, by, note, sort=sort, start=row[0], end=row[1], identity=row[2])


def mend(
    record: Record, id: str, words: str | None, speaker: str | None, by: str | None = None, note: str | None = None
) -> int:
    """Judges that a claim's content are those words of its dispatch, or that its speaker is whom `speaker` names there
    ("": nobody); None leaves it as it is. What was mended before and is not given now stays as it was mended. Returns
    the judgement's number. Raises InputError."""
    number, local = find_dispatch(record, id)
    reading = next(found_readings(record, [number]))
    claim = next((claim for claim in reading.claims if claim.id == local), None)
    if claim is None:
        raise InputError(id, "names no claim; give one as selon show lists them, such as 3fa9c2d1b0aa:c3")
    dispatch = reading.dispatch.id
    made = make_mend(reading, claim, earlier_mend(record.db, dispatch, claim), words, speaker)
    claim, other = mend_claim(reading, claim, made), msgspec.json.encode(made).decode()
    with writing(record) as db:
        judgement = _keep(db, MENDED, dispatch, by, note, sort="claim", other=other, **_columns(claim))
        _write_anew(record, [dispatch])
        return judgement


def _columns(claim: Claim) -> dict[str, str | int | None]:
    """What a judgement keeps of a claim."""
    return dict(zip(("start", "end", "identity"), found_as(claim), strict=True))


def merge(record: Record, one: str, other: str, by: str | None = None, note: str | None = None) -> int:
    """Judges that two entities (their keys) are one, which keeps the first's name; returns the judgement's number."""
    keys = [_entity(record, key) for key in (one, other)]
    if keys[0] == keys[1]:
        raise InputError(other, "is that entity itself; name another")
    with writing(record) as db:
        number = _keep(db, "merge", keys[0], by, note, other=keys[1])
        link_entities(db)
        return number


def split(
    record: Record, entity: str, dispatches: Iterable[str], by: str | None = None, note: str | None = None
) -> int:
    """Judges that an entity is another one in those dispatches; returns the judgement's number."""
    key = _entity(record, entity)
    numbers = [find_dispatch(record, id)[0] for id in dispatches]
    ids = [str(record.db.execute("SELECT id FROM dispatches WHERE number = ?", (n,)).fetchone()[0]) for n in numbers]
    for number, id in zip(numbers, ids, strict=True):
        query = "SELECT 1 FROM casts AS c JOIN entities AS e ON e.id = c.entity WHERE c.dispatch = ? AND e.key = ?"
        if not record.db.execute(query, (number, key)).fetchone():
            raise InputError(id[:SHOWN], f"does not speak of {key}")
    with writing(record) as db:
        other = f"{key}~{1 + db.execute('SELECT count(*) FROM judgements WHERE kind = ?', ('split',)).fetchone()[0]}"
        judgement = _keep(db, "split", key, by, note, other=other, dispatches=json.dumps(ids))
        _write_anew(record, ids)
        link_entities(db)
        return judgement


def judge_origins(
    record: Record, one: str, other: str, verdict: str, by: str | None = None, note: str | None = None
) -> int:
    """Judges that two dispatches have one origin (`join`), or two (`part`); returns the judgement's number."""
    ids = [_dispatch(record, id) for id in (one, other)]
    if ids[0] == ids[1]:
        raise InputError(other, "is that dispatch itself; name another")
    with writing(record) as db:
        return _keep(db, verdict, ids[0], by, note, other=ids[1])


def _dispatch(record: Record, id: str) -> str:
    number, _ = find_dispatch(record, id)
    return str(record.db.execute("SELECT id FROM dispatches WHERE number = ?", (number,)).fetchone()[0])


def undo(record: Record, number: int, by: str | None = None) -> None:
    """Undoes a judgement. Raises InputError for one that there is not, or that is undone."""
    query = "SELECT kind, undone, target, dispatches FROM judgements WHERE id = ?"
    row = record.db.execute(query, (number,)).fetchone()
    if row is None:
        raise InputError(str(number), "is no judgement of this record; selon judgements lists them")
    if row[1]:
        raise InputError(str(number), f"was undone already, on {row[1]}")
    with writing(record) as db:
        db.execute("UPDATE judgements SET undone_by = ?, undone = ? WHERE id = ?", (by or login(), now(), number))
        _undo_effects(record, row[0], row[2], row[3])


def _undo_effects(record: Record, kind: str, target: str, dispatches: str | None) -> None:
    if kind in (MENDED, "split"):
        _write_anew(record, json.loads(dispatches) if dispatches else [target])
    if kind in ("merge", "split"):
        link_entities(record.db)


def list_judgements(record: Record, limit: int = 0, by: str | None = None, undone: bool | None = None) -> list[Found]:
    """Returns the judgements, the latest first, of one judge, undone or not, if asked so; with the `finding` that each
    still meets (`3fa9c2d1b0aa:c3`)."""
    asked: list[tuple[str, str | bool]] = [("j.judge = ? COLLATE NOCASE", by)] if by else []
    asked += [("(j.undone IS NOT NULL) = ?", undone)] if undone is not None else []
    where = " AND ".join(sql for sql, _ in asked) or "1"
    query = f"SELECT {COLUMNS}, {MET} FROM judgements AS j WHERE {where} ORDER BY id DESC"
    values = [value for _, value in asked]
    return rows_of(record.db.execute(f"{query}{f' LIMIT {limit}' if limit else ''}", values))


def _keep(
    db: sqlite3.Connection, kind: str, target: str, by: str | None, note: str | None, **held: str | int | None
) -> int:
    row = {"kind": kind, "target": target, "note": note, "judge": by or login(), "judged": now(), **held}
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    return db.execute(f"INSERT INTO judgements ({columns}) VALUES ({marks})", list(row.values())).lastrowid or 0


def login(otherwise: str = "unknown") -> str:
    """The name of whoever runs this, or the other where the system tells none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return otherwise


def _entity(record: Record, key: str) -> str:
    """The key of an entity that is there, named by its key, or by a name that only one has."""
    if record.db.execute("SELECT 1 FROM entities WHERE key = ?", (key,)).fetchone():
        return key
    query = (
        "SELECT DISTINCT r.key FROM entities AS e JOIN entities AS r ON r.id = e.same_as "
        "WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY 1"
    )
    keys = [str(found) for (found,) in record.db.execute(query, (json.dumps(entities_like(record.db, key)),))]
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise InputError(key, f"is the name of several ({', '.join(keys[:SOME])}); give the key of one")
    raise InputError(key, "is no entity of the record; selon who lists them")


def _write_anew(record: Record, ids: Iterable[str]) -> None:
    """Writes the findings of dispatches again, from the readings that are kept: what people judged of them changed."""
    for id in ids:
        number = number_of(record.db, id)
        if number is not None:
            reading = next(found_readings(record, [number]))
            (version,) = record.db.execute("SELECT selon FROM readings WHERE dispatch = ?", (number,)).fetchone()
            forget_findings(record.db, number)
            keep_findings(record.db, number, reading, version)
