"""Search: what a person asks of the record → claims, events or dispatches, the latest first.

Each condition is a piece of SQL with its values; those of one question must all hold. Only what is current is looked
through, unless the superseded and withdrawn are asked for too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from selon.record.selects import HITS, NUMBER, OF_COUNTRY, ORDER, SELECT, Rows
from selon.record.store import Found, Record, rows_of
from selon.record.words import NO_WORD, country_code, entities_like, is_country, match, names_like
from selon.wire.errors import InputError

WORDED = ("words", "says", "about", "through", "event", "actor", "recipient", "place", "agency", "country")
MANY = 2000  # rows that hold the words
Condition = tuple[str, list[Any]]


@dataclass(frozen=True)
class Question:
    """What is looked for; None is anything. `since` and `until` are days; `old` asks for the superseded and withdrawn
    too; `rows` is what an answer is, told by the question where None.

    `agency` is the dispatch's, whole, capitals aside. `country` is an ISO 3166 alpha-3 code: of an event, its place's
    or a participant's; of a claim, its speaker's, or one of an event that it tells; of a dispatch, one of an event in
    it, or of a place that it names.
    """

    words: str | None = None
    says: str | None = None
    about: str | None = None
    act: str | None = None
    certainty: str | None = None
    through: str | None = None
    event: str | None = None
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    agency: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    old: bool = False
    rows: Rows | None = None

    def kind(self) -> Rows:
        """What an answer is: a claim where it is asked who says what, an event where who did what, else a dispatch."""
        if self.rows:
            return self.rows
        if self.says or self.about or self.act or self.certainty or self.through:
            return "claims"
        return "events" if self.event or self.actor or self.recipient or self.place else "dispatches"


def search(record: Record, question: Question, limit: int) -> list[Found]:
    """Returns what answers the question, at most `limit` (0: all), the latest first.

    Raises InputError for a question that holds no word, or asks for a country that there is not.
    """
    kind = question.kind()
    return _answers(record, kind, *_hits(record, question, limit))


def hits(record: Record, question: Question, limit: int) -> list[int]:
    """Returns the numbers alone of the rows that `search` returns, in its order. Raises InputError as it does."""
    return [number for (number,) in record.db.execute(*_hits(record, question, limit))]


def answers(record: Record, kind: Rows, numbers: list[int]) -> list[Found]:
    """Returns the rows of those numbers, as `search` does."""
    return _answers(record, kind, "SELECT value FROM json_each(?)", [_ids(numbers)])


def claims_of(record: Record, number: int, limit: int) -> list[Found]:
    """Returns the claims of one dispatch, as `search` does, in the order of the text."""
    return _answers(record, "claims", _query("claims", "d.number = ?", limit), [number])


def _answers(record: Record, kind: Rows, query: str, values: list[Any]) -> list[Found]:
    """The rows whose numbers the query yields."""
    whole = f"WITH hits (row) AS MATERIALIZED ({query}) {SELECT[kind]} {ORDER[kind]}"
    return rows_of(record.db.execute(whole, values))


def _hits(record: Record, question: Question, limit: int) -> tuple[str, list[Any]]:
    """The query for the numbers of what answers the question, and its values."""
    for words in (getattr(question, name) for name in WORDED):
        if words is not None and not words.strip():
            raise InputError('""', NO_WORD)
    kind = question.kind()
    conditions = [*CONDITIONS[kind](record, question), *_of_dispatch(record, question, kind)]
    where, values = joined(conditions)
    return _query(kind, where or "1", limit), values


def _query(kind: Rows, where: str, limit: int) -> str:
    return f"{HITS[kind]} WHERE {where} {ORDER[kind]}{f' LIMIT {limit}' if limit else ''}"


def _of_dispatch(record: Record, question: Question, kind: Rows) -> list[Condition]:
    """What is asked of the dispatch: its state; its day, where an event has none of its own."""
    conditions: list[Condition] = [] if question.old else [("d.state = 'current'", [])]
    begins, ends = ("coalesce(v.begins, d.sent)", "coalesce(v.ends, d.sent)") if kind == "events" else ("d.sent",) * 2
    if question.since:
        conditions.append((f"{ends} >= ?", [question.since]))
    if question.until:
        conditions.append((f"substr({begins}, 1, 10) <= ?", [question.until]))
    if question.words and kind != "claims":
        conditions.append(_worded(record, "dispatch_words", "d.number", question.words))
    if question.agency:
        conditions.append((f"d.agency {IN}", [json.dumps(_agencies(record, question.agency))]))
    if question.country:
        code = country_code(record.db, question.country)
        conditions.append((f"{NUMBER[kind]} IN ({OF_COUNTRY[kind]})", [code] * OF_COUNTRY[kind].count("?")))
    return conditions


def _agencies(record: Record, name: str) -> list[str]:
    """The agency as dispatches write it: SQLite itself takes É for another letter than é."""
    found = record.db.execute("SELECT DISTINCT agency FROM dispatches WHERE agency IS NOT NULL")
    return [agency for (agency,) in found if agency.casefold() == name.strip().casefold()]


def of_claims(record: Record, question: Question) -> list[Condition]:
    conditions: list[Condition] = []
    for words in filter(None, (question.about, question.words)):
        conditions.append(_worded(record, "claim_words", "c.id", words))
    if question.says:
        conditions.append(named(record, question.says, "c.speaker", "c.entity"))
    if question.through:
        inner, values = named(record, question.through, "r.name", "r.entity")
        conditions.append((f"c.id IN (SELECT r.claim FROM relays AS r WHERE {inner})", values))
    if question.act:
        conditions.append(("c.act = ?", [question.act]))
    if question.certainty:
        conditions.append(("c.certainty = ?", [question.certainty]))
    if question.place:
        inner, values = _placed(record, question.place, "p")
        within = "SELECT k.id FROM places AS p JOIN claims AS k ON k.dispatch = p.dispatch"
        conditions.append((f'c.id IN ({within} AND p.start >= k.start AND p.start < k."end" WHERE {inner})', values))
    if question.event or question.actor or question.recipient:
        inner, values = joined(of_events(record, question, place=False))
        conditions.append((f"c.id IN (SELECT v.claim FROM events AS v WHERE {inner})", values))
    return conditions


def of_events(record: Record, question: Question, place: bool = True) -> list[Condition]:
    conditions: list[Condition] = []
    if question.event:
        conditions.append(_typed(question.event))
    for role, words in (("actor", question.actor), ("recipient", question.recipient)):
        if words:
            inner, values = _took_part(record, words)
            sql = f"v.id IN (SELECT p.event FROM participants AS p WHERE p.role = ? AND {inner})"
            conditions.append((sql, [role, *values]))
    if question.place and place:
        conditions.append(_placed(record, question.place, "v", "place"))
    told = telling(question)
    if place and told != Question():
        inner, values = joined(of_claims(record, told))
        conditions.append((f"v.claim IN (SELECT c.id FROM claims AS c WHERE {inner})", values))
    return conditions


def _of_dispatches(record: Record, question: Question) -> list[Condition]:
    """A dispatch is found by what it holds: a claim, an event, a place."""
    conditions: list[Condition] = []
    said = telling(question)
    if said != Question():
        inner, values = joined(of_claims(record, said))
        conditions.append((f"d.number IN (SELECT c.dispatch FROM claims AS c WHERE {inner})", values))
    done = doing(question)
    if done != Question():
        inner, values = joined(of_events(record, done))
        conditions.append((f"d.number IN (SELECT v.dispatch FROM events AS v WHERE {inner})", values))
    if question.place:
        inner, values = _placed(record, question.place, "p")
        conditions.append((f"d.number IN (SELECT p.dispatch FROM places AS p WHERE {inner})", values))
    return conditions


CONDITIONS = {"claims": of_claims, "events": of_events, "dispatches": _of_dispatches}


def telling(question: Question) -> Question:
    """What it asks of one claim."""
    return Question(**{name: getattr(question, name) for name in ("says", "about", "act", "certainty", "through")})


def doing(question: Question) -> Question:
    """What it asks of one event, save its place."""
    return Question(**{name: getattr(question, name) for name in ("event", "actor", "recipient")})


def joined(conditions: list[Condition]) -> Condition:
    return " AND ".join(sql for sql, _ in conditions), [value for _, values in conditions for value in values]


def _ids(numbers: list[int]) -> str:
    return json.dumps(numbers)


IN = "IN (SELECT value FROM json_each(?))"


def _worded(record: Record, table: str, row: str, words: str) -> Condition:
    """By words. Where they stand in many rows, it is quicker to go through the latest ones and look whether each is
    among those than to put all of those in order: the plus has SQLite do so."""
    asked = match(words)
    query = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {MANY})"
    (number,) = record.db.execute(query, (asked,)).fetchone()
    plus = "+" if number == MANY else ""
    return f"{plus}{row} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", [asked]


def named(record: Record, words: str, name: str, entity: str) -> Condition:
    """Who it is by a name, by another name of the same one, or by the country of a government."""
    entities = entities_like(record.db, words)
    if is_country(words):
        query = "SELECT id FROM entities WHERE country = ? AND kind IN ('government', 'military')"
        entities += [number for (number,) in record.db.execute(query, (words,))]
    return f"({name} {IN} OR {entity} {IN})", [_ids(names_like(record.db, words)), _ids(entities)]


def _took_part(record: Record, words: str) -> Condition:
    if is_country(words):
        return "p.country = ?", [words]
    return named(record, words, "p.name", "p.entity")


def _placed(record: Record, words: str, table: str, name: str = "name") -> Condition:
    if is_country(words):
        return f"{table}.country = ?", [words]
    if words.isdigit():
        return f"{table}.geoname = ?", [int(words)]
    return f"{table}.{name} {IN}", [_ids(names_like(record.db, words))]


def _typed(name: str) -> Condition:
    """By the type, or by PLOVER's code in capitals."""
    return ("v.plover = ?", [name]) if name.isupper() else ("v.type = ?", [name])
