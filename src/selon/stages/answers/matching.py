"""Matching: what a reply is about, with how likely that is, and why.

An agency tells what is denied before the denial, in the mouth of another; where the denial opens the dispatch, right
after it. So the statements of others stand in a row, the nearest first; what they tell, and of whom, decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from selon.stages.answers.genres import is_of_its_genre, speaks_of
from selon.stages.answers.ground import Ground, Reply, Statement, Words
from selon.stages.answers.likeness import covered, shared
from selon.stages.answers.replies import is_anaphor, lemma_of, noun_for

FAR = 12  # sentences between a reply and what it is about
RANKS = (0.42, 0.34, 0.28, 0.2)  # how likely the last, the last but one ... told before it by another is
OPENING = (0.38, 0.34, 0.28, 0.2)  # the same of what is told after a reply that opens the dispatch
AFTER = 0.1  # of what is told after another reply
OWN, OWN_NEAR, OWN_BEFORE = 0.05, 0.25, 0.45  # of what the dispatch tells: right before the reply, in its sentence
PLACE = 0.8  # how much of that counts where the reply tells what it denies
GENRE, SPOKEN_OF = 0.2, 0.12
QUOTED = -0.05  # of a quotation: an accusation is told in the agency's words more often
DENIED, SIDE = -0.4, -0.25  # of what is a denial itself; of what the denier's side says
LIKE, NEAR, USUAL = 0.5, 0.4, 0.35  # of what tells the same in the same words; in words nearer in meaning than usual
UNLIKE = -0.15  # of what has no word of those that say which accusation is meant
ENOUGH = 0.34  # the least score
SAME, CLOSE = 0.33, 0.5  # shares of words that bear out a contrary: the same ones, those near in meaning
BESIDE = 0.12  # how near the best another must be
ALSO, ALSO_LIKE = 2, 0.3  # sentences apart, share of words, of what tells the same once more
MOST = 3  # statements that a reply is about


class Match(NamedTuple):
    """A statement that is answered, or a stretch of words that is its own (None)."""

    words: Words
    told: Statement | None
    score: float
    reason: str


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


def matches(ground: Ground, reply: Reply, told: Sequence[Statement], denying: Denying) -> list[Match]:
    """Returns what the reply is about, the likeliest first; `told` in the order of the text."""
    low = bisect_left(told, reply.sentence.i - FAR, key=lambda each: each.sentence.i)
    high = bisect_right(told, reply.sentence.i + FAR, key=lambda each: each.sentence.i)
    others = [cut for each in told[low:high] if (cut := _without_reply(ground, reply, each)) is not None]
    if own := _same_words(ground, reply, others):
        return own
    row = _row(ground, reply, others, denying)
    scored = [(_score(ground, reply, each, row), each) for each in others]
    likely = [pair for pair in scored if pair[0] >= ENOUGH and _bears_out(ground, reply, pair[1])]
    found = [_match(ground, reply, each, row, score) for score, each in likely]
    found.sort(key=lambda match: (-match.score, match.words))
    best = [match for match in found if match.score >= found[0].score - BESIDE][:MOST]
    return [*best, *_also(ground, reply, best, others, row)][:MOST] if best else []


def _bears_out(ground: Ground, reply: Reply, told: Statement) -> bool:
    """Whether the words bear it out, where nothing else tells that the reply denies: "aucun avion n'a décollé"."""
    if reply.kind != "deny" or reply.claim.act == "deny" or reply.untrue:
        return True
    mine, theirs = (reply.first, reply.last), (told.first, told.last)
    return shared(ground, mine, theirs) >= SAME or covered(ground, mine, theirs) >= CLOSE


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
    if begins - told.first < 4:
        return None
    last = begins - 1
    stems, entities, countries = ground.of(told.first, last)
    return told._replace(last=last, stems=stems, entities=entities, countries=countries)


def _row(ground: Ground, reply: Reply, others: Sequence[Statement], denying: Denying) -> Row:
    sides, denials = denying
    could = [each for each in others if each.claim and each.claim.id not in denials and each.speaker not in sides]
    opening = next((s.i for s in ground.parse.sentences if s.paragraph is not None), 0)
    noun = noun_for(ground, reply)
    stands = noun is not None or reply.untrue or is_anaphor(ground, reply.first)
    before = [each for each in reversed(could) if each.first < reply.first]
    after = [each for each in could if each.first > reply.last]
    return Row(before, after, reply.sentence.i == opening, noun, stands, sides, denials)


def _same_words(ground: Ground, reply: Reply, told: Iterable[Statement]) -> list[Match]:
    """P, affirme X, ce que dément Y: the words denied are those of another claim, or the dispatch's own beside it."""
    for each in told:
        both = min(each.last, reply.last) - max(each.first, reply.first) + 1
        if each.claim and 2 * both >= (each.last - each.first) + (reply.last - reply.first) + 2 - both:
            return [Match((each.first, each.last), each, 1.0, "the same words, which another claims")]
    if reply.claim.made.construction == "said_of_the_clause":
        return [Match((reply.first, reply.last), None, 0.95, "the clause that it stands beside")]
    return []


def _score(ground: Ground, reply: Reply, told: Statement, row: Row) -> float:
    score = _place(reply, told, row)
    if not (row.stands or (row.opens and told in row.after)):
        score *= PLACE
    if told.claim is not None:
        score += QUOTED if told.claim.mode == "direct" else 0.0
        score += DENIED if told.claim.id in row.denials else SIDE if told.speaker in row.sides else 0.0
    if row.stands and is_of_its_genre(ground, reply, told, row.noun):
        score += GENRE
    if speaks_of(reply, told):
        score += SPOKEN_OF
    return round(max(0.0, min(score + _alike(ground, reply, told, row), 0.99)), 2)


def _place(reply: Reply, told: Statement, row: Row) -> float:
    """By where it stands."""
    if told in row.before:
        return RANKS[min(row.before.index(told), len(RANKS) - 1)]
    if told in row.after:
        at = min(row.after.index(told), len(OPENING) - 1)
        return OPENING[at] if row.opens or not row.before else AFTER
    if told.claim is None:
        apart = reply.sentence.i - told.sentence.i
        return OWN_BEFORE if apart == 0 and told.last < reply.at else OWN_NEAR if apart == 1 else OWN
    return 0.3


def _alike(ground: Ground, reply: Reply, told: Statement, row: Row) -> float:
    """By the words: those of the reply, less the noun that stands for what was told."""
    mine, theirs = _own_words(ground, reply, row), (told.first, told.last)
    if reply.untrue or mine[0] > mine[1] or not ground.stems(*mine):
        return 0.0
    same, near = shared(ground, mine, theirs), covered(ground, mine, theirs)
    if row.stands:
        return LIKE * same or UNLIKE
    return LIKE * same + NEAR * max(0.0, near - USUAL)


def _own_words(ground: Ground, reply: Reply, row: Row) -> Words:
    """The words that tell what is denied; after a noun that stands for it, those of its phrase."""
    if row.noun is None:
        return reply.first, reply.last
    commas = (i for i in range(row.noun, reply.last + 1) if ground.lower(i) == ",")
    return row.noun + 1, next(commas, reply.last + 1) - 1


def _match(ground: Ground, reply: Reply, told: Statement, row: Row, score: float) -> Match:
    return Match((told.first, told.last), told, score, _why(ground, reply, told, row))


def _why(ground: Ground, reply: Reply, told: Statement, row: Row) -> str:
    """ "“ces accusations” stands for what was told before it by another, and speaks of Moscou" """
    where = "before" if told.first < reply.first else "after"
    who = "by another" if told.claim else "by the dispatch itself"
    of = f", and speaks of {reply.speaker}" if speaks_of(reply, told) else ""
    if row.stands:
        last = row.noun if row.noun is not None else min(reply.last, reply.first + 4)
        said = ground.parse.text[ground.starts[reply.first] : ground.tokens[last].end]
        genre = lemma_of(ground, row.noun) if row.noun is not None else None
        kind = f", as {genre} does" if genre and is_of_its_genre(ground, reply, told, row.noun) else ""
        return f"“{said}” stands for what was told {where} it {who}{kind}{of}"
    words = sorted(ground.stems(reply.first, reply.last) & told.stems)
    same = f" in the same words ({', '.join(words[:4])}…)" if words else ""
    return f"it was told {where} it {who}{same}{of}"


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
            score = round(min(best[0].score, 0.4 + share / 3), 2)
            found.append(Match(words, each, score, f"it tells the same as “{_start(ground, first)}”"))
    return found


def _start(ground: Ground, told: Statement) -> str:
    last = min(told.last, told.first + 5)
    return ground.parse.text[ground.starts[told.first] : ground.tokens[last].end] + ("…" if last < told.last else "")
