"""Triggers: the verbs and nouns that tell an event, and the first frame of theirs whose conditions hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from selon.languages.events import Frame, Heads
from selon.stages.events.ground import Filler, Ground
from selon.stages.events.numbers import is_toll
from selon.stages.events.slots import Slots, noun_slots, verb_slots
from selon.stages.parse import Sentence, Token
from selon.stages.phrases import Group, verb_group

APART = 4  # words between a verb and the rest of its phrase: "prendre trois touristes en otage"
WHO = Heads(frozenset(), frozenset(("who",)))
FORCES = Heads(frozenset(), frozenset(("forces",)))
PLACE = Heads(frozenset(), frozenset(("place",)))
PLACED = frozenset(("venue", "from", "toward"))
MEANT = frozenset(("actor", "recipient"))  # roles that only somebody can have
DEFINITE = frozenset("le la l' les ce cet cette ces son sa ses leur leurs".split())
NOBODY = ("personne", "rien", "aucun", "aucune", "nul")
VERBS = ("VERB", "AUX")
NUMBERS = {"Plur": "plural", "Sing": "singular"}


class Trigger(NamedTuple):
    """A word that tells an event: `at`, its frame, what fills each role, and, of a noun, the verb that carries it."""

    at: int
    first: int
    last: int
    frame: Frame
    roles: dict[str, list[Filler]]
    group: Group | None
    carrier: int | None


def find_triggers(ground: Ground) -> Iterator[Trigger]:
    """Yields the triggers of a dispatch in the order of the text; headings hold none."""
    verbs, nouns = ground.words.verbs, ground.words.nouns
    for sentence in ground.parse.sentences:
        if sentence.paragraph is None:
            continue
        for token in ground.tokens[sentence.first : sentence.last + 1]:
            if token.i in ground.names or _is_epithet(ground, token):
                continue
            if token.pos in VERBS and (frames := verbs.get(token.lemma)):
                found = _verb(ground, token, frames, sentence)
            elif token.pos == "NOUN" and (frames := nouns.get(token.lemma) or nouns.get(token.lower)):
                found = _noun(ground, token, frames, sentence)
            else:
                continue
            if found is not None:
                yield found


def _is_epithet(ground: Ground, token: Token) -> bool:
    """ "le président élu", "les personnes détenues": a participle that is no more than an adjective."""
    return token.dep == "amod" and token.pos in VERBS and not ground.children(token.i)


def _verb(ground: Ground, token: Token, frames: Iterable[Frame], sentence: Sentence) -> Trigger | None:
    group = verb_group(ground.parse, token.i)
    slots: Slots | None = None
    for frame in frames:
        last = _rest(ground, token, frame, sentence)
        if last is None or frame.reflexive != (group.reflexive or _bare_reflexive(ground, token)):
            continue
        if token.pos == "AUX" and not frame.rest:
            continue
        slots = _slots(ground, token, group) if slots is None else slots
        roles = _roles(ground, frame, slots)
        if roles is not None:
            return Trigger(token.i, _first_word(ground, group), max(token.i, last), frame, roles, group, None)
    return None


def _slots(ground: Ground, token: Token, group: Group) -> Slots:
    """The slots of the verb, or of the verb that it helps: "s'est fait exploser"."""
    above = ground.tokens[token.head]
    if token.dep in ("aux", "dep", "fixed") and above.i != token.i and above.pos == "VERB":
        return verb_slots(ground, above.i, group)
    return verb_slots(ground, token.i, group)


def _bare_reflexive(ground: Ground, token: Token) -> bool:
    return any(ground.tokens[k].lower in ("se", "s'") for k in ground.children(token.i))


def _first_word(ground: Ground, group: Group) -> int:
    """The first auxiliary of the group, or the verb."""
    auxiliaries = (i for i in range(group.first, group.main) if ground.tokens[i].pos in ("AUX", "VERB"))
    return next(auxiliaries, group.main)


def _noun(ground: Ground, token: Token, frames: Iterable[Frame], sentence: Sentence) -> Trigger | None:
    slots: Slots | None = None
    carrier: int | None = None
    for frame in frames:
        last = _rest(ground, token, frame, sentence)
        if last is None or (frame.number and NUMBERS.get(token.morph.number) != frame.number):
            continue
        if slots is None:
            slots, carrier = noun_slots(ground, token.i)
        roles = _roles(ground, frame, _beyond(slots, token.i, last))
        if roles is None or not (frame.bare or roles or carrier is not None or "victims" in slots):
            continue
        return Trigger(token.i, token.i, max(token.i, last), frame, roles, None, carrier)
    return None


def _beyond(slots: Slots, first: int, last: int) -> Slots:
    """The slots without the words of the trigger itself: the State of "coup d'État"."""
    if last == first:
        return slots
    return {slot: [f for f in fillers if not first < f.head <= last] for slot, fillers in slots.items()}


def _rest(ground: Ground, token: Token, frame: Frame, sentence: Sentence) -> int | None:
    """The last word of a trigger of several words, the word itself where it has one, None where the rest is missing."""
    if not frame.rest:
        return token.i
    wanted = _wanted(frame.rest)
    reach = APART
    if token.pos == "NOUN":  # "cessation immédiate des hostilités"
        reach = 2 if token.i < sentence.last and ground.tokens[token.i + 1].pos == "ADJ" else 1
    for first in range(token.i + 1, min(token.i + reach, sentence.last) + 1):
        if not wanted.startswith(_singular(ground.said(first, first))):
            continue
        for last in range(first, min(first + len(frame.rest) + 1, sentence.last) + 1):
            if _singular(ground.said(first, last)) == wanted:
                return last
    return None


@cache
def _wanted(rest: tuple[str, ...]) -> str:
    return _singular(" ".join(rest))


def _singular(words: str) -> str:
    return " ".join(word.rstrip("sx") for word in words.lower().split())


def _roles(ground: Ground, frame: Frame, slots: Slots) -> dict[str, list[Filler]] | None:
    """What fills each role of the frame; None where a condition of it does not hold."""
    for slot, heads in frame.conditions.items():
        if not any(ground.fits(filler, heads) for filler in slots.get(slot, ())):
            return None
    if any(slots.get(slot) for slot in frame.without):
        return None
    roles: dict[str, list[Filler]] = {}
    for slot, role in frame.roles.items():
        if slot == "de" and role == "actor" and ("par" in slots or "adjective" in slots):
            role = "target"  # "le bombardement d'un hôpital par l'armée"
        if role == "actor|target":  # "le raid de la coalition", "le bombardement de la ville"
            own = "owner" in slots or _are_forces(ground, slots.get(slot, ()))
            forces = own and "par" not in slots and "adjective" not in slots
            role = "actor" if forces else "target"
        for filler in slots.get(slot, ()):
            if _may_have(ground, frame, filler, slot, role):
                if filler not in roles.setdefault(role, []):
                    roles[role].append(filler)
            elif slot == "subject" and role == "actor":
                return None  # a thing does it
    roles = {role: fillers for role, fillers in roles.items() if fillers}
    if any(need not in roles and not slots.get(need) for need in frame.needs):
        return None
    return roles


def _are_forces(ground: Ground, fillers: Iterable[Filler]) -> bool:
    return any(ground.fits(filler, FORCES) for filler in fillers)


def _may_have(ground: Ground, frame: Frame, filler: Filler, slot: str, role: str) -> bool:
    if _is_time(ground, filler) or _is_nobody(ground, filler):
        return False
    if slot == "victims" and is_toll(ground.tokens[filler.head]):
        return False  # "dix morts" are counted, and nobody's target
    if slot in frame.conditions:
        return ground.fits(filler, frame.conditions[slot])
    if slot == "adjective":
        return True
    if role in MEANT:
        return ground.fits(filler, WHO) or (slot != "de" and ground.is_capital(filler.head))
    if role in PLACED:
        return ground.fits(filler, PLACE) or _holds_place(ground, filler)
    return True


def _holds_place(ground: Ground, filler: Filler) -> bool:
    start, end = ground.tokens[filler.first].start, ground.tokens[filler.last].end
    return bisect_left(ground.offsets, start) < bisect_left(ground.offsets, end)


def _is_time(ground: Ground, filler: Filler) -> bool:
    return filler.head in ground.timed


def _is_nobody(ground: Ground, filler: Filler) -> bool:
    """ "Personne n'a été arrêté" """
    word = ground.tokens[filler.head]
    return word.lower in NOBODY and filler.first == filler.head and not ground.children(filler.head)


def is_known(ground: Ground, trigger: Trigger) -> bool:
    """Whether the text takes it for known: "la visite", "ces tirs", "le choix de se rencontrer"."""
    if trigger.group is None:
        return is_definite(ground, trigger.at)
    before = trigger.group.first - 1
    governs = trigger.group.form == "inf" and before > 0 and ground.tokens[before].lower in ("de", "d'")
    return governs and ground.tokens[before - 1].pos == "NOUN" and is_definite(ground, before - 1)


def is_definite(ground: Ground, noun: int) -> bool:
    return any(ground.tokens[k].lower in DEFINITE and ground.tokens[k].dep == "det" for k in ground.children(noun))
