"""The parse: sentences → tokens with part of speech, morphology and dependencies.

spaCy parses what our own stages cut: its sentence ends are ours, and it never sees quotation marks nor the omissions
and acronyms in brackets, which lead it astray. The tokens come out as plain data whose offsets are the dispatch's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import spacy
from spacy.attrs import DEP, HEAD, MORPH, POS
from spacy.language import Language
from spacy.tokens import Doc

MODELS = {"fr": "fr_core_news_md"}
# Left out of the pipeline: names that are not good enough on dispatches, and a copy of the part of speech.
UNUSED = ("ner", "attribute_ruler")
PIECE = 1500  # words that are parsed at once: a longer text costs time in proportion, and no more memory
LONGEST = 300  # words; a longer "sentence" is no sentence, and is parsed in pieces so that work grows with the text
BATCH = 16  # texts in a batch of nlp.pipe

# One character for one, so that offsets hold: the model knows the straight apostrophe and the plain space best.
PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " "})
CONDITIONAL = ("rait", "raient")
INFINITIVE = ("r", "re", "R", "RE")
SURROGATE = re.compile(r"[\ud800-\udfff]")  # spaCy can hold none
RUN = 200
UNBROKEN = re.compile(rf"\S{{{RUN},}}")
ELIDED = re.compile(r"(?i:[ldnsjcmt]|qu|jusqu|lorsqu|puisqu)")
BLANK = re.compile(r"[«»\"“”„‹›+]|\((?:\.\.\.|…|[A-Z][A-Za-z0-9.-]{1,9})\)|\[(?:\.\.\.|…|\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Morph:
    """Morphology: the Universal Dependencies values that the grammar asks for, "" where absent."""

    form: str
    mood: str
    tense: str
    gender: str
    number: str
    person: str
    kind: str  # PronType


@dataclass(slots=True)
class Token:
    """A word: `i` its index in the parse, `head` that of its head, `first`..`last` the indices its subtree spans."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    dep: str
    head: int
    morph: Morph
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` (both included) of the parse; `start`, `end` are offsets of the text, `paragraph` the
    number of its paragraph, None for a heading."""

    i: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Parse:
    """The words and sentences of one dispatch."""

    text: str
    tokens: list[Token]
    sentences: list[Sentence]


@cache
def load_model(lang: str) -> Language:
    """Returns the language's spaCy pipeline; raises ValueError for a language without one."""
    if lang not in MODELS:
        raise ValueError(f"no language {lang!r}: selon reads {', '.join(MODELS)}")
    nlp = spacy.load(MODELS[lang], exclude=list(UNUSED))
    nlp.disable_pipe("lemmatizer")  # asked once for each form, in `_Lemmas`, instead of once for each word
    return nlp


Cuts = Sequence[tuple[int, int, int | None]]  # start, end and paragraph of each sentence


def parse_all(texts: Iterable[tuple[str, Cuts]], lang: str) -> Iterator[Parse]:
    """Yields the parse of each text, cut into sentences, in order, parsed in batches."""
    nlp = load_model(lang)
    lemmas = _lemmas(lang)
    pieces = (piece for text, cuts in texts for piece in _pieces(nlp, _words(nlp, text, cuts)))
    tokens: list[Token] = []
    for doc, (words, end) in nlp.pipe(pieces, as_tuples=True, batch_size=BATCH):
        tokens += _tokens(doc, words, len(tokens), lemmas)
        if end == len(words.texts):
            _edges(tokens)
            yield Parse(words.text, tokens, words.sentences)
            tokens = []


def _pieces(nlp: Language, words: _Words) -> Iterator[tuple[Doc, tuple[_Words, int]]]:
    """Yields the words as Docs of some PIECE words, cut between sentences, each with the index that it ends before."""
    first = 0
    for sentence in words.sentences:
        end = sentence.last + 1
        if end - first >= PIECE or end == len(words.texts):
            piece = slice(first, end)
            yield Doc(nlp.vocab, words.texts[piece], words.spaces[piece], sent_starts=words.opens[piece]), (words, end)
            first = end
    if not words.sentences:
        yield Doc(nlp.vocab), (words, 0)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one dispatch, in parallel lists, and its sentences."""

    text: str
    texts: list[str]
    starts: list[int]
    spaces: list[bool]
    opens: list[bool | int | None]
    sentences: list[Sentence]


def _words(nlp: Language, text: str, cuts: Cuts) -> _Words:
    """Tokenizes each sentence, less its quotation marks and omissions."""
    words = _Words(text, [], [], [], [], [])
    for start, end, paragraph in cuts:
        seen = _broken(SURROGATE.sub("\ufffd", text[start:end].translate(PLAIN)))
        if BLANK.search(seen):
            seen = BLANK.sub(lambda m: " " * len(m[0]), seen)
        if seen.startswith("A "):
            seen = "À" + seen[1:]  # capitals lose their accents; the model takes a bare "A" for a name
        first, offset = len(words.texts), start
        for token in nlp.tokenizer(seen):
            word = token.text_with_ws
            bare = word.rstrip(" ")
            if bare == "'" and len(words.texts) > first and ELIDED.fullmatch(words.texts[-1]):
                words.texts[-1] += bare  # "d' « ..." leaves its apostrophe to stand alone
            elif bare:
                words.texts.append(bare)
                words.starts.append(offset)
                words.spaces.append(word != bare)
            offset += len(word)
        _close(words, first, start, end, paragraph)
    return words


def _broken(seen: str) -> str:
    """Puts a space at every RUN characters of a run without one: no word is so long, and the tokenizer's work on one
    grows with the square of its length."""
    if len(seen) <= RUN:
        return seen
    return UNBROKEN.sub(lambda m: "".join(" " if i % RUN == RUN - 1 else c for i, c in enumerate(m[0])), seen)


def _close(words: _Words, first: int, start: int, end: int, paragraph: int | None) -> None:
    """Ends the sentence whose words begin at `first`, in pieces where it is too long to be one."""
    count = len(words.texts)
    for opening in range(first, count, LONGEST):
        last = min(opening + LONGEST, count) - 1
        begins = start if opening == first else words.starts[opening]
        ends = end if last == count - 1 else words.starts[last] + len(words.texts[last])
        words.sentences.append(Sentence(len(words.sentences), opening, last, begins, ends, paragraph))
        words.opens.extend(i == opening for i in range(opening, last + 1))


def _tokens(doc: Doc, words: _Words, first: int, lemmas: _Lemmas) -> list[Token]:
    """Turns the parsed Doc, whose first word is word `first`, into plain tokens."""
    if not len(doc):
        return []
    tags, deps, morphs = _Names(doc, str), _Names(doc, _relation), _Names(doc, _morph)
    table = doc.to_array([POS, DEP, MORPH, HEAD])
    heads = table[:, 3].astype("int64").tolist()
    tokens = []
    for at, ((tag, dep, morph), head) in enumerate(zip(table[:, :3].tolist(), heads, strict=True)):
        i = first + at
        word, start = words.texts[i], words.starts[i]
        lemma = lemmas.get((word, tag)) or lemmas.ask(doc[at])
        features = _corrected(morphs[morph], word, lemma)
        end, lower = start + len(word), word.lower()
        tokens.append(Token(i, start, end, word, lower, lemma, tags[tag], deps[dep], i + head, features, i, i))
    return tokens


def _corrected(morph: Morph, word: str, lemma: str) -> Morph:
    """Corrects what the model gets wrong by its own rules: an infinitive without its ending, a conditional."""
    if morph.form == "Fin" and word.endswith(CONDITIONAL):
        return _conditional(morph, word, lemma)
    if morph.form == "Inf" and not word.endswith(INFINITIVE):
        return replace(morph, form="Fin", mood="Ind", tense="Pres", number="Sing", person="3")
    return morph


class _Lemmas(dict[tuple[str, int], str]):
    """The lemma of each form and part of speech that was met."""

    def __init__(self, lemmatizer: Any) -> None:
        self.lemmatizer = lemmatizer

    def ask(self, token: Any) -> str:
        lemma: str = self.lemmatizer.rule_lemmatize(token)[0]
        if (
            token.pos_ == "VERB"
            and lemma.endswith("e")
            and lemma == token.lower_
            and "Inf" not in token.morph.get("VerbForm")
        ):
            lemma += "r"  # the model's tables leave "indique", "estime", "montre" as they are
        self[token.text, token.pos] = lemma
        return lemma


@cache
def _lemmas(lang: str) -> _Lemmas:
    return _Lemmas(load_model(lang).get_pipe("lemmatizer"))


class _Names(dict[int, Any]):
    """What each key of spaCy's string store stands for, looked up once."""

    def __init__(self, doc: Doc, make: Callable[[str], Any]) -> None:
        self.strings, self.make = doc.vocab.strings, make

    def __missing__(self, key: int) -> Any:
        self[key] = value = self.make(self.strings[key])
        return value


def _relation(dep: str) -> str:
    """Relative clauses keep their own relation, other subtypes are folded."""
    return "relcl" if dep == "acl:relcl" else dep.partition(":")[0]


def _conditional(morph: Morph, word: str, lemma: str) -> Morph:
    """Corrects the mood of "compterait", which the model takes for a past; "tirait" is one: its stem is its verb's."""
    stem = word[: word.rindex("ai")]
    return morph if lemma in (stem + "er", stem + "ir") else replace(morph, mood="Cnd", tense="Pres")


def _edges(tokens: list[Token]) -> None:
    """Widens the span of each token's ancestors by it, as far as they do not span it already."""
    for token in tokens:
        node = token
        while node.head != node.i:
            node = tokens[node.head]
            if token.i < node.first:
                node.first = token.i
            elif token.i > node.last:
                node.last = token.i
            else:
                break


@cache
def _morph(feats: str) -> Morph:
    values = dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
    keys = ("VerbForm", "Mood", "Tense", "Gender", "Number", "Person", "PronType")
    return Morph(*(values.get(key, "") for key in keys))
