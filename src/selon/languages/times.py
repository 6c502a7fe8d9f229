"""The words of times: units, months, weekdays, holidays, and what the grammar of times asks of other words.

All come from `times.toml`. A word of a table has a value, whose form is the table's, and the line it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from selon.languages.loader import Word, WordListError, entry_places, folder, once, same_keys, settings

YEARS = range(1000, 2101)  # the numbers that are taken for years
SHORT_YEARS = range(32, 100)  # of the last century: "en 98"
HOURS = range(25)

LETTER = "a-zß-ɏ"  # small letters of the Latin script: a class that the pattern engine is quick at
TIED = re.compile(rf"[{LETTER}]+-(?!ci\b|là\b)([{LETTER}]+)(?=\s|$)")

# The form of each table's values.
TABLES = {
    "weekdays": r"[1-7]",
    "months": r"\d{1,2}",
    "units": r"T?\d+[SMHDWY]",
    "terms": r"\d+Y",
    "periods": r"D|W|WE|M|Q|H|Y|C",
    "days": r"-?\d",
    "told_days": r"-?\d",
    "shifts": r"-?1",
    "told_shifts": r"-?1",
    "stretches": r"-?1",
    "edges": r"START|MID|END",
    "parts": r"T[A-Z]{2}",
    "part_hours": r"\d\d:\d\d-\d\d:\d\d",
    "hours": r"\d\d:\d\d",
    "seasons": r"SP|SU|FA|WI",
    "season_days": r"\d\d-\d\d/\d\d-\d\d",
    "ordinals": r"\d+",
    "dozens": r"\d+",
    "large": r"\d+",
    "several": r"X",
    "adjectives": r"P\d+[DWMY]",
    "adverbs": r"P\d+[DWMY]",
    "times": r".*",
    "vague_adjectives": r"[A-Z]+_REF",
    "named_days": r"\d{4}-\d\d-\d\d",
    "eras": r"[\dX-]+(?: [A-Z_]+)?",
}
# Tables whose entries may have more than one word.
PHRASES = {
    "stretch_tails": r"-?1",
    "zones": r"Z?",
    "limits": r"[A-Z_]+",
    "approximations": r"[A-Z_]+",
    "vague": r"[A-Z]+_REF",
    "holidays": r"\d\d-\d\d|E[+-]\d+",
}
LISTS = (
    "comparisons",
    "fillers",
    "numbered",
    "back_to",
    "before_years",
    "feast_days",
    "aged",
    "having",
    "loose_units",
    "named_after",
    "lasting",
    "lasting_endings",
    "persons",
    "young",
    "setting",
    "lasting_verbs",
    "planned",
    "forward",
    "telling",
    "with_etre",
)
WITH_PLURAL = (
    "shifts",
    "told_shifts",
    "weekdays",
    "units",
    "terms",
    "periods",
    "parts",
    "seasons",
    "dozens",
    "adjectives",
    "vague_adjectives",
)

# The tables whose words open a construction, the most telling first: a word may stand in several.
PIVOTS = (
    "holidays",
    "vague",
    "weekdays",
    "months",
    "days",
    "told_days",
    "parts",
    "hours",
    "seasons",
    "units",
    "periods",
    "terms",
    "eras",
    "times",
    "adjectives",
    "adverbs",
    "vague_adjectives",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An entry of one word or more, word by word."""

    words: tuple[str, ...]
    value: str
    place: str


Table = dict[str, Word]
Phrases = dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """All words of times of one language.

    `pivots` gives for each word that can open a construction the tables that it stands in; `token` cuts a text in
    small letters into words (its one group), `idioms` are found by each of their words that is a pivot. Phrases that
    stand before something are found by their last word, those that stand after it by their first.
    """

    token: re.Pattern[str]
    pivots: dict[str, tuple[str, ...]]
    weekdays: Table
    months: Table
    units: Table
    terms: Table
    periods: Table
    days: Table
    told_days: Table
    shifts: Table
    told_shifts: Table
    stretches: Table
    edges: Table
    parts: Table
    part_hours: Table
    hours: Table
    seasons: Table
    season_days: Table
    ordinals: Table
    dozens: Table
    large: Table
    several: Table
    adjectives: Table
    adverbs: Table
    times: Table
    vague_adjectives: Table
    eras: Table
    stretch_tails: Phrases
    zones: Phrases
    limits: Phrases
    approximations: Phrases
    vague: Phrases
    holidays: Phrases
    feasts: Phrases  # the holidays by their first word
    named_days: Table
    idioms: Phrases
    comparisons: frozenset[str]
    fillers: frozenset[str]
    numbered: frozenset[str]
    back_to: frozenset[str]
    before_years: frozenset[str]
    feast_days: frozenset[str]
    aged: frozenset[str]
    having: frozenset[str]
    loose_units: frozenset[str]
    named_after: frozenset[str]
    lasting: frozenset[str]
    lasting_endings: tuple[str, ...]
    persons: frozenset[str]
    young: frozenset[str]
    setting: frozenset[str]
    lasting_verbs: frozenset[str]
    planned: frozenset[str]
    forward: frozenset[str]
    telling: frozenset[str]
    with_etre: frozenset[str]


@cache
def load_times(lang: str) -> TimeWords:
    """Reads `times.toml`; raises ValueError for a language that selon lacks, WordListError for a bad file."""
    path = folder(lang) / "times.toml"
    words = settings(path)
    places = entry_places(path)
    name = f"{lang}/times.toml"
    same_keys((*TABLES, *PHRASES, *LISTS, "idioms"), words, name, "times")
    lists = {key: once(words[key], f"{name}: {key}") for key in (*LISTS, "idioms")}
    tables = {key: _table(words[key], key, places) for key in (*TABLES, *PHRASES)}
    token = _token(entry for entries in (*lists.values(), *tables.values()) for entry in entries)
    pivots = _pivots(tables, token)
    fields: dict[str, Any] = {key: frozenset(lists[key]) for key in LISTS}
    fields |= {"lasting_endings": tuple(lists["lasting_endings"])}
    fields |= {key: _with_plurals(tables[key]) if key in WITH_PLURAL else tables[key] for key in TABLES}
    fields |= {key: _phrases(tables[key], token, last=key not in ("zones", "stretch_tails")) for key in PHRASES}
    fields |= {"feasts": _phrases({k: v for k, v in tables["holidays"].items() if " " in k}, token, last=False)}
    return TimeWords(token=token, pivots=pivots, idioms=_idioms(lists["idioms"], token, pivots), **fields)


def _table(entries: Any, table: str, places: dict[tuple[str, str], str]) -> Table:
    """Checks each value against the table's form; raises WordListError, naming the line, for one that is not so."""
    form, found = {**TABLES, **PHRASES}[table], {}
    for entry, value in entries.items():
        place = places.get((table, entry), table)
        if not re.fullmatch(form, str(value)):
            raise WordListError(f"{place}: {entry!r} is {value!r}, no value of {table}")
        found[entry] = Word(str(value), place)
    return found


def _token(entries: Iterable[str]) -> re.Pattern[str]:
    """The pattern of a word of a text in small letters: a number, or letters with their apostrophe ("l'"), and with
    what a hyphen ties to them where an entry has it so ("après-midi")."""
    tied = {match[1] for entry in entries if (match := TIED.search(entry))}
    tails = "|".join(sorted(tied, key=len, reverse=True))
    return re.compile(rf"([0-9]+|[{LETTER}]+(?:-(?:{tails})s?\b|'hui\b|'(?=[{LETTER}\d]))?)")


def _split(entry: str, token: re.Pattern[str]) -> tuple[str, ...]:
    """The words of an entry; one that ends in "d'" is cut as before the word that it waits for."""
    return tuple(token.findall(entry + "a")[:-1] if entry.endswith("'") else token.findall(entry))


def _with_plurals(table: Table) -> Table:
    return {**{entry + "s": word for entry, word in table.items() if entry[-1] not in "sx"}, **table}


def _pivots(tables: dict[str, Table], token: re.Pattern[str]) -> dict[str, tuple[str, ...]]:
    """The tables of each word that opens a construction: that which stands last in an entry."""
    pivots: dict[str, tuple[str, ...]] = {str(year): ("years",) for year in YEARS}
    pivots |= {str(year): ("short_years",) for year in SHORT_YEARS}
    pivots |= {hour: ("clock",) for number in HOURS for hour in (str(number), f"{number:02}")}
    for name in PIVOTS:
        entries = _with_plurals(tables[name]) if name in WITH_PLURAL else tables[name]
        for word in dict.fromkeys(_split(entry, token)[-1] for entry in entries):
            pivots[word] = (*pivots.get(word, ()), name)
    return pivots


def _phrases(table: Table, token: re.Pattern[str], last: bool) -> Phrases:
    """The entries by their last or first word, those with most words first."""
    groups: dict[str, list[Phrase]] = {}
    for entry, word in table.items():
        split = _split(entry, token)
        groups.setdefault(split[-1 if last else 0], []).append(Phrase(split, word.value, word.place))
    return _longest_first(groups)


def _idioms(entries: list[str], token: re.Pattern[str], pivots: dict[str, tuple[str, ...]]) -> Phrases:
    groups: dict[str, list[Phrase]] = {}
    for phrase, word in _pivots_of(entries, token, pivots):
        groups.setdefault(word, []).append(phrase)
    return _longest_first(groups)


def _pivots_of(
    entries: list[str], token: re.Pattern[str], pivots: dict[str, tuple[str, ...]]
) -> Iterator[tuple[Phrase, str]]:
    """Each idiom with each of its pivots; raises WordListError for one that has none, and would never be asked for."""
    for entry in entries:
        split = _split(entry, token)
        found = [word for word in dict.fromkeys(split) if word in pivots]
        if not found:
            raise WordListError(f"times.toml: idioms: {entry!r} holds no word of time")
        yield from ((Phrase(split, "", ""), word) for word in found)


def _longest_first(groups: dict[str, list[Phrase]]) -> Phrases:
    return {word: tuple(sorted(group, key=lambda p: -len(p.words))) for word, group in groups.items()}
