"""What is taken apart, and what it is called; damaged inputs; documents, their days and their languages."""

from __future__ import annotations

import gzip
import json
import pickle
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

import selon.reading
from bench.crawl import make_crawl
from selon.model import Dispatch, Reading
from selon.volume.documents import Skipped, documents, told_language
from selon.volume.items import Cells, Columns, File, Item, Place, find, items
from selon.volume.shards import Asked, read_shard
from selon.wire.errors import InputError
from tests.desk import ARMS, RIVER


def taken(path: Path, columns: Columns = Columns()) -> list[Item]:  # noqa: B008 (it is frozen)
    (found,), errors = find([str(path)])
    assert errors == []
    return list(items(found, columns))


def told(item: Item, **asked: str) -> list[object]:
    return list(documents(item, **asked))


def test_small_files_of_a_folder_are_one_input(tmp_path: Path) -> None:
    for name in ("a.txt", "deep/b.xml", "deep/c.txt", "x.warc.gz", "deep/y.jsonl", "deep/z.parquet"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found, errors = find([str(tmp_path)])
    assert errors == []
    assert [each.name for each in found] == ["./*", "deep/*", "deep/y.jsonl", "deep/z.parquet", "x.warc.gz"]
    assert [place.name for place in found[1].places] == ["deep/b.xml", "deep/c.txt"]


def test_two_of_one_name_are_told(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.jsonl").write_text("")
    found, errors = find([str(tmp_path / "one" / "a.jsonl"), str(tmp_path / "two" / "a.jsonl")])
    assert len(found) == 1 and "is called a.jsonl" in str(errors[0])
    assert find([str(tmp_path)])[1] == []


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("none.jsonl", "empty", "*.parquet"):
        found, (error,) = find([str(tmp_path / name)])
        assert found == [] and str(tmp_path) in str(error)


@pytest.mark.parametrize("packed", [False, True])
def test_lines(tmp_path: Path, packed: bool) -> None:
    lines = [json.dumps({"text": "un"}), "", "{nonsense", "[1]", json.dumps({"text": "deux", "url": "u", "date": "d"})]
    data = "\n".join(lines).encode()
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    one, bad, odd, two = taken(path)
    assert one == Cells(f"{path.name}#1", "un", None, None, None)
    assert two == Cells(f"{path.name}#5", "deux", "u", "d", None)
    assert isinstance(bad, InputError) and bad.name == f"{path.name}#3" and "is no JSON" in str(bad)
    assert isinstance(odd, InputError) and "is no JSON object" in str(odd)


def test_lines_that_are_cut_end_with_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress("".join(json.dumps({"text": f"{at} {at * 7919}"}) + "\n" for at in range(5000)).encode())
    path.write_bytes(whole[: len(whole) // 2])
    *read, last = taken(path)
    assert len(read) > 100 and isinstance(last, InputError) and "is cut or damaged behind line" in str(last)


def test_rows_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    when = datetime(2024, 3, 8, 23, 30, tzinfo=UTC)
    parquet.write_table(pyarrow.table({"body": ["un", None], "when": [when, None], "link": ["u", "v"]}), path)
    one, two = taken(path, Columns("body", "link", "when", None))
    assert one == Cells("a.parquet#1", "un", "u", when, None)
    assert two == Cells("a.parquet#2", None, "v", None, None)
    with pytest.raises(
        InputError, match=r"has no column 'text'; name that of the text with --text \(body, link, when\)"
    ):
        taken(path)


def test_a_table_that_is_damaged_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(
        pyarrow.table({"text": [f"{at} mots {at * 7919}" for at in range(20_000)]}), path, row_group_size=1000
    )
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    path.write_bytes(data)
    *read, last = taken(path)
    assert read and isinstance(last, InputError) and "is damaged behind row" in str(last)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("2024-03-08", "2024-03-08"),
        ("2024-03-08T10:00:00Z", "2024-03-08"),
        (date(2024, 3, 8), "2024-03-08"),
        (datetime(2024, 3, 8, 10, tzinfo=UTC), "2024-03-08"),
        (20240308, "2024-03-08"),
        (None, None),
        ("", None),
    ],
)
def test_the_day_of_a_row(given: Any, sent: str | None) -> None:
    (found,) = told(Cells("a#1", "Le pont a cédé, selon la mairie.", None, given, "fr"))
    assert isinstance(found, Dispatch) and found.sent == sent


@pytest.mark.parametrize("given", ["08/03/2024", "hier", 8.5, "2024-13-01", "' OR 1=1"])
def test_a_day_that_is_none_is_told(given: Any) -> None:
    (found,) = told(Cells("a#1", "Le pont a cédé.", None, given, "fr"))
    assert isinstance(found, InputError) and "has a date that is no day" in str(found)


def test_a_text_may_be_bytes() -> None:
    (found,) = told(Cells("a#1", "Le pont a cédé.".encode(), None, None, "fr"))
    assert isinstance(found, Dispatch) and found.text == "Le pont a cédé."


@pytest.mark.parametrize("text", [None, "", " \n", 5, ["a"], b"\xff\xfe"])
def test_a_row_without_a_text_is_told(text: Any) -> None:
    (found,) = told(Cells("a#1", text, None, None, None))
    assert isinstance(found, InputError) and "holds no text" in str(found)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (ARMS, "fr"),
        ("The minister said on Tuesday that the talks had failed and that nobody would sign.", "en"),
        ("Der Minister sagte am Dienstag, dass die Gespräche gescheitert seien und niemand unterschreibe.", "de"),
        ("El ministro dijo el martes que las conversaciones habían fracasado y que nadie firmaría.", "es"),
        ("قال الوزير يوم الثلاثاء إن المحادثات فشلت ولن يوقع أحد على المعاهدة هذا العام في العاصمة", "ar"),
        (
            "部长周二表示，会谈已经失败，今年没有人会签署该条约，议会将于下周就此进行投票，政府尚未作出任何正式回应或说明。",
            "zh",
        ),
        ("Helga Stevens, Gianni Pittella, Guy Verhofstadt, Klaus Welle, Udo Bullmann. " * 5 + ARMS, "fr"),
        ("Oui.", None),
        ("", None),
        ("12 34 56 " * 50, None),
    ],
)
def test_the_language_is_told_by_the_words(text: str, lang: str | None) -> None:
    assert told_language(text) == lang


def test_the_language_that_is_given_is_taken_at_its_word() -> None:
    english = "The minister said on Tuesday that the talks had failed and that nobody would sign."
    assert told(Cells("a#1", english, None, None, None)) == [Skipped("a#1", "en")]
    for item, asked in (
        (Cells("a#1", english, None, None, "fr_FR"), {}),
        (Cells("a#1", english, None, None, None), {"lang": "fr"}),
    ):
        (found,) = told(item, **asked)
        assert isinstance(found, Dispatch) and found.lang == "fr"
    assert told(Cells("a#1", ARMS, None, None, "EN-gb")) == [Skipped("a#1", "en")]


def test_a_file_is_read_by_its_format_and_an_archive_must_be_called_one(tmp_path: Path) -> None:
    (found,) = told(File("a.txt", RIVER.encode("cp1252")))
    assert isinstance(found, Dispatch) and "Crue de la Vilaine" in found.text
    make_crawl(tmp_path / "c.warc.gz", 20)
    (error,) = told(File("c.bin", (tmp_path / "c.warc.gz").read_bytes()))
    assert isinstance(error, InputError) and "is a web archive" in str(error)


def test_a_fault_of_our_own_costs_the_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.volume.documents.load_bytes", lambda *_: 1 / 0)
    (error,) = told(File("a.txt", b"Le pont."))
    assert isinstance(error, InputError) and "ZeroDivisionError" in str(error) and "report" in str(error)


def test_a_stage_that_breaks_costs_the_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read before it is not read again; what was in hand is, one by one."""
    real, read = selon.reading._read, Counter[str]()

    def breaking(page: Any, *rest: Any) -> Reading:
        read[page.dispatch.path] += 1
        if "42" in page.dispatch.text:
            raise ZeroDivisionError("of bridges")
        return real(page, *rest)

    monkeypatch.setattr(selon.reading, "_read", breaking)
    texts = [Cells(f"a#{at}", f"Le pont {at} a cédé, selon le maire.", None, None, "fr") for at in range(80)]
    shard = read_shard(texts, Asked())
    assert [row["path"] for row in shard.rows["dispatches"]] == [f"a#{at}" for at in range(80) if at != 42]
    (error,) = shard.failed
    assert error.name == "a#42" and "ZeroDivisionError: of bridges" in error.what
    assert {path: times for path, times in read.items() if times > 1} == {"a#42": 2}


def test_a_crawl_is_read_as_it_was_planted(tmp_path: Path) -> None:
    planted = make_crawl(tmp_path / "c.warc.gz", 120)
    shard = read_shard(taken(tmp_path / "c.warc.gz"), Asked())
    assert (len(shard.rows["dispatches"]), shard.skipped, len(shard.failed)) == (
        planted.pages, planted.skipped, planted.failed,
    )  # fmt: skip


def test_an_error_is_the_same_in_another_process() -> None:
    error = pickle.loads(pickle.dumps(InputError("a.txt", "is empty")))
    assert (error.name, error.what, str(error)) == ("a.txt", "is empty", "a.txt: is empty")


def test_a_file_that_is_gone_is_a_failure_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le pont a cédé.")
    (tmp_path / "b.txt").write_text("Le pont tient.")
    (found,), _ = find([str(tmp_path)])
    (tmp_path / "a.txt").unlink()
    gone, there = items(found, Columns())
    assert isinstance(gone, InputError) and "no such file" in str(gone)
    assert there == File("b.txt", b"Le pont tient.")
    assert found.places[0] == Place(str(tmp_path / "a.txt"), "a.txt")
