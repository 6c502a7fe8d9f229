"""Places: where they lie, which of many bearers is meant, and how the text places things by them.

What each construction finds is in languages/fr/examples/places.txt.
"""

from __future__ import annotations

import inspect
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.reading import read
from selon.stages.places.constructions import CONSTRUCTIONS
from tests.placing import lies, named, places

COSMODROME = (51.88, 128.33)  # of Vostochny; the port of that name lies at 42.7, 133.1
PIECES = """le la les du de d' à en et dans près proche nord au large côte orientale mer Noire région Amour Oural Perm
Vostochny cosmodrome centrale Moscou Kiev Lima Chili russe chilien a démenti vers frontière ( ) , . « » \n\n - İ
LIMA, (Reuters)""".split(" ")
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))


@given(TEXTS)
def test_any_text_yields_spans_of_its_own_in_order(text: str) -> None:
    found = places(text)
    assert all(text[place.start : place.end] == place.text != "" for place in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[p.related.start : p.related.end] == p.related.text for p in found if p.related)
    assert all((p.relation is None) == (p.related is None) for p in found)
    assert all(-90 <= p.latitude <= 90 for p in found if p.latitude is not None)
    assert all(-180 <= p.longitude <= 180 for p in found if p.longitude is not None)


# what a place is


@pytest.mark.parametrize(
    ("text", "words", "country", "geoname", "latitude", "longitude"),
    [
        ("Les pompiers luttent contre un incendie à Göteborg.", "Göteborg", "SWE", 2711537, 57.71, 11.97),
        ("Un avion s'est écrasé à Katmandou.", "Katmandou", "NPL", 1283240, 27.70, 85.32),
        ("Un séisme a été ressenti à Quito.", "Quito", "ECU", 3652462, -0.22, -78.51),
        ("Des heurts ont éclaté à Dakar.", "Dakar", "SEN", 2253354, 14.69, -17.45),
        ("Un pont s'est effondré à Mykolaïv.", "Mykolaïv", "UKR", 700569, 46.97, 32.00),
        ("Le sommet se tient à Ankara.", "Ankara", "TUR", 323786, 39.92, 32.85),
        ("Le feu a détruit un marché à Oulan-Bator.", "Oulan-Bator", "MNG", 2028462, 47.91, 106.89),
    ],
)
def test_a_town(text: str, words: str, country: str, geoname: int, latitude: float, longitude: float) -> None:
    found = named(text, words)
    assert (found.country, found.geoname, found.precision) == (country, geoname, "town")
    assert lies(found, latitude, longitude)


@pytest.mark.parametrize(
    ("text", "words", "name", "geoname"),
    [
        ("Le ministre s'est rendu à Cracovie.", "Cracovie", "Cracovie", 3094802),
        ("Une usine a fermé à Anvers.", "Anvers", "Anvers", 2803138),
        ("Un viaduc s'est écroulé à Gênes.", "Gênes", "Gênes", 3176219),
        ("La crue menace Aix-la-Chapelle.", "Aix-la-Chapelle", "Aix-la-Chapelle", 3247449),
        ("La crue menace Ratisbonne.", "Ratisbonne", "Ratisbonne", 2849483),
        ("Le festival d'Edimbourg est annulé.", "Edimbourg", "Édimbourg", 2650225),
        ("Il vit à Copenhague.", "Copenhague", "Copenhague", 2618425),
        ("Il vit à Lisbonne.", "Lisbonne", "Lisbonne", 2267057),
        ("L'ouragan approche de La Nouvelle-Orléans.", "La Nouvelle-Orléans", "La Nouvelle-Orléans", 4335045),
        ("Un procès s'est ouvert au Caire.", "Caire", "Le Caire", 360630),
    ],
)
def test_a_french_exonym(text: str, words: str, name: str, geoname: int) -> None:
    found = named(text, words)
    assert (found.name, found.geoname, found.precision) == (name, geoname, "town")


@pytest.mark.parametrize(
    ("text", "words", "country", "geoname", "latitude", "longitude"),
    [
        ("Le virus a été détecté au Pérou.", "Pérou", "PER", 3932488, -10, -75),
        ("Le virus a été détecté en Moldavie.", "Moldavie", "MDA", 617790, 47, 28.5),
        ("Des rebelles ont fui au Tchad.", "Tchad", "TCD", 2434508, 15, 19),
        ("Il est arrivé au Sénégal.", "Sénégal", "SEN", 2245662, 14.5, -14.5),
    ],
)
def test_a_country(text: str, words: str, country: str, geoname: int, latitude: float, longitude: float) -> None:
    found = named(text, words)
    assert (found.country, found.geoname, found.precision) == (country, geoname, "country")
    assert lies(found, latitude, longitude, 5)


@pytest.mark.parametrize(
    ("text", "words", "country", "geoname", "latitude", "longitude"),
    [
        ("Un train a déraillé en Toscane.", "Toscane", "ITA", 3165361, 43.4, 11.1),
        ("La neige bloque la Bavière.", "Bavière", "DEU", 2951839, 48.9, 11.4),
        ("Les habitants du Daghestan fuient.", "Daghestan", "RUS", 567293, 43.0, 47.0),
        ("La province du Sichuan a été touchée.", "province du Sichuan", "CHN", 1794299, 30.6, 102.7),
        ("Un séisme a touché la préfecture d'Ishikawa.", "préfecture d'Ishikawa", "JPN", 1861387, 36.8, 136.7),
        ("Une tornade a traversé l'Alabama.", "Alabama", "USA", 4829764, 32.8, -86.8),
    ],
)
def test_a_region(text: str, words: str, country: str, geoname: int, latitude: float, longitude: float) -> None:
    found = named(text, words)
    assert (found.country, found.geoname, found.precision) == (country, geoname, "region")
    assert lies(found, latitude, longitude, 0.8)


# the table by hand: areas, borders, seas, sites


@pytest.mark.parametrize(
    ("text", "words", "precision", "latitude", "longitude"),
    [
        ("Un feu ravage l'Extrême-Orient russe.", "Extrême-Orient russe", "area", 60, 140),
        ("Des tirs ont retenti à la frontière intercoréenne.", "frontière intercoréenne", "border", 38.2, 127.1),
        ("Le calme règne sur la péninsule coréenne.", "péninsule coréenne", "area", 38, 127.5),
        ("Une frégate est entrée en mer Baltique.", "mer Baltique", "area", 58, 20),
        ("Une frégate longe le détroit de Taïwan.", "détroit de Taïwan", "area", 24.5, 119.5),
        ("Des combats ont éclaté au Haut-Karabakh.", "Haut-Karabakh", "area", 39.8, 46.75),
    ],
)
def test_areas_and_borders(text: str, words: str, precision: str, latitude: float, longitude: float) -> None:
    found = named(text, words)
    assert (found.precision, found.geoname) == (precision, None)
    assert lies(found, latitude, longitude, 2.5)
    assert found.made.entry is not None and found.made.entry.startswith("fr/places.tsv:")


@pytest.mark.parametrize(
    ("text", "words", "latitude", "longitude"),
    [
        ("Un destroyer patrouille en mer de Chine méridionale.", "mer de Chine méridionale", 13, 114),
        ("Le typhon traverse la mer de Chine orientale.", "mer de Chine orientale", 29, 125),
    ],
)
def test_the_seas_of_china(text: str, words: str, latitude: float, longitude: float) -> None:
    assert lies(named(text, words), latitude, longitude, 2.5)


@pytest.mark.parametrize(
    ("text", "words", "country", "latitude", "longitude"),
    [
        ("Une capsule a décollé du cosmodrome de Baïkonour.", "Baïkonour", "KAZ", 45.96, 63.31),
        ("Un satellite attend au cosmodrome de Plessetsk.", "Plessetsk", "RUS", 62.93, 40.57),
        ("Une capsule a quitté la base de Wenchang.", "Wenchang", "CHN", 19.61, 110.95),
        ("L'AIEA a visité le site nucléaire de Natanz.", "Natanz", "IRN", 33.72, 51.73),
        ("Des inspecteurs sont entrés à Fordo.", "Fordo", "IRN", 34.88, 51.0),
        ("Le réacteur nucléaire de Yongbyon a été arrêté.", "Yongbyon", "PRK", 39.80, 125.75),
        ("Un essai se prépare à Punggye-ri.", "Punggye-ri", "PRK", 41.28, 129.09),
        ("La centrale d'Akkuyu ouvrira en mai.", "Akkuyu", "TUR", 36.14, 33.54),
        ("La centrale nucléaire de Zaporijjia est à l'arrêt.", "Zaporijjia", "UKR", 47.51, 34.59),
    ],
)
def test_sites(text: str, words: str, country: str, latitude: float, longitude: float) -> None:
    found = named(text, words)
    assert (found.country, found.precision) == (country, "site")
    assert lies(found, latitude, longitude)


def test_a_name_that_is_a_town_s_too_is_the_site_s_behind_its_noun_only() -> None:
    site = named("Une capsule a décollé du cosmodrome de Baïkonour.", "Baïkonour")
    town = named("La pluie tombe à Baïkonour.", "Baïkonour")
    assert (site.precision, town.precision, town.geoname) == ("site", "town", 1521368)


@pytest.mark.parametrize(
    "text",
    [
        "La fusée a décollé du cosmodrome de Vostochny.",
        "Un satellite sera lancé depuis le cosmodrome de Vostotchny, en Russie.",
        "Le président est arrivé à Vostochny mercredi.",
        "Un lanceur a décollé de Vostochny. Le cosmodrome de Vostochny accueille aussi des touristes.",
        "La fusée a quitté la base de Vostochny, dans la région de l'Amour.",
    ],
)
def test_vostochny_is_the_cosmodrome_never_the_one_far_off(text: str) -> None:
    found = [place for place in places(text) if place.name == "Vostochny"]
    assert found
    for place in found:
        assert (place.country, place.precision) == ("RUS", "site")
        assert lies(place, *COSMODROME, within=0.02)


# which of those that bear the name


@pytest.mark.parametrize(
    ("text", "words", "country", "geoname"),
    [
        ("Une bombe a tué un juge à Hyderabad. Le Pakistan est en deuil.", "Hyderabad", "PAK", 1176734),
        ("Une bombe a tué un juge à Hyderabad. L'Inde est en deuil.", "Hyderabad", "IND", 1269843),
        ("Un car est tombé dans un ravin à Guadalajara. Le Mexique est en deuil.", "Guadalajara", "MEX", 4005539),
        ("Un car est tombé dans un ravin à Guadalajara. L'Espagne est en deuil.", "Guadalajara", "ESP", 3121070),
        ("La boue a fait neuf morts à Mérida. Le Venezuela a dépêché l'armée.", "Mérida", "VEN", 3632308),
        ("La boue a fait neuf morts à Mérida. Le Mexique a dépêché l'armée.", "Mérida", "MEX", 3523349),
        ("Un feu a ravagé Santiago, dans l'est de Cuba.", "Santiago", "CUB", 3536729),
        ("Un feu a ravagé Santiago. Le Chili a demandé de l'aide.", "Santiago", "CHL", 3871336),
        ("La police britannique fouille une maison de Birmingham.", "Birmingham", "GBR", 2655603),
        ("La police de Birmingham, en Alabama, a ouvert le feu.", "Birmingham", "USA", 4049979),
        ("L'usine de Saint-Louis, au Sénégal, a fermé.", "Saint-Louis", "SEN", 2246452),
    ],
)
def test_the_dispatch_s_own_countries_settle_a_name(text: str, words: str, country: str, geoname: int) -> None:
    found = named(text, words)
    assert (found.country, found.geoname) == (country, geoname)


def test_the_runners_up_are_kept() -> None:
    found = named("La boue a fait neuf morts à Mérida. Le Venezuela a dépêché l'armée.", "Mérida")
    assert {(other.country, other.geoname) for other in found.others} >= {("MEX", 3523349), ("ESP", 2513917)}
    assert found.geoname not in {other.geoname for other in found.others}
    assert all(other.latitude is not None and other.longitude is not None for other in found.others)


def test_a_name_that_one_place_bears_has_no_runner_up() -> None:
    assert named("Le sommet se tient à Ankara.", "Ankara").others == ()


@pytest.mark.parametrize(
    ("text", "words", "latitude", "longitude"),
    [
        ("Un homme a été arrêté à Vienne, dans l'Isère.", "Vienne", 45.52, 4.87),
        ("Un pont s'est effondré à Alexandrie, en Italie.", "Alexandrie", 44.91, 8.61),
    ],
)
def test_one_is_in_a_town_not_at_a_region(text: str, words: str, latitude: float, longitude: float) -> None:
    found = named(text, words)
    assert found.precision == "town"
    assert lies(found, latitude, longitude)


# datelines, bureaus, governments


@pytest.mark.parametrize(
    ("text", "words", "geoname"),
    [
        ("NAIROBI, 4 mai (Reuters) - Des pluies ont fait dix morts.", "NAIROBI", 184745),
        ("LIMA, 3 juin 2021 (AFP) - Le Pérou vote dimanche.", "LIMA", 3936456),
        ("OSLO (Reuters) - Un bateau a coulé.", "OSLO", 3143244),
        ("SOFIA, 12 mai (Reuters) - Le gouvernement est tombé.", "SOFIA", 727011),
    ],
)
def test_a_dateline_is_a_place(text: str, words: str, geoname: int) -> None:
    found = named(text, words)
    assert (found.geoname, found.precision, found.relation) == (geoname, "town", None)


def test_the_dateline_of_mexico_is_the_town() -> None:
    assert named("MEXICO, 7 septembre (AFP) - Un bateau a coulé.", "MEXICO").geoname == 3530597


def test_bureaus_are_places_and_their_people_are_not() -> None:
    credits = "(Reportages de Paul Adam à Lagos et de Lucie Bon à Accra, rédaction de Max Roy à Londres)"
    text = f"Le port est fermé.\n\n{credits}"
    found = places(text)
    assert [(place.text, place.geoname) for place in found] == [
        ("Lagos", 2332459),
        ("Accra", 2306104),
        ("Londres", 2643743),
    ]
    assert {place.made.construction for place in found} == {"bureau"}


def test_the_countries_of_the_news_do_not_move_a_bureau() -> None:
    text = "Le Portugal a fermé ses ports. Le Portugal attend.\n\n(Reportage de Paul Adam à Lagos)"
    assert named(text, "Lagos").country == "NGA"


@pytest.mark.parametrize(
    "text",
    [
        "Moscou a démenti.",
        "Ankara a démenti avoir fermé sa frontière, selon Bagdad.",
        "Selon Varsovie, le poste-frontière est fermé.",
        "« C'est faux », a répondu Téhéran.",
        "Varsovie accuse Minsk d'avoir poussé des migrants vers la frontière.",
        "Berlin et Varsovie ont signé l'accord.",
        "Lima a rappelé son ambassadeur à La Paz.",
        "Le gouvernement d'Ankara a démenti.",
        "Le Pérou a fermé ses ports.",
        "Le Kremlin a démenti.",
    ],
)
def test_a_government_is_no_place(text: str) -> None:
    assert [place.text for place in places(text) if place.text != "La Paz"] == []


def test_a_capital_is_a_place_where_something_happens_there() -> None:
    assert named("Des milliers de personnes ont manifesté à Moscou.", "Moscou").country == "RUS"


def test_a_capital_that_acts_and_that_is_visited() -> None:
    text = "Séoul a condamné le tir. La manifestation a eu lieu à Séoul."
    assert named(text, "Séoul").start == text.rindex("Séoul")


@pytest.mark.parametrize(
    "text",
    [
        "La Maison Blanche a démenti.",
        "Moscou et Minsk ont démenti toute livraison d'armes.",
        "Tokyo et Canberra ont signé un pacte.",
        "Les tirs ont repris, a annoncé Erevan.",
        "Londres a nié.",
    ],
)
def test_more_governments_that_are_no_places(text: str) -> None:
    assert places(text) == ()


# how they were made


def test_the_entity_of_a_place_is_that_of_its_name() -> None:
    reading = read("Un pont s'est effondré à Gênes. Gênes attend les secours.")
    entities = {name.start: name.entity for name in reading.names}
    assert [place.entity for place in reading.places] == [entities[place.start] for place in reading.places]
    assert reading.places


def test_the_construction_and_the_line_are_told() -> None:
    made = named("Un pont s'est effondré à Gênes.", "Gênes").made
    assert (made.construction, made.entry) == ("named", "fr/gazetteer.sqlite:3176219")


def test_every_construction_has_an_example() -> None:
    assert [name for name, function in CONSTRUCTIONS.items() if not (inspect.getdoc(function) or "").strip()] == []


def test_all_places_are_made_by_a_construction_that_is_known() -> None:
    news = "LIMA (AFP) - Un cargo a coulé près de Quito, au large de la côte est américaine."
    text = f"{news} (Reportage d'Ana Ruiz à Bogota)"
    assert {place.made.construction for place in places(text)} <= CONSTRUCTIONS.keys()


def test_the_ports_of_a_country_are_no_town_of_its_name() -> None:
    assert named("Le navire a quitté les ports de la Palestine occupée.", "Palestine").country == "PSE"
