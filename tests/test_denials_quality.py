"""No score of the denials lies below its floor, and the gold says only what stands in its texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import denials
from bench.denials import Gold, Score
from selon.model import Answer, Claim, Made, Reading, Span, make_dispatch

TEXT = "Paris accuse Rome d'espionnage. Rome a démenti ces accusations."
GOLD = Gold("deny", (37, 46), (47, 62), [(13, 30)])


def reading(*answers: Answer) -> Reading:
    content, cue = Span(47, 62, TEXT[47:62]), Span(37, 46, TEXT[37:46])
    claim = Claim("c2", (content,), cue, (), "indirect", "deny", "certain", (), Made("object_phrase", None))
    return Reading(make_dispatch(TEXT), blocks=(), claims=(claim,), answers=answers)


def answer(start: int, end: int) -> Answer:
    return Answer(start, end, TEXT[start:end], "c2", "deny", None, 0.5, "so")


def test_no_score_is_below_its_floor(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not (shared / "gold" / "dev").is_dir():
        pytest.skip("../shared/gold is not beside the checkout")
    assert denials.main([]) == 0, capsys.readouterr().out


def test_the_gold_stands_in_its_texts() -> None:
    texts = denials.load_texts()
    gold = denials.load_gold(texts)
    assert sum(map(len, gold.values())) >= 130  # without ../shared, those of our own


def test_what_is_found_and_right() -> None:
    assert denials.score("own/a", reading(answer(13, 30)), [GOLD]) == Score(1, 1, 1, 1, 1, 1)


def test_what_is_found_elsewhere_is_wrong() -> None:
    assert denials.score("own/a", reading(answer(0, 5)), [GOLD]) == Score(0, 1, 1, 0, 1, 1)


def test_the_likeliest_counts_by_itself() -> None:
    assert denials.score("own/a", reading(answer(0, 5), answer(13, 30)), [GOLD]) == Score(1, 2, 1, 0, 1, 1)


def test_what_the_gold_lacks_is_wrong_where_it_is_whole() -> None:
    assert denials.score("own/a", reading(answer(13, 30)), []) == Score(0, 1, 0, 0, 1, 0)
    assert denials.score("wikinews/a", reading(answer(13, 30)), []) == Score(0, 0, 0, 0, 0, 0)
