"""The model's embeddings: what it makes of a word before it looks at the words around it, a quarter of its work.

A word's embedding hangs on nothing but the word and whether a space follows it: it is computed once and remembered, and
comes out the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

REMEMBERED = 32_768  # words, after which all are forgotten: 20 MB a component

Rows = npt.NDArray[np.float32]
Word = tuple[int, int]  # its number in the vocabulary, whether a space follows


def remember_embeddings(nlp: Language, component: str) -> None:
    """Has a component of the pipeline compute the embedding of each word once. From then on it takes only Docs that are
    made of words: what a tokenizer's exceptions say of one token ("NORM") is not asked."""
    pipe: Any = nlp.get_pipe(component)
    encoder = next(node for node in pipe.model.walk() if node.has_ref("embed"))
    embed = encoder.get_ref("embed")
    pipe.model.replace_node(embed, Model("remembered", _forward, attrs={"table": _Table(nlp.vocab, embed)}))


def _forward(model: Model[list[Doc], list[Rows]], docs: list[Doc], is_train: bool) -> tuple[list[Rows], Any]:
    """Returns the embeddings of each Doc; the second, with which one would train, is None."""
    words: list[Word] = [word for doc in docs for word in map(tuple, doc.to_array([ORTH, SPACY]).tolist())]
    rows = model.attrs["table"].look_up(words)
    ends = list(accumulate(map(len, docs)))
    return [rows[end - len(doc) : end] for doc, end in zip(docs, ends, strict=True)], None


class _Table:
    """The embeddings of the words that were met: row `numbers[word]` of `rows`."""

    def __init__(self, vocab: Vocab, embed: Model[list[Doc], list[Rows]]) -> None:
        self.vocab = vocab
        self.embed = embed
        self.numbers: dict[Word, int] = {}
        self.rows: Rows = np.empty((0, 0), np.float32)

    def look_up(self, words: Sequence[Word]) -> Rows:
        met = dict.fromkeys(words)
        new = [word for word in met if word not in self.numbers]
        if len(self.numbers) + len(new) > len(self.rows):
            self.numbers.clear()
            new = list(met)
        if new:
            self._learn(new)
        return self.rows[[self.numbers[word] for word in words]]

    def _learn(self, new: Sequence[Word]) -> None:
        spelt = [self.vocab.strings[number] for number, _ in new]
        (computed,) = self.embed.predict([Doc(self.vocab, spelt, [space == 1 for _, space in new])])
        if not self.numbers:
            self.rows = np.empty((max(REMEMBERED, len(new)), computed.shape[1]), np.float32)
        first = len(self.numbers)
        self.rows[first : first + len(new)] = computed
        self.numbers.update(zip(new, range(first, first + len(new)), strict=True))
