"""What the constructions look at: the words of one block, and the drafts that they make.

The words are cut anew from the text, as the parse's are not made for "18h30" or "14-Juillet"; the parse is asked for
the tense of a clause and for parts of speech.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from selon.languages.times import Phrase, Phrases, TimeWords
from selon.model import TimeType
from selon.stages.parse import Parse, Token

MARGIN = 8  # words that a construction may look past either end of a line
BEYOND = "|"  # the gap there: nothing is joined over it

# How the value of a draft is to be made absolute, and its interval found:
# it stands by itself; counted from the dispatch's date, or from the last date told; the year (or the week) nearest
# to the dispatch that the tense or a word asks for; the day of an hour, told nearby; durations that end or begin at
# the dispatch, that point away from it or from the last date told.
Counts = Literal[
    "itself",
    "sent",
    "told",
    "tense",
    "last",
    "next",
    "near",
    "day",
    "ago",
    "ahead",
    "since",
    "until",
    "told_before",
    "told_after",
]


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one block, in small letters, `gaps[i]` what stands before the word `i`.

    All lists are padded with MARGIN empty words, so that those before the first and after the last may be asked for.
    """

    words: list[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]
    count: int


@dataclass(slots=True)
class Scene:
    """One block under reading. `free` is the first word that no expression has taken; `before` the draft that took the
    last one, None at the start."""

    text: str
    parse: Parse
    words: TimeWords
    line: Line
    token_starts: list[int]
    free: int = 0
    before: Draft | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A time expression before it is resolved: words `first` to `last` of the line.

    `value` is TIMEX3's, as far as the words alone give it: `XXXX-06-06` for "le 6 juin", `-P1W` for "la semaine
    dernière". `counts` says how the rest is found, `weekday` (ISO) what the day must be; `anchor` are words.
    """

    first: int
    last: int
    type: TimeType
    value: str
    counts: Counts
    entry: str | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    weekday: int | None = None
    anchor: tuple[int, int] | None = None


def make_line(low: str, start: int, end: int, token: re.Pattern[str]) -> Line:
    """Cuts `low`, a text in small letters with straight apostrophes, from `start` to `end` into words."""
    parts = token.split(low[start:end])
    edges = list(accumulate(map(len, parts), initial=start))
    words, gaps = parts[1::2], parts[0:-1:2]
    count = len(words)
    return Line(
        words + [""] * MARGIN,
        gaps + [BEYOND] * MARGIN,
        edges[1:-1:2] + [end] * MARGIN,
        edges[2::2][:count] + [end] * MARGIN,
        count,
    )


def joined(line: Line, i: int) -> bool:
    """Whether nothing but space stands between the word `i` and the one before it."""
    return not line.gaps[i].strip()


def tied(line: Line, i: int) -> bool:
    """Whether space, a hyphen or a slash stands there."""
    return line.gaps[i].strip() in ("", "-", "/")


def ends_with(phrases: Phrases, line: Line, last: int) -> Phrase | None:
    """The longest of the phrases whose last word is the word `last`."""
    for phrase in phrases.get(line.words[last], ()):
        if stands(phrase, line, last - len(phrase.words) + 1):
            return phrase
    return None


def begins_with(phrases: Phrases, line: Line, first: int) -> Phrase | None:
    """The longest of the phrases whose first word is the word `first`."""
    for phrase in phrases.get(line.words[first], ()):
        if stands(phrase, line, first):
            return phrase
    return None


def stands(phrase: Phrase, line: Line, first: int) -> bool:
    """Whether the phrase stands in the line from the word `first` on."""
    if first < 0:
        return False
    size = len(phrase.words)
    return line.words[first : first + size] == list(phrase.words) and all(
        tied(line, i) for i in range(first + 1, first + size)
    )


def capital(scene: Scene, i: int) -> bool:
    """Whether the word is written with a capital, the others small: "Mars", not "MARS"."""
    written = scene.text[scene.line.starts[i] : scene.line.ends[i]]
    return written[:1].isupper() and not (len(written) > 1 and written.isupper())


def named(scene: Scene, i: int) -> bool:
    """Whether the capital of the word is that of a name, not of a sentence."""
    return i > 0 and joined(scene.line, i) and capital(scene, i)


def token_at(scene: Scene, i: int) -> Token | None:
    """The parse's token that the word `i` begins in."""
    if not 0 <= i < scene.line.count:
        return None
    start = scene.line.starts[i]
    at = bisect_right(scene.token_starts, start) - 1
    token = scene.parse.tokens[at] if at >= 0 else None
    return token if token and token.end > start else None


def pos_at(scene: Scene, i: int) -> str:
    """The part of speech of the word `i`, "" where the parse has none."""
    token = token_at(scene, i)
    return token.pos if token else ""
