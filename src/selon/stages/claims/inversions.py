"""Words first, cue after: inversion, incise, and what resumes behind them."""

from __future__ import annotations

from selon.stages.claims.adjuncts import skip_adjuncts, subject_after, verb_waits
from selon.stages.claims.clauses import complete, last_word, verb_behind
from selon.stages.claims.cues import VerbCue
from selon.stages.claims.reports import cue_range
from selon.stages.claims.scene import (
    Draft,
    Mention,
    Range,
    Scene,
    can_speak,
    drafts_in,
    phrase_at,
    sentence_end,
    words_range,
)
from selon.stages.parse import Sentence
from selon.stages.phrases import is_finite

CLOSERS = '»"”'


def inversion(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """La trêve tient, a déclaré mardi à Genève le porte-parole de l'ONU. Le roi, a-t-il ajouté, viendra.

    The words before the cue are the content, and the words behind its subject where they go on with the clause."""
    source = subject_after(scene, cue.group, cue.last, sentence) if _may_invert(scene, cue, sentence) else None
    if source is None or not (inverted(scene, cue, sentence) or _enclosed(scene, source, sentence)):
        return None
    if not _can_speak(scene, cue, source, sentence):
        return None
    first = _content_start(scene, cue, sentence)
    before = last_word(scene, cue.group.first - 1, first)
    if before < first:
        report_on(scene, sentence, cue.group.first, source)
        return None
    sources = [source]
    closes = max(source.last, cue.last)
    if scene.tokens[source.first].lower in ("-on", "on"):
        found = _from(scene, closes, sentence)
        if not found:
            return None
        sources, closes = [found], found.last
    content = [_start_range(scene, cue, first, before, sentence)]
    content += _resumed(scene, cue, first, before, closes, sentence)
    return Draft(
        "inversion",
        cue.group.main,
        content,
        cue_range(scene, cue),
        sources,
        cue.entry.act,
        cue.entry.place or None,
        cue.entry.certainty,
        closes=closes,
    )


def report_on(scene: Scene, sentence: Sentence, at: int, source: Mention) -> None:
    """ "P, a dit le roi, a rapporté l'agence": puts who reports outside the source of the claim that ends before
    `at`."""
    for draft in drafts_in(scene, sentence):
        if draft.at < at and draft.sources and at - draft.closes <= 3:
            draft.sources = [source, *draft.sources]
            draft.closes = source.last
            return


def _may_invert(scene: Scene, cue: VerbCue, sentence: Sentence) -> bool:
    """Whether a comma, a dash or a closing mark stands before the finite verb of the cue."""
    group = cue.group
    if group.form != "fin" or group.first <= sentence.first or group.passive or group.negated:
        return False
    before = scene.tokens[group.first - 1].text
    return before in (",", "–", "—", ")", "!", "?", "...", "…") or _closes_quotation(scene, group.first, sentence)


def inverted(scene: Scene, cue: VerbCue, sentence: Sentence) -> bool:
    """Whether words come before that need no verb of the cue: a quotation that closes, or a clause."""
    first = cue.group.first
    return (
        cue.group.clitic is not None
        or _closes_quotation(scene, first, sentence)
        or scene.tokens[first - 1].text in ("?", "!")
        or scene.quoted[first - 1] is not None
        or complete(scene, sentence.first, first - 1)
    )


def _enclosed(scene: Scene, source: Mention, sentence: Sentence) -> bool:
    """ "Le satellite, assure son constructeur, émet toujours": commas round the incise, and the verb behind it."""
    at = source.last + 1
    if at >= sentence.last or scene.tokens[at].text != ",":
        return False
    return is_finite(scene.tokens[verb_behind(scene, at + 1, sentence)])


def _can_speak(scene: Scene, cue: VerbCue, source: Mention, sentence: Sentence) -> bool:
    """A pronoun or a name can, or a noun that the word lists know; any noun, where a quotation closes before the
    cue."""
    if cue.group.clitic is not None or _closes_quotation(scene, cue.group.first, sentence) or can_speak(scene, source):
        return True
    return scene.tokens[source.first].lower not in ("un", "une", "des", "de", "d'")


def _closes_quotation(scene: Scene, first: int, sentence: Sentence) -> bool:
    """Whether a quotation closes between the last word before word `first` and it."""
    last = first - 1
    while last > sentence.first and scene.tokens[last].pos == "PUNCT":
        last -= 1
    between = scene.text[scene.tokens[last].end : scene.tokens[first].start]
    return any(mark in between for mark in CLOSERS)


def _from(scene: Scene, at: int, sentence: Sentence) -> Mention | None:
    """ "a-t-on appris de source militaire", "apprend-on auprès de la police": the source behind "on"."""
    reading = any(t.lemma == "lire" for t in scene.tokens[max(sentence.first, at - 6) : at + 1])
    for i in range(at + 1, sentence.last):
        token = scene.tokens[i]
        if reading and token.lower in ("dans", "sur", "chez"):
            return phrase_at(scene, i + 1, sentence.last + 1)
        if token.lower in ("auprès", "chez"):
            return phrase_at(scene, i + 2, sentence.last + 1)
        if (token.lower in ("de", "d'") and scene.tokens[i + 1].lemma == "source") or (
            token.lower == "de" and scene.tokens[i + 1].lower == "bonne"
        ):
            return phrase_at(scene, i + 1, sentence.last + 1)
    return None


def _content_start(scene: Scene, cue: VerbCue, sentence: Sentence) -> int:
    """Returns the first word that the cue can report: after an earlier incise of the sentence, or at its start."""
    first = sentence.first
    for draft in drafts_in(scene, sentence):
        if (
            draft.construction == "inversion"
            and sentence.first <= draft.at < cue.group.first
            and len(draft.content) == 1
        ):
            first = max(first, draft.closes + 1)
    while first < cue.group.first and scene.tokens[first].pos == "PUNCT":
        first += 1
    return _after_colon(scene, cue, first)


def _after_colon(scene: Scene, cue: VerbCue, first: int) -> int:
    """ "L'attaque a été revendiquée : « P », ont-ils écrit": only the quotation after the colon is the content."""
    quote = scene.quoted[cue.group.first - 1] or scene.quoted[cue.group.first - 2]
    if (
        quote is None
        or not quote.closed
        or not scene.text[max(0, quote.start - 4) : quote.start].rstrip().endswith(":")
    ):
        return first
    return next((i for i in range(first, cue.group.first) if scene.tokens[i].start >= quote.start), first)


def _start_range(scene: Scene, cue: VerbCue, first: int, last: int, sentence: Sentence) -> Range:
    """The offsets of the content, from the opening of the quotation where it began in an earlier sentence."""
    start, end = words_range(scene, first, last)
    quote = scene.quoted[first]
    if first == sentence.first and quote and quote.start < sentence.start:
        start = quote.start
    tail = scene.quoted[last]
    if tail and tail.closed and end < tail.end <= scene.tokens[cue.group.first].start:
        end = tail.end
    return start, end


def _resumed(scene: Scene, cue: VerbCue, first: int, before: int, closes: int, sentence: Sentence) -> list[Range]:
    """The second piece of a content that the incise cuts in two."""
    final = sentence_end(scene, sentence)
    start = closes + 1
    quote = scene.quoted[before]
    embracing = quote is not None and scene.quoted[cue.group.main] is quote
    if not embracing and not (
        start < final and scene.tokens[start].text == "," and verb_waits(scene, before, start + 1)
    ):
        start = skip_adjuncts(scene, start, sentence.last + 1)
    while start <= final and scene.tokens[start].pos == "PUNCT":
        start += 1
    if start > final or scene.tokens[start].lower.startswith("cit"):
        return []
    reopened = scene.quoted[start]
    if embracing and quote and scene.tokens[start].pos in ("NUM", "ADJ"):  # "raconte Ada, 44 ans, assise. P"
        start = sentence.last + 1
        if start >= len(scene.tokens) or scene.quoted[start] is not quote:
            return []
    if embracing and quote and scene.tokens[start].start < quote.end:
        return [(scene.tokens[start].start, quote.end)]
    if reopened and scene.tokens[start].start == reopened.inner_start and reopened.start >= scene.tokens[closes].end:
        between = scene.text[scene.tokens[closes].end : reopened.start]
        if ("," in between and ":" not in between) or quote:
            return (
                [(reopened.start, max(reopened.end, scene.tokens[final].end))]
                if not _verb_between(scene, closes, start)
                else []
            )
        return []
    if (not complete(scene, first, before) or verb_waits(scene, before, start)) and not (
        quote and quote.closed and quote.inner_start <= scene.tokens[first].start
    ):
        return [words_range(scene, start, final)]
    return []


def _verb_between(scene: Scene, first: int, last: int) -> bool:
    return any(t.pos == "VERB" for t in scene.tokens[first + 1 : last])
