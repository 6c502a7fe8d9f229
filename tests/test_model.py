"""The types: JSON in and out, and the identity of a dispatch."""

from __future__ import annotations

import hashlib

import msgspec

import selon
from selon.model import Reading, cut, make_dispatch


def test_a_reading_is_the_same_after_json() -> None:
    reading = selon.read("Selon Ada Roux, le pont « tiendra ».\n\nLuc Blin dément.")
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def test_the_id_is_the_hash_of_the_text() -> None:
    text = "L'été, déjà."
    assert make_dispatch(text).id == hashlib.sha256(text.encode()).hexdigest()


def test_a_lone_surrogate_has_a_hash_too() -> None:
    assert make_dispatch("\ud800").id != make_dispatch("").id


def test_a_span_holds_its_words() -> None:
    assert cut("Paul dort.", 5, 9).text == "dort"
