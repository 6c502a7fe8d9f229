"""Places by their names: French spellings give the right place, words and names of people none."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.languages import gazetteer as module
from selon.languages.gazetteer import (
    BARE,
    COMPILED,
    FRENCH,
    OTHER,
    PRECISIONS,
    TABLED,
    Gazetteer,
    Toponym,
    bearers,
    fold,
    load_gazetteer,
    place,
    towns_of,
)
from selon.languages.loader import FOLDER, WordListError, rows

FRENCH_PLACES = Path(__file__).with_name("french_places.tsv")
LARGEST = 15_000_000  # bytes

WORDS = """
Police Bon Centre Marche Justice Espace Mars Union Nation République Bourse Lune Pain Rose Victoire Guerre Paix Terre
Trente Eau Amour Temple Golfe Bar Pari Mari Tête Lion Papa Riz Vin Fois Sens Moule Manger Tarif Serre Cage Char Lama
Tango Punch Drama Détective Premier Aucun Demain Un Une Se To Free Gold Ministre Grève Attentat Nuit Carrefour Meta
Brent Nokia Toyota Maison-Blanche Hwasong Otan Hamas Élysée XIXe VI
""".split()

PEOPLE = """
Kim Sagan Gilbert Perez Rivera Borges Lion Paul Amine Michael Patrick Jordan Bush Obama Clinton Nelson Mandela Hassan
Mustafa Sadr Kolo Haaland Truss Söder Morsi Banda Abiy Moro Castro Noda Rodriguez Vargas Rubio Hidalgo Delgado Flores
Torres Ramos Fernandez Lopez Gonzalez Silva Oliveira Yang Wei Wang Li Zhang Chen Lee Park Choi Ivanov Petrov Smirnov
Kozlov Stanislav Jaroslav Taras Ali Mohamed Ahmed Ibrahim Youssef Khalil Ismail Abbas Rachid Karim Fatima Aïcha Léo
Emma Alice Jules Hugo Nina Rosa Anna Julia Eva Sami Adam Noah Chloé Emile Victor Vincent Hervé René Lucas Marion
""".split()
PLACES_TOO = ("Bar", "Sens", "Fatima")  # a port of Montenegro, a town of Burgundy, a shrine

NONSENSE = (
    "Zglorbax",
    "Trucmuche-sur-Machin",
    "Blablabla",
    "Qwertzuiop",
    "",
    " ",
    "région de Zglorbax",
    "'",
    "Ñ",
    "ſite de Zglorbax",
)


@pytest.fixture(scope="module")
def french() -> Gazetteer:
    return load_gazetteer("fr")


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the files, to be spoiled; read anew."""
    path = tmp_path / "fr"
    path.mkdir()
    for name in ("gazetteer.sqlite", "places.tsv", "divisions.tsv"):
        shutil.copy(FOLDER / "fr" / name, path)
    monkeypatch.setattr(module, "folder", lambda lang: path)
    load_gazetteer.cache_clear()
    module.load_nouns.cache_clear()
    yield path
    load_gazetteer.cache_clear()
    module.load_nouns.cache_clear()


def sure(found: tuple[Toponym, ...]) -> list[Toponym]:
    return [item for item in found if item.rank <= OTHER]


def test_names_are_folded() -> None:
    assert [fold(name) for name in ("Saint-Denis", "N’Djamena", "St. Louis", "Łódź", " Œuf\u00a0d'or")] == [
        "saint denis",
        "ndjamena",
        "saint louis",
        "lodz",
        "oeuf dor",
    ]


def test_french_spellings_give_their_place_first_or_second(french: Gazetteer) -> None:
    wrong, count = [], 0
    for row in (line.split("\t") for line in FRENCH_PLACES.read_text(encoding="utf-8").splitlines()[1:]):
        name, country, number = row
        count += 1
        if not any(
            item.geoname == int(number) and country in item.countries for item in sure(bearers(french, name))[:2]
        ):
            wrong.append((name, [(item.name, item.country, item.rank) for item in bearers(french, name)[:3]]))
    assert not wrong
    assert count > 1_000


def test_most_french_spellings_give_their_place_first(french: Gazetteer) -> None:
    lines = [line.split("\t") for line in FRENCH_PLACES.read_text(encoding="utf-8").splitlines()[1:]]
    second = [name for name, _, number in lines if bearers(french, name)[0].geoname != int(number)]
    assert len(second) < len(lines) / 40, second


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_bears_nothing(french: Gazetteer, name: str) -> None:
    assert bearers(french, name) == ()


@pytest.mark.parametrize("names", [WORDS, PEOPLE], ids=["words", "people"])
def test_words_and_people_are_not_taken_for_obscure_towns(french: Gazetteer, names: list[str]) -> None:
    taken = {name: [item for item in sure(bearers(french, name)) if item.number] for name in names}
    assert {name for name, found in taken.items() if found} <= set(PLACES_TOO)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("région de l'Amour", 2027748),
        ("Oblast de l’Amour", 2027748),
        ("région d'Irkoutsk", 2023468),
        ("oblast de Koursk", 538555),
        ("province du Helmand", 1140043),
        ("État de Washington", 5815135),
        ("région Centre", 6930704),
        ("ville de Police", 3088461),
    ],
)
def test_a_noun_before_the_name_tells(french: Gazetteer, name: str, number: int) -> None:
    found = sure(bearers(french, name))
    assert found and all(not item.generic for item in found)
    assert number in [item.number for item in found]


def test_the_cosmodrome_of_vostochny(french: Gazetteer) -> None:
    first = bearers(french, "cosmodrome de Vostochny")[0]
    assert (first.kind, first.country, first.precision, first.rank) == ("spaceport", "RUS", "site", FRENCH)
    assert first.latitude and first.longitude
    assert 51.8 < first.latitude < 51.9 and 128.1 < first.longitude < 128.4
    for name in ("Cosmodrome Vostotchny", "base de lancement de Vostochny", "site de lancement de Vostotchny"):
        assert bearers(french, name)[0].entry == first.entry


def test_vostochny_by_itself_needs_its_noun(french: Gazetteer) -> None:
    (only,) = bearers(french, "Vostochny")
    assert (only.rank, only.number) == (BARE, None)
    assert "cosmodrome" in only.generic and "ville" not in only.generic
    assert bearers(french, "mairie de Vostochny") == ()


@pytest.mark.parametrize(
    ("name", "kind", "countries"),
    [
        ("mer Noire", "sea", {"UKR", "RUS", "TUR"}),
        ("détroit d'Ormuz", "strait", {"IRN", "OMN"}),
        ("Sahel", "area", {"MLI", "NER", "BFA"}),
        ("Donbass", "area", {"UKR"}),
        ("base aérienne de Hmeimim", "base", {"SYR"}),
        ("point de passage de Kerem Shalom", "crossing", {"ISR"}),
        ("Robotyne", "town", {"UKR"}),
        ("Katanga", "area", {"COD"}),
        ("Fordo", "nuclear", {"IRN"}),
    ],
)
def test_what_the_table_holds(french: Gazetteer, name: str, kind: str, countries: set[str]) -> None:
    first = bearers(french, name)[0]
    assert (first.kind, first.rank) == (kind, FRENCH)
    assert countries <= set(first.countries)
    assert first.number is None and first.entry.startswith("fr/places.tsv:")


def test_a_town_knows_its_row_and_its_region(french: Gazetteer) -> None:
    town = bearers(french, "Tsiolkovski")[0]
    assert town.number is not None and town.region is not None
    assert town.entry == f"fr/gazetteer.sqlite:{town.number}"
    region = place(french, town.region)
    assert region is not None and region.name == "oblast de l'Amour" and region.country == "RUS"
    assert place(french, 1) is None


def test_towns_of_a_country_and_of_a_region(french: Gazetteer) -> None:
    amour = bearers(french, "région de l'Amour")[0].number
    assert amour is not None
    inside, russian = towns_of(french, amour), towns_of(french, "RUS")
    assert 5 < len(inside) < 30 and set(inside) < set(russian)
    assert all(48 < latitude < 57 and 119 < longitude < 135 for latitude, longitude in inside)
    assert len(russian) > 1_000 and all(41 < latitude < 74 for latitude, _ in russian)
    assert towns_of(french, amour) is inside  # kept in memory
    assert towns_of(french, "XXX") == towns_of(french, 1) == []


def test_a_large_country_is_asked_by_its_index(french: Gazetteer) -> None:
    for query in (module._OF_COUNTRY, module._OF_REGION):
        plan = module._ask(french.path, f"EXPLAIN QUERY PLAN {query}", "USA")
        assert "COVERING INDEX areas" in plan[0][3]


def test_other_threads_ask_the_same_file(french: Gazetteer) -> None:
    found: list[Toponym] = []
    thread = threading.Thread(target=lambda: found.extend(bearers(french, "Oulan-Bator ")))
    thread.start()
    thread.join()
    assert found[0].country == "MNG"


def test_the_compiled_file_is_small_and_whole(french: Gazetteer) -> None:
    assert french.path.stat().st_size < LARGEST
    kinds = Counter(kind for (kind,) in module._ask(french.path, "SELECT kind FROM places WHERE id <> ?", 0))
    assert set(kinds) == set(COMPILED)
    assert kinds["country"] > 240 and kinds["region"] > 4_000 and kinds["town"] > 30_000
    assert (
        module._ask(french.path, "SELECT key FROM names WHERE place NOT IN (SELECT id FROM places) OR key = ?", "")
        == []
    )


def test_every_row_of_the_table_is_a_place(french: Gazetteer) -> None:
    entries = {item.entry: item for items in french.table.values() for item in items}
    assert len(entries) == len(list(rows(FOLDER / "fr" / "places.tsv", 8))) > 3_000
    for item in entries.values():
        assert item.kind in TABLED and item.precision == PRECISIONS[item.kind]
        assert item.latitude is not None and item.longitude is not None and abs(item.latitude) <= 90


def test_no_two_rows_of_the_table_are_one_place(french: Gazetteer) -> None:
    doubled = [
        (key, one.entry, two.entry)
        for key, items in french.table.items()
        for at, one in enumerate(items)
        for two in items[:at]
        if one.generic == two.generic and near(one, two)
    ]
    assert doubled == []


def near(one: Toponym, two: Toponym) -> bool:
    """Says whether two places are within about 50 km of each other."""
    pairs = ((one.latitude, two.latitude), (one.longitude, two.longitude))
    return all(a is not None and b is not None and abs(a - b) < 0.5 for a, b in pairs)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ici\t\tvillage\tFRA\t1\t2", "'village' is no kind of place"),
        ("Ici\t\tbase\tFR\t1\t2", "'FR' is no list of ISO 3166 alpha-3 codes"),
        ("Ici\t\tbase\tFRA\t91\t2", "91 is more than 90"),
        ("Ici\t\tbase\tFRA\t1\tdeux", "'deux' is no number"),
        ("Ici\t\tbase\tFRA\t1\tnan", "nan is more than 180"),
        ("mer Noire\t\tsea\t\t1\t2", "'mer Noire' stands in line"),
    ],
)
def test_a_malformed_row_is_named(copy: Path, line: str, says: str) -> None:
    with (copy / "places.tsv").open("a", encoding="utf-8") as table:
        table.write(line + "\n")
    with pytest.raises(WordListError, match=rf"^fr/places\.tsv:\d+: {says}"):
        load_gazetteer("fr")


def test_a_noun_of_an_unknown_sort_is_named(copy: Path) -> None:
    (copy / "divisions.tsv").write_text("# Nouns\nhameau\tplace\n", encoding="utf-8")
    with pytest.raises(WordListError, match=r"^fr/divisions\.tsv:2: 'place' is neither region nor town$"):
        load_gazetteer("fr")


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 100])
def test_a_missing_or_damaged_file_is_one_line(copy: Path, content: bytes | None) -> None:
    path = copy / "gazetteer.sqlite"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(
        WordListError, match=r"^fr/gazetteer\.sqlite: .*; install selon again, or run scripts/gazetteer\.py$"
    ):
        load_gazetteer("fr")


def test_an_unknown_language() -> None:
    with pytest.raises(ValueError, match=r"^no language 'xx'"):
        load_gazetteer("xx")
