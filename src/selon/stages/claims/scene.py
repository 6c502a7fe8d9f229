"""What the constructions see of a dispatch, and what they leave behind.

A construction is a small function from a `Scene` and a cue to a `Draft`. Spans of drafts are offsets of the text;
words are named by their index in the parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selon.languages.attribution import Attribution
from selon.model import Act, Certainty, Quote
from selon.stages.claims.tags import mend_tags
from selon.stages.parse import Parse, Sentence, Token
from selon.stages.phrases import POSSESSIVES, noun_phrase, sentence_of

THINGS = frozenset("cela ceci ça ce c' rien tout".split())
QUANTITIES = frozenset(
    "nombre majorité minorité dizaine centaine millier plupart partie ensemble poignée moitié total".split()
)
AGENTS = ("eur", "euse", "trice", "iste", "logue", "crate", "ien", "ienne", "ier", "ière", "ant", "ante")
Range = tuple[int, int]  # offsets, the end excluded


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as the text words it: its span, and the indices of its first and last word."""

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class Draft:
    """A claim in the making. `at` is the word that found it; `closes` the last word of its cue and source, from which
    the rest of the sentence is free again."""

    construction: str
    at: int
    content: list[Range]
    cue: Range | None
    sources: list[Mention]
    act: Act
    entry: str | None
    certainty: Certainty = "certain"
    visual: bool = False
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """A dispatch as the constructions see it. `quoted[i]` is the outermost quotation that holds word `i`, or None."""

    parse: Parse
    text: str
    tokens: list[Token]
    quotes: tuple[Quote, ...]
    quoted: list[Quote | None]
    words: Attribution
    roles: frozenset[str]
    drafts: list[Draft] = field(default_factory=list)


def drafts_in(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Yields the drafts found so far in the sentence, the last found first."""
    for draft in reversed(scene.drafts):
        if draft.at < sentence.first:
            return
        yield draft


def make_scene(parse: Parse, quotes: tuple[Quote, ...], words: Attribution) -> Scene:
    """Returns the scene: the parse with, for each word, the outermost quotation that holds it."""
    mend_tags(parse.tokens, words)
    outer = [quote for quote in quotes if quote.depth == 0]
    quoted: list[Quote | None] = []
    at = 0
    for token in parse.tokens:
        while at < len(outer) and outer[at].end <= token.start:
            at += 1
        inside = at < len(outer) and outer[at].start <= token.start
        quoted.append(outer[at] if inside else None)
    return Scene(parse, parse.text, parse.tokens, quotes, quoted, words, frozenset(words.speakers))


def can_speak(scene: Scene, source: Mention) -> bool:
    """Whether the phrase can name who speaks: a pronoun, a name, a noun that the word lists know or that names people
    by its ending ("-iste", "-logue")."""
    opening = scene.tokens[source.first]
    if opening.pos == "NOUN" and opening.text[:1].isupper():
        return True  # a noun that opens the sentence with no article is a name
    if opening.pos == "PRON" and opening.lower in THINGS:
        return False
    for token in scene.tokens[source.first : source.last + 1]:
        if token.lemma in QUANTITIES:
            continue
        if token.pos in ("PROPN", "PRON", "X") or (
            token.text[:1].isupper() and token.pos == "NOUN" and token.i > source.first
        ):
            return True
        if token.pos in ("NOUN", "ADJ", "NUM") and listed(scene, token):
            return True
        if token.pos == "NOUN":
            return token.text[:1].isupper() and not token.text.islower() and source.first != scene_first(scene, token.i)
    return scene.tokens[source.last].pos in ("ADJ", "NUM")  # "ce dernier", "les autres"


def may_be_heard(scene: Scene, source: Mention) -> bool:
    """Whether "selon" may bring the phrase as a source: one that can speak, or any noun with a complement ("les
    connaissances du journal"); a bare noun is a yardstick ("selon la marée")."""
    words = scene.tokens[source.first : source.last + 1]
    noun = next((t for t in words if t.pos == "NOUN"), None)
    if can_speak(scene, source) or noun is None:
        return True
    return words[0].lower not in POSSESSIVES and source.last > noun.i


def scene_first(scene: Scene, i: int) -> int:
    """Returns the first word of the sentence that holds word `i`."""
    return sentence_of(scene.parse, i).first


def listed(scene: Scene, token: Token) -> bool:
    """Whether the noun names who speaks."""
    word = token.lower
    return (
        token.lemma in scene.roles
        or word in scene.roles
        or word.rstrip("s").removeprefix("co") in scene.roles  # "coaccusé"
        or (
            word.rstrip("s").endswith(AGENTS)
            and word not in scene.words.things
            and word.rstrip("s") not in scene.words.things
        )
    )


def mention(scene: Scene, first: int, last: int) -> Mention:
    """Returns the words `first` to `last` as a source, with an acronym in brackets that follows them."""
    start, end = scene.tokens[first].start, scene.tokens[last].end
    quote = scene.quoted[last]
    if quote and quote.closed and quote.start >= start and quote.inner_end == end:
        end = quote.end
    after = scene.text[end : end + 14]
    if after.startswith(" (") and ")" in after and after[2:3].isupper() and after[2 : after.index(")")].isalpha():
        end += after.index(")") + 1
    return Mention(start, end, first, last)


def phrase_at(scene: Scene, start: int, limit: int) -> Mention | None:
    """Returns the noun phrase that starts at word `start`, as a source."""
    found = noun_phrase(scene.parse, start, limit, scene.roles)
    return mention(scene, *found) if found else None


def words_range(scene: Scene, first: int, last: int) -> Range:
    """Returns the offsets of words `first` to `last`, with quotation marks at their ends that open or close there."""
    start, end = scene.tokens[first].start, scene.tokens[last].end
    opening, closing = scene.quoted[first], scene.quoted[last]
    if opening and opening.inner_start == start:
        start = opening.start
    if closing and closing.closed and closing.inner_end <= end + 1:
        end = max(end, closing.end)
    return start, end


def sentence_end(scene: Scene, sentence: Sentence) -> int:
    """Returns the last word of the sentence that is no final punctuation."""
    last = sentence.last
    while last > sentence.first and scene.tokens[last].pos == "PUNCT" and scene.tokens[last].text not in (")", "%"):
        last -= 1
    return last
