"""Noun phrases and judgements as content: what was announced, denied or feared; who was accused of what."""

from __future__ import annotations

from itertools import pairwise

from selon.stages.claims.adjuncts import skip_adjuncts
from selon.stages.claims.cues import VerbCue, judges_saying
from selon.stages.claims.ends import clause_range
from selon.stages.claims.reports import cue_range, draft
from selon.stages.claims.scene import Draft, Mention, Range, Scene, listed, phrase_at, words_range
from selon.stages.claims.subjects import phrase_start
from selon.stages.parse import Sentence
from selon.stages.phrases import MODIFIERS, OF, RELATIVES

CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}
TELLING = ("np", "np:de", "np-à", "denied")


def judgement(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Washington accuse Moscou d'avoir saboté le câble. Il qualifie l'accord de "farce".

    What is judged and the judgement, in the order of the text, are the content."""
    frames = cue.entry.frames
    if (
        frames.isdisjoint(("comme", "comme:de", "q-comme", "tenir"))
        or cue.group.passive
        or _of_what(scene, cue, sentence)
    ):
        return None
    start = skip_days(scene, cue.last + 1, sentence)
    if start > sentence.last or scene.tokens[start].pos in ("PUNCT", "VERB", "AUX", "CCONJ"):
        return None
    if cue.entry.reflexive and scene.tokens[start].lower == "comme" and start < sentence.last:
        content = clause_range(scene, start + 1, cue.group, sentence)
        return draft(scene, cue, "judgement", [content], sentence) if content else None
    content = clause_range(scene, start, cue.group, sentence)
    if content is None or not _judges(scene, start, content, sentence, frames):
        return None
    if "q-comme" in frames and not has_quotation(scene, content):
        return None
    return draft(scene, cue, "judgement", [content], sentence)


def _of_what(scene: Scene, cue: VerbCue, sentence: Sentence) -> bool:
    """ "dans ce qu'ils décrivent comme un accident": the judgement is a name, in passing."""
    words = [t.lower for t in scene.tokens[max(sentence.first, cue.group.first - 5) : cue.group.first]]
    return any(a == "ce" and b in ("que", "qu'") for a, b in pairwise(words))


def _judges(scene: Scene, start: int, content: Range, sentence: Sentence, frames: frozenset[str]) -> bool:
    """Whether the word that brings the judgement ("comme", "de", "pour") stands in the content, or opens it."""
    for i in range(start, sentence.last):
        token, after = scene.tokens[i], scene.tokens[i + 1]
        if token.start >= content[1]:
            return False
        if token.lower == "comme":
            return "tenir" not in frames
        if token.lower == "pour" and "tenir" in frames:
            return after.pos == "ADJ" or listed(scene, after)
        if token.lower in ("de", "d'") and i > start and not frames.isdisjoint(("comme:de", "q-comme")):
            return (
                after.morph.form == "Inf"
                or scene.quoted[i + 1] is not None
                or after.pos in ("NOUN", "PRON", "ADV", "ADJ", "VERB")
            )
    return False


def skip_days(scene: Scene, at: int, sentence: Sentence) -> int:
    """Returns the first word from `at` on that is no adverb and no day, nor "la veille", "le soir même"."""
    i = at
    while i <= sentence.last:
        token = scene.tokens[i]
        if i < sentence.last and token.pos == "DET" and _is_part_of_day(scene, i + 1):
            i += 2
        elif (
            token.lower in scene.words.days
            or (i > at and token.lower == "même")
            or (token.pos == "ADV" and token.lower not in ("ne", "n'", "non"))
        ):
            i += 1
        else:
            return i
    return i


def _is_part_of_day(scene: Scene, i: int) -> bool:
    """ "a qualifié la veille ces soupçons": no day with a complement ("la veille des élections")."""
    token = scene.tokens[i]
    return token.lower in scene.words.days and token.pos == "NOUN" and token.last == i


def has_quotation(scene: Scene, content: Range) -> bool:
    """Whether words between quotation marks lie in the content."""
    return any(q.start < content[1] and content[0] < q.end for q in scene.quotes)


def object_phrase(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Le ministre a annoncé la mort de deux soldats. L'armée fait état de dix blessés. Paris dément toute implication.

    A noun phrase after the cue that tells what happens; for a verb that only names its topic, quoted words in it."""
    if cue.group.passive:
        return None
    for kind, preposition in _frames(cue.entry.frames):
        start = _object_start(scene, cue, sentence, preposition)
        content = clause_range(scene, start, cue.group, sentence) if start is not None else None
        if start is not None and content and _tells(scene, kind, start, content):
            made = draft(scene, cue, "object_phrase", [content], sentence)
            if kind == "doc":
                if not _by_document(scene, made):
                    continue
                made.act = "ask"  # what a text provides for, it asks
            if cue.entry.act == "deny" and kind == "q":
                made.act = "state"
            return made
    return None


def _tells(scene: Scene, kind: str, start: int, content: Range) -> bool:
    """Whether the noun phrase tells what happens: no person; for "q" with quoted words, for "denied" a listed noun."""
    head = next((t for t in scene.tokens[start : start + 5] if t.pos in ("NOUN", "PROPN", "PRON")), None)
    if kind == "q":
        return _quotation_near(scene, start, content)
    if head is None:
        return scene.tokens[start].pos == "NUM"
    if head.pos == "PROPN" or head.lower in ("m.", "mm.", "mme"):
        return False
    return (
        kind != "denied"
        or scene.tokens[start].lower in ("tout", "toute", "ce", "cet", "cette", "ces")
        or head.lemma in scene.words.deniables
        or head.lower.rstrip("s") in scene.words.deniables
    )


def _by_document(scene: Scene, made: Draft) -> bool:
    words = scene.tokens[made.sources[0].first : made.sources[0].last + 1] if made.sources else []
    noun = next((w for w in words if w.pos == "NOUN"), None)
    kind = scene.words.speakers.get(noun.lemma) if noun else None
    return kind is not None and kind.kind == "document"


def _frames(frames: frozenset[str]) -> list[tuple[str, str]]:
    """Returns the kinds of noun phrase that the cue takes, each with the preposition before it ("" for none)."""
    found = []
    for name in sorted(frames):
        kind, _, preposition = name.partition(":")
        if kind in ("np", "q", "doc", "denied"):
            found.append((kind, preposition))
    return found


def _object_start(scene: Scene, cue: VerbCue, sentence: Sentence, preposition: str) -> int | None:
    tokens = scene.tokens
    i = skip_days(scene, cue.last + 1, sentence)
    if i < sentence.last and tokens[i].text == ",":
        aside = skip_adjuncts(scene, i, sentence.last + 1)
        if aside > sentence.last or tokens[aside].pos != "DET" or tokens[aside - 1].text != ",":
            return None
        i = aside
    if i > sentence.last:
        return None
    token = tokens[i]
    if preposition:
        return _find_preposition(scene, i, sentence, preposition)
    if (
        token.pos in ("DET", "NUM", "PROPN", "NOUN", "ADJ")
        or token.lower in ("de", "d'", "des", "du")
        or (token.lower == "tout")
    ):
        following = tokens[i + 1 : i + 3]
        if token.lower in OF and (not following or following[0].morph.form == "Inf"):
            return None
        return i
    if (
        token.pos == "PRON"
        and token.lower in ("tout", "toute", "cela", "ceux", "celui", "celle", "ce")
        and token.lower not in RELATIVES
    ):
        return i if token.lower != "ce" else None
    if token.pos == "ADP":
        return _after_addressee(scene, i, sentence)
    return None


def _after_addressee(scene: Scene, i: int, sentence: Sentence) -> int | None:
    """ "a réclamé à l'Iran la libération": the object after who is addressed."""
    if scene.tokens[i].lower not in ("à", "au", "aux", "avec"):
        return None
    addressee = phrase_at(scene, i + 1, sentence.last + 1)
    after = addressee.last + 1 if addressee else sentence.last
    return after if after <= sentence.last and scene.tokens[after].pos == "DET" else None


def _find_preposition(scene: Scene, i: int, sentence: Sentence, preposition: str) -> int | None:
    """Returns the word after the preposition, at `i` or behind the addressee ("met en garde Kiev contre une
    frappe")."""
    for at in range(i, min(i + 12, sentence.last)):
        word = scene.tokens[at].lower
        if CONTRACTED.get(word, word) == preposition:
            return at + 1 if scene.tokens[at + 1].morph.form != "Inf" else None
        if at == i and word in ("que", "qu'", "qui"):
            return None
        if (
            preposition not in ("contre", "à")
            and scene.tokens[at].pos not in ("ADV", "PRON")
            and word not in ("mardi", "lundi")
        ):
            return None
        if scene.tokens[at].pos in ("VERB", "AUX") or scene.tokens[at].text in (",", ";", ":"):
            return None
    return None


def _quotation_near(scene: Scene, start: int, content: Range) -> bool:
    """Whether quoted words stand in the noun phrase itself: near its start, with no conjugated verb before them."""
    relative = False
    for i in range(start, len(scene.tokens)):
        token = scene.tokens[i]
        relative = relative or token.lower in RELATIVES
        if token.start >= content[1]:
            return False
        if token.morph.form == "Fin" and token.pos in ("VERB", "AUX") and not scene.quoted[i] and not relative:
            return False
        if scene.quoted[i]:
            return True
    return False


def passive(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Un contrat a été annoncé par le ministre. Les arguments ont été rejetés par Pékin. P, une information démentie
    par Kiev.

    The subject of a passive is the content, and who stands behind "par" the source."""
    frames = cue.entry.frames
    if (
        not cue.group.passive
        or frames.isdisjoint((*TELLING, "comme", "comme:de", "adj"))
        or cue.group.form not in ("fin", "part")
    ):
        return None
    agent = _agent(scene, cue, sentence)
    if agent is None:
        return None
    content = _patient(scene, cue, sentence)
    judged = _judged(scene, agent, cue, sentence)
    if not content or (not judged and frames.isdisjoint(TELLING)):
        return None
    apposed = cue.group.form == "part" and not judged
    if apposed and not judges_saying(cue.entry):
        return None
    if not judged and (apposed or frames.isdisjoint(("np", "np:de", "np-à"))) and not _denies(scene, content[0]):
        return None
    return Draft(
        "passive",
        cue.group.main,
        content + judged,
        cue_range(scene, cue),
        [agent],
        cue.entry.act,
        cue.entry.place,
        cue.entry.certainty,
        closes=agent.last,
    )


def _denies(scene: Scene, content: Range) -> bool:
    """Whether what is rejected is a saying: "les accusations ont été rejetées par Pékin"."""
    words = [t for t in scene.tokens if content[0] <= t.start < content[1]]
    return any(t.lemma in scene.words.deniables or t.lower.rstrip("s") in scene.words.deniables for t in words)


def _agent(scene: Scene, cue: VerbCue, sentence: Sentence) -> Mention | None:
    for i in range(cue.last + 1, min(cue.last + 8, sentence.last)):
        if scene.tokens[i].lower == "par":
            found = phrase_at(scene, i + 1, sentence.last + 1)
            return found if found and _named(scene, found) else None
        if scene.tokens[i].pos in ("VERB", "PUNCT"):
            return None
    return None


def _named(scene: Scene, source: Mention) -> bool:
    words = scene.tokens[source.first : source.last + 1]
    return any(w.pos == "PROPN" or w.lemma in scene.roles or w.lower.rstrip("s") in scene.roles for w in words)


def _patient(scene: Scene, cue: VerbCue, sentence: Sentence) -> list[Range]:
    """The subject of the passive, or the noun before a participle."""
    group = cue.group
    if group.form == "part":
        head = scene.tokens[group.main].head
        if not (sentence.first <= head < group.first and scene.tokens[head].pos in ("NOUN", "PROPN")):
            return []
        start = phrase_start(scene, head, sentence)
        return [words_range(scene, start, head)]
    heads = [
        i
        for i in range(sentence.first, group.first)
        if scene.tokens[i].dep == "nsubj" and scene.tokens[i].head == group.main
    ]
    if not heads and scene.tokens[sentence.first].pos == "DET":
        found = phrase_at(scene, sentence.first, group.first)
        return [words_range(scene, found.first, found.last)] if found else []
    if not heads or scene.tokens[heads[0]].pos == "PRON":
        return []
    start = phrase_start(scene, heads[0], sentence)
    found = phrase_at(scene, start, group.first)
    return [words_range(scene, start, found.last if found else heads[0])]


def _judged(scene: Scene, agent: Mention, cue: VerbCue, sentence: Sentence) -> list[Range]:
    """ "considérées par l'Inde comme situées chez elle", "soupçonné par le fisc d'avoir fraudé": the judgement."""
    by = agent.first - 1
    if "adj" in cue.entry.frames and by > cue.last + 1:
        return [words_range(scene, cue.last + 1, by - 1)]
    at = agent.last + 1
    if at > sentence.last:
        return []
    word = scene.tokens[at].lower
    if ("comme" in cue.entry.frames and word == "comme") or ("comme:de" in cue.entry.frames and word in ("de", "d'")):
        found = clause_range(scene, at, cue.group, sentence)
        return [found] if found else []
    return []


def attribution_to(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """Les ONG attribuent l'attaque au régime. Il lui reproche de mentir. Elle rejette la faute sur les rebelles.

    The deed and to whom it is laid are the content."""
    frames = cue.entry.frames
    if cue.group.passive or frames.isdisjoint(("np-à", "np-part")):
        return None
    start = skip_days(scene, cue.last + 1, sentence) if "np-à" in frames else cue.last - 1
    if start > sentence.last or scene.tokens[start].pos not in MODIFIERS | {"NOUN", "PROPN", "ADP"}:
        return None
    content = clause_range(scene, start, cue.group, sentence)
    return draft(scene, cue, "attribution_to", [content], sentence) if content else None
