"""The words of a sentence as they are written: "al-Assad", "O'Donnell" and "Ki-moon" are one, however parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selon.stages.parse import Sentence, Token

# Capitalised elisions that open a sentence, and no part of a name as the "O'" of "O'Donnell" is.
ELISIONS = frozenset("L' D' J' N' S' C' M' T' Qu' Jusqu' Lorsqu' Puisqu' Quoiqu' Presqu' Quelqu'".split())
CLITICS = frozenset("-t -il -elle -ils -elles -on -ce -je -nous -vous -moi -y -en -le -la -les -lui -ci -là".split())
INNER_CAPITAL = re.compile(r"[-'][A-ZÀ-ÖØ-Þ]|^[a-z][A-Z]")  # "al-Assad", "d'Ormesson", "iTélé"
NEAR = ("", " ", "\u00a0")
SPACE_OR_BRACKET = " \u00a0\u202f\t\n(["
STOPS = frozenset(". ? ! ; : … ... • · / | - – — * +".split())


@dataclass(slots=True)
class Chunk:
    """Words `first` to `last` of the parse, written in one piece. `capital` says that it, or a part of it behind a
    hyphen or an apostrophe, begins with one; `near` that one plain space, or none, parts it from the chunk before;
    `opens` that a capital says nothing here, as a sentence or a quotation begins."""

    i: int
    first: int
    last: int
    start: int
    end: int
    text: str
    lower: str
    pos: str
    lemma: str
    capital: bool
    near: bool
    opens: bool

    @property
    def shouted(self) -> bool:
        """Whether it is all capitals, as an acronym is."""
        return len(self.text) > 1 and self.text.isupper()


def chunks_of(text: str, tokens: list[Token], sentence: Sentence) -> list[Chunk]:
    """Returns the chunks of the sentence, in order."""
    chunks: list[Chunk] = []
    near, opens = False, True
    first, limit = sentence.first, sentence.last
    while first <= limit:
        token = tokens[first]
        apart = first == limit or tokens[first + 1].start > token.end
        last = first if apart else _last(tokens, first, limit)
        if chunks:
            near, opens = _parted(text, chunks[-1], token.start)
        said, lower, pos, capital = token.text, token.lower, token.pos, False
        if last > first:
            said, lower, pos, capital = _words(text, tokens[first : last + 1])
        elif said != lower:
            capital = _capital(said)
        end = tokens[last].end
        chunks.append(
            Chunk(len(chunks), first, last, token.start, end, said, lower, pos, token.lemma, capital, near, opens)
        )
        first = last + 1
    return chunks


def _parted(text: str, before: Chunk, start: int) -> tuple[bool, bool]:
    """Whether what starts there is near the chunk before it, and whether it opens a sentence or a quotation."""
    if before.text in STOPS:
        return text[before.end : start] in NEAR, True
    if before.end + 1 >= start:
        return before.end == start or text[before.end] in NEAR, False
    return False, text[before.end : start].strip(SPACE_OR_BRACKET) != ""


def _capital(text: str) -> bool:
    return text[0].isupper() or (len(text) > 2 and bool(INNER_CAPITAL.search(text)))


def _words(text: str, tokens: list[Token]) -> tuple[str, str, str, bool]:
    """The text, small letters and part of speech of a chunk of several words, and whether it has a capital."""
    head = tokens[0]
    words = text[head.start : tokens[-1].end].replace("’", "'")
    named = any(token.pos == "PROPN" for token in tokens)
    capital = words[0].isupper() or bool(INNER_CAPITAL.search(words))
    return words, words.lower(), "PROPN" if named else head.pos, capital


def _last(tokens: list[Token], first: int, limit: int) -> int:
    """The last word written in one piece with word `first`: after a hyphen, or after the "O'" of a name."""
    last = first
    while last < limit and tokens[last + 1].start == tokens[last].end:
        a, b = tokens[last].text, tokens[last + 1].text
        hyphen = b == "-" or a == "-" or (b[:1] == "-" and b[1:2].isalpha() and b not in CLITICS)
        irish = a[-1] == "'" and len(a) > 1 and a[0].isupper() and a not in ELISIONS and b[:1].isupper()
        if not (hyphen or irish):
            break
        last += 1
    while last > first and tokens[last].text == "-":
        last -= 1
    return last
