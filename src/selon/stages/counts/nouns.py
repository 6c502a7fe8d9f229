"""What happened, by its rank or as the only one: "le troisième tir en une semaine", "le seul pays à avoir signé"."""

from __future__ import annotations

from itertools import pairwise

from selon.stages.counts.ground import BREAKS, Draft, Ground, Window, Words
from selon.stages.counts.ranks import RANKS, Rank, rank_at
from selon.stages.counts.windows import (
    Accepts,
    any_window,
    bound_after,
    bound_in,
    cut_at,
    fronted_window,
    near_window,
    rank_window,
    scope_after,
    window_in,
)
from selon.stages.phrases import AUXILIARIES, CLITICS, is_finite, noun_phrase

NO_ROLES: frozenset[str] = frozenset()
ADJECTIVES = 2  # that may stand between a rank and its noun
BEFORE_INFINITIVE = 4  # clitics and adverbs
DEFINITE = ("le", "la", "l'", "les", "du", "au", "des", "son", "sa", "leur", "ce", "cet", "cette")
ALONE = ("le", "la", "l'", "les", "des")
OPENING = ("DET", "ADP", "PUNCT", "CCONJ")


def nth(ground: Ground, i: int) -> Draft | None:
    """Séoul dénonce un troisième tir en une semaine. C'est le premier lancement de ce type."""
    rank = rank_at(ground, i)
    if rank is None or ground.tokens[i - 1].pos not in OPENING or ground.in_time(i) or _is_denied(ground, i):
        return None
    if rank.number == 0:
        return last(ground, i, rank)
    noun = _noun(ground, i)
    if noun is None:
        return _without_noun(ground, i, rank)
    if ground.tokens[noun].lower in ground.words.ranked or ground.tokens[noun].lemma in ground.words.ranked:
        return None
    phrase = _phrase(ground, noun)
    draft = _ranked(ground, "nth", i, rank, phrase)
    to_do = rank.number == 1 and _to_do(ground, phrase[1] + 1)
    told = bool(to_do) or _is_told(ground, i, noun, phrase)
    if to_do or (told and _copula(ground, i)):
        phrase = noun, _told_end(ground, to_do or phrase[1])
    limited = _limited(ground, draft, phrase)
    if told and draft.window is None:
        draft.window = fronted_window(ground, i, rank_window)
    return draft if told or limited else None


def _told_end(ground: Ground, i: int) -> int:
    """The last word of what is told to be of a rank, its relative clause included: "le troisième tir qui ..."."""
    end = ground.clause_end(i)
    return ground.clause_end(end + 1) if ground.lower(end + 1) in ("qui", "que", "qu'") else end


def _ranked(ground: Ground, name: str, i: int, rank: Rank, phrase: Words) -> Draft:
    first = i - 1 if ground.tokens[i - 1].pos == "DET" or ground.lower(i - 1) in DEFINITE else i
    number = rank.quantity if rank.number > 1 else None
    return Draft(name, rank.entry, i, phrase, (first, i), number, RANKS.get(rank.number))


def _limited(ground: Ground, draft: Draft, phrase: Words, accepts: Accepts = rank_window) -> bool:
    """Finds the window and the scope of a noun phrase, and cuts it there; whether they tell that it is counted."""
    first, end = phrase
    window = window_in(ground, first + 1, end, accepts) or near_window(ground, end, accepts)
    after = max(end, window.last if window else end)
    scope = scope_after(ground, first + 1, after) or bound_after(ground, end)
    draft.subject = first, cut_at(ground, first, end, window, scope)
    draft.window, draft.scope = window, scope or bound_in(ground, first + 1, end)
    limits = window is not None or (scope is not None and _is_act(ground, first))
    return limits and ground.tokens[first].lower not in ground.words.ranked


def _is_told(ground: Ground, i: int, noun: int, phrase: Words) -> bool:
    """Whether it is told that this one is of that rank: "c'est le troisième tir", or "de ce type" says which."""
    if not _is_act(ground, noun):
        return False
    kinds = ground.words.kinds
    return _copula(ground, i) or any(ground.begins_with(kinds, k) for k in range(noun + 1, phrase[1] + 1))


def _is_act(ground: Ground, noun: int) -> bool:
    token = ground.tokens[noun]
    return token.lemma in ground.words.acts or token.lower in ground.words.acts or token.start in ground.triggers


def _copula(ground: Ground, i: int) -> bool:
    """Whether "c'est le", "il s'agit du" stands before the word `i`."""
    k = i - 1
    while k > 0 and (ground.tokens[k].pos in ("DET", "ADP", "ADV") or ground.lower(k) in ("ici", "là")):
        k -= 1
    return ground.tokens[k].lemma in ground.words.copulas or ground.lower(k) == "agit"


def _is_denied(ground: Ground, i: int) -> bool:
    """ "ce n'est pas le premier tir" """
    return "pas" in (ground.lower(i - 2), ground.lower(i - 3))


def _noun(ground: Ground, i: int) -> int | None:
    """The noun after the rank at `i`."""
    for k in range(i + 1, min(i + 2 + ADJECTIVES, ground.limit(i) + 1)):
        if ground.tokens[k].pos == "NOUN":
            return k
        if ground.tokens[k].pos != "ADJ":
            return None
    return None


def _phrase(ground: Ground, noun: int) -> Words:
    limit = ground.clause_end(noun) + 1
    phrase = noun_phrase(ground.parse, noun, limit, NO_ROLES)
    return (noun, ground.trimmed(noun, phrase[1])) if phrase else (noun, noun)


def _to_do(ground: Ground, k: int) -> int | None:
    """The infinitive after "à" at word `k`: "le premier pays à avoir signé"."""
    if ground.lower(k) != "à":
        return None
    for i in range(k + 1, min(k + 2 + BEFORE_INFINITIVE, ground.limit(k) + 1)):
        token = ground.tokens[i]
        if token.morph.form == "Inf":
            return i if token.lemma not in ground.words.states or _is_auxiliary(ground, i) else None
        if token.pos not in ("ADV", "PRON"):
            return None
    return None


def _is_auxiliary(ground: Ground, i: int) -> bool:
    """ "avoir signé", "être élu", "avoir ouvertement soutenu" """
    after = ground.tokens[i + 1 : i + 1 + BEFORE_INFINITIVE]
    return ground.tokens[i].lemma in AUXILIARIES and any(token.morph.form == "Part" for token in after)


def _without_noun(ground: Ground, i: int, rank: Rank) -> Draft | None:
    """Un tir a eu lieu jeudi, le troisième en une semaine. Une première depuis dix ans."""
    window = near_window(ground, i, rank_window)
    scope = None if window else scope_after(ground, i + 1, i)
    if window is None and scope is None:
        return _first_to(ground, i, rank)
    if ground.lower(i) == "première" and ground.lower(i - 1) == "une":
        return _a_first(ground, i, rank, window, scope)
    noun = _meant(ground, i) if ground.lower(i - 1) in ("le", "la", "du") else None
    if noun is None:
        return None
    draft = _ranked(ground, "nth", i, rank, (noun, min(_phrase(ground, noun)[1], i - 2)))
    draft.subject = noun, ground.trimmed(noun, draft.subject[1])
    draft.window, draft.scope = window, scope
    return draft


def _a_first(ground: Ground, i: int, rank: Rank, window: Window | None, scope: Words | None) -> Draft:
    """Le ministre s'est rendu à Kaboul, une première depuis 2011."""
    draft = _ranked(ground, "nth", i, rank, (i - 1, i))
    draft.window, draft.scope = window, scope
    if ground.lower(i - 2) == ",":
        first = ground.clause_start(i - 2)
        verbs = (k for k in range(first, i - 2) if is_finite(ground.tokens[k]))
        if (verb := next(verbs, None)) is not None:
            draft.subject = _with_clitics(ground, verb), i - 3
    return draft


def _with_clitics(ground: Ground, verb: int) -> int:
    while verb > 0 and ground.lower(verb - 1) in CLITICS and ground.tokens[verb - 1].pos != "DET":
        verb -= 1
    return verb


def _first_to(ground: Ground, i: int, rank: Rank) -> Draft | None:
    """Le Kenya a été le premier à envoyer des policiers."""
    to_do = _to_do(ground, i + 1)
    if to_do is None or not _copula(ground, i) or ground.lower(i - 1) not in ("le", "la"):
        return None
    draft = _ranked(ground, "nth", i, rank, (to_do, ground.clause_end(to_do)))
    _limited(ground, draft, draft.subject, any_window)
    return draft


def _meant(ground: Ground, i: int) -> int | None:
    """The noun that "le troisième" at `i` leaves out: the nearest before it, of the same gender, of what happens, or
    whose phrase it stands beside ("un missile, le troisième")."""
    gender = {"le": "Masc", "du": "Masc", "la": "Fem"}.get(ground.lower(i - 1))
    before = range(i - 2, ground.sentence(i).first - 1, -1)
    nouns = [k for k in before if ground.tokens[k].pos == "NOUN" and ground.tokens[k].morph.gender == gender]
    beside = (k for k in nouns[:1] if ground.lower(i - 2) == "," and _phrase(ground, k)[1] == i - 3)
    return next((k for k in nouns if _is_act(ground, k)), next(beside, None))


def last(ground: Ground, i: int, rank: Rank) -> Draft | None:
    """Le dernier essai nucléaire remonte à 2017. C'est le dernier pays à reconnaître Taïwan."""
    noun = _noun(ground, i)
    if noun is None or ground.tokens[noun].lower in ground.words.ranked:
        return None
    phrase = _phrase(ground, noun)
    draft = _ranked(ground, "last", i, rank, phrase)
    if to_do := _to_do(ground, phrase[1] + 1):
        _limited(ground, draft, (noun, ground.clause_end(to_do)), any_window)
        return draft
    verb = next((k for k in range(phrase[1] + 1, ground.limit(i) + 1) if ground.tokens[k].pos in ("VERB", "AUX")), None)
    if verb is None or not _is_act(ground, noun) or ground.tokens[verb].lemma not in ground.words.dating:
        return None
    draft.window = window_in(ground, verb + 1, ground.clause_end(verb), any_window)
    return draft if draft.window else None


def alone(ground: Ground, i: int) -> Draft | None:
    """La Hongrie est le seul pays à avoir voté contre. C'est l'un des rares pays à reconnaître Taïwan."""
    word = ground.words.alone[ground.lower(i)]
    few = word.value == "few" or ground.lower(i - 1) == "des"
    if ground.lower(i - 1) not in ALONE or (few and not _one_of(ground, i)) or _is_denied(ground, i):
        return None
    noun = _noun(ground, i)
    phrase = _phrase(ground, noun) if noun is not None else (i + 1, i)
    if noun is not None and ground.tokens[noun].lemma in ground.words.abstract:
        return None
    end = _told_of(ground, phrase[1] + 1)
    subject = (phrase[0], end) if end else phrase
    draft = Draft("alone", word.place, i, subject, (i - 1, i), None, "few" if few else word.value)
    if few:
        draft.also = i - 3, i
    limited = noun is not None and _limited(ground, draft, subject)
    if noun is None and end:
        _limited(ground, draft, (i + 2, end))
    return draft if end or limited else None


def _one_of(ground: Ground, i: int) -> bool:
    """ "l'un des", "une des", "parmi les" """
    return ground.lower(i - 2) in ("un", "une", "l'un", "l'une", "parmi")


def _told_of(ground: Ground, k: int) -> int | None:
    """The last word of what they alone do: "à avoir voté", "qui a voté"; None where a word `k` opens no such thing."""
    if to_do := _to_do(ground, k):
        return ground.clause_end(to_do)
    if ground.lower(k) != "qui" or k + 1 > ground.limit(k):
        return None
    acts = ground.tokens[k + 1 : k + 5]
    perfect = any(is_finite(a) and a.lemma in AUXILIARIES and b.morph.form == "Part" for a, b in pairwise(acts))
    return ground.clause_end(k) if perfect and ground.lower(k) not in BREAKS else None
