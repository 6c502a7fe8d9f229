"""Abbreviations: where a period does not end a sentence, and the words that open one all the same."""

from __future__ import annotations

from functools import cache

from selon.languages.loader import folder, rows


@cache
def load_abbreviations(lang: str) -> frozenset[str]:
    """Returns the entries of `abbreviations.txt`, those of several words taken apart ("p. ex." gives "p.", "ex.").

    Raises ValueError for a language that selon lacks and WordListError for a doubled line.
    """
    return frozenset(part for row in rows(folder(lang) / "abbreviations.txt", 1) for part in row.fields[0].split())
