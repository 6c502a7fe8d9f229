"""Events: what happened, who did it to whom, when, where, in what status, and which claims tell it.

A trigger (a verb or a noun of a type's file) and what hangs on it make an event; tellings of the same one are merged.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from selon.languages.events import EventWords
from selon.model import Answer, Claim, Dispatch, Event, Made, Place, Quantity, Span, Telling, Time, cut
from selon.stages.cast import Cast
from selon.stages.events.found import Found
from selon.stages.events.ground import Ground, make_ground
from selon.stages.events.merging import merge
from selon.stages.events.numbers import casualties, quantity
from selon.stages.events.participants import participant
from selon.stages.events.statements import statements
from selon.stages.events.status import claimed, is_presupposed, status_of
from selon.stages.events.triggers import Trigger, find_triggers, is_known
from selon.stages.events.when_where import is_old, place_of, time_of
from selon.stages.parse import Token

HARM = ("dead", "injured")
CASUALTIES = {
    **dict.fromkeys("strike clash war attack killing coup missile-launch".split(), HARM),
    **dict.fromkeys("protest hostage-taking".split(), (*HARM, "arrested")),
    "arrest": ("arrested",),
}
COUNTED = ("goods", "target")  # the roles whose number is the event's: the first that is filled
MANY = ("PROTEST", "MOBILIZE")  # types whose actors are counted where they have neither


Denials = Sequence[tuple[Answer, Claim]]  # what is denied, and the claim that denies it


def find_events(
    dispatch: Dispatch,
    cast: Cast,
    words: EventWords,
    claims: tuple[Claim, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    answers: tuple[Answer, ...] = (),
) -> tuple[Event, ...]:
    """Returns the events of a dispatch, statements among them, in the order of the text, numbered from ev1; `answers`
    say which of them somebody denies."""
    ground = make_ground(cast, words, claims, times, places)
    found = _without_doubles(ground, [_found(ground, trigger, dispatch.sent) for trigger in find_triggers(ground)])
    by_id = {claim.id: claim for claim in claims}
    denials = [(answer, by_id[answer.claim]) for answer in answers if answer.kind == "deny"]
    events = [_event(event, denials) for event in merge(found)]
    taken = {telling.trigger.start for event in events for telling in event.tellings if event.plover == "ACCUSE"}
    entities = {member.id: member.entity() for member in cast.members.values()}
    ordered = sorted([*events, *statements(ground, taken, entities)], key=lambda event: event.trigger.start)
    return tuple(replace(event, id=f"ev{number}") for number, event in enumerate(ordered, 1))


def _found(ground: Ground, trigger: Trigger, sent: str | None) -> Found:
    tokens = ground.tokens
    span = cut(ground.parse.text, tokens[trigger.first].start, tokens[trigger.last].end)
    status, outcome = status_of(ground, trigger.frame, trigger.at, trigger.carrier)
    claim = ground.telling.get(trigger.at)
    stated = claim is not None and not is_presupposed(ground, trigger.at, claim)
    if claim is not None and stated:
        status = claimed(status, claim)
    time = time_of(ground, trigger.at, trigger.carrier)
    venues = [filler for role in ("venue", "toward", "from") for filler in trigger.roles.get(role, ())]
    return Found(
        trigger.frame,
        trigger.at,
        span,
        {role: tuple(participant(ground, f) for f in fillers) for role, fillers in trigger.roles.items()},
        time,
        place_of(ground, trigger.at, trigger.carrier, venues, trigger.roles.get("target", ())),
        _quantity(ground, trigger),
        {} if status == "not-happened" else casualties(ground, trigger.at, CASUALTIES.get(trigger.frame.type, ())),
        status,
        outcome,
        _is_background(ground, trigger) or is_old(time, sent),
        claim.id if claim else None,
        is_known(ground, trigger),
        {claim.id} if claim and stated else set(),
        [Telling(span, claim.id if claim else None, status)],
    )


def _quantity(ground: Ground, trigger: Trigger) -> Quantity | None:
    counted = (*COUNTED, "actor") if trigger.frame.plover in MANY else COUNTED
    fillers = next((fillers for role in counted if (fillers := trigger.roles.get(role))), [])
    return next((number for filler in fillers if (number := quantity(ground, filler))), None)


def _is_background(ground: Ground, trigger: Trigger) -> bool:
    """ "avait tiré", "a déjà visité", "une visite historique": told as what went before."""
    tokens = ground.tokens
    if trigger.group is not None:
        finite = tokens[trigger.group.finite]
        if trigger.group.finite != trigger.at and finite.morph.tense == "Imp" and finite.morph.mood != "Cnd":
            return True
        near = tokens[trigger.group.first : trigger.group.last + 2]
        return any(token.lower in ground.words.status.earlier for token in near)
    return any(tokens[k].lemma in ground.words.status.earlier for k in ground.children(trigger.at))


def _without_doubles(ground: Ground, found: list[Found]) -> list[Found]:
    """Drops a noun whose verb tells the same type: "ont signé un accord", "a effectué une visite"."""
    types = {event.at: event.frame.type for event in found}
    words = ((event, ground.tokens[event.at]) for event in found)
    return [event for event, word in words if not _doubles(event, word, types)]


def _doubles(event: Found, word: Token, types: dict[int, str]) -> bool:
    return word.head != word.i and word.dep != "conj" and types.get(word.head) == event.frame.type


def _event(found: Found, denials: Denials) -> Event:
    return Event(
        id="",
        type=found.frame.type,
        plover=found.frame.plover,
        mode=found.frame.mode,
        contexts=found.frame.contexts,
        trigger=found.trigger,
        roles=found.roles,
        time=found.time,
        place=found.place,
        quantity=found.quantity,
        casualties=found.casualties,
        status=found.status,
        outcome=found.outcome,
        background=found.background,
        claim=found.claim,
        tellings=(*found.tellings, *_denials(found, denials)),
        made=Made("event", found.frame.entry),
    )


def _denials(found: Found, denials: Denials) -> list[Telling]:
    """The denials of the claims, or of the words, that state the event: "Moscou et Pyongyang ont démenti de telles
    intentions"."""
    by = {claim.id: claim for answer, claim in denials if _is_of(found, answer) and claim.id not in found.stated}
    return [Telling(_words(claim), id, "denied") for id, claim in by.items()]


def _is_of(found: Found, answer: Answer) -> bool:
    """Whether what is denied states the event: a claim that does, or the dispatch itself in these words."""
    if answer.about is not None:
        return answer.about in found.stated
    return any(answer.start <= it.trigger.start < answer.end and it.claim is None for it in found.tellings)


def _words(claim: Claim) -> Span:
    return claim.cue or claim.content[0]
