"""Matching: what a reply is about, with how likely that is, and why.

An agency tells what is denied before the denial, in the mouth of another; where the denial opens the dispatch, right
after it. So the statements of others stand in a row, the nearest first; what they tell, and of whom, decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from selon.stages.answers.genres import is_of_its_genre, said_by, speaks_of
from selon.stages.answers.ground import SHORTEST, Ground, Reply, Statement, Words
from selon.stages.answers.likeness import covered, shared
from selon.stages.answers.replies import is_anaphor, lemma_of, noun_for
from selon.stages.phrases import is_finite

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
FAINT = 0.05  # the least likeness of what is told of the same thing
BESIDE_IT = 0.25  # of what is told in the sentence of the reply: "P, confirmant une information du Monde"
BY = 0.2  # of what is told by whom the reply names
UNLIKE = -0.15  # of what has no word of those that say which accusation is meant
ENOUGH = 0.34  # the least score
SAME, CLOSE = 0.33, 0.5  # shares of words that bear out a contrary: the same ones, those near in meaning
CLOSE_BESIDE, CLOSE_TOGETHER = 0.33, 0.2  # the same of the sentence before; in one paragraph
GOING_ON = 0.5  # the most of what the denial before is about
CONTRARY = "contrairement"
WHICH = frozenset(("laquelle", "lequel", "lesquelles", "lesquels"))
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
    row = _row(ground, reply, others, denying)
    if own := _same_words(ground, reply, others) or _told_by_noun(ground, reply, others, row.noun):
        return own
    scored = [(_score(ground, reply, each, row), each) for each in others]
    likely = [pair for pair in scored if pair[0] >= ENOUGH and _bears_out(ground, reply, pair[1], row)]
    found = [_match(ground, reply, each, row, score) for score, each in likely]
    found.sort(key=lambda match: (-match.score, match.words))
    best = [match for match in found if match.score >= found[0].score - BESIDE][:MOST]
    return [*best, *_also(ground, reply, best, others, row)][:MOST] if best else []


def goes_on(reply: Reply, before: Reply) -> bool:
    """L'hôpital a nié toute fraude. "Aucun planning n'a été modifié", a dit le directeur: a contrary right behind a
    denial is of what that denies."""
    follows = 0 <= reply.sentence.i - before.sentence.i <= 1 and before.first < reply.first
    quoted = reply.claim.mode == "direct" or reply.speaker == before.speaker
    return follows and quoted and reply.claim.act != "deny" and {reply.kind, before.kind} == {"deny"}


def lent(likely: Sequence[Match], reason: str) -> list[Match]:
    """What one reply is about, as that of another."""
    return [match._replace(score=min(match.score, GOING_ON), reason=reason) for match in likely]


def _bears_out(ground: Ground, reply: Reply, told: Statement, row: Row) -> bool:
    """Whether the words bear it out, where the reply tells in words of its own what it is about: a refusal, a
    confirmation, one denial more, and most of all a contrary, which nothing else tells to be a denial."""
    if row.stands or reply.untrue:
        return True
    if reply.kind != "deny" or _adds(ground, reply):
        return _alike(ground, reply, told, row) > FAINT
    return reply.claim.act == "deny" or _is_contrary_of(ground, reply, told)


def _adds(ground: Ground, reply: Reply) -> bool:
    """ "a également nié": one more thing is denied, which need not have been told."""
    return any(token.lower in ground.words.adding for token in ground.tokens[reply.at : reply.first])


def _is_contrary_of(ground: Ground, reply: Reply, told: Statement) -> bool:
    """ "aucun avion n'a décollé": of what is told in words like its own, or right before it; "contrairement à ce que
    dit X": of what X says."""
    mine, theirs = (reply.first, reply.last), (told.first, told.last)
    if ground.lower(reply.first) == CONTRARY and said_by(ground, told, reply.first, _comma(ground, reply)):
        return True
    near = covered(ground, mine, theirs)
    if reply.sentence.i - told.sentence.i == 1:
        together = reply.sentence.paragraph == told.sentence.paragraph
        return near >= (CLOSE_TOGETHER if together else CLOSE_BESIDE)
    return near >= CLOSE or shared(ground, mine, theirs) >= SAME


def _comma(ground: Ground, reply: Reply) -> int:
    """The last word before the first comma of the reply."""
    return next((i for i in range(reply.first, reply.last + 1) if ground.lower(i) == ","), reply.last + 1) - 1


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
    if begins - told.first < SHORTEST or not any(map(is_finite, ground.tokens[told.first : begins])):
        return None
    stems, entities, countries = ground.of(told.first, last)
    return told._replace(last=last, stems=stems, entities=entities, countries=countries)


def _row(ground: Ground, reply: Reply, others: Sequence[Statement], denying: Denying) -> Row:
    sides, denials = denying
    noun = noun_for(ground, reply)
    if noun is not None and lemma_of(ground, noun) in ground.words.told_denying:
        could = [each for each in others if each.claim and each.claim.act == "deny"]
    else:
        could = [each for each in others if each.claim and each.claim.id not in denials and each.speaker not in sides]
    opening = next((s.i for s in ground.parse.sentences if s.paragraph is not None), 0)
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
    if row.stands and told.claim and told.sentence.i == reply.sentence.i and told.first < reply.at:
        score += BESIDE_IT
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
        return BY if said_by(ground, told, *mine) else LIKE * same or UNLIKE
    return LIKE * same + NEAR * max(0.0, near - USUAL)


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
