"""The words of attribution: what each table's fields become, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.languages import attribution
from selon.languages.attribution import load_attribution
from selon.languages.loader import FOLDER, WordListError


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of French, to be spoiled; read anew."""
    path = tmp_path / "fr"
    shutil.copytree(FOLDER / "fr", path)
    monkeypatch.setattr(attribution, "folder", lambda lang: path)
    load_attribution.cache_clear()
    yield path
    load_attribution.cache_clear()


def spoil(copy: Path, name: str, line: str) -> str:
    """Adds a line to a table; returns its place."""
    text = (copy / name).read_text(encoding="utf-8").rstrip("\n")
    (copy / name).write_text(f"{text}\n{line}\n", encoding="utf-8")
    return f"fr/{name}:{text.count(chr(10)) + 2}"


def test_a_verb() -> None:
    (declare,) = (cue for cue in load_attribution("fr").verbs["déclarer"] if not cue.reflexive)
    assert (declare.act, declare.reflexive, declare.tail) == ("state", False, ())
    assert "que" in declare.frames
    assert declare.place.startswith("fr/verbs.tsv:")


def test_a_reflexive_and_a_verb_of_several_words() -> None:
    verbs = load_attribution("fr").verbs
    assert any(cue.reflexive and cue.act == "promise" for cue in verbs["engager"])
    assert any(cue.tail == ("état",) for cue in verbs["faire"])
    lengths = [len(cue.tail) for cue in verbs["faire"]]
    assert lengths == sorted(lengths, reverse=True), "the entry of most words is tried first"


def test_prepositions_by_their_first_word() -> None:
    prepositions = load_attribution("fr").prepositions
    assert all(words.words[0] == first for first, group in prepositions.items() for words in group)
    assert any(p.anywhere for p in prepositions["selon"])
    assert not any(p.anywhere for p in prepositions["pour"])


def test_states_and_capitals_speak_for_a_government() -> None:
    bodies = load_attribution("fr").bodies
    assert {bodies[name].kind for name in ("Albanie", "Tirana", "Kremlin")} == {"government"}


def test_a_noun_of_many_people() -> None:
    minister = load_attribution("fr").speakers["ministre"]
    assert (minister.kind, minister.plural) == ("person", "officials")


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("verbs.tsv", "bredouiller\tshout\tque", "no act 'shout'"),
        ("verbs.tsv", "bredouiller\tstate\tque quoi", "no frame quoi"),
        ("verbs.tsv", "bredouiller\tstate\tque\tsure", "no certainty 'sure'"),
        ("verbs.tsv", "déclarer\tstate\tque", "'déclarer' stands in line"),
        ("nouns.tsv", "murmure\tshout\tque", "no act 'shout'"),
        ("prepositions.tsv", "dixit\tback", "where is 'back', expected any or front"),
        ("speakers.tsv", "augure\tbird", "no kind 'bird'"),
        ("speakers.tsv", "augure\tperson\tbirds", "no kind 'birds'"),
        ("modals.tsv", "paraitre\tsure", "no certainty 'sure'"),
    ],
)
def test_a_wrong_line_is_named(copy: Path, name: str, line: str, says: str) -> None:
    place = spoil(copy, name, line)
    with pytest.raises(WordListError) as error:
        load_attribution("fr")
    assert str(error.value).startswith(f"{place}: {says}")


def test_an_added_word_is_read(copy: Path) -> None:
    place = spoil(copy, "verbs.tsv", "bredouiller\tstate\tque say")
    (cue,) = load_attribution("fr").verbs["bredouiller"]
    assert cue.place == place


def test_an_unknown_language() -> None:
    with pytest.raises(ValueError, match="no language 'xx'"):
        load_attribution("xx")
