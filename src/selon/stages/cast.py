"""The cast of a dispatch: its names, tied to the words of the parse, and what is known of whom they name.

The names stage fills it; who speaks and what pronouns stand for is looked up in it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from selon.languages.world import Country, World, nationalities
from selon.model import Entity, EntityKind, Name, Reference, Role
from selon.stages.parse import Parse

GENDERS = {"Masc": "m", "Fem": "f"}
TITLES = frozenset("m. mm. mme mmes mlle dr me mgr".split())
SUBORDINATE = frozenset("relcl acl advcl ccomp".split())
BEFORE_OWN = frozenset(("NOUN", "ADJ", "PUNCT", "VERB", "PROPN", "ADV"))
Words = tuple[int, int]  # the first and the last word


@dataclass(slots=True)
class Member:
    """An entity in the making. `gender` is m, f or "" where unknown; `titles` the nouns of its roles, by lemma, `heads`
    where they stand; `seen` the first words of its mentions, in the order of the text."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    gender: str = ""
    wikidata: str | None = None
    roles: list[Role] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    seen: list[int] = field(default_factory=list)

    def entity(self) -> Entity:
        return Entity(self.id, self.name, self.kind, self.country, tuple(self.roles), self.wikidata)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody at words `at`: the member that they are, None for those whom nobody names, and what a pronoun must agree
    with ("" where unknown). `head` is the lemma of the phrase's noun."""

    at: Words
    member: Member | None
    gender: str
    plural: bool
    head: str


def find_nationals(parse: Parse, world: World) -> dict[int, tuple[Country, ...]]:
    """Returns the states that adjectives and nouns tell of, by word."""
    likely = (token for token in parse.tokens if token.pos in ("ADJ", "NOUN"))
    return {token.i: states for token in likely if (states := nationalities(world, token.lower))}


@dataclass(slots=True)
class Cast:
    """`spans` are the words of each name; `nationals` the states of its adjectives and of the nouns made of them
    ("malien", "Maliens"), by word. `references`, and `standing`, what the words of an anaphor stand for, come
    once it is known who speaks."""

    parse: Parse
    names: list[Name]
    spans: list[Words]
    members: dict[str, Member]
    nationals: dict[int, tuple[Country, ...]]
    references: list[Reference] = field(default_factory=list)
    standing: dict[Words, Voice] = field(default_factory=dict)

    def within(self, first: int, last: int) -> list[int]:
        """The numbers of the names that lie on words `first` to `last`."""
        at = bisect_left(self.spans, (first, first))
        found = []
        while at < len(self.spans) and self.spans[at][0] <= last:
            if self.spans[at][1] <= last:
                found.append(at)
            at += 1
        return found

    def own_name(self, first: int, last: int) -> int | None:
        """The number of the name in the phrase that is no complement of it: "le porte-parole du Kremlin, Dmitri
        Peskov" → the man."""
        tokens = self.parse.tokens
        for number in self.within(first, last):
            begin = self.spans[number][0]
            before = tokens[begin - 1] if begin > first else None
            if before is None or before.lower in TITLES or before.text == "," or before.pos in BEFORE_OWN:
                return number
            if before.pos == "DET" and begin - 1 == first:
                return number
        return None

    def is_main_subject(self, first: int) -> bool:
        """Whether the name at word `first` is the subject of a main clause, or stands in apposition to it."""
        tokens = self.parse.tokens
        token = tokens[first]
        while token.dep in ("flat", "appos") and token.head < token.i:
            token = tokens[token.head]
        return token.dep == "nsubj" and tokens[token.head].dep not in SUBORDINATE

    def of_state(self, states: set[str]) -> list[Member]:
        """The persons whom the dispatch gives one of the states."""
        return [m for m in self.members.values() if m.kind == "person" and m.country in states]

    def standing_for(self, first: int, last: int) -> Voice | None:
        """Who the anaphor that the phrase is, or opens with ("le ministre, interrogé"), stands for."""
        for end in range(last, first - 1, -1):
            if (first, end) in self.standing:
                return self.standing[first, end]
        return None

    def member(self, number: int) -> Member:
        """Whom name `number` stands for."""
        return self.members[self.names[number].entity]
