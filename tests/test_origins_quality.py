"""No score of the origins lies below its floor; what is merged is held pair by pair against what a person merges."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from bench import origins
from bench.origins import Score
from selon.questions.happenings import Happening, Taker
from selon.questions.origins import Origin, same
from selon.questions.origins.same import Telling, same_event
from selon.questions.origins.tellings import Told


def told(path: str) -> Told:
    happening = Happening(
        *(path, path, None, 1, "arrest", "asserted", None, None, None, None, None, None, None, None), takers=()
    )
    return Told(
        *(happening, 1, path, path, None, None, None, frozenset(), (), frozenset()), text="", words="", start=0, end=0
    )


def found(*groups: str, unnamed: bool = False) -> list[Origin]:
    """Origins of tellings of one letter: "ab" is one of two."""
    return [Origin(tuple(map(told, group)), (None, *["so"] * (len(group) - 1)), unnamed) for group in groups]


def case(*groups: str, unnamed: bool = False) -> dict[str, Any]:
    return {"name": "a", "about": "arrest", "origins": [list(group) for group in groups], "unnamed": unnamed}


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    return list(tomllib.loads((origins.FOLDER / "cases.toml").read_text(encoding="utf-8"))["case"])


def test_no_score_is_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    assert origins.main([]) == 0, capsys.readouterr().out


def test_the_cases_are_whole(cases: list[dict[str, Any]]) -> None:
    assert len(cases) >= 40
    names = [case["name"] for case in cases]
    assert len(names) == len(set(names))
    for each in cases:
        keys = [key for group in each["origins"] for key in group]
        assert len(keys) == len(set(keys)) and set(keys) <= set(each["dispatches"]), each["name"]
        assert isinstance(each["unnamed"], bool) and each["why"], each["name"]
        assert len(origins.dispatches(each)) == len(each["dispatches"])


def test_the_cases_ask_for_both(cases: list[dict[str, Any]]) -> None:
    assert sum(each["unnamed"] for each in cases) >= 5
    assert sum(len(each["origins"]) > 1 for each in cases) >= 20
    assert sum(any(len(group) > 1 for group in each["origins"]) for each in cases) >= 20


def test_a_dispatch_has_what_its_case_says() -> None:
    held = {"text": "\nUn titre\n\nIl a plu.\n\n", "agency": "AFP", "byline": "Jean Petit", "sent": "2024-03-05"}
    (made,) = origins.dispatches({"dispatches": {"a": held}})
    assert (made.path, made.agency, made.byline, made.sent) == ("a", "AFP", "Jean Petit", "2024-03-05")
    assert made.text == "Un titre\n\nIl a plu.\n"


def test_what_is_as_a_person_has_it() -> None:
    assert origins.score(case("ab", "c"), found("ab", "c"), {}) == Score(1, 1, 2, 2, 1)


def test_what_is_not_merged_is_missed() -> None:
    assert origins.score(case("ab", "c"), found("a", "b", "c"), {}) == Score(0, 1, 2, 2, 1)


def test_what_is_merged_wrongly_is_not_apart() -> None:
    assert origins.score(case("ab", "c"), found("abc"), {}) == Score(1, 1, 0, 2, 1)


def test_what_is_not_found_is_missed_and_apart() -> None:
    assert origins.score(case("ab", "c"), found("a"), {}) == Score(0, 1, 2, 2, 1)
    assert origins.score(case("ab", "c"), [], {}) == Score(0, 1, 2, 2, 1)


def test_what_a_person_does_not_name_does_not_count() -> None:
    assert origins.score(case("a", "b"), found("ax", "b"), {}) == Score(0, 0, 1, 1, 1)


def test_what_was_superseded_is_where_its_later_version_is() -> None:
    assert origins.score(case("ab"), found("b"), {"a": "b"}) == Score(1, 1, 0, 0, 1)
    assert origins.score(case("abc"), found("c"), {"a": "b", "b": "c"}) == Score(3, 3, 0, 0, 1)
    assert origins.score(case("ab"), found("c"), {"a": "b"}) == Score(0, 1, 0, 0, 1)


def test_the_alarm_is_right_where_it_rings_as_it_must() -> None:
    for rings in (True, False):
        for must in (True, False):
            scored = origins.score(case("a", unnamed=must), found("a", unnamed=rings), {})
            assert scored.alarm == (rings is must)
    assert origins.score(case("ab", unnamed=True), found("a", "b", unnamed=True), {}).alarm == 0


def test_misses_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    origins.score(case("ab", "c"), found("ab", "c"), {}, misses=True)
    assert capsys.readouterr().out == ""
    origins.score(case("ab", "c"), found("a", "bc"), {}, misses=True)
    assert "missed [('a', 'b')], wrong [('b', 'c')]" in capsys.readouterr().out


# the same event


def telling(number: int, target: str, place: str, point: tuple[float, float], words: str) -> Telling:
    """A conviction that a dispatch tells, of somebody without a name."""
    taker = Taker("target", target, f" {target} ", None, None, None, None)
    day = "2018-12-06"
    happening = Happening(
        *(f"d{number}", f"{number}:ev1", None, number, "conviction", "asserted", None, None, None, day, day, day),
        *(place, "FRA", (taker,)),
    )
    return Telling(happening, frozenset(words.split()), point)


@pytest.mark.xfail(
    strict=True, reason="_may_be asks for takers whose role is venue: places of events are not held apart"
)
def test_two_far_towns_are_two_events() -> None:
    """Of 9b6fc60e55c0:ev25 and f9aa06aeb824:ev3 in Wikinews of December 2018, 480 km apart."""
    narbonne = telling(1, "homme de 40 ans", "Narbonne", (43.18, 3.00), "vers narbo homme conda priso ferme")
    bordeaux = telling(2, "homme", "Bordeaux", (44.84, -0.58), "vers borde homme conda priso ferme vols")
    assert same_event(narbonne, [narbonne, bordeaux]) == [narbonne]


def test_no_two_tellings_are_compared_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [telling(n, "homme", "Lyon", (45.76, 4.84), "lyon homme conda priso ferme vols") for n in range(24)]
    compared = []

    def counted(one: Telling, other: Telling) -> float:
        compared.append((one, other))
        return 3.0

    monkeypatch.setattr(same, "points", counted)
    assert len(same_event(many[0], many)) == len(many)
    assert len(compared) <= len(many) ** 2
