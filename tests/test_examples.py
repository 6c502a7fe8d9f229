"""The sample dispatches, read and scored against the claims that an annotator marked in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from selon.model import Reading, make_dispatch
from selon.reading import read_all
from tests.conftest import ROOT
from tests.readings import sample
from tests.scoring import dice, same_name, score

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
CONTENT_FLOOR, ATTRIBUTION_FLOOR = 0.80, 0.70


def gold(path: Path) -> list[dict[str, Any]]:
    marked = json.loads((ROOT / "tests" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    claims: list[dict[str, Any]] = marked["claims"]
    return claims


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    texts = [path.read_text(encoding="utf-8") for path in EXAMPLES]
    return list(read_all(make_dispatch(text, path=path.name) for text, path in zip(texts, EXAMPLES, strict=True)))


def test_there_are_six() -> None:
    assert len(EXAMPLES) >= 6


def test_gold_is_of_the_text() -> None:
    for path in EXAMPLES:
        marked = json.loads((ROOT / "tests" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        assert marked["sha256"] == make_dispatch(path.read_text(encoding="utf-8")).id, path.name


def test_no_score_is_below_its_floor(readings: list[Reading]) -> None:
    scores = score([(gold(path), reading) for path, reading in zip(EXAMPLES, readings, strict=True)])
    assert scores.content >= CONTENT_FLOOR
    assert scores.attribution >= ATTRIBUTION_FLOOR


def test_spans_are_of_the_text(readings: list[Reading]) -> None:
    for reading in readings:
        for claim in reading.claims:
            for span in (*claim.content, *([claim.cue] if claim.cue else []), *claim.sources):
                assert reading.dispatch.text[span.start : span.end] == span.text != ""


# The scorer itself


def test_a_perfect_reading_scores_one() -> None:
    reading = sample()
    golds = [
        {
            "content": [[piece.start, piece.end] for piece in claim.content],
            "sources": [[source.start, source.end] for source in claim.sources],
            "speaker": claim.sources[-1].name if claim.sources else None,
        }
        for claim in reading.claims
    ]
    assert score([(golds, reading)]) == (1.0, 1.0)
    assert score([(golds[:1], reading)]) == (0.5, 0.5)
    golds[0] |= {"sources": [[0, 1]], "speaker": "Zoé"}
    assert score([(golds, reading)]) == (1.0, pytest.approx(2 / 3))


def test_names_and_overlap() -> None:
    assert same_name("M. Peskov", "Dmitri Peskov")
    assert same_name("l'Élysée", "Elysée")
    assert not same_name("Peskov", "")
    assert dice({1, 2}, {2, 3}) == 0.5
    assert dice(set(), {1}) == 0.0
