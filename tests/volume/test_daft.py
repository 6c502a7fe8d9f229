"""Daft: the rows of its tables are those of `selon batch`; what fails is a row too; on Ray, where Ray is installed."""

from __future__ import annotations

import gzip
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow
import pytest
from pyarrow.parquet import ParquetDataset, write_table

from selon.export.parquet import arrow_schema
from selon.volume.items import Columns, find
from selon.volume.parts import MANIFEST, Line
from selon.volume.runs import Run, run
from selon.volume.shards import Asked
from selon.volume.tables import COLUMNS, schema_name
from selon.wire.errors import InputError
from selon.wire.warc import Raw, load_raw
from tests.wire.test_warc import answer, page, record

daft = pytest.importorskip("daft")
frames = importlib.import_module("selon.volume.frames")

ROOT = Path(__file__).resolve().parent.parent.parent
ENGLISH = "The president said on Monday that the country would not give up its commitments, officials reported."
RAY_SECONDS = 240  # after which a test of Ray has failed: it does not hang

ARCHIVE = """import sys
from selon.volume.frames import read_frame, write_tables
import daft
write_tables(read_frame(daft.read_warc(sys.argv[1]), processes=1), sys.argv[2])
print("selon.reading" in sys.modules)"""

Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def found_by_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Daft's processes look for selon where this one does, be it installed or not."""
    monkeypatch.setenv("PYTHONPATH", env()["PYTHONPATH"])


def env() -> dict[str, str]:
    paths = filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "RAY_AUTH_MODE": "disabled"}


def texts() -> Rows:
    """The samples of the project, and rows of which nothing comes, `path` as `selon batch` calls them."""
    rows: Rows = [{"text": path.read_text(encoding="utf-8")} for path in sorted((ROOT / "examples").glob("*.txt"))]
    rows += [{"text": ENGLISH}, {"text": None}, {"text": " "}, {"text": "Le maire a parlé.", "date": "hier"}]
    rows.insert(2, {"text": "Paris (AFP) - Le maire a démissionné lundi, a-t-il dit à l'AFP.", "date": "2024-02-05"})
    return [
        {"date": None, **row, "path": f"news.parquet#{number}", "url": f"https://example.org/{number}"}
        for number, row in enumerate(rows, 1)
    ]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("news") / "news.parquet"
    write_table(pyarrow.Table.from_pylist(texts()), path)
    return path


@pytest.fixture(scope="module")
def batched(news: Path) -> Path:
    return batch(news)


def batch(source: Path) -> Path:
    """The tables that `selon batch` makes."""
    out = source.parent / "batch"
    done = run(Run(find([str(source)])[0], out, Columns(), Asked()), 1)
    assert done.errors == []
    return out


def table(folder: Path, name: str) -> pyarrow.Table:
    return ParquetDataset(folder / name).read().replace_schema_metadata()


def rows(folder: Path, name: str, called: Callable[[str], str] = str) -> Rows:
    """The rows, sorted, with what their `path` stands for."""
    schema = arrow_schema(COLUMNS[name], schema_name(name)).remove_metadata()
    found = [{**row, "path": called(row["path"])} for row in table(folder, name).cast(schema).to_pylist()]
    return sorted(found, key=repr)


def line(folder: Path) -> Line:
    (path,) = (folder / MANIFEST).iterdir()
    return msgspec.json.decode(path.read_bytes(), type=Line)


def test_the_rows_are_those_of_selon_batch_and_each_text_is_read_once(news: Path, batched: Path) -> None:
    log = news.parent / "log"

    @daft.func
    def noted(text: str) -> str:  # in the process of Daft or another
        with open(log, "a") as file:
            file.write("read\n")
        return text

    given = daft.read_parquet(str(news)).with_column("text", noted(daft.col("text")))
    out = news.parent / "daft"
    counts = frames.write_tables(frames.read_frame(given, processes=1), str(out))
    assert {name: rows(out, name) for name in COLUMNS} == {name: rows(batched, name) for name in COLUMNS}
    assert counts == {**line(batched).rows, "failures": 3, "skipped": 1}
    assert counts["claims"] > 10
    assert log.read_text().count("read") == len(texts())

    made = line(batched)
    assert sorted(table(out, "failures").to_pylist(), key=repr) == sorted(made.failed, key=repr)
    assert [row["lang"] for row in table(out, "skipped").to_pylist()] == list(made.skipped) == ["en"]
    with pytest.raises(InputError, match="holds Parquet already"):
        frames.write_tables(given, str(out))


def test_the_columns_are_those_of_selon_batch(news: Path) -> None:
    """Daft counts in 64 bits how long a text is, and that is the only difference."""
    made = frames.tables(frames.read_frame(daft.read_parquet(str(news)), processes=1))
    for name, columns in COLUMNS.items():
        asked = arrow_schema(columns, schema_name(name)).remove_metadata()
        assert pyarrow.schema([(f.name, small(f.type)) for f in made[name].schema().to_pyarrow_schema()]) == asked


def small(kind: pyarrow.DataType) -> pyarrow.DataType:
    """large_list<large_string> → list<string>"""
    if pyarrow.types.is_large_list(kind):
        return pyarrow.list_(small(kind.value_type))
    small_kinds = {pyarrow.large_string(): pyarrow.string(), pyarrow.large_binary(): pyarrow.binary()}
    return small_kinds.get(kind, kind)


def test_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "crawl.warc.gz"
    named = [{"WARC_Record_ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>"} for number in range(9)]
    records = [
        record(b"software: none\r\n", "warcinfo", "application/warc-fields", **named[0]),
        record(b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request", **named[1]),
        record(answer(page(1, " Il l'a dit lundi à Paris, a rapporté l'AFP.")), **named[2]),
        record(answer(page(2), status="404 Not Found"), **named[3]),
        record("Le maire a été élu, selon la préfecture.".encode("latin-1"), "resource", "text/plain", **named[4]),
        record(ENGLISH.encode(), "conversion", "text/plain", **named[5]),
        record(b"", "conversion", "text/plain", **named[6]),
        record(answer(page(3), Content_Encoding="gzip")[:-40] + b"<", **named[7]),
        record(answer(b"\x1f\x8b", Content_Encoding="gzip"), **named[8]),
    ]
    archive.write_bytes(b"".join(map(gzip.compress, records)))
    assert python(ARCHIVE, str(archive), str(tmp_path / "daft")) == "False\n"  # the model is loaded elsewhere
    batched = batch(archive)
    with archive.open("rb") as stream:
        raws = [raw for raw in load_raw(stream, archive.name) if isinstance(raw, Raw)]
    numbers = {raw.headers["warc-record-id"].strip("<>"): raw.path for raw in raws}
    for name in COLUMNS:
        assert rows(tmp_path / "daft", name, numbers.__getitem__) == rows(batched, name)
    failures = table(tmp_path / "daft", "failures").to_pylist()
    assert [{**row, "path": numbers[row["path"]]} for row in failures] == line(batched).failed
    assert table(tmp_path / "daft", "skipped").to_pylist() == [{"path": named[5]["WARC_Record_ID"][1:-1], "lang": "en"}]


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"path": "a#1", "url": "https://example.org", "text": "t"}, "a#1"),
        ({"path": None, "url": "https://example.org", "text": "t"}, "https://example.org"),
        ({"text": "t"}, "sha256:e3b98a4da31a127d4bde6e43033f66ba274cab0eb7eb1c70ec41402bf6273dd8"),
        ({"text": None}, "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ],
)
def test_what_a_row_is_known_by(row: dict[str, Any], path: str) -> None:
    assert frames.cells_of(row).path == path


def test_what_an_odd_record_is_known_by() -> None:
    row = {"id": None, "url": None, "kind": "Response", "headers": None, "block": None}
    assert frames.raw_of(row).path.startswith("sha256:e3b0c442")
    assert frames.raw_of({**row, "url": "https://example.org"}).path == "https://example.org"
    assert frames.raw_of({**row, "headers": '{"Content-Type": "text/plain"}'}).headers["content-type"] == "text/plain"
    assert frames.raw_of(row).kind == "response"


def test_columns_of_other_names_and_types() -> None:
    given = daft.from_pydict({"body": ["Le maire a démissionné."], "link": ["u"], "sent": [date(2024, 2, 5)]})
    read = frames.read_frame(given, text="body", url="link", date="sent", lang="fr", processes=1)
    (row,) = frames.tables(read.collect())["dispatches"].to_pylist()
    assert (row["path"], row["url"], row["sent"], row["lang"]) == ("u", "u", "2024-02-05", "fr")
    with pytest.raises(InputError, match=r"frame: has no column 'text'; .*\(body, link, sent\)"):
        frames.read_frame(given)


@pytest.mark.parametrize(("cpus", "asked", "want"), [(8, None, 7), (8, 7, 7), (2, 1, 1), (8, 8, None), (1, None, None)])
def test_on_ray_a_cpu_is_left(monkeypatch: pytest.MonkeyPatch, cpus: int, asked: int | None, want: int | None) -> None:
    monkeypatch.setattr(daft, "get_or_infer_runner_type", lambda: "ray")
    monkeypatch.setattr(daft, "get_or_create_runner", lambda: None)
    fake = type(sys)("ray")
    fake.cluster_resources = lambda: {"CPU": float(cpus)}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ray", fake)
    if want:
        assert frames._processes(asked) == want
        return
    with pytest.raises(InputError) as caught:
        frames._processes(asked)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith("say processes=7 at most, or give Ray more" if cpus > 1 else "give Ray more")


def python(program: str, *args: str, seconds: int = 60) -> str:
    command = [sys.executable, "-c", program, *args]
    done = subprocess.run(command, cwd=ROOT, env=env(), capture_output=True, text=True, timeout=seconds)
    return done.stdout + done.stderr


def test_without_the_extra() -> None:
    said = python("import sys; sys.modules['daft'] = None; import selon.volume.frames")
    assert said.strip().endswith("InputError: daft: is not there, or not whole; pip install 'selon[daft]'")


def test_reading_does_not_load_daft() -> None:
    program = """import sys
from selon.cli import app
try:
    app(["read", "examples/mer-rouge-petrolier.txt", "--format", "jsonl"])
finally:
    print("daft" in sys.modules, "ray" in sys.modules)"""
    assert "\nFalse False\n" in python(program)


needs_ray = pytest.mark.skipif(not importlib.util.find_spec("ray"), reason="needs ray")


@needs_ray
def test_the_cluster_of_the_document(news: Path, batched: Path) -> None:
    """The block that is for Ray, on a cluster of this machine alone."""
    blocks = re.findall(r"^```py\n(.*?)^```$", (ROOT / "docs" / "volume-daft.md").read_text("utf-8"), re.M | re.S)
    block = next(block for block in blocks if "set_runner_ray" in block)
    out = news.parent / "ray"
    places = {"ray://head.example:10001": "", "s3://news/2023/*.parquet": news, "s3://news/tables-2023": out}
    for shown, here in places.items():
        assert shown in block
        block = block.replace(shown, str(here))
    block = block.replace('set_runner_ray("")', "set_runner_ray()")
    start = "import ray\nray.init(num_cpus=3, include_dashboard=False, log_to_driver=False)\n"
    said = python(start + block, seconds=RAY_SECONDS)
    assert out.is_dir(), said
    assert {name: rows(out, name) for name in COLUMNS} == {name: rows(batched, name) for name in COLUMNS}


@needs_ray
def test_a_cluster_that_is_too_small() -> None:
    program = """import ray
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
import daft
daft.set_runner_ray()
from selon.volume.frames import read_frame
read_frame(daft.from_pydict({"text": ["Le maire a parlé."]}), processes=2)"""
    said = python(program, seconds=RAY_SECONDS)
    assert "InputError: Ray: has 2 CPUs" in said
    assert "say processes=1 at most" in said
