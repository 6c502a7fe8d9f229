"""No score of the gold dispatches lies below its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import floors as floors_of_scores
from bench import quality


def test_no_score_is_below_its_floor(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = quality.main([])
    assert status == 0, capsys.readouterr().out


def test_a_floor_is_raised_but_lowered_only_by_the_flag() -> None:
    floors, figures = {"mode": 0.9, "act": 0.9}, {"mode": 0.95, "act": 0.85}
    assert floors_of_scores.moved(floors, figures, lower=False, digits=quality.DIGITS) == {"mode": 0.95, "act": 0.9}
    assert floors_of_scores.moved(floors, figures, lower=True, digits=quality.DIGITS) == figures
    assert floors_of_scores.below(floors, figures, quality.ONE_LINK, quality.DIGITS) == [
        "act 0.85 is below its floor 0.9"
    ]
