"""Claims put right: shown, searched, exported so; what was found stays beside; undone, and through re-reading."""

from __future__ import annotations

import json

import msgspec
import pytest

from selon.export import record_json
from selon.model import Reading
from selon.questions.ledger import ledger
from selon.record import judgements
from selon.record.kept import Kept, load_kept
from selon.record.lookup import all_numbers, find_dispatch, load_reading
from selon.record.search import Question, search
from selon.record.store import Found, Record
from selon.wire.errors import InputError
from tests.record.test_judgements import again, claim_id

ARMED = "La Russie a livré des drones à la Corée du Nord"


def row_of(record: Record, id: str) -> Found:
    return next(row for row in search(record, Question(rows="claims"), 0) if row["id"] == id)


def kept_of(record: Record, id: str) -> Kept:
    (kept,) = load_kept(record, [find_dispatch(record, id)[0]])
    return kept


def test_the_content_is_mended_wherever_the_claim_is_shown(record: Record) -> None:
    id = claim_id(record, "drones")
    judgements.mend(record, id, "La Russie a livré\ndes drones", None, by="Ada", note="sans la suite")
    row = row_of(record, id)
    assert (row["content"], row["who"], row["judged"]) == ("La Russie a livré des drones", "Maison Blanche", "mended")
    assert search(record, Question(about="Corée du Nord livré"), 0) == []
    kept, local = kept_of(record, id), id.partition(":")[2]
    (claim,) = (claim for claim in kept.reading.claims if claim.id == local)
    text = kept.reading.dispatch.text
    assert [text[span.start : span.end] for span in claim.content] == ["La Russie a livré des drones"]
    assert kept.judged[local][:2] == ("mended", "Ada")
    assert kept.found[local].content[0].text == ARMED


def test_the_speaker_is_mended_by_the_name_of_an_entity(record: Record) -> None:
    id = claim_id(record, "drones")
    judgements.mend(record, id, None, "dmitri peskov")
    row = row_of(record, id)
    assert (row["who"], row["kind"], row["content"]) == ("Dmitri Peskov", "person", ARMED)
    assert ARMED in [said["content"] for said in ledger(record, "Peskov", None, None, (), 0)]
    assert search(record, Question(says="Maison Blanche"), 0) == []


def test_the_speaker_is_mended_by_words_of_the_dispatch_or_to_nobody(record: Record) -> None:
    id = claim_id(record, "réserve naturelle")
    judgements.mend(record, id, None, "Nos deux pays")
    assert row_of(record, id)["who"] == "Nos deux pays"
    judgements.mend(record, id, None, "")
    assert row_of(record, id)["who"] is None


def test_what_was_mended_before_stays(record: Record) -> None:
    id = claim_id(record, "drones")
    judgements.mend(record, id, None, "Dmitri Peskov")
    second = judgements.mend(record, id, "des drones", None)
    assert (row_of(record, id)["who"], row_of(record, id)["content"]) == ("Dmitri Peskov", "des drones")
    judgements.undo(record, second)
    assert (row_of(record, id)["who"], row_of(record, id)["content"]) == ("Dmitri Peskov", ARMED)


def test_a_mend_is_undone_and_what_was_judged_before_comes_back(record: Record) -> None:
    id, before = claim_id(record, "drones"), search(record, Question(rows="claims"), 0)
    judgements.judge(record, id, "wrong")
    number = judgements.mend(record, id, "des drones", "Dmitri Peskov")
    assert row_of(record, id)["judged"] == "mended"
    judgements.undo(record, number, by="Bea")
    assert search(record, Question(rows="claims"), 0) == [
        {**row, "judged": "wrong" if row["id"] == id else row["judged"]} for row in before
    ]
    assert search(record, Question(about="Corée du Nord livré"), 0)


def test_a_mended_claim_is_judged_as_it_is_now(record: Record) -> None:
    id = claim_id(record, "drones")
    number = judgements.mend(record, id, "des drones", None)
    judgements.judge(record, id, "right")
    assert row_of(record, id)["judged"] == "right"
    judgements.undo(record, number)
    assert row_of(record, id)["judged"] is None


def test_reading_again_keeps_it(record: Record) -> None:
    id = claim_id(record, "drones")
    judgements.mend(record, id, "des drones", "Dmitri Peskov")
    before = row_of(record, id)
    assert again(record) == []
    assert row_of(record, id) == before


def test_it_is_exported_with_what_was_found(record: Record) -> None:
    id = claim_id(record, "drones")
    judgements.mend(record, id, None, "Dmitri Peskov")
    (line,) = (
        line for line in record_json.lines(load_kept(record, all_numbers(record))) if "Washington accuse" in line
    )
    local, beside = id.partition(":")[2], json.loads(line)["record"]
    (claim,) = (claim for claim in msgspec.json.decode(line, type=Reading).claims if claim.id == local)
    assert claim.sources[-1].name == "Dmitri Peskov"
    assert beside["judged"][local]["verdict"] == "mended"
    assert beside["found"][local]["sources"][-1]["name"] == "Maison Blanche"


@pytest.mark.parametrize(
    ("words", "speaker", "told"),
    [
        ("La Chine a livré", None, "does not stand in that dispatch"),
        ("", None, "does not stand in that dispatch"),
        (None, "Napoléon", "does not stand in that dispatch"),
        (ARMED, None, "is so already"),
        (None, "Maison Blanche", "is so already"),
        ("a" * 5001, None, "is too long"),
        ("(.*)+$", None, "does not stand"),
    ],
)
def test_what_does_not_stand_there_is_refused(
    record: Record, words: str | None, speaker: str | None, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        judgements.mend(record, claim_id(record, "drones"), words, speaker)
    assert judgements.list_judgements(record) == []


def test_only_a_claim_is_mended(record: Record) -> None:
    (event,) = search(record, Question(event="arms-transfer"), 0)
    for id in (str(event["id"]), str(event["dispatch"])[:12], str(event["dispatch"])[:12] + ":c99"):
        with pytest.raises(InputError, match="names no claim"):
            judgements.mend(record, id, "des drones", None)


def test_a_mend_back_to_what_was_found_is_to_be_undone(record: Record) -> None:
    id = claim_id(record, "drones")
    judgements.mend(record, id, "des drones", None)
    with pytest.raises(InputError, match="undo the judgement"):
        judgements.mend(record, id, ARMED, None)


def test_of_several_places_the_nearest_is_taken(record: Record) -> None:
    id = claim_id(record, "réserve naturelle")
    judgements.mend(record, id, "par", None)
    number, local = find_dispatch(record, id)
    (claim,) = (claim for claim in load_reading(record, number).claims if claim.id == local)
    (found,) = kept_of(record, id).found.values()
    assert abs(claim.content[0].start - found.content[0].start) < 60
