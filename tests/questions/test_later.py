"""Later told: what somebody denied, and what a later dispatch tells as so, in its own voice or in the denier's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from selon.questions.later import later_told
from selon.record.store import Found, Record, open_record
from tests import desk

TEXTS = {
    # told by the White House on the 3rd, denied on the 4th, and told again
    "tanks": "MOSCOU, 3 avril 2024 (AFP) - La Russie a livré des chars au Tchad, a affirmé mercredi la Maison Blanche.",
    "tanks-before": "N'DJAMENA, 2 avril 2024 (AFP) - La Russie a livré mardi des chars au Tchad.",
    "tanks-denied": "MOSCOU, 4 avril 2024 (Reuters) - La Russie a démenti jeudi avoir livré des chars au Tchad.",
    "tanks-same-day": "N'DJAMENA, 4 avril 2024 (EFE) - La Russie a livré jeudi des chars au Tchad.",
    "tanks-accuser": "WASHINGTON, 12 avril 2024 (AFP) - La Russie a livré des chars au Tchad, a répété vendredi "
    "la Maison Blanche.",
    "tanks-elsewhere": "RABAT, 13 avril 2024 (AFP) - La Russie a livré des chars au Maroc.",
    "tanks-may-be": "N'DJAMENA, 14 avril 2024 (AFP) - La Russie aurait livré des chars au Tchad.",
    "tanks-told": "N'DJAMENA, 2 mai 2024 (AFP) - La Russie a livré jeudi des chars au Tchad.",
    "tanks-told-again": "N'DJAMENA, 3 mai 2024 (AFP) - La Russie a livré jeudi des chars au Tchad.",
    # admitted by whoever denied it
    "boats-denied": "TUNIS, 4 juin 2024 (AFP) - L'Italie a démenti mardi avoir livré des armes au Ghana.",
    "boats-admitted": "ROME, 20 juin 2024 (Ansa) - L'Italie a livré des armes au Ghana, a reconnu jeudi l'Italie.",
    # never told, and told when nobody remembers
    "rice-denied": "HANOÏ, 4 juin 2021 (AFP) - Le Vietnam a démenti vendredi avoir livré des armes au Togo.",
    "rice-told": "HANOÏ, 8 juillet 2023 (AFP) - Le Vietnam a livré des armes au Togo.",
    # denied by the capital's name
    "guns-denied": "LIMA, 1er août 2024 (AFP) - Ankara a démenti jeudi avoir livré des fusils au Pérou.",
    "guns-told": "LIMA, 9 août 2024 (AFP) - La Turquie a livré vendredi des fusils au Pérou.",
}


def titled(name: str) -> str:
    return f"Dépêche {name}\n\n{TEXTS[name]}\n"


def make(folder: object, names: list[str]) -> Record:
    record = open_record(f"{folder}/desk.selon", create=True)
    desk.take(record, desk.dispatches((name, titled(name)) for name in names))
    return record


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with make(tmp_path_factory.mktemp("later"), list(TEXTS)) as record:
        yield record


def pairs(rows: list[Found]) -> list[tuple[object, object]]:
    return [(row["path"], row["told_path"]) for row in rows]


def test_what_was_denied_and_told(held: Record) -> None:
    found = pairs(later_told(held))
    assert ("tanks-denied", "tanks-told") in found
    assert ("boats-denied", "boats-admitted") in found


def test_the_first_telling_counts_in_its_own_voice(held: Record) -> None:
    (row,) = [row for row in later_told(held) if row["path"] == "tanks-denied"]
    assert (row["event"], row["who"], row["sent"]) == ("arms-transfer", "Russie", "2024-04-04")
    assert (row["told_path"], row["told_sent"], row["told_by"]) == ("tanks-told", "2024-05-02", "the dispatch itself")
    assert str(row["told"]).endswith(":ev1")
    assert "a démenti jeudi avoir livré" in str(row["words"])
    assert "a livré jeudi des chars" in str(row["told_words"])


def test_whoever_denied_it_tells_it(held: Record) -> None:
    (row,) = [row for row in later_told(held) if row["path"] == "boats-denied"]
    assert (row["told_by"], row["told_sent"]) == ("Italie", "2024-06-20")


def test_the_accuser_does_not(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nor what came before, on its day, of another recipient, or as possible only."""
    names = [name for name in TEXTS if name.startswith("tanks") and not name.startswith("tanks-told")]
    with make(tmp_path_factory.mktemp("later"), names) as record:
        assert later_told(record) == []


def test_two_years_are_the_most(held: Record) -> None:
    assert "rice-denied" not in {row["path"] for row in later_told(held)}


def test_by_another_name_of_the_same(held: Record) -> None:
    assert ("guns-denied", "guns-told") in pairs(later_told(held))


def test_where_it_stands(held: Record) -> None:
    texts = dict(held.db.execute("SELECT id, text FROM dispatches"))
    for row in later_told(held):
        assert isinstance(row["start"], int) and isinstance(row["told_start"], int)
        assert texts[row["dispatch"]][row["start"] : row["end"]].startswith("avoir livré")
        assert texts[row["told_dispatch"]][row["told_start"] : row["told_end"]] == "a livré"


def test_the_latest_first_up_to_the_limit(held: Record) -> None:
    rows = later_told(held)
    assert [row["sent"] for row in rows] == sorted((row["sent"] for row in rows), key=str, reverse=True)
    assert later_told(held, 1) == rows[:1]
    assert later_told(held, len(rows) + 5) == rows


def test_of_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    with make(tmp_path_factory.mktemp("none"), []) as record:
        assert later_told(record) == []
