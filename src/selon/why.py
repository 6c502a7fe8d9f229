"""How a finding was made: the construction with its example, the line of the word list, the spans."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from selon.languages.loader import FOLDER
from selon.model import Claim, Entity, Finding, Name, Place, Reading, Span, Time
from selon.stages.claims import CONSTRUCTIONS as CLAIMS
from selon.stages.names.constructions import CONSTRUCTIONS as NAMES
from selon.stages.places.constructions import CONSTRUCTIONS as PLACES
from selon.stages.times import CONSTRUCTIONS as TIMES

CONSTRUCTIONS: dict[type[Finding], Mapping[str, Callable[..., object]]] = {
    Claim: CLAIMS,
    Name: NAMES,
    Time: TIMES,
    Place: PLACES,
}


@dataclass(frozen=True)
class Explanation:
    """What made a finding.

    `example` is what the construction is there for, in a sentence or two; `entry` names a line of a word list
    (`fr/verbs.tsv:31`) and `line` is that line, both None where no listed word was needed; `spans` are the finding's
    parts, each with what it is ("content", "cue", "through", "source"); `notes` what else there is to say of it, each
    with its label: whom a name stands for, and whom it could stand for as well.
    """

    construction: str
    example: str
    entry: str | None
    line: str | None
    spans: tuple[tuple[str, Span], ...]
    notes: tuple[tuple[str, str], ...] = ()


def explain(reading: Reading, finding: Finding) -> Explanation:
    """Returns how a claim, a name, a time or a place of the reading was found. Raises ValueError for one that is not
    the reading's."""
    if finding not in (*reading.claims, *reading.names, *reading.times, *reading.places):
        raise ValueError(f"{reading.dispatch.path}: {_called(finding)} is not of this reading")
    name, entry = finding.made.construction, finding.made.entry
    return Explanation(
        name.replace("_", " "),
        example(type(finding), name),
        entry,
        entry and entry_line(entry),
        tuple(_claim_spans(finding) if isinstance(finding, Claim) else _spans(finding)),
        tuple(_notes(reading, finding)),
    )


def example(sort: type[Finding], construction: str) -> str:
    """Returns the sentences that a construction's docstring opens with; "" for one that selon lacks by now."""
    function = CONSTRUCTIONS[sort].get(construction)
    text = inspect.getdoc(function) if function else None
    return " ".join((text or "").split("\n\n")[0].split())


def entry_line(entry: str) -> str | None:
    """Returns the line of a word list that `entry` names (`fr/verbs.tsv:31`, or `./my.tsv:2` of a person's own), a dot
    between its fields; None for what is no line of a text file, or of one that has changed since."""
    name, _, number = entry.rpartition(":")
    path = Path(name) if name.startswith(".") else FOLDER / name
    if path.suffix == ".sqlite":
        return None
    try:
        line = path.read_text(encoding="utf-8-sig").splitlines()[int(number) - 1]
    except (OSError, ValueError, IndexError):
        return None
    return " · ".join(field.strip() for field in line.split("\t") if field.strip())


def _called(finding: Finding) -> str:
    return f"claim {finding.id}" if isinstance(finding, Claim) else repr(finding.text)


def _claim_spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield from (("content", piece) for piece in claim.content)
    if claim.cue:
        yield "cue", claim.cue
    for source in claim.sources:
        label = "source" if source is claim.sources[-1] else "through"
        yield label, Span(source.start, source.end, source.text)


def _spans(finding: Name | Time | Place) -> Iterator[tuple[str, Span]]:
    yield "words", Span(finding.start, finding.end, finding.text)
    if isinstance(finding, Time) and finding.anchor:
        yield "anchor", finding.anchor
    if isinstance(finding, Place) and finding.related:
        yield finding.relation or "related", finding.related


def _notes(reading: Reading, finding: Finding) -> Iterator[tuple[str, str]]:
    if isinstance(finding, Name):
        yield from _name_notes(reading, finding)
    elif isinstance(finding, Time):
        yield from _time_notes(finding)
    elif isinstance(finding, Place):
        yield from _place_notes(finding)


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
