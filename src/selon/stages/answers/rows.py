"""Rows: whose words a reply may be about, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from selon.stages.answers.genres import accuses
from selon.stages.answers.ground import Ground, Reply, Statement
from selon.stages.answers.replies import is_anaphor, lemma_of, noun_for


class Row(NamedTuple):
    """The statements of others about a reply: before it and after it, the nearest first; `opens` whether the reply
    opens the dispatch, `noun` the word that stands for what it denies, `sides` who denies, `denials` their claims."""

    before: list[Statement]
    after: list[Statement]
    opens: bool
    noun: int | None
    stands: bool
    sides: frozenset[str]
    denials: frozenset[str]


class Denying(NamedTuple):
    """Who denies or declines in the dispatch, and the ids of the claims in which they do."""

    sides: frozenset[str]
    denials: frozenset[str]


def denying(replies: Sequence[Reply]) -> Denying:
    """Returns who denies or declines among those who reply."""
    plain = [each for each in replies if each.kind != "confirm"]
    return Denying(frozenset(each.speaker for each in plain) - {""}, frozenset(each.claim.id for each in plain))


def row_of(ground: Ground, reply: Reply, others: Sequence[Statement], denying: Denying) -> Row:
    """Returns the row of a reply: of a denial that is denied, the denials; else what the side that denies does not
    say."""
    sides, denials = denying
    noun = noun_for(ground, reply)
    if noun is not None and lemma_of(ground, noun) in ground.words.told_denying:
        could = [each for each in others if each.claim and each.claim.act == "deny"]
        sides, denials = frozenset(), frozenset()
    else:
        could = [each for each in others if _could_be_denied(ground, each, denying)]
    opening = next((s.i for s in ground.parse.sentences if s.paragraph is not None), 0)
    stands = noun is not None or reply.untrue or is_anaphor(ground, reply.first)
    before = [each for each in reversed(could) if each.first < reply.first]
    after = [each for each in could if each.first > reply.last]
    return Row(before, after, reply.sentence.i == opening, noun, stands, sides, denials)


def _could_be_denied(ground: Ground, told: Statement, denying: Denying) -> bool:
    """Whether it is told by another, or an accusation that is nobody's: "il est accusé de fraude"."""
    if told.claim is None:
        words = ground.tokens[told.first : told.last + 1]
        return any(token.pos == "VERB" and token.lemma in ground.words.accusing for token in words)
    return told.claim.id not in denying.denials and (told.speaker not in denying.sides or accuses(ground, told))
