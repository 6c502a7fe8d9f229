"""Versions, corrections and kills: which dispatch takes an earlier one's place, or takes it back.

Versions of one agency item are told by its id. Elsewhere the head of a dispatch says what it does ("CORRECTIF - ",
"ANNULATION:"), and the earlier one is the likest of the same agency in the week before, by its text, its title, or a
title that is quoted. Links hang on what the record holds, not on the order in which it came: a late original finds the
correction that waits for it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from selon.languages.loader import has_language
from selon.languages.versions import Mark, load_versions
from selon.model import Dispatch
from selon.record.copies import COPY, alike
from selon.record.folding import folded

HEAD = 4  # lines of a text in which a mark may stand
SHORT = 160  # characters; no line with a mark is longer
DAYS = 7  # within which an agency mends or kills
LIKE = 0.6  # the share of runs of words, or words of a title, that an original shares with its correction
QUOTED = 4  # words; a shorter title is found in a text by chance
STATUS_MARKS = {"corrected": Mark("correction", 0, ""), "cancelled": Mark("kill", 0, "")}
KILLED = ("cancelled", "withheld")


class Kept(NamedTuple):
    """What of a dispatch its versions are told by."""

    number: int
    id: str
    agency: str | None
    sent: str | None
    issued: str | None
    title: str | None
    mark: str | None
    mark_number: int | None

    @property
    def rank(self) -> tuple[str, str, int]:
        return (self.sent or "", self.issued or "", self.mark_number or (1 if self.mark else 0))


COLUMNS = "number, id, agency, sent, issued, title, mark, mark_number"


def mark_of(dispatch: Dispatch) -> Mark | None:
    """Returns what the head of a dispatch says that it does to an earlier one, None where it says nothing."""
    words = load_versions(dispatch.lang if has_language(dispatch.lang) else "fr")
    lines = filter(None, map(str.strip, dispatch.text[: HEAD * SHORT].splitlines()))
    head = [line for _, line in zip(range(HEAD), lines, strict=False)]
    found = (words.mark(line) for line in filter(None, (dispatch.slug, dispatch.title, *head)) if len(line) <= SHORT)
    return next(filter(None, found), None) or STATUS_MARKS.get(dispatch.status)


def settle(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Works out the links of dispatches that are new, and of those that may have waited for them."""
    marked: set[int] = set()
    for number in numbers:
        _renew(db, number)
        _link_item(db, number)
        me = _kept(db, number)
        marked |= {waiting.number for waiting in _waiting(db, me)} | ({number} if me.mark else set())
        _link_copies(db, me)
        db.execute("DELETE FROM unsettled WHERE dispatch = ?", (number,))
    for number in sorted(marked):  # each once, however many of these it may be of
        _link_marked(db, _kept(db, number))
    _tell_states(db)


def _kept(db: sqlite3.Connection, number: int) -> Kept:
    return Kept(*db.execute(f"SELECT {COLUMNS} FROM dispatches WHERE number = ?", (number,)).fetchone())


def _renew(db: sqlite3.Connection, number: int) -> None:
    """A text that came in several ways has the item, version and status of the latest."""
    latest = db.execute(
        "SELECT item, version, status, issued, url FROM arrivals WHERE dispatch = ? "
        "ORDER BY version DESC NULLS LAST, issued DESC NULLS LAST, status, path LIMIT 1",
        (number,),
    ).fetchone()
    columns = "(item, version, status, issued, url)"
    db.execute(f"UPDATE dispatches SET {columns} = (?, ?, ?, ?, ?) WHERE number = ?", (*latest, number))


def _link(db: sqlite3.Connection, later: int, earlier: int, kind: str, told: str, score: float, reason: str) -> None:
    row = (later, earlier, kind, told, round(score, 3), reason)
    db.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?, ?)", row)


def _link_item(db: sqlite3.Connection, number: int) -> None:
    """The latest version of an item takes the place of all others, or takes them back."""
    versions = db.execute(
        "SELECT number, status, version FROM dispatches WHERE item = (SELECT item FROM dispatches WHERE number = ?) "
        "ORDER BY version DESC NULLS LAST, issued DESC NULLS LAST, id",
        (number,),
    ).fetchall()
    every = [version[0] for version in versions]
    marks = ", ".join("?" * len(every))
    db.execute(
        f"DELETE FROM links WHERE told = 'item' AND later IN ({marks}) AND earlier IN ({marks})", (*every, *every)
    )
    for earlier, _, _ in versions[1:]:
        latest, status, version = versions[0]
        kind = "kill" if status in KILLED else "correction" if status == "corrected" else "version"
        said = f"version {version} of the same item" if version is not None else "the same item, sent again"
        _link(db, latest, earlier, kind, "item", 1.0, f"{said}, {status}")


def _waiting(db: sqlite3.Connection, me: Kept) -> list[Kept]:
    """The corrections and kills that may be of this dispatch."""
    if me.sent is None:
        return []
    first = date.fromisoformat(me.sent)
    last = (first + min(timedelta(DAYS), date.max - first)).isoformat()
    query = f"SELECT {COLUMNS} FROM dispatches WHERE mark IS NOT NULL AND sent BETWEEN ? AND ? AND number <> ?"
    return [Kept(*row) for row in db.execute(query, (me.sent, last, me.number))]


def _link_marked(db: sqlite3.Connection, me: Kept) -> None:
    """Links a dispatch that says so to the one that it mends, renews or kills: the likest, if any is like."""
    db.execute("DELETE FROM links WHERE later = ? AND told = 'head'", (me.number,))
    scored = [(score, one.rank, one.id, one, why) for one, score, why in _earlier(db, me) if one.rank < me.rank]
    if scored:
        score, _, _, one, why = max(scored, key=lambda found: found[:3])
        _link(db, me.number, one.number, me.mark or "", "head", score, why)


def _earlier(db: sqlite3.Connection, me: Kept) -> Iterator[tuple[Kept, float, str]]:
    """Yields the dispatches that may be meant, how like they are, and in what."""
    for number, score in alike(db, me.number, LIKE):
        other = _kept(db, number)
        if _same_desk(me, other) and _near(me, other):
            yield other, score, "nearly the same text"
    if me.sent is None:
        return
    (text,) = db.execute("SELECT text FROM dispatches WHERE number = ?", (me.number,)).fetchone()
    words, title = folded(text), _topic(me)
    first = (date.fromisoformat(me.sent) - timedelta(DAYS)).isoformat()
    query = f"SELECT {COLUMNS} FROM dispatches WHERE sent BETWEEN ? AND ? AND title IS NOT NULL AND number <> ?"
    for other in map(Kept._make, db.execute(query, (first, me.sent, me.number)).fetchall()):
        if _same_desk(me, other):
            score = _title_likeness(title, _topic(other), words if me.mark == "kill" else "")
            if score >= LIKE:
                yield other, score, "the same title"


def _same_desk(me: Kept, other: Kept) -> bool:
    return me.agency is None or other.agency is None or folded(me.agency) == folded(other.agency)


def _near(me: Kept, other: Kept) -> bool:
    if me.sent is None or other.sent is None:
        return True
    return abs((date.fromisoformat(me.sent) - date.fromisoformat(other.sent)).days) <= DAYS


def _topic(me: Kept) -> str:
    """The title without its mark, folded."""
    mark = load_versions("fr").mark(me.title or "")
    return folded(mark.rest if mark else me.title or "")


def _title_likeness(mine: str, other: str, text: str) -> float:
    """The share of words that the titles have in common; 1 for a title that the text quotes."""
    if len(other.split()) >= QUOTED and other in text:
        return 1.0
    one, two = set(mine.split()), set(other.split())
    return len(one & two) / len(one | two) if min(len(one), len(two)) >= QUOTED else 0.0


def _link_copies(db: sqlite3.Connection, me: Kept) -> None:
    """Nearly the same text is linked as a copy, be it of another agency, be it a version too."""
    for number, score in alike(db, me.number, COPY):
        pair = sorted((_kept(db, number), me), key=lambda one: (one.rank[:2], one.id))
        earlier, later = pair[0].number, pair[1].number
        _link(db, later, earlier, "copy", "likeness", score, "nearly the same text")


def _tell_states(db: sqlite3.Connection) -> None:
    """Writes what came of each dispatch: a killed one is withdrawn, with all that it had replaced, and the kill itself;
    one that another took the place of is superseded, unless that one was withdrawn alone."""
    links = db.execute("SELECT later, earlier, kind FROM links WHERE kind <> 'copy'").fetchall()
    earlier: dict[int, list[int]] = defaultdict(list)
    for late, early, _ in links:
        earlier[late].append(early)
    states = {early: "superseded" for _, early, _ in links}
    waiting = [
        number for (number,) in db.execute("SELECT number FROM dispatches WHERE status IN ('cancelled', 'withheld')")
    ]
    waiting += [number for late, early, kind in links if kind == "kill" for number in (late, early)]
    while waiting:
        number = waiting.pop()
        if states.get(number) != "withdrawn":
            states[number] = "withdrawn"
            waiting += earlier[number]
    known = dict(db.execute("SELECT number, state FROM dispatches WHERE state <> 'current'"))
    changed = [(states.get(n, "current"), n) for n in states.keys() | known.keys() if states.get(n) != known.get(n)]
    db.executemany("UPDATE dispatches SET state = ? WHERE number = ?", changed)
