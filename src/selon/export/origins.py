"""Origins: the independent origins of an event → rows for JSON and CSV, and blocks for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.export.answers import Answer, Block
from selon.export.claims import line
from selon.questions.occasions import Disagreement, said
from selon.questions.origins import Origin, echoes
from selon.questions.origins.tellings import Told

SHOWN = 240  # characters of a sentence
ALARM = "echo alarm: all of it rests on one source that nobody names"


def answers(id: str, origins: Sequence[Origin]) -> Iterator[Answer]:
    """A row for each telling, under the number of its origin; `origins` is how many there are."""
    for number, origin in enumerate(origins, 1):
        for told, reason in zip(origin.tellings, origin.reasons, strict=True):
            yield {
                "event": id,
                "origins": len(origins),
                "echo": int(echoes(origins)),
                "origin": number,
                "unnamed": int(origin.unnamed),
                "id": told.happening.name,
                "sent": told.sent,
                "agency": told.agency,
                "cites": cites(told),
                "reason": reason,
                "words": told.words,
                "path": told.path,
                "dispatch": told.id if told.dispatch is not None else None,
                "start": told.start,
                "end": told.end,
            }


def cites(told: Told) -> str | None:
    """ "Interfax → Olga Sourkova"; None for its own voice."""
    return " → ".join(source.name for source in told.chain) or None


def blocks(id: str, origins: Sequence[Origin], disagreements: Sequence[Disagreement]) -> Iterator[Block]:
    """How many there are, a block each, and where they disagree."""
    tellings = sum(len(origin.tellings) for origin in origins)
    heading = f"{id}: {_many(len(origins), 'independent origin')} of {_many(tellings, 'telling')}"
    yield heading, [("alarm", ALARM)] if echoes(origins) else []
    for number, origin in enumerate(origins, 1):
        facts = [fact for pair in zip(origin.tellings, origin.reasons, strict=True) for fact in _facts(*pair)]
        yield f"origin {number}{' (unnamed)' if origin.unnamed else ''}", facts
    if disagreements:
        yield "the tellings disagree", [(it.what, said(it)) for it in disagreements]


def _facts(told: Told, reason: str | None) -> Iterator[tuple[str, str]]:
    """Who tells it, whom it cites, in what words, and why it is of the same origin."""
    desk = told.agency or told.path
    yield (
        told.sent or "",
        f"{told.happening.name}  {desk}, {cites(told) or 'in its own voice'}: {line(told.words, SHOWN)}",
    )
    if reason:
        yield "", f"same origin: {reason}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
