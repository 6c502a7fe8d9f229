"""The clause that is counted: the verb that "trois fois" or "pour la première fois" goes with, and its words."""

from __future__ import annotations

from selon.model import Quantity
from selon.stages.counts.ground import BREAKS, Draft, Ground, Window, Words
from selon.stages.counts.windows import Accepts, bound_after, cut_at, scope_after, window_before, window_in
from selon.stages.phrases import AUXILIARIES, Group, verb_group

ONLY = ("que", "qu'")
QUOTED = ("que", "qu'", "d'", "de")
ADVERBIAL = ("ADV", "PUNCT")
COMMAS = 3  # "Pour la première fois depuis la guerre, il y a six ans, l'armée": before the third, another clause


def clause_count(
    ground: Ground,
    name: str,
    words: Words,
    accepts: Accepts,
    number: Quantity | None = None,
    qualifier: str | None = None,
    entry: str | None = None,
) -> Draft | None:
    """Returns the count of the clause that the adverbial on `words` goes with; None where no verb tells what is, or
    was."""
    group = _before(ground, words[0]) or _after(ground, words[1])
    if group is None or not is_fact(ground, group):
        return None
    first, last = words
    end = max(last, ground.clause_end(last))
    window = window_in(ground, last + 1, end, accepts) or window_before(ground, group, accepts)
    scope = scope_after(ground, last + 1, max(end, window.last if window else last)) or bound_after(ground, last)
    draft = Draft(name, entry, first, _subject(ground, group, words, window, scope), words, number, qualifier)
    draft.window, draft.scope = window, scope
    draft.also = min(first, group.first), max(last, group.main)
    if qualifier is None and group.negated and ground.lower(first - 1) in ONLY:
        draft.qualifier = "only"
    return draft


def _before(ground: Ground, first: int) -> Group | None:
    """The nearest verb to the left that is conjugated, or stands right before as a participle."""
    tokens, opening = ground.tokens, ground.sentence(first).first
    k = first - 1
    if ground.lower(k) in (*ONLY, ","):
        k -= 1
    near = True
    while k >= opening and ground.lower(k) not in BREAKS and not _is_barrier(ground, k):
        if tokens[k].pos == "VERB":
            group = verb_group(ground.parse, k)
            if group.form in ("fin", "ger") or (group.form == "part" and near) or _is_perfect(group):
                return group
        near = near and tokens[k].pos in ADVERBIAL
        k -= 1
    return None


def _is_barrier(ground: Ground, k: int) -> bool:
    return ground.clause_start(k + 1) > k


def _after(ground: Ground, last: int) -> Group | None:
    """ "Pour la première fois depuis 2017, l'armée a tiré": the first conjugated verb to the right."""
    tokens = ground.tokens
    opening = ground.clause_start(last)
    if any(token.pos in ("VERB", "NOUN", "PROPN", "PRON") for token in tokens[opening : last - 1]):
        return None
    k, commas = last + 1, 0
    while k <= ground.limit(last) and commas < COMMAS and (ground.lower(k) == "," or not _is_barrier(ground, k)):
        commas += ground.lower(k) == ","
        if tokens[k].pos == "VERB" and ground.lower(k - 1) != "y":  # "il y a six ans"
            group = verb_group(ground.parse, k)
            if group.form == "fin":
                return group
        k += 1
    return None


def _is_perfect(group: Group) -> bool:
    return group.form == "inf" and group.finite != group.main


def is_fact(ground: Ground, group: Group) -> bool:
    """Whether the verb tells what is or was: "a tiré", "aurait tiré", "avoir tiré"; not "tirera", "peut tirer"."""
    finite = ground.tokens[group.finite]
    if ground.tokens[group.main].lemma in ground.words.planning and group.finite == group.main:
        return False
    if finite.morph.tense == "Fut" or finite.morph.mood in ("Imp", "Sub"):
        return False
    return finite.morph.mood != "Cnd" or (finite.lemma in AUXILIARIES and group.finite != group.main)


def _subject(ground: Ground, group: Group, words: Words, window: Window | None, scope: Words | None) -> Words:
    """From the verb to what its count leaves: "franchi la frontière" before "à deux reprises", and what follows where
    nothing stands between: "échoué à deux reprises à lancer des satellites"."""
    tokens, (first, last), main = ground.tokens, words, group.main
    if main < first:
        between = range(main + 1, first)
        if any(tokens[k].pos not in ADVERBIAL and ground.lower(k) not in ONLY for k in between):
            return main, ground.trimmed(main, cut_at(ground, main, first - 1, window, None))
        if ground.lower(last + 1) in QUOTED:
            return main, cut_at(ground, main, ground.clause_end(last + 1, over=True), window, scope)
    whole = ground.clause_end(max(main, last))
    end = cut_at(ground, main, whole, window, scope)
    if main < first and end == last and _goes_on(ground, whole, window, scope):
        end = whole
    return main, end if main > last or end > last else ground.trimmed(main, first - 1)


def _goes_on(ground: Ground, whole: int, window: Window | None, scope: Words | None) -> bool:
    """ "a reçu pour la première fois depuis 2012 des armes": the object comes after the window"""
    after = max((part + 1 for part in (window and window.last, scope and scope[1]) if part), default=whole + 1)
    return after <= whole and (ground.tokens[after].pos == "DET" or ground.lower(after) in ("des", "du"))
