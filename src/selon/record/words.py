"""Words that a person looks for → what the record's indexes are asked."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable

from selon.languages.world import load_world
from selon.record.folding import folded, storable
from selon.wire.errors import InputError

PHRASE = re.compile(r'"([^"]*)"|«([^»]*)»|(\S+)')
STEM = 4  # characters; a longer word finds those that begin with it: "missile" finds "missiles"
NO_WORD = "holds no word to look for"
COUNTRY = re.compile(r"[A-Z]{3}\Z")


def match(words: str) -> str:
    """Returns the FTS5 expression that asks for all the words, in any order, and quoted phrases as they stand.

    Raises InputError where there is no word.
    """
    terms = [term for found in PHRASE.finditer(words) for term in _terms(found)]
    if not terms:
        raise InputError(words or '""', NO_WORD)
    return " ".join(terms)


def _terms(found: re.Match[str]) -> Iterable[str]:
    phrase = found[1] if found[1] is not None else found[2]
    if phrase is not None:
        inner = folded(phrase).strip()
        return [f'"{inner}"'] if inner else []
    return [_term(word) for word in folded(found[3]).split()]


def _term(word: str) -> str:
    return f'"{word[:-1] if len(word) > STEM and word[-1] in "sx" else word}"*' if len(word) >= STEM else f'"{word}"'


def names_like(db: sqlite3.Connection, words: str) -> list[int]:
    """Returns the numbers of the names that hold the words, in that order: "poutine" is in "Vladimir Poutine"."""
    inner = folded(storable(words)).strip()
    if not inner:
        return []
    return [number for (number,) in db.execute("SELECT id FROM names WHERE instr(folded, ?)", (f" {inner} ",))]


def entities_like(db: sqlite3.Connection, words: str) -> list[int]:
    """Returns the entities of that key, or one of whose names holds the words, with all that are the same."""
    names = json.dumps(names_like(db, words))
    query = (
        "SELECT id FROM entities WHERE same_as IN (SELECT same_as FROM entities WHERE key = ?1 "
        "OR name IN (SELECT value FROM json_each(?2)))"
    )
    return [number for (number,) in db.execute(query, (storable(words), names))]


def is_country(words: str) -> bool:
    """RUS: an ISO 3166 alpha-3 code, in capitals."""
    return bool(COUNTRY.match(words))


def country_code(db: sqlite3.Connection, words: str) -> str:
    """Returns the ISO 3166 alpha-3 code in capitals. Raises InputError for none that there is: of the word lists, or of
    an entity or participant of the record, which a person's own list of names may have given it."""
    code = words.strip().upper()
    kept = "SELECT 1 FROM participants WHERE country = ?1 UNION ALL SELECT 1 FROM entities WHERE country = ?1"
    if is_country(code) and (code in load_world("fr").states or db.execute(kept, (code,)).fetchone()):
        return code
    raise InputError(words, "is no country; give its ISO 3166 code of three letters, e.g. PRK")
