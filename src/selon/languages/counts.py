"""The words by which a text counts: ranks, "seul", "jamais", and what makes a window of a time.

All come from `counts.toml`. A word of a table has a value, and the line it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from selon.languages.loader import Word, entry_places, folder, once, same_keys, settings

TABLES = "ordinals suffixes alone fois never none unseen windows scopes bounds kinds leads shares types abroad".split()
LISTS = "about small things units acts ranked abstract moments dating copulas states planning money comparing".split()
# The tables whose words may open a construction.
PIVOTS = ("ordinals", "alone", "fois", "never", "none", "unseen")


Table = dict[str, Word]


@dataclass(frozen=True, slots=True, eq=False)
class CountWords:
    """`pivots` gives for each word that can open a construction its table; the others are the tables and lists of
    `counts.toml`. `longest` is the most words that an entry of `windows`, `scopes`, `bounds` or `kinds` has."""

    pivots: dict[str, str]
    longest: int
    ordinals: Table
    suffixes: Table
    alone: Table
    fois: Table
    never: Table
    none: Table
    unseen: Table
    windows: Table
    scopes: Table
    bounds: Table
    kinds: Table
    leads: Table
    shares: Table
    types: Table
    abroad: Table
    about: frozenset[str]
    small: frozenset[str]
    things: frozenset[str]
    units: frozenset[str]
    acts: frozenset[str]
    ranked: frozenset[str]
    abstract: frozenset[str]
    moments: frozenset[str]
    dating: frozenset[str]
    copulas: frozenset[str]
    states: frozenset[str]
    planning: frozenset[str]
    money: frozenset[str]
    comparing: frozenset[str]


@cache
def load_counts(lang: str) -> CountWords:
    """Reads `counts.toml`; raises ValueError for a language that selon lacks, WordListError for a bad file."""
    path = folder(lang) / "counts.toml"
    words = settings(path)
    name = f"{lang}/counts.toml"
    same_keys((*TABLES, "lists"), words, name, "counts")
    same_keys(LISTS, words["lists"], f"{name}: lists", "counts")
    places = entry_places(path)
    tables = {table: _table(words[table], table, places) for table in TABLES}
    fields: dict[str, Any] = {
        **tables,
        **{key: frozenset(once(words["lists"][key], f"{name}: {key}")) for key in LISTS},
    }
    phrases = (entry for table in ("windows", "scopes", "bounds", "kinds") for entry in tables[table])
    return CountWords(
        pivots={word: table for table in PIVOTS for word in tables[table]},
        longest=max(len(phrase.split()) for phrase in phrases),
        **fields,
    )


def _table(entries: dict[str, Any], table: str, places: dict[tuple[str, str], str]) -> Table:
    """The entries as the parse cuts them: "de l'année" has a word "l'"."""
    return {_cut(entry): Word(str(value), places[table, entry]) for entry, value in entries.items()}


def _cut(entry: str) -> str:
    return entry.replace("'", "' ").strip()
