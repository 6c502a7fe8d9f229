"""Claims about words that stand elsewhere in the sentence: "P, comme l'a affirmé X", "P, ce que X dément"."""

from __future__ import annotations

from selon.stages.claims.adjuncts import subject_after
from selon.stages.claims.clauses import last_word
from selon.stages.claims.cues import VerbCue
from selon.stages.claims.reports import cue_range
from selon.stages.claims.scene import Draft, Mention, Scene, drafts_in, words_range
from selon.stages.claims.subjects import phrase_start
from selon.stages.parse import Sentence
from selon.stages.phrases import ADVERSE, CLITICS, noun_phrase, sentence_of


def said_of_the_clause(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Le câble a été coupé, comme l'a affirmé Oslo. Le câble a été coupé, ce que Moscou dément.

    The clause before is the content, once more."""
    group = cue.group
    opening = _opening(scene, group.first, sentence)
    if opening is None or opening <= sentence.first + 1 or group.form != "fin":
        return _comme_first(scene, cue, sentence, opening)
    source = _between(scene, opening, group.first) or subject_after(scene, group, cue.last, sentence)
    earlier = [
        d
        for d in drafts_in(scene, sentence)
        if d.at < opening and d.construction not in ("according_to", "hearsay") and not _inner(d, opening, scene)
    ]
    end = last_word(scene, opening - 1, sentence.first)
    content = list(earlier[0].content) if earlier else [words_range(scene, sentence.first, end)]
    if source is None or content[0][0] >= content[0][1]:
        return None
    if scene.tokens[opening].lower == "contrairement" and scene.text.startswith("ne pas ", content[0][0]):
        content[0] = (content[0][0] + len("ne pas "), content[0][1])
    return Draft(
        "said_of_the_clause",
        group.main,
        content,
        cue_range(scene, cue),
        [source],
        cue.entry.act,
        cue.entry.place,
        cue.entry.certainty,
        closes=max(source.last, cue.last),
    )


def without_attribution(scene: Scene, sentence: Sentence) -> None:
    """Le tir a échoué, selon le Pentagone, ce que dément Pékin: both are about the words that the first is."""
    drafts = list(drafts_in(scene, sentence))
    for draft in drafts:
        if draft.construction == "said_of_the_clause":
            start, end = draft.content[0][0], draft.content[-1][1]
            within = (d for d in drafts if d.construction == "according_to" and start <= scene.tokens[d.at].start < end)
            if attributed := next(within, None):
                draft.content = list(attributed.content)


def _inner(draft: Draft, opening: int, scene: Scene) -> bool:
    """Whether the draft's content ends before the clause does: the anaphor is about more."""
    end = max(draft.content[-1][1], scene.tokens[draft.closes].end)
    return scene.tokens[opening].start - end > 4


def _comme_first(scene: Scene, cue: VerbCue, sentence: Sentence, opening: int | None) -> Draft | None:
    """Comme l'affirme le ministre, la trêve tient."""
    if opening is None or cue.group.form != "fin":
        return None
    source = _between(scene, opening, cue.group.first) or subject_after(scene, cue.group, cue.last, sentence)
    at = max(source.last, cue.last) + 1 if source else sentence.last
    if source is None or at >= sentence.last or scene.tokens[at].text != ",":
        return None
    last = last_word(scene, sentence.last, at)
    return Draft(
        "said_of_the_clause",
        cue.group.main,
        [words_range(scene, at + 1, last)],
        cue_range(scene, cue),
        [source],
        cue.entry.act,
        cue.entry.place,
        cue.entry.certainty,
        closes=at,
    )


def _opening(scene: Scene, first: int, sentence: Sentence) -> int | None:
    """Returns the "comme" or "ce que" that opens the clause of the cue, None where there is none."""
    for i in range(first - 1, max(sentence.first, first - 12) - 1, -1):
        word = scene.tokens[i]
        if word.lower == "comme":
            return i if i == sentence.first or scene.tokens[i - 1].text in (",", "(", "–") else None
        if word.lower in ("que", "qu'", "qui") and i > sentence.first and scene.tokens[i - 1].lower == "ce":
            start = i - 1
            while start > sentence.first and scene.tokens[start - 1].lower in ADVERSE:
                start -= 1
            return start if scene.tokens[start - 1].text in (",", "–", "(") or start == sentence.first else None
        if word.pos in ("VERB", "PUNCT"):
            return None
    return None


def _between(scene: Scene, opening: int, first: int) -> Mention | None:
    """The subject between "ce que" and its verb."""
    start = opening + 1
    while start < first and scene.tokens[start].lower in ADVERSE | {"ce", "que", "qu'"}:
        start += 1
    if start >= first or scene.tokens[start].lower in CLITICS - {"l'", "le", "la", "les"}:
        return None
    found = noun_phrase(scene.parse, start, first, scene.roles)
    if found is None or scene.tokens[start].pos not in ("DET", "PROPN", "NOUN", "PRON", "NUM"):
        return None
    begin = phrase_start(scene, found[0], sentence_of(scene.parse, start))
    return Mention(scene.tokens[begin].start, scene.tokens[found[1]].end, begin, found[1])
