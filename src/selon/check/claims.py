"""Claims as an example words them: `-> content | cue | sources | mode act certainty`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from selon.check.words import ARROW, NONE, flat
from selon.languages.loader import WordListError
from selon.model import Act, Certainty, Claim, Mode, Reading


@dataclass(frozen=True)
class Named:
    """A source: its words, and the name that they must resolve to, None where any will do."""

    text: str
    name: str | None


@dataclass(frozen=True)
class ClaimLine:
    """A claim as an example line words it."""

    content: tuple[str, ...]
    cue: str | None
    sources: tuple[Named, ...]
    mode: Mode
    act: Act
    certainty: Certainty


def expected(place: str, words: str) -> ClaimLine:
    """Reads the line at `place`, without its arrow; raises WordListError for a malformed one."""
    fields = [flat(field) for field in words.split("|")]
    if len(fields) != 4 or not all(fields):
        raise WordListError(f"{place}: {len(fields)} fields, expected 4: content | cue | sources | mode act certainty")
    content, cue, sources, stance = fields
    return ClaimLine(
        tuple(content.split(" / ")),
        None if cue == NONE else cue,
        () if sources == NONE else tuple(map(_named, sources.split(" > "))),
        *_stance(place, stance),
    )


def found(reading: Reading) -> list[ClaimLine]:
    """The claims of a reading, as an example would word them."""
    return [_found(claim) for claim in reading.claims]


def agree(expected: ClaimLine, found: ClaimLine) -> bool:
    """Whether they are the same; a name counts only where the example gives one."""
    return _plain(expected) == _plain(found) and all(
        wanted.name in (None, got.name) for wanted, got in zip(expected.sources, found.sources, strict=True)
    )


def line(claim: ClaimLine) -> str:
    """The claim as a line of an example."""
    sources = " > ".join(source.text + (f" = {source.name}" if source.name else "") for source in claim.sources)
    stance = f"{claim.mode} {claim.act} {claim.certainty}"
    return f"{ARROW} {' / '.join(claim.content)} | {claim.cue or NONE} | {sources or NONE} | {stance}"


def _found(claim: Claim) -> ClaimLine:
    return ClaimLine(
        tuple(flat(piece.text) for piece in claim.content),
        flat(claim.cue.text) if claim.cue else None,
        tuple(Named(flat(source.text), source.name) for source in claim.sources),
        claim.mode,
        claim.act,
        claim.certainty,
    )


def _plain(claim: ClaimLine) -> tuple[object, ...]:
    """What must be the same: all but the names, and the stop of a quoted sentence, which is nobody's word."""
    content = tuple(piece.rstrip(" .") for piece in claim.content)
    sources = tuple(source.text for source in claim.sources)
    return content, claim.cue, sources, claim.mode, claim.act, claim.certainty


def _named(source: str) -> Named:
    text, _, name = source.partition(" = ")
    return Named(text, name or None)


def _stance(place: str, stance: str) -> tuple[Mode, Act, Certainty]:
    words = stance.split()
    if len(words) != 3:
        raise WordListError(f"{place}: {stance!r}, expected three words: mode act certainty")
    for word, kind, name in zip(words, (Mode, Act, Certainty), ("mode", "act", "certainty"), strict=True):
        if word not in get_args(kind):
            raise WordListError(f"{place}: no {name} {word!r}; it is one of {', '.join(get_args(kind))}")
    return cast(tuple[Mode, Act, Certainty], tuple(words))
