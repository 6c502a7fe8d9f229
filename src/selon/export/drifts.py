"""Drifts: what became of claims from one version to another → rows of an answer."""

from __future__ import annotations

from selon.export.answers import Answer
from selon.export.claims import content, who
from selon.model import Claim, Event, Reading, Span
from selon.questions.drift import Change, Told
from selon.record.lookup import SHOWN


def answer(earlier: Reading, later: Reading, change: Change) -> Answer:
    """One change: what was told before and after, where, and by whom."""
    return {
        "kind": change.kind,
        "who": _who(change.later) or _who(change.earlier),
        "before": change.before,
        "after": change.after,
        "reason": change.reason,
        **_side("earlier", earlier, change.earlier),
        **_side("later", later, change.later),
    }


def _who(told: Told | None) -> str | None:
    return (who(told) or None) if isinstance(told, Claim) else None


def _side(name: str, reading: Reading, told: Told | None) -> dict[str, str | int | None]:
    """What one of the two tells, and where it stands."""
    dispatch = reading.dispatch
    id = f"{dispatch.id[:SHOWN]}:{told.id}" if isinstance(told, (Claim, Event)) else None
    start, end, words = _words(told) if told else (None, None, None)
    return {
        f"{name}_id": id,
        f"{name}_content": words,
        f"{name}_start": start,
        f"{name}_end": end,
        f"{name}_path": dispatch.path,
        f"{name}_dispatch": dispatch.id,
        f"{name}_sent": dispatch.sent,
    }


def _words(told: Told) -> tuple[int, int, str]:
    if isinstance(told, Claim):
        return told.content[0].start, told.content[-1].end, content(told)
    span = told if isinstance(told, Span) else told.trigger
    return span.start, span.end, span.text
