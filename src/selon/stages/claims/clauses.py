"""Clauses: where the "que" of a report stands, which verb is conjugated, what is complete, what only measures."""

from __future__ import annotations

from selon.stages.claims.cues import preposition_at
from selon.stages.claims.scene import Scene
from selon.stages.parse import Sentence, Token
from selon.stages.phrases import CLITICS, RELATIVES, Group, is_finite, sentence_of

COMPARING = frozenset(
    (
        "plus moins aussi autant même autre autres tel telle tels telles tant si ne n' mieux pire ainsi "
        "alors tandis afin bien dès lors pour ce depuis sans avant après parce puis"
    ).split()
)


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
    """Whether the "que" at `i` opens a complement: right after the cue or one adverb, before a quotation, in "à ce
    que",
    or where it is tagged so; not in a comparison nor in another conjunction ("plus que", "afin que")."""
    tokens = scene.tokens
    before = tokens[i - 1]
    if i == at + 1 or (i < sentence.last and scene.quoted[i + 1] is not None and scene.quoted[i] is None):
        return True
    if i == at + 2 and before.pos == "ADV" and before.lower not in ("plus", "moins"):
        return True
    if before.lower == "ce":
        return tokens[i - 2].lower == "à"
    if before.text == "," and not any(t.text == "," for t in tokens[at + 1 : i - 1]):
        return False  # "a confirmé la rencontre, qu'il juge utile"
    return (tokens[i].pos == "SCONJ" or tokens[i].dep == "mark") and before.lower not in COMPARING


def _bars_clause(scene: Scene, i: int, group: Group) -> bool:
    """Whether no "que" behind word `i` can belong to the cue: a strong stop, another verb, a quotation that begins."""
    token, before = scene.tokens[i], scene.tokens[i - 1]
    if token.text in (";", ":") or (scene.quoted[i] is not None and scene.quoted[group.main] is None):
        return True
    if token.pos == "VERB" and before.lower in ("et", "ou", "puis"):
        return True
    return token.pos in ("VERB", "AUX") and not past_participle(scene, i)


def past_participle(scene: Scene, i: int) -> bool:
    morph = scene.tokens[i].morph
    return morph.form == "Part" and morph.tense != "Pres" and not scene.tokens[i].lower.endswith("ant")


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
    if found is None or found[1] >= sentence.last:
        return False
    if scene.tokens[found[1] + 1].lower in ("lequel", "laquelle", "lesquels", "lesquelles"):
        return False
    return found[0].anywhere and not measures(scene, found[1] + 1)


def measures(scene: Scene, i: int) -> bool:
    """Whether what follows "selon" is a yardstick, no source: "selon le calendrier", "selon que"."""
    for token in scene.tokens[i : i + 3]:
        if token.lemma in scene.words.measures or token.lower in scene.words.measures:
            return True
        if token.pos in ("NOUN", "PROPN", "PRON"):
            return False
    return False


def lexical(scene: Scene, i: int) -> int:
    """Returns the lexical verb of the conjugated word `i`: the participle after an auxiliary, or `i`."""
    if scene.tokens[i].lemma in ("avoir", "être"):
        for k in range(i + 1, min(i + 6, len(scene.tokens))):
            token = scene.tokens[k]
            if token.pos == "VERB" and token.morph.form == "Part":
                return k
            if token.pos not in ("ADV", "PRON", "AUX", "PUNCT"):
                break
    return i


def verb_behind(scene: Scene, at: int, sentence: Sentence) -> int:
    """Returns the first word from `at` on that is no clitic and no adverb: where a verb stands, if one does; the last
    of the sentence where `at` lies behind it."""
    at = min(at, sentence.last)
    while at < sentence.last and (scene.tokens[at].lower in CLITICS or scene.tokens[at].pos == "ADV"):
        at += 1
    return at


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


def sentence_at(scene: Scene, i: int) -> Sentence:
    """Returns the sentence that holds the word `i`."""
    return sentence_of(scene.parse, i)
