"""Governments that a noun and a nationality name: "le gouvernement japonais", "les autorités maliennes"."""

from __future__ import annotations

from bisect import insort

from selon.languages.names import NameWords
from selon.languages.world import Country, nationalities
from selon.model import Made, Reference
from selon.stages.cast import GENDERS, Cast, Member, Voice


def add_governments(cast: Cast, words: NameWords) -> None:
    """Notes in the cast what each such phrase stands for: the government that names stand for too, where some do."""
    tokens = cast.parse.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.pos != "NOUN" or token.lemma not in words.governments:
            continue
        states = nationalities(words.world, tokens[i + 1].lower)
        title = i > 1 and tokens[i - 1].lower in ("d'", "de") and words.is_role(tokens[i - 2].lemma)
        if len(states) != 1 or tokens[i + 1].text[:1].isupper() or title:
            continue
        first = i - 1 if i and tokens[i - 1].pos == "DET" else i
        member = _government(cast, states[0])
        insort(member.seen, first)
        at = first, i + 1
        start, end = tokens[first].start, tokens[i + 1].end
        made = Made("government", states[0].place)
        cast.references.append(Reference(start, end, cast.parse.text[start:end], "role", member.id, made))
        gender = GENDERS.get(token.morph.gender, "")
        cast.standing[at] = Voice(at, member, gender, token.morph.number == "Plur", token.lemma)


def _government(cast: Cast, state: Country) -> Member:
    """The government of the state in the cast, new where no name stands for it."""
    for member in cast.members.values():
        if member.kind == "government" and member.country == state.iso3 and member.name == state.name:
            return member
    new = Member(f"e{len(cast.members) + 1}", state.name, "government", state.iso3)
    cast.members[new.id] = new
    return new
