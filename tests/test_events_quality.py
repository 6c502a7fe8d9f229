"""No score of the events lies below its floor, and the gold says only what stands in its texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import events
from bench.events import Text
from selon.model import Event, Made, Participant, Span, Telling


def test_no_score_is_below_its_floor(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not (shared / "gold" / "dev").is_dir():
        pytest.skip("../shared/gold is not beside the checkout")
    status = events.main([])
    assert status == 0, capsys.readouterr().out


def test_every_trigger_of_the_gold_stands_in_its_text() -> None:
    for texts in events.load_texts(events.FOLDER).values():
        for text in texts:
            for gold in text.gold:
                assert events.spans(text.text, gold)


def happening(type: str, start: int, text: str, *actors: str) -> Event:
    span = Span(start, start + len(text), text)
    roles = {"actor": tuple(Participant(0, 1, actor, actor) for actor in actors)} if actors else {}
    told = (Telling(span, None, "asserted"),)
    made = Made("event", None)
    return Event(
        "ev1", type, None, (), (), span, roles, None, None, None, {}, "asserted", None, False, None, told, made
    )  # fmt: skip


GOLD = {"trigger": "a tiré", "type": "missile-launch", "actors": ["L'Iran"], "status": "asserted"}
TEXT = Text("t", "L'Iran a tiré.", None, [GOLD])


def test_an_event_is_found_by_its_type_and_words() -> None:
    ((_, found),), extra = events.pairs(TEXT, [happening("missile-launch", 7, "a tiré", "Iran")])
    assert found is not None
    assert (extra, events.actor_right(GOLD, found)) == ([], True)


@pytest.mark.parametrize("wrong", [happening("strike", 7, "a tiré"), happening("missile-launch", 0, "L'Iran")])
def test_another_type_or_other_words_are_extra(wrong: Event) -> None:
    assert events.pairs(TEXT, [wrong]) == ([(GOLD, None)], [wrong])


def test_statements_are_left_out() -> None:
    assert events.pairs(TEXT, [happening("say", 7, "a tiré")]) == ([(GOLD, None)], [])


@pytest.mark.parametrize("actors", [(), ("Irak",), ("Iran", "Irak")])
def test_a_wrong_actor_is_wrong(actors: tuple[str, ...]) -> None:
    assert not events.actor_right(GOLD, happening("missile-launch", 7, "a tiré", *actors))
