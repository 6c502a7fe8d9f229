"""What is found: by who says it, to whom it was done, where, when, how surely, through whom, in what words."""

from __future__ import annotations

import pytest

from selon.record.search import Question, answers, hits, search
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


def test_by_agency_as_it_stands_capitals_aside(record: Record) -> None:
    assert paths(record, agency="AFP", rows="dispatches") == ["arms", "corrected", "summit"]
    assert paths(record, agency="reuters", rows="claims") == paths(record, agency=" REUTERS ", rows="events")
    assert paths(record, agency="Reut") == paths(record, agency="' OR 1 --", rows="claims") == []
    record.db.execute("UPDATE dispatches SET agency = 'Été Presse' WHERE path = 'arms'")
    assert paths(record, agency="éTÉ presse", rows="events") == ["arms"]
    assert paths(record, agency="ete presse", rows="events") == []


def test_by_country_of_who_speaks_who_takes_part_and_where(record: Record) -> None:
    assert contents(record, country="MNG", rows="claims") == {"le tracé passerait par une réserve naturelle"}
    assert "La Russie a livré des drones à la Corée du Nord" in contents(record, country="PRK", rows="claims")
    assert contents(record, country="usa", rows="claims") == {"La Russie a livré des drones à la Corée du Nord"}
    assert {row["type"] for row in found(record, country="JPN", rows="events")} == {"missile-launch"}
    assert paths(record, country="CHN", rows="events") == ["summit"]
    assert paths(record, country="FRA") == ["copy", "corrected"]  # of what they name
    assert paths(record, country="FRA", rows="events") == []


def test_by_country_of_the_one_that_a_speaker_is(record: Record) -> None:
    query = "UPDATE entities SET same_as = (SELECT id FROM entities WHERE country = 'PRK') WHERE key LIKE '%vigicrues%'"
    assert paths(record, country="PRK", rows="claims") == ["arms", "missile"]
    assert record.db.execute(query).rowcount
    assert paths(record, country="PRK", rows="claims") == ["arms", "corrected", "missile"]


@pytest.mark.parametrize("code", ["FR", "France", "XXX", "FRA\n\0", "F\u0301RA", "250", "?!", "FRA RUS", "' OR 1"])
def test_what_is_no_country_is_one_line(record: Record, code: str) -> None:
    for rows in ("claims", "events", "dispatches"):
        with pytest.raises(InputError, match="is no country; give its ISO 3166 code of three letters"):
            found(record, rows=rows, country=code)


def test_a_country_that_only_a_list_of_ones_own_knows(record: Record) -> None:
    record.db.execute("UPDATE entities SET country = 'XQZ' WHERE key LIKE '%vigicrues%'")
    assert paths(record, country="XQZ", rows="claims") == ["corrected"]


@pytest.mark.parametrize("kind", ["claims", "events", "dispatches"])
def test_the_numbers_alone_are_those_of_the_answers(record: Record, kind: str) -> None:
    question = Question(rows=kind, since="2024-03-05")  # type: ignore[arg-type]
    assert answers(record, question.kind(), hits(record, question, 3)) == search(record, question, 3)
    assert len(hits(record, question, 0)) == len(search(record, question, 0))


def test_words_that_stand_in_very_many(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [{"words": "la", "rows": rows} for rows in ("claims", "events", "dispatches")]
    few = [found(record, **each) for each in asked]
    monkeypatch.setattr("selon.record.search.MANY", 1)
    assert [found(record, **each) for each in asked] == few
    assert all(few)


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


@pytest.mark.parametrize(
    "name", ["words", "says", "about", "through", "event", "actor", "recipient", "place", "agency", "country"]
)
def test_what_is_asked_for_may_not_be_empty(record: Record, name: str) -> None:
    for rows in ("claims", "events", "dispatches"):
        with pytest.raises(InputError, match="holds no word"):
            found(record, rows=rows, **{name: " "})


@pytest.mark.parametrize("name", ["says", "through", "actor", "recipient", "place"])
def test_a_name_that_nobody_bears_finds_nothing(record: Record, name: str) -> None:
    for rows in ("claims", "events", "dispatches"):
        assert found(record, rows=rows, **{name: "?"}) == found(record, rows=rows, **{name: "Xylophone"}) == []
