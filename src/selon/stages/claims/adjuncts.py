"""What stands between a cue and its subject or its clause: days, places, media, asides between commas."""

from __future__ import annotations

from selon.stages.claims.clauses import past_participle
from selon.stages.claims.scene import Mention, Scene, phrase_at
from selon.stages.parse import Sentence, Token
from selon.stages.phrases import CLITICS, OF, Group, is_finite

NAMED = frozenset(
    "chaîne radio télévision quotidien journal site magazine agence hebdomadaire réseau station émission".split()
)
CIRCUMSTANCES = frozenset("au lors pendant durant devant selon après avant dans en depuis sans".split())
GLOSSES = frozenset("référence allusion réponse réaction marge évoquant parlant".split())


def gloss(scene: Scene, at: int) -> bool:
    """ ", en référence à", ", dans un communiqué", ", lors d'un entretien": how it was said, not what."""
    tokens = scene.tokens[at : at + 6]
    if not tokens or (tokens[0].pos not in ("ADP", "ADV") and tokens[0].lower not in ("lors",)):
        return False
    for token in tokens[1:]:
        if token.lower in GLOSSES:
            return tokens[0].lower == "en"
        if token.pos in ("NOUN", "PROPN"):
            return tokens[0].lower in ("dans", "lors", "sur", "devant") and _medium(scene, token.lemma, token.lower)
        if token.pos not in ("DET", "ADP", "ADJ"):
            return False
    return False


def _medium(scene: Scene, *names: str) -> bool:
    return any(name in scene.words.media for name in names)


def skip_adjuncts(scene: Scene, at: int, limit: int) -> int:
    """Returns the first word from `at` on that is no adverb, day, comma, or phrase of place, medium or addressee."""
    tokens = scene.tokens
    i, commas = at, 0
    while i < limit:
        token = tokens[i]
        if scene.quoted[i] and not scene.quoted[at - 1 if at else 0]:
            return i
        if token.text == "," and (aside := _aside_end(scene, i, limit)):
            i = aside
        elif token.text in (",", "(", ")"):
            i, commas = i + 1, commas + 1
        elif (token.pos == "ADV" and token.lower not in CLITICS) or is_day(scene, i):
            i += 1
        elif token.pos == "DET" and i + 1 < limit and is_day(scene, i + 1) and tokens[i + 1].pos != "ADJ":
            i += 2
        elif token.lower == "le" and i + 2 < limit and tokens[i + 1].text.isdigit() and is_day(scene, i + 2):
            i += 3  # "le 25 mars"
        elif (token.pos == "NUM" and i + 1 < limit and (is_day(scene, i + 1) or is_day(scene, i - 1))) or (
            token.pos == "NUM" and i > at and is_day(scene, i - 1)
        ):
            i += 1
        elif (token.pos == "ADP" and token.lower not in OF) or token.lower in ("lors", "devant", "auprès"):
            i = _prepositional_end(scene, i, limit) + 1
        else:
            return i
    return i


def _aside_end(scene: Scene, i: int, limit: int) -> int | None:
    """Returns the word after an aside between commas ("sans convaincre ses détracteurs") that opens at the comma
    `i`."""
    if (
        i + 1 >= limit
        or scene.quoted[i + 1]
        or not (scene.tokens[i + 1].pos in ("ADP", "ADV") or past_participle(scene, i + 1))
    ):
        return None
    for k in range(i + 2, min(i + 16, limit)):
        if is_finite(scene.tokens[k]) or scene.quoted[k]:
            return None
        if scene.tokens[k].text == ",":
            return k + 1
    return None


def is_day(scene: Scene, i: int) -> bool:
    """Whether the word is a day, a month or a part of day."""
    return scene.tokens[i].lower in scene.words.days or (
        scene.tokens[i].text.isdigit() and i > 0 and scene.tokens[i - 1].lower in scene.words.days
    )


def _prepositional_end(scene: Scene, i: int, limit: int) -> int:
    """Returns the last word of the prepositional phrase that starts at `i`; a name that follows an acronym or a full
    stop of a phrase ("à l'AFP Harsh Pant") is left to be the subject."""
    tokens = scene.tokens
    at = i + 1
    while (at < limit and tokens[at].pos in ("ADP", "DET", "NUM")) or (
        at < limit and tokens[at].pos == "ADJ" and at + 1 < limit and tokens[at + 1].pos == "NOUN"
    ):
        at += 1
    if at >= limit or tokens[at].pos not in ("NOUN", "PROPN", "PRON", "X", "ADJ", "VERB"):
        return max(i, at - 1)
    if tokens[at].pos == "VERB" and tokens[at].morph.form != "Inf":
        return at - 1
    last = at
    while last + 1 < limit:
        after = tokens[last + 1]
        agency = tokens[last].pos == "PROPN" and tokens[last].text.isupper()
        if agency and (after.pos == "NUM" or after.lower == "des"):
            break  # "ont dit à l'AFP deux témoins", "ont dit à l'AFP des témoins"
        if (
            after.pos == "ADJ"
            or after.pos == "NUM"
            or after.text == "-"
            or (after.pos in ("PROPN", "X", "NOUN") and _same_name(tokens[last], after) and not is_day(scene, last + 1))
        ):
            last += 1
        elif after.lower in OF and last + 2 < limit:
            last = _prepositional_end(scene, last + 1, limit)
        else:
            break
    return last


def _same_name(token: Token, after: Token) -> bool:
    """Whether the name goes on: not from an acronym to a word, nor from a noun in the plural to a name."""
    if token.text.isupper() and not after.text.isupper():
        return False
    if token.pos == "NOUN" and after.text[:1].isupper():
        return token.lemma in NAMED  # "à la chaîne Beta", but "par téléphone Ada Roux"
    return not (token.pos == "NOUN" and token.morph.number == "Plur" and after.pos != "NOUN")


def verb_waits(scene: Scene, before: int, after: int) -> bool:
    """ "Il s'agit, précise la source, du géologue": the word before the incise is a verb whose complement comes
    after."""
    token = scene.tokens[after]
    if scene.tokens[before].pos not in ("VERB", "AUX") or token.pos not in (
        "ADP",
        "DET",
        "VERB",
        "ADJ",
        "NUM",
        "ADV",
        "NOUN",
        "PROPN",
    ):
        return False
    if (
        (token.pos == "VERB" and token.morph.form not in ("Inf", "Part"))
        or token.lower.endswith("ant")
        or token.lower == "en"
    ):
        return False
    return (token.pos != "ADP" or token.lower not in CIRCUMSTANCES) and not gloss(scene, after)


def subject_after(scene: Scene, group: Group, at: int, sentence: Sentence) -> Mention | None:
    """Returns the subject that follows its verb: the clitic, or the noun phrase after days, places and media."""
    if group.clitic is not None:
        clitic = scene.tokens[group.clitic]
        offset = 1 if clitic.text.startswith("-") else 0
        return Mention(clitic.start + offset, clitic.end, group.clitic, group.clitic)
    limit = sentence.last + 1
    start = skip_adjuncts(scene, at + 1, limit)
    if start >= limit or scene.tokens[start].pos in ("VERB", "AUX", "SCONJ", "CCONJ"):
        return None
    return phrase_at(scene, start, limit)
