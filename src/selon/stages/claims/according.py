"""Attribution by a preposition: selon, d'après, pour, de source X, à en croire, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from selon.languages.attribution import Preposition
from selon.stages.claims.adjuncts import verb_waits
from selon.stages.claims.chains import less_citer
from selon.stages.claims.clauses import complete, last_word, measures
from selon.stages.claims.cues import preposition_at
from selon.stages.claims.inversions import report_on
from selon.stages.claims.scene import (
    Draft,
    Mention,
    Range,
    Scene,
    can_speak,
    drafts_in,
    may_be_heard,
    phrase_at,
    sentence_end,
    words_range,
)
from selon.stages.claims.subjects import phrase_ending
from selon.stages.parse import Sentence
from selon.stages.phrases import RELATIVES, is_finite, sentence_of, verb_group

JOINERS = frozenset("et mais que qu' car où or puis alors tandis parce puisque lorsque quand comme donc".split())
LINKS = frozenset((",", ";", ":", "(", "–", "—"))
WHOM = frozenset("qui lequel laquelle lesquels lesquelles".split())
PERSONAL = frozenset("lui elle eux elles moi nous vous beaucoup certains certaines plusieurs".split())


def according_to(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Selon l'ONU, la trêve tient. La trêve tient, selon l'ONU. La trêve, selon l'ONU, tient.

    The clause that the preposition stands in is the content, in two pieces where it stands in the middle."""
    done = sentence.first - 1
    for i in range(sentence.first, sentence.last):
        if i <= done or scene.tokens[i].lower not in scene.words.prepositions or scene.quoted[i]:
            continue
        found = preposition_at(scene, i, sentence.last + 1)
        if found and (made := _attribute(scene, sentence, i, *found)):
            yield made
            done = made.closes


def _by_antecedent(scene: Scene, sentence: Sentence, at: int, preposition: Preposition, last: int) -> Draft | None:
    """ "..., a dit la ministre, selon qui P": who the relative pronoun stands for says the clause that it opens."""
    before = at - 1
    while before > sentence.first and scene.tokens[before].pos == "PUNCT":
        before -= 1
    source = phrase_ending(scene, before, sentence, nearest_first=True)
    if source is None or not can_speak(scene, source) or last + 2 > sentence.last:
        return None
    if any(t.lemma in scene.words.nouns for t in scene.tokens[source.first : source.first + 2]):
        return None  # "l'affirmation selon laquelle P" is a noun that reports
    content = words_range(scene, last + 2, _clause_stop(scene, last + 2, sentence_end(scene, sentence)))
    cue = (scene.tokens[at].start, scene.tokens[last].end)
    return Draft("according_to", at, [content], cue, [source], "state", preposition.place, closes=last + 1)


def _by_what_they_say(scene: Scene, sentence: Sentence, at: int, preposition: Preposition, last: int) -> Draft | None:
    """ "Selon ce que rapportent les médias, P": who says it is the subject of the verb."""
    i = next(
        (k for k in range(last + 3, min(last + 9, sentence.last)) if scene.tokens[k].lemma in scene.words.verbs), None
    )
    if i is None:
        return None
    group = verb_group(scene.parse, i)
    source = phrase_at(scene, last + 3, group.first) or phrase_at(scene, group.last + 1, sentence.last + 1)
    content = _content(scene, sentence, at, source) if source else []
    if source is None or not content:
        return None
    cue = (scene.tokens[at].start, scene.tokens[group.last].end)
    return Draft("according_to", at, content, cue, [source], "state", preposition.place, closes=source.last)


def _attribute(scene: Scene, sentence: Sentence, at: int, preposition: Preposition, last: int) -> Draft | None:
    if last < sentence.last and scene.tokens[last + 1].lower in WHOM:
        return _by_antecedent(scene, sentence, at, preposition, last)
    if (
        last + 2 < sentence.last
        and scene.tokens[last + 1].lower == "ce"
        and scene.tokens[last + 2].lower in ("que", "qu'")
    ):
        return _by_what_they_say(scene, sentence, at, preposition, last)
    source = _source(scene, sentence, preposition, last)
    if source is None or measures(scene, last + 1) or not _attributes(scene, sentence, at, preposition, source):
        return None
    if any(d.construction == "inversion" and d.at < at and at - d.closes == 2 for d in drafts_in(scene, sentence)):
        report_on(scene, sentence, at, source)
        return None
    content = _content(scene, sentence, at, source)
    if not content:
        return None
    cue = (scene.tokens[at].start, scene.tokens[last].end)
    return Draft("according_to", at, content, cue, [source], "state", preposition.place, closes=source.last)


def _source(scene: Scene, sentence: Sentence, preposition: Preposition, last: int) -> Mention | None:
    start = last if preposition.words[-1] in ("source", "sources", "concordantes") else last + 1
    if preposition.words[-1] == "concordantes":
        start = last - 1
    if start > sentence.last or is_finite(scene.tokens[start]):
        return None
    source = phrase_at(scene, start, sentence.last + 1)
    return less_citer(scene, _less_subject(scene, source, sentence)) if source else None


def _less_subject(scene: Scene, source: Mention, sentence: Sentence) -> Mention:
    """ "Selon une source, le juge nie": cuts what follows the comma where it is no apposition but the clause's subject:
    no comma closes it, or it has a relative clause and the tree calls it a subject."""
    comma = next((i for i in range(source.first, source.last) if scene.tokens[i].text == ","), None)
    if comma is None or source.last >= sentence_end(scene, sentence):
        return source
    closed = source.last >= sentence.last or scene.tokens[source.last + 1].pos == "PUNCT"
    related = source.last + 2 <= sentence.last and scene.tokens[source.last + 2].lower in RELATIVES
    subject = related and any(t.dep == "nsubj" for t in scene.tokens[comma + 1 : source.last + 1])
    if closed and not subject:
        return source
    return phrase_at(scene, source.first, comma) or source


def _attributes(scene: Scene, sentence: Sentence, at: int, preposition: Preposition, source: Mention) -> bool:
    """A preposition with other uses ("pour", "d'après") attributes only to who can speak, before a whole clause."""
    if preposition.anywhere and preposition.words[0] != "de":
        return may_be_heard(scene, source)
    if preposition.words[0] == "de":
        return (
            at == sentence.first
            or scene.tokens[at - 1].text in LINKS
            or scene.tokens[at - 1].pos in ("VERB", "SCONJ", "CCONJ")
        )
    if (
        at > sentence.first
        and scene.tokens[at - 1].lower not in JOINERS | {";"}
        and not (scene.tokens[at - 1].text == "," and at - sentence.first < 3)
    ):
        return False
    after = source.last + 1
    comma = after <= sentence.last and scene.tokens[after].text == ","
    words = scene.tokens[source.first : source.last + 1]
    if words[0].pos == "PRON":
        return comma and words[0].lower in PERSONAL
    named = any(w.pos == "PROPN" for w in words) or any(
        w.lemma in scene.roles or w.lower.rstrip("s") in scene.roles for w in words
    )
    follows = after + 1 <= sentence.last and complete(scene, after + 1, sentence.last)
    return comma and named and follows and words[0].morph.form != "Inf"


def _content(scene: Scene, sentence: Sentence, at: int, source: Mention) -> list[Range]:
    """The clause around the preposition and its source."""
    final = sentence_end(scene, sentence)
    after = source.last + 1
    while after <= final and scene.tokens[after].text in (",", ")"):
        after += 1
    after = _behind_gloss(scene, after, final)
    before = at - 1
    if _opens(scene, sentence, at):
        return _following(scene, sentence, after, final)
    start = _clause_start(scene, sentence, before, last=after > final)
    end = last_word(scene, before, start)
    if end < start or scene.tokens[end].pos == "PUNCT":
        return _following(scene, sentence, after, final)
    piece = _preceding(scene, sentence, start, end)
    relative = start > sentence.first and scene.tokens[start - 1].lower in RELATIVES
    if after <= final and _goes_on(scene, sentence, start, end, after, source):
        stop = (
            _clause_stop(scene, after, final)
            if relative or start > sentence.first
            else _incise_stop(scene, after, final)
        )
        return [piece, words_range(scene, after, stop)]
    return [piece]


def _behind_gloss(scene: Scene, after: int, final: int) -> int:
    """ "Selon le Guardian, qui cite une source, P": the first word behind what is told of the source."""
    word = scene.tokens[after].lower if after <= final else ""
    if word not in ("qui", "dont") and not word.startswith("cit"):
        return after
    return next((i + 1 for i in range(after, final) if scene.tokens[i].text == ","), after)


def _opens(scene: Scene, sentence: Sentence, at: int) -> bool:
    """Whether the preposition stands before its clause: first in the sentence, or after what opens a clause."""
    i = at - 1
    while i >= sentence.first and (scene.tokens[i].text in (",", "-", "–", "(") or scene.tokens[i].pos == "ADV"):
        i -= 1
    if i < sentence.first:
        return True
    word = scene.tokens[i]
    return word.lower in JOINERS or word.text in (":", ";") or (word.lower in RELATIVES and word.pos != "DET")


def _following(scene: Scene, sentence: Sentence, after: int, final: int) -> list[Range]:
    if after > final:
        return []
    quote = scene.quoted[after]
    if quote and quote.inner_start == scene.tokens[after].start and quote.end > sentence.end:
        return [(quote.start, quote.end)]
    relative = after > sentence.first and any(
        t.lower in RELATIVES for t in scene.tokens[max(sentence.first, after - 9) : after]
    )
    stop = (
        _clause_stop(scene, after, final)
        if relative and sentence.first < after - 9
        else _report_stop(scene, after, final)
    )
    return [words_range(scene, after, stop)]


def _report_stop(scene: Scene, start: int, final: int) -> int:
    """Returns the last word of the main clause that starts at `start`: before a semicolon or another attribution."""
    for i in range(start, final):
        if scene.tokens[i].text == ";" and not scene.quoted[i]:
            return i - 1
        if (
            i > start
            and preposition_at(scene, i, final + 1)
            and scene.tokens[i].lower in ("selon", "d'après")
            and not measures(scene, i + 1)
        ):
            return last_word(scene, i - 1, start)
    return final


def _clause_stop(scene: Scene, start: int, final: int) -> int:
    """Returns the last word of the relative clause that goes on at `start`: before a comma and what is not of it."""
    for i in range(start, final):
        token = scene.tokens[i]
        if scene.quoted[i] and scene.quoted[i] is scene.quoted[start]:
            continue
        if token.text == ";" or (
            token.text == ","
            and scene.tokens[i + 1].lower
            in ("tandis", "alors", "mais", "selon", "a", "ont", "et", "ce", "afin", "après", "avant")
        ):
            return i - 1
        if token.text == "," and scene.tokens[i + 1].pos in ("VERB", "AUX") and scene.tokens[i + 1].morph.form == "Fin":
            return i - 1
    return final


def _incise_stop(scene: Scene, start: int, final: int) -> int:
    for i in range(start, final):
        token = scene.tokens[i]
        if token.text == ";" or (token.text == "," and scene.tokens[i + 1].lower in ("tandis", "alors", "mais")):
            return i - 1
    return final


def _clause_start(scene: Scene, sentence: Sentence, before: int, last: bool) -> int:
    """Returns the first word of the clause that ends at `before`: after a relative pronoun whose clause has no verb
    yet or was just opened, else the start of the sentence."""
    for i in range(before, sentence.first, -1):
        token = scene.tokens[i]
        if token.text in (";", ":") and not scene.quoted[i]:
            return i + 1
        if token.lower in ("qui", "dont", "où") and token.pos in ("PRON", "ADV", "SCONJ") and before - i <= 4:
            return i + 1
        if (
            not last
            and token.text == ","
            and i < before
            and scene.tokens[i + 1].lower in ("mais", "tandis", "alors", "et")
            and complete(scene, i + 2, before)
        ):
            return i + (3 if scene.tokens[i + 2].lower == "que" else 2)
    start = sentence.first
    for draft in drafts_in(scene, sentence):
        if (
            sentence.first <= draft.at < before
            and draft.construction in ("according_to", "inversion")
            and draft.closes < before
        ):
            start = max(start, draft.closes + 1)
    while start < before and (
        scene.tokens[start].pos == "PUNCT" or (scene.tokens[start].lower in ("et", "mais") and start > sentence.first)
    ):
        start += 1
    return start


def _preceding(scene: Scene, sentence: Sentence, start: int, end: int) -> Range:
    first, last = words_range(scene, start, end)
    quote = scene.quoted[start]
    if start == sentence.first and quote and quote.start < sentence.start:
        first = quote.start
    return first, last


def _goes_on(scene: Scene, sentence: Sentence, start: int, end: int, after: int, source: Mention) -> bool:
    """Whether the words after the source belong to the clause: it had no verb yet, or the verb's complement comes."""
    if scene.tokens[after].lower == "et" and is_finite(scene.tokens[min(after + 1, sentence.last)]):
        return True
    if scene.tokens[source.last + 1].text not in (",", ")"):
        return not complete(scene, start, end)
    if not any(is_finite(t) for t in scene.tokens[start : end + 1]) or not complete(scene, start, end):
        return True
    if scene.tokens[after].lower in ("et", "mais", "tandis", "alors"):
        return False
    if verb_waits(scene, end, after):
        return True
    head = _phrase_head(scene, after, sentence)
    return scene.tokens[head].dep in ("obj", "xcomp", "ccomp", "iobj") and start <= scene.tokens[head].head <= end


def _phrase_head(scene: Scene, i: int, sentence: Sentence) -> int:
    """Climbs from word `i` to the word whose head lies outside what follows `i`."""
    while scene.tokens[i].head > i and scene.tokens[i].head <= sentence_of(scene.parse, i).last:
        i = scene.tokens[i].head
    return i
