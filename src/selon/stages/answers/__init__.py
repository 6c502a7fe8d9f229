"""Answers: what each denial, confirmation and refusal to comment is about, within the dispatch.

What is answered is a claim of somebody else's, or what the dispatch itself tells; every join has a score, and a reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from selon.languages.answers import load_answers, load_families
from selon.model import Answer, Claim
from selon.stages.answers.bearing import goes_on
from selon.stages.answers.ground import Ground, Reply, statements
from selon.stages.answers.matching import Match, lent, matches
from selon.stages.answers.replies import replies
from selon.stages.answers.rows import denying
from selon.stages.cast import Cast

DENIALS = 8  # replies that are looked back to
__all__ = ["answering", "find_answers"]


def find_answers(cast: Cast, claims: tuple[Claim, ...], lang: str = "fr") -> tuple[Answer, ...]:
    """Returns what is answered, in the order of those who answer, the likeliest of each first."""
    starts = [token.start for token in cast.parse.tokens]
    ground = Ground(cast.parse, cast, load_answers(lang), claims, starts, lang, load_families(lang))
    replying = list(replies(ground)) if claims else []
    told = statements(ground) if replying else []
    who = denying(replying)
    found = [(reply, matches(ground, reply, told, who)) for reply in replying]
    for i, (reply, likely) in enumerate(found):
        at = _goes_on_from(ground, [each for each, _ in found[max(0, i - DENIALS) : i]], reply)
        if at is not None:
            before, its = found[i - at]
            found[i - at] = before, its or lent(likely, "it is what the words that go on from it deny")
            found[i] = reply, likely or lent(its, "it goes on from the denial before it")
    return tuple(_answer(ground, reply, match) for reply, likely in found for match in likely)


def _goes_on_from(ground: Ground, before: Sequence[Reply], reply: Reply) -> int | None:
    """How many replies before it the denial is that a contrary goes on from, None for none."""
    return next((at for at, each in enumerate(reversed(before), 1) if goes_on(ground, reply, each)), None)


def _answer(ground: Ground, reply: Reply, match: Match) -> Answer:
    first, last = match.words
    start, end = ground.tokens[first].start, ground.tokens[last].end
    about = match.told.claim.id if match.told and match.told.claim else None
    return Answer(
        start, end, ground.parse.text[start:end], reply.claim.id, reply.kind, about, match.score, match.reason
    )


def answering(claims: tuple[Claim, ...], answers: tuple[Answer, ...]) -> tuple[Claim, ...]:
    """Returns the claims with the ids of those that they answer."""
    about: dict[str, dict[str, None]] = {}
    for answer in answers:
        if answer.about:
            about.setdefault(answer.claim, {})[answer.about] = None
    return tuple(replace(claim, answers=tuple(sorted(about.get(claim.id, ()), key=_number))) for claim in claims)


def _number(id: str) -> int:
    return int(id.lstrip("c"))
