"""Which names name the same thing: names → entities.

Persons are told apart by the parts of their names (persons.py); a body is the one that a table lists it as, or whose
acronym stands in brackets behind it; a country, its capital and a metonym are its government where they act
(actors.py), and places where they do not.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from selon.languages.gazetteer import fold
from selon.languages.names import NameWords
from selon.languages.world import Country, nationalities
from selon.model import EntityKind, Made, Name
from selon.stages.cast import Cast, Member
from selon.stages.names.actors import acts, located
from selon.stages.names.found import Found
from selon.stages.names.persons import Called, link_persons
from selon.stages.parse import Parse

STATE_BODIES = frozenset("ministère secrétariat chancellerie présidence gouvernement".split())
Key = Hashable


def link(parse: Parse, found: Sequence[Found], nationals: dict[int, tuple[Country, ...]], words: NameWords) -> Cast:
    """Returns the cast of the dispatch: its names, each with its entity; `nationals` as in `Cast`."""
    keys = [_key(parse, name, words) for name in found]
    _bind_acronyms(parse.text, found, keys)
    _bind_heads(found, keys, words)
    others = _link_persons(parse, found, keys, words)
    members: dict[str, Member] = {}
    ids: dict[Key, str] = {}
    names: list[Name] = []
    for name, key in zip(found, keys, strict=True):
        if key not in ids:
            ids[key] = f"e{len(ids) + 1}"
            members[ids[key]] = _member(ids[key], name, key, words)
        _note(members[ids[key]], name)
        names.append(_name(parse, name, ids[key]))
    for number, keys_of_others in others.items():
        rest = tuple(ids[key] for key in keys_of_others if key in ids)
        names[number] = replace(names[number], others=rest)
    return Cast(parse, names, [(name.first, name.last) for name in found], members, nationals)


def _key(parse: Parse, name: Found, words: NameWords) -> Key:
    """What the name stands for, by a key that its other names share; a person's is found later."""
    if name.kind == "person":
        return ("person", name.text)
    country = _country(name, words)
    if country is not None:
        town = name.text in words.world.capitals
        if (
            _metonym(name)
            or (name.construction == "shortname" and not located(parse, name.first))
            or acts(parse, name.first, name.last, words, town)
        ):
            return ("government", country.iso3)
        return ("place", fold(name.text) if town else country.iso3)
    if name.kind == "location":
        return ("place", fold(name.listing.name if name.listing else name.text))
    return ("body", name.listing.name if name.listing else fold(name.text))


def _country(name: Found, words: NameWords) -> Country | None:
    """The state that the name can stand for: a country's, a capital's, a metonym's."""
    world = words.world
    if name.listing and name.listing.kind == "government" and name.listing.country:
        stands = name.construction == "shortname" or name.listing.name in world.metonyms
        return world.states[name.listing.country] if stands else None
    return world.countries.get(name.text) or world.capitals.get(name.text) if name.kind == "location" else None


def _metonym(name: Found) -> bool:
    return name.listing is not None and name.construction != "shortname"


def _bind_acronyms(text: str, found: Sequence[Found], keys: list[Key]) -> None:
    """ "la Commission des opérations de bourse (COB)": gives both, wherever they stand, one key, that of the listed."""
    bound: dict[Key, Key] = {}
    for number, (a, b) in enumerate(pairwise(found)):
        bodies = a.kind == b.kind == "organization" and a.text.isupper() != b.text.isupper()
        if bodies and text[a.end : b.start].strip() == "(":
            first, second = keys[number], keys[number + 1]
            bound |= {first: second} if b.listing and not a.listing else {second: first}
    for number, key in enumerate(keys):
        keys[number] = bound.get(key, key)


def _bind_heads(found: Sequence[Found], keys: list[Key], words: NameWords) -> None:
    """ "le Conseil", "le Front": gives a body that its noun alone names the key of the last that the noun opens."""
    last: dict[str, Key] = {}
    for number, name in enumerate(found):
        if name.kind != "organization":
            continue
        head, _, rest = name.text.partition(" ")
        if rest:
            last[head] = keys[number]
        elif head in last and words.singular(head.lower()) in words.bodies and not name.listing:
            keys[number] = last[head]


def _link_persons(
    parse: Parse, found: Sequence[Found], keys: list[Key], words: NameWords
) -> dict[int, tuple[Key, ...]]:
    """Gives each person's name its person's key; returns the keys of the others whom a name fits as well."""
    numbers = [n for n, name in enumerate(found) if name.kind == "person"]
    mentions = [Called(_called(found[n]), found[n].start, _gender(parse, found[n], words)) for n in numbers]
    persons, choices = link_persons(mentions, words.family_first, words.gender)
    for n, choice in zip(numbers, choices, strict=True):
        keys[n] = ("person", choice.person, persons[choice.person].name, persons[choice.person].gender)
    person_keys = {choice.person: keys[n] for n, choice in zip(numbers, choices, strict=True)}
    return {
        n: tuple(person_keys[other] for other in choice.others if other in person_keys)
        for n, choice in zip(numbers, choices, strict=True)
        if choice.others
    }


def _called(name: Found) -> str:
    """The name by which a person is told apart: the fullest of a person's own list."""
    return name.listing.name if name.listing and name.listing.kind == "person" else name.text


def _gender(parse: Parse, name: Found, words: NameWords) -> str:
    """The gender that the title before a name tells."""
    title = parse.tokens[name.first - 1].text if name.first else ""
    return "m" if title in words.men else "f" if title in words.women else ""


def _member(id: str, name: Found, key: Key, words: NameWords) -> Member:
    assert isinstance(key, tuple)
    if key[0] == "person":
        listed = name.listing if name.listing and name.listing.kind == "person" else None
        return Member(
            id, key[2], "person", listed.country if listed else None, key[3], listed.wikidata if listed else None
        )
    if key[0] == "government":
        return Member(id, words.world.states[key[1]].name, "government", key[1])
    if key[0] == "place":
        country = _country(name, words)
        if name.listing and name.construction != "shortname":
            return Member(id, name.listing.name, "location", name.listing.country, wikidata=name.listing.wikidata)
        return Member(id, name.text, "location", country.iso3 if country else None)
    return _body(id, name, words)


def _body(id: str, name: Found, words: NameWords) -> Member:
    if name.listing:
        return Member(id, name.text, name.listing.kind, name.listing.country, wikidata=name.listing.wikidata)
    states = {state.iso3 for word in name.text.split() for state in nationalities(words.world, word)}
    kind: EntityKind = "organization"
    head = name.text.split()[0].lower()
    if head in words.forces:
        kind = "military"
    elif head in STATE_BODIES:
        kind = "government"
    elif name.kind == "group":
        kind = "group"
    return Member(id, name.text, kind, states.pop() if len(states) == 1 else None)


def _note(member: Member, name: Found) -> None:
    """Notes a mention; a body's name becomes that of a person's own list, or the longest that is given."""
    member.seen.append(name.first)
    if name.listing and name.listing.own:
        member.name = name.listing.name
    elif member.kind not in ("person", "government", "location") and len(name.text) > len(member.name):
        member.name = name.text


def _name(parse: Parse, name: Found, entity: str) -> Name:
    made = Made(name.construction, name.listing.entry if name.listing else None)
    return Name(name.start, name.end, parse.text[name.start : name.end], name.kind, entity, made)
