"""Who is the subject of a cue's verb: the pronoun or noun phrase before it, the antecedent of "qui", the subject that
it
shares with the verb that it is joined to or depends on."""

from __future__ import annotations

from selon.stages.claims.adjuncts import subject_after
from selon.stages.claims.clauses import complete, lexical
from selon.stages.claims.scene import Draft, Mention, Scene, can_speak, drafts_in, listed, phrase_at
from selon.stages.parse import Sentence
from selon.stages.phrases import CLITICS, MODIFIERS, OF, RELATIVES, Group, is_finite, verb_group

DEPTH = 4  # verbs that a shared subject is looked for through


def subject(scene: Scene, group: Group, sentence: Sentence, depth: int = 0) -> Mention | None:
    """Returns the subject of the verb group, None where none is found."""
    if group.clitic is not None:
        return subject_after(scene, group, group.last, sentence)
    if group.form != "fin":
        return _controller(scene, group, sentence, depth)
    return (
        _relative(scene, group, sentence)
        or _adjacent(scene, group, sentence, ("CCONJ", "SCONJ"))
        or _before(scene, group, sentence)
        or _adjacent(scene, group, sentence, ("CCONJ", "SCONJ", "PUNCT", "ADV", "PRON"))
        or _shared(scene, group, sentence, depth)
        or _first_phrase(scene, group, sentence)
    )


def _relative(scene: Scene, group: Group, sentence: Sentence) -> Mention | None:
    """The antecedent of the "qui" right before the verb."""
    tokens = scene.tokens
    i = group.first - 1
    while i > sentence.first and (tokens[i].pos in ("ADV", "PUNCT") or tokens[i].lower in CLITICS):
        i -= 1
    i = _before_aside(scene, group, i, sentence)
    if i <= sentence.first or tokens[i].lower != "qui":
        return None
    at = i - 1
    while at > sentence.first and tokens[at].pos == "PUNCT":
        at -= 1
    return phrase_ending(scene, at, sentence, nearest_first=True) or _antecedent(scene, group, sentence)


def _antecedent(scene: Scene, group: Group, sentence: Sentence) -> Mention | None:
    """The noun that the tree hangs the relative clause on, where other words come between."""
    head = scene.tokens[group.main].head
    if scene.tokens[group.main].dep != "relcl" or not sentence.first <= head < group.first:
        return None
    return phrase_at(scene, phrase_start(scene, head, sentence), group.first)


def _before_aside(scene: Scene, group: Group, i: int, sentence: Sentence) -> int:
    """Returns the "qui" before an aside between commas that ends at the verb ("qui, à un mois du vote, accuse"), else
    `i`."""
    if scene.tokens[group.first - 1].text != ",":
        return i
    for k in range(group.first - 2, max(sentence.first, group.first - 18), -1):
        if is_finite(scene.tokens[k]):
            return i
        if scene.tokens[k].text == "," and scene.tokens[k - 1].lower == "qui":
            return k - 1
    return i


def phrase_ending(scene: Scene, at: int, sentence: Sentence, nearest_first: bool = False) -> Mention | None:
    """Returns the widest noun phrase that ends at word `at`; with `nearest_first` (for the antecedent of "qui") the one
    behind the nearest preposition other than "de", where that can speak."""
    nearest = None
    for start in range(at, max(sentence.first, at - 25) - 1, -1):
        if is_finite(scene.tokens[start]) or scene.tokens[start].text in (";", ":"):
            break
        if start > sentence.first and (
            scene.tokens[start - 1].pos in MODIFIERS or scene.tokens[start - 1].lower in ("et", "ou")
        ):
            continue
        if start > sentence.first and _inside_name(scene, start):
            continue
        found = phrase_at(scene, start, at + 1)
        if found and found.last == at and scene.tokens[start].lower not in OF:
            before = scene.tokens[start - 1] if start > sentence.first else None
            if nearest is not None and any(t.lower in scene.words.days for t in scene.tokens[start : nearest.first]):
                return nearest
            adjunct = before is not None and before.pos == "ADP" and before.lower not in OF
            if nearest_first and adjunct and can_speak(scene, found):
                return found
            if nearest is not None and adjunct:
                return nearest
            nearest = found
            if scene.tokens[start].pos in ("DET", "PROPN") and (
                before is None or (before.lower not in OF | {","} and before.pos != "ADP")
            ):
                return found
    return nearest


def _before(scene: Scene, group: Group, sentence: Sentence) -> Mention | None:
    """The noun phrase or pronoun before the verb, which the tree names its subject."""
    tokens = scene.tokens
    heads = [
        i
        for i in range(sentence.first, group.first)
        if tokens[i].dep == "nsubj"
        and (tokens[i].head == group.main or group.first <= tokens[i].head <= group.last)
        and not scene.quoted[i]
        and tokens[i].lower not in RELATIVES
        and tokens[i].lower not in scene.words.days
    ]
    if (
        not heads
        and group.first > sentence.first
        and tokens[group.first - 1].pos == "PRON"
        and tokens[group.first - 1].lower not in CLITICS
    ):
        heads = [group.first - 1]
    if not heads:
        return None
    for head in heads:
        start = phrase_start(scene, head, sentence)
        found = phrase_at(scene, start, group.first)
        if found and found.last >= heads[-1]:
            return found
    start = phrase_start(scene, heads[-1], sentence)
    return Mention(tokens[start].start, tokens[heads[-1]].end, start, heads[-1])


def _inside_name(scene: Scene, start: int) -> bool:
    """Whether the word goes on a name or a title before it: no phrase starts there."""
    before = scene.tokens[start - 1]
    if before.text == "-" or (before.pos == "PROPN" and scene.tokens[start].pos == "PROPN"):
        return True
    return scene.tokens[start].pos == "PROPN" and before.pos in ("NOUN", "ADJ")


def _adjacent(scene: Scene, group: Group, sentence: Sentence, openers: tuple[str, ...]) -> Mention | None:
    """The noun phrase that ends right before the verb and opens its clause, after a word tagged as in `openers`."""
    at = group.first - 1
    if at > sentence.first and scene.tokens[at].text == ",":
        at -= 1
    found = (
        phrase_ending(scene, at, sentence)
        if at > sentence.first and scene.tokens[at].pos in ("NOUN", "PROPN", "ADJ", "NUM")
        else None
    )
    if found is None or found.first == sentence.first:
        return found
    before = scene.tokens[found.first - 1]
    if scene.tokens[found.first].pos == "ADJ":
        return None  # "des responsables russes et iraniens": the end of a longer phrase
    return found if before.pos in openers and before.lower not in ("qui", "dont", "que") else None


def phrase_start(scene: Scene, head: int, sentence: Sentence) -> int:
    """Returns the first word of the noun phrase: determiners, numbers and adjectives before its head."""
    start = head
    while (
        start > sentence.first
        and scene.tokens[head].pos == "PROPN"
        and (scene.tokens[start - 1].pos == "PROPN" or scene.tokens[start - 1].text == "-")
        and scene.tokens[start].start - scene.tokens[start - 1].end <= 1
    ):
        start -= 1
    if scene.tokens[head].pos == "PROPN" and _is_title(scene, start - 1, sentence):
        start -= 1
    while start > sentence.first and (
        scene.tokens[start - 1].pos in MODIFIERS
        or (scene.tokens[start - 1].lower in ("d'", "de") and scene.tokens[start - 2].lower == "nombre")
    ):
        start -= 1
    if (
        start > sentence.first
        and scene.tokens[start - 1].lower in ("des", "du")
        and scene.tokens[start - 1].head == head
        and (start - 1 == sentence.first or scene.tokens[start - 2].pos not in ("NOUN", "PROPN"))
    ):
        start -= 1
    if (
        start > sentence.first + 1
        and scene.tokens[start - 1].lower in OF
        and scene.tokens[start - 2].lower
        in ("nombre", "plupart", "partie", "un", "une", "certains", "plusieurs", "dizaine")
    ):
        return phrase_start(scene, start - 2, sentence)
    return start


def _is_title(scene: Scene, i: int, sentence: Sentence) -> bool:
    """ "le gardien Pavol Hric": the noun before a name, which the tree may hang elsewhere."""
    token, before = scene.tokens[i], scene.tokens[i - 1]
    return i > sentence.first and token.pos == "NOUN" and before.pos == "DET" and listed(scene, token)


def _shared(scene: Scene, group: Group, sentence: Sentence, depth: int) -> Mention | None:
    """The subject of the verb that this one is joined to ("a démenti et prétend")."""
    tokens = scene.tokens
    if depth > DEPTH or group.first == sentence.first:
        return None
    for i in range(group.first - 1, sentence.first - 1, -1):
        token = tokens[i]
        if token.lower in ("que", "qu'", "qui", "dont", "où") and token.pos in ("SCONJ", "PRON"):
            continue
        if token.pos in ("VERB", "AUX") and is_finite(token) and not scene.quoted[i]:
            other = verb_group(scene.parse, lexical(scene, i))
            if other.main >= group.first or _subordinate(scene, other, sentence):
                continue
            for draft in drafts_in(scene, sentence):
                if draft.at == other.main and draft.sources:
                    return draft.sources[-1]
            return subject(scene, other, sentence, depth + 1)
    return None


def _subordinate(scene: Scene, group: Group, sentence: Sentence) -> bool:
    """Whether a conjunction or relative stands between the last comma and the verb."""
    for i in range(group.first - 1, sentence.first - 1, -1):
        token = scene.tokens[i]
        if token.text in (",", ";"):
            return False
        if token.pos == "SCONJ" or token.lower in ("qui", "que", "qu'", "dont", "où"):
            return True
    return False


def _first_phrase(scene: Scene, group: Group, sentence: Sentence) -> Mention | None:
    """The noun phrase that opens the sentence or the last clause, where no other verb is between."""
    for start in range(sentence.first, group.first):
        if complete(scene, start, group.first - 1):
            continue
        found = phrase_at(scene, start, group.first)
        if (
            found
            and scene.tokens[start].pos in ("DET", "PROPN", "NOUN", "PRON", "NUM")
            and not scene.quoted[start]
            and _may_open(scene, found)
        ):
            return found
    return None


def _may_open(scene: Scene, found: Mention) -> bool:
    """No clitic, and a phrase that can speak."""
    first = scene.tokens[found.first]
    return not (first.pos == "PRON" and first.lower in CLITICS) and can_speak(scene, found)


def _controller(scene: Scene, group: Group, sentence: Sentence, depth: int) -> Mention | None:
    """The subject of an infinitive, a gerund or a participle: that of the verb that it depends on."""
    if depth > DEPTH:
        return None
    draft = _last_draft(scene, group, sentence)
    noun = _noun_before(scene, group, sentence) or _before_comma(scene, group, sentence)
    if noun:
        return noun
    if draft and draft.sources:
        return draft.sources[-1]
    tokens = scene.tokens
    if group.form == "ger" and group.first <= sentence.first + 1:
        return _after_clause(scene, group, sentence)
    before = [i for i in range(sentence.first, group.first) if is_finite(tokens[i]) and not scene.quoted[i]]
    if before and tokens[before[-1]].lemma == "falloir":
        return None
    for i in reversed(before):
        other = verb_group(scene.parse, lexical(scene, i))
        if not _subordinate(scene, other, sentence) or group.first - i < 6 or i == before[0]:
            return subject(scene, other, sentence, depth + 1)
    return _after_clause(scene, group, sentence)


def _noun_before(scene: Scene, group: Group, sentence: Sentence) -> Mention | None:
    """ "une lettre annonçant", "nombre de membres estimant": the noun right before a participle, with no comma."""
    at = group.first - 1
    if group.form != "ger" or scene.tokens[group.first].lower == "en" or at < sentence.first:
        return None
    token = scene.tokens[at]
    if token.pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    found = phrase_ending(scene, at, sentence)
    if found and (
        not can_speak(scene, found) or (found.first > sentence.first and scene.tokens[found.first - 1].lower in OF)
    ):
        return None
    head = found and next((t for t in scene.tokens[found.first : found.last + 1] if t.pos in ("NOUN", "PROPN")), None)
    if head and (kind := scene.words.speakers.get(head.lemma)) and kind.kind == "document":
        return None
    return found


def _before_comma(scene: Scene, group: Group, sentence: Sentence) -> Mention | None:
    """ "Ce dernier, accusant Y de V, a dit": the phrase that opens the sentence, right before the participle's
    comma."""
    at = group.first - 2
    if group.form != "ger" or at < sentence.first or scene.tokens[at + 1].text != ",":
        return None
    found = phrase_at(scene, sentence.first, at + 1)
    return found if found and found.last == at and can_speak(scene, found) else None


def _last_draft(scene: Scene, group: Group, sentence: Sentence) -> Draft | None:
    """The last claim of the sentence before the group, by a verb."""
    for draft in drafts_in(scene, sentence):
        if draft.at < group.first and draft.cue and not scene.quoted[draft.at]:
            return draft
    return None


def _after_clause(scene: Scene, group: Group, sentence: Sentence) -> Mention | None:
    """ "Appelant à P, le ministre a dit": the subject of the main verb that follows."""
    for i in range(group.last + 1, sentence.last + 1):
        if (
            scene.tokens[i].text == ","
            and i + 1 <= sentence.last
            and scene.tokens[i + 1].pos in ("DET", "PROPN", "PRON")
        ):
            found = phrase_at(scene, i + 1, sentence.last + 1)
            if found:
                after = found.last + 1
                while after <= sentence.last and (
                    scene.tokens[after].lower in CLITICS or scene.tokens[after].pos in ("ADV", "PUNCT")
                ):
                    after += 1
                if after <= sentence.last and is_finite(scene.tokens[after]):
                    return found
    return None
