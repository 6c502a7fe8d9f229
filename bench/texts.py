"""The texts that the benchmarks read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from selon.model import Dispatch, make_dispatch

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus" / "wikinews-fr.jsonl.gz"


def corpus() -> Iterator[Dispatch]:
    """Yields the articles of French Wikinews, one at a time; raises FileNotFoundError where ../shared is absent."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield make_dispatch(article["text"], path=article["id"])


def examples() -> list[Dispatch]:
    """Returns the sample dispatches of the project."""
    paths = sorted((ROOT / "examples").glob("*.txt"))
    return [make_dispatch(path.read_text(encoding="utf-8"), path=path.name) for path in paths]


def words(dispatches: list[Dispatch]) -> int:
    return sum(len(dispatch.text.split()) for dispatch in dispatches)
