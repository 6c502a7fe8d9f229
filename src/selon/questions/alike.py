"""Alike: claims of other dispatches that tell what some words tell, by the words that they share."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from selon.languages.answers import load_answers
from selon.questions.happenings import day, moved
from selon.record.folding import folded
from selon.record.store import Record

STEM = 5  # letters by which "livré" and "livraison" are alike
SHORT = 4  # letters of a word that tells something
ASKED = 5  # words that are looked for: the rarest
RARE = 1000  # claims in which such a word stands at most
MOST = 40  # claims that are looked at
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, claim_words, row)"
FIELDS = "c.id, c.dispatch, c.start, c.act, n.name, c.entity, w.content, d.sent"


class Said(NamedTuple):
    """A claim as it is compared: `entity` the one that its speaker is in the record."""

    claim: int
    dispatch: int
    start: int
    act: str
    who: str | None
    entity: int | None
    content: str
    sent: str | None


def stems(words: str, lang: str = "fr") -> frozenset[str]:
    """The words that tell something, without accents, by their first letters."""
    light = _light(lang)
    return frozenset(word[:STEM] for word in folded(words).split() if len(word) >= SHORT and word not in light)


@cache
def _light(lang: str) -> frozenset[str]:
    return frozenset(folded(word).strip() for word in load_answers(lang).light)


def share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """The share of the first that is in the second."""
    return len(mine & theirs) / len(mine) if mine else 0.0


def said_like(record: Record, words: str, since: str | None, until: str | None) -> list[Said]:
    """Returns claims that share rare words with these, of dispatches of those days, the likest first."""
    asked = rare_words(record, words)
    if not asked:
        return []
    terms = " OR ".join(f'"{word}"' for word in asked)
    query = (
        f"SELECT {FIELDS} FROM claim_words AS f JOIN claims AS c ON c.id = f.rowid "
        "JOIN dispatches AS d ON d.number = c.dispatch JOIN contents AS w ON w.id = c.id "
        "LEFT JOIN names AS n ON n.id = c.speaker WHERE claim_words MATCH ? AND d.state = 'current' "
        "AND (d.sent BETWEEN ? AND ? OR (d.sent IS NULL AND ? IS NULL)) "
        "ORDER BY bm25(claim_words), d.sent, c.id LIMIT ?"
    )
    return [Said(*row) for row in record.db.execute(query, (terms, since, until, since, MOST))]


def rare_words(record: Record, words: str) -> list[str]:
    """The words that stand in few claims of the record, the rarest first."""
    record.db.execute(VOCABULARY)
    told = sorted({word for word in folded(words).split() if len(word) >= SHORT})
    query = "SELECT doc FROM temp.vocabulary WHERE term = ?"
    counts = ((record.db.execute(query, (word,)).fetchone(), word) for word in told)
    return [
        word for _, word in sorted((count[0], word) for count, word in counts if count and count[0] <= RARE)[:ASKED]
    ]


def claims_of(record: Record, numbers: Iterable[int]) -> list[Said]:
    """Returns claims by their numbers, in the order of these."""
    query = (
        f"SELECT {FIELDS} FROM claims AS c JOIN dispatches AS d ON d.number = c.dispatch "
        "JOIN contents AS w ON w.id = c.id LEFT JOIN names AS n ON n.id = c.speaker "
        "WHERE c.id IN (SELECT value FROM json_each(?))"
    )
    wanted = list(numbers)
    found = {row[0]: Said(*row) for row in record.db.execute(query, (json.dumps(wanted),))}
    return [found[number] for number in wanted if number in found]


def days_before(sent: str | None, days: int) -> str | None:
    """The day so many days before, after for a negative number; None for no day."""
    there = moved(day(sent), -days)
    return there.isoformat() if there else None
