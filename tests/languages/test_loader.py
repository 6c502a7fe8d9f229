"""How a word list is read, and how a line that is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.languages.loader import FOLDER, Row, WordListError, folder, rows, settings


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "xx" / "verbs.tsv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_name_their_place(tmp_path: Path) -> None:
    path = table(tmp_path, "# Verbs.\n\ndire\tstate\tque  # why\nnier\tdeny\n")
    assert list(rows(path, 3)) == [
        Row("xx/verbs.tsv:3", ("dire", "state", "que")),
        Row("xx/verbs.tsv:4", ("nier", "deny", "")),
    ]


def test_an_empty_table_has_no_rows(tmp_path: Path) -> None:
    assert list(rows(table(tmp_path, "# nothing yet\n"), 2)) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("dire\tstate\tque\textra\n", r"^xx/verbs\.tsv:1: 4 fields, at most 3 expected$"),
        ("# head\n\tstate\n", r"^xx/verbs\.tsv:2: the first field is empty$"),
        ("dire\tstate\nnier\tdeny\ndire\tdeny\n", r"^xx/verbs\.tsv:3: 'dire' stands in line 1 already$"),
        ("dire \tstate\ndire\tstate\n", r"^xx/verbs\.tsv:2: 'dire' stands in line 1 already$"),
    ],
)
def test_a_malformed_or_doubled_line_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(WordListError, match=says):
        list(rows(table(tmp_path, text), 3))


def test_settings_that_are_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "xx" / "layout.toml"
    path.parent.mkdir()
    path.write_text("agencies = [\n", encoding="utf-8")
    with pytest.raises(WordListError, match=r"^xx/layout\.toml: "):
        settings(path)
    path.write_text('agencies = ["AFP"]\n', encoding="utf-8")
    assert settings(path) == {"agencies": ["AFP"]}


def test_the_folder_of_a_language() -> None:
    assert folder("fr") == FOLDER / "fr"


@pytest.mark.parametrize("lang", ["xx", "", "..", "fr/examples", "__pycache__"])
def test_an_unknown_language_names_those_there_are(lang: str) -> None:
    with pytest.raises(ValueError, match=r"^no language .*: selon has fr"):
        folder(lang)


TABLES = sorted([*(FOLDER / "fr").glob("*.tsv"), *(FOLDER / "fr").glob("*.txt")])


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_french_list_says_what_it_is_and_reads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# "), "the head of a list says what it is and what its fields are"
    assert "\r" not in text
    assert list(rows(path, 8))
