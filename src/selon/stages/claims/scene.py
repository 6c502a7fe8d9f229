"""What the constructions see of a dispatch, and what they leave behind.

A construction is a small function from a `Scene` and a cue to a `Draft`. Spans of drafts are offsets of the text;
words are named by their index in the parse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from selon.languages.attribution import Attribution
from selon.model import Act, Certainty, Quote
from selon.stages.parse import Parse, Sentence, Token
from selon.stages.phrases import POSSESSIVES, SUBJECT_CLITICS, is_finite, noun_phrase, sentence_of

THINGS = frozenset("cela ceci ça ce c' rien tout".split())
QUANTITIES = frozenset(
    "nombre majorité minorité dizaine centaine millier plupart partie ensemble poignée moitié total".split()
)
AGENTS = ("eur", "euse", "trice", "iste", "logue", "crate", "ien", "ienne", "ier", "ière", "ant", "ante")
NO_NAMES = frozenset("ADV ADJ ADP DET VERB PRON SCONJ".split())
ROMAN = frozenset("IVXLC")
MISREAD = frozenset("VERB NOUN ADJ ADV PROPN X INTJ".split())  # what the tagger may take a verb for
Range = tuple[int, int]  # offsets, the end excluded


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as the text words it: its span, and the indices of its first and last word."""

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class Draft:
    """A claim in the making. `at` is the word that found it; `closes` the last word of its cue and source, from which
    the rest of the sentence is free again."""

    construction: str
    at: int
    content: list[Range]
    cue: Range | None
    sources: list[Mention]
    act: Act
    entry: str | None
    certainty: Certainty = "certain"
    visual: bool = False
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """A dispatch as the constructions see it. `quoted[i]` is the outermost quotation that holds word `i`, or None."""

    parse: Parse
    text: str
    tokens: list[Token]
    quotes: tuple[Quote, ...]
    quoted: list[Quote | None]
    words: Attribution
    roles: frozenset[str]
    drafts: list[Draft] = field(default_factory=list)


def drafts_in(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Yields the drafts found so far in the sentence, the last found first."""
    for draft in reversed(scene.drafts):
        if draft.at < sentence.first:
            return
        yield draft


def make_scene(parse: Parse, quotes: tuple[Quote, ...], words: Attribution) -> Scene:
    """Returns the scene: the parse with, for each word, the outermost quotation that holds it."""
    _mark_phrases(parse.tokens, words)
    _mark_misread(parse.tokens, words)
    _mark_nouns(parse.tokens)
    _join_adjectives(parse.tokens)
    outer = [quote for quote in quotes if quote.depth == 0]
    quoted: list[Quote | None] = []
    at = 0
    for token in parse.tokens:
        while at < len(outer) and outer[at].end <= token.start:
            at += 1
        inside = at < len(outer) and outer[at].start <= token.start
        quoted.append(outer[at] if inside else None)
    return Scene(parse, parse.text, parse.tokens, quotes, quoted, words, frozenset(words.speakers))


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
    """Tags as a noun what the tagger takes for a present participle right behind an article: "l'opposant Joseph"."""
    for before, token in pairwise(tokens):
        if token.morph.form == "Part" and token.lower.rstrip("es").endswith("ant") and before.pos == "DET":
            if token.dep not in ("amod", "acl", "mark"):
                token.pos, token.lemma, token.morph = "NOUN", token.lower.rstrip("s"), replace(token.morph, form="")


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


def can_speak(scene: Scene, source: Mention) -> bool:
    """Whether the phrase can name who speaks: a pronoun, a name, a noun that the word lists know or that names people
    by its ending ("-iste", "-logue")."""
    opening = scene.tokens[source.first]
    if opening.pos == "NOUN" and opening.text[:1].isupper():
        return True  # a noun that opens the sentence with no article is a name
    if opening.pos == "PRON" and opening.lower in THINGS:
        return False
    for token in scene.tokens[source.first : source.last + 1]:
        if token.lemma in QUANTITIES:
            continue
        if token.pos in ("PROPN", "PRON", "X") or (
            token.text[:1].isupper() and token.pos == "NOUN" and token.i > source.first
        ):
            return True
        if token.pos in ("NOUN", "ADJ", "NUM") and listed(scene, token):
            return True
        if token.pos == "NOUN":
            return token.text[:1].isupper() and not token.text.islower() and source.first != scene_first(scene, token.i)
    return scene.tokens[source.last].pos in ("ADJ", "NUM")  # "ce dernier", "les autres"


def may_be_heard(scene: Scene, source: Mention) -> bool:
    """Whether "selon" may bring the phrase as a source: one that can speak, or any noun with a complement ("les
    connaissances du journal"); a bare noun is a yardstick ("selon la marée")."""
    words = scene.tokens[source.first : source.last + 1]
    noun = next((t for t in words if t.pos == "NOUN"), None)
    if can_speak(scene, source) or noun is None:
        return True
    return words[0].lower not in POSSESSIVES and source.last > noun.i


def scene_first(scene: Scene, i: int) -> int:
    """Returns the first word of the sentence that holds word `i`."""
    return sentence_of(scene.parse, i).first


def listed(scene: Scene, token: Token) -> bool:
    """Whether the noun names who speaks."""
    word = token.lower
    return (
        token.lemma in scene.roles
        or word in scene.roles
        or word.rstrip("s") in scene.roles
        or (
            word.rstrip("s").endswith(AGENTS)
            and word not in scene.words.things
            and word.rstrip("s") not in scene.words.things
        )
    )


def mention(scene: Scene, first: int, last: int) -> Mention:
    """Returns the words `first` to `last` as a source, with an acronym in brackets that follows them."""
    start, end = scene.tokens[first].start, scene.tokens[last].end
    quote = scene.quoted[last]
    if quote and quote.closed and quote.start >= start and quote.inner_end == end:
        end = quote.end
    after = scene.text[end : end + 14]
    if after.startswith(" (") and ")" in after and after[2:3].isupper() and after[2 : after.index(")")].isalpha():
        end += after.index(")") + 1
    return Mention(start, end, first, last)


def phrase_at(scene: Scene, start: int, limit: int) -> Mention | None:
    """Returns the noun phrase that starts at word `start`, as a source."""
    found = noun_phrase(scene.parse, start, limit, scene.roles)
    return mention(scene, *found) if found else None


def words_range(scene: Scene, first: int, last: int) -> Range:
    """Returns the offsets of words `first` to `last`, with quotation marks at their ends that open or close there."""
    start, end = scene.tokens[first].start, scene.tokens[last].end
    opening, closing = scene.quoted[first], scene.quoted[last]
    if opening and opening.inner_start == start:
        start = opening.start
    if closing and closing.closed and closing.inner_end <= end + 1:
        end = max(end, closing.end)
    return start, end


def sentence_end(scene: Scene, sentence: Sentence) -> int:
    """Returns the last word of the sentence that is no final punctuation."""
    last = sentence.last
    while last > sentence.first and scene.tokens[last].pos == "PUNCT" and scene.tokens[last].text not in (")", "%"):
        last -= 1
    return last
