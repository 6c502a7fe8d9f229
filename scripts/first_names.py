"""Compiles `src/selon/languages/fr/first_names.tsv`: given names of the world in Latin letters, and whose they are.

    python -m pip install faker==40.63.0
    python scripts/first_names.py src/selon/languages/fr/first_names.tsv

The names are those of Faker (MIT licence), whose locales hold what is common in each country; those of Russian,
Ukrainian and Bulgarian are put in French and English letters, as dispatches write them in either.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HEAD = """\
# Given names, in the spellings of the Latin alphabet. Made by scripts/first_names.py from Faker (MIT licence); not to
# be edited. Fields: name, gender (m, f, mf).
"""
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-žə]+(?:['’-][A-ZÀ-ÖØ-ÞĀ-Ž]?[a-zß-öø-ÿā-ž]+)*")
CYRILLIC = re.compile(r"[А-ЯІЇЄҐ][а-яіїєґ']+")
SHORTEST = 3  # letters

LETTERS = dict(zip("абвгдзиіклмнопрстфыйґеъьэ'", [*"abvgdziiklmnoprstfyige", "", "", "e", ""], strict=True))
FRENCH = LETTERS | dict(zip("ёжухцчшщюяїє", "io j ou kh ts tch ch chtch iou ia ï ie".split(), strict=True))
ENGLISH = LETTERS | dict(zip("ёжухцчшщюяїєй", "yo zh u kh ts ch sh shch yu ya yi ye y".split(), strict=True))
SLAVIC = ("ru_RU", "uk_UA", "bg_BG")


def locales() -> Iterator[str]:
    """Yields the names of Faker's locales of persons."""
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg:
            yield module.name


def given(locale: str) -> Iterator[tuple[str, str]]:
    """Yields (name, gender) of a locale, the gender "" where Faker does not say."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    for field, gender in (("first_names_male", "m"), ("first_names_female", "f"), ("first_names", "")):
        names = getattr(provider, field, ())
        for name in names if isinstance(names, tuple | list | dict) else ():
            yield name if isinstance(name, str) else name[-1], gender


def spellings(name: str, locale: str) -> Iterable[str]:
    """Returns the name as French text spells it: none, one, or several."""
    if LATIN.fullmatch(name) and len(name) >= SHORTEST:
        return (name,)
    if locale in SLAVIC and CYRILLIC.fullmatch(name):
        return {romanized(name, letters) for letters in (FRENCH, ENGLISH)}
    return ()


def romanized(name: str, letters: dict[str, str]) -> str:
    """Дмитрий → Dmitri, Dmitriy; Сергей → Sergueï, Sergey."""
    word = "".join(letters.get(letter, letter) for letter in name.lower())
    if letters is FRENCH:
        word = word.replace("ge", "gue").replace("gi", "gui").replace("ii", "i")
        word = re.sub(r"(?<=[aeo])i$", "ï", word)
    return word[:1].upper() + word[1:]


def compile_names() -> dict[str, str]:
    """Returns each name with its gender: m, f, or mf where the locales disagree or none says."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for locale in locales():
        for name, gender in given(locale):
            for spelling in spellings(name, locale):
                said[spelling.replace("’", "'")][gender] += 1
    return {name: majority(counts["m"], counts["f"]) for name, counts in said.items()}


def majority(men: int, women: int) -> str:
    """m or f where at least three locales in four agree, else mf."""
    return "m" if men > 0 and men >= 3 * women else "f" if women > 0 and women >= 3 * men else "mf"


def main() -> None:
    names = compile_names()
    lines = (f"{name}\t{gender}\n" for name, gender in sorted(names.items()))
    Path(sys.argv[1]).write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
