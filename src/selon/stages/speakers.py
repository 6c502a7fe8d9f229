"""Who a source is: the fullest name that the dispatch gives it, its kind, and its entity."""

from __future__ import annotations

from dataclasses import dataclass

from selon.languages.attribution import Attribution
from selon.model import EntityKind, SourceKind
from selon.stages.cast import Cast
from selon.stages.phrases import OF

KINDS: dict[EntityKind, SourceKind] = {
    "person": "person",
    "government": "government",
    "military": "military",
    "agency": "agency",
    "media": "media",
    "organization": "organization",
    "group": "organization",
    "location": "government",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as it is resolved; `entity` is None for one that the dispatch does not name."""

    name: str
    kind: SourceKind | None
    entity: str | None


def resolve(cast: Cast, words: Attribution, first: int, last: int) -> Speaker:
    """Returns who the words `first` to `last` are."""
    standing = cast.standing_for(first, last)
    if standing is not None and standing.member is not None:
        member = standing.member
        said = _plain(cast, *standing.at) if member.kind == "government" else member.name
        return Speaker(said, KINDS[member.kind], member.id)
    if standing is not None and standing.at != (first, last):
        return resolve(cast, words, *standing.at)
    token = cast.parse.tokens[first]
    if first == last and token.pos == "PRON":
        return Speaker(token.text.removeprefix("-"), None, None)
    number = None if _joint(cast, first, last) else cast.own_name(first, last)
    if number is None:
        return Speaker(_plain(cast, first, last), _kind(cast, words, first, last), None)
    member, name = cast.member(number), cast.names[number]
    said = name.text if name.kind == "location" or member.kind == "government" else member.name
    return Speaker(said, _listed_kind(cast, words, first, last) or KINDS[member.kind], member.id)


def _joint(cast: Cast, first: int, last: int) -> bool:
    return any(t.lower in ("et", "ou") and t.pos == "CCONJ" for t in cast.parse.tokens[first : last + 1])


def _plain(cast: Cast, first: int, last: int) -> str:
    """The phrase without its articles and without a determiner of quantity."""
    tokens = cast.parse.tokens
    while first < last and (tokens[first].pos == "DET" or tokens[first].lower in OF) and tokens[first].lower != "aucun":
        first += 1
    return " ".join(cast.parse.text[tokens[first].start : tokens[last].end].split())


def _kind(cast: Cast, words: Attribution, first: int, last: int) -> SourceKind | None:
    """The kind that the phrase's first listed noun stands for, or its first name."""
    listed = _listed_kind(cast, words, first, last)
    if listed:
        return listed
    numbers = cast.within(first, last)
    if numbers:
        return KINDS[cast.member(numbers[0]).kind]
    body = words.bodies.get(_plain(cast, first, last).split(" et ")[0])
    return body.kind if body else None


def _listed_kind(cast: Cast, words: Attribution, first: int, last: int) -> SourceKind | None:
    """The kind of the phrase's first listed noun, before any name."""
    for token in cast.parse.tokens[first : last + 1]:
        listed = words.speakers.get(token.lemma) or words.speakers.get(token.lower)
        if listed and token.pos in ("NOUN", "ADJ", "PROPN"):
            return listed.plural if token.morph.number == "Plur" else listed.kind
        if token.pos == "PROPN":
            return None
    return None
