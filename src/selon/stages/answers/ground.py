"""A dispatch as answers see it: who answers, and what is told that could be answered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from selon.languages.answers import AnswerWords
from selon.languages.gazetteer import fold
from selon.model import AnswerKind, Claim
from selon.stages.cast import Cast
from selon.stages.parse import Parse, Sentence, Token
from selon.stages.phrases import is_finite

TELLING = frozenset("NOUN PROPN VERB ADJ NUM ADV X".split())
STEM = 5  # letters by which "impliqué" and "implication" are alike
LONGEST = 2000  # words of a claim that may reach into a sentence
SHORTEST = 4  # words of what the dispatch itself tells
Words = tuple[int, int]  # the first and the last word
Cue = tuple[int, str]  # the word that a claim's cue begins with, and the claim's act


class Statement(NamedTuple):
    """What is told: on words `first` to `last`, by a claim, or by the dispatch itself (None). `stems` are the words by
    which it is like another, `countries` and `entities` whom it names."""

    first: int
    last: int
    claim: Claim | None
    speaker: str
    sentence: Sentence
    stems: frozenset[str]
    entities: frozenset[str]
    countries: frozenset[str]


class Reply(NamedTuple):
    """One who denies, confirms, or will not say: `first` and `last` are the words of what they say, `at` the first word
    of their cue, `source` that of who says it, or of what they say; `untrue` whether they say no more than that it is
    not so."""

    claim: Claim
    kind: AnswerKind
    first: int
    last: int
    at: int
    source: int
    sentence: Sentence
    speaker: str
    countries: frozenset[str]
    untrue: bool


@dataclass(slots=True)
class Ground:
    """A dispatch that has been read so far; `starts` are the offsets of its words."""

    parse: Parse
    cast: Cast
    words: AnswerWords
    claims: tuple[Claim, ...]
    starts: list[int]
    lang: str
    families: dict[str, str]

    @property
    def tokens(self) -> list[Token]:
        return self.parse.tokens

    def on(self, start: int, end: int) -> Words:
        """The words of a stretch of the text."""
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end) - 1

    def told_in(self, claim: Claim) -> Words:
        """The words of what is claimed."""
        first, _ = self.on(claim.content[0].start, claim.content[0].end)
        _, last = self.on(claim.content[-1].start, claim.content[-1].end)
        return first, last

    def cue_lemmas(self, claim: Claim) -> list[str]:
        """Those of the words of the cue, none where the claim has no cue."""
        if claim.cue is None:
            return []
        first, last = self.on(claim.cue.start, claim.cue.end)
        return [token.lemma for token in self.tokens[first : last + 1]]

    def sentence(self, i: int) -> Sentence:
        at = bisect_right(self.parse.sentences, i, key=lambda sentence: sentence.first) - 1
        return self.parse.sentences[at]

    def stems(self, first: int, last: int) -> frozenset[str]:
        """The words that tell something, each by its stem."""
        return frozenset(map(self.stem, self.telling(first, last)))

    def stem(self, token: Token) -> str:
        """ "impliqué", "implication" → "impli"; "décès", "mourir" → "mort"; a number as it stands."""
        if family := self.families.get(token.lemma):
            return family
        word = token.lemma if token.pos not in ("PROPN", "NUM") else token.text
        return fold(word)[:STEM]

    def telling(self, first: int, last: int) -> list[Token]:
        """The words that tell something."""
        return [token for token in self.tokens[first : last + 1] if self._tells(token)]

    def _tells(self, token: Token) -> bool:
        named = token.pos == "PRON" and token.text[:1].isupper()  # "les affirmations d'Oslo"
        if not (named or token.pos in TELLING):
            return False
        light = token.lemma.lower() in self.words.light or token.lower in self.words.light
        return not light and token.lower not in self.words.negations and len(token.text) > 1

    def entities(self, first: int, last: int) -> frozenset[str]:
        """Whom the words name or stand for."""
        named = {self.cast.names[number].entity for number in self.cast.within(first, last)}
        low, high = self.starts[first], self.tokens[last].end
        return frozenset(named | {it.entity for it in self.cast.references if low <= it.start < high})

    def countries(self, first: int, last: int) -> frozenset[str]:
        """The states that the words tell of."""
        members = (self.cast.members.get(entity) for entity in self.entities(first, last))
        named = {member.country for member in members if member and member.country}
        adjectives = (self.cast.nationals.get(i, ()) for i in range(first, last + 1))
        return frozenset(named | {states[0].iso3 for states in adjectives if len(states) == 1})

    def of(self, first: int, last: int) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The stems of words, and whom and which states they name."""
        return self.stems(first, last), self.entities(first, last), self.countries(first, last)

    def lower(self, i: int) -> str:
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""


def speaker_of(claim: Claim) -> str:
    return claim.sources[-1].name if claim.sources else ""


def is_bare(claim: Claim) -> bool:
    """Whether the words of the cue are all that it tells: "l'élu dément", "il a décliné tout commentaire"."""
    return claim.cue is not None and claim.cue.start <= claim.content[0].start < claim.cue.end


def statements(ground: Ground) -> list[Statement]:
    """Returns what is told, in the order of the text: the claims, and what the dispatch itself tells around them."""
    cues = sorted((ground.on(claim.cue.start, claim.cue.end)[0], claim.act) for claim in ground.claims if claim.cue)
    found = [_of_claim(ground, claim) for claim in ground.claims if claim.content[0].text and not is_bare(claim)]
    taken = sorted((told.first, told.last) for told in found)
    for sentence in ground.parse.sentences:
        if sentence.paragraph is not None:
            near = taken[bisect_left(taken, (sentence.first - LONGEST,)) : bisect_left(taken, (sentence.last + 1,))]
            found += (_told(ground, first, last, None, sentence) for first, last in _left(ground, sentence, near, cues))
    return sorted(found, key=lambda told: (told.first, told.last))


def _of_claim(ground: Ground, claim: Claim) -> Statement:
    first, last = ground.told_in(claim)
    return _told(ground, first, max(first, last), claim, ground.sentence(first))


def _told(ground: Ground, first: int, last: int, claim: Claim | None, sentence: Sentence) -> Statement:
    speaker = speaker_of(claim) if claim else ""
    return Statement(first, last, claim, speaker, sentence, *ground.of(first, last))


def _left(ground: Ground, sentence: Sentence, taken: Sequence[Words], cues: Sequence[Cue]) -> Iterator[Words]:
    """The stretches of a sentence that no claim holds, long enough to tell something, with a verb."""
    first = sentence.first
    held = [words for words in taken if words[0] <= sentence.last and words[1] >= sentence.first]
    for begin, end in [*held, (sentence.last + 1, sentence.last + 1)]:
        if _is_told(ground, first, begin - 1, cues):
            yield first, begin - 1
        first = max(first, end + 1)


def tells(ground: Ground, first: int, last: int) -> bool:
    """Whether the words are enough to tell something: with a verb, or "accusé d'avoir reçu de l'argent"."""
    words = ground.tokens[first : last + 1]
    if len(words) < SHORTEST:
        return False
    return words[0].lemma in ground.words.accusing or any(map(is_finite, words))


def _is_told(ground: Ground, first: int, last: int, cues: Sequence[Cue]) -> bool:
    """Whether the words tell something of their own, and not only who says what comes next."""
    if not tells(ground, first, last):
        return False
    low, high = bisect_left(cues, (first,)), bisect_left(cues, (last + 1,))
    return all(act in ("deny", "decline") for _, act in cues[low:high])
