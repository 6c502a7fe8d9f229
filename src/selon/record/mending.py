"""Mending: claims as a person put them right. What the machine found stays; wherever the record shows, searches or
exports a claim that somebody mended, it has the content or the speaker that they gave it."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple, get_args

import msgspec
from msgspec.structs import replace

from selon.model import Claim, Entity, Name, Reading, Reference, Source, Span
from selon.model.findings import EntityKind, SourceKind
from selon.wire.errors import InputError

MENDED = "mended"
LONGEST = 5000  # characters of the words that are given
# What a source is of whom an entity is, where the two lists of kinds differ: a place that speaks is its government.
KINDS: dict[EntityKind, SourceKind] = {"group": "people", "location": "government"}


class Found(NamedTuple):
    """What the machine found: the ends of the content, and `identity` (`judgements.identity`), who says it and how."""

    start: int
    end: int
    identity: str


class Mend(msgspec.Struct, frozen=True):
    """What is kept of a mend, as JSON in `judgements.other`: the claim as it was found, and the content and the source
    that it has instead, None for what stays; `unsourced` where it is nobody's."""

    start: int
    end: int
    identity: str
    content: tuple[int, int] | None = None
    source: Source | None = None
    unsourced: bool = False


def identity_of(claim: Claim) -> str:
    """Zakharova|deny|certain, as `record.selects` makes it of a row."""
    return f"{claim.sources[-1].name if claim.sources else ''}|{claim.act}|{claim.certainty}"


def found_as(claim: Claim) -> Found:
    return Found(claim.content[0].start, claim.content[-1].end, identity_of(claim))


def found_identity(other: str) -> str:
    """Returns who said it and how before, of what `judgements.other` keeps of a mend."""
    return msgspec.json.decode(other, type=Mend).identity


def mended(db: sqlite3.Connection, found: Reading) -> Reading:
    """Returns a reading with the claims that people mended as they are now: of several mends of one the latest counts,
    and one of what is no longer found so is passed over."""
    mends = _mends(db, found.dispatch.id)
    if not mends:
        return found
    pairs = ((claim, mends.get(found_as(claim))) for claim in found.claims)
    return replace(found, claims=tuple(mend_claim(found, claim, mend) if mend else claim for claim, mend in pairs))


def _mends(db: sqlite3.Connection, dispatch: str) -> dict[Found, Mend]:
    query = "SELECT other FROM judgements WHERE target = ? AND kind = ? AND undone IS NULL ORDER BY id"
    mends = (msgspec.json.decode(other, type=Mend) for (other,) in db.execute(query, (dispatch, MENDED)))
    return {Found(mend.start, mend.end, mend.identity): mend for mend in mends}


def earlier_mend(db: sqlite3.Connection, dispatch: str, claim: Claim) -> Mend:
    """Returns the mend that holds of a claim, as the machine found it; one that changes nothing where there is none."""
    return _mends(db, dispatch).get(found_as(claim), Mend(*found_as(claim)))


def make_mend(reading: Reading, claim: Claim, earlier: Mend, words: str | None, speaker: str | None) -> Mend:
    """Returns the mend of a claim, as the machine found it, to have those words of the dispatch as its content, and to
    be said by whom `speaker` names, by a name or by words that stand in the dispatch; "" is nobody, and None leaves it
    as the earlier mend has it.

    Raises InputError for what does not stand there, and for a mend that changes nothing.
    """
    near = claim.content[0].start
    content, source, unsourced = earlier.content, earlier.source, earlier.unsourced
    if words is not None:
        span = _words(reading, words, near)
        content = None if claim.content == (span,) else (span.start, span.end)
    if speaker is not None:
        source = _other_source(reading, claim, speaker) if speaker else None
        unsourced = not speaker and bool(claim.sources)
    mend = Mend(*found_as(claim), content, source, unsourced)
    if mend == earlier:
        raise InputError(claim.id, "is so already; give other words, or another speaker")
    if mend == Mend(*found_as(claim)):
        raise InputError(claim.id, "would be as it was found; undo the judgement that mended it")
    return mend


def mend_claim(reading: Reading, claim: Claim, mend: Mend) -> Claim:
    """Returns the claim as it is once mended."""
    if mend.content:
        start, end = mend.content
        claim = replace(claim, content=(Span(start, end, reading.dispatch.text[start:end]),))
    if mend.unsourced:
        return replace(claim, sources=())
    return replace(claim, sources=(*claim.sources[:-1], mend.source)) if mend.source else claim


def _other_source(reading: Reading, claim: Claim, speaker: str) -> Source | None:
    """Whom the words name, None where the claim is theirs as it was found."""
    found = claim.sources[-1].name if claim.sources else None
    source = _source(reading, speaker, claim.content[0].start) if speaker.strip() != found else None
    return source if source and source.name != found else None


def _words(reading: Reading, words: str, near: int) -> Span:
    """The words as they stand in the text, whatever blanks are between them; of several places the nearest."""
    if len(words) > LONGEST:
        raise InputError(f"{words[:40]}…", f"is too long; give {LONGEST} characters at most")
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [match.span() for match in re.finditer(pattern, reading.dispatch.text)] if pattern else []
    if not found:
        raise InputError(words or '""', "does not stand in that dispatch; give its own words")
    start, end = min(found, key=lambda span: abs(span[0] - near))
    return Span(start, end, reading.dispatch.text[start:end])


def _source(reading: Reading, speaker: str, near: int) -> Source:
    """Who it is: an entity by its name, where it is mentioned nearest; else the words, and the entity they stand for.
    As in what the machine finds, a body keeps the name that the words give it (Maison Blanche), a person the fullest.
    """
    entities = {entity.id: entity for entity in reading.entities}
    mentions: list[Name | Reference] = [*reading.names, *reading.references]
    named = [each for each in mentions if entities[each.entity].name.casefold() == speaker.strip().casefold()]
    if named:
        nearest = min(named, key=lambda each: (each not in reading.names, abs(each.start - near)))
        return _entity_source(Span(nearest.start, nearest.end, nearest.text), entities[nearest.entity])
    span = _words(reading, speaker, near)
    meant = next((each for each in mentions if (each.start, each.end) == (span.start, span.end)), None)
    if meant is None:
        return Source(span.start, span.end, span.text, span.text, None)
    source = _entity_source(span, entities[meant.entity])
    full = source.kind == "person" or isinstance(meant, Reference)
    return source if full else replace(source, name=span.text)


def _entity_source(span: Span, entity: Entity) -> Source:
    kind = entity.kind if entity.kind in get_args(SourceKind) else KINDS[entity.kind]
    return Source(span.start, span.end, span.text, entity.name, kind, entity.id)  # type: ignore[arg-type]
