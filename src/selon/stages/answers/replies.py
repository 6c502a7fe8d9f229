"""Replies: which claims deny, confirm or decline what another says."""

from __future__ import annotations

from collections.abc import Iterator

from selon.model import AnswerKind, Claim
from selon.stages.answers.ground import Ground, Reply, is_bare, speaker_of

BARE = 8  # words of which a bare "c'est faux" has no more
OPENING = 4  # words at whose front a contrary opens
CONDITIONAL = "Cnd"


def replies(ground: Ground) -> Iterator[Reply]:
    """Yields the claims that answer, in the order of the text."""
    for claim in ground.claims:
        first, last = ground.told_in(claim)
        untrue = is_bare(claim) or _is_untrue(ground, first, last)
        if kind := _kind(ground, claim, first, untrue):
            at = ground.on(claim.cue.start, claim.cue.end)[0] if claim.cue else first
            source = ground.on(claim.sources[-1].start, claim.sources[-1].end)[0] if claim.sources else at
            where = (first, last, at, source, ground.sentence(at))
            yield Reply(claim, kind, *where, speaker_of(claim), _countries(ground, claim), untrue)


def _countries(ground: Ground, claim: Claim) -> frozenset[str]:
    """The states that the speaker speaks for."""
    if not claim.sources:
        return frozenset()
    source = claim.sources[-1]
    member = ground.cast.members.get(source.entity or "")
    words = ground.countries(*ground.on(source.start, source.end))
    return words | {member.country} if member and member.country else words


def _kind(ground: Ground, claim: Claim, first: int, untrue: bool) -> AnswerKind | None:
    if claim.act in ("deny", "decline"):
        return "deny" if claim.act == "deny" else "decline"
    if not ground.words.confirming.isdisjoint(ground.cue_lemmas(claim)):
        return "confirm"
    return "deny" if untrue or _is_contrary(ground, claim, first) else None


def _is_untrue(ground: Ground, first: int, last: int) -> bool:
    """ "C'est faux", a-t-il dit. Il a qualifié ces accusations de "mensonges"."""
    words = ground.tokens[first : last + 1]
    said = " ".join(token.lower for token in words).replace("' ", "'")
    if not any(word.lower in ground.words.untrue for word in words) and not any(
        phrase in said for phrase in ground.words.untrue_phrases
    ):
        return False
    if len(words) <= BARE or any(is_anaphor(ground, i) for i in range(first, min(first + OPENING, last))):
        return True
    return words[0].lower in ground.words.presenting and any(w.lower in ground.words.untrue for w in words[:BARE])


def _is_contrary(ground: Ground, claim: Claim, first: int) -> bool:
    """ "n'avoir jamais reçu d'argent", "aucun avion n'a survolé la zone": the contrary of what another may say."""
    if claim.act != "state" or claim.cue is None or claim.certainty != "certain":
        return False
    opening = ground.tokens[first : first + 2 * OPENING]
    if any(token.morph.mood == CONDITIONAL or token.lemma in ground.words.confirming for token in opening):
        return False  # "les urgences n'accueilleraient plus personne": what media tell; "nous ne confirmons pas"
    return any(token.lower in ground.words.negations for token in opening[:OPENING])


def is_anaphor(ground: Ground, i: int) -> bool:
    """Whether the words at `i` stand for what was told before: "ces accusations", "de telles intentions"."""
    return ground.lower(i) in ground.words.anaphors or (
        f"{ground.lower(i)} {ground.lower(i + 1)}" in ground.words.anaphors
    )


def noun_for(ground: Ground, reply: Reply) -> int | None:
    """The word of the noun that stands for what was told: "les accusations de Paris", "toute implication", "une
    information du Monde"; None for none."""
    words, opening = ground.words, ""
    first = reply.first
    if ground.lower(first + 1) in words.whole:  # "l'ensemble des faits"
        first, opening = first + 3, ground.lower(first)
    for i in range(first, min(first + OPENING + 2, reply.last + 1)):
        if is_anaphor(ground, i) or ground.lower(i) in words.sweeping | words.single:
            opening = ground.lower(i)
        if opening and _stands(ground, reply, lemma_of(ground, i), opening):
            return i
        if ground.tokens[i].pos in ("VERB", "AUX") or ground.tokens[i].dep == "case":
            return None
        opening = "" if ground.tokens[i].pos == "NOUN" else opening
    return None


def _stands(ground: Ground, reply: Reply, lemma: str | None, opening: str) -> bool:
    """Whether a noun behind the article `opening` stands for what was told."""
    words = ground.words
    if lemma in words.told_matter:
        return reply.kind == "decline"  # "a confirmé une enquête" tells something new
    if opening in words.single:
        return lemma in words.told_reporting
    return lemma is not None


def lemma_of(ground: Ground, i: int) -> str | None:
    """The noun as the lists have it, None for one that they lack."""
    token, words = ground.tokens[i], ground.words
    forms = (token.lemma, token.lower, token.lower.rstrip("s"))
    return next((form for form in forms if form in words.told | words.general | words.told_matter), None)
