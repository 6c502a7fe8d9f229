"""Nothing of the kind: "n'a jamais tiré", "aucun tir depuis 2017", "sans précédent depuis 1945"."""

from __future__ import annotations

from selon.stages.counts.clauses import is_fact
from selon.stages.counts.ground import Draft, Ground, Words
from selon.stages.counts.windows import (
    cut_at,
    rank_window,
    scope_after,
    since_event,
    told_window,
    window_before,
    window_in,
)
from selon.stages.phrases import AUXILIARIES, Group, noun_phrase, verb_group

NO_ROLES: frozenset[str] = frozenset()
REACH = 4  # words from "jamais" to its participle: "jamais encore été"


def never(ground: Ground, i: int) -> Draft | None:
    """Le Japon n'a jamais procédé à un essai depuis 1945. Jamais depuis 2011 l'armée n'avait bombardé le port."""
    if ground.lower(i - 1) in ("à", "si", "tout", "sans") or ground.lower(i + 1) == "plus":
        return None
    group = _perfect(ground, i, i + REACH) or (_fronted(ground, i) and _perfect(ground, i, ground.limit(i)))
    if not group or ground.tokens[group.main].lemma in ground.words.states or not is_fact(ground, group):
        return None
    main = group.main
    if any(ground.lower(k) in ground.words.comparing for k in (i + 1, main - 1, main + 1, main + 2)):
        return None
    end = ground.clause_end(main)
    window = window_in(ground, i + 1, end, told_window) or window_before(ground, group, told_window)
    scope = scope_after(ground, main + 1, max(end, window.last if window and window.first > main else end))
    draft = Draft("never", ground.words.never[ground.lower(i)].place, i, (main, main), (min(i, group.first), main))
    draft.subject = main, cut_at(ground, main, end, window, scope)
    draft.qualifier, draft.window, draft.scope = "never", window, scope
    return draft


def _perfect(ground: Ground, i: int, last: int) -> Group | None:
    """The negated verb in a compound tense from the word `i` to `last`."""
    for k in range(i + 1, min(last, ground.limit(i)) + 1):
        if ground.tokens[k].pos == "VERB":
            group = verb_group(ground.parse, k)
            finite = ground.tokens[group.finite]
            compound = group.finite != k and finite.lemma in AUXILIARIES and group.form == "fin"
            return group if group.negated and compound else None
    return None


def _fronted(ground: Ground, i: int) -> bool:
    return ground.clause_start(i) == i


def none(ground: Ground, i: int) -> Draft | None:
    """Aucun tir n'a été signalé depuis mardi. Le port n'a reçu aucun navire en deux mois."""
    if ground.tokens[i + 1 if i < len(ground.tokens) - 1 else i].pos not in ("NOUN", "ADJ"):
        return None
    phrase = noun_phrase(ground.parse, i, ground.clause_end(i) + 1, NO_ROLES)
    if phrase is None or phrase[1] <= i:
        return None
    end = ground.clause_end(phrase[1])
    window = window_in(ground, i + 1, end, rank_window)
    scope = None if window else since_event(ground, i + 1, end)
    if (window is None and scope is None) or not _is_negative(ground, i, end):
        return None
    draft = Draft("none", ground.words.none[ground.lower(i)].place, i, phrase, (i, i))
    doing = any(ground.tokens[k].pos == "VERB" for k in range(phrase[1] + 1, end + 1))
    draft.subject = i + 1, cut_at(ground, i + 1, end if doing else phrase[1], window, scope)
    draft.qualifier, draft.window, draft.scope = "never", window, scope
    draft.also = _with_verb(ground, i, draft.also)
    return draft


def _is_negative(ground: Ground, i: int, end: int) -> bool:
    """Whether the clause has its "ne", or no verb at all."""
    tokens = ground.tokens[ground.clause_start(i) : end + 1]
    verbs = any(token.pos in ("VERB", "AUX") and token.morph.form == "Fin" for token in tokens)
    return not verbs or any(token.lower in ("ne", "n'") for token in tokens)


def _with_verb(ground: Ground, i: int, words: Words) -> Words:
    """Takes in the verb right before: "n'a reçu aucun navire"."""
    if i and ground.tokens[i - 1].pos == "VERB":
        group = verb_group(ground.parse, i - 1)
        return group.first, words[1]
    return words


def unseen(ground: Ground, i: int) -> Draft | None:
    """Une offensive aérienne sans précédent depuis la guerre. La hausse des prix, inédite depuis 1980."""
    word = ground.words.unseen[ground.lower(i)]
    first = i - 1 if word.value else i
    if word.value and ground.lower(first) != word.value:
        return None
    end = ground.clause_end(i)
    window = window_in(ground, i + 1, end, rank_window)
    scope = None if window else scope_after(ground, i + 1, i)
    start = window.first if window else scope[0] if scope else 0
    subject = _before(ground, first)
    if start != i + 1 or subject is None:
        return None
    draft = Draft("unseen", word.place, i, subject, (first, i), None, "first", window, scope)
    return draft


def _before(ground: Ground, first: int) -> Words | None:
    """The noun phrase that ends before the word `first`, less its article; a comma, or "est", may stand between."""
    tokens, opening = ground.tokens, ground.sentence(first).first
    k = first - 1
    while k >= opening and (ground.lower(k) == "," or tokens[k].pos in ("ADV", "AUX")):
        k -= 1
    last = k
    while k >= opening and tokens[k].pos in ("ADJ", "ADV", "PROPN", "NOUN", "ADP", "NUM"):
        k -= 1
    if k < opening or tokens[k].pos != "DET":
        return None
    return (k + 1, last) if k < last else None
