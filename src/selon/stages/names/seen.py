"""A name where it stands, and the kinds that it can be of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from selon.languages.names import NameWords
from selon.stages.names.chunks import Chunk
from selon.stages.names.spans import Span
from selon.stages.phrases import ARTICLES

Kind = Literal["person", "location", "organization", "group", "thing"]
PERSON: Final = "person"
LOCATION: Final = "location"
ORGANIZATION: Final = "organization"
GROUP: Final = "group"
THING: Final = "thing"


class Facts(NamedTuple):
    """What is known of the whole dispatch: `placed` are the words that a place in brackets stands behind, `heads` the
    first words of the bodies that it names; `nouns` are the common nouns of the language."""

    placed: frozenset[int]
    heads: frozenset[str]
    nouns: frozenset[str]


@dataclass(slots=True)
class Seen:
    """A name where it stands: the chunks of its sentence, `own` those of the name, `capitals` those of them that have
    one, or all where none has."""

    chunks: Sequence[Chunk]
    span: Span
    own: Sequence[Chunk]
    capitals: Sequence[Chunk]
    text: str
    words: NameWords
    facts: Facts

    def at(self, offset: int) -> Chunk | None:
        """The chunk `offset` places after the name, or, where negative, before it."""
        i = self.span.last + offset if offset > 0 else self.span.first + offset
        return self.chunks[i] if 0 <= i < len(self.chunks) else None

    def before(self) -> tuple[Chunk | None, bool]:
        """The word before the name and its article, and whether there is an article."""
        chunk = self.at(-1)
        if chunk is not None and chunk.lower in ARTICLES:
            return self.at(-2), True
        return chunk, False

    def noun_before(self) -> Chunk | None:
        """The noun right before the name, behind adjectives: "l'ancien ministre délégué Y"."""
        offset = -1
        while (
            (chunk := self.at(offset)) is not None
            and chunk.pos == "ADJ"
            and not chunk.capital
            and not self.words.is_role(chunk.lemma)
        ):
            offset -= 1
        return chunk


def see(text: str, chunks: Sequence[Chunk], span: Span, words: NameWords, facts: Facts) -> Seen:
    """Returns the name at the span, with what is to be seen of it."""
    own = chunks[span.first : span.last + 1]
    capitals = [chunk for chunk in own if chunk.capital] or own
    plain = " ".join(text[own[0].start : own[-1].end].split())  # the tables know no other space: no-break, thin
    return Seen(chunks, span, own, capitals, plain, words, facts)
