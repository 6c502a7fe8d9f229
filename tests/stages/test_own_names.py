"""A person's own list of names comes before every table."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.languages.known import KnownName, load_known_names
from selon.reading import read
from tests.naming import stands

KNOWN = """name\taliases\tkind\tcountry\twikidata
Ligue du Nord-Est\tLNE; la Ligue\tgroup\tITA\tQ77
le Vieux Lion\tle Lion\tperson\tKEN\tQ42
Moscou\t-\torganization
Reuters\t-\torganization\tCAN\tQ999
Val Perdu\tValdor\tlocation\tCHE\tQ5
Cellule Ombre\t-\tmilitary
Aurora\t-\tagency\tNOR\tQ6
Rose Blanche\t-\tmedia
Inès Vidal\t-\tperson\tPRT\tQ8
"""


@pytest.fixture
def known(tmp_path: Path) -> tuple[KnownName, ...]:
    path = tmp_path / "mine.tsv"
    path.write_text(KNOWN, encoding="utf-8")
    return load_known_names(path)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("La LNE a gagné. La Ligue du Nord-Est promet des réformes.", ("Ligue du Nord-Est", "group", "ITA", "Q77")),
        ("La Ligue du Nord-Est a gagné. La Ligue a fêté cela.", ("Ligue du Nord-Est", "group", "ITA", "Q77")),
        ("Le Vieux Lion a promis la paix. Le Lion repartira.", ("Vieux Lion", "person", "KEN", "Q42")),
        ("Des renforts gagnent Valdor. Le Val Perdu est inondé.", ("Val Perdu", "location", "CHE", "Q5")),
        ("La Cellule Ombre a revendiqué l'attaque.", ("Cellule Ombre", "military", None, None)),
        ("Selon Aurora, le pont tiendra.", ("Aurora", "agency", "NOR", "Q6")),
        ("La Rose Blanche a publié la lettre.", ("Rose Blanche", "media", None, None)),
        ("Inès Vidal a signé. Mme Vidal a souri. Vidal attend.", ("Inès Vidal", "person", "PRT", "Q8")),
    ],
)
def test_a_list_of_one_s_own(text: str, entity: tuple[str, ...], known: tuple[KnownName, ...]) -> None:
    reading = read(text, names=known)
    assert [(e.name, e.kind, e.country, e.wikidata) for e in reading.entities] == [entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Moscou a démenti.", ("Moscou", "organization", None, None)),
        ("L'avion s'est posé à Moscou.", ("Moscou", "organization", None, None)),
        ("Selon l'agence Reuters, le pont tiendra.", ("Reuters", "organization", "CAN", "Q999")),
    ],
)
def test_it_comes_before_the_tables(text: str, entity: tuple[str, ...], known: tuple[KnownName, ...]) -> None:
    reading = read(text, names=known)
    assert [(e.name, e.kind, e.country, e.wikidata) for e in reading.entities] == [entity]
    assert read(text).entities != reading.entities


@pytest.mark.xfail(strict=True, reason="an entity takes over country and number of the first of its names alone")
def test_it_counts_though_the_surname_comes_first(known: tuple[KnownName, ...]) -> None:
    (entity,) = read("Mme Vidal a souri. Inès Vidal a signé.", names=known).entities
    assert (entity.name, entity.country, entity.wikidata) == ("Inès Vidal", "PRT", "Q8")


@pytest.mark.xfail(strict=True, reason="a name that is a country's too stays a place, with the list's line in `made`")
def test_it_comes_before_the_countries(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("Portugal\t-\tgroup\t-\tQ6\n", encoding="utf-8")
    (entity,) = read("Le Portugal a marqué.", names=load_known_names(path)).entities
    assert (entity.kind, entity.country, entity.wikidata) == ("group", None, "Q6")


def test_a_name_tells_its_line_in_the_list(known: tuple[KnownName, ...], tmp_path: Path) -> None:
    (name,) = read("Selon Aurora, le pont tiendra.", names=known).names
    assert (name.made.construction, name.made.entry) == ("listed", f"{tmp_path / 'mine.tsv'}:8")


def test_a_list_does_not_stay_for_the_next_reading(known: tuple[KnownName, ...]) -> None:
    read("Moscou a démenti.", names=known)
    assert stands("Moscou a démenti.", "Moscou") == [("government", "RUS")]
