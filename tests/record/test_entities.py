"""Who is who, the most named first: as a plain count of all casts finds it."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from selon.record.entities import list_entities
from selon.record.store import Found, Record
from selon.record.words import entities_like


def counted(record: Record, words: str | None, limit: int) -> list[Found]:
    """The same as `list_entities`, in the plainest way."""
    entities = {
        row[0]: row for row in record.db.execute("SELECT id, key, kind, country, wikidata, same_as FROM entities")
    }
    names = dict(record.db.execute("SELECT e.id, n.name FROM entities AS e JOIN names AS n ON n.id = e.name"))
    which = set(entities_like(record.db, words)) if words else set(entities)
    held: dict[int, list[tuple[int, int, str | None]]] = {}
    for dispatch, entity, roles in record.db.execute("SELECT dispatch, entity, roles FROM casts ORDER BY entity"):
        if entity in which:
            held.setdefault(entities[entity][5], []).append((dispatch, entity, roles))
    rows = []
    for one, casts in held.items():
        roles = Counter(role for _, _, told in casts for role in json.loads(told or "[]"))
        also = dict.fromkeys(entities[entity][1] for _, entity, _ in casts if entity != one)
        rows.append(
            {
                **dict(zip(("entity", "kind", "country", "wikidata"), entities[one][1:5], strict=True)),
                **{"name": names[one], "dispatches": len({dispatch for dispatch, _, _ in casts})},
                "also": ",".join(also) or None,
                "roles": ", ".join(sorted(roles, key=lambda role: (-roles[role], role))[:3]) or None,
            }
        )
    rows.sort(key=lambda row: (-row["dispatches"], row["entity"]))
    return rows[: limit or None]


@pytest.mark.parametrize("words", [None, "Corée", "Peskov", "Reuters", "Xylophone"])
@pytest.mark.parametrize("limit", [0, 1, 2, 5, 1000])
def test_who_is_who_is_as_a_plain_count_finds_it(record: Record, words: str | None, limit: int) -> None:
    assert list_entities(record.db, words, limit) == counted(record, words, limit)


@pytest.mark.parametrize("limit", [0, 1, 3, 7])
def test_and_where_several_are_the_same(record: Record, limit: int) -> None:
    """Every third is the one before it, which a dispatch names too."""
    record.db.execute("UPDATE entities SET same_as = id - 1 WHERE id % 3 = 2")
    record.db.execute("UPDATE casts SET roles = '[\"ministre\", \"porte-parole (Kremlin)\"]' WHERE roles > ''")
    found = list_entities(record.db, None, limit)
    assert found == counted(record, None, limit)
    assert limit or any(row["also"] for row in found)
    for words in ("Corée", "Peskov", "Kremlin"):
        assert list_entities(record.db, words, limit) == counted(record, words, limit)


def test_the_keys_of_a_row_stand_in_their_order(record: Record) -> None:
    columns = ["entity", "name", "kind", "country", "wikidata", "dispatches", "also", "roles"]
    assert list(list_entities(record.db, None, 1)[0]) == columns
