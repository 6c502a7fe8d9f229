"""Times: the French TimeBank read, scored by the gold's own scorer, and held against the floors.

The floors (bench/floors_times.json) are F in percent: of spans that are the same, of spans that overlap, and of values.
Exit codes: 0 no score is below its floor, 1 some are, 2 usage.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import selon
from bench.floors import arguments, hold, load_scorer
from bench.texts import ROOT, SHARED
from selon.model import Time, make_dispatch

FLOORS = ROOT / "bench" / "floors_times.json"
TIMEBANK = SHARED / "timebank"
SLACK = 0.3  # of a percent: what one expression of the 175, parsed otherwise by another processor, can tip

Gold = tuple[int, int, str, str]  # start, end, type, value


@dataclass(frozen=True)
class Document:
    """A text of the gold, the day that it counts from, and its time expressions."""

    name: str
    text: str
    sent: str
    gold: list[Gold]


def load_documents(folders: list[Path]) -> list[Document]:
    scorer = load_scorer("score_times")
    return [Document(path.stem, *scorer.document(path)) for folder in folders for path in sorted(folder.glob("*.tml"))]


def read_times(documents: list[Document]) -> dict[str, tuple[Time, ...]]:
    """Returns the times found in each document, by its name."""
    dispatches = [
        make_dispatch(document.text, path=f"{document.name}.txt", sent=document.sent) for document in documents
    ]
    readings = selon.read_all(dispatches)
    return {document.name: reading.times for document, reading in zip(documents, readings, strict=True)}


def matched(document: Document, times: tuple[Time, ...]) -> list[tuple[Gold, Time | None]]:
    """Pairs each expression of the gold with the time found that it overlaps most, as the gold's scorer does."""
    overlap = load_scorer("score_times").overlap
    pairs: list[tuple[Gold, Time | None]] = []
    free = list(times)
    for gold in document.gold:
        near = [time for time in free if overlap(gold, (time.start, time.end)) > 0]
        found = max(near, key=lambda time: overlap(gold, (time.start, time.end)), default=None)
        if found is not None:
            free.remove(found)
        pairs.append((gold, found))
    return pairs


def figures(documents: list[Document], found: dict[str, tuple[Time, ...]]) -> dict[str, float]:
    """Returns the F of spans and values, in percent."""
    pairs = [pair for document in documents for pair in matched(document, found[document.name])]
    total = len(pairs) + sum(map(len, found.values()))
    hits = [(gold, time) for gold, time in pairs if time is not None]
    strict = sum((time.start, time.end) == gold[:2] for gold, time in hits)
    value = sum(time.value == gold[3] for gold, time in hits)
    return {key: 200 * n / total for key, n in (("strict_F", strict), ("relaxed_F", len(hits)), ("value_F", value))}


def show_misses(document: Document, times: tuple[Time, ...]) -> None:
    """Prints what was missed, found beside the gold, or given another span or value."""
    pairs = matched(document, times)
    for gold, time in pairs:
        words = document.text[gold[0] : gold[1]]
        if time is None:
            print(f"{document.name}: missed {words!r} {gold[3]}")
        elif time.value != gold[3] or time.text != words:
            print(
                f"{document.name}: {words!r} {gold[3]} found as {time.text!r} {time.value} ({time.made.construction})"
            )
    taken = {id(time) for _, time in pairs}
    for time in times:
        if id(time) not in taken:
            print(f"{document.name}: extra {time.text!r} {time.value} ({time.made.construction})")


def main(argv: list[str] | None = None) -> int:
    args = arguments("bench.times", __doc__, argv, ".tml")
    if not TIMEBANK.is_dir():
        print("bench.times: ../shared/timebank is not beside the checkout; nothing was scored", file=sys.stderr)
        return 1
    documents = load_documents(args.folder or [TIMEBANK])
    found = read_times(documents)
    if args.misses:
        for document in documents:
            show_misses(document, found[document.name])
    scores = figures(documents, found)
    gold, mine = sum(len(document.gold) for document in documents), sum(map(len, found.values()))
    print(f"gold {gold} found {mine}  " + "  ".join(f"{key} {value:.1f}" for key, value in scores.items()))
    return 0 if args.folder else hold(FLOORS, scores, SLACK, pin=args.pin, lower=args.lower)


if __name__ == "__main__":
    raise SystemExit(main())
