"""Texts that end in the middle of a sentence, as feeds cut them: read like any other, wherever the cut falls."""

from __future__ import annotations

import random
import re

import pytest

import selon
from selon.check import load_examples
from selon.model import make_dispatch

WORD = re.compile(r"[\w'’-]+|[^\w\s]")
CUTS = 1500

# Each of these once ended the whole run.
ENDS = (
    "L'ONU a appelé au calme, selon",
    "L'armée a annoncé une trêve, d'après",
    "Il s'agit d'une première depuis",
    "Le maire a lancé un appel, citant",
    "Un accord est possible, d'après le ministère de l'Intérieur",
)


@pytest.mark.parametrize("text", ENDS)
def test_a_text_that_ends_in_the_middle(text: str) -> None:
    assert selon.read(text).dispatch.text == text


def test_the_examples_cut_after_any_word() -> None:
    texts = sorted({example.text for example in load_examples("fr")})
    chosen = random.Random(7)
    cuts = []
    for text in chosen.choices(texts, k=CUTS):
        cuts.append(text[: chosen.choice(list(WORD.finditer(text))).end()])
    readings = selon.read_all(make_dispatch(cut, sent="2024-05-02") for cut in cuts)
    assert [reading.dispatch.text for reading in readings] == cuts


def test_the_earliest_date_of_a_dispatch() -> None:
    (event,) = selon.read("L'attentat de 2015 a fait vingt morts.", date="0001-01-01").events
    assert not event.background
