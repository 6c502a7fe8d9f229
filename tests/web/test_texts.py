"""The texts of the page: both languages say the same things, and the browser's language is honoured."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import selon.web
from selon.languages.events import ROLES, event_types
from selon.model.findings import Precision
from selon.web.texts import LANGUAGES, language_of, load_texts

FOLDER = Path(selon.web.__file__).parent
ASKED = re.compile(r't\(\s*"([a-z_]+\.[a-z_-]*[a-z])"')


def test_both_languages_have_the_same_keys_and_fill_in_the_same_words() -> None:
    one, other = (load_texts(lang) for lang in LANGUAGES)
    assert one.keys() == other.keys()
    for key in one:
        assert sorted(re.findall(r"\{\w+\}", one[key])) == sorted(re.findall(r"\{\w+\}", other[key])), key


def test_every_text_that_a_template_asks_for_is_there() -> None:
    asked = {key for path in (FOLDER / "templates").glob("*.html") for key in ASKED.findall(path.read_text("utf-8"))}
    assert len(asked) > 50
    assert asked <= load_texts("fr").keys()


@pytest.mark.parametrize(
    ("chosen", "accepted", "lang"),
    [
        (None, None, "en"),
        (None, "fr-BE,fr;q=0.9,en;q=0.5", "fr"),
        (None, "en-GB,fr;q=0.9", "en"),
        (None, "de,fr;q=0.3,en;q=0.2", "fr"),
        (None, "de,es", "en"),
        (None, "fr;q=0", "en"),
        (None, "fr;q=much, ;;;,", "en"),
        ("fr", "en", "fr"),
        ("xx", "fr", "fr"),
        (None, "fr," * 10_000, "fr"),
    ],
)
def test_the_language(chosen: str | None, accepted: str | None, lang: str) -> None:
    assert language_of(chosen, accepted) == lang


def test_every_type_of_event_and_every_role_has_a_name() -> None:
    named = load_texts("fr").keys()
    assert {f"type.{type}" for type in event_types("fr")} <= named
    assert {f"role.{role}" for role in ROLES} == {key for key in named if key.startswith("role.")}
    assert {f"precision.{each}" for each in get_args(Precision)} <= named
