"""The ledger: what somebody said, in the order of time, once for all copies; and what came of what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.questions.ledger import AGAIN, BOTH, COLUMNS, HAPPENED, NOT, NOT_DUE, NOTHING, ledger
from selon.record.background import bring_in
from selon.record.mapping import load_mapping
from selon.record.store import Found, Record, open_record
from selon.wire.errors import InputError
from tests import desk

PROMISE = """Le président Morel attendu à Berlin

PARIS, 4 mars 2024 (AFP) - Le président français Paul Morel se rendra à Berlin le 12 mars, a annoncé lundi le
porte-parole de l'Élysée, Jean Valin.
"""
NEWS = "Le président Morel\n\n%s (AFP) - Le président français Paul Morel %s, a indiqué l'ambassade.\n"
THERE = NEWS % ("BERLIN, 12 mars 2024", "s'est rendu mardi à Berlin")
MAPPING = """name = "trips"
type = "visit"
date = { column = "day" }
place = "Berlin"
[roles.actor]
name = { column = "who" }
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "empty.selon"), create=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The desk's dispatches, with a copy and a correction of one."""
    texts = [*desk.ALL.items(), ("copy", desk.RIVER_COPY), ("corrected", desk.RIVER_CORRECTED)]
    with open_record(str(tmp_path_factory.mktemp("ledger") / "desk.selon"), create=True) as opened:
        desk.take(opened, desk.dispatches(texts))
        yield opened


def asked(record: Record, who: str, *acts: str, limit: int = 0, old: bool = False) -> list[Found]:
    return ledger(record, who, None, None, acts, limit, old=old)


def followed(record: Record, *later: str) -> Found:
    """What came of the promise, after it and other dispatches are taken in."""
    desk.take(record, desk.dispatches([("promise", PROMISE), *((f"later{n}", text) for n, text in enumerate(later))]))
    (row,) = (row for row in asked(record, "Jean Valin") if row["path"] == "promise")
    return row


# who, when, what


def test_a_row(record: Record) -> None:
    (row,) = asked(record, "Liang Wenbo")
    assert tuple(row) == COLUMNS
    assert row["id"] == f"{str(row['dispatch'])[:12]}:c1"
    assert (row["sent"], row["act"], row["mode"], row["certainty"]) == ("2024-03-04", "state", "direct", "certain")
    assert (row["who"], row["content"]) == ("Liang Wenbo", "Nos deux pays vont construire ce gazoduc ensemble")
    assert desk.SUMMIT[int(row["start"] or 0) : int(row["end"] or 0)] == row["content"]
    assert [row[name] for name in ("kind", "about", "follows", "follow_status", "follow_id")] == [None] * 5
    assert row["copies"] == 0


def test_through_whom(record: Record) -> None:
    (row,) = asked(record, "liang")
    assert row["through"] == "Chine nouvelle"


@pytest.mark.parametrize("who", ["Peskov", "dmitri peskov", "person/dmitri-peskov"])
def test_by_a_part_of_a_name_or_a_key(record: Record, who: str) -> None:
    assert {row["who"] for row in asked(record, who)} == {"Dmitri Peskov"}


def test_the_oldest_first(empty: Record) -> None:
    later = NEWS.replace("l'ambassade", "Jean Valin") % ("PARIS, 9 mars 2024", "a reçu deux ministres")
    desk.take(empty, desk.dispatches([("later", later), ("promise", PROMISE)]))
    assert [row["sent"] for row in asked(empty, "Valin")] == ["2024-03-04", "2024-03-09"]
    assert [row["sent"] for row in ledger(empty, "Valin", "2024-03-05", None)] == ["2024-03-09"]
    assert [row["sent"] for row in ledger(empty, "Valin", None, "2024-03-05")] == ["2024-03-04"]
    assert [row["sent"] for row in asked(empty, "Valin", limit=1)] == ["2024-03-04"]


def test_only_some_acts(record: Record) -> None:
    rows = asked(record, "Peskov", "deny")
    assert rows and {row["act"] for row in rows} == {"deny"}
    assert len(asked(record, "Peskov", "deny", "state")) > len(rows)
    assert asked(record, "Peskov", "promise") == []


def test_what_a_denial_is_about(record: Record) -> None:
    row = asked(record, "Peskov", "deny")[0]
    (denied,) = (each for each in asked(record, "Maison Blanche") if each["path"] == "arms")
    assert (row["kind"], row["about"]) == ("deny", denied["id"])


@pytest.mark.parametrize("who", ["", "  ", "..."])
def test_who_must_hold_a_word(record: Record, who: str) -> None:
    with pytest.raises(InputError):
        asked(record, who)


def test_whom_the_record_does_not_know(record: Record) -> None:
    assert asked(record, "Nobody") == []


# a country


COUNTRIES = """Kim et Usa

PARIS, 4 mars 2024 (AFP) - "La pluie cessera", a déclaré Usa Kovac. "La neige viendra", a déclaré la Maison Blanche.
"Le vent tournera", a affirmé l'armée américaine. "Il fera beau", a indiqué le gouvernement français.
"""


def test_a_country_is_its_government_and_its_military(empty: Record) -> None:
    desk.take(empty, desk.dispatches([("weather", COUNTRIES)]))
    assert [row["content"] for row in asked(empty, "USA")] == ["La neige viendra", "Le vent tournera"]
    assert [row["content"] for row in asked(empty, "FRA")] == ["Il fera beau"]
    assert asked(empty, "Usa")[0]["content"] == "La pluie cessera"


def test_capitals_that_are_no_country_are_a_name(empty: Record) -> None:
    union = 'Grève\n\nPARIS, 4 mars 2024 (AFP) - "Nous ferons grève", a déclaré la CGT.\n'
    desk.take(empty, desk.dispatches([("union", union)]))
    assert [row["content"] for row in asked(empty, "CGT")] == ["Nous ferons grève"]


# copies, and what is no longer current


def test_copies_are_one_row(empty: Record) -> None:
    desk.take(empty, desk.dispatches([("copy", desk.RIVER_COPY), ("river", desk.RIVER)]))
    (row,) = asked(empty, "Le Goff")
    assert row["copies"] == 1


def test_what_only_one_of_the_copies_tells_stays(empty: Record) -> None:
    longer = f'{desk.RIVER}\n"Il pleuvra encore", a ajouté le maire de Guichen, Yves Le Goff.\n'
    desk.take(empty, desk.dispatches([("river", desk.RIVER), ("longer", longer)]))
    assert [row["copies"] for row in asked(empty, "Le Goff")] == [1, 0]


def test_only_the_current_unless_asked(record: Record) -> None:
    assert {(row["path"], row["copies"]) for row in asked(record, "Vigicrues")} == {("corrected", 0)}
    assert {row["path"] for row in asked(record, "Vigicrues", old=True)} == {"river", "corrected"}


# what came of a promise


def test_told_as_having_happened(empty: Record) -> None:
    row = followed(empty, THERE)
    assert (row["follows"], row["follow_status"]) == ("visit 2024-03-12", HAPPENED)
    assert (str(row["follow_id"])[12:], row["follow_sent"]) == (":ev1", "2024-03-12")
    assert "s'est rendu mardi à Berlin" in str(row["follow_words"])


def test_told_a_day_later_by_another_zone(empty: Record) -> None:
    assert (
        followed(empty, NEWS % ("BERLIN, 14 mars 2024", "s'est rendu à Berlin le 13 mars"))["follow_status"] == HAPPENED
    )


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ("BERLIN, 12 mars 2024", "s'est rendu mardi à Varsovie"),  # elsewhere
        ("BERLIN, 12 mars 2024", "a reçu mardi deux ministres"),  # something else
        ("BERLIN, 20 mars 2024", "s'est rendu mardi à Berlin"),  # on another day
        ("BERLIN, 3 juin 2024", "s'est rendu à Berlin le 12 mars"),  # told too late
        ("BERLIN, 3 mars 2024", "se rendra à Berlin le 14 mars"),  # planned before
        ("BERLIN, 14 mars 2024", "se rendra à Varsovie le 20 mars"),  # another visit is planned
    ],
)
def test_nothing_told(empty: Record, when: str, what: str) -> None:
    row = followed(empty, NEWS % (when, what), NEWS % ("BERLIN, 14 mars 2024", "dort"))
    assert (row["follow_status"], row["follow_id"], row["follow_words"]) == (NOTHING, None, None)


def test_of_another_nothing_is_told(empty: Record) -> None:
    assert followed(empty, THERE.replace("Paul Morel", "Luc Aubry"))["follow_status"] == NOT_DUE


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ("PARIS, 10 mars 2024", "ne se rendra pas à Berlin le 12 mars"),
        ("BERLIN, 12 mars 2024", "ne s'est pas rendu mardi à Berlin"),
        ("PARIS, 10 mars 2024", "ne se rendra pas à Berlin"),  # without a day
    ],
)
def test_told_as_not_having_happened(empty: Record, when: str, what: str) -> None:
    row = followed(empty, NEWS % (when, what))
    assert (row["follow_status"], row["follow_sent"]) == (NOT, f"2024-03-{when.split()[1]}")


def test_denied(empty: Record) -> None:
    denied = "Visite\n\nBERLIN, 13 mars 2024 (AFP) - Berlin a démenti que Paul Morel se soit rendu mardi à Berlin.\n"
    assert followed(empty, denied)["follow_status"] == NOT


def test_where_tellings_contradict_one_another_both_are_shown(empty: Record) -> None:
    row = followed(empty, THERE, NEWS % ("BERLIN, 13 mars 2024", "ne s'est pas rendu mardi à Berlin"))
    assert (row["follow_status"], row["follow_sent"]) == (BOTH, "2024-03-12")


def test_planned_again_for_another_day(empty: Record) -> None:
    row = followed(empty, NEWS % ("PARIS, 8 mars 2024", "se rendra à Berlin le 14 mars"))
    assert (row["follow_status"], row["follow_sent"]) == (AGAIN, "2024-03-08")
    assert "le 14 mars" in str(row["follow_words"])


def test_planned_again_for_the_same_day_is_no_move(empty: Record) -> None:
    assert followed(empty, NEWS % ("PARIS, 8 mars 2024", "se rendra à Berlin le 12 mars"))["follow_status"] == NOT_DUE


@pytest.mark.parametrize(("day", "status"), [("11", NOT_DUE), ("13", NOT_DUE), ("14", NOTHING)])
def test_due_when_the_day_after_is_over(empty: Record, day: str, status: str) -> None:
    assert followed(empty, NEWS % (f"PARIS, {day} mars 2024", "dort"))["follow_status"] == status


def test_a_promise_by_its_act(empty: Record) -> None:
    pledge = """Des chars

PARIS, 4 mars 2024 (AFP) - Le ministre de la Défense, Marc Aubin, a promis que la France livrera des chars à l'Ukraine
le 20 mars.
"""
    given = "Des chars\n\nKIEV, 20 mars 2024 (AFP) - La France a livré des chars à l'Ukraine.\n"
    desk.take(empty, desk.dispatches([("pledge", pledge), ("given", given)]))
    (row,) = asked(empty, "Aubin", "promise")
    assert (row["follows"], row["follow_status"]) == ("arms-transfer 2024-03-20", HAPPENED)


@pytest.mark.parametrize("day", ["dans l'année", "bientôt", "en mars"])
def test_without_a_day_nothing_is_followed(empty: Record, day: str) -> None:
    desk.take(empty, desk.dispatches([("promise", PROMISE.replace("le 12 mars", day)), ("there", THERE)]))
    assert [row["follow_status"] for row in asked(empty, "Valin")] == [None]


@pytest.mark.parametrize(("day", "status"), [("2024-03-12", HAPPENED), ("2024-03-18", NOT_DUE)])
def test_a_background_record_tells_it(empty: Record, tmp_path: Path, day: str, status: str) -> None:
    (tmp_path / "trips.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "trips.csv").write_text(f"day,who\n{day},Paul Morel\n", encoding="utf-8")
    bring_in(empty, str(tmp_path / "trips.csv"), load_mapping(str(tmp_path / "trips.toml")))
    row = followed(empty)
    assert row["follow_status"] == status
    assert (row["follow_id"], row["follow_sent"]) == (("trips#1", day) if status == HAPPENED else (None, None))
