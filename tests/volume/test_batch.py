"""Many documents into Parquet: from every kind of input, by parts and shares, begun again, by two processes."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from pyarrow import parquet

from selon.model import make_dispatch
from selon.reading import read
from selon.version import __version__
from selon.volume import runs
from selon.volume.items import Columns, find
from selon.volume.parts import MANIFEST, STALE, load_line
from selon.volume.runs import Done, Run, Share, run
from selon.volume.shards import Asked
from selon.volume.tables import COLUMNS, rows_of, schema_name
from tests.command import run as command
from tests.desk import ALL

FRENCH = list(ALL.values())
ENGLISH = "The minister said on Tuesday that the talks had failed, and that nobody would sign the treaty this year."
GERMAN = "Der Minister sagte am Dienstag, dass die Gespräche gescheitert seien und niemand unterzeichnen werde."


def made(folder: Path, *inputs: Path, size: int = 2, share: Share = runs.WHOLE, workers: int = 1) -> Done:
    found, errors = find(map(str, inputs))
    assert errors == []
    return run(Run(found, folder, Columns(), Asked(), size, share), workers)


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    files = sorted((folder / table).glob("*.parquet"))
    return [row for file in files for row in parquet.read_table(file).to_pylist()]


def contents(folder: Path) -> dict[str, str]:
    """The hash of each file but of the manifest, which says how long each part took."""
    files = (path for path in folder.rglob("*.parquet"))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in sorted((folder / MANIFEST).iterdir())]


def write_lines(path: Path, texts: list[str]) -> Path:
    held = [{"text": text, "url": f"https://a.example/{at}", "date": "2024-03-08"} for at, text in enumerate(texts)]
    path.write_text("".join(json.dumps(each) + "\n" for each in held), encoding="utf-8")
    return path


def write_warc(path: Path, texts: list[str]) -> Path:
    with gzip.open(path, "wb") as archive:
        for at, text in enumerate(texts):
            body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
            page = f"<html lang=fr><head><title>{at}</title></head><body><article>{body}</article></body></html>"
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://a.example/{at}"
            answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            record.set_bytes_content(answer.encode())
            stream = BytesIO()
            record.write(stream)
            archive.write(stream.getvalue())
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "texts.jsonl", [*FRENCH, ENGLISH, FRENCH[0], "", GERMAN])


def test_lines_become_tables(texts: Path, tmp_path: Path) -> None:
    done = made(tmp_path / "out", texts)
    assert (done.made, done.there, done.failed, dict(done.skipped)) == (4, 0, 1, {"en": 1, "de": 1})
    dispatches = rows(tmp_path / "out", "dispatches")
    assert [row["path"] for row in dispatches] == [f"texts.jsonl#{n}" for n in (1, 2, 3, 4, 6)]
    assert [row["url"] for row in dispatches][:2] == ["https://a.example/0", "https://a.example/1"]
    assert len({row["id"] for row in dispatches}) == 4
    denials = [row["content"] for row in rows(tmp_path / "out", "claims") if row["act"] == "deny"]
    assert "ces accusations" in denials
    assert lines(tmp_path / "out")[3]["failed"] == [{"path": "texts.jsonl#7", "reason": "holds no text"}]
    assert [line["rows"]["dispatches"] for line in lines(tmp_path / "out")] == [2, 2, 1, 0]


def test_the_rows_are_those_of_a_reading(texts: Path, tmp_path: Path) -> None:
    made(tmp_path / "out", texts)
    given = make_dispatch(FRENCH[1], "texts.jsonl#2", sent="2024-03-08")
    expected = rows_of(given, read(given))
    for table, columns in COLUMNS.items():
        names = [column.partition(" ")[0] for column in columns]
        found = [row for row in rows(tmp_path / "out", table) if row["path"] == "texts.jsonl#2"]
        compared = [{name: row.get(name) for name in names if name != "url"} for row in expected[table]]
        assert [{name: row[name] for name in names if name != "url"} for row in found] == compared, table


def test_words_stand_at_their_offsets(texts: Path, tmp_path: Path) -> None:
    made(tmp_path / "out", texts)
    text = {row["path"]: row["text"] for row in rows(tmp_path / "out", "dispatches")}
    for row in rows(tmp_path / "out", "claims"):
        pieces = [text[row["path"]][span["start"] : span["end"]] for span in row["spans"]]
        assert " … ".join(pieces).split() == row["content"].split()
    for table in ("names", "times", "places"):
        for row in rows(tmp_path / "out", table):
            assert text[row["path"]][row["start"] : row["end"]] == row["text"]


def test_no_file_is_one_that_readers_pass_over(tmp_path: Path) -> None:
    for folder in ("in", "in/.hidden", "in/_odd"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(FRENCH[0], encoding="utf-8")
    made(tmp_path / "out", tmp_path / "in")
    assert all(path.name[0] not in "._" for path in (tmp_path / "out").rglob("*.*"))
    assert parquet.read_table(tmp_path / "out" / "dispatches").num_rows == 3


def test_every_file_names_its_schema(texts: Path, tmp_path: Path) -> None:
    made(tmp_path / "out", texts)
    for table, columns in COLUMNS.items():
        for file in (tmp_path / "out" / table).iterdir():
            schema = parquet.read_schema(file)
            assert schema.metadata[b"selon.schema"].decode() == schema_name(table)
            assert schema.names == [column.partition(" ")[0] for column in columns]


def test_archives_tables_and_folders_give_the_same_findings(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    write_warc(folder / "deep" / "crawl.warc.gz", FRENCH)
    table = pyarrow.table({"body": FRENCH, "lang": ["fr"] * 4})
    parquet.write_table(table, folder / "rows.parquet")
    for at, text in enumerate(FRENCH):
        (folder / f"{at}.txt").write_text(text, encoding="utf-8")
    found, errors = find([str(folder)])
    assert errors == []
    assert [each.name for each in found] == ["./*", "deep/crawl.warc.gz", "rows.parquet"]
    asked = Run(found, tmp_path / "out", Columns(text="body", url=None, date=None, lang="lang"), Asked(), 10)
    done = run(asked, 1)
    assert (done.errors, done.failed, done.rows["dispatches"]) == ([], 0, 12)
    contents: dict[str, list[str]] = {}
    for row in rows(tmp_path / "out", "claims"):
        contents.setdefault(row["path"].partition("#")[0][-8:], []).append(" ".join(row["content"].split()))
    plain = [content for at in range(4) for content in contents[f"{at}.txt"]]
    assert contents[".parquet"] == plain
    assert set(plain) - set(contents[".warc.gz"]) <= {plain[-1]}  # a page has its own title and paragraphs


def test_what_is_there_is_not_read_again(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(tmp_path / "out", texts)
    before = contents(tmp_path / "out")
    monkeypatch.setattr(runs, "make_part", None)  # nothing may be made
    again = made(tmp_path / "out", texts)
    assert (again.made, again.there) == (0, first.made)
    assert (again.rows, again.failed, again.skipped) == (first.rows, first.failed, first.skipped)
    assert contents(tmp_path / "out") == before


def test_a_part_that_changed_is_made_again_and_one_that_is_gone_is_taken_away(texts: Path, tmp_path: Path) -> None:
    made(tmp_path / "out", texts)
    write_lines(texts, [FRENCH[0], FRENCH[2], FRENCH[3]])
    again = made(tmp_path / "out", texts)
    assert (again.made, again.there) == (2, 0)
    write_lines(tmp_path / "texts.jsonl", [FRENCH[0], FRENCH[2]])
    last = made(tmp_path / "out", texts)
    assert (last.made, last.there) == (0, 1)
    made(tmp_path / "alone", texts)
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")
    assert len(lines(tmp_path / "out")) == 1


@pytest.mark.parametrize("lost", ["claims", MANIFEST])
def test_a_part_of_which_a_file_is_missing_is_made_again(texts: Path, tmp_path: Path, lost: str) -> None:
    made(tmp_path / "out", texts)
    before = contents(tmp_path / "out")
    sorted((tmp_path / "out" / lost).iterdir())[1].unlink()
    again = made(tmp_path / "out", texts)
    assert (again.made, again.there) == (1, 3)
    assert contents(tmp_path / "out") == before


def test_what_a_killed_process_left_half_written_is_taken_away(texts: Path, tmp_path: Path) -> None:
    made(tmp_path / "out", texts)
    for name in ("claims", MANIFEST):
        for left, age in ((".selon-old", 2 * STALE), (".selon-new", STALE / 2), ("theirs", 2 * STALE)):
            (tmp_path / "out" / name / left).write_bytes(b"PAR1")
            os.utime(tmp_path / "out" / name / left, (time.time() - age,) * 2)
    made(tmp_path / "out", texts)
    for name in ("claims", MANIFEST):
        left = sorted(
            path.name for path in (tmp_path / "out" / name).iterdir() if path.suffix not in (".parquet", ".json")
        )
        assert left == [".selon-new", "theirs"]


def test_tables_among_the_inputs_are_none(tmp_path: Path) -> None:
    write_lines(tmp_path / "day.jsonl", FRENCH[:2])
    for told in ("parts: 1 made, 0 there before", "parts: 0 made, 1 there before"):
        result = command("batch", str(tmp_path), "--out", str(tmp_path / "tables"))
        assert (result.exit_code, result.stdout[: len(told)]) == (0, told)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    result = command("batch", str(write_lines(tmp_path / "day.jsonl", FRENCH[:1])), "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(tmp_path / "out") in line and line.endswith("so run it again")


def test_another_version_of_selon_reads_anew(texts: Path, tmp_path: Path) -> None:
    made(tmp_path / "out", texts)
    path = sorted((tmp_path / "out" / MANIFEST).iterdir())[0]
    path.write_text(path.read_text().replace(f'"selon":"{__version__}"', '"selon":"0.0.1"'))
    assert made(tmp_path / "out", texts).made == 1
    line = load_line(path)
    assert line and line.selon == __version__


@pytest.mark.parametrize("of", [2, 3, 7])
@pytest.mark.parametrize("files", [1, 5])
def test_the_shares_together_are_the_whole(tmp_path: Path, of: int, files: int) -> None:
    inputs = [write_lines(tmp_path / f"{at}.jsonl", [*FRENCH, GERMAN][at:]) for at in range(files)]
    made(tmp_path / "whole", *inputs, size=1)
    for number in range(of):
        made(tmp_path / "shared", *inputs, size=1, share=Share(number, of))
    assert contents(tmp_path / "shared") == contents(tmp_path / "whole")
    counts = [made(tmp_path / f"{n}", *inputs, size=1, share=Share(n, of)).made for n in range(of)]
    assert sum(counts) == sum(5 - at for at in range(files))


def test_two_processes_give_the_same_bytes(texts: Path, tmp_path: Path) -> None:
    made(tmp_path / "one", texts)
    done = made(tmp_path / "two", texts, workers=2)
    assert done.made == 4
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_the_command_says_what_it_did(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = command("batch", "texts.jsonl", "--out", "out")
    assert result.exit_code == 0
    assert result.stdout.startswith("parts: 1 made, 0 there before; out holds 5 dispatches, ")
    assert result.stdout.endswith("; 1 failed; passed over 1 de, 1 en\n")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["none.jsonl"], "selon: none.jsonl: no such file; check its name\n"),
        (["bad.parquet"], "selon: bad.parquet: is no Parquet that can be read"),
        (["bad.warc"], "selon: bad.warc: is no web archive"),
        (["texts.jsonl", "--text", "body"], ""),
    ],
)
def test_a_bad_input_is_named(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("bad.parquet", "bad.warc"):
        (tmp_path / name).write_bytes(b"nonsense" * 20)
    result = command("batch", *args, "--out", "out")
    assert result.stderr.startswith(told)
    assert result.exit_code == (1 if told else 0)
    if not told:
        assert "8 failed" in result.stdout


@pytest.mark.parametrize("shard", ["2/2", "a/b", "1", "-1/2", "0/0", "1/2/3"])
def test_a_share_that_is_none_is_refused(texts: Path, tmp_path: Path, shard: str) -> None:
    result = command("batch", str(texts), "--out", str(tmp_path / "out"), "--shard", shard)
    assert result.exit_code == 2 and "is no share" in result.stderr
