"""Genres: whether a statement is of the kind that a noun stands for: "ces accusations", "cette information"."""

from __future__ import annotations

from selon.stages.answers.ground import Ground, Reply, Statement
from selon.stages.answers.replies import lemma_of

REPORTING = ("media", "agency", "officials", "document")


def is_of_its_genre(ground: Ground, reply: Reply, told: Statement, noun: int | None) -> bool:
    """Whether the statement is what the noun stands for; of a bare "c'est faux", whether it accuses."""
    lemma = lemma_of(ground, noun) if noun is not None else None
    words = ground.words
    if lemma is None:
        return accuses(ground, told)
    if lemma in words.told_denying:
        return told.claim is not None and told.claim.act == "deny"
    if lemma in words.told_counting:
        return any(token.pos == "NUM" for token in ground.tokens[told.first : told.last + 1])
    if lemma in words.told_intending:
        return told.claim is not None and (told.claim.act == "promise" or told.claim.certainty != "certain")
    if lemma in words.told_reporting:
        return _reports(told) or _is_called(ground, told, lemma)
    return accuses(ground, told)


def accuses(ground: Ground, told: Statement) -> bool:
    """Whether it says that somebody did wrong: in a word of accusing, of the claim's cue or of the dispatch."""
    if told.claim is None:
        return any(token.lemma in ground.words.accusing for token in ground.tokens[told.first : told.last + 1])
    return not ground.words.accusing.isdisjoint(ground.cue_lemmas(told.claim))


def _reports(told: Statement) -> bool:
    """Whether it is told by media, by a document, by unnamed officials, or by hearsay."""
    if told.claim is None:
        return False
    kinds = {source.kind for source in told.claim.sources}
    if told.claim.made.construction == "according_to" and None in kinds:
        return True  # "selon l'Écho des stades"
    return told.claim.mode == "unsourced" or bool(kinds.intersection(REPORTING))


def _is_called(ground: Ground, told: Statement, lemma: str) -> bool:
    """Whether the noun is of the cue: "a annoncé" … "cette annonce"."""
    return told.claim is not None and lemma[:5] in {each[:5] for each in ground.cue_lemmas(told.claim)}


def said_by(ground: Ground, told: Statement, first: int, last: int) -> bool:
    """Whether words `first` to `last` name who says it: "les affirmations d'Oslo", "contrairement à ce que dit X"."""
    source = told.claim.sources[-1] if told.claim and told.claim.sources else None
    if source is None or first > last:
        return False
    if source.entity and source.entity in ground.entities(first, last):
        return True
    return not ground.stems(first, last).isdisjoint(ground.stems(*ground.on(source.start, source.end)))


def speaks_of(reply: Reply, told: Statement) -> bool:
    """Whether it speaks of whoever replies."""
    source = reply.claim.sources[-1] if reply.claim.sources else None
    if source and source.entity and source.entity in told.entities:
        return True
    return bool(reply.countries & told.countries)
