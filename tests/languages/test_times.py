"""How the words of times are read, and how a bad line is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.languages import times
from selon.languages.loader import FOLDER, Word, WordListError
from selon.languages.times import load_times


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The French words in a folder of their own, which a test may spoil."""
    path = tmp_path / "fr" / "times.toml"
    path.parent.mkdir()
    path.write_text((FOLDER / "fr" / "times.toml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(times, "folder", lambda lang: path.parent)
    load_times.cache_clear()
    yield path
    load_times.cache_clear()


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_word_knows_its_value_and_its_line() -> None:
    line = (FOLDER / "fr" / "times.toml").read_text(encoding="utf-8").splitlines().index('"février" = 2') + 1
    assert load_times("fr").months["février"] == Word("2", f"fr/times.toml:{line}")


def test_a_plural_is_its_singular_s_line() -> None:
    words = load_times("fr")
    assert words.units["années"] == words.units["année"]


def test_words_that_a_hyphen_ties_are_one() -> None:
    token = load_times("fr").token
    assert token.findall("l'après-midi d'aujourd'hui, mi-août, 18h30, avant-hier, 14-juillet") == [
        "l'",
        "après-midi",
        "d'",
        "aujourd'hui",
        "mi",
        "août",
        "18",
        "h",
        "30",
        "avant-hier",
        "14",
        "juillet",
    ]


def test_a_phrase_is_found_by_its_last_word() -> None:
    words = load_times("fr")
    assert words.vague["terme"][0].words == ("à", "court", "terme")
    assert words.limits["d'"][0].words == ("plus", "d'")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"février" = 2', '"février" = "deux"', r"^fr/times\.toml:\d+: 'février' is 'deux', no value of months$"),
        ("[months]", "[moons]", r"'months' is missing|'moons' is no table"),
        ('  "longs",', '  "longs",\n  "longs",', r"fillers: 'longs' stands twice"),
        ('  "poisson d\'avril",', '  "poisson rouge",', r"'poisson rouge' holds no word of time"),
        ("[months]", "[months", r"^fr/times\.toml: "),
    ],
)
def test_a_bad_line_is_named(copy: Path, old: str, new: str, says: str) -> None:
    spoil(copy, old, new)
    with pytest.raises(WordListError, match=says):
        load_times("fr")
