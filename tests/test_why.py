"""How a claim was found: the construction, its example, the line of the word list, the spans."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from selon import read, why
from selon.model import Made, Reading
from selon.stages.claims import CONSTRUCTIONS
from selon.why import entry_line, example, explain
from tests.readings import sample


def made(construction: str, entry: str | None) -> Reading:
    """The sample, its first claim made that way."""
    reading = sample()
    first = replace(reading.claims[0], made=Made(construction, entry))
    return replace(reading, claims=(first, *reading.claims[1:]))


def test_every_construction_has_an_example() -> None:
    for name in CONSTRUCTIONS:
        sentences = example(name)
        assert sentences[-1] in ".»\"'", name
        assert "\n" not in sentences
        assert len(sentences) < 200, name


def test_construction_example_and_entry() -> None:
    reading = made("said_of_the_clause", "fr/verbs.tsv:1")
    found = explain(reading, reading.claims[0])
    assert found.construction == "said of the clause"
    assert found.example == example("said_of_the_clause") != ""
    assert found.entry == "fr/verbs.tsv:1"
    assert found.line is not None and found.line.startswith("# Verbs")


def test_no_entry_no_line() -> None:
    reading = sample()
    found = explain(reading, reading.claims[2])
    assert (found.entry, found.line) == (None, None)


def test_fields_of_the_line_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "verbs.tsv").write_text("# head\ndéclarer\tstate\tque inf\t\n", encoding="utf-8")
    monkeypatch.setattr(why, "FOLDER", tmp_path)
    assert entry_line("xx/verbs.tsv:2") == "déclarer · state · que inf"


def test_spans_in_order_and_labelled() -> None:
    reading = sample()
    first, second, third = (explain(reading, claim).spans for claim in reading.claims)
    assert [label for label, _ in first] == ["content", "cue", "through", "source"]
    assert [span.text for _, span in first][2:] == ["Interfax", "Dmitri Peskov"]
    assert [label for label, _ in second] == ["content", "content", "cue", "source"]
    assert [label for label, _ in third] == ["content", "cue"]


def test_a_construction_that_is_gone_has_no_example() -> None:
    assert example("augury") == ""


def test_a_claim_of_another_reading() -> None:
    other = made("clause", None).claims[0]
    with pytest.raises(ValueError, match=r"sample\.txt: claim a1 is not of this reading"):
        explain(sample(), other)


def test_every_claim_of_a_real_reading_is_explained() -> None:
    reading = read("La trêve tient, a déclaré Zoé Martin. Le ministre a promis de partir. Selon Oslo, il pleut.\n")
    for claim in reading.claims:
        found = explain(reading, claim)
        assert found.example
        assert found.entry is None or found.line
    assert reading.claims
