"""Statements: what PLOVER drops, and selon keeps: each claim is an event of saying, denying, warning, promising."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from selon.model import STATEMENT, Act, Claim, Entity, Event, Made, Participant, Source, Telling
from selon.stages.events.ground import Ground
from selon.stages.events.participants import KIND_SECTORS, first_nationality, sector_of_roles

TYPES: dict[Act, tuple[str, str | None]] = {
    "state": ("say", None),
    "believe": ("say", None),
    "deny": ("deny", None),
    "decline": ("decline", None),
    "warn": ("warn", "THREATEN"),
    "promise": ("promise", "AGREE"),
    "ask": ("ask", "REQUEST"),
}
SECTORS = {**KIND_SECTORS, "officials": "GOV"}


def statements(ground: Ground, taken: set[int], entities: dict[str, Entity]) -> Iterator[Event]:
    """Yields an event for each claim that somebody makes; `taken` are the offsets of triggers that tell it already."""
    told = sorted(taken)
    for claim in ground.claims:
        trigger = claim.cue or claim.content[0]
        if claim.sources and bisect_left(told, trigger.start) == bisect_left(told, trigger.end):
            yield _statement(ground, claim, entities)


def _statement(ground: Ground, claim: Claim, entities: dict[str, Entity]) -> Event:
    """« La trêve tient », a déclaré l'émissaire. Téhéran a démenti ces accusations."""
    type, plover = TYPES[claim.act]
    trigger = claim.cue or claim.content[0]
    return Event(
        id="",
        type=type,
        plover=plover,
        mode=(),
        contexts=(),
        trigger=trigger,
        roles={"actor": (_actor(ground, claim.sources[-1], entities),)},
        time=None,
        place=None,
        quantity=None,
        casualties={},
        status="asserted",
        outcome=None,
        background=False,
        claim=claim.id,
        tellings=(Telling(trigger, claim.id, "asserted"),),
        made=Made(STATEMENT, claim.made.entry),
    )


def _actor(ground: Ground, source: Source, entities: dict[str, Entity]) -> Participant:
    entity = entities.get(source.entity or "")
    sector = SECTORS.get(source.kind or "")
    if sector is None and entity is not None:
        sector = sector_of_roles(ground, entity.roles)
    country = entity.country if entity else _country(ground, source)
    return Participant(source.start, source.end, source.text, source.name, country, sector, source.entity)


def _country(ground: Ground, source: Source) -> str | None:
    """The state of the first demonym in the words of a source."""
    words = range(bisect_left(ground.starts, source.start), bisect_left(ground.starts, source.end))
    return first_nationality(ground, words)


CONSTRUCTIONS = {STATEMENT: _statement}
