"""The command line with the real model behind it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.command import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_a_dispatch_is_read_and_explained(folder: Path) -> None:
    text = "« La Chine ne bougera pas », a déclaré Zoé Martin, selon Reuters.\n"
    (folder / "c.txt").write_text(text, encoding="utf-8")
    claims = json.loads(run("read", "c.txt", "--format", "jsonl").stdout)["claims"]
    assert [claim["sources"][-1]["name"] for claim in claims] == ["Zoé Martin"]
    assert "[1] Zoé Martin" in run("why", "c.txt").stdout


def test_a_name_a_time_and_a_place_are_explained(folder: Path) -> None:
    (folder / "c.txt").write_text("La ministre Anne Petit est arrivée à Quito mardi.\n", encoding="utf-8")
    for sort, words in (("name", "Anne Petit"), ("time", "mardi"), ("place", "Quito")):
        result = run("why", "c.txt", f"--{sort}", "1", "--date", "2022-05-12")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"[1] {words}\n")
    assert "DATE 2022-05-10" in run("why", "c.txt", "--time", "1", "--date", "2022-05-12").stdout


def test_a_list_of_names_comes_before_every_table(folder: Path) -> None:
    (folder / "my.tsv").write_text("Kestrel\tle Faucon\torganization\tNZL\tQ7\n", encoding="utf-8")
    (folder / "c.txt").write_text("Le Faucon a signé avec Oslo, a annoncé Kestrel.\n", encoding="utf-8")
    args = ("read", "c.txt", "--names", "my.tsv", "--format", "csv", "--rows", "names")
    rows = list(csv.DictReader(run(*args).stdout_bytes.decode("utf-8-sig").splitlines(), delimiter=";"))
    mine = [(row["text"], row["name"], row["entity_kind"], row["country"], row["wikidata"]) for row in rows]
    known = ("Kestrel", "organization", "NZL", "Q7")
    assert [row for row in mine if row[1:] == known] == [("Faucon", *known), ("Kestrel", *known)]


def test_the_examples_of_french_run() -> None:
    assert run("check", "fr").stdout.startswith("fr: ")
