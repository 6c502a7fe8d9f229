"""Bearing out: whether the words of a reply are about a statement at all, and not only near it."""

from __future__ import annotations

from selon.stages.answers.genres import accuses, said_by, speaks_of
from selon.stages.answers.ground import Ground, Reply, Statement, is_bare
from selon.stages.answers.likeness import covered, shared
from selon.stages.answers.rows import Row
from selon.stages.answers.scoring import alike

FAINT, PLAIN = 0.05, 0.12  # the least likeness of what is told of the same thing; of what is confirmed or refused
NEAR_REFUSAL = 3  # sentences between a refusal that names nothing and what it is about
NEAR_DENIAL = 4  # the same of a contrary and the denial of the same side that it goes on from
FAR = 5  # sentences between a contrary and what it is about
SAME, CLOSE = 0.33, 0.5  # shares of words that bear out a contrary: the same ones, those near in meaning
CLOSE_BESIDE, CLOSE_TOGETHER = 0.33, 0.2  # the same of the sentence before; in one paragraph
CONTRARY = "contrairement"


def bears_out(ground: Ground, reply: Reply, told: Statement, row: Row) -> bool:
    """Whether the words bear it out, where the reply tells in words of its own what it is about: a refusal, a
    confirmation, one denial more, and most of all a contrary, which nothing else tells to be a denial."""
    apart = reply.sentence.i - told.sentence.i
    if is_bare(reply.claim):
        return apart <= (1 if reply.kind == "deny" else NEAR_REFUSAL) or accuses(ground, told)
    if row.stands or reply.untrue:
        return True
    if reply.kind != "deny" or _adds(ground, reply):
        return alike(ground, reply, told, row) > (FAINT if reply.kind == "deny" else PLAIN)
    if reply.claim.act != "deny":
        return _is_contrary_of(ground, reply, told)
    replies_to = row.opens or apart <= 1 or speaks_of(reply, told)
    return replies_to or alike(ground, reply, told, row) > 0


def _adds(ground: Ground, reply: Reply) -> bool:
    """ "a également nié": one more thing is denied, which need not have been told."""
    return any(token.lower in ground.words.adding for token in ground.tokens[reply.at : reply.first])


def _is_contrary_of(ground: Ground, reply: Reply, told: Statement) -> bool:
    """ "aucun avion n'a décollé": of what is told in words like its own, or right before it; "contrairement à ce que
    dit X": of what X says."""
    mine, theirs = (reply.first, reply.last), (told.first, told.last)
    if ground.lower(reply.first) == CONTRARY and said_by(ground, told, reply.first, _comma(ground, reply)):
        return True
    if abs(reply.sentence.i - told.sentence.i) > FAR:
        return False
    if accuses(ground, told) and speaks_of(reply, told):
        return True
    near = covered(ground, mine, theirs)
    if reply.sentence.i - told.sentence.i == 1:
        together = reply.sentence.paragraph == told.sentence.paragraph
        return near >= (CLOSE_TOGETHER if together else CLOSE_BESIDE)
    return near >= CLOSE or shared(ground, mine, theirs) >= SAME


def _comma(ground: Ground, reply: Reply) -> int:
    """The last word before the first comma of the reply."""
    return next((i for i in range(reply.first, reply.last + 1) if ground.lower(i) == ","), reply.last + 1) - 1


def goes_on(ground: Ground, reply: Reply, before: Reply) -> bool:
    """L'hôpital a nié toute fraude. "Aucun planning n'a été modifié", a dit le directeur: a contrary right behind a
    denial, or behind one of the same side, is of what that denies."""
    if reply.claim.act == "deny" or {reply.kind, before.kind} != {"deny"} or ground.lower(reply.first) == CONTRARY:
        return False
    apart = reply.sentence.i - before.sentence.i
    if _same_side(ground, reply, before):
        return 0 <= apart <= NEAR_DENIAL and before.first < reply.first
    return reply.claim.mode == "direct" and 0 <= apart <= 1 and before.first < reply.first


def _same_side(ground: Ground, one: Reply, other: Reply) -> bool:
    """ "la police" and "le porte-parole de la police", "La Havane" and "un ministre cubain"."""
    if one.speaker and one.speaker == other.speaker:
        return True
    sources = [reply.claim.sources[-1] for reply in (one, other) if reply.claim.sources]
    words = [ground.stems(*ground.on(source.start, source.end)) for source in sources]
    return bool(one.countries & other.countries) or (len(words) == 2 and not words[0].isdisjoint(words[1]))
