"""Keeping: a reading → its rows. A dispatch is kept once, under its hash; its findings can be made again."""

from __future__ import annotations

import json
import sqlite3

import msgspec

from selon.model import Dispatch, Reading
from selon.record.copies import keep_bands
from selon.record.mending import mended
from selon.record.packing import bare, packed
from selon.record.rows import write_rows
from selon.record.store import now
from selon.record.versions import mark_of
from selon.version import __version__

# The fields of a dispatch that are columns of its row.
FIELDS = (
    *("id", "text", "path", "format", "lang", "agency", "place", "sent", "title", "dateline", "byline", "issued"),
    *("item", "version", "status", "urgency", "slug", "rights", "embargo", "url"),
)
OF_LAYOUT = ("agency", "place", "sent", "title")  # the fields that the text's own head may fill
OF_DISPATCH = (  # what hangs on a dispatch by its number, in the order in which it is taken away
    "participants WHERE event IN (SELECT id FROM events WHERE dispatch = ?)",
    *("tellings WHERE event IN (SELECT id FROM events WHERE dispatch = ?)", "events WHERE dispatch = ?"),
    "answers WHERE claim IN (SELECT id FROM claims WHERE dispatch = ?)",
    *("relays WHERE claim IN (SELECT id FROM claims WHERE dispatch = ?)", "claims WHERE dispatch = ?"),
    *("mentions WHERE dispatch = ?", "places WHERE dispatch = ?", "casts WHERE dispatch = ?"),
    "readings WHERE dispatch = ?",
)


def number_of(db: sqlite3.Connection, id: str) -> int | None:
    """Returns the number of the dispatch with that hash, None where the record lacks it."""
    row = db.execute("SELECT number FROM dispatches WHERE id = ?", (id,)).fetchone()
    return row[0] if row else None


def keep(
    db: sqlite3.Connection,
    given: Dispatch,
    reading: Reading,
    version: str = __version__,
    findings: bytes | None = None,
) -> bool:
    """Keeps a new dispatch, as it was given and as it was read, and its findings; one that is there already is an
    arrival more. `version` and `findings` are as for `keep_findings`. Returns whether it is new."""
    dispatch = reading.dispatch
    known = number = number_of(db, dispatch.id)
    if number is None:
        number = _keep_dispatch(db, given, dispatch)
        db.execute("INSERT INTO dispatch_words (rowid, text) VALUES (?, ?)", (number, dispatch.text))
        keep_bands(db, number, dispatch.text)
        keep_findings(db, number, reading, version, findings)
    keep_arrival(db, number, dispatch)
    return known is None


def _keep_dispatch(db: sqlite3.Connection, given: Dispatch, dispatch: Dispatch) -> int:
    mark = mark_of(dispatch)
    row = {
        **{field: getattr(dispatch, field) for field in FIELDS},
        "subjects": msgspec.json.encode(dispatch.subjects).decode() if dispatch.subjects else None,
        "given": said_of(given),
        "mark": mark and mark.kind,
        "mark_number": mark and mark.number,
    }
    marks = ", ".join("?" * len(row))
    return db.execute(f"INSERT INTO dispatches ({', '.join(row)}) VALUES ({marks})", list(row.values())).lastrowid or 0


def said_of(given: Dispatch) -> str | None:
    """What was known of a dispatch before its text was looked at: JSON, None for nothing."""
    known = {field: held for field in OF_LAYOUT if (held := getattr(given, field)) is not None}
    return json.dumps(known, ensure_ascii=False) if known else None


def as_given(dispatch: Dispatch, said: str | None) -> Dispatch:
    """Returns a dispatch as it was before its text was looked at; `said` is what `said_of` returned then.

    Raises msgspec.ValidationError for what is no such thing, TypeError for a field that no dispatch has."""
    known = msgspec.json.decode(said, type=dict[str, str]) if said else {}
    return msgspec.structs.replace(dispatch, credits=(), **{**dict.fromkeys(OF_LAYOUT), **known})


def renew_dispatch(db: sqlite3.Connection, number: int, dispatch: Dispatch) -> None:
    """Writes what the head of a dispatch says, which was read anew."""
    columns = ", ".join(f"{field} = ?" for field in OF_LAYOUT)
    db.execute(
        f"UPDATE dispatches SET {columns} WHERE number = ?", (*(getattr(dispatch, f) for f in OF_LAYOUT), number)
    )


def keep_arrival(db: sqlite3.Connection, number: int, dispatch: Dispatch) -> bool:
    """Notes the way in which a text came, where it is a new one; returns whether it is."""
    way = (dispatch.path, dispatch.item, dispatch.version, dispatch.status)
    known = db.execute(
        "SELECT 1 FROM arrivals WHERE dispatch = ? AND path = ? AND item IS ? AND version IS ? AND status = ?",
        (number, *way),
    )
    if known.fetchone():
        return False
    db.execute(
        "INSERT INTO arrivals VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (number, *way, dispatch.issued, dispatch.url, now())
    )
    db.execute("INSERT OR IGNORE INTO unsettled VALUES (?)", (number,))
    return True


def keep_findings(
    db: sqlite3.Connection, number: int, reading: Reading, version: str = __version__, findings: bytes | None = None
) -> None:
    """Keeps the findings of a dispatch that has none, and writes their rows, with what people judged of them; `version`
    is that of the selon that found them, `findings` are they as `packing.bare` gives them, where that is there."""
    db.execute("INSERT INTO readings VALUES (?, ?, ?)", (number, version, packed(findings or bare(reading))))
    write_rows(db, number, mended(db, reading))


def forget_findings(db: sqlite3.Connection, number: int) -> None:
    """Takes the findings of a dispatch away; the dispatch and what people judged stay."""
    words = "SELECT c.id, w.content FROM claims AS c JOIN contents AS w ON w.id = c.id WHERE c.dispatch = ?"
    for claim, content in db.execute(words, (number,)).fetchall():
        db.execute("INSERT INTO claim_words (claim_words, rowid, content) VALUES ('delete', ?, ?)", (claim, content))
    for rows in OF_DISPATCH:
        db.execute(f"DELETE FROM {rows}", (number,))
