"""Asking: who denies what, whence an event is known, what somebody said and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from selon.export.origins import cites
from selon.mcp_server.arguments import Deny, LedgerOf, Whence
from selon.mcp_server.quotes import At, Quotes, quotes
from selon.mcp_server.results import (
    Answered,
    Denial,
    Denials,
    Disagreement,
    Follow,
    Ledger,
    Origin,
    Origins,
    Said,
    Telling,
    Told,
)
from selon.mcp_server.rows import at, made, short
from selon.mcp_server.telling import told_rows
from selon.questions import denials as across
from selon.questions.contested import contested
from selon.questions.evidence import evidence
from selon.questions.ledger import ledger as claims_of
from selon.questions.occasions import disagreements
from selon.questions.origins import Origin as Found_origin
from selon.questions.origins import echoes
from selon.questions.origins import origins as origins_of
from selon.questions.origins.tellings import happening_of
from selon.record.store import Found, Record, cut
from selon.wire.errors import InputError


def denials(record: Record, asked: Deny) -> Denials:
    """Who denies what."""
    for name in ("of", "by", "about"):
        if (given := getattr(asked, name)) is not None and not given.strip():
            raise InputError(name, "holds no word; leave it out to ask for all")
    question = across.Asked(asked.of, asked.by, asked.about, None if asked.kind == "all" else asked.kind)
    rows, more = cut(_denials(record, across.denials(record, question, asked.limit + 1)), asked.limit)
    return Denials(rows=rows, more=more)


def _denials(record: Record, rows: Sequence[Found]) -> list[Denial]:
    """Rows of denials and what each is about → one each, with all that it is about."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["id"])]
    places = [at(row) for row in rows]
    places += [at(row, "about_") for row in rows if row["about"] is not None]
    known = quotes(record, places)
    return [_denial(group, known) for group in groups]


def _denial(group: Sequence[Found], known: Quotes) -> Denial:
    first = group[0]
    about = [_answered(row, known) for row in group if row["about"] is not None]
    return made(Denial, first, about=about, content=short(first["content"]), quote=known[at(first)])


def _answered(row: Found, known: Quotes) -> Answered:
    """What is denied."""
    passage = known[at(row, "about_")]
    told = {"id": row["about"], "who": row["about_who"], **{name: row[name] for name in ("within", "score", "reason")}}
    return made(Answered, told, content=short(row["about_content"]), quote=passage)


def origins(record: Record, asked: Whence) -> Origins:
    """Whence an event is known, who denies it, where its tellings disagree."""
    found = origins_of(record, asked.event)
    told = [telling.happening for origin in found for telling in origin.tellings]
    (event, *rows) = told_rows(record, evidence(record, [happening_of(record, asked.event), *told[: asked.limit]]))
    return Origins(
        event=event,
        independent_origins=len(found),
        tellings=len(told),
        echo_alarm=echoes(found),
        origins=list(_origins(found, iter(rows))),
        disagreements=[Disagreement(what=it.what, said=it.said) for it in disagreements(record, told)],
        denials=_denials(record, contested(record, told)),
        more=len(told) > asked.limit,
    )


def _origins(found: Iterable[Found_origin], rows: Iterator[Told]) -> Iterator[Origin]:
    """The origins, as far as there are rows for their tellings."""
    for origin in found:
        pairs = zip(origin.tellings, origin.reasons, strict=True)
        held = list(islice(rows, len(origin.tellings)))
        shown = [
            Telling(told=row, cites=cites(told), reason=why) for row, (told, why) in zip(held, pairs, strict=False)
        ]
        if shown:
            yield Origin(unnamed=origin.unnamed, tellings=shown)


def ledger(record: Record, asked: LedgerOf) -> Ledger:
    """What somebody said."""
    acts = [asked.act] if asked.act else ()
    found = claims_of(record, asked.who, asked.since, asked.until, acts, asked.limit + 1)
    rows, more = cut(found, asked.limit)
    follows = [_follow_at(record, row) for row in rows]
    known = quotes(record, [*map(at, rows), *filter(None, follows)])
    return Ledger(rows=[_said(row, known, place) for row, place in zip(rows, follows, strict=True)], more=more)


def _said(row: Found, known: Quotes, place: At | None) -> Said:
    return made(Said, row, content=short(row["content"]), quote=known[at(row)], follow=_follow(row, known, place))


def _follow(row: Found, known: Quotes, place: At | None) -> Follow | None:
    """What came of a promise; a background row has words, a dispatch a quote."""
    if row["follows"] is None:
        return None
    words = None if place or row["follow_words"] is None else short(row["follow_words"])
    told = {
        "promised": row["follows"],
        "status": row["follow_status"],
        "id": row["follow_id"],
        "day": row["follow_sent"],
    }
    return made(Follow, told, words=words, quote=known[place] if place else None)


def _follow_at(record: Record, row: Found) -> At | None:
    """Where the event stands that tells what came of a promise; None where no dispatch tells it."""
    id, _, local = str(row["follow_id"] or "").partition(":")
    found = record.db.execute(EVENT, (id, f"{id}g", local)).fetchone() if local else None
    return At(found[0], found[1], found[2], sentence=True) if found else None


EVENT = (
    'SELECT d.id, v.start, v."end" FROM dispatches AS d JOIN events AS v ON v.dispatch = d.number '
    "WHERE d.id >= ? AND d.id < ? AND v.local = ?"
)
