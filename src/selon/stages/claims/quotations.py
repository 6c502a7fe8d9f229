"""Quotations that no cue claims: those that follow on from a claim, with the same speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selon.stages.claims.scene import Draft, Scene
from selon.stages.parse import Sentence
from selon.stages.phrases import RELATIVES, is_finite

WORD = re.compile(r"\w+")
SHORTEST = 3  # words; fewer between quotation marks are a name or a scare quote


def follow_on(scene: Scene, paragraphs: list[int]) -> Iterator[Draft]:
    """ "Nous partons", a dit le roi. "Nous reviendrons."

    A sentence that is a quotation, or that opens with a quoted clause, and has no cue: its speaker is the last one of
    its paragraph, or of the paragraph before. `paragraphs` gives each sentence its paragraph."""
    spoken = [(a, b) for d in scene.drafts for a, b in d.content]
    done = -1
    for sentence in scene.parse.sentences:
        span = _quotation(scene, sentence)
        if span is None or span[0] < done or any(a < span[1] and span[0] < b for a, b in spoken):
            continue
        source = _speaker(scene, sentence, paragraphs)
        if source is None:
            continue
        draft, visual = source
        done = span[1]
        yield Draft(
            "follow_on",
            sentence.first,
            [span],
            None,
            list(draft.sources),
            "state",
            None,
            visual=visual,
            closes=sentence.last,
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
    inside = [t for t in scene.tokens[sentence.first : sentence.last + 1] if t.start < quote.end]
    if any(is_finite(t) for t in inside):
        return min(quote.start, sentence.start), scene.tokens[sentence.last].start
    return None


def _quoted_clause(scene: Scene, sentence: Sentence) -> tuple[int, int] | None:
    """ "La société « coopère pleinement avec les enquêteurs »": the sentence, where it holds a quoted verb phrase."""
    for i in range(sentence.first + 1, sentence.last):
        quote = scene.quoted[i]
        if quote and quote.inner_start == scene.tokens[i].start and quote.closed and is_finite(scene.tokens[i]):
            if (
                len(WORD.findall(scene.text[quote.start : quote.end])) > SHORTEST
                and scene.tokens[i - 1].lower not in RELATIVES
            ):
                return sentence.start, scene.tokens[sentence.last].start
    return None


def _speaker(scene: Scene, sentence: Sentence, paragraphs: list[int]) -> tuple[Draft, bool] | None:
    """Returns the last claim with a source before the sentence, no further than the paragraph before; where none, the
    first one after it in the paragraph."""
    here = paragraphs[sentence.i]
    before = [
        d for d in scene.drafts if d.at < sentence.first and d.sources and here - _paragraph(scene, d, paragraphs) <= 1
    ]
    near = [d for d in before if _paragraph(scene, d, paragraphs) == here]
    if near:
        return max(near, key=lambda d: d.at), False
    after = [d for d in scene.drafts if d.at > sentence.last and d.sources and _paragraph(scene, d, paragraphs) == here]
    if after:
        return min(after, key=lambda d: d.at), False
    return (max(before, key=lambda d: d.at), False) if before else None


def _paragraph(scene: Scene, draft: Draft, paragraphs: list[int]) -> int:
    from selon.stages.phrases import sentence_of

    return paragraphs[sentence_of(scene.parse, draft.at).i]
