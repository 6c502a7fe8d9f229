"""What is found: by who says it, to whom it was done, where, when, how surely, through whom, in what words."""

from __future__ import annotations

import pytest

from selon.record.search import Question, search
from selon.record.store import Found, Record
from selon.record.words import match
from selon.wire.errors import InputError


def found(record: Record, limit: int = 0, **asked: object) -> list[Found]:
    return search(record, Question(**asked), limit)  # type: ignore[arg-type]


def contents(record: Record, **asked: object) -> set[object]:
    return {row["content"] for row in found(record, **asked)}


def paths(record: Record, **asked: object) -> list[object]:
    return sorted({str(row["path"]) for row in found(record, **asked)})


def test_who_says_it_by_any_part_of_the_name_without_accents(record: Record) -> None:
    assert contents(record, says="Liang") == {"Nos deux pays vont construire ce gazoduc ensemble"}
    assert contents(record, says="PESKOV") == {"ces accusations", "C'est faux"}
    assert contents(record, says="ministere mongol") == {"le tracé passerait par une réserve naturelle"}
    assert contents(record, says="Pesk") == set()  # a part of a name, not of a word


def test_who_says_it_by_the_entity_and_by_the_country(record: Record) -> None:
    assert contents(record, says="person/dmitri-peskov") == {"ces accusations", "C'est faux"}
    assert "le tracé passerait par une réserve naturelle" in contents(record, says="MNG")


def test_through_whom(record: Record) -> None:
    (row,) = found(record, through="Chine nouvelle")
    assert (row["who"], row["through"]) == ("Liang Wenbo", "Chine nouvelle")


def test_how_it_is_said_and_how_sure(record: Record) -> None:
    assert contents(record, act="deny") == {"ces accusations", "le tracé passerait par une réserve naturelle"}
    (row,) = found(record, certainty="possible")
    assert row["who"] == "Park Sung-min"
    assert contents(record, act="deny", says="Kremlin") == set()


@pytest.mark.parametrize(
    "words", ["missile", "MISSILES", "missiles balistiques", '"missile balistique"', "« missile balistique »"]
)
def test_words_fold_number_case_and_accents(record: Record, words: str) -> None:
    assert paths(record, about=words) == ["missile"]
    assert paths(record, words=words) == ["missile"]


def test_words_must_all_be_there_and_a_phrase_as_it_stands(record: Record) -> None:
    assert paths(record, words="missile gazoduc") == []
    assert paths(record, words='"balistique missile"') == []
    assert paths(record, words="démenti reserve") == ["summit"]


def test_events_by_type_actor_recipient_and_plover(record: Record) -> None:
    (row,) = found(record, event="arms-transfer", actor="RUS", recipient="PRK")
    assert (row["actor"], row["recipient"], row["told_by"]) == ("Russie", "Corée du Nord", "Maison Blanche")
    assert found(record, event="arms-transfer", actor="PRK") == []
    assert paths(record, actor="Corée du Nord", event="missile-launch") == ["missile"]
    assert paths(record, event="AID") == ["arms"]


def test_events_by_place(record: Record) -> None:
    assert paths(record, place="mer du Japon", event="missile-launch") == ["missile"]
    assert paths(record, place="Oulan-Bator", rows="dispatches") == ["summit"]
    assert paths(record, place="vilaine", rows="claims") == ["copy", "corrected"]


def test_days(record: Record) -> None:
    assert paths(record, since="2024-03-06", rows="dispatches") == ["arms", "copy", "corrected"]
    assert paths(record, until="2024-03-04", rows="dispatches") == ["summit"]
    assert paths(record, since="2024-03-05", until="2024-03-05", event="missile-launch") == ["missile"]


def test_what_was_superseded_only_if_asked(record: Record) -> None:
    assert paths(record, words="vigicrues") == ["corrected"]
    assert paths(record, words="vigicrues", old=True) == ["corrected", "river"]


def test_a_claim_that_tells_an_event_and_an_event_that_somebody_tells(record: Record) -> None:
    assert contents(record, says="Maison Blanche", event="arms-transfer", rows="claims") == {
        "La Russie a livré des drones à la Corée du Nord"
    }
    assert paths(record, says="Maison Blanche", event="arms-transfer", rows="events") == ["arms"]
    assert paths(record, says="Peskov", rows="dispatches") == ["arms"]


def test_the_latest_come_first_and_no_more_than_asked(record: Record) -> None:
    days = [str(row["sent"]) for row in found(record, rows="dispatches")]
    assert days == sorted(days, reverse=True)
    assert len(found(record, limit=2, rows="claims")) == 2


@pytest.mark.parametrize("words", ["", "«»", "!?", '""', "((("])
def test_no_word_to_look_for(record: Record, words: str) -> None:
    with pytest.raises(InputError, match="holds no word"):
        match(words)


@pytest.mark.parametrize("words", ['a"b', "NEAR(", "* OR 1", "col:x", "'; DROP TABLE claims; --", "é" * 5000, "\0 x"])
def test_odd_words_are_words(record: Record, words: str) -> None:
    found(record, words=words)
    found(record, about=words, says=words, through=words, place=words, rows="claims")
    assert found(record, rows="claims")


def test_ids_lead_back_to_the_words(record: Record) -> None:
    for row in found(record, rows="claims"):
        (text,) = record.db.execute("SELECT text FROM dispatches WHERE id = ?", (row["dispatch"],)).fetchone()
        assert text[int(row["start"] or 0) : int(row["end"] or 0)] == row["content"]


@pytest.mark.parametrize("name", ["words", "says", "about", "through", "event", "actor", "recipient", "place"])
def test_what_is_asked_for_may_not_be_empty(record: Record, name: str) -> None:
    for rows in ("claims", "events", "dispatches"):
        with pytest.raises(InputError, match="holds no word"):
            found(record, rows=rows, **{name: " "})


@pytest.mark.parametrize("name", ["says", "through", "actor", "recipient", "place"])
def test_a_name_that_nobody_bears_finds_nothing(record: Record, name: str) -> None:
    for rows in ("claims", "events", "dispatches"):
        assert found(record, rows=rows, **{name: "?"}) == found(record, rows=rows, **{name: "Xylophone"}) == []
