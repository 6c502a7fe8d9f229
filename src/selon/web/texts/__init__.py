"""Texts: the words of the page, in French and in English; the browser's language decides, or a person's choice."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("fr", "en")
COOKIE = "selon-lang"


@cache
def load_texts(lang: str) -> dict[str, str]:
    """Returns the texts of the page in a language, by key."""
    file = Path(__file__).with_name(f"{lang}.toml")
    sections = tomllib.loads(file.read_text(encoding="utf-8"))
    return {f"{section}.{key}": text for section, held in sections.items() for key, text in held.items()}


def language_of(chosen: str | None, accepted: str | None) -> str:
    """Returns the page's language: the one that a person chose, else the first of those that the browser accepts and
    the page has (`fr-BE,fr;q=0.8,en;q=0.5`), else English."""
    if chosen in LANGUAGES:
        return str(chosen)
    asked = [_weighed(part) for part in (accepted or "").split(",")[:20]]
    known = [(weight, lang) for weight, lang in asked if lang in LANGUAGES and weight > 0]
    return max(known, key=lambda each: each[0])[1] if known else "en"


def _weighed(part: str) -> tuple[float, str]:
    """ "fr-BE;q=0.8" → 0.8, fr"""
    tag, _, weight = part.strip().partition(";q=")
    try:
        return (float(weight) if weight else 1.0), tag[:2].lower()
    except ValueError:
        return 0.0, ""
