"""Rows: what the record finds, or a reading does → the rows of results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from selon.export.claims import content, line, through, who
from selon.mcp_server.quotes import LONGEST, At, Head, Quotes, quote
from selon.mcp_server.results import Claim, Event, Span
from selon.model import Claim as ClaimRead
from selon.model import Event as EventRead
from selon.record.kept import Kept
from selon.record.lookup import SHOWN
from selon.record.store import Found

S = TypeVar("S", bound=msgspec.Struct)


def made(type: type[S], row: Found, /, **beside: Any) -> S:
    """A result of the columns that have its fields' names; those that hold nothing are left out."""
    fields = msgspec.structs.fields(type)
    held = {it.name: row[it.name] for it in fields if row.get(it.name) not in (None, it.default)}
    return type(**{**held, **beside})


def short(words: object) -> str:
    """Words on one line, which may be as long as a dispatch."""
    return line(str(words), LONGEST)


def at(row: Found, prefix: str = "", *, sentence: bool = False) -> At:
    """Where a row's words stand."""
    where = (str(row[f"{prefix}dispatch"]), int(row[f"{prefix}start"] or 0), int(row[f"{prefix}end"] or 0))
    return At(*where, sentence)


def claim_row(row: Found, known: Quotes) -> Claim:
    """A claim that was searched."""
    return made(Claim, row, content=short(row["content"]), quote=known[at(row)])


def event_row(row: Found, known: Quotes) -> Event:
    """An event that was searched; its own words are the trigger."""
    passage = known[at(row, sentence=True)]
    start = int(row["start"] or 0)
    words = passage.words[start - passage.start : int(row["end"] or 0) - passage.start]
    return made(Event, row, trigger=Span(start=start, end=start + len(words), words=words), quote=passage)


def claims_read(claims: Iterable[ClaimRead], head: Head, kept: Kept | None = None) -> list[Claim]:
    """Claims of a reading."""
    return [_claim_read(claim, head, kept) for claim in claims]


def _claim_read(claim: ClaimRead, head: Head, kept: Kept | None) -> Claim:
    last = claim.sources[-1] if claim.sources else None
    one = kept.cast.get(last.entity or "") if kept and last else None
    return Claim(
        id=f"{head.id[:SHOWN]}:{claim.id}",
        act=claim.act,
        mode=claim.mode,
        certainty=claim.certainty,
        content=short(content(claim)),
        quote=quote(head, At(head.id, claim.content[0].start, claim.content[-1].end)),
        who=who(claim) or None,
        kind=last.kind if last else None,
        through=through(claim) or None,
        entity=one.key if one else None,
        judged=_judged(claim.id, kept),
        **_state(kept),
    )


def events_read(
    events: Iterable[EventRead], claims: Iterable[ClaimRead], head: Head, kept: Kept | None = None
) -> list[Event]:
    """Events of a reading, which its claims tell."""
    by = {claim.id: who(claim) or None for claim in claims}
    return [_event_read(event, by.get(event.claim or ""), head, kept) for event in events]


def _event_read(event: EventRead, told_by: str | None, head: Head, kept: Kept | None) -> Event:
    known: Found = {**_when(event), **_where(event), "plover": event.plover, "outcome": event.outcome}
    known |= {"actor": _names(event, "actor"), "recipient": _names(event, "recipient"), "told_by": told_by}
    return made(
        Event,
        {**known, "judged": _judged(event.id, kept), **_state(kept)},
        id=f"{head.id[:SHOWN]}:{event.id}",
        type=event.type,
        status=event.status,
        trigger=span(event.trigger),
        quote=quote(head, At(head.id, event.trigger.start, event.trigger.end, True)),
    )


def _state(kept: Kept | None) -> dict[str, str]:
    return {"state": kept.state} if kept and kept.state != "current" else {}


def span(found: Any) -> Span:
    """The words of a finding, where they stand."""
    return Span(start=found.start, end=found.end, words=found.text)


def _when(event: EventRead) -> Found:
    return {"begins": event.time.begins, "ends": event.time.ends} if event.time else {}


def _where(event: EventRead) -> Found:
    place = event.place
    if place is None:
        return {}
    return {"place": place.name, "country": place.country, "latitude": place.latitude, "longitude": place.longitude}


def _names(event: EventRead, role: str) -> str | None:
    return ", ".join(one.name for one in event.roles.get(role, ())) or None


def _judged(local: str, kept: Kept | None) -> str | None:
    found = kept.judged.get(local) if kept else None
    return found.verdict if found else None
