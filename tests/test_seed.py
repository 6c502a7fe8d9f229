"""The project's own dispatch, ../shared/dispatches/seed.txt: what must never be got wrong in it.

It was sent on Wednesday 2023-09-13. Each of the five men and women is one entity wherever the text names them; those of
the credit lines are nobody's news; sixteen times and eight places have one right answer.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selon.model import Block, Name, Place, Reading, Reference, Source, Time
from selon.reading import read

SENT = "2023-09-13"
CREDITED = {
    "Hyunsu Yim": ("Reportages", "Séoul"),
    "Ju-min Park": ("Reportages", "Séoul"),
    "Josh Smith": ("Reportages", "Séoul"),
    "Soo-hyang Choi": ("Reportages", "Séoul"),
    "Kantaro Komiya": ("Reportages", "Tokyo"),
    "Lidia Kelly": ("Reportages", "Melbourne"),
    "Guy Faulconbridge": ("Reportages", "Moscou"),
    "Jack Kim": ("Rédaction", "Séoul"),
    "Gerry Doyle": ("Rédaction", None),
}


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    path = shared / "dispatches" / "seed.txt"
    if not path.is_file():
        pytest.skip("../shared/dispatches/seed.txt is not beside the checkout")
    return read(path.read_text(encoding="utf-8"), date=SENT)


def credit_lines(reading: Reading) -> Block:
    (block,) = [block for block in reading.blocks if block.kind == "credits"]
    return block


# who


@pytest.mark.parametrize(
    ("words", "name", "times"),
    [
        ("Kim Jong Un|Kim", "Kim Jong Un", 12),
        ("Vladimir Poutine|Poutine", "Vladimir Poutine", 6),
        ("Dmitri Peskov|Peskov", "Dmitri Peskov", 2),
        ("Maria Zakharova|Zakharova", "Maria Zakharova", 1),
        ("Jo Chun Ryong", "Jo Chun Ryong", 1),
    ],
)
def test_every_mention_of_a_person_is_of_one_entity(reading: Reading, words: str, name: str, times: int) -> None:
    end = credit_lines(reading).start
    mentions = [(found.start(), found.end()) for found in re.finditer(words, reading.dispatch.text[:end])]
    found = {(name.start, name.end): name for name in reading.names}
    (entity,) = [entity for entity in reading.entities if entity.name == name]
    assert len(mentions) == times
    assert [(found[ends].entity, found[ends].kind) for ends in mentions] == [(entity.id, "person")] * times
    assert entity.kind == "person"
    assert [each.entity for each in found.values()].count(entity.id) == times


@pytest.mark.parametrize(
    ("name", "title", "body", "country"),
    [
        ("Kim Jong Un", "dirigeant", None, "PRK"),
        ("Vladimir Poutine", "président", None, "RUS"),
        ("Dmitri Peskov", "porte-parole", "Kremlin", "RUS"),
    ],
)
def test_their_roles(reading: Reading, name: str, title: str, body: str | None, country: str) -> None:
    (entity,) = [entity for entity in reading.entities if entity.name == name]
    assert [(role.title, role.body, role.country) for role in entity.roles] == [(title, body, country)]
    assert entity.country == country


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Il a également franchi", "Kim Jong Un"),
        ("Il a déclaré que sa visite", "Kim Jong Un"),
    ],
)
def test_the_pronouns(reading: Reading, words: str, name: str) -> None:
    start = reading.dispatch.text.index(words)
    (pronoun,) = [reference for reference in reading.references if reference.start == start]
    assert {entity.id: entity.name for entity in reading.entities}[pronoun.entity] == name


@pytest.mark.parametrize(
    ("words", "entity", "kind"),
    [
        ("Washington, devraient", "États-Unis", "government"),
        ("Moscou et Pyongyang ont", "Russie", "government"),
        ("Pyongyang ont", "Corée du Nord", "government"),
        ("Pyongyang pourraient", "Corée du Nord", "government"),
        ("Nord alors que", "Corée du Nord", "government"),
        ("Nord, KCNA", "Corée du Nord", "government"),
        ("Kremlin", "Russie", "government"),
        ("Conseil de sécurité de l'ONU", "Conseil de sécurité des Nations unies", "organization"),
        ("Conseil, a approuvées", "Conseil de sécurité des Nations unies", "organization"),
        ("RIA, on voit", "RIA", "agency"),
        ("RIA en citant", "RIA", "agency"),
        ("Interfax", "Interfax", "agency"),
        ("KCNA", "KCNA", "agency"),
        ("Pyongyang, vers", "Pyongyang", "location"),
        ("Ukraine", "Ukraine", "location"),
    ],
)
def test_what_other_names_stand_for(reading: Reading, words: str, entity: str, kind: str) -> None:
    start = reading.dispatch.text.index(words)
    (name,) = [name for name in reading.names if name.start == start]
    (meant,) = [each for each in reading.entities if each.id == name.entity]
    assert (meant.name, meant.kind) == (entity, kind)


# the credit lines


def test_the_reporters_the_writer_and_the_editor_are_credits(reading: Reading) -> None:
    found = {credit.person: (credit.task, credit.bureau) for credit in reading.dispatch.credits}
    assert found == CREDITED
    assert [credit.person for credit in reading.dispatch.credits].count("Jack Kim") == 2
    assert all(reading.dispatch.text[each.start : each.end] == each.text for each in reading.dispatch.credits)


def test_those_of_the_credit_lines_are_nobody_s_news(reading: Reading) -> None:
    end = credit_lines(reading).start
    sources = [source for claim in reading.claims for source in claim.sources]
    found: list[Name | Reference | Source] = [*reading.names, *reading.references, *sources]
    assert [each.text for each in found if each.end > end] == []
    assert [span.text for claim in reading.claims for span in claim.content if span.end > end] == []
    named = " ".join([*(entity.name for entity in reading.entities), *(source.name for source in sources)])
    assert [
        person for person in CREDITED if person in named or person.split()[-1] in set(named.split()) - {"Kim"}
    ] == []


# when


@pytest.mark.parametrize(
    ("words", "nth", "text", "type", "value"),
    [
        ("mercredi", 0, "mercredi", "DATE", "2023-09-13"),
        ("mercredi", 1, "mercredi", "DATE", "2023-09-13"),
        ("Mardi", 0, "Mardi", "DATE", "2023-09-12"),
        ("mardi", 0, "mardi", "DATE", "2023-09-12"),
        ("40 secondes", 0, "40 secondes", "DURATION", "PT40S"),
        ("plus de dix-huit mois", 0, "plus de dix-huit mois", "DURATION", "P18M"),
        ("à deux reprises", 0, "à deux reprises", "SET", "R2"),
        ("quatre derniers mois", 0, "quatre derniers mois", "DURATION", "P4M"),
        ("Quelques heures", 0, "Quelques heures avant le sommet", "DURATION", "PTXH"),
        ("sept fois", 0, "sept fois", "SET", "R7"),
        ("12 ans", 0, "12 ans", "DURATION", "P12Y"),
        ("2018", 0, "2018", "DATE", "2018"),
        ("2019", 0, "2019", "DATE", "2019"),
        ("à deux reprises", 1, "à deux reprises", "SET", "R2"),
        ("à court terme", 0, "à court terme", "TIME", "FUTURE_REF"),  # TIME, as the French TimeBank has it
        ("la semaine dernière", 0, "la semaine dernière", "DATE", "2023-W36"),
    ],
)
def test_the_sixteen_times(reading: Reading, words: str, nth: int, text: str, type: str, value: str) -> None:
    start = [found.start() for found in re.finditer(words, reading.dispatch.text)][nth]
    (time,) = [time for time in reading.times if time.start == start]
    assert (time.text, time.type, time.value) == (text, type, value)


def test_there_are_no_others(reading: Reading) -> None:
    assert len(reading.times) == 16


def time(reading: Reading, words: str) -> Time:
    (found,) = [time for time in reading.times if time.text == words]
    return found


def test_more_of_the_times(reading: Reading) -> None:
    assert time(reading, "plus de dix-huit mois").mod == "MORE_THAN"
    assert time(reading, "40 secondes").mod == "APPROX"  # "environ"
    assert (time(reading, "sept fois").freq, time(reading, "à court terme").begins) == ("7X", None)
    anchor = time(reading, "Quelques heures avant le sommet").anchor
    assert anchor is not None and anchor.text == "le sommet"


@pytest.mark.parametrize(
    ("words", "begins", "ends"),
    [
        ("Mardi", "2023-09-12", "2023-09-12"),
        ("la semaine dernière", "2023-09-04", "2023-09-10"),
        ("quatre derniers mois", "2023-05-13", "2023-09-13"),
        ("plus de dix-huit mois", "2022-03-13", "2023-09-13"),
        ("2018", "2018-01-01", "2018-12-31"),
    ],
)
def test_their_days(reading: Reading, words: str, begins: str, ends: str) -> None:
    found = time(reading, words)
    assert (found.begins, found.ends) == (begins, ends)


# where


@pytest.mark.parametrize(
    ("words", "country", "precision", "latitude", "longitude", "within"),
    [
        ("Vostochny", "RUS", "site", 51.88, 128.33, 0.02),
        ("région de l'Amour", "RUS", "region", 53.5, 128.0, 1.5),
        ("Extrême-Orient russe", "RUS", "area", 60.0, 140.0, 10.0),
        ("Pyongyang", "PRK", "town", 39.03, 125.75, 0.05),
        ("frontière intercoréenne", None, "border", 38.2, 127.2, 0.5),
        ("péninsule coréenne", None, "area", 38.0, 127.5, 1.5),
        ("sa côte orientale", "PRK", "area", 40.5, 128.5, 2.0),
        ("Ukraine", "UKR", "country", 49.0, 32.0, 1.5),
        ("Séoul", "KOR", "town", 37.57, 126.98, 0.05),
        ("Tokyo", "JPN", "town", 35.69, 139.69, 0.05),
        ("Melbourne", "AUS", "town", -37.81, 144.96, 0.05),
        ("Moscou", "RUS", "town", 55.75, 37.62, 0.05),
    ],
)
def test_the_places(
    reading: Reading,
    words: str,
    country: str | None,
    precision: str,
    latitude: float,
    longitude: float,
    within: float,
) -> None:
    found = [place for place in reading.places if place.text == words]
    assert found
    for place in found:
        assert (place.country, place.precision) == (country, precision)
        assert place.latitude == pytest.approx(latitude, abs=within)
        assert place.longitude == pytest.approx(longitude, abs=within)


def place(reading: Reading, words: str) -> Place:
    return next(place for place in reading.places if place.text == words)


def test_how_things_are_placed_by_them(reading: Reading) -> None:
    pyongyang, coast = place(reading, "Pyongyang"), place(reading, "sa côte orientale")
    assert (pyongyang.relation, pyongyang.related and pyongyang.related.text) == ("near", "une zone proche")
    assert coast.relation == "off"
    assert place(reading, "Vostochny").relation is None


def test_capitals_that_act_are_no_places(reading: Reading) -> None:
    text, end = reading.dispatch.text, credit_lines(reading).start
    at = {place.start for place in reading.places}
    assert at.isdisjoint(found.start() for found in re.finditer("Washington|Moscou|Kremlin", text[:end]))
    assert [place.start for place in reading.places if place.text == "Pyongyang"] == [text.index("Pyongyang, vers")]


def test_melbourne_has_its_runner_up(reading: Reading) -> None:
    assert {other.country for other in place(reading, "Melbourne").others} == {"USA"}


# who says it


def sources(reading: Reading, words: str) -> tuple[Source, ...]:
    """The chain of the claim that the words are in."""
    start = reading.dispatch.text.index(words)
    (claim,) = [claim for claim in reading.claims if any(span.start <= start < span.end for span in claim.content)]
    return claim.sources


@pytest.mark.parametrize(
    ("words", "chain"),
    [
        ("a rencontré le président russe", [("médias d'État", "media", None)]),
        ("devraient porter sur la coopération", [("Washington", "government", "États-Unis")]),
        ("Je suis heureux", [("Vladimir Poutine", "person", "Vladimir Poutine")]),
        (
            "les deux pays coopéraient",
            [("Interfax", "agency", "Interfax"), ("Dmitri Peskov", "person", "Dmitri Peskov")],
        ),
        ("la visite de M. Kim serait", [("Dmitri Peskov", "person", "Dmitri Peskov")]),
        ("sa visite soulignait", [("KCNA", "agency", "KCNA"), ("Kim Jong Un", "person", "Kim Jong Un")]),
        (
            "ces discussions étaient",
            [
                (
                    "ministère russe des affaires étrangères",
                    "government",
                    "ministère russe des affaires étrangères",
                )
            ],
        ),
        ("L'aide humanitaire", [("responsables russes", "officials", None)]),
        ("il s'agissait du premier", [("analystes", "experts", None)]),
        ("M. Poutine faisant visiter", [("images télévisées", "images", None)]),
        ("développer les liens", [("Vladimir Poutine", "person", "Vladimir Poutine")]),
    ],
)
def test_the_sources(reading: Reading, words: str, chain: list[tuple[str, str, str | None]]) -> None:
    names = {entity.id: entity.name for entity in reading.entities}
    found = sources(reading, words)
    assert [(each.name, each.kind, each.entity and names[each.entity]) for each in found] == chain


@pytest.mark.parametrize(
    "words",
    ["Moscou et Pyongyang", "La Corée du Sud et les États-Unis"],
)
def test_two_governments_as_one_source(reading: Reading, words: str) -> None:
    (source,) = [source for claim in reading.claims for source in claim.sources if source.text == words]
    assert source.kind == "government"


def test_the_spokeswoman_is_a_person(reading: Reading) -> None:
    source = sources(reading, "Les contacts bilatéraux")[-1]
    assert (source.name, source.kind) == ("Maria Zakharova", "person")


def test_the_agency_that_quotes_the_spokeswoman_is_ria(reading: Reading) -> None:
    names = {entity.id: entity.name for entity in reading.entities}
    source = sources(reading, "Les contacts bilatéraux")[0]
    assert source.entity is not None and names[source.entity] == "RIA"


def test_american_and_south_korean_officials(reading: Reading) -> None:
    (source,) = sources(reading, "M. Kim envisage")
    assert (source.text, source.kind) == ("Des responsables américains et sud-coréens", "officials")


def test_the_russia_that_approved_is_a_government(reading: Reading) -> None:
    start = reading.dispatch.text.index("Russie, en tant que membre")
    assert start not in {place.start for place in reading.places}
