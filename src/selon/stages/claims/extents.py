"""How far things go: where a clause that a cue opens ends, where the words before an incise begin, which noun phrase
after a verb is its subject or its object."""

from __future__ import annotations

from collections.abc import Iterator

from selon.stages.claims.cues import preposition_at
from selon.stages.claims.scene import Mention, Range, Scene, phrase_at, sentence_end, words_range
from selon.stages.parse import Sentence, Token
from selon.stages.phrases import CLITICS, OF, RELATIVES, Group, is_finite, sentence_of, verb_group

BOUNDARIES = frozenset((",", ";", "et", "mais", "puis", "tandis", "alors", "avant", "après", "–", "—", "comme"))
COMPARING = frozenset(
    (
        "plus moins aussi autant même autre autres tel telle tels telles tant si ne n' mieux pire ainsi "
        "alors tandis afin bien dès lors pour ce depuis sans avant après parce puis"
    ).split()
)
REPORTING = frozenset("que say de à np np:de np:contre np:à comme inf".split())
GLOSSES = frozenset("référence allusion réponse réaction marge évoquant parlant".split())


def find_que(scene: Scene, group: Group, at: int, sentence: Sentence) -> int | None:
    """Returns the "que" that opens the clause of the cue ending at word `at`: no other verb stands between."""
    for i in range(at + 1, sentence.last + 1):
        if scene.tokens[i].text == "," and (beyond := _que_behind_aside(scene, i, sentence)):
            return beyond
        if scene.tokens[i].lower in ("que", "qu'"):
            if _opens_clause(scene, i, at, sentence):
                return i
        elif _bars_clause(scene, i, group):
            return None
    return None


def _que_behind_aside(scene: Scene, i: int, sentence: Sentence) -> int | None:
    """ "a affirmé, citant des sources, que P": the "que" right after the aside that opens at the comma `i`."""
    for k in range(i + 2, min(i + 16, sentence.last)):
        if is_finite(scene.tokens[k]) or scene.quoted[k]:
            return None
        if scene.tokens[k].text == ",":
            return k + 1 if scene.tokens[k + 1].lower in ("que", "qu'") else None
    return None


def _opens_clause(scene: Scene, i: int, at: int, sentence: Sentence) -> bool:
    """Whether the "que" at `i` opens a complement: right after the cue or one adverb, before a quotation, in "à ce que",
    or where it is tagged so; not in a comparison nor in another conjunction ("plus que", "afin que")."""
    tokens = scene.tokens
    before = tokens[i - 1]
    if i == at + 1 or (i < sentence.last and scene.quoted[i + 1] is not None and scene.quoted[i] is None):
        return True
    if i == at + 2 and before.pos == "ADV" and before.lower not in ("plus", "moins"):
        return True
    if before.lower == "ce":
        return tokens[i - 2].lower == "à"
    return (tokens[i].pos == "SCONJ" or tokens[i].dep == "mark") and before.lower not in COMPARING


def _bars_clause(scene: Scene, i: int, group: Group) -> bool:
    """Whether no "que" behind word `i` can belong to the cue: a strong stop, another verb, a quotation that begins."""
    token, before = scene.tokens[i], scene.tokens[i - 1]
    if token.text in (";", ":") or (scene.quoted[i] is not None and scene.quoted[group.main] is None):
        return True
    if token.pos == "VERB" and before.lower in ("et", "ou", "puis"):
        return True
    return token.pos in ("VERB", "AUX") and not _past_participle(scene, i)


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
        return _gerund_cue(scene, i) or (glossed and scene.tokens[i + 1].lower.endswith("ant"))
    return attributes(scene, i, sentence)


def last_word(scene: Scene, i: int, start: int) -> int:
    """Returns the last word up to `i` that is no punctuation and no conjunction."""
    while (
        i > start
        and (scene.tokens[i].pos == "PUNCT" or scene.tokens[i].lower in ("et", "mais"))
        and scene.tokens[i].text != ")"
    ):
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
        or (token.text == "," and tokens[at].lower == "tandis")
        or _as_said(scene, at)
        or _gerund_cue(scene, at)
        or _incise(scene, at, start, sentence)
        or _same_subject(scene, i, at, start, group)
        or _matrix_verb(scene, i, at, group, sentence)
        or _other_report(scene, i, at, start, sentence)
        or (token.text == "," and _gloss(scene, at))
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
    """ "a affirmé que P et a appelé à Q": a finite verb without a subject of its own, of the cue's tense and subject."""
    tokens = scene.tokens
    if group.form != "fin" or tokens[i].lower not in ("et", "mais", "puis", ","):
        return False
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


def lexical(scene: Scene, i: int) -> int:
    """Returns the participle after the auxiliary at `i`, or `i`."""
    if scene.tokens[i].lemma in ("avoir", "être"):
        for k in range(i + 1, min(i + 5, len(scene.tokens))):
            if scene.tokens[k].morph.form == "Part":
                return k
            if scene.tokens[k].pos not in ("ADV", "AUX"):
                break
    return i


def _matrix_verb(scene: Scene, i: int, at: int, group: Group, sentence: Sentence) -> bool:
    """ "X, qui souhaite sa chute, a imposé ...": the verb after the comma is not the relative's, nor the participle's."""
    if scene.tokens[i].text != "," or at != i + 1:
        return False
    if (_opens_period(scene, group, sentence) and (found := phrase_at(scene, at, sentence.last + 1))) or (
        group.form == "noun" and (found := phrase_at(scene, at, sentence.last + 1))
    ):
        at = found.last + 1
    elif not _in_relative(scene, group, sentence) and group.form not in ("ger", "part", "noun"):
        return False
    k = at
    while k < sentence.last and (scene.tokens[k].lower in CLITICS or scene.tokens[k].pos == "ADV"):
        k += 1
    return is_finite(scene.tokens[k])


def _opens_period(scene: Scene, group: Group, sentence: Sentence) -> bool:
    """Whether the cue's clause comes before its main clause: "Appelant à P, X a dit", "Alors que Y annonce P, X a réagi"."""
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
    found = phrase_at(scene, at, sentence.last + 1)
    k = found.last + 1 if found else sentence.last
    while k < sentence.last and (scene.tokens[k].lower in CLITICS or scene.tokens[k].pos == "ADV"):
        k += 1
    if found is None or not is_finite(scene.tokens[k]):
        return False
    verb = scene.tokens[lexical(scene, k)]
    return verb.lemma in scene.words.verbs and verb.pos == "VERB" and complete(scene, start, i - 1)


def _tense(token: Token) -> tuple[str, str]:
    return token.morph.mood, token.morph.tense


def _gloss(scene: Scene, at: int) -> bool:
    """ ", en référence à", ", dans un communiqué", ", lors d'un entretien": how it was said, not what."""
    tokens = scene.tokens[at : at + 6]
    if not tokens or (tokens[0].pos not in ("ADP", "ADV") and tokens[0].lower not in ("lors",)):
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
    found = phrase_at(scene, at, sentence.last + 1)
    k = found.last + 1 if found else sentence.last
    while k < sentence.last and (scene.tokens[k].lower in CLITICS or scene.tokens[k].pos == "ADV"):
        k += 1
    return found is not None and is_finite(scene.tokens[k])


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
            subordinate = subordinate and token.text != ";" and token.text == "," and _still(tokens, first, i)
        elif token.pos == "SCONJ" or (token.lower in RELATIVES and token.pos in ("PRON", "SCONJ")):
            subordinate = i != first
        elif is_finite(token) and not subordinate:
            return True
        elif is_finite(token):
            subordinate = False
    return False


def _still(tokens: list[Token], first: int, i: int) -> bool:
    """A comma right after a relative pronoun ("qui, selon lui, ...") leaves its clause open."""
    return tokens[i - 1].lower in RELATIVES


def skip_adjuncts(scene: Scene, at: int, limit: int) -> int:
    """Returns the first word from `at` on that is no adverb, day, comma, or phrase of place, medium or addressee."""
    tokens = scene.tokens
    i, commas = at, 0
    while i < limit:
        token = tokens[i]
        if scene.quoted[i] and not scene.quoted[at - 1 if at else 0]:
            return i
        if token.text == "," and (aside := _aside_end(scene, i, limit)):
            i = aside
        elif token.text in (",", "(", ")"):
            i, commas = i + 1, commas + 1
        elif (token.pos == "ADV" and token.lower not in CLITICS) or is_day(scene, i):
            i += 1
        elif token.pos == "DET" and i + 1 < limit and is_day(scene, i + 1):
            i += 2
        elif (token.pos == "NUM" and i + 1 < limit and (is_day(scene, i + 1) or is_day(scene, i - 1))) or (
            token.pos == "NUM" and i > at and is_day(scene, i - 1)
        ):
            i += 1
        elif (token.pos == "ADP" and token.lower not in OF) or token.lower in ("lors", "devant", "auprès"):
            i = _prepositional_end(scene, i, limit) + 1
        else:
            return i
    return i


def _aside_end(scene: Scene, i: int, limit: int) -> int | None:
    """Returns the word after an aside between commas ("sans convaincre ses détracteurs") that opens at the comma `i`."""
    if (
        i + 1 >= limit
        or scene.quoted[i + 1]
        or not (scene.tokens[i + 1].pos in ("ADP", "ADV") or _past_participle(scene, i + 1))
    ):
        return None
    for k in range(i + 2, min(i + 16, limit)):
        if is_finite(scene.tokens[k]) or scene.quoted[k]:
            return None
        if scene.tokens[k].text == ",":
            return k + 1
    return None


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
    while (at < limit and tokens[at].pos in ("ADP", "DET", "NUM")) or (
        at < limit and tokens[at].pos == "ADJ" and at + 1 < limit and tokens[at + 1].pos == "NOUN"
    ):
        at += 1
    if at >= limit or tokens[at].pos not in ("NOUN", "PROPN", "PRON", "X", "ADJ", "VERB"):
        return max(i, at - 1)
    if tokens[at].pos == "VERB" and tokens[at].morph.form != "Inf":
        return at - 1
    last = at
    while last + 1 < limit:
        after = tokens[last + 1]
        if (
            after.pos == "ADJ"
            or after.pos == "NUM"
            or after.text == "-"
            or (after.pos in ("PROPN", "X", "NOUN") and _same_name(tokens[last], after) and not is_day(scene, last + 1))
        ):
            last += 1
        elif after.lower in OF and last + 2 < limit:
            last = _prepositional_end(scene, last + 1, limit)
        else:
            break
    return last


def _same_name(token: Token, after: Token) -> bool:
    """Whether the name goes on: not from an acronym to a word, nor from a noun in the plural to a name."""
    if token.text.isupper() and not after.text.isupper():
        return False
    return not (token.pos == "NOUN" and token.morph.number == "Plur" and after.pos != "NOUN")


def verb_waits(scene: Scene, before: int, after: int) -> bool:
    """ "Il s'agit, précise la source, du géologue": the word before the incise is a verb whose complement comes after."""
    token = scene.tokens[after]
    if scene.tokens[before].pos not in ("VERB", "AUX") or token.pos not in (
        "ADP",
        "DET",
        "VERB",
        "ADJ",
        "NUM",
        "ADV",
        "NOUN",
        "PROPN",
    ):
        return False
    if (
        (token.pos == "VERB" and token.morph.form not in ("Inf", "Part"))
        or token.lower.endswith("ant")
        or token.lower == "en"
    ):
        return False
    return not _gloss(scene, after)


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
