"""Refusing to say: "a refusé de commenter", "n'a pas souhaité répondre", "n'a pas confirmé", "a gardé le silence"."""

from __future__ import annotations

from selon.stages.claims.ends import clause_range
from selon.stages.claims.scene import Draft, Range, Scene, phrase_at, sentence_end
from selon.stages.claims.subjects import subject
from selon.stages.parse import Sentence
from selon.stages.phrases import CLITICS, Group, verb_group

CONFIRMING = frozenset(("confirmer", "infirmer", "commenter", "répondre", "réagir"))
ASKING = frozenset("combien quand comment pourquoi où qui si s' quel quelle quels quelles".split())
SILENT = frozenset(("garder", "observer", "conserver"))


def refusal(scene: Scene, i: int, sentence: Sentence) -> Draft | None:
    """Le ministère a refusé de commenter ces informations. L'armée n'a pas souhaité s'exprimer sur ce point.

    What is not said is the content; where it is not named, the words of refusal are."""
    token = scene.tokens[i]
    if token.pos not in ("VERB", "AUX") or scene.quoted[i] or not _may_refuse(scene, token.lemma):
        return None
    group = verb_group(scene.parse, i)
    if group.form not in ("fin", "ger") or group.passive:
        return None
    last = _refused(scene, group, sentence)
    if last is None:
        return None
    content = _topic(scene, group, last, sentence)
    source = subject(scene, group, sentence)
    cue = scene.tokens[group.first].start, scene.tokens[last].end
    content = content or _asked_about(scene, group, sentence) or _comment(scene, last)
    if content is None and scene.tokens[group.main].lemma in ("commenter", "répondre", "réagir"):
        return None  # "le club n'a pas répondu": silence is no refusal
    return Draft("refusal", i, [content or cue], cue, [source] if source else [], "decline", None, closes=last)


def _may_refuse(scene: Scene, lemma: str) -> bool:
    words = scene.words.refusals
    plain = lemma in CONFIRMING or lemma in SILENT or lemma in words["will"]
    return plain or not words["refuse"].isdisjoint((lemma, f"se {lemma}", f"s'{lemma}"))


def _refused(scene: Scene, group: Group, sentence: Sentence) -> int | None:
    """Returns the last word of the refusal: the verb or noun of comment that the refusing verb governs."""
    words, tokens = scene.words.refusals, scene.tokens
    lemma = tokens[group.main].lemma
    if group.negated and lemma in CONFIRMING:
        return group.last
    if lemma in SILENT:
        return _find(scene, group.last, sentence, words["silent"], 3)
    refuses = lemma in words["refuse"] or (group.reflexive and {"se " + lemma, "s'" + lemma} & words["refuse"])
    if not (lemma in words["will"] if group.negated else refuses):
        return None
    verb = _find(scene, group.last, sentence, words["say"], 5)
    return verb if verb is not None else _find(scene, group.last, sentence, words["comment"], 4)


def _comment(scene: Scene, last: int) -> Range | None:
    """ "s'est abstenu de tout commentaire": the noun of comment itself."""
    if scene.tokens[last].pos != "NOUN" or scene.tokens[last].lemma in scene.words.refusals["silent"]:
        return None
    first = last
    while scene.tokens[first - 1].pos in ("DET", "ADJ") or scene.tokens[first - 1].lower == "tout":
        first -= 1
    return scene.tokens[first].start, scene.tokens[last].end


def _asked_about(scene: Scene, group: Group, sentence: Sentence) -> Range | None:
    """ "Interrogée sur ce point, la ministre a refusé de s'exprimer": what the question was about."""
    for i in range(sentence.first, min(sentence.first + 6, group.first)):
        if scene.tokens[i].lower == "sur" and any(
            t.lower.startswith(("interrog", "question")) for t in scene.tokens[sentence.first : i]
        ):
            comma = next((k for k in range(i, group.first) if scene.tokens[k].text == ","), group.first)
            found = phrase_at(scene, i + 1, comma)
            return (found.start, found.end) if found else None
    return None


def _find(scene: Scene, after: int, sentence: Sentence, lemmas: frozenset[str], within: int) -> int | None:
    for i in range(after + 1, min(after + within, sentence.last) + 1):
        token = scene.tokens[i]
        if token.lemma in lemmas:
            return i
        if token.pos not in ("ADP", "DET", "ADV", "PRON", "AUX", "VERB", "ADJ") and token.lower not in CLITICS:
            return None
    return None


def _topic(scene: Scene, group: Group, last: int, sentence: Sentence) -> Range | None:
    """What is not commented on: the noun phrase, infinitive or question after the cue."""
    start = last + 1
    while start + 1 <= sentence.last and scene.tokens[start].lower == "ni":
        start += 2  # "n'a ni confirmé ni démenti"
    while (
        start <= sentence.last
        and scene.tokens[start].lower not in ASKING
        and (
            (
                scene.tokens[start].lower in ("sur", "à", "au", "aux", "de", "d'", "que", "qu'", "dans", "l'")
                and scene.tokens[start].pos != "DET"
            )
            or scene.tokens[start].pos == "ADV"
        )
    ):
        start += 1
    if start > sentence_end(scene, sentence) or scene.tokens[start].pos in ("PUNCT", "CCONJ"):
        return None
    return clause_range(scene, start, group, sentence)
