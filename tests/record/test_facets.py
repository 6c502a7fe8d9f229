"""How many answers each value of a facet has, and that asking for it finds just those."""

from __future__ import annotations

import pytest

from selon.record.facets import FACETS, MOST, count_facets, days_of, narrowed, set_facets
from selon.record.search import Question, hits
from selon.record.store import Record

ASKED = [
    Question(),
    Question(rows="claims"),
    Question(rows="events"),
    Question(words="vilaine"),
    Question(words="vilaine", old=True),
    Question(says="Peskov"),
    Question(says="Peskov", rows="dispatches"),
    Question(says="Maison Blanche", rows="events"),
    Question(act="deny", rows="dispatches"),
    Question(event="arms-transfer", rows="claims"),
    Question(event="AID"),
    Question(actor="RUS", rows="dispatches"),
    Question(about="drones", rows="dispatches"),
    Question(country="KOR", rows="claims"),
    Question(country="PRK", rows="events"),
    Question(country="FRA"),
    Question(agency="reuters", rows="claims"),
    Question(since="2024-03-05", rows="events"),
    Question(since="2024-03-05", until="2024-03-06", rows="dispatches"),
    Question(until="2024-03-05", rows="claims"),
    Question(certainty="possible", through="nobody at all"),
]


def numbers(record: Record, question: Question) -> dict[str, dict[str, int]]:
    counts = count_facets(record, question, hits(record, question, 0))
    return {name: {count.value: count.number for count in counts[name]} for name in counts}


def spread(record: Record) -> None:
    """Gives the events days of their own, in one month and over several, and the agencies other capitals."""
    spans = [("2023-11-03", "2024-02-29"), ("2024-02-01T10:00", "2024-02-01T10:00"), ("2023-12-31", "2024-01-01")]
    for i, span in enumerate([*spans, (None, "2024-01-31"), ("2024-04-01", None)]):
        record.db.execute("UPDATE events SET begins = ?, ends = ? WHERE id % 6 = ?", (*span, i))
    record.db.execute("UPDATE dispatches SET agency = 'Afp' WHERE path IN ('arms', 'copy')")


def test_how_many_claims_have_each_value(record: Record) -> None:
    found = numbers(record, Question(rows="claims"))
    assert list(found) == list(FACETS)
    assert found["act"] == {"state": 11, "deny": 2, "believe": 1}
    assert found["certainty"] == {"certain": 13, "possible": 1}
    assert found["agency"] == {"AFP": 8, "Reuters": 6}
    assert found["month"] == {"2024-03": 14}
    assert found["country"] == {"PRK": 3, "RUS": 3, "KOR": 2, "CHN": 1, "JPN": 1, "MNG": 1, "USA": 1}


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("change", [None, spread])
def test_asking_for_a_value_finds_as_many_as_were_counted(record: Record, question: Question, change: object) -> None:
    if callable(change):
        change(record)
    found = hits(record, question, 0)
    for name, counts in count_facets(record, question, found).items():
        assert len(counts) <= MOST
        for count in counts:
            asked = narrowed(question, name, count.value)
            assert asked.kind() == question.kind()
            assert len(hits(record, asked, 0)) == count.number, (name, count)


def test_what_is_asked_for_is_taken_off_again(record: Record) -> None:
    question = Question(act="deny", country="RUS", agency="AFP", since="2024-02-01", until="2024-02-29")
    assert set_facets(question) == {"act": "deny", "country": "RUS", "agency": "AFP", "month": "2024-02"}
    for name in set_facets(question):
        question = narrowed(question, name, None)
    assert question == Question(rows="claims")


def test_of_what_is_asked_for_there_is_that_value_alone(record: Record) -> None:
    assert numbers(record, Question(act="deny"))["act"] == {"deny": 2}
    assert numbers(record, Question(act="promise"))["act"] == {"promise": 0}
    assert numbers(record, Question(event="AID"))["event"] == {"AID": 1}


def test_only_those_given_are_counted(record: Record) -> None:
    question = Question(rows="claims")
    counts = count_facets(record, question, hits(record, question, 5))
    assert sum(count.number for count in counts["act"]) == 5


def test_an_event_is_in_each_month_that_it_lasts(record: Record) -> None:
    record.db.execute("UPDATE events SET begins = '0001-01-01', ends = '9999-12-31'")
    months = numbers(record, Question(rows="events"))["month"]
    assert list(months) == [f"9999-{month:02}" for month in range(12, 0, -1)]
    within = Question(rows="events", since="2024-02-10", until="2024-03-05")
    assert list(numbers(record, within)["month"]) == ["2024-03", "2024-02"]
    asked = narrowed(within, "month", "2024-02")
    assert (asked.since, asked.until) == ("2024-02-10", "2024-02-29")


@pytest.mark.parametrize("day", ["", "soon", "2024", "2024-99-99", "１９９９-12-01"])
def test_days_that_are_none_are_in_no_month(record: Record, day: str) -> None:
    record.db.execute("UPDATE events SET begins = ?1, ends = ?1", (day,))
    for month in numbers(record, Question(rows="events"))["month"]:
        assert hits(record, narrowed(Question(rows="events"), "month", month), 0)


def test_the_days_of_a_month() -> None:
    assert days_of("2024-02") == ("2024-02-01", "2024-02-29")
    assert days_of("0001-12") == ("0001-12-01", "0001-12-31")
