"""How the text places things by places: near them, off them, toward them, in a part of them."""

from __future__ import annotations

import pytest

from tests.placing import lies, named


@pytest.mark.parametrize(
    ("text", "words", "relation", "related"),
    [
        ("Le missile a quitté une zone proche de la capitale, Bogota.", "Bogota", "near", "une zone proche"),
        ("Un avion est tombé près de Katmandou.", "Katmandou", "near", "près"),
        ("La voiture est à proximité de Gdansk.", "Gdansk", "near", "à proximité"),
        ("Des renforts gagnent la banlieue de Damas.", "Damas", "near", "la banlieue"),
        ("Un camp a brûlé à 20 km au nord d'Alep.", "Alep", "near", "à 20 km au nord"),
        ("Un chalutier a sombré au large du Portugal.", "Portugal", "off", "au large"),
        ("Un canot a chaviré à 12 km au large de Mayotte.", "Mayotte", "off", "au large"),
        ("Le convoi roulait vers Kharkiv.", "Kharkiv", "toward", "vers"),
        ("La pluie noie le nord du Brésil.", "Brésil", "part", "le nord"),
        ("Des soldats tiennent le centre de Khartoum.", "Khartoum", "part", "le centre"),
    ],
)
def test_relations(text: str, words: str, relation: str, related: str) -> None:
    found = named(text, words)
    assert found.relation == relation
    assert found.related is not None and found.related.text == related


def test_the_place_itself_has_no_relation() -> None:
    found = named("Un camp a brûlé à Alep.", "Alep")
    assert (found.relation, found.related) == (None, None)


def test_a_part_of_a_country_lies_in_that_part() -> None:
    north = named("La pluie noie le nord du Brésil.", "Brésil")
    south = named("La pluie noie le sud du Brésil.", "Brésil")
    assert north.precision == south.precision == "area"
    assert north.geoname == south.geoname == 3469034
    assert (north.latitude or 0) > -10 > -20 > (south.latitude or 0)


@pytest.mark.parametrize(
    ("text", "words", "country", "latitude", "longitude", "within"),
    [
        ("Le Chili cherche un voilier au large de sa côte méridionale.", "sa côte méridionale", "CHL", -46, -73.5, 5),
        ("Le Vietnam signale un naufrage au large de sa côte orientale.", "sa côte orientale", "VNM", 14, 109, 3),
        ("La Corée du Nord a tiré au large de sa côte orientale.", "sa côte orientale", "PRK", 40.5, 128.7, 2),
    ],
)
def test_a_coast_of_the_country_that_acts(
    text: str, words: str, country: str, latitude: float, longitude: float, within: float
) -> None:
    found = named(text, words)
    assert (found.country, found.precision, found.relation) == (country, "area", "off")
    assert found.made.construction == "coast"
    assert lies(found, latitude, longitude, within)


@pytest.mark.parametrize(
    ("text", "words", "relation"),
    [
        ("L'avion volait en direction de Tbilissi.", "Tbilissi", "toward"),
        ("Un cargo a coulé au large des côtes du Pérou.", "Pérou", "off"),
    ],
)
def test_relations_across_a_noun(text: str, words: str, relation: str) -> None:
    assert named(text, words).relation == relation


def test_a_space_centre_is_no_middle_of_a_town() -> None:
    found = named("La sonde a décollé du centre spatial de Jiuquan.", "Jiuquan")
    assert (found.precision, found.relation) == ("site", None)
