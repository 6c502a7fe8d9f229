"""Contested: the denials, confirmations and refusals of an event, in the dispatches that tell it and in others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from selon.questions.contested import contested
from selon.questions.happenings import SELECT, fetch, fetch_by_id
from selon.questions.origins import origins
from selon.record.store import Found, Record, open_record
from tests import desk

TEXTS = {
    # joined within the dispatch
    "arms": desk.ARMS,
    "arrests": "Dépêche\n\nOSLO, 9 mars 2024 (AFP) - Selon le quotidien VG, deux pêcheurs ont été arrêtés. Le parquet "
    "a confirmé l'arrestation de deux pêcheurs.\n",
    # the same event in two dispatches, denied in a third, in other words
    "launch": "Dépêche\n\nSÉOUL, 5 mars 2024 (AFP) - La Corée du Nord a tiré mardi un missile balistique, a annoncé "
    "l'armée sud-coréenne.\n",
    "launch-too": "Dépêche\n\nSÉOUL, 5 mars 2024 (Reuters) - La Corée du Nord a tiré mardi un missile balistique, "
    "selon l'armée sud-coréenne.\n",
    "launch-denied": "Dépêche\n\nPÉKIN, 6 mars 2024 (Belga) - La Corée du Nord a démenti avoir procédé à un tir de "
    "missile balistique.\n",
    "launch-later": "Dépêche\n\nSÉOUL, 5 septembre 2024 (AFP) - La Corée du Nord a tiré jeudi un missile balistique, a "
    "annoncé l'armée sud-coréenne.\n",
    # told by nobody but who denies it
    "drones": "Dépêche\n\nMOSCOU, 9 juin 2024 (AFP) - Moscou a démenti dimanche avoir acheté des drones à l'Iran.\n",
    # in the dispatch's own voice; and one that nobody denies
    "own": "Dépêche\n\nROME, 4 mai 2024 (AFP) - L'Italie a livré des chars au Pérou. L'ambassadeur du Pérou, Luis "
    "Quispe, a démenti que des chars aient été livrés au Pérou.\n",
    "summit": desk.SUMMIT,
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("contested") / "desk.selon"
    with open_record(str(path), create=True) as record:
        desk.take(record, desk.dispatches(TEXTS.items()))
        yield record


def asked(record: Record, path: str, type: str, status: str = "asserted") -> list[Found]:
    """The denials of the event of a dispatch that is of that type."""
    query = (
        "SELECT substr(d.id, 1, 12) || ':' || v.local FROM events AS v JOIN dispatches AS d ON d.number = v.dispatch "
        "WHERE d.path = ? AND v.type = ? AND v.status = ?"
    )
    ((id,),) = record.db.execute(query, (path, type, status)).fetchall()
    return contested(record, [told.happening for origin in origins(record, id) for told in origin.tellings])


def pairs(rows: list[Found]) -> list[tuple[object, ...]]:
    return [(row["kind"], row["path"], row["content"], row["about_path"]) for row in rows]


def test_within_its_dispatch(held: Record) -> None:
    rows = asked(held, "arms", "arms-transfer")
    assert pairs(rows) == [("deny", "arms", "ces accusations", "arms"), ("deny", "arms", "C'est faux", "arms")]
    assert [row["who"] for row in rows] == ["Dmitri Peskov"] * 2
    assert all(row["within"] == "same dispatch" and row["score"] and row["reason"] for row in rows)


def test_a_confirmation(held: Record) -> None:
    ((kind, *_),) = pairs(asked(held, "arrests", "arrest"))
    assert kind == "confirm"


@pytest.mark.parametrize("name", ["launch", "launch-too"])
def test_in_another_dispatch_of_each_of_its_tellings(held: Record, name: str) -> None:
    rows = asked(held, name, "missile-launch")
    denial = ("deny", "launch-denied", "avoir procédé à un tir de missile balistique")
    assert sorted(pairs(rows), key=str) == [(*denial, "launch"), (*denial, "launch-too")]
    assert {row["within"] for row in rows} == {"other dispatch"}


def test_what_happens_half_a_year_later_is_another(held: Record) -> None:
    assert asked(held, "launch-later", "missile-launch") == []


def test_told_by_its_denial_alone(held: Record) -> None:
    (row,) = asked(held, "drones", "arms-transfer", "denied")
    assert (row["who"], row["about"]) == ("Moscou", None)
    assert row["reason"] == "nothing that the record holds tells what is answered"


def test_of_the_dispatchs_own_words(held: Record) -> None:
    (row,) = asked(held, "own", "arms-transfer")
    assert (row["kind"], row["who"], row["about_who"], row["about"]) == ("deny", "Luis Quispe", None, row["id"][:12])  # type: ignore[index]


def test_undenied(held: Record) -> None:
    assert asked(held, "summit", "meeting") == []
    assert contested(held, []) == []


def test_the_latest_of_many_are_told(held: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.questions.contested.MOST", 1)
    assert len({row["id"] for row in asked(held, "arms", "arms-transfer")}) == 1


def test_happenings_by_their_ids(held: Record) -> None:
    every = fetch(held, f"{SELECT} ORDER BY name")
    assert fetch_by_id(held, [each.id for each in every]) == every
    assert fetch_by_id(held, [every[3].id]) == [every[3]]
    assert fetch_by_id(held, []) == fetch_by_id(held, ["d99999", "b99999"]) == []
