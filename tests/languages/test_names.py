"""The words of names: given names, countries, and which of the tables a name is looked up in first."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from selon.languages import loader
from selon.languages.known import KnownName
from selon.languages.loader import FOLDER
from selon.languages.names import NameWords, load_names

ROWS = {
    name: (FOLDER / "fr" / name).read_text(encoding="utf-8").splitlines()
    for name in ("agencies.tsv", "organizations.tsv", "metonyms.tsv")
}


@pytest.fixture(scope="module")
def words() -> NameWords:
    return load_names("fr")


def own(name: str, *aliases: str) -> KnownName:
    return KnownName(name, aliases, "group", "ITA", "Q77", "./mine.tsv:1")


# given names


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Marc", "m"),
        ("Karl", "m"),
        ("Dmitri", "m"),
        ("Vladimir", "m"),
        ("Table", ""),
        ("Mohammed", "m"),
        ("Léa", "f"),
        ("Eva", "f"),
        ("Kim", "mf"),
        ("Jean-Marc", "m"),
        ("Marie-Claude", "f"),
        ("Anne-Xyl", "f"),
        ("Jean-marc", ""),
        ("Marc-", ""),
        ("Xyl-Marc", ""),
        ("Xyl", ""),
        ("marc", ""),
        ("Premier", ""),
        ("Le", ""),
        ("", ""),
        ("-", ""),
    ],
)
def test_the_gender_of_a_given_name(name: str, gender: str, words: NameWords) -> None:
    assert words.gender(name) == gender
    assert words.is_first_name(name) == bool(gender)


def test_every_given_name_has_a_gender(words: NameWords) -> None:
    assert len(words.first_names) > 5_000
    assert set(words.first_names.values()) == {"m", "f", "mf"}


@pytest.mark.xfail(strict=True, reason="what the list is made of takes some for women's names alone")
@pytest.mark.parametrize("name", ["Camille", "Dominique", "Andrea"])
def test_given_names_of_men_and_women(name: str, words: NameWords) -> None:
    assert words.gender(name) == "mf"


# countries, roles, demonyms, places


@pytest.mark.parametrize("name", ["France", "Pérou", "Tchad", "Niger", "États-Unis", "Etats-Unis", "RDC", "Jordanie"])
def test_a_country(name: str, words: NameWords) -> None:
    assert words.is_country(name)


@pytest.mark.parametrize(
    "name", ["Paris", "Bamako", "Maurice", "Dominique", "Réunion", "Europe", "france", "Corée", ""]
)
def test_what_is_no_country_by_its_name_alone(name: str, words: NameWords) -> None:
    assert not words.is_country(name)


@pytest.mark.parametrize("word", ["kényan", "Japonaises", "russo-ukrainienne", "nord-coréens"])
def test_a_demonym(word: str, words: NameWords) -> None:
    assert words.is_demonym(word)
    assert not words.is_role(word)


@pytest.mark.parametrize(
    ("noun", "role"),
    [("ministre", True), ("porte-parole", True), ("reine", True), ("ministère", False), ("table", False)],
)
def test_a_role(noun: str, role: bool, words: NameWords) -> None:
    assert words.is_role(noun) == role
    assert not words.is_demonym(noun)


def test_a_place_and_its_people(words: NameWords) -> None:
    assert words.is_place("Göteborg")
    assert words.population("Göteborg") > 100_000
    assert not words.is_place("Zglorbax")
    assert words.population("Zglorbax") == 0
    assert words.toponym("") is None


# nouns of bodies


@pytest.mark.parametrize(
    ("word", "singular"),
    [
        ("conseils", "conseil"),
        ("ministères", "ministère"),
        ("agences", "agence"),
        ("conseil", "conseil"),
        ("fonds", "fonds"),
        ("bras", "bras"),
        ("Paris", "Paris"),
        ("tables", "tables"),
        ("s", "s"),
        ("", ""),
    ],
)
def test_the_singular_of_a_body(word: str, singular: str, words: NameWords) -> None:
    assert words.singular(word) == singular


@pytest.mark.parametrize("noun", ["ministère", "université", "armée", "hôpital", "avenue", "championnat"])
def test_a_name_can_begin_with_it_without_a_capital(noun: str, words: NameWords) -> None:
    assert noun in words.small_starts


@pytest.mark.parametrize("noun", ["parti", "conseil", "groupe", "ville", "ministre", "le", "de"])
def test_a_name_cannot_begin_with_it_without_a_capital(noun: str, words: NameWords) -> None:
    assert noun not in words.small_starts


def test_small_words_before_a_capital(words: NameWords) -> None:
    assert {"de", "d'", "ben", "al", "von", "van"} <= words.small_openers
    assert not {"le", "la", "du"} & words.small_openers
    assert words.small_openers <= words.particles | words.openers


def test_all_nouns_of_bodies(words: NameWords) -> None:
    assert words.bodies | words.forces | words.state_bodies <= words.all_bodies
    assert "quotidien" in words.all_bodies
    assert not words.all_bodies & {"ministre", "président", "rue"}


# listings


@pytest.mark.parametrize(
    ("name", "row", "kind", "country", "table"),
    [
        ("KCNA", "KCNA", "agency", "PRK", "agencies.tsv"),
        ("Agence centrale de presse nord-coréenne", "KCNA", "agency", "PRK", "agencies.tsv"),
        ("Reuters", "Reuters", "agency", "GBR", "agencies.tsv"),
        ("Otan", "Organisation du traité de l'Atlantique nord", "organization", None, "organizations.tsv"),
        ("Kremlin", "Kremlin", "government", "RUS", "metonyms.tsv"),
        ("Downing Street", "Downing Street", "government", "GBR", "metonyms.tsv"),
        ("Pentagone", "Pentagone", "military", "USA", "metonyms.tsv"),
    ],
)
def test_what_a_table_lists(name: str, row: str, kind: str, country: str | None, table: str, words: NameWords) -> None:
    listing = words.listings[name]
    assert (listing.name, listing.kind, listing.country, listing.needy) == (row, kind, country, False)
    assert listing.entry.startswith(f"fr/{table}:")
    assert words.is_body(name) and words.may_be_body(name)


@pytest.mark.parametrize("name", ["Total", "Facebook", "L'Humanité"])
def test_a_name_that_is_a_word_too_needs_more(name: str, words: NameWords) -> None:
    assert words.may_be_body(name)
    assert not words.is_body(name)


@pytest.mark.parametrize("name", ["Zglorbax", "", "Moscou", "kcna"])
def test_what_no_table_lists(name: str, words: NameWords) -> None:
    assert not words.may_be_body(name)
    assert not words.is_body(name)


def test_every_entry_is_a_line_that_holds_the_name(words: NameWords) -> None:
    for name, listing in words.listings.items():
        table, _, number = listing.entry.removeprefix("fr/").partition(":")
        line = ROWS[table][int(number) - 1]
        assert name in re.split(r"[\t;] ?", line), (name, listing.entry)
        assert line.startswith(f"{listing.name}\t"), listing.entry


def test_an_organization_comes_before_an_agency(words: NameWords) -> None:
    both = set(words.world.agencies) & set(words.world.organizations)
    assert both
    assert all(words.listings[name].entry.startswith("fr/organizations.tsv:") for name in both)


@pytest.mark.parametrize("name", ["KCNA", "Otan", "Kremlin", "Total", "Zglorbax"])
def test_one_s_own_comes_before_all(name: str) -> None:
    words = load_names("fr", (own(name),))
    listing = words.listings[name]
    assert (listing.name, listing.kind, listing.country) == (name, "group", "ITA")
    assert (listing.wikidata, listing.entry, listing.needy) == ("Q77", "./mine.tsv:1", False)
    assert words.is_body(name)


def test_an_alias_of_one_s_own_leads_to_its_name() -> None:
    words = load_names("fr", (own("Zglorbax", "Reuters", "Ligue Xyl"),))
    assert {words.listings[name].name for name in ("Zglorbax", "Reuters", "Ligue Xyl")} == {"Zglorbax"}


def test_one_s_own_is_not_there_without_the_list(words: NameWords) -> None:
    load_names("fr", (own("Zglorbax"),))
    assert "Zglorbax" not in load_names("fr").listings
    assert load_names("fr") is words


# how long names are


def test_how_long_the_longest_name_of_a_first_word_is(words: NameWords) -> None:
    for name in words.listings:
        first = re.match(r"[LDld]'|\S+", name)
        assert first is not None
        assert words.starts[first[0]] >= len(name)


def test_it_is_that_of_a_name() -> None:
    words = load_names("fr", (own("Zglorbax", "Zglorbax du Nord", "l'Autre Zglorbax"),))
    assert words.starts["Zglorbax"] == len("Zglorbax du Nord")
    assert words.starts["l'"] >= len("l'Autre Zglorbax")
    assert "Autre" not in words.starts


# errors


def test_an_unknown_language() -> None:
    with pytest.raises(ValueError, match="no language 'xx'"):
        load_names("xx")


def test_the_words_are_no_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(FOLDER / "fr", tmp_path / "xy", ignore=shutil.ignore_patterns("*.sqlite", "examples"))
    (tmp_path / "xy" / "names.toml").write_text("titles = [\n", encoding="utf-8")
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    with pytest.raises(loader.WordListError, match=r"^xy/names\.toml: "):
        load_names("xy")
