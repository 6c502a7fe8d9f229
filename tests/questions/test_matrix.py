"""The matrix: who speaks of whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.questions.matrix import COLUMNS, matrix
from selon.record.entities import link_entities
from selon.record.store import Found, Record, open_record
from tests import desk

SPEECH = """Novak et Moreau

PARIS, 4 mars 2024 (AFP) - "Jean Moreau ment", a déclaré Anna Novak. Anna Novak a démenti avoir rencontré Jean Moreau.
"""
AGAIN = """Novak encore

PARIS, 9 mars 2024 (AFP) - Jean Moreau aurait menti, selon Anna Novak.
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "empty.selon"), create=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(str(tmp_path_factory.mktemp("matrix") / "desk.selon"), create=True) as opened:
        desk.take(opened, desk.dispatches([*desk.ALL.items(), ("speech", SPEECH), ("again", AGAIN)]))
        yield opened


def pairs(rows: list[Found]) -> list[tuple[object, object]]:
    return [(row["who"], row["whom"]) for row in rows]


def said(record: Record, words: str, title: str = "Une dépêche") -> list[tuple[object, object]]:
    desk.take(record, desk.dispatches([("a", f"{title}\n\nPARIS, 4 mars 2024 (AFP) - {words}\n")]))
    return pairs(matrix(record, None, None))


def test_a_row(record: Record) -> None:
    row = matrix(record, None, None)[0]
    assert tuple(row) == COLUMNS
    ids = str(row.pop("examples")).split()
    assert row == {
        **{"who": "Anna Novak", "whom": "Jean Moreau", "claims": 3, "certain": 2, "probable": 0, "possible": 1},
        **{"denials": 1, "direct": 1, "first": "2024-03-04", "last": "2024-03-09"},
        **{"who_key": "person/anna-novak", "whom_key": "person/jean-moreau"},
    }
    paths = dict(record.db.execute("SELECT substr(id, 1, 12), path FROM dispatches"))
    named = [(paths[dispatch], local) for dispatch, local in (id.split(":") for id in ids)]
    assert named == [("again", "c1"), ("speech", "c1"), ("speech", "c2")]  # the latest first


def test_of_some_days_or_an_act(record: Record) -> None:
    ours = ("Anna Novak", "Jean Moreau")
    assert [row["claims"] for row in matrix(record, "2024-03-09", None)] == [1]
    assert pairs(matrix(record, None, "2024-03-04"))[0] == ours
    assert ours in pairs(matrix(record, None, None, "deny"))
    assert matrix(record, None, None, "promise") == []


def test_the_most_first_and_no_more_than_asked(record: Record) -> None:
    rows = matrix(record, None, None)
    assert [row["claims"] for row in rows] == sorted((int(row["claims"] or 0) for row in rows), reverse=True)
    assert matrix(record, None, None, None, 2) == rows[:2]


def test_whom_the_record_does_not_name(empty: Record) -> None:
    assert said(empty, '"Jean Moreau ment", ont déclaré des responsables.') == [("(officials)", "Jean Moreau")]
    assert [row["who_key"] for row in matrix(empty, None, None)] == [None]


def test_nobody_says_it(empty: Record) -> None:
    assert said(empty, "Jean Moreau aurait menti.") == [("(unsourced)", "Jean Moreau")]


def test_nobody_speaks_of_himself(empty: Record) -> None:
    assert said(empty, '"Anna Novak ne ment pas", a déclaré Anna Novak.') == []


def test_places_are_nobody(empty: Record) -> None:
    assert said(empty, '"Il pleut à Lyon", a déclaré Anna Novak.') == []


def test_a_pronoun_is_whom_it_stands_for(empty: Record) -> None:
    words = "Jean Moreau est arrivé à Paris. Il a menti, a déclaré la ministre Anna Novak."
    assert ("Anna Novak", "Jean Moreau") in said(empty, words)


def test_the_cue_within_the_words_is_not_of_them(empty: Record) -> None:
    cue = "a déclaré Anna Novak, porte-parole de Jean Moreau,"
    words = f"« La Russie », {cue} « va livrer des drones à Luc Aubry »."
    assert said(empty, words) == [("Anna Novak", "Russie"), ("Anna Novak", "Luc Aubry")]
    assert empty.db.execute("SELECT words FROM claims").fetchall() == [
        ("La Russie … va livrer des drones à Luc Aubry",)
    ]


def test_the_same_are_one_with_the_fullest_name(empty: Record) -> None:
    words = '"Le président français Jean Moreau ment", a déclaré Anna Novak. '
    said(empty, words + '"Jean-Paul Moreau ment", a affirmé Anna Novak.')
    keys = [key for (key,) in empty.db.execute("SELECT key FROM entities WHERE key LIKE '%moreau%' ORDER BY key")]
    assert len(keys) == 2
    empty.db.execute(
        "INSERT INTO judgements (kind, target, other, judge, judged) VALUES ('merge', ?, ?, 'me', '2024')", keys[::-1]
    )
    link_entities(empty.db)
    (row,) = matrix(empty, None, None)
    assert (row["who"], row["whom"], row["claims"]) == ("Anna Novak", "Jean-Paul Moreau", 2)


def test_only_what_is_current(empty: Record) -> None:
    desk.take(empty, [desk.version(SPEECH, "v1", "urn:speech", 1)])
    assert matrix(empty, None, None)
    desk.take(empty, [desk.version("", "v2", "urn:speech", 2, "cancelled")])
    assert matrix(empty, None, None) == []


def test_an_empty_record(empty: Record) -> None:
    assert matrix(empty, None, None) == []
