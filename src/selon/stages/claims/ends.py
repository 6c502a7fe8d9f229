"""How far a clause goes: the words that a cue opens, up to what hangs on the cue again."""

from __future__ import annotations

from selon.stages.claims.adjuncts import gloss
from selon.stages.claims.clauses import (
    attributes,
    complete,
    first_finite,
    last_word,
    lexical,
    past_participle,
    verb_behind,
)
from selon.stages.claims.cues import judges_saying
from selon.stages.claims.scene import Range, Scene, phrase_at, sentence_end, words_range
from selon.stages.parse import Sentence, Token
from selon.stages.phrases import CLITICS, Group, is_finite, verb_group

BOUNDARIES = frozenset((",", ";", "et", "mais", "puis", "tandis", "alors", "avant", "après", "–", "—", "comme"))
REPORTING = frozenset("que say de à np np:de np:contre np:à comme comme:de inf".split())


def clause_range(scene: Scene, start: int, group: Group, sentence: Sentence) -> Range | None:
    """Returns the offsets of the clause or phrase that starts at word `start` and hangs on the cue `group`."""
    if start > sentence.last:
        return None
    last = clause_end(scene, start, group, sentence)
    return words_range(scene, start, last) if last >= start else None


def clause_end(scene: Scene, start: int, group: Group, sentence: Sentence) -> int:
    """Returns the last word of the clause or phrase that starts at word `start` and hangs on the cue `group`."""
    final = sentence_end(scene, sentence)
    for i in range(start + 1, final):
        if not _in_quotation(scene, i, start) and _ends_at(scene, i, start, group, sentence):
            return last_word(scene, i - 1, start)
    return final


def _in_quotation(scene: Scene, i: int, start: int) -> bool:
    """Whether word `i` lies in a quotation that began with the clause or in it, and goes on behind the word."""
    inside = scene.quoted[i]
    if inside is None or inside.end <= scene.tokens[i].end + 1:
        return False
    return inside is scene.quoted[start] or inside.start > scene.tokens[start].start


def _ends_at(scene: Scene, i: int, start: int, group: Group, sentence: Sentence) -> bool:
    """Whether the clause ends before word `i`: a boundary that closes it, a colon, another attribution, a gerund."""
    word, before = scene.tokens[i], scene.tokens[i - 1]
    if word.lower in BOUNDARIES:
        return ends_clause(scene, i, start, group, sentence)
    if word.text == ":":
        return first_finite(scene, start, i) is None or (
            scene.quoted[i + 1] is not None and scene.quoted[start] is None
        )
    if before.lower in ("que", "qu'"):
        return False
    if word.lower == "en":
        opening = scene.quoted[start]
        glossed = opening is not None and opening.closed and before.end <= opening.end <= word.start
        return _gerund_cue(scene, i) or (glossed and i < sentence.last and scene.tokens[i + 1].lower.endswith("ant"))
    return attributes(scene, i, sentence)


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
        or (token.text == "," and tokens[at].lower == "tandis")
        or (token.text == "," and tokens[at].lower == "sans" and tokens[min(at + 1, sentence.last)].morph.form == "Inf")
        or _as_said(scene, at)
        or _gerund_cue(scene, at)
        or _incise(scene, at, start, sentence)
        or _same_subject(scene, i, at, start, group)
        or _matrix_verb(scene, i, at, group, sentence)
        or _other_report(scene, i, at, start, sentence)
        or (token.text == "," and (gloss(scene, at) or _apposed(scene, at)))
        or (tokens[at].lower in ("tandis", "alors", "mais") and _governed(scene, at, start, group))
        or (
            token.lower in ("mais", ",")
            and tokens[at - 1].lower == "mais"
            and _main_clause(scene, at, start, i, sentence)
        )
        or (token.lower == "mais" and _own_subject(scene, at) and _governed(scene, at, start, group))
    )


def _as_said(scene: Scene, at: int) -> bool:
    """ "comme l'a affirmé X", "ce que X dément", "contrairement à ce qu'affirment"."""
    words = [t.lower for t in scene.tokens[at : at + 4]]
    if not words or words[0] not in ("comme", "ce", "contrairement", "ainsi"):
        return False
    if words[0] in ("ce",) and words[1:2] not in (["que"], ["qu'"]):
        return False
    return any(t.lemma in scene.words.verbs and t.pos == "VERB" for t in scene.tokens[at : at + 7])


def _apposed(scene: Scene, at: int) -> bool:
    """ ", une information aussitôt démentie par Kiev": what another says of the words before it."""
    noun = scene.tokens[at + 1 : at + 2]
    if scene.tokens[at].lower not in ("un", "une", "des") or not noun or noun[0].lemma not in scene.words.deniables:
        return False
    for token in scene.tokens[at + 2 : at + 6]:
        if token.morph.form == "Part":
            return any(map(judges_saying, scene.words.verbs.get(token.lemma, ())))
        if token.pos != "ADV" and token.lower not in ("qui", "que"):
            return False
    return False


def _gerund_cue(scene: Scene, at: int) -> bool:
    """ ", ajoutant que", ", tout en appelant à", "et précisant que", ", sans préciser"."""
    for i in range(at, min(at + 4, len(scene.tokens))):
        token = scene.tokens[i]
        if token.pos == "VERB":
            entries = scene.words.verbs.get(token.lemma, ())
            if all(entry.frames.isdisjoint(REPORTING) for entry in entries):
                return False
            present = token.morph.form == "Part" and token.lower.endswith("ant")
            return present or (
                token.morph.form == "Inf" and any(t.lower in ("sans", "avant") for t in scene.tokens[at:i])
            )
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
    """ "a affirmé que P et a appelé à Q": a finite verb without a subject of its own, of the cue's tense and
    subject."""
    tokens = scene.tokens
    if group.form != "fin" or tokens[i].lower not in ("et", "mais", "puis", ","):
        return False
    if _shared_auxiliary(scene, i, at, start, group):
        return True
    plain_comma = tokens[i].text == "," and at == i + 1
    verb = next((k for k in range(at, min(at + 5, len(tokens))) if tokens[k].pos in ("VERB", "AUX")), None)
    if verb is None or not is_finite(tokens[verb]):
        return False
    if any(t.pos not in ("ADV", "PUNCT") and t.lower not in CLITICS and t.pos != "ADP" for t in tokens[at:verb]):
        return False
    if plain_comma and tokens[lexical(scene, verb)].lemma not in scene.words.verbs:
        return False
    inner = first_finite(scene, start, i)
    if inner is None:
        return _tense(tokens[group.finite]) == _tense(tokens[verb])
    cue = tokens[group.finite]
    other = tokens[verb]
    if inner is not None and _tense(tokens[inner]) == _tense(other) and _tense(cue) != _tense(other):
        return False
    if (
        _tense(cue) == _tense(other)
        and cue.lemma == other.lemma == "avoir"
        and (inner is None or _tense(tokens[inner]) != _tense(other))
    ):
        return True
    if _tense(cue) == _tense(other) and inner is not None and _tense(tokens[inner]) != _tense(other):
        return True
    return _governed(scene, verb, start, group)


def _shared_auxiliary(scene: Scene, i: int, at: int, start: int, group: Group) -> bool:
    """ "a promis que P et demandé de Q": a participle that only the cue's auxiliary can go with."""
    participle = next((k for k in range(at, min(at + 3, len(scene.tokens))) if scene.tokens[k].pos != "ADV"), at)
    if scene.tokens[i].lower != "et" or not past_participle(scene, participle) or group.finite == group.main:
        return False
    if scene.tokens[participle].lemma not in scene.words.verbs or scene.tokens[participle].pos != "VERB":
        return False
    inner = first_finite(scene, start, i)
    return inner is None or scene.tokens[inner].lemma not in ("avoir", "être")


def _matrix_verb(scene: Scene, i: int, at: int, group: Group, sentence: Sentence) -> bool:
    """ "X, qui souhaite sa chute, a imposé ...": the verb after the comma is not the relative's, nor the
    participle's."""
    if scene.tokens[i].text != "," or at != i + 1:
        return False
    if (_opens_period(scene, group, sentence) and (found := phrase_at(scene, at, sentence.last + 1))) or (
        group.form == "noun" and (found := phrase_at(scene, at, sentence.last + 1))
    ):
        at = found.last + 1
    elif not _in_relative(scene, group, sentence) and group.form not in ("ger", "part", "noun"):
        return False
    return is_finite(scene.tokens[verb_behind(scene, at, sentence)])


def _opens_period(scene: Scene, group: Group, sentence: Sentence) -> bool:
    """Whether the cue's clause comes before its main clause: "Appelant à P, X a dit", "Alors que Y annonce P, X a
    réagi"."""
    if group.form == "ger":
        return group.first <= sentence.first + 1
    before = scene.tokens[sentence.first : group.first]
    return any(t.pos == "SCONJ" or t.lower in ("si", "alors", "lorsque", "quand") for t in before[:3]) and not any(
        t.text == "," for t in before
    )


def _in_relative(scene: Scene, group: Group, sentence: Sentence) -> bool:
    """Whether a relative pronoun stands between the comma before the group and the group."""
    for k in range(group.first - 1, sentence.first - 1, -1):
        if scene.tokens[k].text == ",":
            return False
        if scene.tokens[k].lower in ("qui", "dont") and scene.tokens[k].pos == "PRON":
            return True
    return False


def _other_report(scene: Scene, i: int, at: int, start: int, sentence: Sentence) -> bool:
    """ "a affirmé que P et les démocrates ont demandé que Q": a new subject with a cue of its own, and no "que"."""
    if (
        scene.tokens[i].lower not in ("et", "mais", ",")
        or scene.tokens[at].pos not in ("DET", "PROPN")
        or (scene.tokens[i].text == "," and at == i + 1)
    ):
        return False
    k = _verb_of_new_subject(scene, at, sentence)
    if k is None:
        return False
    group = verb_group(scene.parse, lexical(scene, k))
    verb = scene.tokens[group.main]
    reports = verb.lemma in scene.words.verbs and verb.pos == "VERB" and not group.passive
    return reports and complete(scene, start, i - 1)


def _verb_of_new_subject(scene: Scene, at: int, sentence: Sentence) -> int | None:
    """Returns the conjugated verb behind the noun phrase that starts at word `at`, None where there is none."""
    found = phrase_at(scene, at, sentence.last + 1)
    if found is None:
        return None
    k = verb_behind(scene, min(found.last + 1, sentence.last), sentence)
    return k if is_finite(scene.tokens[k]) else None


def _tense(token: Token) -> tuple[str, str]:
    return token.morph.mood, token.morph.tense


def _governed(scene: Scene, i: int, start: int, group: Group) -> bool:
    """Whether the tree hangs word `i` on the cue without passing through the words from `start` on."""
    tokens = scene.tokens
    seen = 0
    while tokens[i].head != i and seen < 60:
        i, seen = tokens[i].head, seen + 1
        if i == group.main or group.first <= i <= group.last:
            return True
        if (
            start <= i
            and tokens[i].dep in ("ccomp", "xcomp", "obj", "advcl", "parataxis")
            and tokens[i].head == group.main
        ):
            return False
    return False


def _main_clause(scene: Scene, at: int, start: int, i: int, sentence: Sentence) -> bool:
    """ "en reconnaissant avoir menti, mais il garde la confiance": a clause of its own behind words without a verb."""
    if first_finite(scene, start, i) is not None:
        return False
    return _verb_of_new_subject(scene, at, sentence) is not None


def _own_subject(scene: Scene, at: int) -> bool:
    return scene.tokens[at].pos in ("PRON", "DET", "PROPN")
