"""A dispatch as the counts see it: its words, times and claims by word, and where a clause ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from selon.languages.counts import CountWords, Table
from selon.languages.loader import Word
from selon.model import Claim, EventTime, Quantity, Time
from selon.stages.parse import Parse, Sentence, Token
from selon.stages.phrases import OF, RELATIVES, is_finite, sentence_of

Words = tuple[int, int]  # the first and the last word
BREAKS = frozenset(", ; : . ! ? … ( ) [ ] – — «".split())
SPEECH = frozenset("selon d'après".split())
JOINING = frozenset("et mais ou puis".split())
BARRIERS = RELATIVES | {"si", "comme", "lorsque", "lorsqu'", "quand"}


class Window(NamedTuple):
    """The time in which, on words `first` to `last`, its preposition included."""

    first: int
    last: int
    time: EventTime


@dataclass(slots=True)
class Draft:
    """A count before it is cut from the text. `also` are words that it takes in beside its parts, `at` the word by
    which the claim that tells it is found."""

    construction: str
    entry: str | None
    at: int
    subject: Words
    also: Words
    number: Quantity | None = None
    qualifier: str | None = None
    window: Window | None = None
    scope: Words | None = None
    event: str | None = None


@dataclass(slots=True)
class Ground:
    """`starts` are the offsets of the words, `triggers` those of the events' words, `ends` the word that the content
    of the innermost claim ends with, by word."""

    parse: Parse
    words: CountWords
    times: tuple[Time, ...]
    triggers: frozenset[int]
    starts: list[int]
    told: dict[int, Claim] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    @property
    def tokens(self) -> list[Token]:
        return self.parse.tokens

    def sentence(self, i: int) -> Sentence:
        return sentence_of(self.parse, i)

    def lower(self, i: int) -> str:
        """The word in small letters, "" beyond the text."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def word_at(self, offset: int) -> int:
        """The word that holds the offset, or the last before it."""
        return bisect_right(self.starts, offset) - 1

    def of(self, span: Time) -> Words:
        """The words of a time."""
        return self.word_at(span.start), self.word_at(span.end - 1)

    def in_time(self, i: int) -> bool:
        """Whether the word is part of a time: "lundi dernier", "le premier semestre"."""
        start = self.starts[i]
        at = bisect_right(self.times, start, key=lambda time: time.start) - 1
        return at >= 0 and self.times[at].end > start and self.times[at].type != "SET"

    def times_in(self, first: int, last: int) -> list[Time]:
        """The times that begin on the words `first` to `last`, in the order of the text."""
        if last < first:
            return []
        low = bisect_left(self.times, self.starts[first], key=lambda time: time.start)
        high = bisect_right(self.times, self.starts[last], key=lambda time: time.start)
        return list(self.times[low:high])

    def ends_with(self, table: Table, last: int) -> tuple[int, Word] | None:
        """The longest entry of the table whose last word is `last`: its first word, and what it stands for."""
        for size in range(self.words.longest, 0, -1):
            first = last - size + 1
            if first >= 0 and (word := table.get(self._said(first, last))):
                return first, word
        return None

    def begins_with(self, table: Table, first: int) -> int | None:
        """The last word of the longest entry of the table that begins with the word `first`."""
        for size in range(self.words.longest, 0, -1):
            if self._said(first, first + size - 1) in table:
                return first + size - 1
        return None

    def _said(self, first: int, last: int) -> str:
        return " ".join(token.lower for token in self.tokens[first : last + 1])

    def limit(self, i: int) -> int:
        """The last word that a phrase of word `i` can reach: the sentence's, or that of the claim's content."""
        return min(self.sentence(i).last, self.ends.get(i, len(self.tokens)))

    def clause_end(self, i: int, over: bool = False) -> int:
        """The last word of the clause after word `i`: before a comma, a relative pronoun, a conjunction of a clause;
        `over` reaches over the clauses that hang on it, to the comma."""
        limit = self.limit(i)
        for k in range(i + 1, limit + 1):
            token = self.tokens[k]
            if token.lower in BREAKS or token.lower in SPEECH:
                return k - 1
            if not over and (token.lower in BARRIERS or self._joins(k) or self.begins_with(self.words.scopes, k)):
                return k - 1
        return limit

    def _joins(self, k: int) -> bool:
        """Whether the conjunction at `k` joins a clause: "et a promis", "mais il s'est"."""
        if self.lower(k) not in JOINING or k + 1 >= len(self.tokens):
            return self.lower(k) == "mais"
        after = self.tokens[k + 1]
        return is_finite(after) or after.dep in ("nsubj", "expl") or after.pos == "PRON"

    def clause_start(self, i: int) -> int:
        """The first word of the clause before word `i`."""
        first = self.sentence(i).first
        for k in range(i - 1, first - 1, -1):
            if self.lower(k) in BREAKS or self.lower(k) in BARRIERS:
                return k + 1
        return first

    def span(self, first: int, last: int) -> tuple[int, int, str]:
        start, end = self.tokens[first].start, self.tokens[last].end
        return start, end, self.parse.text[start:end]

    def trimmed(self, first: int, last: int) -> int:
        """The last word less the prepositions, conjunctions and marks that it ends on."""
        while last > first and (self.tokens[last].pos in ("ADP", "CCONJ", "PUNCT", "SCONJ") or self.lower(last) in OF):
            last -= 1
        return last


def make_ground(
    parse: Parse, words: CountWords, claims: tuple[Claim, ...], times: tuple[Time, ...], triggers: frozenset[int]
) -> Ground:
    """Returns the ground of a dispatch that has been read so far; the widest claims are laid out first, so that each
    word keeps the innermost."""
    ground = Ground(parse, words, times, triggers, [token.start for token in parse.tokens])
    for claim in sorted(claims, key=_size, reverse=True):
        for piece in claim.content:
            first = bisect_left(ground.starts, piece.start)
            last = bisect_left(ground.starts, piece.end) - 1
            for i in range(first, last + 1):
                ground.told[i], ground.ends[i] = claim, last
    return ground


def _size(claim: Claim) -> int:
    return sum(piece.end - piece.start for piece in claim.content)
