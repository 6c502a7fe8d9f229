"""Tables: what a row tells by a mapping, which rows fail, and one line for a file that is no such table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selon.record.mapping import load_mapping
from selon.record.tables import Measure, Taker, Told, read_table
from selon.wire.errors import InputError

LEAST = 'name = "trips"\ntype = "visit"\ndate = { column = "day" }\n'
CELL = f'{LEAST}%s = {{ column = "cell" }}\n'


def read(folder: Path, data: str | bytes, mapping: str = LEAST) -> list[Told | InputError | None]:
    (folder / "trips.toml").write_text(mapping, encoding="utf-8")
    (folder / "trips.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_table(str(folder / "trips.csv"), load_mapping(str(folder / "trips.toml"))))


def told(folder: Path, data: str | bytes, mapping: str = LEAST) -> Told:
    """What the only row of a table tells."""
    (row,) = read(folder, data, mapping)
    assert isinstance(row, Told), row
    return row


def failed(folder: Path, data: str | bytes, mapping: str = LEAST) -> str:
    """What is said of the only row of a table."""
    (row,) = read(folder, data, mapping)
    assert isinstance(row, InputError)
    assert row.name == f"{folder / 'trips.csv'}#1"
    assert "\n" not in row.what
    return row.what


def refused(folder: Path, data: str | bytes, mapping: str = LEAST) -> str:
    """What is said of a table none of which can be read."""
    with pytest.raises(InputError) as caught:
        read(folder, data, mapping)
    assert caught.value.name == str(folder / "trips.csv")
    assert "\n" not in caught.value.what
    return caught.value.what


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        ("2001-02-03", "2001-02-03", "2001-02-03"),
        ("2001-2-3", "2001-02-03", "2001-02-03"),
        ("2001-02-03T04:05:06+09:00", "2001-02-03", "2001-02-03"),
        ("2001-02-03 04:05", "2001-02-03", "2001-02-03"),
        ("2001-02", "2001-02-01", "2001-02-28"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2001", "2001-01-01", "2001-12-31"),
    ],
)
def test_days_months_and_years(tmp_path: Path, day: str, begins: str, ends: str) -> None:
    row = told(tmp_path, f"day\n{day}\n")
    assert (row.begins, row.ends, row.known) == (begins, ends, ends)


@pytest.mark.parametrize(
    "day", ["soon", "2001-02-30", "2001-13", "0000", "03/02/2001", "20010203", "03-02-2001", "2001-W05", "99999", "-"]
)
def test_what_is_no_day(tmp_path: Path, day: str) -> None:
    said = failed(tmp_path, f"day\n{day}\n")
    assert said == f"{day!r} is no day; the mapping must yield YYYY-MM-DD, YYYY-MM or YYYY"


CLOCK = LEAST + 'time = { column = "clock" }\n'


@pytest.mark.parametrize(
    ("zone", "clock", "moment"),
    [
        ("UTC", "02:41", "2023-09-13T02:41Z"),
        ("UTC", "2:41", "2023-09-13T02:41Z"),
        ("UTC", "02:41:59", "2023-09-13T02:41Z"),
        ("Asia/Seoul", "11:43", "2023-09-13T02:43Z"),
        ("Asia/Seoul", "08:59", "2023-09-12T23:59Z"),
        ("Europe/Paris", "01:00", "2023-09-12T23:00Z"),  # in summer
    ],
)
def test_a_clock_and_its_zone_are_a_moment(tmp_path: Path, zone: str, clock: str, moment: str) -> None:
    row = told(tmp_path, f"day,clock\n2023-09-13,{clock}\n", f'{CLOCK}zone = "{zone}"\n')
    assert (row.begins, row.ends, row.known) == (moment, moment, moment[:10])


def test_a_clock_without_a_zone_is_passed_over(tmp_path: Path) -> None:
    assert told(tmp_path, "day,clock\n2023-09-13,08:59\n", CLOCK).begins == "2023-09-13"
    assert told(tmp_path, "day,clock\n2023-09-13,\n", CLOCK + 'zone = "Asia/Seoul"\n').begins == "2023-09-13"


@pytest.mark.parametrize("clock", ["noon", "24:00", "2h41", "0241", "2", "02:41 pm"])
def test_what_is_no_clock(tmp_path: Path, clock: str) -> None:
    said = failed(tmp_path, f"day,clock\n2023-09-13,{clock}\n", CLOCK + 'zone = "UTC"\n')
    assert said == f"{clock!r} is no time of day; the mapping must yield HH:MM"


END = LEAST + 'end = { column = "end" }\n'


@pytest.mark.parametrize(
    ("day", "end", "begins", "ends"),
    [
        ("2001-02-03", "2001-02-05", "2001-02-03", "2001-02-05"),
        ("2001-02-03", "2001-02", "2001-02-03", "2001-02-28"),
        ("2001-02", "2001", "2001-02-01", "2001-12-31"),
        ("2001-02", "", "2001-02-01", "2001-02-28"),
    ],
)
def test_an_end(tmp_path: Path, day: str, end: str, begins: str, ends: str) -> None:
    row = told(tmp_path, f"day,end\n{day},{end}\n", END)
    assert (row.begins, row.ends) == (begins, ends)


def test_what_ends_before_it_begins(tmp_path: Path) -> None:
    said = failed(tmp_path, "day,end\n2001-02-03,2001-02-02\n", END)
    assert said == "ends (2001-02-02) before it begins (2001-02-03)"


def test_an_end_makes_days_of_a_clock(tmp_path: Path) -> None:
    mapping = END + 'time = "08:00"\nzone = "UTC"\n'
    row = told(tmp_path, "day,end\n2001-02-03,2001-02-05\n", mapping)
    assert (row.begins, row.ends) == ("2001-02-03", "2001-02-05")


def test_when_it_could_be_known(tmp_path: Path) -> None:
    assert told(tmp_path, "day,cell\n2001-02-03,2001-05\n", CELL % "known").known == "2001-05-31"
    assert failed(tmp_path, "day,cell\n2001-02-03,soon\n", CELL % "known").startswith("'soon' is no day")


def test_what_a_row_tells_by_default(tmp_path: Path) -> None:
    nothing = (None,) * 7
    assert told(tmp_path, "day\n2001-02-03\n") == Told(
        *(1, "visit", "asserted", None, None, "2001-02-03", "2001-02-03", "2001-02-03"), *nothing, (), ()
    )


def test_a_row_of_no_event_is_none(tmp_path: Path) -> None:
    mapping = LEAST.replace('"visit"', '{ column = "cell", values = { trip = "visit", meal = "" } }')
    rows = read(tmp_path, "day,cell\n2001-02-03,meal\nsoon,sleep\n2001-02-04,trip\n", mapping)
    assert [row and row.row for row in rows if not isinstance(row, InputError)] == [None, None, 3]


def test_a_status(tmp_path: Path) -> None:
    for status in ("asserted", "planned", "possible", "denied", "not-happened"):
        assert told(tmp_path, f"day,cell\n2001-02-03,{status}\n", CELL % "status").status == status
    said = failed(tmp_path, "day,cell\n2001-02-03,maybe\n", CELL % "status")
    assert "'maybe'" in said and "asserted, planned, possible, denied, not-happened" in said


@pytest.mark.parametrize(
    ("field", "cell", "want"),
    [
        ("quantity", "3", 3),
        ("quantity", '"1,200"', 1200),
        ("quantity", "", None),
        ("geoname", "1835848", 1835848),
        ("latitude", "-37.5", -37.5),
        ("longitude", "126.98", 126.98),
        ("outcome", "failed", "failed"),
        ("country", "PRK", "PRK"),
        ("place", "Oslo", "Oslo"),
        ("cited", "a letter", "a letter"),
        ("words", '"Two lines,\nof words."', "Two lines,\nof words."),
    ],
)
def test_a_field(tmp_path: Path, field: str, cell: str, want: object) -> None:
    assert getattr(told(tmp_path, f"day,cell\n2001-02-03,{cell}\n", CELL % field), field) == want


@pytest.mark.parametrize("field", ["quantity", "geoname", "latitude", "longitude"])
def test_what_is_no_number_names_its_field(tmp_path: Path, field: str) -> None:
    assert failed(tmp_path, "day,cell\n2001-02-03,many\n", CELL % field) == f"{field}: 'many' is no number"


def test_roles_of_several_takers(tmp_path: Path) -> None:
    mapping = LEAST + (
        "[roles.actor]\nname = { column = 'who' }\ncountry = { column = 'of', values = { n = 'NOR' } }\n"
        "[roles.recipient]\nname = { column = 'host' }\nsector = 'GOV'\n"
    )
    rows = read(tmp_path, "day,who,of,host\n2001-02-03,Ada,n,Bea\n2001-02-04,Ada,x,\n", mapping)
    assert [row.takers for row in rows if isinstance(row, Told)] == [
        (Taker("actor", "Ada", "NOR", None), Taker("recipient", "Bea", None, "GOV")),
        (Taker("actor", "Ada", None, None),),
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("350", 350), ("3.5", 3.5), ('"1,200"', 1200), ("1 200", 1200), ("unknown", None), ("", None), ("-2e3", -2000)],
)
def test_a_measure(tmp_path: Path, cell: str, value: float | None) -> None:
    mapping = LEAST + "values.length = { column = 'cell', unit = 'km' }\n"
    row = told(tmp_path, f"day,cell\n2001-02-03,{cell}\n", mapping)
    assert row.measures == (() if value is None else (Measure("length", value, "km"),))


def test_a_measure_without_a_unit_and_one_of_words(tmp_path: Path) -> None:
    mapping = LEAST + "[values]\nstops = 3\nlength = { column = 'cell', pattern = '(\\d+) km' }\n"
    row = told(tmp_path, "day,cell\n2001-02-03,some 12 km on foot\n", mapping)
    assert row.measures == (Measure("stops", 3, None), Measure("length", 12, None))


def test_rows_that_fail_are_named_with_their_number_and_the_others_read(tmp_path: Path) -> None:
    rows = read(tmp_path, "day,who\n2001-02-03\nsoon,Bea\n\n2001-02-05,Cyd\n,Dee\n")
    assert [row.row for row in rows if isinstance(row, Told)] == [1, 3]
    assert [str(row).rpartition("/")[2] for row in rows if isinstance(row, InputError)] == [
        "trips.csv#2: 'soon' is no day; the mapping must yield YYYY-MM-DD, YYYY-MM or YYYY",
        "trips.csv#4: has no date",
    ]


# files


def test_a_byte_order_mark(tmp_path: Path) -> None:
    assert told(tmp_path, b"\xef\xbb\xbfday\r\n2001-02-03\r\n").begins == "2001-02-03"


@pytest.mark.parametrize(("delimiter", "mark"), [(";", ";"), ("\\t", "\t"), ("|", "|")])
def test_other_delimiters(tmp_path: Path, delimiter: str, mark: str) -> None:
    mapping = CELL % "place" + f'delimiter = "{delimiter}"\n'
    assert told(tmp_path, f"day{mark}cell\n2001-02-03{mark}Oslo, Rome\n", mapping).place == "Oslo, Rome"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "mac-roman"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    data = "day,cell\n2001-02-03,Orléans\n".encode(encoding)
    assert told(tmp_path, data, CELL % "place" + f'encoding = "{encoding}"\n').place == "Orléans"
    assert "give its encoding in the mapping" in refused(tmp_path, data)


def test_a_column_that_there_is_not(tmp_path: Path) -> None:
    assert refused(tmp_path, "date,who\n2001-02-03,Ada\n") == "has no column 'day'; it has date, who"
    assert refused(tmp_path, "day,who\n2001-02-03,Ada\n", CELL % "values.length").startswith("has no column 'cell'")
    assert refused(tmp_path, "day;who\n2001-02-03;Ada\n") == "has no column 'day'; it has day;who"


def test_rows_of_more_cells_than_the_head(tmp_path: Path) -> None:
    for data in ("day\n2001-02-03,Ada\n", "day,who\n2001-02-03,Ada\n2001-02-04,Bea,Cyd\n"):
        assert "more cells" in refused(tmp_path, data)


@pytest.mark.parametrize("data", ["", "\n\n", "day\n", "\ufeff"])
def test_a_file_without_rows(tmp_path: Path, data: str) -> None:
    assert read(tmp_path, data) == []


def test_a_huge_cell(tmp_path: Path) -> None:
    long = "x" * 5_000_000
    assert told(tmp_path, f"day,cell\n2001-02-03,{long}\n", CELL % "words").words == long
    assert refused(tmp_path, f"day,cell\n2001-02-03,{long}{long}x\n") == (
        "is no CSV: field larger than field limit (10000000)"
    )


def test_nul_bytes_in_words(tmp_path: Path) -> None:
    assert str(told(tmp_path, "day,cell\n2001-02-03,a\0b\n", CELL % "words").words)[::2] == "ab"
    assert failed(tmp_path, "day\n2001\x00-02\n").endswith("YYYY-MM-DD, YYYY-MM or YYYY")


def test_a_binary_file(tmp_path: Path) -> None:
    for data in (bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\xff\xfe"):
        assert "is not in utf-8" in refused(tmp_path, data)
    assert refused(tmp_path, bytes(range(128)) * 2).startswith("has no column 'day'")


@pytest.mark.parametrize(("name", "says"), [("", "is a directory"), ("no.csv", "no such file or directory")])
def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "trips.toml").write_text(LEAST, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        list(read_table(str(tmp_path / name), load_mapping(str(tmp_path / "trips.toml"))))


# JSON


def test_a_list_of_objects(tmp_path: Path) -> None:
    rows = [{"day": "2001-02-03", "cell": 3, "more": {"a": [1]}}, {"day": "2001", "cell": None}]
    found = read(tmp_path, json.dumps(rows), CELL % "quantity")
    assert [row.quantity for row in found if isinstance(row, Told)] == [3, None]
    assert told(tmp_path, "\ufeff \n" + json.dumps(rows[:1])).begins == "2001-02-03"


@pytest.mark.parametrize(
    ("way", "held"),
    [
        ("trips[]", {"trips": [{"day": "2001-02-03"}]}),
        ("years[].trips[]", {"years": [{"trips": [{"day": "2001-02-03"}]}, {"trips": []}, {}, 3]}),
        ("all.trips[]", {"all": {"trips": [{"day": "2001-02-03"}]}}),
        ("all", {"all": {"day": "2001-02-03"}}),
        ("[].trips[]", [{"trips": [{"day": "2001-02-03"}]}, {"trips": None}]),
        ("[].[]", [[{"day": "2001-02-03"}]]),
    ],
)
def test_the_way_to_the_rows(tmp_path: Path, way: str, held: object) -> None:
    assert told(tmp_path, json.dumps(held), f'{LEAST}rows = "{way}"\n').begins == "2001-02-03"


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("", '{"day": "2001-02-03"}'),
        ("", "[]"),
        ("", "[[]]"),
        ("trips[]", '{"trips": {}}'),
        ("trips", '{"trips": [{"day": "2001-02-03"}]}'),
        ("trips[]", '{"tripe": [{"day": "2001-02-03"}]}'),
        ("trips[]", "null"),
    ],
)
def test_the_wrong_way_to_the_rows(tmp_path: Path, way: str, text: str) -> None:
    mapping = f'{LEAST}rows = "{way}"\n'
    assert refused(tmp_path, text, mapping) == (
        f"holds no rows at {way or '[]'!r}; give the way to them in the mapping (rows)"
    )


@pytest.mark.parametrize("text", ["[", '[{"day": }]', "{'day': 3}", "[{}] x", "[" * 100_000])
def test_what_is_no_json(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text).startswith("is no JSON: ")
    assert refused(tmp_path, "day\n" + text, LEAST + 'rows = "[]"\n').startswith("is no JSON: ")


@pytest.mark.parametrize(
    ("data", "mapping"),
    [
        ('[{"day": ' + "1" * 5000 + "}]", LEAST),
        ("day\n2001\n", LEAST + 'encoding = "utf-16"'),
        ("day\n2001\n", LEAST + 'encoding = "punycode"'),
        ("day\n2001\n", LEAST + 'encoding = "\\u0000"'),
        ('"da\ny",cell\n2001,x\n', LEAST),
        ("date\n", LEAST),
        ('day,cell\n2001,"x\n2002,y\n', LEAST),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: str, mapping: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, data, mapping)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("type", "Journey"),
        ("outcome", "exploded"),
        ("country", "North Korea"),
        ("quantity", "inf"),
        ("quantity", "1e30"),
        ("quantity", "2.7"),
        ("quantity", "-3"),
        ("quantity", '"2,5"'),
        ("latitude", '"48,85"'),
        ("latitude", "95"),
        ("latitude", "nan"),
        ("date", "13-09-23"),
        ("date", "99"),
    ],
)
def test_a_cell_that_cannot_be_meant_fails(tmp_path: Path, field: str, cell: str) -> None:
    own = {"type": CELL.replace('type = "visit"\n', ""), "date": CELL.replace('date = { column = "day" }\n', "")}
    assert failed(tmp_path, f"day,cell\n2001-02-03,{cell}\n", own.get(field, CELL) % field)


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("2023-09-13", "02:41Z"),
        ("2023-09-13", "02:41+00:00"),
        ("2023-09", "02:41"),
    ],
)
def test_a_clock_that_does_not_fit(tmp_path: Path, day: str, clock: str) -> None:
    assert failed(tmp_path, f"day,clock\n{day},{clock}\n", CLOCK + 'zone = "Asia/Seoul"\n')


def test_an_object_may_lack_what_others_have(tmp_path: Path) -> None:
    rows = read(tmp_path, '[{"day": "2001"}, {"day": "2002", "cell": 3}]', CELL % "quantity")
    assert [row.quantity for row in rows if isinstance(row, Told)] == [None, 3]


def test_what_is_no_object_among_the_rows_is_counted(tmp_path: Path) -> None:
    rows = read(tmp_path, '[{"day": "2001"}, 3, {"day": "2002"}]')
    assert [row.row for row in rows if isinstance(row, Told)] == [1, 3]
