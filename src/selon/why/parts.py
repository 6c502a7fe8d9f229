"""The parts of a finding, and what else there is to say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from selon.model import Claim, Count, Entity, Event, Finding, Name, Place, Reading, Span, Time


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


def spans(finding: Finding) -> Iterator[tuple[str, Span]]:
    """Yields the parts of a finding, each with what it is."""
    if isinstance(finding, Claim):
        yield from _claim_spans(finding)
    elif isinstance(finding, Event):
        yield from _event_spans(finding)
    elif isinstance(finding, Count):
        yield from _count_spans(finding)
    else:
        yield from _spans(finding)


def _claim_spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield from (("content", piece) for piece in claim.content)
    if claim.cue:
        yield "cue", claim.cue
    for source in claim.sources:
        label = "source" if source is claim.sources[-1] else "through"
        yield label, _span(source)


def _event_spans(event: Event) -> Iterator[tuple[str, Span]]:
    for telling in event.tellings:
        yield "words" if telling.status == event.status else telling.status, telling.trigger
    for role, participants in event.roles.items():
        for each in participants:
            yield role, _span(each)
    held = {"time": event.time, "place": event.place, "number": event.quantity, **event.casualties}
    yield from ((label, _span(part)) for label, part in held.items() if part)


def _count_spans(count: Count) -> Iterator[tuple[str, Span]]:
    yield "words", _span(count)
    held = {"subject": count.subject, "number": count.number, "window": count.window, "scope": count.scope}
    yield from ((label, _span(part)) for label, part in held.items() if part)


def _span(part: Spanned) -> Span:
    return Span(part.start, part.end, part.text)


def _spans(finding: Name | Time | Place) -> Iterator[tuple[str, Span]]:
    yield "words", _span(finding)
    if isinstance(finding, Time) and finding.anchor:
        yield "anchor", finding.anchor
    if isinstance(finding, Place) and finding.related:
        yield finding.relation or "related", finding.related


def notes(reading: Reading, finding: Finding) -> Iterator[tuple[str, str]]:
    """Yields what else there is to say of a finding, each with its label."""
    if isinstance(finding, Claim):
        yield from _claim_notes(reading, finding)
    elif isinstance(finding, Name):
        yield from _name_notes(reading, finding)
    elif isinstance(finding, Time):
        yield from _time_notes(finding)
    elif isinstance(finding, Place):
        yield from _place_notes(finding)
    elif isinstance(finding, Event):
        yield from _event_notes(finding)
    elif isinstance(finding, Count):
        yield from _count_notes(finding)


def _claim_notes(reading: Reading, claim: Claim) -> Iterator[tuple[str, str]]:
    """What it denies, confirms, or will not comment on, how likely, and why; who denies it."""
    for answer in reading.answers:
        if answer.claim == claim.id:
            told = answer.about or "the dispatch itself"
            yield VERBS[answer.kind], f"{told}: {answer.text} ({answer.score:g}: {answer.reason})"
        elif answer.about == claim.id:
            yield ANSWERED[answer.kind], answer.claim


VERBS = {"deny": "denies", "confirm": "confirms", "decline": "will not say"}
ANSWERED = {"deny": "denied by", "confirm": "confirmed by", "decline": "not said by"}


def _name_notes(reading: Reading, name: Name) -> Iterator[tuple[str, str]]:
    entities = {entity.id: entity for entity in reading.entities}
    yield "stands for", _entity(entities[name.entity])
    for other in name.others:
        yield "or else for", f"{_entity(entities[other])}: as compatible, and named farther off"


def _entity(entity: Entity) -> str:
    return f"{entity.name} ({entity.kind}{f', {entity.country}' if entity.country else ''})"


def _time_notes(time: Time) -> Iterator[tuple[str, str]]:
    yield "value", " ".join(filter(None, (time.type, time.value, time.mod)))
    if time.begins:
        yield "interval", f"{time.begins} to {time.ends}"
    if time.counted_from:
        yield "counted from", time.counted_from
    elif time.begins is None and time.type in ("DATE", "TIME"):
        yield "counted from", "no date: the dispatch gives none that this could be counted from"


def _place_notes(place: Place) -> Iterator[tuple[str, str]]:
    where = "" if place.latitude is None else f" at {place.latitude:.4f}, {place.longitude:.4f}"
    yield "place", f"{place.name}{f' ({place.country})' if place.country else ''}{where}, precision: {place.precision}"
    if place.geoname:
        yield "GeoNames", str(place.geoname)
    for other in place.others:
        at = "" if other.latitude is None else f" at {other.latitude:.2f}, {other.longitude:.2f}"
        yield "runner-up", f"{other.name}{f' ({other.country})' if other.country else ''}{at}"


def _event_notes(event: Event) -> Iterator[tuple[str, str]]:
    told = filter(None, (event.status, event.outcome, "background" if event.background else None))
    yield "told as", ", ".join(told)
    if event.plover:
        yield "PLOVER", " ".join((event.plover, *event.mode))
    yield "told by", ", ".join(dict.fromkeys(telling.claim or "the dispatch itself" for telling in event.tellings))


def _count_notes(count: Count) -> Iterator[tuple[str, str]]:
    if count.qualifier:
        yield "qualifier", count.qualifier
    yield "told by", count.claim or "the dispatch itself"
    if count.event:
        yield "counts", count.event
    if count.type:
        by = ", ".join(actor.name for actor in count.actors)
        yield (
            "what is counted",
            f"{count.type}{f' by {by}' if by else ''}{f', {count.outcome}' if count.outcome else ''}",
        )
