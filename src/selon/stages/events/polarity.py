"""Polarity: whether a verb is denied, by its own negation or by its subject, and whether the sentence asks."""

from __future__ import annotations

from selon.stages.events.ground import Ground
from selon.stages.phrases import Group, sentence_of

NAYS = frozenset("pas plus jamais rien aucun aucune nul nulle personne guère point ni".split())
NOBODY = frozenset("aucun aucune nul nulle personne rien ni pas".split())  # open a subject
# Questions that take what they ask about for granted: "Pourquoi l'armée a-t-elle bombardé Goma ?"
GRANTING = frozenset("qui pourquoi comment quand où combien quel quelle quels quelles depuis lequel laquelle".split())
SUBORDINATE = ("relcl", "advcl", "acl")
CLIMB = 8  # words above one another


def is_denied(ground: Ground, at: int, group: Group) -> bool:
    """Whether the verb is negated in earnest: neither "n'a tiré que deux missiles" nor "craint qu'il ne tire"."""
    if _without_that(ground, at) or _not_to(ground, group):
        return True
    if not group.negated:
        return False
    near = ground.tokens[group.first : group.last + 3]
    return any(token.lower in NAYS for token in near) or _by_subject(ground, at)


def _without_that(ground: Ground, at: int) -> bool:
    """ "sans qu'un accord ait été trouvé" """
    marks = (k for k in ground.children(at) if ground.tokens[k].lower in ("que", "qu'"))
    return any(k > 0 and ground.tokens[k - 1].lower == "sans" for k in marks)


def _not_to(ground: Ground, group: Group) -> bool:
    """ "a demandé de ne pas bombarder" """
    before = [token.lower for token in ground.tokens[max(0, group.first - 2) : group.first + 1]]
    return group.form == "inf" and "ne" in before and "pas" in before


def _by_subject(ground: Ground, at: int) -> bool:
    """ "Aucun otage n'a été libéré", "ni l'armée ni les rebelles n'ont tiré" """
    tokens = ground.tokens
    subject = next((k for k in ground.children(at) if tokens[k].dep == "nsubj"), None)
    if subject is None:
        return False
    first = tokens[subject].first
    opening = {tokens[first].lower, tokens[first - 1].lower if first else ""}
    return bool(opening & NOBODY)


def is_asked(ground: Ground, at: int) -> bool:
    """Whether the sentence asks if it happened: "L'armée a-t-elle bombardé Goma ?" """
    tokens, sentence = ground.tokens, sentence_of(ground.parse, at)
    ends = (token.text for token in reversed(tokens[sentence.first : sentence.last + 1]) if token.text not in '»"” ')
    if next(ends, "") != "?":
        return False
    if any(token.lower in GRANTING for token in tokens[sentence.first : at]):
        return False
    return not any(tokens[i].dep in SUBORDINATE for i in ground.chain(at, CLIMB))
