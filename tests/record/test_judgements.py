"""What people decide: kept apart, by whom and when, through re-reading, and undone."""

from __future__ import annotations

import pytest

from selon.record import judgements
from selon.record.entities import list_entities
from selon.record.kept import load_kept
from selon.record.lookup import all_numbers, find_dispatch
from selon.record.readers import readers
from selon.record.rereading import reread
from selon.record.search import Question, search
from selon.record.store import Record
from selon.wire.errors import InputError
from tests import desk


def claim_id(record: Record, words: str) -> str:
    (row,) = search(record, Question(about=words, rows="claims"), 0)
    return str(row["id"])


def verdicts(record: Record) -> dict[str, object]:
    return {str(row["content"]): row["judged"] for row in search(record, Question(rows="claims"), 0) if row["judged"]}


def entity(record: Record, words: str) -> list[str]:
    return [str(row["entity"]) for row in list_entities(record.db, words, 0)]


def again(record: Record) -> list[object]:
    with readers((), 1) as ready:
        return [change for each in reread(record, all_numbers(record, withdrawn=True), ready) for change in each]


def test_a_claim_is_judged_and_the_judgement_is_shown_and_exported(record: Record) -> None:
    judgements.judge(record, claim_id(record, "accusations"), "wrong", by="Ada", note="pas lui")
    assert verdicts(record) == {"ces accusations": "wrong"}
    judged = [each for kept in load_kept(record, all_numbers(record)) for each in kept.judged.values()]
    assert [(one.verdict, one.judge, one.note) for one in judged] == [("wrong", "Ada", "pas lui")]


def test_the_latest_judgement_holds_and_undoing_brings_the_one_before_back(record: Record) -> None:
    id = claim_id(record, "accusations")
    judgements.judge(record, id, "wrong", by="Ada")
    second = judgements.judge(record, id, "right", by="Bea")
    assert verdicts(record) == {"ces accusations": "right"}
    judgements.undo(record, second, by="Ada")
    assert verdicts(record) == {"ces accusations": "wrong"}
    rows = judgements.list_judgements(record)
    assert [(row["judge"], row["undone_by"]) for row in rows] == [("Bea", "Ada"), ("Ada", None)]


def test_an_event_is_judged(record: Record) -> None:
    (row,) = search(record, Question(event="arms-transfer"), 0)
    judgements.judge(record, str(row["id"]), "right")
    assert [row["judged"] for row in search(record, Question(event="arms-transfer"), 0)] == ["right"]


def test_reading_again_changes_nothing_of_it(record: Record) -> None:
    judgements.judge(record, claim_id(record, "accusations"), "wrong")
    judgements.merge(record, "person/dmitri-peskov", "person/kim-jong-un")
    assert again(record) == []
    assert verdicts(record) == {"ces accusations": "wrong"}
    assert entity(record, "Kim Jong-un") == ["person/dmitri-peskov"]


def test_a_finding_that_changed_is_not_the_one_judged(record: Record) -> None:
    id = claim_id(record, "accusations")
    judgements.judge(record, id, "wrong")
    number, local = find_dispatch(record, id)
    record.db.execute("UPDATE claims SET act = 'state' WHERE dispatch = ? AND local = ?", (number, local))
    assert verdicts(record) == {}
    assert len(judgements.list_judgements(record)) == 1


def test_merge_and_undo(record: Record) -> None:
    before = list_entities(record.db, None, 0)
    number = judgements.merge(record, "agency/xinhua/CHN", "agency/kcna/PRK", by="Ada")
    assert entity(record, "KCNA") == ["agency/xinhua/CHN"]
    assert {row["who"] for row in search(record, Question(says="Chine nouvelle"), 0)} == {"KCNA"}
    judgements.undo(record, number)
    assert list_entities(record.db, None, 0) == before


def test_split_by_dispatch_and_undo(record: Record) -> None:
    before = list_entities(record.db, None, 0)
    (id,) = record.db.execute("SELECT id FROM dispatches WHERE path = 'arms'").fetchone()
    number = judgements.split(record, "government/coree-du-nord/PRK", [id[:10]], by="Ada")
    keys = {str(row["entity"]): row["dispatches"] for row in list_entities(record.db, "Corée du Nord", 0)}
    assert keys == {"government/coree-du-nord/PRK": 1, "government/coree-du-nord/PRK~1": 1}
    again(record)
    assert len(list_entities(record.db, "Corée du Nord", 0)) == 2
    judgements.undo(record, number)
    assert list_entities(record.db, None, 0) == before


def test_a_wrong_reading_is_told_and_mended_by_reading_again(record: Record) -> None:
    record.db.execute("UPDATE dispatches SET given = NULL")
    numbers = all_numbers(record, withdrawn=True)
    (kept,) = load_kept(record, [n for n in numbers if find_dispatch(record, claim_id(record, "gazoduc"))[0] == n])
    from msgspec.structs import replace

    from selon.record.packing import bare, packed

    wrong = replace(kept.reading, claims=tuple(replace(claim, certainty="possible") for claim in kept.reading.claims))
    where = "dispatch = (SELECT number FROM dispatches WHERE path = 'summit')"
    record.db.execute(f"UPDATE readings SET findings = ? WHERE {where}", (packed(bare(wrong)),))
    changes = again(record)
    assert {(change.sort, "possible" in change.before, "certain" in change.after) for change in changes} == {  # type: ignore[attr-defined]
        ("claim", True, True)
    }
    assert again(record) == []


@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("zz", "is no id"),
        ("ffff", "is in no dispatch"),
        ("abc", "is no id"),
        ("", "is no id"),
        ("abcd:c1:c2", "is no id"),
    ],
)
def test_ids_that_name_nothing(record: Record, id: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        judgements.judge(record, id, "right")


def test_what_cannot_be_judged(record: Record) -> None:
    id = claim_id(record, "accusations").partition(":")[0]
    for wrong, says in (
        (id, "names a dispatch"),
        (f"{id}:c99", "there is no claim c99"),
        (f"{id}:ev99", "no event ev99"),
    ):
        with pytest.raises(InputError, match=says):
            judgements.judge(record, wrong, "right")
    with pytest.raises(InputError, match="is no judgement"):
        judgements.undo(record, 7)
    with pytest.raises(InputError, match="is no entity"):
        judgements.merge(record, "person/nobody", "agency/kcna/PRK")
    with pytest.raises(InputError, match="itself"):
        judgements.merge(record, "KCNA", "agency/kcna/PRK")
    with pytest.raises(InputError, match="does not speak of"):
        judgements.split(record, "agency/kcna/PRK", [id])
    assert judgements.list_judgements(record) == []


def test_a_judgement_that_was_undone_stays_undone(record: Record) -> None:
    number = judgements.judge(record, claim_id(record, "accusations"), "right")
    judgements.undo(record, number)
    with pytest.raises(InputError, match="was undone already"):
        judgements.undo(record, number)


def test_a_last_name_is_joined_where_a_role_or_country_bears_it_out(empty: Record) -> None:
    desk.take(
        empty,
        desk.dispatches(
            [
                ("full", "PARIS, 3 mai 2024 (AFP) - Le ministre russe Ivan Karlov a démenti vendredi."),
                ("last", "PARIS, 4 mai 2024 (AFP) - Le ministre russe Karlov a promis une enquête, a dit son cabinet."),
                ("other", "PARIS, 4 mai 2024 (AFP) - La chanteuse Karlov a démenti vendredi."),
            ]
        ),
    )
    found = [(str(row["entity"]).partition("@")[0], row["also"]) for row in list_entities(empty.db, "Karlov", 0)]
    assert found == [("person/ivan-karlov", "person/karlov/RUS"), ("person/karlov", None)]
