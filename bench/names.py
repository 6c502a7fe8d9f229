"""Names: the WiNER articles read, scored by the rules of the gold's own scorer, and held against the floors.

The floors (bench/floors_names.json) are F in percent: of names of the same span and kind, and of names of the same kind
that overlap. Exit codes: 0 no score is below its floor, 1 some are, 2 usage.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import selon
from bench.floors import arguments, hold, load_scorer
from bench.texts import ROOT, SHARED
from selon.model import Reading, make_dispatch

FLOORS = ROOT / "bench" / "floors_names.json"
WINER = SHARED / "names" / "winer-2016"
SLACK = 0.1  # of a percent: what one name of the 2,098, parsed otherwise by another processor, can tip
KINDS = ("person", "location", "organization")

Name = tuple[int, int, str]  # start, end, kind


@dataclass(frozen=True)
class Article:
    """A text, the names of the gold, and those found in it, outermost only."""

    name: str
    text: str
    gold: list[Name]
    found: list[Name]


def load_articles(folders: list[Path]) -> list[Article]:
    """Reads each .txt of the folders that an .ann stands beside."""
    scorer = load_scorer("score_names")
    texts_of = (path for folder in folders for path in sorted(folder.glob("*.txt")))
    paths = [path for path in texts_of if path.with_suffix(".ann").is_file()]
    texts = [path.read_bytes().decode("utf-8") for path in paths]
    readings = selon.read_all(make_dispatch(text, path=path.name) for text, path in zip(texts, paths, strict=True))
    return [
        Article(path.stem, text, scorer.gold_names(path.with_suffix(".ann")), scorer.outermost(scored(reading)))
        for path, text, reading in zip(paths, texts, readings, strict=True)
    ]


def scored(reading: Reading) -> list[Name]:
    """The names of the kinds that the gold has."""
    return [(name.start, name.end, name.kind) for name in reading.names if name.kind in KINDS]


def matched(gold: list[Name], found: list[Name]) -> list[tuple[Name, Name | None]]:
    """Pairs each name of the gold with the first free one of its kind that overlaps it."""
    free = list(found)
    pairs: list[tuple[Name, Name | None]] = []
    for name in gold:
        near = (other for other in free if other[2] == name[2] and other[0] < name[1] and name[0] < other[1])
        hit = next(near, None)
        if hit is not None:
            free.remove(hit)
        pairs.append((name, hit))
    return pairs


def figures(articles: list[Article], kinds: tuple[str, ...] = KINDS) -> dict[str, float]:
    """Returns typed F and overlap F, in percent, of the names of some kinds."""
    total = typed = overlap = 0
    for article in articles:
        for kind in kinds:
            gold, found = ([name for name in names if name[2] == kind] for names in (article.gold, article.found))
            total += len(gold) + len(found)
            typed += len({*gold} & {*found})
            overlap += sum(hit is not None for _, hit in matched(gold, found))
    return {"typed_F": 200 * typed / max(total, 1), "overlap_F": 200 * overlap / max(total, 1)}


def show_misses(article: Article) -> None:
    """Prints what is missed, and what is found beside the gold."""
    pairs = matched(article.gold, article.found)
    hits = {hit for _, hit in pairs}
    missed = (("missed", name) for name, hit in pairs if hit is None)
    extra = (("extra", name) for name in article.found if name not in hits)
    for what, (start, end, kind) in (*missed, *extra):
        print(f"{article.name}: {what} {kind} {article.text[start:end]!r}")


def main(argv: list[str] | None = None) -> int:
    args = arguments("bench.names", __doc__, argv, ".ann")
    if not args.folder and not WINER.is_dir():
        print("bench.names: ../shared/names is not beside the checkout; nothing was scored", file=sys.stderr)
        return 1
    articles = load_articles(args.folder or [WINER])
    if args.misses:
        for article in articles:
            show_misses(article)
    for kind in KINDS:
        show(kind, figures(articles, (kind,)))
    scores = figures(articles)
    show("all", scores)
    return 0 if args.folder else hold(FLOORS, scores, SLACK, pin=args.pin, lower=args.lower)


def show(title: str, scores: dict[str, float]) -> None:
    print(f"{title:13}" + "  ".join(f"{key} {value:.1f}" for key, value in scores.items()))


if __name__ == "__main__":
    raise SystemExit(main())
