"""The tense of the clause that an expression stands in: whether it tells of the past or of what is to come."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Literal

from selon.languages.times import TimeWords
from selon.stages.parse import Parse, Sentence, Token
from selon.stages.phrases import OF, TWOFOLD, Group, is_finite, sentence_of, verb_group
from selon.stages.times.scene import Scene

Tense = Literal["past", "present", "future"]

STEPS = 12  # of the tree that are climbed to a verb
FUTURES = ("era", "ira", "eront", "iront")  # no participle ends so, though the tagger may say that one does
MODALS = ("devoir", "pouvoir")  # "a dû démissionner" tells what was, "a appelé à démissionner" what is to be
DEPTH = 4  # verbs above one another that are asked
NEAR = 4  # words, among which the auxiliary of a predicate stands
REACH = 40  # words of a sentence that are looked at for a verb, where the tree leads to none
VERBS = ("VERB", "AUX")
TO = ("à", "au", "aux")
UP_TO = ("jusqu'", "jusqu’")


def tense_at(parse: Parse, starts: list[int], start: int, end: int, words: TimeWords) -> Tense | None:
    """Returns the tense of the clause that holds the words from `start` to `end`; None where no verb tells.

    "A été reporté à mardi" tells of no past: the day may lie on either side, as after a present.
    """
    at = bisect_right(starts, start) - 1
    if at < 0:
        return None
    told = _by_preposition(parse, at) or _by_participle(parse, at, bisect_left(starts, end), words)
    if told is not None:
        return told
    verb = _governor(parse, at)
    if verb is None:
        return None
    told = tense_of(parse, verb, words)
    put_off = parse.tokens[verb].lemma in words.planned and parse.tokens[at - 1].lower in TO
    return "present" if told == "past" and put_off else told


def _by_preposition(parse: Parse, at: int) -> Tense | None:
    """depuis mercredi · pour vendredi · jusqu'au 2 juin"""
    tokens = parse.tokens
    for i in range(at - 1, max(at - 4, -1), -1):
        word = tokens[i].lower
        if word == "depuis":
            return "past"
        if word in UP_TO:
            return "present"
        if word == "pour" or (word == "ici" and tokens[i - 1].lower in ("d'", "d’")):
            return "future"
        if tokens[i].pos not in ("DET", "ADP") and word not in ("à", "au"):
            return None
    return None


def _by_participle(parse: Parse, at: int, after: int, words: TimeWords) -> Tense | None:
    """les législatives de dimanche, remportées par la gauche · la réunion de lundi, prévue à Lomé"""
    tokens = parse.tokens
    if tokens[at - 1].lower not in OF or after >= len(tokens):
        return None
    if tokens[after].lower == "," and after + 1 < len(tokens):
        after += 1
    verb = tokens[after]
    if verb.pos != "VERB" or verb.morph.form != "Part" or verb.morph.tense != "Past" or verb.lower in TWOFOLD:
        return None
    return "future" if verb.lemma in words.planned else "past"


def _governor(parse: Parse, at: int) -> int | None:
    """The verb above the token, or the nearest one of its sentence, or the first of the sentence after."""
    tokens, sentence = parse.tokens, sentence_of(parse, at)
    i = at
    for _ in range(STEPS):
        if tokens[i].pos in VERBS and i != at:
            return _lexical(tokens, i)
        if (copula := _copula(tokens, i)) is not None:
            return _lexical(tokens, copula)
        if tokens[i].head == i:
            break
        i = tokens[i].head
    near = _nearest(tokens, at, sentence)
    if near is None and sentence.i + 1 < len(parse.sentences):
        following = parse.sentences[sentence.i + 1]
        near = _nearest(tokens, following.first, following)
    return _lexical(tokens, near) if near is not None else None


def _copula(tokens: list[Token], i: int) -> int | None:
    """The auxiliary of a predicate that is no verb: "ont [été] douces"."""
    return next(
        (k for k in range(i - 1, max(i - NEAR, 0) - 1, -1) if tokens[k].pos == "AUX" and tokens[k].head == i), None
    )


def _nearest(tokens: list[Token], at: int, sentence: Sentence) -> int | None:
    """The finite verb nearest to the token, the one before it first."""
    for i in range(at, max(sentence.first, at - REACH) - 1, -1):
        if is_finite(tokens[i]):
            return i
    for i in range(at + 1, min(sentence.last, at + REACH) + 1):
        if is_finite(tokens[i]):
            return i
    return None


def _lexical(tokens: list[Token], i: int) -> int:
    """The verb that an auxiliary helps, else the verb itself."""
    if tokens[i].lemma in ("avoir", "être") and is_finite(tokens[i]):
        for k in range(i + 1, min(i + 4, len(tokens))):
            if tokens[k].pos in VERBS and tokens[k].morph.form == "Part":
                return k
    head = tokens[i].head
    helps = tokens[i].pos == "AUX" and tokens[i].dep in ("aux", "cop") and tokens[head].pos in (*VERBS, "ADJ")
    return head if helps and tokens[head].pos in VERBS else i


def tense_of(parse: Parse, verb: int, words: TimeWords, depth: int = DEPTH) -> Tense | None:
    """Returns the tense of the verb's group, the planned and the willed being future; an infinitive's is that of the
    verb above it, through so many at most."""
    tokens = parse.tokens
    group = verb_group(parse, verb)
    if group.form == "fin":
        return _finite(tokens, group, words)
    if group.form == "part":
        ahead = tokens[verb].lemma in words.planned or tokens[verb].lower.endswith(FUTURES)
        return "future" if ahead else "past"
    if group.form == "inf":
        return _infinitive(parse, group, words, depth)
    above = _above_verb(tokens, verb)
    return tense_of(parse, above, words, depth - 1) if above is not None and above < verb and depth else None


def _finite(tokens: list[Token], group: Group, words: TimeWords) -> Tense:
    main, finite = tokens[group.main], tokens[group.finite]
    compound = group.finite != group.main
    if compound and main.lemma in words.planned and finite.lemma == "être":
        return "future"
    if finite.morph.mood == "Cnd":
        return "past" if compound and finite.lemma == "avoir" and main.morph.form == "Part" else "future"
    if finite.morph.tense == "Fut":
        return "future"
    if finite.lemma == "avoir" and finite.dep == "aux":
        return "past"  # of a participle that the tagger calls an adjective
    if finite.morph.tense in ("Imp", "Past") and finite.morph.form == "Fin":
        return "future" if main.lemma == "devoir" and not compound else "past"
    if not compound and finite.lemma == "être" and tokens[finite.head].lower.rstrip("es") in words.with_etre:
        return "past"  # "est mort": an adjective to the tagger
    if compound:
        return "past" if _is_perfect(tokens, group, words) else "present"
    return "past" if main.lemma in words.telling else "present"


def _is_perfect(tokens: list[Token], group: Group, words: TimeWords) -> bool:
    """ "a dit", "est arrivé", "s'est réuni", "a été élu"; but "est organisé" is a present."""
    if tokens[group.finite].lemma == "avoir" or group.reflexive:
        return True
    return tokens[group.main].lemma in words.with_etre or tokens[group.main].lower in words.with_etre


def _infinitive(parse: Parse, group: Group, words: TimeWords, depth: int) -> Tense | None:
    """a appelé à manifester samedi · doit se réunir vendredi; "après avoir voté lundi" is past."""
    tokens = parse.tokens
    if group.finite != group.main and _is_perfect(tokens, group, words):
        return "past"
    above = _above_verb(tokens, group.main)
    if above is None:
        return None
    lemma = tokens[above].lemma
    if lemma == "venir" and any(tokens[i].lower in ("de", "d'") for i in range(above, group.main)):
        return "past"
    if lemma in words.forward:
        return "past" if lemma in MODALS and tense_of(parse, above, words, 0) == "past" else "future"
    return tense_of(parse, above, words, depth - 1) if above < group.main and depth else None


def _above_verb(tokens: list[Token], verb: int) -> int | None:
    """The verb that governs another: its head, or the finite verb before it."""
    i = tokens[verb].head
    for _ in range(STEPS):
        if i != verb and tokens[i].pos in VERBS:
            return i
        if tokens[i].head == i:
            break
        i = tokens[i].head
    return next((k for k in range(verb - 1, max(verb - STEPS, -1), -1) if is_finite(tokens[k])), None)


def perfect_at(scene: Scene, i: int) -> bool:
    """Whether the clause of the word `i` tells what happened once: "s'est rendu le mardi", "arrivé le mardi"."""
    at = bisect_right(scene.token_starts, scene.line.starts[i]) - 1
    verb = _governor(scene.parse, at) if at >= 0 else None
    if verb is None:
        return False
    group = verb_group(scene.parse, verb)
    tokens = scene.parse.tokens
    if group.form == "part":
        return True
    return group.form == "fin" and group.finite != verb and _is_perfect(tokens, group, scene.words)
