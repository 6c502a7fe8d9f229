"""Finds the cues: the verbs of a sentence that attribute, each with its group and its word-list entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selon.languages.attribution import Cue, Preposition
from selon.stages.claims.scene import Scene
from selon.stages.parse import Sentence
from selon.stages.phrases import Group, verb_group

CONFIRMS = "confirmer"
OTHER_PERSONS = ("ons", "ez")  # "rappelons que", "vous dites": no report of somebody's words


UNLISTED = Cue("", False, (), "state", frozenset(("say",)), "certain", "")


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A verb that attributes: its group, its word-list entry, and `last`, the last word of the cue with its tail."""

    group: Group
    entry: Cue
    last: int


def judges_saying(entry: Cue) -> bool:
    """Whether the verb says of another's words that they are so, or not: "une information démentie par Kiev"."""
    return entry.act == "deny" or entry.word == CONFIRMS


def verb_cues(scene: Scene, sentence: Sentence) -> Iterator[VerbCue]:
    """Yields the verbs of the sentence that attribute, in order."""
    for i in range(sentence.first, sentence.last + 1):
        token = scene.tokens[i]
        entries = scene.words.verbs.get(token.lemma)
        if entries and (token.pos == "VERB" or _participle(scene, i)) and not token.lower.endswith(OTHER_PERSONS):
            group = verb_group(scene.parse, i)
            for entry in entries:
                last = _tail(scene, group, entry, sentence.last)
                if last is not None and entry.reflexive == group.reflexive:
                    yield VerbCue(group, entry, last)
                    break


def unlisted_cues(scene: Scene, sentence: Sentence) -> Iterator[VerbCue]:
    """Yields the verbs that no list has, right behind a quotation and its comma: any verb can bring the speaker there
    ("C'est parti", s'amuse le capitaine)."""
    if not any(scene.quoted[sentence.first : sentence.last]):
        return
    for i in range(sentence.first + 1, sentence.last):
        quote = scene.quoted[i - 2] if i - 2 >= sentence.first else None
        if (
            scene.tokens[i - 1].text != ","
            or quote is None
            or not quote.closed
            or quote.end > scene.tokens[i - 1].start + 1
        ):
            continue
        main = next((k for k in range(i, min(i + 5, sentence.last)) if scene.tokens[k].pos == "VERB"), None)
        if main is None or scene.tokens[main].lemma in scene.words.verbs or scene.quoted[main]:
            continue
        group = verb_group(scene.parse, main)
        if group.first == i and group.form == "fin":
            yield VerbCue(group, UNLISTED, _behind(scene, group.last, sentence))


def _behind(scene: Scene, last: int, sentence: Sentence) -> int:
    """ "s'est contentée de répondre sa porte-parole": the infinitive that says it, else the verb itself."""
    if last + 2 >= sentence.last or scene.tokens[last + 1].lower not in ("de", "d'", "à"):
        return last
    verb = scene.tokens[last + 2]
    return last + 2 if verb.morph.form == "Inf" and verb.lemma in scene.words.verbs else last


def _participle(scene: Scene, i: int) -> bool:
    """A participle that the parser took for an auxiliary or an adjective still follows an auxiliary."""
    token = scene.tokens[i]
    return token.pos == "AUX" and token.lemma not in ("avoir", "être")


def _tail(scene: Scene, group: Group, entry: Cue, limit: int) -> int | None:
    """Returns the last word of the cue, None where the words that must follow the verb do not."""
    at = group.last
    for word in entry.tail:
        at += 1
        while at <= limit and scene.tokens[at].pos == "ADV":
            at += 1
        if at > limit or scene.tokens[at].lower != word:
            return None
    return at


def preposition_at(scene: Scene, i: int, limit: int) -> tuple[Preposition, int] | None:
    """Returns the attributing preposition that starts at word `i`, and its last word."""
    listed = scene.words.prepositions.get(scene.tokens[i].lower)
    if not listed:
        return None
    said = tuple(token.lower for token in scene.tokens[i : min(limit, i + len(listed[0].words))])
    for preposition in listed:
        size = len(preposition.words)
        if said[:size] == preposition.words:
            return preposition, i + size - 1
    return None
