"""Who has a role: the entity, the country and the PLOVER sector of the words that fill a slot."""

from __future__ import annotations

from collections.abc import Iterable

from selon.model import Participant, Role
from selon.stages.cast import Member
from selon.stages.events.ground import Filler, Ground

KIND_SECTORS: dict[str, str] = {"government": "GOV", "military": "MIL", "agency": "JRN", "media": "JRN"}


def participant(ground: Ground, filler: Filler) -> Participant:
    """Returns who or what the phrase is."""
    tokens = ground.tokens
    start, end = tokens[filler.first].start, tokens[filler.last].end
    words = ground.parse.text[start:end]
    member = whom(ground, filler)
    if member is None:
        return Participant(start, end, words, _plain(ground, filler), _country(ground, filler), _sector(ground, filler))
    sector = _member_sector(ground, member) or _sector(ground, filler)
    return Participant(start, end, words, member.name, member.country or _country(ground, filler), sector, member.id)


def whom(ground: Ground, filler: Filler) -> Member | None:
    """The entity that the phrase names or stands for: its head, or the name in it that is no complement."""
    member = ground.member(filler.head)
    if member is not None:
        return member
    if (entity := ground.anaphors.get(ground.tokens[filler.first].start)) is not None:
        return ground.cast.members.get(entity)
    number = ground.cast.own_name(filler.first, filler.last)
    if number is None:
        number = _apposed(ground, filler.head)
    if number is None or ground.cast.spans[number][0] <= filler.head:
        return None
    return ground.cast.member(number) if ground.cast.member(number).kind != "location" else None


def _apposed(ground: Ground, head: int) -> int | None:
    """ "le ministre des Affaires étrangères, Hakan Fidan," """
    for k in ground.children(head):
        if ground.tokens[k].dep == "appos" and (number := ground.names.get(k)) is not None:
            return number if ground.cast.member(number).kind == "person" else None
    return None


def _plain(ground: Ground, filler: Filler) -> str:
    """The phrase without its articles; the state that a demonym tells of, where it is one alone."""
    tokens = ground.tokens
    if filler.first == filler.last and (states := ground.cast.nationals.get(filler.head)):
        return states[0].name
    first = filler.first
    while first < filler.head and tokens[first].pos in ("DET", "ADP"):
        first += 1
    return " ".join(ground.parse.text[tokens[first].start : tokens[filler.last].end].split())


def _country(ground: Ground, filler: Filler) -> str | None:
    """The state of the phrase's first demonym, or of the state or place that its noun is of: "l'armée du Mali"."""
    if code := first_nationality(ground, range(filler.first, filler.last + 1)):
        return code
    members = [ground.cast.member(number) for number in ground.cast.within(filler.first, filler.last)]
    return next((member.country for member in members if member.country), None)


def _sector(ground: Ground, filler: Filler) -> str | None:
    token = ground.tokens[ground.core(filler.head)]
    if filler.first == filler.last and filler.head in ground.cast.nationals:
        return "GOV"
    return ground.words.sectors.get(token.lemma) or ground.words.sectors.get(token.lower)


def _member_sector(ground: Ground, member: Member) -> str | None:
    if member.kind in KIND_SECTORS:
        return KIND_SECTORS[member.kind]
    if member.kind == "person":
        return sector_of_roles(ground, member.roles)
    return ground.words.sectors.get(member.name.split()[0].lower())


def sector_of_roles(ground: Ground, roles: Iterable[Role]) -> str | None:
    """The sector of the first role that has one."""
    titles = (role.title.lower() for role in roles)
    return next((sector for title in titles if (sector := ground.words.sectors.get(title))), None)


def first_nationality(ground: Ground, words: range) -> str | None:
    """The state of the first demonym among the words that tells of one alone."""
    nationals = (ground.cast.nationals.get(i, ()) for i in words)
    return next((states[0].iso3 for states in nationals if len(states) == 1), None)
