"""The examples of a language: the format of their files, and what is said of one that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon import check
from selon.check import check_language, differences, load_examples, read_examples
from selon.languages.loader import WordListError
from selon.model import Reading, make_dispatch
from tests.readings import sample

PESKOV = (
    "-> Les deux pays « coopéraient » dans des domaines sensibles | a déclaré | Interfax > Dmitri Peskov "
    "| mixed state certain"
)
SEOUL = "-> =Rien / n'est signé= | assure | Séoul = Séoul | indirect state certain"
HEARSAY = "-> La frappe aurait tué trois civils | aurait tué | - | unsourced state possible"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "xx" / "examples"
    path.mkdir(parents=True)
    return path


def write(folder: Path, *lines: str) -> Path:
    path = folder / "a.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# The format


def test_an_example(folder: Path) -> None:
    path = write(folder, "# About.", "", "todo", "Un.¶Deux.", PESKOV, "# between", HEARSAY, "Trois.", "-> nothing")
    first, second = read_examples(path)
    assert (first.place, first.text, first.todo) == ("xx/examples/a.txt:4", "Un.\n\nDeux.", True)
    peskov, hearsay = first.expected
    assert [source.text for source in peskov.sources] == ["Interfax", "Dmitri Peskov"]
    assert (peskov.mode, peskov.act, peskov.certainty) == ("mixed", "state", "certain")
    assert (hearsay.sources, hearsay.cue) == ((), "aurait tué")
    assert (second.text, second.expected, second.todo) == ("Trois.", (), False)


def test_no_cue_two_pieces_and_a_name(folder: Path) -> None:
    ((only,),) = (
        e.expected for e in read_examples(write(folder, "A.", "-> a / b | - | il = Zoé | direct deny probable"))
    )
    assert only.content == ("a", "b")
    assert only.cue is None
    assert (only.sources[0].text, only.sources[0].name) == ("il", "Zoé")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["A.", "-> a | b"], r"a\.txt:2: 2 fields, expected 4"),
        (["A.", "-> a | | Zoé | direct state certain"], r"a\.txt:2: 4 fields, expected 4"),
        (["A.", "-> a | b | c | direct state"], r"a\.txt:2: 'direct state', expected three words"),
        (["A.", "-> a | b | c | loud state certain"], r"a\.txt:2: no mode 'loud'; it is one of direct, "),
        (["A.", "-> a | b | c | direct shout certain"], r"a\.txt:2: no act 'shout'"),
        (["A.", "-> a | b | c | direct state sure"], r"a\.txt:2: no certainty 'sure'"),
        (["A.", "-> nothing", HEARSAY], r"a\.txt:2: 'nothing' stands beside a finding"),
        (["A."], r"a\.txt:1: nothing said of this sentence"),
        (["A.", "B.", "-> nothing"], r"a\.txt:2: a sentence is one line"),
        (["-> nothing"], r"a\.txt:1: no sentence before this line"),
        (["todo", "-> nothing"], r"a\.txt:2: no sentence before this line"),
        (["A.", "-> nothing", "todo"], r"a\.txt:3: no sentence"),
        (
            ["A.", "-> nothing", "", "A.", "-> nothing"],
            r"a\.txt:4: this example stands in xx/examples/a\.txt:1 already",
        ),
    ],
)
def test_a_malformed_line_is_named(folder: Path, lines: list[str], says: str) -> None:
    with pytest.raises(WordListError, match=says):
        list(read_examples(write(folder, *lines)))


# What must be found


def wrong(folder: Path, *lines: str) -> list[str]:
    (example,) = read_examples(write(folder, "A.", *lines))
    return differences(example, sample())


def test_all_found(folder: Path) -> None:
    assert wrong(folder, PESKOV, SEOUL, HEARSAY) == []


def test_a_missing_claim_and_an_extra_one(folder: Path) -> None:
    lines = wrong(folder, PESKOV, SEOUL.replace("certain", "possible"), HEARSAY)
    assert lines == [
        "  missing -> =Rien / n'est signé= | assure | Séoul = Séoul | indirect state possible",
        "  found   -> =Rien / n'est signé= | assure | Séoul = Séoul | indirect state certain",
    ]
    assert len(wrong(folder, "-> nothing")) == 3


def test_a_name_counts_only_where_it_is_given(folder: Path) -> None:
    assert wrong(folder, PESKOV.replace("Peskov |", "Peskov = Dmitri Peskov |"), SEOUL, HEARSAY) == []
    assert len(wrong(folder, PESKOV.replace("Peskov |", "Peskov = Zoé |"), SEOUL, HEARSAY)) == 2


def test_a_stop_and_a_wide_space_do_not_count(folder: Path) -> None:
    assert wrong(folder, PESKOV.replace("sensibles", "sensibles.").replace("« ", "«\u00a0"), SEOUL, HEARSAY) == []


# The report


@pytest.fixture
def languages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A language xx, whose every example is read as the sample."""

    def read_all(dispatches: object) -> list[Reading]:
        return [sample() for _ in dispatches]  # type: ignore[attr-defined]

    monkeypatch.setattr(check, "folder", lambda lang: folder.parent)
    monkeypatch.setattr(check, "read_all", read_all)
    return folder


def test_passed_failed_and_todo(languages: Path) -> None:
    write(languages, "A.", PESKOV, SEOUL, HEARSAY, "B.", "-> nothing", "todo", "C.", "-> nothing")
    report = check_language("xx")
    assert (report.passed, report.todo) == (1, 1)
    (message,) = report.failed
    assert message.startswith("xx/examples/a.txt:5: B.\n  found   -> Les deux pays")


def test_a_todo_that_passes_fails(languages: Path) -> None:
    write(languages, "todo", "A.", PESKOV, SEOUL, HEARSAY)
    report = check_language("xx")
    assert (report.passed, report.todo) == (0, 0)
    assert report.failed == ("xx/examples/a.txt:2: passes now; take its todo away",)


# French


def test_the_examples_of_french_pass() -> None:
    report = check_language("fr")
    assert report.failed == ()
    assert report.passed > report.todo


def test_the_examples_of_french_hold_negative_ones() -> None:
    examples = load_examples("fr")
    assert len({(e.subject, e.text, e.sent) for e in examples}) == len(examples) >= 150
    assert sum(not example.expected for example in examples) >= 30


def test_an_unknown_language() -> None:
    with pytest.raises(ValueError, match="no language 'xx'"):
        check_language("xx")


def test_nothing_expected_and_nothing_found() -> None:
    assert (
        differences(check.Example("x:1", "claims", "A.", None, (), False), Reading(make_dispatch("A."), (), ())) == []
    )
