"""Matching: what a reply is about, with how likely that is, and why.

An agency tells what is denied before the denial, in the mouth of another; where the denial opens the dispatch, right
after it. So the statements of others stand in a row, the nearest first; what they tell, and of whom, decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from selon.stages.answers.bearing import bears_out
from selon.stages.answers.genres import accuses, is_of_its_genre
from selon.stages.answers.ground import Ground, Reply, Statement, Words, tells
from selon.stages.answers.likeness import shared
from selon.stages.answers.reasons import start_of, why
from selon.stages.answers.rows import Denying, Row, row_of
from selon.stages.answers.scoring import score

FAR = 12  # sentences between a reply and what it is about
ENOUGH = 0.34  # the least score
BESIDE = 0.12  # how near the best another must be
ALSO, ALSO_LIKE = 2, 0.3  # sentences apart, share of words, of what tells the same once more
GOING_ON = 0.5  # the most of what the denial before is about
WHICH = frozenset(("laquelle", "lequel", "lesquelles", "lesquels"))
MOST = 3  # statements that a reply is about


class Match(NamedTuple):
    """A statement that is answered, or a stretch of words that is its own (None)."""

    words: Words
    told: Statement | None
    score: float
    reason: str


def matches(ground: Ground, reply: Reply, told: Sequence[Statement], denying: Denying) -> list[Match]:
    """Returns what the reply is about, the likeliest first; `told` in the order of the text."""
    low = bisect_left(told, reply.sentence.i - FAR, key=lambda each: each.sentence.i)
    high = bisect_right(told, reply.sentence.i + FAR, key=lambda each: each.sentence.i)
    others = [cut for each in told[low:high] if (cut := _without_reply(ground, reply, each)) is not None]
    row = row_of(ground, reply, others, denying)
    if own := _same_words(ground, reply, others) or _told_by_noun(ground, reply, others, row.noun):
        return own
    scored = [(score(ground, reply, each, row), each) for each in others]
    likely = [pair for pair in scored if pair[0] >= ENOUGH and bears_out(ground, reply, pair[1], row)]
    found = [_match(ground, reply, each, row, likelihood) for likelihood, each in likely]
    found.sort(key=lambda match: (-match.score, match.words))
    best = [match for match in found if match.score >= found[0].score - BESIDE][:MOST]
    return [*best, *_also(ground, reply, best, others, row)][:MOST] if best else []


def lent(likely: Sequence[Match], reason: str) -> list[Match]:
    """What one reply is about, as that of another."""
    return [match._replace(score=min(match.score, GOING_ON), reason=reason) for match in likely]


def _without_reply(ground: Ground, reply: Reply, told: Statement) -> Statement | None:
    """The statement, less the words of the reply itself; None for what the same speaker says."""
    if told.claim is reply.claim:
        return None
    if told.claim is not None:
        same = told.speaker and told.speaker == reply.speaker
        return None if same and (reply.kind != "confirm" or told.sentence.i != reply.sentence.i) else told
    begins = min(reply.at, reply.first, reply.source)
    if told.last < begins or told.first > max(reply.last, reply.at):
        return told
    last = begins - 1
    if not tells(ground, told.first, last):
        return None
    if ground.lower(reply.at - 1) == "qui" and not accuses(ground, told):
        return None  # "Paris a reçu un émissaire, qui nie P"; but "des attaques attribuées à Téhéran, qui nie P"
    stems, entities, countries = ground.of(told.first, last)
    return told._replace(last=last, stems=stems, entities=entities, countries=countries)


def _same_words(ground: Ground, reply: Reply, told: Iterable[Statement]) -> list[Match]:
    """P, affirme X, ce que dément Y: the words denied are those of another claim, or the dispatch's own beside it."""
    for each in told:
        both = min(each.last, reply.last) - max(each.first, reply.first) + 1
        if each.claim and 2 * both >= (each.last - each.first) + (reply.last - reply.first) + 2 - both:
            return [Match((each.first, each.last), each, 1.0, "the same words, which another claims")]
    if reply.claim.made.construction == "said_of_the_clause":
        return [Match((reply.first, reply.last), None, 0.95, "the clause that it stands beside")]
    return []


def _told_by_noun(ground: Ground, reply: Reply, told: Iterable[Statement], noun: int | None) -> list[Match]:
    """La rumeur selon laquelle P a été démentie: the noun that is denied tells P itself."""
    if noun is None:
        return []
    at = next((i for i in range(noun + 1, min(noun + FAR, reply.sentence.last)) if ground.lower(i + 1) in WHICH), None)
    if at is None or any(token.pos == "VERB" for token in ground.tokens[noun:at]):
        return []
    first, last = at + 2, reply.last if reply.last > at + 2 else max(reply.at - 1, at + 2)
    about = next((each for each in told if each.claim and each.first == first), None)
    return [Match((first, about.last if about else last), about, 0.95, "the noun that stands for it tells it")]


def _match(ground: Ground, reply: Reply, told: Statement, row: Row, likelihood: float) -> Match:
    return Match((told.first, told.last), told, likelihood, why(ground, reply, told, row))


def _also(ground: Ground, reply: Reply, best: Sequence[Match], others: Iterable[Statement], row: Row) -> list[Match]:
    """What tells the same as the first, right beside it: "de telles intentions" → the two just told."""
    first = best[0].told if best else None
    taken = {match.words for match in best}
    found = []
    for each in others if first else ():
        words = (each.first, each.last)
        if first is None or each.claim is None or each.claim.id in row.denials or words in taken:
            continue
        share = max(shared(ground, words, best[0].words), shared(ground, best[0].words, words))
        several = row.noun is not None and ground.tokens[row.noun].morph.number == "Plur"
        alike = several and share > 0 and all(is_of_its_genre(ground, reply, it, row.noun) for it in (first, each))
        if abs(first.sentence.i - each.sentence.i) <= ALSO and (share >= ALSO_LIKE or alike):
            likelihood = round(min(best[0].score, 0.4 + share / 3), 2)
            found.append(Match(words, each, likelihood, f"it tells the same as “{start_of(ground, first)}”"))
    return found
