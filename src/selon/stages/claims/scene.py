"""What the constructions see of a dispatch, and what they leave behind.

A construction is a small function from a `Scene` and a cue to a `Draft`. Spans of drafts are offsets of the text;
words are named by their index in the parse.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selon.languages.attribution import Attribution
from selon.model import Act, Certainty, Quote
from selon.stages.parse import Parse, Sentence, Token
from selon.stages.phrases import noun_phrase

Range = tuple[int, int]  # offsets, the end excluded


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as the text words it: its span, and the index of its first word (None where it is a bare span)."""

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
    tense: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A dispatch as the constructions see it. `quoted[i]` is the outermost quotation that holds word `i`, or None."""

    parse: Parse
    quotes: tuple[Quote, ...]
    quoted: list[Quote | None]
    words: Attribution
    roles: frozenset[str]
    drafts: list[Draft] = field(default_factory=list)

    @property
    def tokens(self) -> list[Token]:
        return self.parse.tokens

    @property
    def text(self) -> str:
        return self.parse.text


def make_scene(parse: Parse, quotes: tuple[Quote, ...], words: Attribution) -> Scene:
    """Returns the scene: the parse with, for each word, the outermost quotation that holds it."""
    outer = [quote for quote in quotes if quote.depth == 0]
    quoted: list[Quote | None] = []
    at = 0
    for token in parse.tokens:
        while at < len(outer) and outer[at].end <= token.start:
            at += 1
        inside = at < len(outer) and outer[at].start <= token.start
        quoted.append(outer[at] if inside else None)
    return Scene(parse, quotes, quoted, words, frozenset(words.speakers))


def mention(scene: Scene, first: int, last: int) -> Mention:
    """Returns the words `first` to `last` as a source, with an acronym in brackets that follows them."""
    start, end = scene.tokens[first].start, scene.tokens[last].end
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
