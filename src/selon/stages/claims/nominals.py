"""Nouns that report: the announcement by X of P, X's promise to P, their fear that P."""

from __future__ import annotations

from selon.languages.attribution import Cue
from selon.stages.claims.clauses import first_finite, lexical
from selon.stages.claims.ends import clause_end, clause_range
from selon.stages.claims.scene import Draft, Mention, Range, Scene, can_speak, phrase_at
from selon.stages.claims.subjects import phrase_start, subject
from selon.stages.parse import Sentence
from selon.stages.phrases import CLITICS, OF, Group, is_finite, verb_group

VOICING = frozenset(
    (
        "exprimer faire dire redire réitérer manifester émettre formuler répéter réaffirmer confirmer lancer proférer "
        "affirmer rappeler souligner exposer cacher confier partager signifier notifier marquer"
    ).split()
)


def voiced_noun(scene: Scene, i: int, sentence: Sentence) -> Draft | None:
    """Des diplomates ont exprimé leur inquiétude quant à la possibilité que Kiev cède. Il a fait part de sa volonté
    de partir.

    A verb of voicing with a noun of thought or speech; the clause or infinitive that the noun opens is the content."""
    entry = scene.words.nouns.get(scene.tokens[i].lemma)
    if entry is None or scene.quoted[i]:
        return None
    group = _voicing(scene, i, sentence)
    start = _proposition(scene, i, sentence, entry) if group else None
    if group is None or start is None:
        return None
    content = clause_range(scene, start, group, sentence)
    source = subject(scene, group, sentence)
    cue = scene.tokens[group.first].start, scene.tokens[i].end
    if content is None:
        return None
    return Draft(
        "voiced_noun", i, [content], cue, [source] if source else [], entry.act, entry.place, entry.certainty, closes=i
    )


def _voicing(scene: Scene, i: int, sentence: Sentence) -> Group | None:
    """Returns the group of the verb that voices the noun: it stands right before its determiner."""
    tokens = scene.tokens
    at = i - 1
    while at > sentence.first and tokens[at].pos in ("DET", "ADJ", "ADV", "ADP", "NUM"):
        at -= 1
    if tokens[at].lower == "part" and at > sentence.first:
        at -= 1
    if tokens[at].pos != "VERB" or tokens[at].lemma not in VOICING or at < sentence.first:
        return None
    group = verb_group(scene.parse, at)
    return group if group.form in ("fin", "ger", "inf") and not group.negated else None


def _proposition(scene: Scene, i: int, sentence: Sentence, entry: Cue) -> int | None:
    """Returns the first word of the clause, infinitive or event that the noun opens."""
    tokens = scene.tokens
    commas = 0
    for at in range(i + 1, min(i + 14, sentence.last)):
        word = tokens[at].lower
        if word in ("que", "qu'") and "que" in entry.frames and tokens[at].pos != "PRON":
            return at + 1
        infinitive = _infinitive(scene, at + 1, sentence)
        if word in ("de", "d'") and infinitive and ("de" in entry.frames or "que" in entry.frames):
            return at + 2 if tokens[at + 1].lower == "voir" else at + 1
        if word == "à" and infinitive and "à" in entry.frames:
            return at + 1
        if word in ("à", "au", "aux") and tokens[at - 1].lower == "quant" and not _before_que(scene, at, sentence):
            return at + 1
        commas += word == ","
        if commas > 2 or word == ";" or is_finite(tokens[at]):
            return None
    return None


def _before_que(scene: Scene, at: int, sentence: Sentence) -> bool:
    """Whether a clause opens in the phrase behind "quant à" ("quant à la possibilité que P")."""
    return any(t.lower in ("que", "qu'") and t.pos == "SCONJ" for t in scene.tokens[at : min(at + 6, sentence.last)])


def _infinitive(scene: Scene, i: int, sentence: Sentence) -> bool:
    while i < sentence.last and (scene.tokens[i].lower in CLITICS or scene.tokens[i].lower in ("pas", "plus")):
        i += 1
    return scene.tokens[i].morph.form == "Inf"


def noun_report(scene: Scene, i: int, sentence: Sentence) -> Draft | None:
    """L'annonce par Pyongyang de nouvelles mesures a surpris. Les menaces du Caire d'intervenir inquiètent.

    A noun of speech with its author ("par X", "de X") and what it says."""
    token = scene.tokens[i]
    entry = scene.words.nouns.get(token.lemma)
    if entry is None or scene.quoted[i] or token.pos != "NOUN":
        return None
    author, after = _author(scene, i, sentence)
    if author is None:
        return None
    start = _said(scene, after, sentence, entry)
    if start is None:
        return None
    group = Group(i, i, i, "noun", i, False, False, False, None)
    last = clause_end(scene, start, group, sentence)
    last = _before_main_verb(scene, i, start, last, sentence)
    if last < start:
        return None
    content: Range = (scene.tokens[start].start, scene.tokens[last].end)
    first = phrase_start(scene, i, sentence)
    cue = scene.tokens[first].start, token.end
    return Draft("noun_report", i, [content], cue, [author], entry.act, entry.place, entry.certainty, closes=after)


def _author(scene: Scene, i: int, sentence: Sentence) -> tuple[Mention | None, int]:
    """Returns who utters the noun, behind "par" or "de", and the last word of that phrase."""
    if i + 2 > sentence.last:
        return None, i
    word = scene.tokens[i + 1].lower
    if word != "par" and word not in OF:
        return None, i
    found = phrase_at(scene, i + 2, min(i + 14, sentence.last + 1))
    if found is None:
        return None, i
    return (found, found.last) if can_speak(scene, found) else (None, i)


def _said(scene: Scene, after: int, sentence: Sentence, entry: Cue) -> int | None:
    at = after + 1
    if at >= sentence.last:
        return None
    word = scene.tokens[at].lower
    if word == "selon" and scene.tokens[at + 1].lower.startswith(("laquelle", "lequel", "lesquel")):
        return at + 2
    if word in ("que", "qu'") and "que" in entry.frames:
        return at + 1
    if word == "à" and "à" in entry.frames and _infinitive(scene, at + 1, sentence):
        return at + 1
    if word in ("de", "d'") and "de" in entry.frames and _infinitive(scene, at + 1, sentence):
        return at + 1
    if word in OF and "np:de" in entry.frames and not _infinitive(scene, at + 1, sentence):
        return at + 1
    return None


def _before_main_verb(scene: Scene, noun: int, start: int, last: int, sentence: Sentence) -> int:
    """Cuts the content before a verb that has no subject in it: the one whose subject the noun is."""
    tokens = scene.tokens
    clause = tokens[start - 1].lower in ("que", "qu'", "laquelle", "lequel", "lesquelles", "lesquels")
    own = first_finite(scene, start, last) if clause else None
    for i in range(start + 1 if own is None else own + 1, last + 1):
        if not is_finite(tokens[i]) or scene.quoted[i]:
            continue
        group = verb_group(scene.parse, lexical(scene, i))
        if group.first > start:
            subjects = [t for t in tokens[start:i] if t.dep == "nsubj" and group.first <= t.head <= group.last]
            if not subjects:
                return group.first - 1
    return last
