"""Hearsay without a source: the conditional of the writer's own voice ("la frappe aurait fait trois morts")."""

from __future__ import annotations

from collections.abc import Iterator

from selon.stages.claims.clauses import first_finite, lexical
from selon.stages.claims.scene import Draft, Scene, sentence_end, words_range
from selon.stages.claims.spoken import Spoken, covers
from selon.stages.parse import Sentence
from selon.stages.phrases import Group, is_finite, verb_group

OWN_CONDITIONAL = frozenset("pouvoir devoir vouloir falloir souhaiter aimer préférer suffire valoir permettre".split())
CONDITIONAL_ENDINGS = ("rais", "rait", "rions", "riez", "raient")  # the tagger takes "lui" for one, too
CONDITIONS = frozenset(("si", "cas", "sinon", "sans", "condition"))


def hearsay(scene: Scene, sentence: Sentence, ground: Spoken, cues: set[int]) -> Iterator[Draft]:
    """La frappe aurait fait trois morts. Il compterait dix mille combattants.

    A clause in the conditional, with no condition and no other voice in its sentence, is somebody's word, unnamed.
    `ground` is what is claimed already, `cues` the words that found those claims."""
    within = range(sentence.first, sentence.last + 1)
    conditionals = [
        i for i in within if scene.tokens[i].morph.mood == "Cnd" and scene.tokens[i].lower.endswith(CONDITIONAL_ENDINGS)
    ]
    if not conditionals or any(_condition(scene, i) for i in within):
        return
    done = sentence.first
    if "selon lesquel" in (words := scene.text[sentence.start : sentence.end].lower()) or "selon laquelle" in words:
        return
    for i in conditionals:
        if i >= done and scene.tokens[i].pos in ("VERB", "AUX") and _own_voice(scene, i, sentence, ground):
            group = verb_group(scene.parse, lexical(scene, i))
            if group.main in cues:
                continue
            first, last = _clause(scene, group, i, sentence)
            content = words_range(scene, first, last)
            cue = scene.tokens[group.first].start, scene.tokens[group.last].end
            yield Draft("hearsay", i, [content], cue, [], "state", None, "possible", closes=last)
            done = last + 1


def _condition(scene: Scene, i: int) -> bool:
    """ "si", "s'il", "au cas où", "sans": what makes a conditional no hearsay."""
    word = scene.tokens[i].lower
    return word in CONDITIONS or (
        word == "s'" and i + 1 < len(scene.tokens) and scene.tokens[i + 1].lower in ("il", "ils")
    )


def _own_voice(scene: Scene, i: int, sentence: Sentence, ground: Spoken) -> bool:
    """Not in a quotation, not in a claim's words, no modal, not the future of a past ("espérait qu'il viendrait")."""
    token = scene.tokens[i]
    if scene.quoted[i] or token.lemma in OWN_CONDITIONAL or token.head < 0:
        return False
    if covers(ground, (token.start, token.end)):
        return False
    verb = scene.tokens[lexical(scene, i)]
    if verb.lemma in OWN_CONDITIONAL:
        return False
    before = [t.lower for t in scene.tokens[sentence.first : i]]
    subordinate = "que" in before or "qu'" in before or "où" in before or "dont" in before
    earlier = first_finite(scene, sentence.first, i - 1)
    if subordinate and earlier is not None:
        return False
    if _perfect(scene, i):
        return True
    if before[-1:] and before[-1] in ("cela", "ceci", "ça", "ce", "n'", "ne"):
        return False
    if before[-1:] == ["qui"] and token.lemma in ("être", "avoir"):
        return True
    return "qui" not in before[-6:] and (earlier is None or not any(w in before for w in ("qui", "lorsque", "quand")))


def _perfect(scene: Scene, i: int) -> bool:
    return lexical(scene, i) != i


def _clause(scene: Scene, group: Group, at: int, sentence: Sentence) -> tuple[int, int]:
    """The words of the clause: a relative without its pronoun, else from the last break to the next."""
    tokens = scene.tokens
    first, last = sentence.first, sentence_end(scene, sentence)
    for i in range(group.first - 1, sentence.first - 1, -1):
        word = tokens[i]
        if word.lower == "qui" and group.first - i <= 4:
            first = i + 1
            break
        if word.text in (";", ":") or (
            word.lower in ("mais", "tandis", "alors") and _has_verb(scene, sentence.first, i)
        ):
            first = i + (2 if tokens[i + 1].lower in ("que", "qu'") else 1)
            break
        if (
            word.lower == "et"
            and word.pos == "CCONJ"
            and _has_verb(scene, sentence.first, i)
            and tokens[i + 1].pos in ("DET", "PRON", "PROPN", "AUX")
        ):
            first = i + 1
            break
    relative = first > sentence.first and tokens[first - 1].lower == "qui"
    for i in range(group.last + 1, last):
        word = tokens[i]
        if relative and word.text == "," and is_finite(tokens[i + 1]):
            last = i - 1
            break
        if word.text == ";" or (word.text == "," and tokens[i + 1].lower in ("mais", "tandis", "alors", "ce", "selon")):
            last = i - 1
            break
    return first, last


def _has_verb(scene: Scene, first: int, last: int) -> bool:
    return first_finite(scene, first, last) is not None
