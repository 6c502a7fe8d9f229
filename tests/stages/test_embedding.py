"""Embeddings that are remembered are those that the model computes, to the last bit."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from selon.stages.parse import EMBEDDING, bare_model, embedding, load_model

WORDS = st.sampled_from("le Le LE Kiev kiev l' 415 1er \u00e9t\u00e9 zzyzx \U0001f680 -- . \u202e".split())
PAIRS = st.lists(st.tuples(WORDS | st.text("aàÉ1-’", min_size=1, max_size=6), st.booleans()), max_size=30)


@cache
def bare() -> Language:
    return bare_model("fr")


def embed(nlp: Language, component: str, docs: list[Doc]) -> list[Any]:
    pipe: Any = nlp.get_pipe(component)
    encoder = next(node for node in pipe.model.walk() if node.has_ref("embed"))
    return list(encoder.get_ref("embed").predict(docs))


def assert_same(nlp: Language, component: str, batch: list[list[tuple[str, bool]]]) -> None:
    both = []
    for each in (bare(), nlp):
        docs = [Doc(each.vocab, [word for word, _ in pairs], [space for _, space in pairs]) for pairs in batch]
        both.append(embed(each, component, docs))
    assert len(both[0]) == len(both[1])
    assert all(np.array_equal(a, b) for a, b in zip(*both, strict=True))


@pytest.mark.parametrize("component", EMBEDDING)
@given(batch=st.lists(PAIRS, min_size=1, max_size=4).filter(any))
def test_embeddings_are_those_of_the_model(component: str, batch: list[list[tuple[str, bool]]]) -> None:
    assert_same(load_model("fr"), component, batch)


@pytest.mark.parametrize("component", EMBEDDING)
def test_words_are_forgotten_when_there_are_too_many(component: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "REMEMBERED", 4)
    nlp = bare_model("fr")
    embedding.remember_embeddings(nlp, component)
    for start in range(3):
        words = [(f"mot{number}", number % 2 == 0) for number in range(start, start + 3)]
        assert_same(nlp, component, [words, words * 2])
        assert len(table_of(nlp, component).numbers) <= 4
    assert_same(nlp, component, [[(f"mot{number}", True) for number in range(9)]])  # more at once than are remembered


def table_of(nlp: Language, component: str) -> Any:
    pipe: Any = nlp.get_pipe(component)
    return next(node for node in pipe.model.walk() if node.name == "remembered").attrs["table"]
