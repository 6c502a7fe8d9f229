"""How a finding was made: the construction with its example, the line of the word list, the spans."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from selon.model import Claim, Count, Event, Finding, Name, Place, Reading, Span, Time
from selon.stages.claims import CONSTRUCTIONS as CLAIMS
from selon.stages.counts import CONSTRUCTIONS as COUNTS
from selon.stages.events.statements import CONSTRUCTIONS as STATEMENTS
from selon.stages.names.constructions import CONSTRUCTIONS as NAMES
from selon.stages.places.constructions import CONSTRUCTIONS as PLACES
from selon.stages.times import CONSTRUCTIONS as TIMES
from selon.why.entries import entry_line, first_example
from selon.why.parts import notes, spans

__all__ = ["CONSTRUCTIONS", "Explanation", "entry_line", "example", "explain"]

CONSTRUCTIONS: dict[type[Finding], Mapping[str, Callable[..., object]]] = {
    Claim: CLAIMS,
    Name: NAMES,
    Time: TIMES,
    Place: PLACES,
    Event: STATEMENTS,
    Count: COUNTS,
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
    """Returns how a finding of the reading was made. Raises ValueError for one that is not the reading's."""
    if not any(finding in sort for sort in _findings(reading)):
        raise ValueError(f"{reading.dispatch.path}: {_called(finding)} is not of this reading")
    name, entry = finding.made.construction, finding.made.entry
    return Explanation(
        name.replace("_", " "),
        example(type(finding), name) or first_example(entry),
        entry,
        entry and entry_line(entry),
        tuple(spans(finding)),
        tuple(notes(reading, finding)),
    )


def _findings(reading: Reading) -> tuple[tuple[Finding, ...], ...]:
    return reading.claims, reading.names, reading.times, reading.places, reading.events, reading.counts


def example(sort: type[Finding], construction: str) -> str:
    """Returns the sentences that a construction's docstring opens with; "" for one that selon lacks by now."""
    function = CONSTRUCTIONS[sort].get(construction)
    text = inspect.getdoc(function) if function else None
    return " ".join((text or "").split("\n\n")[0].split())


def _called(finding: Finding) -> str:
    if isinstance(finding, Claim | Event):
        return f"{type(finding).__name__.lower()} {finding.id}"
    return repr(finding.text)
