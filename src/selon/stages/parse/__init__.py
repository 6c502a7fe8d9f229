"""The parse: sentences → tokens with part of speech, morphology and dependencies.

spaCy parses what our own stages cut: its sentence ends are ours, and it never sees quotation marks nor the omissions
and acronyms in brackets, which lead it astray. The tokens come out as plain data whose offsets are the dispatch's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import spacy
from spacy.attrs import DEP, HEAD, IDX, MORPH, ORTH, POS, SPACY
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from selon.stages.parse.embedding import remember_embeddings

MODELS = {"fr": "fr_core_news_md"}
# Left out of the pipeline: a copy of the part of speech.
UNUSED = ("attribute_ruler",)
# Asked by themselves: the lemmatizer once for each form, in `_Lemmas`; the names only where ours leave one open.
ASKED = ("lemmatizer", "ner")
EMBEDDING = ("tok2vec", "ner")  # the components that embed words, the others take theirs from the first
PIECE = 200  # words that are parsed at once: the parser goes through the pieces of a batch side by side, word by word
REMEMBERED = 200_000  # words, after which all are forgotten
MEANINGS = 16_384  # words whose vectors are kept at hand: 20 MB
LONGEST = 300  # words; a longer "sentence" is no sentence, and is parsed in pieces so that work grows with the text
BATCH = 16  # texts in a batch
PIECES = 16  # in a batch of nlp.pipe; 32 take 45 MB more, as many again 300 MB, and are no quicker

# One character for one, so that offsets hold: the model knows the straight apostrophe and the plain space best.
PLAIN = (("’", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\n", " "), ("\t", " "))
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
    """Returns the language's spaCy pipeline, which remembers the embeddings of words and has its lemmas at hand; raises
    ValueError for a language without one."""
    nlp = bare_model(lang)
    for component in EMBEDDING:
        remember_embeddings(nlp, component)
    _index_lemmas(nlp.get_pipe("lemmatizer"))
    return nlp


def _index_lemmas(lemmatizer: Any) -> None:
    """Makes sets of the lemmatizer's lists of lemmas, 66,000 nouns alone: it only asks whether they hold one."""
    table = lemmatizer.lookups.get_table("lemma_index")
    for pos, lemmas in list(table.items()):
        table[pos] = frozenset(lemmas)


def bare_model(lang: str) -> Language:
    """Loads the components of the language's spaCy pipeline that selon uses, as their makers ship them; raises
    ValueError for a language without one."""
    if lang not in MODELS:
        raise ValueError(f"no language {lang!r}: selon reads {', '.join(MODELS)}")
    nlp = spacy.load(MODELS[lang], exclude=list(UNUSED))
    nlp.select_pipes(disable=list(ASKED))
    return nlp


Cuts = Sequence[tuple[int, int, int | None]]  # start, end and paragraph of each sentence


def parse_all(texts: Iterable[tuple[str, Cuts]], lang: str) -> Iterator[Parse]:
    """Yields the parse of each text, cut into sentences, in order, parsed in batches."""
    nlp = load_model(lang)
    forms = _forms(lang)
    pieces = (piece for text, cuts in texts for piece in _pieces(nlp, _words(nlp, text, cuts)))
    tokens: list[Token] = []
    for doc, (words, end) in nlp.pipe(pieces, as_tuples=True, batch_size=PIECES):
        tokens += _tokens(doc, words, len(tokens), forms)
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


@cache
def common_nouns(lang: str) -> frozenset[str]:
    """Returns the singular nouns that the model's lemmatizer knows, in lower case."""
    lemmatizer: Any = load_model(lang).get_pipe("lemmatizer")
    nouns: frozenset[str] = lemmatizer.lookups.get_table("lemma_index")["noun"]
    return nouns


def guess_names(asked: Sequence[tuple[Parse, Sequence[tuple[int, int]]]], lang: str) -> list[dict[int, str]]:
    """Returns, for windows of words of each parse (first, end excluded), the label of each word that the model takes
    for part of a name: PER, LOC, ORG or MISC."""
    nlp = load_model(lang)
    recognizer: Any = nlp.get_pipe("ner")
    places = [(number, first) for number, (_, windows) in enumerate(asked) for first, _ in windows]
    docs = [_doc(nlp, parse.tokens[first:end]) for parse, windows in asked for first, end in windows]
    labels: list[dict[int, str]] = [{} for _ in asked]
    for (number, first), doc in zip(places, recognizer.pipe(docs), strict=True):
        for name in doc.ents:
            labels[number] |= dict.fromkeys(range(first + name.start, first + name.end), name.label_)
    return labels


def _doc(nlp: Language, tokens: Sequence[Token]) -> Doc:
    spaces = [a.end < b.start for a, b in pairwise(tokens)]
    return Doc(nlp.vocab, [token.text for token in tokens], [*spaces, False][: len(tokens)])


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
    """Tokenizes the sentences, less their quotation marks and omissions."""
    words = _Words(text, [], [], [], [], [])
    plain = _plain(text)
    seen = [_seen(plain[start:end]) for start, end, _ in cuts]
    # At once, and by numbers: a Doc for each sentence, or a string for each word of it, costs more than the words.
    tokens = nlp.tokenizer(" ".join(seen)).to_array([ORTH, IDX, SPACY]).tolist()
    letters = _letters(nlp.vocab)
    i = base = 0
    for (start, end, paragraph), sentence in zip(cuts, seen, strict=True):
        first, after, shift = len(words.texts), base + len(sentence), start - base
        while i < len(tokens) and (at := tokens[i][1]) < after:
            word, spaced = letters[tokens[i][0]], tokens[i][2]
            if word == "'" and len(words.texts) > first and ELIDED.fullmatch(words.texts[-1]):
                words.texts[-1] += word  # "d' « ..." leaves its apostrophe to stand alone
            elif not word.isspace():
                words.texts.append(word)
                words.starts.append(at + shift)
                words.spaces.append(spaced == 1 and at + len(word) < after)
            i += 1
        _close(words, first, start, end, paragraph)
        base = after + 1
    return words


class _Letters(dict[int, str]):
    """The letters of each word by its number in the model's vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __missing__(self, number: int) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        word = self[number] = self.vocab.strings[number]
        return word


@cache
def _letters(vocab: Vocab) -> _Letters:
    return _Letters(vocab)


def _plain(text: str) -> str:
    for odd, plain in PLAIN:
        text = text.replace(odd, plain)
    return SURROGATE.sub("\ufffd", text)


def _seen(plain: str) -> str:
    """The sentence as the model is shown it, one character for one."""
    seen = _broken(plain)
    if BLANK.search(seen):
        seen = BLANK.sub(lambda m: " " * len(m[0]), seen)
    # Capitals lose their accents; the model takes a bare "A" for a name.
    return "À" + seen[1:] if seen.startswith("A ") else seen


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


def _tokens(doc: Doc, words: _Words, first: int, forms: _Forms) -> list[Token]:
    """Turns the parsed Doc, whose first word is word `first`, into plain tokens."""
    if not len(doc):
        return []
    table = doc.to_array([POS, DEP, MORPH, HEAD])
    keys, heads = table[:, :3].tolist(), table[:, 3].astype("int64").tolist()
    deps = {dep: _relation(doc.vocab.strings[dep]) for dep in {dep for _, dep, _ in keys}}
    tokens = []
    i = first
    for (tag, dep, morph), head in zip(keys, heads, strict=True):
        word, start = words.texts[i], words.starts[i]
        lower, lemma, pos, features = forms.get((word, tag, morph)) or forms.ask(doc[i - first])
        tokens.append(Token(i, start, start + len(word), word, lower, lemma, pos, deps[dep], i + head, features, i, i))
        i += 1
    return tokens


def _corrected(morph: Morph, word: str, lemma: str) -> Morph:
    """Corrects what the model gets wrong by its own rules: an infinitive without its ending, a conditional."""
    if morph.form == "Fin" and word.endswith(CONDITIONAL):
        return _conditional(morph, word, lemma)
    if morph.form == "Inf" and not word.endswith(INFINITIVE):
        return replace(morph, form="Fin", mood="Ind", tense="Pres", number="Sing", person="3")
    return morph


Form = tuple[str, str, str, Morph]  # small letters, lemma, part of speech, morphology


class _Forms(dict[tuple[str, int, int], Form]):
    """What each word that was met is, by its letters, its part of speech and its morphology."""

    def __init__(self, lemmatizer: Any) -> None:
        self.lemmatizer = lemmatizer

    def ask(self, token: Any) -> Form:
        lemma = self._lemma(token)
        morph = _corrected(_morph(str(token.morph)), token.text, lemma)
        form = token.text.lower(), lemma, token.pos_, morph
        if len(self) >= REMEMBERED:
            self.clear()
        self[token.text, token.pos, token.morph.key] = form
        return form

    def _lemma(self, token: Any) -> str:
        lemma: str = self.lemmatizer.rule_lemmatize(token)[0]
        if (
            token.pos_ == "VERB"
            and lemma.endswith("e")
            and lemma == token.lower_
            and "Inf" not in token.morph.get("VerbForm")
        ):
            lemma += "r"  # the model's tables leave "indique", "estime", "montre" as they are
        return lemma


@cache
def _forms(lang: str) -> _Forms:
    return _Forms(load_model(lang).get_pipe("lemmatizer"))


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


@lru_cache(maxsize=MEANINGS)
def meaning(lang: str, word: str) -> npt.NDArray[np.float32]:
    """Returns the word's vector in the model, of length 1: the product of two says how near they are in meaning; that
    of a word that the model does not know is of length 0."""
    vector = np.asarray(load_model(lang).vocab[word].vector, dtype=np.float32)
    return vector / (float(np.linalg.norm(vector)) or 1.0)
