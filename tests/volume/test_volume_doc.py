"""docs/volume.md: it explains every column, and its questions in DuckDB are asked and answered here."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from selon.record.intake import Tally
from selon.record.store import open_record
from selon.volume.filling import fill
from selon.volume.items import Columns, find
from selon.volume.loading import dispatch_files
from selon.volume.parts import Line
from selon.volume.runs import Run, run
from selon.volume.shards import Asked
from selon.volume.tables import COLUMNS, schema_name
from tests import desk

duckdb = pytest.importorskip("duckdb")

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "volume.md").read_text(encoding="utf-8")
TABLES = DOCUMENT[DOCUMENT.index("## The tables") : DOCUMENT.index("## Questions in DuckDB")]
ASKED = DOCUMENT[DOCUMENT.index("## Questions in DuckDB") :]

# The White House's word, copied by Reuters; Seoul's, in a text of its own; and the same again a month later.
ARMS_COPY = desk.ARMS.replace("(AFP)", "(Reuters)").replace("affirmé mercredi", "affirmé ce mercredi")
ARMS_TOO = """PARIS, 6 mars 2024 (AFP) - La Russie a livré des drones à la Corée du Nord, a annoncé mercredi Séoul, qui
demande une réunion des Nations unies avant la fin de la semaine et promet de publier bientôt des images de ces drones.
"""
ARMS_LATER = """MOSCOU, 2 avril 2024 (AFP) -
La Russie a livré des drones à la Corée du Nord, a affirmé mardi la Maison Blanche.
"""
ENGLISH = "The minister said on Tuesday that the talks had failed, and that nobody would sign the treaty this year."
ROWS = (
    *((desk.SUMMIT, "2024-03-04"), (desk.MISSILE, "2024-03-05"), (desk.ARMS, "2024-03-06"), (ARMS_COPY, "2024-03-06")),
    *((ARMS_TOO, "2024-03-06"), (desk.RIVER, "2024-03-07"), (desk.RIVER_COPY, "2024-03-07"), (ENGLISH, "2024-03-08")),
    *(("", "2024-03-08"), (desk.RIVER, "2024-03-09"), (ARMS_LATER, "2024-04-02")),
)

Answer = list[dict[str, Any]]


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a volume in `tables`, of the desk's dispatches, some of them twice or nearly so."""
    folder = tmp_path_factory.mktemp("volume")
    held = [{"text": text, "date": day, "url": f"https://a.example/{at}"} for at, (text, day) in enumerate(ROWS)]
    (folder / "wire.jsonl").write_text("".join(json.dumps(each) + "\n" for each in held), encoding="utf-8")
    inputs, _ = find([str(folder / "wire.jsonl")])
    done = run(Run(inputs, folder / "tables", Columns(), Asked(), 4), 1)
    assert (done.made, done.rows["dispatches"], done.failed, done.skipped["en"]) == (3, 9, 1, 1)
    return folder


@pytest.fixture(scope="module")
def answers(volume: Path) -> Iterator[dict[str, Answer]]:
    """What the block of SQL under each heading answers, all of them asked in their order."""
    parts = re.split(r"^##+ (.*)$", ASKED, flags=re.MULTILINE)[1:]
    found: dict[str, Answer] = {}
    with pytest.MonkeyPatch.context() as there, duckdb.connect() as db:
        there.chdir(volume)
        for heading, part in zip(parts[::2], parts[1::2], strict=True):
            for block in sql(part):
                found[heading] = rows(db.execute(block))
    yield found


def sql(part: str) -> list[str]:
    return re.findall(r"^```sql\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)


def rows(answered: Any) -> Answer:
    names = [column[0] for column in answered.description]
    return [dict(zip(names, row, strict=True)) for row in answered.fetchall()]


# The columns


def columns(table: str) -> Iterator[str]:
    """The columns that the document explains, as COLUMNS has them: "path string"."""
    match = re.search(rf"^### {table}\n(.*?)(?=^##|\Z)", TABLES, re.MULTILINE | re.DOTALL)
    assert match, f"no section on {table}"
    assert f"`{schema_name(table)}`" in match[1]
    for line in match[1].splitlines():
        names, type, meaning = ([*line.split("|"), "", "", ""])[1:4]
        for name in re.findall(r"`(\w+)`", names):
            assert meaning.strip(), f"{name} is not explained"
            yield f"{name} {type.strip()}"


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_is_explained_with_its_type_and_no_other(table: str) -> None:
    assert tuple(columns(table)) == COLUMNS[table]


def test_every_table_has_a_section_and_no_other() -> None:
    assert re.findall(r"^### (.*)$", TABLES, re.MULTILINE) == list(COLUMNS)


def test_every_key_of_the_manifest_is_explained() -> None:
    section = DOCUMENT[DOCUMENT.index("**The manifest**") : DOCUMENT.index("**Killed")]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert [name for cell in cells for name in re.findall(r"`(\w+)`", cell)] == list(Line.__struct_fields__)


# The questions


def test_every_question_is_checked_here(answers: dict[str, Answer]) -> None:
    assert list(answers) == [
        *("Questions in DuckDB", "Documents that came twice", "Coverage by agency and month", "Who speaks of whom"),
        *("Events by dyad", "Near-copies", "Independent texts of an event", "What failed", "What was passed over"),
    ]


def test_documents_that_came_twice(answers: dict[str, Answer]) -> None:
    (twice,) = answers["Documents that came twice"]
    assert len(twice.pop("id")) == 12
    paths = ["wire.jsonl#10", "wire.jsonl#6"]
    assert twice == {"times": 2, "first": "2024-03-07", "last": "2024-03-09", "paths": paths}


def test_coverage(answers: dict[str, Answer]) -> None:
    found = {(row["agency"], row["month"]): row for row in answers["Coverage by agency and month"]}
    assert list(found) == [("AFP", "2024-03"), ("AFP", "2024-04"), ("Reuters", "2024-03")]
    reuters = found["Reuters", "2024-03"]
    assert (reuters["texts"], reuters["days"], reuters["first"], reuters["last"]) == (3, 3, "2024-03-05", "2024-03-07")
    assert sum(row["texts"] for row in found.values()) == 8  # of nine, as one came twice
    assert all(row["events"] >= row["claims"] > 0 for row in found.values())


def test_who_speaks_of_whom(answers: dict[str, Answer]) -> None:
    found = {(row["month"], row["speaker"], row["of_whom"]): row for row in answers["Who speaks of whom"]}
    assert found["2024-03", "KCNA", "Kim Jong-un"]["claims"] == 1
    assert found["2024-03", "Maison Blanche", "Russie"]["claims"] == 2
    assert found["2024-04", "Maison Blanche", "Corée du Nord"]["claims"] == 1
    assert found["2024-03", "préfecture", "Ille-et-Vilaine"]["claims"] == 2  # of three rows: the text that came twice
    assert all(row["denials"] == 0 for row in found.values())
    assert not [key for key in found if key[1] == key[2]]


def test_events_by_dyad(answers: dict[str, Answer]) -> None:
    found = answers["Events by dyad"]
    told = [(row["month"], row["actor"], row["recipient"], row["type"], row["plover"], row["texts"]) for row in found]
    assert told == [
        ("2024-03", "RUS", "PRK", "arms-transfer", "AID", 3),
        ("2024-04", "RUS", "PRK", "arms-transfer", "AID", 1),
    ]


def test_near_copies(answers: dict[str, Answer]) -> None:
    found = {tuple(sorted(row["paths"])): row for row in answers["Near-copies"]}
    assert set(found) == {("wire.jsonl#3", "wire.jsonl#4"), ("wire.jsonl#10", "wire.jsonl#7")}
    assert all(sorted(row["agencies"]) == ["AFP", "Reuters"] and row["texts"] == 2 for row in found.values())


def test_near_copies_are_handed_on_from_text_to_text(volume: Path) -> None:
    """Of four, each like the next alone; and one that is too short to have bands."""
    bands = [("d", [7, 1]), ("b", [1, 2]), ("c", [2, 3]), ("a", [3]), ("x", [9]), ("e", [])]
    (part,) = (block for block in sql(ASKED) if "CREATE TABLE copies" in block)
    with duckdb.connect() as db:
        db.execute("CREATE TABLE texts (id VARCHAR, bands BIGINT[])")
        db.executemany("INSERT INTO texts VALUES (?, ?)", bands)
        db.execute(part.split(";")[0])
        assert sorted(db.execute('SELECT id, "group" FROM copies').fetchall()) == [
            *(("a", "a"), ("b", "a"), ("c", "a"), ("d", "a"), ("e", "e"), ("x", "x"))
        ]


def test_independent_texts_of_an_event(answers: dict[str, Answer]) -> None:
    (transfer,) = answers["Independent texts of an event"]
    assert (transfer["day"], transfer["type"]) == ("2024-03-06", "arms-transfer")
    assert (transfer["actors"], transfer["recipients"]) == (["RUS"], ["PRK"])
    assert (transfer["texts"], transfer["independent"]) == (3, 2)
    assert "Maison Blanche" in transfer["cited"] and len(transfer["cited"]) == 2


def test_what_failed_and_what_was_passed_over(answers: dict[str, Answer]) -> None:
    assert answers["What failed"] == [{"reason": "holds no text", "documents": 1, "example": "wire.jsonl#9"}]
    assert answers["What was passed over"] == [{"lang": "en", "documents": 1}]


def test_offsets_in_sql_are_those_of_the_text(volume: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expression = 'substring(text, start + 1, "end" - start)'
    assert f"`{expression}`" in DOCUMENT
    monkeypatch.chdir(volume)
    query = f"""SELECT n.text, {expression.replace("text", "d.text", 1)} FROM 'tables/names/*.parquet' AS n
        JOIN 'tables/dispatches/*.parquet' AS d USING (path)"""
    with duckdb.connect() as db:
        found = db.execute(query).fetchall()
    assert len(found) > 40 and all(words == cut for words, cut in found)


def test_a_part_of_a_volume_fills_a_record(volume: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(volume / "tables", tmp_path / "tables")
    (tmp_path / "desk" / "dispatches").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    (copy,) = sql(DOCUMENT[: DOCUMENT.index("## The tables")])
    with duckdb.connect() as db:
        db.execute(copy)
    Path("march.parquet").rename("desk/dispatches/march.parquet")
    tally = Tally()
    with open_record("desk.selon", create=True) as record:
        fill(record, dispatch_files("desk"), tally)
        query = "SELECT DISTINCT agency, sent >= '2024-03-06' FROM dispatches"
        assert record.db.execute(query).fetchall() == [("AFP", 1)]
    assert (tally.kept, tally.known, tally.failed) == (4, 1, [])
