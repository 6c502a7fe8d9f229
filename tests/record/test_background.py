"""Background records: kept whole or not at all, replaced by name, and found beside what dispatches tell."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selon.record.background import Brought, bring_in, list_backgrounds
from selon.record.mapping import load_mapping
from selon.record.store import Record, explained, open_record
from selon.wire.errors import InputError

MAPPINGS = Path(__file__).resolve().parents[2] / "examples" / "mappings"
LEAST = 'name = "trips"\ntype = "visit"\ndate = { column = "day" }\n'
CELL = f'{LEAST}%s = {{ column = "cell" }}\n'
TRIPS = "day,who,host,km\n2001-02-03,Ada,Bea,350\nsoon,Ada,Cyd,\n2001-05,Dee,Ada,unknown\n"
MAPPING = LEAST + (
    'title = "Trips of our own"\nnoun = "trips"\nplace = "Oslo"\n'
    '[roles.actor]\nname = { column = "who" }\n[roles.recipient]\nname = { column = "host" }\nsector = "GOV"\n'
    '[values.length]\ncolumn = "km"\nunit = "km"\n'
)


def bring(record: Record, folder: Path, data: str | bytes = TRIPS, mapping: str = MAPPING) -> Brought:
    """Brings a table in, as `selon import` would."""
    (folder / "trips.toml").write_text(mapping, encoding="utf-8")
    (folder / "trips.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    with explained(record.path):
        return bring_in(record, str(folder / "trips.csv"), load_mapping(str(folder / "trips.toml")))


def refused(record: Record, folder: Path, data: str | bytes, mapping: str = MAPPING) -> str:
    with pytest.raises(InputError) as caught:
        bring(record, folder, data, mapping)
    return caught.value.what


def asked(record: Record, query: str) -> list[tuple[object, ...]]:
    return list(record.db.execute(query))


def sizes(record: Record) -> dict[object, object]:
    """How many rows each table of backgrounds has."""
    tables = asked(record, "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'background%'")
    return {name: asked(record, f"SELECT count(*) FROM {name}")[0][0] for (name,) in tables}


# what is kept


def test_what_comes_of_an_import(empty: Record, tmp_path: Path) -> None:
    mapping = MAPPING.replace('"visit"', '{ column = "who", values = { ada = "visit", dee = "visit" } }')
    brought = bring(empty, tmp_path, TRIPS + "2001-06-01,Eve,Ada,3\n", mapping)
    assert (brought.kept, brought.passed, brought.replaced) == (2, 1, 0)
    (error,) = brought.failed
    assert (error.name, error.what[:17]) == (f"{tmp_path / 'trips.csv'}#2", "'soon' is no day;")
    assert asked(empty, "SELECT rows, skipped FROM backgrounds") == [(2, 2)]


def test_what_is_kept_of_a_background(empty: Record, tmp_path: Path) -> None:
    bring(empty, tmp_path)
    (row,) = list_backgrounds(empty.db)
    assert row.pop("imported")
    assert row == {
        **{"name": "trips", "title": "Trips of our own", "noun": "trips", "source": None, "licence": None, "url": None},
        **{"rows": 2, "skipped": 1, "begins": "2001-02-03", "ends": "2001-05-31"},
        **{"path": str(tmp_path / "trips.csv"), "hash": hashlib.sha256(TRIPS.encode()).hexdigest()},
    }
    assert asked(empty, "SELECT mapping FROM backgrounds") == [(MAPPING,)]


def test_what_is_kept_of_a_row(empty: Record, tmp_path: Path) -> None:
    mapping = MAPPING + (
        '[roles.goods]\nname = "mail"\n[values]\nstops = "1,200"\n'
        '[coverage]\nbegins = "2000-01-01"\nends = "2002-12-31"\n'
    )
    fields = (
        'quantity = "1,200"\nstatus = "planned"\noutcome = "failed"\ngeoname = "3143244"\ncountry = "NOR"\n'
        'latitude = "59.91"\nlongitude = "10.75"\nknown = "2001-03"\ncited = "a letter"\nwords = "They went."\n'
    )
    bring(empty, tmp_path, TRIPS, fields + mapping)
    columns = "row, type, status, outcome, least, most, begins, ends, known, geoname, country, latitude, longitude"
    query = f"SELECT {columns}, b.source, words, n.name FROM background_events AS b JOIN names AS n ON n.id = b.place"
    first, second = asked(empty, query)
    told = ("planned", "failed", 1200, 1200)
    where = (3143244, "NOR", 59.91, 10.75, "a letter", "They went.", "Oslo")
    assert first == (1, "visit", *told, "2001-02-03", "2001-02-03", "2001-03-31", *where)
    assert second == (3, "visit", *told, "2001-05-01", "2001-05-31", "2001-03-31", *where)
    takers = "SELECT role, n.name, sector FROM background_participants AS p JOIN names AS n ON n.id = p.name "
    assert asked(empty, takers + "WHERE event = 1 ORDER BY role") == [
        ("actor", "Ada", None),
        ("goods", "mail", None),
        ("recipient", "Bea", "GOV"),
    ]
    assert asked(empty, "SELECT * FROM background_values ORDER BY event, name") == [
        (1, "length", 350.0, "km"),
        (1, "stops", 1200.0, None),
        (2, "stops", 1200.0, None),
    ]
    assert asked(empty, "SELECT begins, ends FROM backgrounds") == [("2000-01-01", "2002-12-31")]
    assert asked(empty, "SELECT known, place FROM happenings") == [("2001-03-31", "Oslo")] * 2
    assert asked(empty, "PRAGMA foreign_key_check") == []


def test_days_that_are_covered_where_the_mapping_names_one_end(empty: Record, tmp_path: Path) -> None:
    bring(empty, tmp_path, TRIPS, MAPPING + "[coverage]\nbegins = 2000-01-01\n")
    assert asked(empty, "SELECT begins, ends FROM backgrounds") == [("2000-01-01", "2001-05-31")]


def test_moments_are_covered_by_their_days(empty: Record, tmp_path: Path) -> None:
    bring(empty, tmp_path, "day,cell\n2001-02-03,23:00\n2001-02-04,23:30\n", CELL % "time" + 'zone = "UTC"\n')
    assert asked(empty, "SELECT begins, ends FROM backgrounds") == [("2001-02-03", "2001-02-04")]


# again, and beside others


def test_the_same_again_replaces_all_of_it(empty: Record, tmp_path: Path) -> None:
    bring(empty, tmp_path)
    before = sizes(empty)
    assert before["background_events"] == 2 and all(before.values())
    assert bring(empty, tmp_path).replaced == 2
    assert sizes(empty) == before


def test_a_smaller_one_leaves_nothing_of_the_former_behind(empty: Record, tmp_path: Path) -> None:
    bring(empty, tmp_path)
    bring(empty, tmp_path, "day\n2003\n", LEAST)
    left = {name: size for name, size in sizes(empty).items() if size}
    assert left == {"backgrounds": 1, "background_events": 1}
    assert asked(empty, "SELECT name, begins FROM happenings") == [("trips#1", "2003-01-01")]


@pytest.mark.parametrize(
    ("data", "mapping", "says"),
    [
        ("", MAPPING, "holds no row that tells an event; see the mapping's type"),
        ("day,who,host,km\n", MAPPING, "holds no row that tells an event"),
        (TRIPS, MAPPING.replace('"visit"', '{ column = "who", pattern = "Zoe", value = "visit" }'), "holds no row"),
        ("day\nsoon\n\nlate\n", LEAST, "'soon' is no day"),
        ("date\n2001-02-03\n", LEAST, "has no column 'day'"),
        ("day\n2001-02-03\n2001-02-04,x\n", LEAST, "has "),
        (b"day\n2001-02-03\n\xff\n", LEAST, "is not in utf-8"),
        (b"\x89PNG\r\n\x1a\n\0", LEAST, "is not in utf-8"),
        ("[" * 100_000, LEAST, "is no JSON"),
        ('{"trips": []}', LEAST + 'rows = "trips[]"\n', "holds no rows at 'trips[]'"),
    ],
)
def test_a_failing_import_leaves_the_former_untouched(
    empty: Record, tmp_path: Path, data: str | bytes, mapping: str, says: str
) -> None:
    bring(empty, tmp_path)
    before = list(empty.db.iterdump())
    assert refused(empty, tmp_path, data, mapping).startswith(says)
    assert list(empty.db.iterdump()) == before


def test_a_break_in_the_middle_leaves_the_former_untouched(
    empty: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking() -> str:
        assert sizes(empty)["backgrounds"] == 0  # the former is taken away already
        raise ZeroDivisionError

    bring(empty, tmp_path)
    before = list(empty.db.iterdump())
    monkeypatch.setattr("selon.record.background.now", breaking)
    with pytest.raises(ZeroDivisionError):
        bring(empty, tmp_path, TRIPS + "2001-06-01,Zoe,Ada,3\n")
    assert list(empty.db.iterdump()) == before


def test_two_live_side_by_side(empty: Record, tmp_path: Path) -> None:
    bring(empty, tmp_path)
    bring(empty, tmp_path, "day\n2003\n", LEAST.replace("trips", "meals"))
    assert [row["name"] for row in list_backgrounds(empty.db)] == ["meals", "trips"]
    bring(empty, tmp_path, "day\n2004\n", LEAST.replace("trips", "meals"))
    names = asked(empty, "SELECT name, background, begins FROM happenings ORDER BY name")
    assert names == [
        ("meals#1", "meals", "2004-01-01"),
        ("trips#1", "trips", "2001-02-03"),
        ("trips#3", "trips", "2001-05-01"),
    ]


def test_what_dispatches_tell_and_what_rows_tell_are_seen_together(record: Record, tmp_path: Path) -> None:
    mapping = LEAST.replace("visit", "missile-launch") + '[roles.actor]\nname = "Corée du Nord"\ncountry = "PRK"\n'
    before = list(record.db.execute("SELECT * FROM dispatches"))
    bring(record, tmp_path, "day\n2024-03-04\n", mapping)
    query = (
        "SELECT h.background, h.begins, h.known, t.name, t.folded, t.country FROM happenings AS h "
        "JOIN takers AS t ON t.happening = h.id AND t.role = 'actor' WHERE type = 'missile-launch' "
        "AND h.status = 'asserted' AND begins > '' ORDER BY begins"
    )
    row, event = asked(record, query)
    assert row == ("trips", "2024-03-04", "2024-03-04", "Corée du Nord", " coree du nord ", "PRK")
    assert event == (None, "2024-03-05", "2024-03-05", "Corée du Nord", " coree du nord ", "PRK")
    (id,) = asked(record, "SELECT substr(id, 1, 12) FROM dispatches WHERE path = 'missile'")
    names = asked(record, "SELECT name FROM happenings WHERE type = 'missile-launch' AND begins > '' ORDER BY begins")
    assert names[0] == ("trips#1",) and str(names[1][0]).startswith(f"{id[0]}:ev")
    assert list(record.db.execute("SELECT * FROM dispatches")) == before


def test_what_was_superseded_does_not_happen(record: Record) -> None:
    states = asked(record, "SELECT DISTINCT state FROM happenings JOIN dispatches ON number = dispatch")
    assert states == [("current",)]


# the real ones


REAL = {"nk-missile-tests": "nk-missile-tests.json", "north-korea-provocations": "north_korea_provocations.csv"}


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of the two backgrounds of ../shared."""
    if not (shared / "records").is_dir():
        pytest.skip("../shared/records is not beside the checkout")
    with open_record(str(tmp_path_factory.mktemp("real") / "real.selon"), create=True) as opened:
        for name, file in REAL.items():
            brought = bring_in(opened, str(shared / "records" / file), load_mapping(str(MAPPINGS / f"{name}.toml")))
            assert brought.failed == []
        yield opened


OF_LAUNCHES = "FROM background_events AS b JOIN backgrounds AS k ON k.id = background WHERE name = 'nk-missile-tests'"


def test_all_launches(real: Record) -> None:
    assert asked(real, "SELECT rows, begins, ends FROM backgrounds WHERE name = 'nk-missile-tests'") == [
        (339, "1984-04-09", "2026-04-18")
    ]


def test_satellite_launches_that_failed(real: Record) -> None:
    query = f"SELECT b.begins, b.outcome {OF_LAUNCHES} AND type = 'satellite-launch' AND b.begins > '2023' ORDER BY 1"
    assert asked(real, query)[:2] == [("2023-05-30T21:28Z", "failed"), ("2023-08-23T18:50Z", "failed")]


def test_the_launches_of_13_september_2023(real: Record) -> None:
    query = (
        "SELECT k.name, b.begins, least, v.value, v.unit FROM background_events AS b JOIN backgrounds AS k "
        "ON k.id = background JOIN background_values AS v ON v.event = b.id AND v.name = 'range' "
        "WHERE b.begins LIKE '2023-09-13%' ORDER BY 1, 2"
    )
    assert asked(real, query) == [
        ("nk-missile-tests", "2023-09-13T02:41Z", 1, 350.0, "km"),
        ("nk-missile-tests", "2023-09-13T02:51Z", 1, 650.0, "km"),
        ("north-korea-provocations", "2023-09-13", 2, 650.0, "km"),
    ]


def test_the_satellite_launch_of_may_2024(real: Record) -> None:
    assert asked(real, f"SELECT type {OF_LAUNCHES} AND b.begins LIKE '2024-05-27%'") == [("satellite-launch",)]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("place", '"a\\u0000b"'),
        ("place", '"\\ud800"'),
        ("words", '"\\ud800"'),
        ("quantity", "1e30"),
        ("geoname", "Infinity"),
        ("values.length", "NaN"),
    ],
)
def test_an_odd_cell_costs_its_row_at_most(empty: Record, tmp_path: Path, field: str, cell: str) -> None:
    data = f'[{{"day": "2001", "cell": {cell}}}, {{"day": "2002", "cell": null}}]'
    assert bring(empty, tmp_path, data, CELL % field).kept >= 1


def test_the_first_of_a_role_is_at_position_0(empty: Record, tmp_path: Path) -> None:
    bring(empty, tmp_path)
    assert {row[0] for row in asked(empty, "SELECT position FROM background_participants")} == {0}


def test_a_file_whose_name_is_no_utf_8(empty: Record, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.csv"
    Path(os.fsdecode(path)).write_text("day\n2001\n", encoding="utf-8")
    (tmp_path / "trips.toml").write_text(LEAST, encoding="utf-8")
    assert bring_in(empty, os.fsdecode(path), load_mapping(str(tmp_path / "trips.toml"))).kept == 1


# any file

PIECES = ["day", "cell", "day,cell\n", "2001-02-03", "2001", ",", "\n", '"', "[{", "}]", '"day": ', ": ", "NaN", "é"]
HOSTILE = ["\0", "1e999", "9" * 30, "\r", "[" * 50, "\\ud800", "-inf", "\ufeff", "{}", "null", "'"]
MIXED = st.lists(st.sampled_from([*PIECES, *HOSTILE]), max_size=16).map("".join)
FILES = st.one_of(
    st.binary(max_size=60), MIXED.map(str.encode), MIXED.map(lambda text: f"day,cell\n2001,{text}".encode())
)
WHOLE = CELL % "quantity" + (
    "time = { column = 'cell' }\nzone = 'Asia/Seoul'\nend = { column = 'cell', pattern = '^\\d{4}' }\n"
    "geoname = { column = 'cell' }\nlatitude = { column = 'cell' }\nplace = { column = 'cell' }\n"
    "[roles.actor]\nname = { column = 'cell' }\n[values.length]\ncolumn = 'cell'\n"
)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record for the examples of hypothesis, which overwrite one another."""
    with open_record(str(tmp_path_factory.mktemp("any") / "any.selon"), create=True) as opened:
        yield opened


@given(FILES, st.sampled_from([LEAST, WHOLE, *(CELL % field for field in ("quantity", "place", "values.length"))]))
@example(b"day,cell\n2001,inf\n", CELL % "quantity")
@example(b"day,cell\n2001,a\0b\n", CELL % "place")
@example(b'[{"day": ' + b"1" * 5000 + b"}]", LEAST)
def test_any_file_is_brought_in_or_refused(scratch: Record, data: bytes, mapping: str) -> None:
    try:
        kept = bring(scratch, Path(scratch.path).parent, data, mapping).kept
    except InputError as error:
        assert "\n" not in str(error) and "fault of selon" not in error.what
    else:
        assert asked(scratch, "SELECT count(*) FROM background_events WHERE begins <= ends") == [(kept,)]
