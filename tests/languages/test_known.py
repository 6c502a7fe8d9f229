"""A person's own list of names: what it holds, and how a line that is wrong is named."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from selon.languages.known import KnownName, load_known_names
from selon.languages.loader import WordListError
from selon.model import EntityKind


def listed(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def load(tmp_path: Path, text: str) -> tuple[KnownName, ...]:
    return load_known_names(listed(tmp_path, text))


def error(tmp_path: Path, text: str) -> str:
    """What is said of the list, less the folder that it lies in."""
    with pytest.raises(WordListError) as caught:
        load(tmp_path, text)
    return str(caught.value).removeprefix(f"{tmp_path}/")


# good lists


def test_a_list(tmp_path: Path) -> None:
    text = (
        "name\taliases\tkind\tcountry\twikidata\n"
        "# the league\n\n"
        "Ligue du Nord-Est\tLNE; la Ligue\tgroup\tITA\tQ77\n"
        "Inès Vidal\t-\tperson\t-\t-  # the judge\n"
    )
    place = f"{tmp_path / 'mine.tsv'}"
    assert load(tmp_path, text) == (
        KnownName("Ligue du Nord-Est", ("LNE", "Ligue"), "group", "ITA", "Q77", f"{place}:4"),
        KnownName("Inès Vidal", (), "person", None, None, f"{place}:5"),
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "name\taliases\tkind\n", "Name\tAliases\tKind\n"])
def test_a_list_that_holds_nothing(text: str, tmp_path: Path) -> None:
    assert load(tmp_path, text) == ()


@pytest.mark.parametrize("kind", get_args(EntityKind))
def test_every_kind(kind: str, tmp_path: Path) -> None:
    assert [known.kind for known in load(tmp_path, f"Aurora\t-\t{kind}\n")] == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "Aurora\t\tagency",
        "Aurora\t-\tagency\t-",
        "Aurora\t-\tagency\t\t-",
        "  Aurora \t -\t agency ",
        "\ufeffAurora\t;\tagency",
        "Aurora\t-; ;\tagency\r",
    ],
)
def test_what_is_not_given(line: str, tmp_path: Path) -> None:
    (known,) = load(tmp_path, f"{line}\n")
    assert known[:5] == ("Aurora", (), "agency", None, None)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("le Vieux Lion", "Vieux Lion"),
        ("la Ligue", "Ligue"),
        ("les Lions", "Lions"),
        ("l'Étoile", "Étoile"),
        ("l’Étoile d’Or", "Étoile d'Or"),
        ("Le Monde", "Le Monde"),
        ("La Haye", "La Haye"),
        ("lego", "lego"),
        ("Leïla", "Leïla"),
    ],
)
def test_an_article_is_no_part_of_a_name_nor_an_alias(name: str, bare: str, tmp_path: Path) -> None:
    (known,) = load(tmp_path, f"{name}\t{name};Xyl\tgroup\n")
    assert (known.name, known.aliases) == (bare, (bare, "Xyl"))


def test_a_list_can_be_kept_and_compared(tmp_path: Path) -> None:
    path = listed(tmp_path, "Aurora\tla Lueur\tagency\n")
    assert hash(load_known_names(path)) == hash(load_known_names(path))
    assert load_known_names(path) == load_known_names(path)


def test_the_place_of_a_list_that_lies_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(tmp_path, "Aurora\t-\tagency\n")
    monkeypatch.chdir(tmp_path)
    assert [known.place for known in load_known_names(Path("mine.tsv"))] == ["./mine.tsv:1"]


# bad lists


KINDS = "person, government, military, agency, media, organization, group, location"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Xyl\t-\trobot", f"no kind 'robot'; it is one of {KINDS}"),
        ("Xyl\t-\tPerson", "no kind 'Person'; it is one of "),
        ("Xyl\t-\t-", "no kind '-'; it is one of "),
        ("Xyl", "no kind ''; it is one of "),
        ("Xyl\tperson", "no kind ''; it is one of "),
        ("Xyl - person", "no kind ''; it is one of "),
        ("Xyl\t-\tperson\tSweden", "no country 'Sweden'; give its ISO 3166 code of three letters, e.g. PRK"),
        ("Xyl\t-\tperson\tSE", "no country 'SE'; give its ISO 3166 code"),
        ("Xyl\t-\tperson\tswe", "no country 'swe'; give its ISO 3166 code"),
        ("Xyl\t-\tperson\tSWÉ", "no country 'SWÉ'; give its ISO 3166 code"),
        ("Xyl\t-\tperson\tSWE;NOR", "no country 'SWE;NOR'; give its ISO 3166 code"),
        ("Xyl\t-\tperson\tSWE\t7", "'7' is no Wikidata number; it looks like Q42"),
        ("Xyl\t-\tperson\tSWE\tq7", "'q7' is no Wikidata number"),
        ("Xyl\t-\tperson\tSWE\tQ0", "'Q0' is no Wikidata number"),
        ("Xyl\t-\tperson\tSWE\tQ", "'Q' is no Wikidata number"),
        ("Xyl\t-\tperson\t-\tQ7 Q8", "'Q7 Q8' is no Wikidata number"),
        ("Xyl\t-\tperson\tSWE\tQ7\textra", "6 fields, at most 5 expected"),
        ("\tXyl\tperson", "the first field is empty"),
        ("  \tXyl\tperson", "the first field is empty"),
        ("Aurora\t-\tgroup", "'Aurora' stands in line 2 already"),
    ],
)
def test_a_wrong_line_is_named(line: str, says: str, tmp_path: Path) -> None:
    said = error(tmp_path, f"# mine\nAurora\t-\tagency\n\n{line}\nBoréal\t-\tagency\n")
    assert said.startswith(f"mine.tsv:4: {says}")
    assert "\n" not in said


def test_the_first_wrong_line_is_the_one_named(tmp_path: Path) -> None:
    assert error(tmp_path, "Xyl\t-\trobot\nZyl\t-\tperson\tx\n").startswith("mine.tsv:1: ")


def test_a_wrong_line_is_a_value_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"mine\.tsv:1: no kind 'robot'"):
        load(tmp_path, "Xyl\t-\trobot\n")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_list_in_another_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_bytes("Zoé Lind\t-\tperson\n".encode(encoding))
    with pytest.raises(WordListError) as caught:
        load_known_names(path)
    assert str(caught.value) == f"{path}: is not in UTF-8; save it so"


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"mine\.tsv"):
        load_known_names(tmp_path / "mine.tsv")


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=tmp_path.name):
        load_known_names(tmp_path)


@pytest.mark.xfail(strict=True, reason="doubled names are looked for before articles and apostrophes are made alike")
@pytest.mark.parametrize(
    "text",
    [
        "Lion\t-\tperson\nle Lion\t-\tgroup\n",
        "Cap d'Or\t-\tlocation\nCap d’Or\t-\tgroup\n",
        "Lion\t-\tperson\nTigre\tLion\tgroup\n",
        "Lion\tle Chef\tperson\nTigre\tle Chef\tgroup\n",
    ],
)
def test_a_name_of_two_lines_is_doubled(text: str, tmp_path: Path) -> None:
    assert error(tmp_path, text).startswith("mine.tsv:2: ")


@pytest.mark.xfail(strict=True, reason="any three capitals pass for a country's code")
@pytest.mark.parametrize("code", ["POR", "GER", "XYZ"])
def test_a_code_that_no_country_has(code: str, tmp_path: Path) -> None:
    assert error(tmp_path, f"Xyl\t-\tperson\t{code}\n").startswith("mine.tsv:1: ")
