"""How a claim was found: the construction, its example, the line of the word list, the spans."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from selon.languages.known import load_known_names
from selon.model import Claim, Finding, Made, Name, Place, Reading, Time
from selon.reading import read
from selon.why import CONSTRUCTIONS, Explanation, entries, entry_line, example, explain
from tests.readings import sample


def made(construction: str, entry: str | None) -> Reading:
    """The sample, its first claim made that way."""
    reading = sample()
    first = replace(reading.claims[0], made=Made(construction, entry))
    return replace(reading, claims=(first, *reading.claims[1:]))


@pytest.mark.parametrize("sort", CONSTRUCTIONS)
def test_every_construction_has_an_example(sort: type[Finding]) -> None:
    for name in CONSTRUCTIONS[sort]:
        sentences = example(sort, name)
        assert sentences[:1].isupper() or sentences[:1] in '«"', name
        assert "Returns" not in sentences, name
        assert len(sentences) < 200, name


def test_construction_example_and_entry() -> None:
    reading = made("said_of_the_clause", "fr/verbs.tsv:1")
    found = explain(reading, reading.claims[0])
    assert found.construction == "said of the clause"
    assert found.example == example(Claim, "said_of_the_clause") != ""
    assert found.entry == "fr/verbs.tsv:1"
    assert found.line is not None and found.line.startswith("# Verbs")


def test_no_entry_no_line() -> None:
    reading = sample()
    found = explain(reading, reading.claims[2])
    assert (found.entry, found.line) == (None, None)


def test_fields_of_the_line_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "verbs.tsv").write_text("# head\ndéclarer\tstate\tque inf\t\n", encoding="utf-8")
    monkeypatch.setattr(entries, "FOLDER", tmp_path)
    assert entry_line("xx/verbs.tsv:2") == "déclarer · state · que inf"


def test_spans_in_order_and_labelled() -> None:
    reading = sample()
    first, second, third = (explain(reading, claim).spans for claim in reading.claims)
    assert [label for label, _ in first] == ["content", "cue", "through", "source"]
    assert [span.text for _, span in first][2:] == ["Interfax", "Dmitri Peskov"]
    assert [label for label, _ in second] == ["content", "content", "cue", "source"]
    assert [label for label, _ in third] == ["content", "cue"]


def test_a_construction_that_is_gone_has_no_example() -> None:
    assert example(Claim, "augury") == ""


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


NEWS = (
    "Le président chilien Gabriel Boric a visité Valparaiso mardi. Une bombe a tué un juge à Mérida. Le Venezuela a "
    "dépêché l'armée. Un avion est tombé près de Katmandou deux heures avant le scrutin.\n"
)


@pytest.fixture(scope="module")
def news() -> Reading:
    return read(NEWS, date="2022-05-12")


def found(reading: Reading, words: str, sort: type[Name] | type[Time] | type[Place]) -> Explanation:
    """How the name, the time or the place with those words was found."""
    every: list[Name | Time | Place] = [*reading.names, *reading.times, *reading.places]
    (finding,) = [each for each in every if isinstance(each, sort) and each.text == words]
    return explain(reading, finding)


def test_a_name_whom_it_stands_for(news: Reading) -> None:
    explanation = found(news, "Gabriel Boric", Name)
    assert explanation.construction == news.names[0].made.construction.replace("_", " ")
    assert explanation.example == example(Name, news.names[0].made.construction) != ""
    assert dict(explanation.notes)["stands for"] == "Gabriel Boric (person, CHL)"
    assert [(label, span.text) for label, span in explanation.spans] == [("words", "Gabriel Boric")]


def test_a_name_that_could_stand_for_another() -> None:
    reading = sample()
    notes = explain(reading, reading.names[1]).notes
    assert notes == (
        ("stands for", "Corée du Sud (government, KOR)"),
        ("or else for", "Séoul (location, KOR): as compatible, and named farther off"),
    )


def test_a_time_its_value_and_what_it_counts_from(news: Reading) -> None:
    explanation = found(news, "mardi", Time)
    assert explanation.notes == (
        ("value", "DATE 2022-05-10"),
        ("interval", "2022-05-10 to 2022-05-10"),
        ("counted from", "2022-05-12"),
    )
    assert explanation.entry is not None and explanation.entry.startswith("fr/times.toml:")


def test_a_time_has_the_line_of_its_word(news: Reading) -> None:
    line = found(news, "mardi", Time).line
    assert line is not None and "mardi" in line


def test_a_time_that_counts_from_no_date() -> None:
    reading = read(NEWS)
    notes = dict(found(reading, "mardi", Time).notes)
    assert notes["value"] == "DATE XXXX-WXX-2"
    assert notes["counted from"].startswith("no date")


def test_a_time_and_the_event_that_it_is_tied_to(news: Reading) -> None:
    explanation = found(news, "deux heures avant le scrutin", Time)
    assert [(label, span.text) for label, span in explanation.spans][1:] == [("anchor", "le scrutin")]


def test_a_place_where_it_lies_and_its_runners_up(news: Reading) -> None:
    explanation = found(news, "Mérida", Place)
    notes = explanation.notes
    assert notes[0][0] == "place" and notes[0][1].startswith("Mérida (VEN) at 8.5")
    assert notes[0][1].endswith("precision: town")
    assert notes[1] == ("GeoNames", "3632308")
    assert {text[:12] for label, text in notes if label == "runner-up"} == {"Mérida (MEX)", "Mérida (ESP)"}
    assert explanation.entry == "fr/gazetteer.sqlite:3632308"
    assert explanation.line is None  # a database has no lines


def test_a_place_and_the_words_that_place_things_by_it(news: Reading) -> None:
    spans = found(news, "Katmandou", Place).spans
    assert [(label, span.text) for label, span in spans] == [("words", "Katmandou"), ("near", "près")]


def test_a_place_of_the_table_by_hand_has_its_line() -> None:
    explanation = found(read("Une capsule a quitté le cosmodrome de Plessetsk."), "Plessetsk", Place)
    assert explanation.line is not None and explanation.line.startswith("Plessetsk · Plesetsk · spaceport · RUS")


def test_an_event_has_the_words_of_its_frame() -> None:
    reading = read("Le Canada a imposé des sanctions contre trois généraux birmans.")
    (event,) = reading.events
    explanation = explain(reading, event)
    assert explanation.line is not None and explanation.line.startswith("sanction · contre: target")
    assert explanation.example.startswith("Le Canada a imposé des sanctions")
    assert [(label, span.text) for label, span in explanation.spans] == [
        ("words", "sanctions"),
        ("target", "trois généraux birmans"),
        ("actor", "Le Canada"),
        ("number", "trois généraux"),
    ]
    assert ("PLOVER", "SANCTION discontinue") in explanation.notes


def test_a_count_and_what_it_counts() -> None:
    reading = read("Le président n'a voyagé que sept fois en 12 ans, toutes en 2018.")
    (count,) = reading.counts
    labels = {label: span.text for label, span in explain(reading, count).spans}
    assert (labels["number"], labels["window"], labels["scope"]) == ("sept fois", "en 12 ans", "toutes en 2018")
    assert dict(explain(reading, count).notes)["qualifier"] == "only"


def test_a_frame_that_is_gone() -> None:
    assert entry_line("fr/events/sanction.toml:nouns[99]") is None
    assert entry_line("fr/events/nothing.toml:nouns[1]") is None


def test_a_finding_of_another_reading(news: Reading) -> None:
    for finding in (news.names[0], news.times[0], news.places[0]):
        with pytest.raises(ValueError, match=r"sample\.txt: '.*' is not of this reading"):
            explain(sample(), finding)


def test_every_finding_of_a_real_reading_is_explained(news: Reading) -> None:
    every: list[Finding] = [*news.claims, *news.names, *news.times, *news.places, *news.events, *news.counts]
    for finding in every:
        explanation = explain(news, finding)
        assert explanation.example
        assert all(NEWS[span.start : span.end] == span.text for _, span in explanation.spans)
    assert news.names and news.times and news.places


@pytest.mark.parametrize("before", [0, 5000])
def test_a_list_of_one_s_own_is_not_taken_for_selon_s(tmp_path: Path, before: int) -> None:
    own = tmp_path / "fr" / "verbs.tsv"
    own.parent.mkdir()
    own.write_text("\n" * before + "Gustav Lind\t-\tperson\tSWE\tQ7\n", encoding="utf-8")
    reading = read("Gustav Lind est venu à Quito.", names=load_known_names(own))
    line = explain(reading, reading.names[0]).line
    assert line is None or line.startswith("Gustav Lind")
