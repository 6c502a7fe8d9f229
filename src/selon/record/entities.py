"""Entities across dispatches: whom the record takes for one and the same.

Each entity of a dispatch gets a key: a Wikidata number, or its kind and its fullest name (`person/vladimir-poutine`),
where a word list knows another name of the same body ("ONU"), that of the list. Keys hang on nothing else, so that the
order of dispatches plays no part. Then `link_entities` joins, over the whole record, what the keys leave apart; what
a person merged or split comes last, and is never undone by the machine.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from selon.languages.names import NameWords
from selon.model import Entity, Role
from selon.record.folding import folded, slug
from selon.record.store import Found
from selon.record.words import entities_like

PERSON = "person"
ID = 12  # characters of a dispatch's id in a key


def key_of(entity: Entity, words: NameWords | None, dispatch: str) -> str:
    """Returns the key of a dispatch's entity; `words` are those of its language, `dispatch` its id, which a person of
    one name and no country is known by: many share a last name."""
    if entity.wikidata:
        return f"wikidata/{entity.wikidata}"
    if entity.kind == PERSON:
        beside = "" if " " in entity.name else f"/{entity.country}" if entity.country else f"@{dispatch[:ID]}"
        return f"{PERSON}/{slug(entity.name)}{beside}"
    listing = words.listings.get(entity.name.replace("’", "'")) if words else None
    name = listing.name if listing and listing.kind == entity.kind and not listing.needy else entity.name
    country = f"/{entity.country}" if entity.country else ""
    return f"{entity.kind}/{slug(name)}{country}"


def keep_names(db: sqlite3.Connection, names: Iterable[str]) -> dict[str, int]:
    """Returns the numbers of wordings of names, made where they are new."""
    wanted = sorted(set(names))
    known = _numbers(db, wanted)
    new = [name for name in wanted if name not in known]
    if new:
        db.executemany("INSERT INTO names (name, folded) VALUES (?, ?)", ((name, folded(name)) for name in new))
        known |= _numbers(db, new)
    return known


def _numbers(db: sqlite3.Connection, names: list[str]) -> dict[str, int]:
    query = "SELECT name, id FROM names WHERE name IN (SELECT value FROM json_each(?))"
    return dict(db.execute(query, (json.dumps(names),)))


def keep_entities(db: sqlite3.Connection, keyed: Mapping[str, Entity], names: Mapping[str, int]) -> dict[str, int]:
    """Returns the numbers of the record's entities, by their keys, made where they are new; `names` are the numbers of
    their names. The fullest name that came is an entity's name."""
    known = _known(db, keyed)
    new = [(key, entity) for key, entity in keyed.items() if key not in known]
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM entities").fetchone()
    numbers = {key: last + i for i, (key, _) in enumerate(new, 1)}
    rows = ((numbers[key], key, names[one.name], one.kind, one.country, one.wikidata, numbers[key]) for key, one in new)
    db.executemany("INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    for key, (number, name, country) in known.items():
        _renew(db, number, name, country, keyed[key], names)
        numbers[key] = number
    return numbers


def _known(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, tuple[int, str, str | None]]:
    query = (
        "SELECT key, e.id, n.name, e.country FROM entities AS e JOIN names AS n ON n.id = e.name "
        "WHERE key IN (SELECT value FROM json_each(?))"
    )
    return {key: (id, name, country) for key, id, name, country in db.execute(query, (json.dumps(list(keys)),))}


def _renew(
    db: sqlite3.Connection, number: int, name: str, country: str | None, entity: Entity, names: Mapping[str, int]
) -> None:
    if (len(entity.name), entity.name) > (len(name), name):
        db.execute("UPDATE entities SET name = ? WHERE id = ?", (names[entity.name], number))
    if entity.country and (country is None or entity.country < country):
        db.execute("UPDATE entities SET country = ? WHERE id = ?", (entity.country, number))


def roles_of(entity: Entity) -> str | None:
    """The roles as the `casts` keep them: JSON, each once; None for none."""
    words = list(dict.fromkeys(map(_role, entity.roles)))
    return json.dumps(words, ensure_ascii=False) if words else None


def _role(role: Role) -> str:
    return role.title + (f" ({role.body})" if role.body else "")


def link_entities(db: sqlite3.Connection) -> None:
    """Works out anew which entities are the same: what the machine finds, then what people judged."""
    same = {number: number for (number,) in db.execute("SELECT id FROM entities")}
    for one, other in [*_found_same(db), *_judged_same(db)]:
        same[_root(same, other)] = _root(same, one)
    changed = [(_root(same, number), number) for number in same]
    db.executemany("UPDATE entities SET same_as = ?1 WHERE id = ?2 AND same_as <> ?1", changed)


def _root(same: dict[int, int], number: int) -> int:
    while same[number] != number:
        number = same[number]
    return number


def _found_same(db: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yields (the one, the other that is the same)."""
    rows = db.execute(
        "SELECT e.id, kind, folded, country FROM entities AS e JOIN names AS n ON n.id = e.name ORDER BY key"
    ).fetchall()
    yield from _without_country(rows)
    yield from _by_last_name(rows, _roles(db))


Row = tuple[int, str, str, str | None]


def _without_country(rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
    """`organization/cgt` is `organization/cgt/FRA`, where that is the only one with a country."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row[1] != PERSON:
            groups[row[1], row[2]].append(row)
    for group in groups.values():
        known = [row for row in group if row[3]]
        if len(known) == 1:
            yield from ((known[0][0], row[0]) for row in group if not row[3])


def _by_last_name(rows: Iterable[Row], roles: dict[int, set[str]]) -> Iterator[tuple[int, int]]:
    """`Poutine` is `Vladimir Poutine` where he is the only one of that name, and a role or the country bears it out."""
    people = [row for row in rows if row[1] == PERSON]
    by_last: dict[str, list[Row]] = defaultdict(list)
    for row in people:
        words = row[2].split()
        if len(words) > 1:
            by_last[words[-1]].append(row)
    for number, _, name, country in people:
        full = by_last.get(name.strip(), [])
        if len(full) == 1 and (_agree(country, full[0][3]) or roles[number] & roles[full[0][0]]):
            yield full[0][0], number


def _agree(one: str | None, other: str | None) -> bool:
    return one is not None and one == other


def _roles(db: sqlite3.Connection) -> dict[int, set[str]]:
    roles: dict[int, set[str]] = defaultdict(set)
    query = (
        "SELECT c.entity, c.roles FROM casts AS c JOIN entities AS e ON e.id = c.entity WHERE roles > '' AND e.kind = ?"
    )
    for number, words in db.execute(query, (PERSON,)):
        roles[number].update(json.loads(words))
    return roles


def _judged_same(db: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """What people merged, in the order in which they did."""
    ids = dict(db.execute("SELECT key, id FROM entities"))
    query = "SELECT target, other FROM judgements WHERE kind = 'merge' AND undone IS NULL ORDER BY id"
    for target, other in db.execute(query):
        if target in ids and other in ids:
            yield ids[target], ids[other]


def split_keys(db: sqlite3.Connection, dispatch: str) -> dict[str, str]:
    """Returns the keys that people split in the dispatch (its id) → those of the ones split off."""
    query = (
        "SELECT target, other FROM judgements WHERE kind = 'split' AND undone IS NULL "
        "AND EXISTS (SELECT 1 FROM json_each(dispatches) WHERE value = ?) ORDER BY id"
    )
    return dict(db.execute(query, (dispatch,)))


IN = "IN (SELECT value FROM json_each(?))"
ALSO = f"""SELECT same_as, group_concat(key) FROM (SELECT e.same_as, e.key FROM entities AS e WHERE e.same_as {IN}
    AND e.id <> e.same_as AND EXISTS (SELECT 1 FROM casts AS c WHERE c.entity = e.id) ORDER BY e.id) GROUP BY same_as"""


def list_entities(db: sqlite3.Connection, words: str | None, limit: int) -> list[Found]:
    """Returns who is who, the most named first: each with in how many dispatches, its roles, and the keys that are the
    same; those whose key or name holds the words. At most `limit` (0: all).

    They are counted first, by an index alone; only those shown are looked up.
    """
    numbers = _most_named(db, entities_like(db, words) if words else None, limit)
    rows = sorted(_described(db, numbers), key=lambda row: (-numbers[row[0]], row[1]))[: limit or None]
    shown = json.dumps([row[0] for row in rows])
    also, roles = dict(db.execute(ALSO, (shown,))), _main_roles(db, shown)
    columns = ("entity", "name", "kind", "country", "wikidata", "dispatches", "also", "roles")
    beside = [(numbers[row[0]], also.get(row[0]), roles.get(row[0])) for row in rows]
    return [dict(zip(columns, (*row[1:], *told), strict=True)) for row, told in zip(rows, beside, strict=True)]


def _most_named(db: sqlite3.Connection, which: list[int] | None, limit: int) -> dict[int, int]:
    """In how many dispatches the most named of those given are named (None: of all), with those that tie with the last
    of them: number → dispatches. Those of which several are the same are all there, under the one that they are."""
    joined = _joined(db)
    among = which if which is None else [number for number in which if number not in joined]
    where, values = ("", []) if among is None else (f"WHERE entity {IN}", [json.dumps(among)])
    counted = f"SELECT entity, count(DISTINCT dispatch) AS number FROM casts {where} GROUP BY entity"
    alone = f"SELECT entity, number FROM counted WHERE entity NOT IN ({JOINED})"
    last = f"(SELECT number FROM ({alone}) ORDER BY number DESC LIMIT 1 OFFSET {limit - 1})" if limit else "0"
    query = f"WITH counted AS MATERIALIZED ({counted}) {alone} AND number >= coalesce({last}, 0)"
    return dict(db.execute(query, values)) | _joined_numbers(db, joined if which is None else joined & set(which))


# Those of which several are the same, each of them.
JOINED = "SELECT id FROM entities WHERE same_as IN (SELECT same_as FROM entities WHERE same_as <> id)"


def _joined(db: sqlite3.Connection) -> set[int]:
    return {number for (number,) in db.execute(JOINED)}


def _joined_numbers(db: sqlite3.Connection, entities: Iterable[int]) -> dict[int, int]:
    """In how many dispatches they are named, by the one that they are; one that names two of them counts once."""
    query = (
        "SELECT e.same_as, count(DISTINCT c.dispatch) FROM json_each(?) AS j CROSS JOIN entities AS e "
        "ON e.id = j.value CROSS JOIN casts AS c ON c.entity = e.id GROUP BY e.same_as"
    )
    return dict(db.execute(query, (json.dumps(list(entities)),)))


def _described(db: sqlite3.Connection, numbers: Iterable[int]) -> list[tuple[Any, ...]]:
    """Number, key, name, kind, country, wikidata."""
    query = (
        "SELECT e.id, e.key, n.name, e.kind, e.country, e.wikidata FROM json_each(?) AS j CROSS JOIN entities AS e "
        "ON e.id = j.value JOIN names AS n ON n.id = e.name"
    )
    return db.execute(query, (json.dumps(list(numbers)),)).fetchall()


def _main_roles(db: sqlite3.Connection, shown: str) -> dict[int, str]:
    """The roles that most dispatches give each of those shown (JSON); only persons are given any."""
    query = (
        "SELECT e.same_as, c.roles, count(*) FROM json_each(?) AS j CROSS JOIN entities AS e ON e.same_as = j.value "
        "CROSS JOIN casts AS c ON c.entity = e.id WHERE e.kind = ? AND c.roles > '' GROUP BY 1, 2"
    )
    told: dict[int, Counter[str]] = defaultdict(Counter)
    for number, roles, casts in db.execute(query, (shown, PERSON)):
        told[number].update(dict.fromkeys(json.loads(roles), casts))
    return {number: ", ".join(sorted(held, key=lambda role: (-held[role], role))[:3]) for number, held in told.items()}
