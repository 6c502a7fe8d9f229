"""No score of the French TimeBank lies below its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import floors as floors_of_scores
from bench import times


def test_no_score_is_below_its_floor(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not (shared / "timebank").is_dir():
        pytest.skip("../shared/timebank is not beside the checkout")
    status = times.main([])
    assert status == 0, capsys.readouterr().out


def test_a_floor_is_raised_but_lowered_only_by_the_flag() -> None:
    floors, figures = {"strict_F": 90.0, "value_F": 90.0}, {"strict_F": 95.04, "value_F": 85.0}
    assert floors_of_scores.moved(floors, figures, lower=False) == {"strict_F": 95.0, "value_F": 90.0}
    assert floors_of_scores.moved(floors, figures, lower=True) == {"strict_F": 95.0, "value_F": 85.0}
    assert floors_of_scores.below(floors, figures, 0.3) == ["value_F 85.0 is below its floor 90"]
