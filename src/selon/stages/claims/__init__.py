"""Who says what: the claims of a dispatch.

Each construction looks at one cue and says what it makes of it; the first that answers has it. `find_drafts` calls
them in the order in which they are safest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selon.stages.claims.according import according_to
from selon.stages.claims.anaphors import said_of_the_clause, without_attribution
from selon.stages.claims.chains import chain, cite
from selon.stages.claims.clauses import find_que
from selon.stages.claims.cues import VerbCue, unlisted_cues, verb_cues
from selon.stages.claims.denials import bare_denial
from selon.stages.claims.hearsay import hearsay
from selon.stages.claims.inversions import inversion
from selon.stages.claims.nominals import noun_report, voiced_noun
from selon.stages.claims.objects import attribution_to, judgement, object_phrase, passive
from selon.stages.claims.pictures import picture, seen_on
from selon.stages.claims.quotations import follow_on
from selon.stages.claims.refusals import refusal
from selon.stages.claims.reports import (
    clause,
    colon,
    infinitive,
    infinitive_after_preposition,
    quoted_words,
    readiness,
)
from selon.stages.claims.scene import Draft, Range, Scene, can_speak
from selon.stages.claims.spoken import spoken
from selon.stages.parse import Sentence

BY_VERB: tuple[Callable[[Scene, VerbCue, Sentence], Draft | None], ...] = (
    said_of_the_clause,
    inversion,
    clause,
    infinitive,
    infinitive_after_preposition,
    colon,
    quoted_words,
    readiness,
    passive,
    attribution_to,
    judgement,
    object_phrase,
    bare_denial,
)
BY_OTHER_VERB: tuple[Callable[[Scene, int, Sentence], Draft | None], ...] = (refusal, picture)
BY_NOUN: tuple[Callable[[Scene, int, Sentence], Draft | None], ...] = (voiced_noun, noun_report)
ALONE: tuple[Callable[..., object], ...] = (seen_on, according_to, hearsay, follow_on)
NAMED: tuple[Callable[..., object], ...] = (*BY_VERB, *BY_OTHER_VERB, *BY_NOUN, *ALONE)
CONSTRUCTIONS = {look.__name__: look for look in NAMED}


def find_drafts(scene: Scene) -> list[Draft]:
    """Returns the claims of the scene, in the order of the text; headings claim nothing."""
    told = [sentence for sentence in scene.parse.sentences if sentence.paragraph is not None]
    for sentence in told:
        if sentence.last > sentence.first:
            _look(scene, sentence)
    for draft in scene.drafts:
        cite(scene, draft)
    scene.drafts[:] = chain(scene, _distinct(scene.drafts))
    ground, cues = spoken(scene.drafts), {draft.at for draft in scene.drafts}
    for sentence in told:
        scene.drafts.extend(hearsay(scene, sentence, ground, cues))
    scene.drafts.extend(follow_on(scene))
    return sorted(scene.drafts, key=lambda draft: (draft.content[0], draft.at))


def _look(scene: Scene, sentence: Sentence) -> None:
    """Adds the sentence's drafts to the scene as they are found, so that later constructions see earlier ones."""
    before = len(scene.drafts)
    for token in scene.tokens[sentence.first : sentence.last + 1]:
        made = None
        if token.pos in ("VERB", "AUX"):
            made = _first(BY_OTHER_VERB, scene, token.i, sentence)
        if made is None and token.lemma in scene.words.nouns:
            made = _first(BY_NOUN, scene, token.i, sentence)
        if made:
            scene.drafts.append(made)
    taken = {k for made in scene.drafts[before:] for k in (made.at, *_words(scene, sentence, made.cue))}
    for cue in verb_cues(scene, sentence):
        if cue.group.main not in taken and (made := _by_verb(scene, cue, sentence)):
            scene.drafts.append(made)
    for cue in unlisted_cues(scene, sentence):
        if made := inversion(scene, cue, sentence):
            scene.drafts.append(made)
    scene.drafts.extend(according_to(scene, sentence))
    without_attribution(scene, sentence)
    if made := seen_on(scene, sentence):
        scene.drafts.append(made)


def _first(
    looks: tuple[Callable[[Scene, int, Sentence], Draft | None], ...], scene: Scene, i: int, sentence: Sentence
) -> Draft | None:
    """What the first of the constructions that answers makes of word `i`."""
    return next((made for look in looks if (made := look(scene, i, sentence))), None)


def _words(scene: Scene, sentence: Sentence, cue: Range | None) -> Iterator[int]:
    if cue is None:
        return iter(())
    return (i for i in range(sentence.first, sentence.last + 1) if cue[0] <= scene.tokens[i].start < cue[1])


def _by_verb(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Returns what the first construction that answers makes of the cue."""
    if cue.group.negated and not _negation_attributes(cue):
        return None
    before = scene.tokens[cue.group.first - 1].lower
    if cue.group.form == "inf" and (
        before == "sans" or (before in ("pour", "afin") and find_que(scene, cue.group, cue.last, sentence) is None)
    ):
        return None
    inside = scene.quoted[cue.group.main] is not None
    for construction in (inversion,) if inside else (passive,) if cue.group.passive else BY_VERB:
        made = construction(scene, cue, sentence)
        if made:
            return _affirmed(cue, made) if _spoken(scene, cue, made) else None
    return None


def _affirmed(cue: VerbCue, made: Draft) -> Draft:
    """The claim as it stands; "n'a pas exclu que P", "n'a pas nié que P" deny nothing."""
    if cue.group.negated and made.act == "deny":
        made.act = "state"
        made.certainty = "possible" if cue.entry.word == "exclure" else made.certainty
    return made


def _spoken(scene: Scene, cue: VerbCue, made: Draft) -> bool:
    """Whether the source can be one: after a verb that a thing can be the subject of ("souligne", "demande"), and
    before a mere noun phrase, it must be known to speak."""
    if not made.sources:
        return cue.group.form != "inf"
    if made.construction == "inversion":
        return True
    telling = made.construction in ("clause", "infinitive", "colon", "quoted_words", "readiness")
    return (telling and "thing" not in cue.entry.frames) or can_speak(scene, made.sources[-1])


def _negation_attributes(cue: VerbCue) -> bool:
    """ "n'exclut pas que", "ne croit pas que": negated verbs that still tell what somebody holds."""
    return cue.entry.word in ("exclure", "croire", "penser", "estimer", "douter", "nier", "cacher")


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """Drops a draft whose content is empty, or the same as an earlier one's with the same source."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for draft in drafts:
        key = (tuple(draft.content), draft.sources[-1].start if draft.sources else None)
        if all(a < b for a, b in draft.content) and key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept
