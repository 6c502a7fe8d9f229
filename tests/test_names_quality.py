"""No score of the WiNER articles lies below its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import names


def test_no_score_is_below_its_floor(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not (shared / "names" / "winer-2016").is_dir():
        pytest.skip("../shared/names is not beside the checkout")
    status = names.main([])
    assert status == 0, capsys.readouterr().out


def test_each_name_of_the_gold_is_matched_once() -> None:
    gold = [(0, 4, "person"), (10, 14, "person")]
    article = names.Article("a", "Anne, puis Marc.", gold, [(0, 14, "person"), (20, 24, "location")])
    assert names.figures([article]) == {"typed_F": 0.0, "overlap_F": 50.0}
