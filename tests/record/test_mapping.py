"""Mappings: what each kind of rule takes of a row, and one line that names the entry for what cannot be meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selon.record.mapping import FIELDS, RULE, TABLES, TEXTS, TableMap, columns_of, load_mapping, value_of
from selon.wire.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples" / "mappings").glob("*.toml"))
LEAST = 'name = "trips"\ntype = "visit"\ndate = { column = "day" }\n'


def written(folder: Path, text: str) -> TableMap:
    path = folder / "trips.toml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(str(path))


def refused(folder: Path, text: str) -> str:
    """What is said of a mapping that cannot be meant: one line."""
    with pytest.raises(InputError) as caught:
        written(folder, text)
    assert caught.value.name == str(folder / "trips.toml")
    assert "\n" not in caught.value.what
    return caught.value.what


# rules


@pytest.mark.parametrize(
    ("rule", "cell", "want"),
    [
        pytest.param('"Oslo"', "Rome", "Oslo", id="constant"),
        pytest.param("3", "", "3", id="constant that is a number"),
        pytest.param('{ value = "Oslo" }', "", "Oslo", id="value alone"),
        pytest.param('{ column = "town" }', " Oslo ", "Oslo", id="column"),
        pytest.param('{ column = "town" }', 7, "7", id="column that holds a number"),
        pytest.param('{ column = "town" }', "  ", None, id="column of blanks"),
        pytest.param('{ column = "town" }', None, None, id="column of null"),
        pytest.param('{ column = "place" }', "Oslo", None, id="column that the row lacks"),
        pytest.param("{ column = 'town', pattern = 'O\\w+' }", "to Oslo, then", "Oslo", id="pattern"),
        pytest.param("{ column = 'town', pattern = 'to (\\w+), (\\w+)' }", "to Oslo, then", "Oslo", id="its group"),
        pytest.param("{ column = 'town', pattern = 'to|(x)' }", "to Oslo", None, id="group that takes no part"),
        pytest.param("{ column = 'town', pattern = 'R\\w+' }", "to Oslo", None, id="pattern that is not there"),
        pytest.param("{ column = 'town', values = { osl = 'Oslo' } }", "OSL", "Oslo", id="values, in any case"),
        pytest.param("{ column = 'town', values = { OSL = 'Oslo' } }", "OSL", "Oslo", id="values as written"),
        pytest.param("{ column = 'town', values = { osl = 'Oslo' } }", "ROM", None, id="values that lack it"),
        pytest.param("{ column = 'town', values = { osl = '' } }", "OSL", None, id="values that say nothing"),
        pytest.param("{ column = 'town', values = { 1 = 'Oslo' } }", 1, "Oslo", id="values of a number"),
        pytest.param("{ column = 'town', values = { true = 'Oslo' } }", True, "Oslo", id="values of yes and no"),
        pytest.param(
            "{ column = 'town', pattern = 'to (\\w+)', values = { osl = 'Oslo' } }",
            "to OSL",
            "Oslo",
            id="values of a pattern",
        ),
        pytest.param("{ column = 'town', value = 'abroad' }", "Oslo", "abroad", id="value where there is a cell"),
        pytest.param("{ column = 'town', value = 'abroad' }", "", None, id="value where there is none"),
        pytest.param("{ column = 'town', pattern = 'O', value = 'abroad' }", "Oslo", "abroad", id="value by pattern"),
        pytest.param("{ column = 'town', pattern = 'O', value = 'abroad' }", "Rome", None, id="value by no pattern"),
        pytest.param(
            "{ column = 'town', values = { osl = 'x' }, value = 'abroad' }", "OSL", "abroad", id="value by values"
        ),
        pytest.param("[{ column = 'place' }, { column = 'town' }, 'Rome']", "Oslo", "Oslo", id="first that yields"),
        pytest.param("[{ column = 'place' }, { column = 'town' }, 'Rome']", "", "Rome", id="last, where none does"),
        pytest.param("[{ column = 'place' }, { column = 'town', pattern = 'x' }]", "Oslo", None, id="none that yields"),
    ],
)
def test_a_rule(tmp_path: Path, rule: str, cell: object, want: str | None) -> None:
    mapping = written(tmp_path, f"{LEAST}place = {rule}\n")
    assert value_of(mapping.fields["place"], {"town": cell}) == want


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    mapping = written(tmp_path, LEAST)
    assert (mapping.title, mapping.noun, mapping.rows) == ("trips", "events", "")
    assert (mapping.encoding, mapping.delimiter, mapping.zone) == ("utf-8-sig", ",", None)
    assert (mapping.source, mapping.licence, mapping.url, mapping.coverage) == (None, None, None, (None, None))
    assert mapping.text == LEAST


def test_all_that_a_mapping_has(tmp_path: Path) -> None:
    mapping = written(
        tmp_path,
        LEAST + 'title = "Trips"\nnoun = "trips"\nsource = "Ada"\nlicence = "CC0"\nurl = "http://a.example"\n'
        'rows = "a[]"\nzone = "Asia/Seoul"\nencoding = "latin-1"\ndelimiter = ";"\n'
        "[roles.actor]\nname = { column = 'who' }\nsector = 'GOV'\n[roles.goods]\nname = 'mail'\n"
        "[values.length]\ncolumn = 'km'\nunit = 'km'\n[coverage]\nbegins = 2001-02-03\nends = '2004-05-06'\n",
    )
    assert (mapping.title, mapping.noun, mapping.rows, str(mapping.zone)) == ("Trips", "trips", "a[]", "Asia/Seoul")
    assert {role: set(fields) for role, fields in mapping.roles.items()} == {
        "actor": {"name", "sector"},
        "goods": {"name"},
    }
    assert mapping.units == {"length": "km"}
    assert mapping.coverage == ("2001-02-03", "2004-05-06")
    assert columns_of(mapping) == {"day", "who", "km"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_mappings_of_examples(path: Path) -> None:
    assert load_mapping(str(path)).name == path.stem


def test_every_entry_is_explained() -> None:
    text = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    explained = {name for cell in cells for name in re.findall(r"`\[?(\w+)", cell)}
    assert explained == {*TEXTS, *FIELDS, *TABLES, *RULE}


# wrong mappings


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("type = 'visit'\ndate = 'x'", "has no name"),
        ("name = 'a'\ndate = 'x'", "has no type"),
        ("name = 'a'\ntype = 'visit'", "has no date"),
        (LEAST + "when = 'x'", "when is nothing that a mapping has; it has name, title, noun"),
        (LEAST.replace('"trips"', '"My trips"'), "name: 'My trips' is no name"),
        (LEAST.replace('"trips"', '"-trips"'), "name: '-trips' is no name"),
        (LEAST.replace('"trips"', "3"), "name must be words"),
        (LEAST + "title = ['a']", "title must be words"),
        (LEAST + "delimiter = 3", "delimiter must be words"),
        (LEAST.replace('"visit"', '"dance"'), "type: there is no 'dance'; there are accusation,"),
        (LEAST.replace('"visit"', "['visit', 'dance']"), "type: there is no 'dance'"),
        (LEAST.replace('"visit"', "{ column = 'a', values = { b = 'dance' } }"), "type: there is no 'dance'"),
        (LEAST.replace('"visit"', "{ column = 'a', value = 'dance' }"), "type: there is no 'dance'"),
        (LEAST + "place = { pattern = 'a' }", "place needs a column, or a value"),
        (LEAST + "place = {}", "place needs a column, or a value"),
        (LEAST + "place = [{ column = 'a' }, { colum = 'b' }]", "place.colum is nothing that a mapping has"),
        (LEAST + "place = { column = 'a', pattern = '(' }", "place.pattern: missing )"),
        (LEAST + "place = { column = 'a', values = ['b'] }", "place.values must be a table"),
        (LEAST + "zone = 'Mars/Olympus'", "zone: there is no 'Mars/Olympus'; give one such as UTC"),
        (LEAST + "zone = '../UTC'", "zone: there is no '../UTC'"),
        (LEAST + "roles = 'actor'", "roles must be a table"),
        (LEAST + "roles.hero.name = 'Ada'", "roles.hero is no role; there are actor,"),
        (LEAST + "roles.actor = 'Ada'", "roles.actor must be a table with a name"),
        (LEAST + "roles.actor.sector = 'GOV'", "roles.actor must be a table with a name"),
        (LEAST + "roles.actor = { name = 'Ada', age = '3' }", "roles.actor.age is nothing that a mapping has"),
        (LEAST + "roles.actor = { name = {} }", "roles.actor.name needs a column"),
        (LEAST + "values = 3", "values must be a table"),
        (LEAST + "values.length = { unit = 'km' }", "values.length needs a column"),
        (LEAST + "values.length = { column = 'km', pattern = '*' }", "values.length.pattern: nothing to repeat"),
        (LEAST + "coverage = 'all'", "coverage must be a table"),
        (LEAST + "coverage.until = 2001-02-03", "coverage.until is nothing that a mapping has; it has begins, ends"),
        ("name = ", "is no TOML: Invalid value (at end of document)"),
        (LEAST + LEAST, "is no TOML: Cannot overwrite a value (at line 4"),
        ("day,who\n2001-02-03,Ada\n", "is no TOML"),
    ],
)
def test_what_cannot_be_meant_is_named(tmp_path: Path, text: str, says: str) -> None:
    assert refused(tmp_path, text).startswith(says)


def test_a_mapping_that_cannot_be_read(tmp_path: Path) -> None:
    for path, says in ((tmp_path, "is a directory"), (tmp_path / "no.toml", "no such file or directory")):
        with pytest.raises(InputError) as caught:
            load_mapping(str(path))
        assert caught.value.what == f"cannot be read ({says})"
    (tmp_path / "a.toml").write_bytes(LEAST.encode() + b'title = "\xe9t\xe9"\n')
    with pytest.raises(InputError, match="is no TOML: 'utf-8' codec can't decode"):
        load_mapping(str(tmp_path / "a.toml"))


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 3000 + "]" * 3000,
        "x = " + "1" * 5000,
        "place = { column = 'a', pattern = 'a{99999999999}' }",
        "place = { column = 'a', pattern = '" + "(" * 3000 + ")" * 3000 + "' }",
        "zone = 'Asia'",
        "zone = '" + "x" * 3000 + "'",
        '"a\\nb" = 3',
        "place = { column = ['a'] }",
        "place = { value = ['a'] }",
        "place = [['a']]",
        "place = { value = 'b', pattern = 'a' }",
        "place = { value = 'b', values = { a = 'b' } }",
        "delimiter = ';;'",
        "encoding = 'nope'",
        "status = 'maybe'",
        "outcome = 'exploded'",
        "country = 'North Korea'",
        "[coverage]\nbegins = 'soon'",
        "[coverage]\nbegins = 2002-01-01\nends = 2001-01-01",
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, LEAST + text)


def test_a_name_is_of_one_line(tmp_path: Path) -> None:
    assert refused(tmp_path, LEAST.replace('"trips"', '"trips\\n"'))


def test_a_mapping_that_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert written(tmp_path, "\ufeff" + LEAST).name == "trips"


# any mapping

KEYS = """name title type date time end zone rows encoding delimiter quantity place status coverage values roles
roles.actor roles.actor.name values.km values.km.unit coverage.begins place.column place.pattern place.values.a
[values.km] [roles.goods] [coverage] column pattern value unit""".split()
VALUES = """3 -1.5 true nan 2001-02-03 07:32:00 [] {} [[]] 'a' 'trips' 'visit' ['visit','say'] 'Asia/Seoul' 'UTC'
'latin-1' '(' '[a-z' '(?P<a>b)' {column='day'} {column='day',pattern='(\\d+)'} {column=3} {column=[]} {value={}}
{value='b',pattern='a'} {column='a',values={b='c'}} {column='a',values={b=[]}} [{column='a'},'b'] """.split()
LINES = st.one_of(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)).map(" = ".join),
    st.sampled_from(KEYS),
    st.text(max_size=20),
)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the examples of hypothesis, which overwrite one another."""
    return tmp_path_factory.mktemp("mappings")


@given(st.booleans(), st.lists(LINES, max_size=8).map("\n".join))
@example(True, "place = { column = 'a', pattern = 'a{99999999999}' }")
@example(True, "place = { column = ['a'] }")
@example(True, "zone = 'Asia'")
@example(True, "x = " + "[" * 3000)
def test_any_mapping_is_read_or_refused(place: Path, least: bool, text: str) -> None:
    try:
        mapping = written(place, LEAST * least + text)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert "day" in columns_of(mapping) or not least
