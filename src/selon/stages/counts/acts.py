"""What a count counts: the type of event, who does it, and how it ends, where the words tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from selon.languages.events import EventWords
from selon.model import STATEMENT, Event, Outcome, Participant
from selon.stages.cast import Cast, Member
from selon.stages.counts.ground import Draft, Ground

VERBAL = ("VERB", "AUX")
RELATIVE = ("qui", "dont")


class Act(NamedTuple):
    """The type of event that is counted, None where the words tell none that selon knows; who does it; how it ends."""

    type: str | None
    actors: tuple[Participant, ...]
    outcome: Outcome | None


@dataclass(slots=True)
class Told:
    """What a dispatch tells so far: its cast and its events, as its counts refer to them. `anaphors` are the entities
    that pronouns and roles stand for, by offset."""

    cast: Cast
    events: tuple[Event, ...]
    words: EventWords
    anaphors: dict[int, str]


def make_told(cast: Cast, events: tuple[Event, ...], words: EventWords) -> Told:
    """Returns what a dispatch tells; events of saying are left out, as nobody counts them."""
    anaphors = {reference.start: reference.entity for reference in cast.references}
    return Told(cast, tuple(e for e in events if e.made.construction != STATEMENT), words, anaphors)


def act_of(ground: Ground, told: Told, draft: Draft) -> Act:
    """Il a tiré deux missiles: a missile-launch. Il n'a voyagé que deux fois: a visit, of "il"."""
    event = _its_event(ground, told, draft) or _of_this_kind(ground, told, draft)
    if event:
        return Act(event.type, event.roles.get("actor", ()) or _doers(ground, told, draft), event.outcome)
    first, last = draft.subject
    types = ground.words.types
    named = (types.get(token.lemma) or types.get(token.lower) for token in ground.tokens[first : last + 1])
    type = next((word.value for word in named if word), None)
    return Act(type, _doers(ground, told, draft), None)


def _its_event(ground: Ground, told: Told, draft: Draft) -> Event | None:
    """The event that the count is of, or the first that is told in the words of its subject."""
    if draft.event:
        return next(event for event in told.events if event.id == draft.event)
    start, end, _ = ground.span(*draft.subject)
    within = (e for e in told.events if any(start <= telling.trigger.start < end for telling in e.tellings))
    return next(within, None)


def _of_this_kind(ground: Ground, told: Told, draft: Draft) -> Event | None:
    """ "le premier lancement de ce type": the last event before it of a type that its noun, or its verb, can tell."""
    first, last = draft.subject
    if not any(ground.begins_with(ground.words.kinds, k) for k in range(first, last + 1)):
        return None
    lemma = ground.tokens[first].lemma
    types = {frame.type for table in (told.words.nouns, told.words.verbs) for frame in table.get(lemma, ())}
    start = ground.starts[first]
    before = [(t.trigger.start, e) for e in told.events for t in e.tellings if t.trigger.start < start]
    return next((e for _, e in sorted(before, key=lambda told: -told[0]) if e.type in types), None)


def _doers(ground: Ground, told: Told, draft: Draft) -> tuple[Participant, ...]:
    """Who does what is counted: the subject of its verb."""
    first, last = draft.also[0], draft.subject[1]
    verb = next((k for k in range(first, last + 1) if ground.tokens[k].pos in VERBAL), None)
    if verb is None:
        return ()
    verb = _main(ground, verb)
    subjects = [t.i for t in ground.tokens[ground.sentence(verb).first : last + 1] if _is_subject(ground, t.i, verb)]
    named = (_named(ground, told, _meant(ground, i)) for i in subjects)
    return tuple(participant for participant in named if participant)


def _main(ground: Ground, verb: int) -> int:
    """The verb that an auxiliary helps."""
    token = ground.tokens[verb]
    return token.head if token.dep.startswith(("aux", "cop")) else verb


def _is_subject(ground: Ground, i: int, verb: int) -> bool:
    return ground.tokens[i].head == verb and ground.tokens[i].dep.startswith("nsubj")


def _meant(ground: Ground, i: int) -> int:
    """The word that a relative pronoun is about: the one before it."""
    return i - 1 if ground.lower(i) in RELATIVE and i > 0 else i


def _named(ground: Ground, told: Told, i: int) -> Participant | None:
    """Whom the word's phrase names or stands for; the person named last, where a pronoun stands for nobody known."""
    token = ground.tokens[i]
    number = told.cast.own_name(token.first, token.last)
    if number is not None:
        return _participant(ground, *told.cast.spans[number], told.cast.member(number))
    if entity := told.anaphors.get(ground.starts[token.first]):
        return _participant(ground, token.first, i, told.cast.members[entity])
    return _last_person(ground, told, i) if token.pos == "PRON" else None


def _last_person(ground: Ground, told: Told, i: int) -> Participant | None:
    """Whom the sentence named last before the word."""
    sentence = ground.sentence(i).first
    for number in reversed(told.cast.within(sentence, i - 1)):
        if (member := told.cast.member(number)).kind == "person":
            return _participant(ground, i, i, member)
    return None


def _participant(ground: Ground, first: int, last: int, member: Member) -> Participant:
    return Participant(*ground.span(first, last), member.name, member.country, None, member.id)
