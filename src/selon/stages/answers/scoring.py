"""Scoring: how likely a reply is about a statement, by where that stands, who tells it, of whom, and in what words."""

from __future__ import annotations

from selon.stages.answers.genres import accuses, is_of_its_genre, said_by, speaks_of
from selon.stages.answers.ground import Ground, Reply, Statement, Words
from selon.stages.answers.likeness import covered, shared
from selon.stages.answers.replies import is_anaphor, lemma_of
from selon.stages.answers.rows import Row

RANKS = (0.42, 0.34, 0.28, 0.2)  # how likely the last, the last but one ... told before it by another is
OPENING = (0.38, 0.34, 0.28, 0.2)  # the same of what is told after a reply that opens the dispatch
AFTER = 0.1  # of what is told after another reply
OWN, OWN_NEAR, OWN_BEFORE = 0.05, 0.25, 0.45  # of what the dispatch tells: right before the reply, in its sentence
OWN_CONFIRMED = 0.38  # of what it tells right before a confirmation, which an agency gives after the news
ELSEWHERE = 0.3  # of what is told in none of these places
PLACE = 0.8  # how much of that counts where the reply tells what it denies
GENRE, NEAREST = 0.2, 0.07  # of what is of the noun's kind; where that means what was said last
ACCUSING, SPOKEN_OF = 0.08, 0.12
BESIDE_IT = 0.25  # of what is told in the sentence of the reply: "P, confirmant une information du Monde"
QUOTED = -0.05  # of a quotation: an accusation is told in the agency's words more often
DENIED, SIDE = -0.4, -0.25  # of what is a denial itself; of what the denier's side says
LIKE, NEAR, USUAL = 0.5, 0.4, 0.35  # of what tells the same in the same words; in words nearer in meaning than usual
BY = 0.2  # of what is told by whom the reply names
UNLIKE = -0.15  # of what has no word of those that say which accusation is meant


def score(ground: Ground, reply: Reply, told: Statement, row: Row) -> float:
    """Returns how likely it is, 0 to 0.99."""
    found = _place(reply, told, row)
    if not (row.stands or (row.opens and told in row.after)):
        found *= PLACE
    found += _by_whom(ground, reply, told, row) + alike(ground, reply, told, row)
    if row.stands and is_of_its_genre(ground, reply, told, row.noun):
        found += NEAREST if _means_the_nearest(ground, reply, row) else GENRE
    if speaks_of(reply, told):
        found += SPOKEN_OF
    return round(max(0.0, min(found, 0.99)), 2)


def _means_the_nearest(ground: Ground, reply: Reply, row: Row) -> bool:
    """ "ces propos", "cette information": what was said last, whoever said it."""
    lemma = lemma_of(ground, row.noun) if row.noun is not None else None
    return lemma in ground.words.told_reporting and is_anaphor(ground, reply.first)


def _by_whom(ground: Ground, reply: Reply, told: Statement, row: Row) -> float:
    """By the claim that tells it: a quotation, a denial, the denier's side, an accusation, one of its sentence."""
    if told.claim is None:
        return 0.0
    accusing = accuses(ground, told)
    found = QUOTED if told.claim.mode == "direct" else 0.0
    if told.claim.id in row.denials:
        found += DENIED
    elif told.speaker in row.sides and not accusing:
        found += SIDE
    if accusing and reply.kind == "deny" and not row.stands:
        found += ACCUSING
    beside = told.sentence.i == reply.sentence.i and told.first < reply.at
    return found + (BESIDE_IT if beside and row.stands else 0.0)


def _place(reply: Reply, told: Statement, row: Row) -> float:
    """By where it stands."""
    if told in row.before:
        return RANKS[min(row.before.index(told), len(RANKS) - 1)]
    if told in row.after:
        at = min(row.after.index(told), len(OPENING) - 1)
        return OPENING[at] if row.opens or not row.before else AFTER
    if told.claim is None:
        apart = reply.sentence.i - told.sentence.i
        near = OWN_CONFIRMED if reply.kind == "confirm" else OWN_NEAR
        return OWN_BEFORE if apart == 0 and told.last < reply.at else near if apart == 1 else OWN
    return ELSEWHERE


def alike(ground: Ground, reply: Reply, told: Statement, row: Row) -> float:
    """Returns how far the words tell it: those of the reply, less the noun that stands for what was told."""
    mine, theirs = _own_words(ground, reply, row), (told.first, told.last)
    if reply.untrue or mine[0] > mine[1] or not ground.stems(*mine):
        return 0.0
    same = shared(ground, mine, theirs)
    if row.stands:
        by = ground.words.told_accusing | ground.words.told_reporting  # "de Paris" tells by whom, not of what
        unlike = 0.0 if row.noun is not None and lemma_of(ground, row.noun) in by else UNLIKE
        return BY if said_by(ground, told, *mine) else LIKE * same or unlike
    return LIKE * same + NEAR * max(0.0, covered(ground, mine, theirs) - USUAL)


def _own_words(ground: Ground, reply: Reply, row: Row) -> Words:
    """The words that tell what is denied; after a noun that stands for it, those of its complement: "les accusations
    de Paris", none in "cette information dans un entretien"."""
    if row.noun is None:
        return reply.first, reply.last
    at = row.noun + 1
    while at < reply.last and ground.tokens[at].pos == "ADJ":
        at += 1
    if ground.lower(at) not in ground.words.complements or lemma_of(ground, row.noun) in ground.words.told_matter:
        return at, at - 1
    commas = (i for i in range(at, reply.last + 1) if ground.lower(i) == ",")
    return at, next(commas, reply.last + 1) - 1
