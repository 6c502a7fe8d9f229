"""What a count counts: the type of event, who does it, and how it ends, where the words tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from selon.languages.events import EventWords
from selon.model import STATEMENT, Event, Outcome, Participant
from selon.stages.cast import Cast, Member
from selon.stages.counts.ground import Draft, Ground
from selon.stages.phrases import OF

VERBAL = ("VERB", "AUX")
RELATIVE = ("qui", "dont")
REFLEXIVE = ("se", "s'")
OPENING = ("que", "qu'", "qui", "dont", "où")  # a clause
OBJECT = "object"
BY = OF | {"par"}


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
    types = (_type_of(ground, told, i, last) for i in range(first, last + 1))
    return Act(next(filter(None, types), None), _doers(ground, told, draft), None)


def _type_of(ground: Ground, told: Told, i: int, last: int) -> str | None:
    """The type of a word of `types` ("s'est rendu trois fois à Berlin"); or of a verb, by its object ("n'a jamais tiré
    de missile")."""
    token = ground.tokens[i]
    reflexive = any(ground.lower(k) in REFLEXIVE for k in (i - 1, i - 2))
    forms = (f"se {token.lemma}", f"s' {token.lemma}") if reflexive else (token.lemma, token.lower)
    if word := next(filter(None, map(ground.words.types.get, forms)), None):
        return word.value
    after = {held for each in ground.tokens[i + 1 : last + 1] for held in (each.lemma, each.lower)}
    frames = told.words.verbs.get(token.lemma, ()) if token.pos in VERBAL else ()
    objects = ((frame.type, frame.conditions.get(OBJECT)) for frame in frames if frame.reflexive == reflexive)
    return next((type for type, heads in objects if heads and heads.lemmas & after), None)


def _its_event(ground: Ground, told: Told, draft: Draft) -> Event | None:
    """The event that the count is of, or the first that is told in the words of its subject, less the clauses in it: "a
    annoncé pour la première fois qu'il avait tiré" counts no shots."""
    if draft.event:
        return next(event for event in told.events if event.id == draft.event)
    first, last = draft.subject
    clauses = (i for i in range(first + 1, last + 1) if ground.lower(i) in OPENING)
    start, end, _ = ground.span(first, next(clauses, last + 1) - 1)
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
    """Who does what is counted: the subject of its verb, or of whom its noun is."""
    first, last = draft.also[0], draft.subject[1]
    verb = next((k for k in range(first, last + 1) if ground.tokens[k].pos in VERBAL), None)
    if verb is None:
        return _of_noun(ground, told, draft)
    verb = _main(ground, verb)
    subjects = [t.i for t in ground.tokens[ground.sentence(verb).first : last + 1] if _is_subject(ground, t.i, verb)]
    named = [found for i in subjects if (found := _named(ground, told, _meant(ground, i)))]
    return tuple({participant.name: participant for participant in named}.values())


def _of_noun(ground: Ground, told: Told, draft: Draft) -> tuple[Participant, ...]:
    """ "le premier tir de missile de la Corée du Nord": the first name after "de" or "par"."""
    for number in told.cast.within(*draft.subject):
        first, last = told.cast.spans[number]
        before = first - 1 if ground.tokens[first - 1].pos != "DET" else first - 2
        if ground.lower(before) in BY:
            return (_participant(ground, first, last, told.cast.member(number)),)
    return ()


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
    number = next((n for n, span in enumerate(told.cast.spans) if span[0] <= i <= span[1]), None)
    if number is None:
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
