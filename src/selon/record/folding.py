"""Folding: words as they are compared, without accents, capitals and punctuation."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
ACCENT = re.compile("[\u0300-\u036f]+")  # what stands apart from its letter
NO_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """`Kim Jong-un` → ` kim jong un `: a blank at both ends, so that whole words are found by their blanks."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    for ligature, letters in LIGATURES.items():  # so often quicker than str.translate
        apart = apart.replace(ligature, letters)
    return f" {NO_WORD.sub(' ', ACCENT.sub('', apart)).strip()} "


def storable(text: str) -> str:
    """The text without halves of surrogate pairs, which SQLite cannot hold: each becomes "?"."""
    return text.encode("utf-8", "replace").decode()


def slug(text: str) -> str:
    """`Kim Jong-un` → `kim-jong-un`; for what has no letters, its code points."""
    return folded(text).strip().replace(" ", "-") or "-".join(f"{ord(letter):x}" for letter in text)
