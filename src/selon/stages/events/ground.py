"""A dispatch as the events see it: the tree downward, the names by word, and what a word stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from selon.languages.events import EventWords, Heads
from selon.model import Claim, Place, Time
from selon.stages.cast import Cast, Member
from selon.stages.parse import Parse, Token
from selon.stages.phrases import OF

CONTRACTED = ("au", "aux", "du")
TO = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de"}
LONG = {"auprès": "auprès de", "faveur": "en faveur de", "encontre": "contre", "égard": "envers"}
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "X", "NUM"))
PRENOMINAL = frozenset(("DET", "NUM", "ADJ", "ADV"))
MEASURES = frozenset(
    "dizaine quinzaine douzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier million "
    "nombre série centaines milliers partie majorité groupe poignée moitié tiers ensemble type sorte total".split()
)
PERSONAL = frozenset("qui il ils elle elles nous celui celle ceux celles l' le la les lui leur eux on".split())
TITLES = frozenset("m. mm. mme mmes".split())
ACTING = frozenset(("person", "government", "military", "agency", "media", "organization", "group"))


def forms(token: Token) -> tuple[str, str, str]:
    """The word as a list may have it: its lemma, itself, and its singular, which the model's tables may not know."""
    return token.lemma, token.lower, token.lower.rstrip("sx")


class Filler(NamedTuple):
    """What fills a slot: the word that heads it, and its first and last word."""

    head: int
    first: int
    last: int


@dataclass(slots=True)
class Ground:
    """`below` are the words that hang on each word, `names` the number of the name that each word is of; `anaphors` the
    entity that a pronoun or a role stands for, by the offset where it starts; `timed` the words of times;
    `telling` the innermost claim that each word is told in."""

    parse: Parse
    cast: Cast
    words: EventWords
    claims: tuple[Claim, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    below: dict[int, list[int]] = field(default_factory=dict)
    names: dict[int, int] = field(default_factory=dict)
    anaphors: dict[int, str] = field(default_factory=dict)
    timed: set[int] = field(default_factory=set)
    telling: dict[int, Claim] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    @property
    def tokens(self) -> list[Token]:
        return self.parse.tokens

    def children(self, i: int) -> list[int]:
        return self.below.get(i, [])

    def chain(self, i: int, most: int) -> Iterator[int]:
        """Yields the word and those that it hangs on, one above the other: `most` of them."""
        for _ in range(most):
            yield i
            above = self.tokens[i].head
            if above == i:
                return
            i = above

    def nominal(self, i: int) -> bool:
        """Whether the word is a noun, a name or a pronoun, whatever the tagger takes "l'opposant" for."""
        if self.tokens[i].pos in NOMINAL:
            return True
        return any(self.tokens[k].dep == "det" for k in self.children(i))

    def said(self, first: int, last: int) -> str:
        """The words, in small letters."""
        return self.parse.text[self.tokens[first].start : self.tokens[last].end].lower().replace("’", "'")

    def preposition(self, i: int) -> str:
        """The preposition before the phrase of word `i`: "auprès du ministre" → auprès de; "" where there is none."""
        tokens = self.tokens
        cases = [k for k in self.children(i) if k < i and (tokens[k].dep == "case" or tokens[k].lower in CONTRACTED)]
        if not cases:
            return ""
        first = cases[0]
        word = tokens[first].lower
        for k in range(first, min(first + 3, i)):
            if tokens[k].lower in LONG:
                return LONG[tokens[k].lower]
        return TO.get(word, word)

    def core(self, head: int) -> int:
        """The noun that is counted: "une dizaine de civils" → civils."""
        if self.tokens[head].lemma not in MEASURES and self.tokens[head].lower not in MEASURES:
            return head
        after = (k for k in self.children(head) if k > head and self.tokens[k].pos in NOMINAL)
        return next((k for k in after if self.preposition(k) == "de"), head)

    def filler(self, head: int) -> Filler:
        """The phrase of a noun, with its complements in "de", without relative clause, coordination, or preposition."""
        tokens = self.tokens
        first = head
        while first > tokens[head].first and self._before(first - 1, head):
            first -= 1
        while first < head and tokens[first].pos == "ADV":
            first += 1
        return Filler(head, first, self._last(head))

    def _before(self, i: int, head: int) -> bool:
        token = self.tokens[i]
        if token.lower in TO and token.lower != "des" and token.lower != "d'" and token.pos != "DET":
            return False
        if token.dep == "case":
            return token.lower in OF and i > self.tokens[head].first
        return token.pos in PRENOMINAL or token.pos in NOMINAL or token.lower in TITLES

    def _last(self, head: int) -> int:
        tokens, last = self.tokens, head
        for k in self.children(head):
            if k < head:
                continue
            token = tokens[k]
            if token.first > last + 1 and not (token.first == last + 2 and tokens[last + 1].text == "-"):
                break
            if k not in self.timed and self._goes_on(token):
                last = max(last, self._last(k))
            else:
                break
        name = self.names.get(last)
        return max(last, self.cast.spans[name][1]) if name is not None else last

    def _goes_on(self, token: Token) -> bool:
        """Whether what hangs on a noun, right of it, is part of its phrase."""
        if token.dep in ("amod", "flat", "nummod", "fixed") or (token.i in self.names and token.dep == "appos"):
            return True
        if token.dep == "appos":
            return self.tokens[token.first].text != ","
        return token.dep in ("nmod", "obl") and self.preposition(token.i) in ("de", "") and token.pos in NOMINAL

    def joined(self, head: int) -> Iterator[int]:
        """The word and those that are joined to it: "Kim et Poutine"."""
        yield head
        for k in self.children(head):
            if self.tokens[k].dep == "conj" and self.nominal(k) and self._is_joined(head, k):
                yield from self.joined(k)

    def _is_joined(self, head: int, k: int) -> bool:
        """Whether a conjunction or a comma joins the two, and no preposition of its own parts them."""
        before = self.tokens[self.tokens[k].first - 1].lower
        links = any(self.tokens[c].dep == "cc" for c in self.children(k)) or before in (",", "et", "ou")
        return links and self.preposition(k) in ("", self.preposition(head))

    def member(self, i: int) -> Member | None:
        """Whom the word names or stands for."""
        if (number := self.names.get(i)) is not None:
            return self.cast.member(number)
        entity = self.anaphors.get(self.tokens[i].start)
        return self.cast.members.get(entity) if entity else None

    def fits(self, filler: Filler, heads: Heads) -> bool:
        """Whether what fills a slot is of the words or classes that the frame asks for."""
        head = self.core(filler.head)
        token = self.tokens[head]
        if any(word in heads.lemmas for word in forms(token)):
            return True
        return bool(heads.classes) and any(self.is_of(name, filler, head) for name in heads.classes)

    def is_of(self, name: str, filler: Filler, head: int) -> bool:
        member = self.member(head) or self._appositive(filler)
        token = self.tokens[head]
        if name == "place":
            there = member is not None and member.kind in ("location", "government")
            return there or token.lemma in self.words.classes.get("place", ()) or self.place_at(token.start) is not None
        if name == "persons":
            person = member is not None and member.kind == "person"
            return person or token.lemma in self.words.classes.get("persons", ())
        if name == "forces":
            return self._is_force(member, token)
        if name == "states":
            return member is not None and member.kind == "government"
        if member is not None and (member.kind in ACTING or self._is_country(token)):
            return True
        return (
            any(word in self.words.actors for word in forms(token))
            or (token.text[:1].isupper() and bool(self.cast.nationals.get(head)))
            or (token.pos == "PRON" and token.lower in PERSONAL)
        )

    def is_capital(self, i: int) -> bool:
        """Whether the word names a capital, which stands for its government where somebody is meant: "entre Londres et
        Bruxelles"."""
        return i in self.names and self.cast.names[self.names[i]].text in self.words.capitals

    def _is_country(self, token: Token) -> bool:
        """Whether the word names a country that the names stage takes for a mere place."""
        place = self.place_at(token.start)
        return place is not None and place.precision == "country"

    def _is_force(self, member: Member | None, token: Token) -> bool:
        """Whether it is a state, its forces, or an armed group."""
        if member is not None and member.kind in ("government", "military", "group", "organization"):
            return True
        return any(word in self.words.classes.get("forces", ()) for word in forms(token))

    def somebody(self, head: int) -> bool:
        """Whether the word names, or stands for, one who acts."""
        return self.is_of("who", self.filler(head), head)

    def _appositive(self, filler: Filler) -> Member | None:
        number = self.cast.own_name(filler.first, filler.last)
        return self.cast.member(number) if number is not None else None

    def place_at(self, offset: int) -> Place | None:
        """The place whose words hold the offset."""
        at = bisect_left(self.offsets, offset + 1) - 1
        if at >= 0 and self.places[at].end > offset:
            return self.places[at]
        return None


def make_ground(
    cast: Cast,
    words: EventWords,
    claims: tuple[Claim, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
) -> Ground:
    """Returns the ground of a dispatch that has been read so far."""
    ground = Ground(cast.parse, cast, words, claims, times, tuple(sorted(places, key=lambda place: place.start)))
    below = ground.below
    for token in cast.parse.tokens:
        if token.head != token.i:
            if token.head in below:
                below[token.head].append(token.i)
            else:
                below[token.head] = [token.i]
    for number, (first, last) in enumerate(cast.spans):
        for i in range(first, last + 1):
            ground.names[i] = number
    ground.anaphors = {words.start: words.entity for words in cast.references}
    ground.starts = [token.start for token in cast.parse.tokens]
    for time in times:
        first, last = bisect_left(ground.starts, time.start), bisect_left(ground.starts, time.end)
        ground.timed.update(range(first, last))
    for claim in sorted(claims, key=_length, reverse=True):
        for piece in claim.content:
            first, last = bisect_left(ground.starts, piece.start), bisect_left(ground.starts, piece.end)
            ground.telling.update(dict.fromkeys(range(first, last), claim))
    ground.offsets = [place.start for place in ground.places]
    return ground


def _length(claim: Claim) -> int:
    return sum(piece.end - piece.start for piece in claim.content)
