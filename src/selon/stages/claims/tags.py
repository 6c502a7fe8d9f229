"""Tags: what the parser takes a word for, mended where the attribution of agencies needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from selon.languages.attribution import Attribution
from selon.stages.parse import Token
from selon.stages.phrases import OF, SUBJECT_CLITICS, is_finite

NO_NAMES = frozenset("ADV ADJ ADP DET VERB PRON SCONJ".split())
ROMAN = frozenset("IVXLC")
MISREAD = frozenset("VERB NOUN ADJ ADV PROPN X INTJ".split())  # what the tagger may take a verb for
BY = frozenset(("par", "sur"))
SAYINGS = ("démenti",)
MODIFYING = ("amod", "acl", "mark")


def mend_tags(tokens: list[Token], words: Attribution) -> None:
    """Mends the tags of the words in place."""
    _mark_phrases(tokens, words)
    _mark_misread(tokens, words)
    _mark_nouns(tokens)
    _mark_openings(tokens, words)
    _join_adjectives(tokens)


def _mark_phrases(tokens: list[Token], words: Attribution) -> None:
    """Tags the words of "d'abord", "de son côté" as adverbs, those of "Médecins sans frontières" as a name, and an
    acronym that the tagger takes for a small word ("l'agence de presse nationale RIA")."""
    for i, token in enumerate(tokens):
        if token.pos in NO_NAMES and _is_acronym(tokens, i):
            token.pos = "PROPN"
        if token.lower in words.adverbials:
            _mark(tokens, i, words.adverbials[token.lower], "ADV")
        if token.text in words.names:
            _mark(tokens, i, words.names[token.text], "PROPN")


def _is_acronym(tokens: list[Token], i: int) -> bool:
    """Capitals in a sentence that is not all in capitals; no Roman number."""
    text = tokens[i].text
    if not (text.isupper() and text.isalpha() and len(text) > 1) or ROMAN.issuperset(text):
        return False
    return not any(token.text.isupper() and len(token.text) > 2 for token in tokens[max(0, i - 2) : i])


def _mark(tokens: list[Token], i: int, entries: Sequence[Sequence[str]], tag: str) -> None:
    """Tags the words of the first of the phrases that stands at word `i`."""
    for entry in entries:
        stand = tokens[i : i + len(entry)]
        if len(stand) == len(entry) and _is(stand[-1], entry[-1]) and all(map(_is, stand, entry)):
            for token in stand:
                token.pos = tag
            return


def _is(token: Token, word: str) -> bool:
    return word == token.lower or word == token.text


def _mark_misread(tokens: list[Token], words: Attribution) -> None:
    """Tags as verbs the forms that the model's tagger misses: listed ones, and "annonce", "menace" right after a noun
    phrase in a clause that has no verb yet."""
    for i, token in enumerate(tokens):
        if token.pos not in MISREAD or token.morph.form in ("Fin", "Inf"):
            continue
        if _is_present(tokens, i, words):
            lemma = token.lemma if token.lemma in words.verbs else words.homographs.get(token.lower, token.lemma)
            token.pos, token.lemma = "VERB", lemma
            token.morph = replace(token.morph, form="Fin", tense="Pres", mood="Ind")
            continue
        if token.pos == "VERB":
            continue
        verb = words.misread.get(token.lower) or (
            _homograph(tokens, i, words) if token.pos in ("NOUN", "ADJ") else None
        )
        if verb:
            past = token.lower.endswith(("é", "i", "u"))
            form, tense, mood = ("Part", "Past", "") if past else ("Fin", "Pres", "Ind")
            token.pos, token.lemma = "VERB", verb
            token.morph = replace(token.morph, form=form, tense=tense, mood=mood)


def _mark_nouns(tokens: list[Token]) -> None:
    """Tags as nouns what the tagger takes for participles behind an article: "l'opposant Joseph", "ce démenti"."""
    for before, token in pairwise(tokens):
        noun = token.lower.rstrip("s") in SAYINGS or token.lower.rstrip("es").endswith("ant")
        if token.morph.form == "Part" and noun and before.pos == "DET" and token.dep not in MODIFYING:
            token.pos, token.lemma, token.morph = "NOUN", token.lower.rstrip("s"), replace(token.morph, form="")


def _mark_openings(tokens: list[Token], words: Attribution) -> None:
    """Tags as a participle the capital that opens "Accusé de fraude, le ministre a nié": no name speaks there."""
    for i, token in enumerate(tokens[:-1]):
        stem = token.lower.rstrip("es")
        opens = token.text[:1].isupper() and (i == 0 or tokens[i - 1].pos == "PUNCT")
        if opens and stem.endswith("é") and stem[:-1] + "er" in words.verbs and tokens[i + 1].lower in OF | BY:
            token.pos, token.lemma, token.dep = "VERB", stem[:-1] + "er", "advcl"
            token.morph = replace(token.morph, form="Part", tense="Past")


def _join_adjectives(tokens: list[Token]) -> None:
    """Joins the second adjective of "des responsables américains et sud-coréens ont dit" to the first, where the parser
    takes it for one more subject."""
    for i, token in enumerate(tokens):
        if token.dep != "nsubj" or i < 3 or token.first < i or tokens[i - 1].pos != "CCONJ":
            continue
        first = tokens[i - 2]
        noun = tokens[first.head]
        if first.pos == "ADJ" and first.dep == "amod" and (noun.dep, noun.head) == ("nsubj", token.head):
            token.pos, token.dep, token.head = "ADJ", "conj", first.i
            first.last = noun.last = token.last


def _is_present(tokens: list[Token], i: int, words: Attribution) -> bool:
    """Whether the word is conjugated, whatever its tag: "dit-il", "nuance-t-elle", "rétorque un homme"."""
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if after in SUBJECT_CLITICS or after == "-t":
        return tokens[i].pos in ("VERB", "NOUN", "ADJ", "ADV")
    return tokens[i].pos == "VERB" and tokens[i].lower in words.homographs


def _homograph(tokens: list[Token], i: int, words: Attribution) -> str | None:
    """Returns the verb whose present a noun looks like ("annonce" → annoncer), where it stands as a verb does."""
    verb = words.homographs.get(tokens[i].lower)
    if verb is None or not 0 < i < len(tokens) - 1:
        return None
    after = tokens[i + 1]
    if tokens[i - 1].text == ",":
        return verb if after.pos in ("DET", "PROPN") else None  # "..., juge l'analyste", "..., juge Europolis"
    if tokens[i - 1].pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    opens = after.lower in ("que", "qu'", ",", ":") or after.pos == "DET" or after.morph.form == "Inf"
    if not opens and not (
        after.lower in ("de", "d'", "à") and i + 2 < len(tokens) and tokens[i + 2].morph.form == "Inf"
    ):
        return None
    for k in range(i - 1, -1, -1):
        if tokens[k].text in (".", ";", ":", "?", "!"):
            break
        if is_finite(tokens[k]):
            return None
    return verb
