"""The words by which one answers what another says: denies it, confirms it, will not comment on it (`answers.toml`)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from selon.languages.loader import folder, once, same_keys, settings


@dataclass(frozen=True, slots=True, eq=False)
class AnswerWords:
    """The lists of `answers.toml`."""

    confirming: frozenset[str]
    general: frozenset[str]
    anaphors: frozenset[str]
    sweeping: frozenset[str]
    single: frozenset[str]
    whole: frozenset[str]
    told_accusing: frozenset[str]
    told_reporting: frozenset[str]
    told_counting: frozenset[str]
    told_intending: frozenset[str]
    told_denying: frozenset[str]
    told_matter: frozenset[str]
    complements: frozenset[str]
    adding: frozenset[str]
    untrue: frozenset[str]
    presenting: frozenset[str]
    untrue_phrases: frozenset[str]
    negations: frozenset[str]
    accusing: frozenset[str]
    light: frozenset[str]
    families: frozenset[str]

    @property
    def told(self) -> frozenset[str]:
        """The nouns that stand for what others say."""
        saying = self.told_accusing | self.told_reporting | self.told_denying
        return saying | self.told_counting | self.told_intending


@cache
def load_answers(lang: str) -> AnswerWords:
    """Reads `answers.toml`; raises ValueError for a language that selon lacks, WordListError for a bad file."""
    held: dict[str, Any] = settings(folder(lang) / "answers.toml")
    names = [field.name for field in fields(AnswerWords)]
    same_keys(names, held, f"{lang}/answers.toml", "answers")
    return AnswerWords(**{name: frozenset(once(held[name], f"{lang}/answers.toml: {name}")) for name in names})


@cache
def load_families(lang: str) -> dict[str, str]:
    """Returns the words of the families, by lemma, each with the first of its own; raises as `load_answers` does."""
    families = [line.split() for line in sorted(load_answers(lang).families)]
    return {word: family[0] for family in families for word in family}
