"""An event in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from selon.languages.events import Frame
from selon.model import EventPlace, EventTime, Outcome, Participant, Quantity, Span, Status, Telling


@dataclass(slots=True)
class Found:
    """`at` is the word that told it first, `definite` whether that is a noun told as known ("cette visite"); `stated`
    are the claims that say it, and do not just take it for granted."""

    frame: Frame
    at: int
    trigger: Span
    roles: dict[str, tuple[Participant, ...]]
    time: EventTime | None
    place: EventPlace | None
    quantity: Quantity | None
    casualties: dict[str, Quantity]
    status: Status
    outcome: Outcome | None
    background: bool
    claim: str | None
    definite: bool
    stated: set[str] = field(default_factory=set)
    tellings: list[Telling] = field(default_factory=list)
