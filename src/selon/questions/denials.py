"""Denials: who denies, confirms or will not say what, joined to those who say it, in a dispatch and across dispatches.

Within a dispatch the reading joins them. Across dispatches a denial is about a claim of another's, told in the weeks
before it (or on its day), that tells the same: the words of the denial, or of what it answers in its own dispatch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Literal, NamedTuple

from selon.questions.alike import Said, claims_of, days_before, said_like, share, stems
from selon.questions.happenings import SELECT, Happening, fetch, fetch_by_id, quoted
from selon.questions.occasions import agree
from selon.record.lookup import SHOWN, find_dispatch
from selon.record.search import IN
from selon.record.store import Found, Record
from selon.record.words import entities_like, match, names_like
from selon.wire.errors import InputError

Kind = Literal["deny", "confirm", "decline"]
BACK, FORTH = 60, 1  # days before and after a denial in which what it denies is told
LEAST = 3  # words that two claims share, where they tell the same
LIKE, SOME = 0.6, 0.25  # the share of the words of the shorter of the two, and of the longer
ENOUGH = 0.5  # the least score of a join across dispatches
MOST = 100  # events of other dispatches that are looked at, of one that is denied
FEW = 3  # claims of other dispatches to which a denial is joined
LATEST = "ORDER BY d.sent DESC, d.id, c.start, c.id"


class Asked(NamedTuple):
    """What is asked: denials of a claim (`3fa9c2d1b0aa:c3`), by somebody, about words; of a kind, None for all."""

    of: str | None = None
    by: str | None = None
    about: str | None = None
    kind: Kind | None = "deny"


class Join(NamedTuple):
    """What a denial is about: `claim` the number of the claim, None for a dispatch's own words (`start`, `end`);
    `within` whether in its own dispatch."""

    claim: int | None
    start: int
    end: int
    content: str
    score: float
    reason: str
    within: bool


def denials(record: Record, asked: Asked, limit: int = 0) -> list[Found]:
    """Returns denials, the latest first, a row for each claim or passage that one is about, the likeliest first; one
    that is about nothing that the record holds has a row, too. `limit` is of denials (0: all). Raises InputError."""
    found = _kinded(record, _asked(record, asked), limit)
    return [row for denial, kind in found for row in rows_of_denial(record, denial, kind)]


def answering(record: Record, numbers: Iterable[int], limit: int) -> list[tuple[Said, str]]:
    """Returns those of the claims that deny, confirm or decline, and their kinds, the latest first."""
    return _kinded(record, [(f"c.id {IN}", [json.dumps(sorted(numbers))]), (ANY, [])], limit)


def _kinded(record: Record, asked: Iterable[tuple[str, list[Any]]], limit: int) -> list[tuple[Said, str]]:
    """The denials that fulfil the conditions, and their kinds."""
    conditions, values = ["d.state = 'current'"], list[Any]()
    for condition, held in asked:
        conditions.append(condition)
        values += held
    query = (
        f"SELECT c.id, {KIND} FROM claims AS c JOIN dispatches AS d ON d.number = c.dispatch "
        f"WHERE {' AND '.join(conditions)} {LATEST}{f' LIMIT {limit}' if limit else ''}"
    )
    kinds = dict(record.db.execute(query, values))
    return [(said, kinds[said.claim]) for said in claims_of(record, kinds)]


# A claim that denies by its act, or by what the reading made of it.
KIND = (
    "CASE WHEN c.act IN ('deny', 'decline') THEN c.act "
    "ELSE (SELECT a.kind FROM answers AS a WHERE a.claim = c.id ORDER BY a.position LIMIT 1) END"
)
ANY = f"({KIND}) IS NOT NULL"


def _asked(record: Record, asked: Asked) -> Iterator[tuple[str, list[Any]]]:
    """Each condition, with its values."""
    yield (f"({KIND}) = ?", [asked.kind]) if asked.kind else (ANY, [])
    if asked.by is not None:
        names, entities = names_like(record.db, asked.by), entities_like(record.db, asked.by)
        yield f"(c.speaker {IN} OR c.entity {IN})", [json.dumps(names), json.dumps(entities)]
    if asked.about is not None:
        worded = "(SELECT rowid FROM claim_words WHERE claim_words MATCH ?)"
        answers = f"c.id IN (SELECT a.claim FROM answers AS a WHERE a.about IN {worded})"
        yield f"(c.id IN {worded} OR {answers})", [match(asked.about)] * 2
    if asked.of is not None:
        yield f"c.id {IN}", [json.dumps(_of(record, asked.of))]


def _of(record: Record, id: str) -> list[int]:
    """The denials of the claim that an id names."""
    number, local = find_dispatch(record, id)
    query = "SELECT id FROM claims WHERE dispatch = ? AND local = ?"
    row = record.db.execute(query, (number, local)).fetchone()
    if row is None:
        raise InputError(id, "names no claim; give one such as 3fa9c2d1b0aa:c3, as selon find --rows claims shows them")
    (claim,) = claims_of(record, row)
    return answers_to(record, claim)


def answers_to(record: Record, claim: Said) -> list[int]:
    """Returns the numbers of the claims that may deny, confirm or decline a claim: of its own dispatch, and of others,
    of what tells the same."""
    mine = stems(claim.content)
    near = said_like(record, claim.content, days_before(claim.sent, BACK), days_before(claim.sent, -BACK))
    same = {claim.claim} | {said.claim for said in near if _is_alike(mine, stems(said.content))}
    about = f"SELECT claim FROM answers WHERE about {IN}"
    told = {denial for (denial,) in record.db.execute(about, (json.dumps(sorted(same)),))}
    told |= {said.claim for said in near if said.claim in same and said.act == "deny"}
    since = days_before(claim.sent, FORTH) or ""
    denials = claims_of(record, sorted(told - {claim.claim}))
    return [it.claim for it in denials if (it.sent or "9999") >= since and not _same_speaker(it, claim)]


def _same_speaker(one: Said, other: Said) -> bool:
    return one.who == other.who or (one.entity is not None and one.entity == other.entity)


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return (
        len(one & other) >= min(LEAST, len(one), len(other)) > 0 and max(share(one, other), share(other, one)) >= LIKE
    )


def rows_of_denial(record: Record, denial: Said, kind: str) -> Iterator[Found]:
    """Yields a row for each claim or passage that a denial is about, or one that says that there is none."""
    joins = [*_within(record, denial)]
    joins += _across(record, denial, joins)
    told = _of_denial(record, denial, kind)
    yield from ({**told, **_of_join(record, denial, join)} for join in joins)
    if not joins:
        yield {**told, **dict.fromkeys(OF_JOIN), "reason": "nothing that the record holds tells what is answered"}


def _within(record: Record, denial: Said) -> list[Join]:
    query = (
        'SELECT a.about, a.start, a."end", substr(d.text, a.start + 1, a."end" - a.start), a.score, a.reason '
        "FROM answers AS a JOIN claims AS c ON c.id = a.claim JOIN dispatches AS d ON d.number = c.dispatch "
        "WHERE a.claim = ? ORDER BY a.position"
    )
    rows = record.db.execute(query, (denial.claim,))
    return [Join(about, start, end, words, score, reason, True) for about, start, end, words, score, reason in rows]


def _across(record: Record, denial: Said, joins: Iterable[Join]) -> list[Join]:
    """What other dispatches tell, before it, that is what it denies: in its words, or in those of what it answers."""
    texts = [(denial.content, 0.8)] if denial.act in ("deny", "decline") else []
    texts += [(join.content, join.score) for join in joins]
    found: dict[int | None, Join] = {}
    for join in chain(*(_by_words(record, denial, *text) for text in texts), _by_event(record, denial)):
        if join.claim not in found or found[join.claim].score < join.score:
            found[join.claim] = join
    sure = [join for join in found.values() if join.score >= ENOUGH]
    return sorted(sure, key=lambda join: (-join.score, join.claim or 0))[:FEW]


def _by_words(record: Record, denial: Said, text: str, likely: float) -> Iterator[Join]:
    """What other dispatches claim in words of the text, which `likely` tells what it denies."""
    mine = stems(text)
    if len(mine) < LEAST:
        return
    for said in said_like(record, text, days_before(denial.sent, BACK), days_before(denial.sent, -FORTH)):
        if _may_be(denial, said) and _is_alike(mine, theirs := stems(said.content)):
            score = round(likely * (0.5 + max(share(mine, theirs), share(theirs, mine)) / 2), 2)
            shown = sorted(word for word in said.content.split() if stems(word) & mine & theirs)
            reason = f"another dispatch tells the same {_when(denial, said)}: {', '.join(dict.fromkeys(shown[:5]))}"
            yield _join(said, score, reason)


def _by_event(record: Record, denial: Said) -> Iterator[Join]:
    """What other dispatches claim of the events that it denies: the type is the same, who acts, and to whom it is done
    where both tell it."""
    since, until = days_before(denial.sent, BACK), days_before(denial.sent, -FORTH)
    ids = [f"d{id}" for (id,) in record.db.execute(DENIED, (denial.claim,))]
    for denied in fetch_by_id(record, ids) if since else ():
        names = ", ".join(quoted(taker.name) for taker in denied.taking_part("actor"))
        sql = (
            f"{SELECT} WHERE type = {quoted(denied.type)} AND status <> 'denied' AND dispatch <> {denial.dispatch} "
            f"AND known BETWEEN '{since}' AND '{until}' AND id IN "
            f"(SELECT happening FROM takers WHERE role = 'actor' AND name IN ({names})) "
            f"ORDER BY known, name LIMIT {MOST}"
        )
        for told in fetch(record, sql) if names else ():
            if agree(denied, told):
                yield from _claimed(record, denial, told)


DENIED = "SELECT id FROM events WHERE status = 'denied' AND claim = ?1 UNION " + (
    "SELECT event FROM tellings WHERE status = 'denied' AND claim = ?1"
)


def _claimed(record: Record, denial: Said, told: Happening) -> Iterator[Join]:
    """The claim that tells an event, of somebody else."""
    (claim,) = record.db.execute("SELECT claim FROM events WHERE id = ?", (int(told.id[1:]),)).fetchone()
    for said in claims_of(record, [claim] if claim else []):
        if _may_be(denial, said):
            actors = " and ".join(taker.name for taker in told.taking_part("actor"))
            reason = f"another dispatch tells the same event {_when(denial, said)}: {told.type} by {actors}"
            yield _join(said, 0.75, reason)


def _may_be(denial: Said, said: Said) -> bool:
    """Another's claim, of another dispatch, that is no denial itself."""
    return not (_same_speaker(denial, said) or said.dispatch == denial.dispatch or said.act in ("deny", "decline"))


def _when(denial: Said, said: Said) -> str:
    return "on the same day" if said.sent == denial.sent else f"on {said.sent}"


def _join(said: Said, score: float, reason: str) -> Join:
    return Join(said.claim, said.start, said.start, said.content, score, reason, within=False)


def _of_denial(record: Record, denial: Said, kind: str) -> Found:
    id, where = _where(record, denial.claim, "")
    return {"id": id, "sent": denial.sent, "kind": kind, "who": denial.who, "content": denial.content, **where}


def _of_join(record: Record, denial: Said, join: Join) -> Found:
    """What is answered."""
    told = claims_of(record, [join.claim])[0] if join.claim is not None else None
    id, where = _where(record, join.claim or denial.claim, "about_")
    if join.claim is None:
        id, where = id.partition(":")[0], {**where, "about_start": join.start, "about_end": join.end}
    return {
        "about": id,
        "about_sent": told.sent if told else denial.sent,
        "about_who": told.who if told else None,
        "about_content": join.content,
        **where,
        "within": "same dispatch" if join.within else "other dispatch",
        "score": join.score,
        "reason": join.reason,
    }


OF_JOIN = (
    *("about", "about_sent", "about_who", "about_content", "about_path", "about_dispatch", "about_start", "about_end"),
    *("within", "score", "reason"),
)


def _where(record: Record, claim: int, prefix: str) -> tuple[str, Found]:
    """The id of a claim as it is shown, and where the claim stands."""
    local, *row = record.db.execute(PLACE, (claim,)).fetchone()
    names = ("path", "dispatch", "start", "end")
    place = {f"{prefix}{name}": value for name, value in zip(names, row, strict=True)}
    return f"{row[1][:SHOWN]}:{local}", place


PLACE = (
    'SELECT c.local, d.path, d.id, c.start, c."end" FROM claims AS c JOIN dispatches AS d ON d.number = c.dispatch '
    "WHERE c.id = ?"
)
