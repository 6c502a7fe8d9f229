"""How far things go: where a clause that a cue opens ends, where the words before an incise begin, which noun phrase
after a verb is its subject or its object."""

from __future__ import annotations

from collections.abc import Iterator

from selon.stages.claims.cues import preposition_at
from selon.stages.claims.scene import Mention, Range, Scene, phrase_at, sentence_end, words_range
from selon.stages.parse import Sentence
from selon.stages.phrases import CLITICS, OF, RELATIVES, Group, is_finite, sentence_of, verb_group

BOUNDARIES = frozenset((",", ";", "et", "mais", "puis", "tandis", "alors", "avant", "après", "–", "—", "comme"))
COMPARING = frozenset("plus moins aussi autant même autre autres tel telle tels telles tant si ne n' mieux pire".split())
GLOSSES = frozenset("référence allusion réponse réaction marge évoquant parlant".split())


def find_que(scene: Scene, group: Group, at: int, sentence: Sentence) -> int | None:
    """Returns the "que" that opens the clause of the cue ending at word `at`: no other verb stands between."""
    tokens = scene.tokens
    for i in range(at + 1, sentence.last + 1):
        token = tokens[i]
        if token.lower in ("que", "qu'"):
            if i == at + 1 or (token.pos != "PRON" and tokens[i - 1].lower not in COMPARING):
                return i
        elif token.text in (";", ":") or (token.pos in ("VERB", "AUX") and not _past_participle(scene, i)):
            return None
        elif scene.quoted[i] and not scene.quoted[group.main]:
            return None
    return None


def _past_participle(scene: Scene, i: int) -> bool:
    morph = scene.tokens[i].morph
    return morph.form == "Part" and morph.tense != "Pres" and not scene.tokens[i].lower.endswith("ant")


def clause_range(scene: Scene, start: int, group: Group, sentence: Sentence) -> Range | None:
    """Returns the offsets of the clause or phrase that starts at word `start` and hangs on the cue `group`."""
    if start > sentence.last:
        return None
    last = clause_end(scene, start, group, sentence)
    return words_range(scene, start, last) if last >= start else None


def clause_end(scene: Scene, start: int, group: Group, sentence: Sentence) -> int:
    """Returns the last word of the clause or phrase that starts at word `start` and hangs on the cue `group`."""
    final = sentence_end(scene, sentence)
    opening = scene.quoted[start]
    for i in range(start + 1, final):
        inside = scene.quoted[i]
        if inside and inside.end > scene.tokens[i].end + 1 and (inside is opening or inside.start > scene.tokens[start].start):
            continue
        if scene.tokens[i].lower in BOUNDARIES and ends_clause(scene, i, start, group, sentence):
            return last_word(scene, i - 1, start)
        if i > start and scene.tokens[i - 1].lower not in ("que", "qu'") and attributes(scene, i, sentence):
            return last_word(scene, i - 1, start)
    return final


def last_word(scene: Scene, i: int, start: int) -> int:
    """Returns the last word up to `i` that is no punctuation and no conjunction."""
    while i > start and (scene.tokens[i].pos == "PUNCT" or scene.tokens[i].lower in ("et", "mais")) and scene.tokens[i].text != ")":
        i -= 1
    return i


def attributes(scene: Scene, i: int, sentence: Sentence) -> bool:
    """Whether an attributing preposition that may follow its clause stands at word `i` ("selon", "d'après")."""
    found = preposition_at(scene, i, sentence.last + 1)
    return bool(found and found[0].anywhere and not measures(scene, found[1] + 1))


def measures(scene: Scene, i: int) -> bool:
    """Whether what follows "selon" is a yardstick, no source: "selon le calendrier", "selon que"."""
    for token in scene.tokens[i : i + 3]:
        if token.lemma in scene.words.measures or token.lower in scene.words.measures:
            return True
        if token.pos in ("NOUN", "PROPN", "PRON"):
            return False
    return False


def ends_clause(scene: Scene, i: int, start: int, group: Group, sentence: Sentence) -> bool:
    """Whether the clause that starts at `start` and hangs on `group` is over at the comma or conjunction `i`."""
    tokens = scene.tokens
    token = tokens[i]
    if token.text == ";":
        return True
    at = i + 1 if token.text in (",", "–", "—") or token.lower in ("et", "mais", "puis") else i
    if at <= sentence.last and tokens[at].lower in ("et", "mais", "puis") and token.text == ",":
        at += 1
    if at > sentence.last:
        return False
    return (
        attributes(scene, at, sentence)
        or _as_said(scene, at)
        or _gerund_cue(scene, at)
        or _incise(scene, at, start, sentence)
        or _same_subject(scene, i, at, start, group)
        or (token.text == "," and _gloss(scene, at))
        or (tokens[at].lower in ("tandis", "alors", "mais") and _governed(scene, at, start, group))
        or (token.lower == "mais" and _own_subject(scene, at) and _governed(scene, at, start, group))
    )


def _as_said(scene: Scene, at: int) -> bool:
    """ "comme l'a affirmé X", "ce que X dément", "contrairement à ce qu'affirment". """
    words = [t.lower for t in scene.tokens[at : at + 4]]
    if not words or words[0] not in ("comme", "ce", "contrairement", "ainsi"):
        return False
    if words[0] in ("ce",) and words[1:2] not in (["que"], ["qu'"]):
        return False
    return any(t.lemma in scene.words.verbs and t.pos == "VERB" for t in scene.tokens[at : at + 7])


def _gerund_cue(scene: Scene, at: int) -> bool:
    """ ", ajoutant que", ", tout en appelant à", "et précisant que", ", sans préciser". """
    for i in range(at, min(at + 4, len(scene.tokens))):
        token = scene.tokens[i]
        if token.pos == "VERB":
            if token.lemma not in scene.words.verbs:
                return False
            present = token.morph.form == "Part" and token.lower.endswith("ant")
            return present or (token.morph.form == "Inf" and any(t.lower in ("sans", "avant") for t in scene.tokens[at:i]))
        if token.pos != "ADV" and token.lower not in CLITICS | {"tout", "en", "sans", "avant", "de"}:
            return False
    return False


def _incise(scene: Scene, at: int, start: int, sentence: Sentence) -> bool:
    """ ", a rapporté mercredi l'agence": a cue's verb right after the comma, once the clause has its own verb."""
    for i in range(at, min(at + 5, sentence.last + 1)):
        token = scene.tokens[i]
        if token.pos in ("VERB", "AUX") and token.lemma in scene.words.verbs and token.lemma not in ("avoir", "être"):
            group = verb_group(scene.parse, i)
            return group.first == at and group.form == "fin" and not group.passive and complete(scene, start, at - 1)
        if token.pos not in ("AUX", "ADV") and token.lower not in CLITICS:
            return False
    return False


def _same_subject(scene: Scene, i: int, at: int, start: int, group: Group) -> bool:
    """ "a affirmé que P et a appelé à Q": a finite verb without a subject of its own, of the cue's tense and subject."""
    tokens = scene.tokens
    if group.form != "fin" or tokens[i].lower not in ("et", "mais", "puis", ","):
        return False
    verb = next((k for k in range(at, min(at + 5, len(tokens))) if tokens[k].pos in ("VERB", "AUX")), None)
    if verb is None or not is_finite(tokens[verb]):
        return False
    if any(t.pos not in ("ADV", "PUNCT") and t.lower not in CLITICS and t.pos != "ADP" for t in tokens[at:verb]):
        return False
    inner = first_finite(scene, start, i)
    cue = tokens[group.finite]
    other = tokens[verb]
    if inner is not None and _tense(tokens[inner]) == _tense(other) and _tense(cue) != _tense(other):
        return False
    if _tense(cue) == _tense(other) and cue.lemma == other.lemma == "avoir" and (inner is None or _tense(tokens[inner]) != _tense(other)):
        return True
    if _tense(cue) == _tense(other) and inner is not None and _tense(tokens[inner]) != _tense(other):
        return True
    return _governed(scene, verb, start, group)


def _tense(token: object) -> tuple[str, str]:
    return token.morph.mood, token.morph.tense  # type: ignore[attr-defined]


def _gloss(scene: Scene, at: int) -> bool:
    """ ", en référence à", ", dans un communiqué", ", lors d'un entretien": how it was said, not what. """
    tokens = scene.tokens[at : at + 6]
    if not tokens or tokens[0].pos not in ("ADP", "ADV") and tokens[0].lower not in ("lors",):
        return False
    for token in tokens[1:]:
        if token.lower in GLOSSES:
            return tokens[0].lower == "en"
        if token.pos in ("NOUN", "PROPN"):
            return tokens[0].lower in ("dans", "lors", "sur", "devant") and _medium(scene, token.lemma, token.lower)
        if token.pos not in ("DET", "ADP", "ADJ"):
            return False
    return False


def _medium(scene: Scene, *names: str) -> bool:
    return any(name in scene.words.media for name in names)


def _governed(scene: Scene, i: int, start: int, group: Group) -> bool:
    """Whether the tree hangs word `i` on the cue without passing through the words from `start` on."""
    tokens = scene.tokens
    seen = 0
    while tokens[i].head != i and seen < 60:
        i, seen = tokens[i].head, seen + 1
        if i == group.main or group.first <= i <= group.last:
            return True
        if start <= i and tokens[i].dep in ("ccomp", "xcomp", "obj", "advcl", "parataxis") and tokens[i].head == group.main:
            return False
    return False


def _own_subject(scene: Scene, at: int) -> bool:
    return scene.tokens[at].pos in ("PRON", "DET", "PROPN")


def first_finite(scene: Scene, first: int, last: int) -> int | None:
    """Returns the first conjugated word among words `first` to `last`."""
    return next((i for i in range(first, min(last + 1, len(scene.tokens))) if is_finite(scene.tokens[i])), None)


def complete(scene: Scene, first: int, last: int) -> bool:
    """Whether words `first` to `last` hold a conjugated verb that no relative or conjunction subordinates."""
    tokens = scene.tokens
    subordinate = False
    for i in range(first, last + 1):
        token = tokens[i]
        if token.text in (",", ";", ":") or token.lower in ("et", "mais", "ou"):
            subordinate = subordinate and token.text != ";" and token.text == ","and _still(tokens, first, i)
        elif token.pos == "SCONJ" or (token.lower in RELATIVES and token.pos in ("PRON", "SCONJ")):
            subordinate = i != first
        elif is_finite(token) and not subordinate:
            return True
        elif is_finite(token):
            subordinate = False
    return False


def _still(tokens: object, first: int, i: int) -> bool:
    """A comma right after a relative pronoun ("qui, selon lui, ...") leaves its clause open."""
    return tokens[i - 1].lower in RELATIVES  # type: ignore[index]


def skip_adjuncts(scene: Scene, at: int, limit: int) -> int:
    """Returns the first word from `at` on that is no adverb, day, comma, or phrase of place, medium or addressee."""
    tokens = scene.tokens
    i, commas = at, 0
    while i < limit:
        token = tokens[i]
        if scene.quoted[i] and not scene.quoted[at - 1 if at else 0]:
            return i
        if token.text in (",", "(", ")"):
            i, commas = i + 1, commas + 1
        elif token.pos == "ADV" and token.lower not in CLITICS or is_day(scene, i):
            i += 1
        elif token.pos == "DET" and i + 1 < limit and is_day(scene, i + 1):
            i += 2
        elif token.pos == "NUM" and i + 1 < limit and (is_day(scene, i + 1) or is_day(scene, i - 1)):
            i += 1
        elif token.pos == "NUM" and i > at and is_day(scene, i - 1):
            i += 1
        elif token.pos == "ADP" or token.lower in ("lors", "devant", "auprès"):
            i = _prepositional_end(scene, i, limit) + 1
        else:
            return i
    return i


def is_day(scene: Scene, i: int) -> bool:
    """Whether the word is a day, a month or a part of day."""
    return scene.tokens[i].lower in scene.words.days or (
        scene.tokens[i].text.isdigit() and i > 0 and scene.tokens[i - 1].lower in scene.words.days
    )


def _prepositional_end(scene: Scene, i: int, limit: int) -> int:
    """Returns the last word of the prepositional phrase that starts at `i`; a name that follows an acronym or a full
    stop of a phrase ("à l'AFP Harsh Pant") is left to be the subject."""
    tokens = scene.tokens
    at = i + 1
    while at < limit and tokens[at].pos in ("ADP", "DET", "NUM") or (at < limit and tokens[at].pos == "ADJ" and at + 1 < limit and tokens[at + 1].pos == "NOUN"):
        at += 1
    if at >= limit or tokens[at].pos not in ("NOUN", "PROPN", "PRON", "X", "ADJ", "VERB"):
        return max(i, at - 1)
    if tokens[at].pos == "VERB" and tokens[at].morph.form != "Inf":
        return at - 1
    last = at
    while last + 1 < limit:
        after = tokens[last + 1]
        if after.pos == "ADJ" or after.pos == "NUM" or after.text == "-":
            last += 1
        elif after.pos in ("PROPN", "X", "NOUN") and not (tokens[last].text.isupper() and not after.text.isupper()) and not is_day(scene, last + 1):
            last += 1
        elif after.lower in OF and last + 2 < limit:
            last = _prepositional_end(scene, last + 1, limit)
        else:
            break
    return last


def subject_after(scene: Scene, group: Group, at: int, sentence: Sentence) -> Mention | None:
    """Returns the subject that follows its verb: the clitic, or the noun phrase after days, places and media."""
    if group.clitic is not None:
        clitic = scene.tokens[group.clitic]
        offset = 1 if clitic.text.startswith("-") else 0
        return Mention(clitic.start + offset, clitic.end, group.clitic, group.clitic)
    limit = sentence.last + 1
    start = skip_adjuncts(scene, at + 1, limit)
    if start >= limit or scene.tokens[start].pos in ("VERB", "AUX", "SCONJ", "CCONJ"):
        return None
    return phrase_at(scene, start, limit)


def breaks(scene: Scene, first: int, last: int) -> Iterator[int]:
    """Yields the commas and conjunctions among words `first` to `last`."""
    return (i for i in range(first, last + 1) if scene.tokens[i].lower in BOUNDARIES)


def sentence_at(scene: Scene, i: int) -> Sentence:
    """Returns the sentence that holds the word `i`."""
    return sentence_of(scene.parse, i)
