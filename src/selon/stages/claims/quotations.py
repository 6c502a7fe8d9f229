"""Quotations that no cue claims: those that follow on from a claim, with the same speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from selon.stages.claims.scene import Draft, Scene
from selon.stages.claims.spoken import covers, spoken
from selon.stages.parse import Sentence
from selon.stages.phrases import RELATIVES, is_finite, sentence_of

WORD = re.compile(r"\w+")
SHORTEST = 3  # words; fewer between quotation marks are a name or a scare quote


def follow_on(scene: Scene) -> Iterator[Draft]:
    """ "Nous partons", a dit le roi. "Nous reviendrons."

    A sentence that is a quotation, or that opens with a quoted clause, and has no cue: its speaker is the last one of
    its paragraph, or of the paragraph before."""
    ground = spoken(scene.drafts)
    voices = sorted((d for d in scene.drafts if d.sources), key=lambda d: d.at)
    done = -1
    for sentence in scene.parse.sentences:
        span = _quotation(scene, sentence)
        if span is None or span[0] < done or covers(ground, span):
            continue
        voice = _speaker(scene, sentence, voices)
        if voice:
            done = span[1]
            yield Draft(
                "follow_on", sentence.first, [span], None, list(voice.sources), "state", None, closes=sentence.last
            )


def _quotation(scene: Scene, sentence: Sentence) -> tuple[int, int] | None:
    """Returns the quotation that the sentence is, or the sentence, where it opens with a quoted clause."""
    quote = scene.quoted[sentence.first]
    if quote is None:
        return _quoted_clause(scene, sentence)
    words = scene.text[quote.start : quote.end]
    if len(WORD.findall(words)) < SHORTEST:
        return None
    if quote.end >= sentence.end - 2 and (
        quote.start <= sentence.start or quote.start < scene.tokens[sentence.first].start
    ):
        return quote.start, quote.end
    if scene.text[quote.end : quote.end + 3].lstrip().startswith(","):
        return quote.start, quote.end  # an incise that was not understood is no part of what is said
    inside = [t for t in scene.tokens[sentence.first : sentence.last + 1] if t.start < quote.end]
    if any(is_finite(t) for t in inside):
        return min(quote.start, sentence.start), scene.tokens[sentence.last].start
    return None


def _quoted_clause(scene: Scene, sentence: Sentence) -> tuple[int, int] | None:
    """ "La société « coopère pleinement avec les enquêteurs »": the sentence, where it holds a quoted verb phrase."""
    for i in range(sentence.first + 1, sentence.last):
        quote = scene.quoted[i]
        if quote is None or not quote.closed or quote.inner_start != scene.tokens[i].start:
            continue
        long = len(WORD.findall(scene.text[quote.start : quote.end])) > SHORTEST
        if long and is_finite(scene.tokens[i]) and scene.tokens[i - 1].lower not in RELATIVES:
            return sentence.start, scene.tokens[sentence.last].start
    return None


def _speaker(scene: Scene, sentence: Sentence, voices: list[Draft]) -> Draft | None:
    """Returns the last claim before the sentence in its paragraph; where none, the first one after it there; where
    none,
    the last one in the paragraph before. `voices` are the claims with a source, in the order of their cues."""
    here = sentence.paragraph
    at = bisect_left(voices, sentence.first, key=lambda d: d.at)
    before = voices[at - 1] if at else None
    after = next((d for d in voices[at : at + 9] if d.at > sentence.last), None)
    if here is None:
        return None
    if before and _paragraph(scene, before) == here:
        return before
    if after and _paragraph(scene, after) == here:
        return after
    return before if before and _paragraph(scene, before) == here - 1 else None


def _paragraph(scene: Scene, draft: Draft) -> int | None:
    return sentence_of(scene.parse, draft.at).paragraph
