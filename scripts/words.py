"""Our own tables, as the gazetteer is compiled with them: exonyms, nouns of divisions, ordinary words, places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from selon.languages.gazetteer import fold, load_nouns, table_names
from selon.languages.loader import rows


@dataclass(frozen=True, slots=True)
class Words:
    """French names by GeoNames id (`exonyms`), and which of them is the place's `main` one; the `nouns` of divisions;
    folded, the words that are `ordinary` and the names of `places.tsv` that need no noun; the ids of the towns that are
    `wanted` however small."""

    exonyms: dict[int, list[str]]
    main: dict[int, str]
    nouns: tuple[str, ...]
    ordinary: frozenset[str]
    tabled: frozenset[str]
    wanted: frozenset[int]


def read_words(base: Path) -> Words:
    """Reads the tables in the folder of a language; raises WordListError for a malformed line."""
    exonyms, main = defaultdict(list), {}
    for row in rows(base / "exonyms.tsv", 3):
        name, numbers, mark = row.fields
        for number in map(int, numbers.split()):
            exonyms[number].append(name)
            if mark == "name":
                main[number] = name
    tabled = list(rows(base / "places.tsv", 8))
    return Words(
        exonyms=dict(exonyms),
        main=main,
        nouns=load_nouns(base.name)["region"],
        ordinary=frozenset(fold(row.fields[0]) for row in rows(base / "ordinary.txt", 1)),
        tabled=frozenset(fold(name) for row in tabled for name, needed in table_names(row) if not needed),
        wanted=frozenset(exonyms) | {int(row.fields[7]) for row in tabled if row.fields[7]},
    )
