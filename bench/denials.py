"""Denials: what each denial, refusal and confirmation of bench/denials is about, within its dispatch, and the floors.

The gold is ours (bench/denials/README.md). What is found is a pair: an answer, and the words that tell what it answers.
A pair is right where the gold has it: half of the shorter of the two stretches of words is in both. Two scores: of the
pairs; and of the answers, each by the likeliest pair that is found of it, right where the gold has that. In the
dispatches that are annotated whole, what is found of denials that the gold lacks counts as wrong, too. `ordinary` are
dispatches as a wire carries them, the others were chosen for what is hard in them. Exit codes: 0 no score is below its
floor, 1 some are, 2 usage.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import selon
from bench.floors import arguments, hold
from bench.texts import ROOT, SHARED, corpus
from selon.model import Answer, Claim, Dispatch, Reading, make_dispatch

FOLDER = ROOT / "bench" / "denials"
FLOORS = ROOT / "bench" / "floors_denials.json"
SLACK = 0.5  # of a percent
WHOLE = ("seed", "own/", "ordinary/", "fresh/")  # the documents that are annotated whole
PARTS = ("seed", "dev/", "wikinews/", "own/", "ordinary/", "fresh/")
Stretch = tuple[int, int]


class Gold(NamedTuple):
    """An answer of the gold: where its cue and its content stand, and what it answers."""

    kind: str
    cue: Stretch
    content: Stretch | None
    answers: list[Stretch]


class Score(NamedTuple):
    """Pairs found that are right, found, and in the gold; and the same of answers, by the likeliest pair of each."""

    right: int
    found: int
    gold: int
    first_right: int
    firsts: int
    answered: int


def load_texts() -> dict[str, Dispatch]:
    """Returns the dispatches by the gold's names; those of ../shared where it is there."""
    paths = [path for part in ("own", "ordinary", "fresh") for path in sorted((FOLDER / part).glob("*.txt"))]
    texts = {f"{path.parent.name}/{path.stem}": path.read_text(encoding="utf-8") for path in paths}
    if SHARED.is_dir():
        texts["seed"] = (SHARED / "dispatches" / "seed.txt").read_text(encoding="utf-8")
        texts |= {
            f"dev/{p.stem}": p.read_text(encoding="utf-8") for p in sorted((SHARED / "gold" / "dev").glob("*.txt"))
        }
        texts |= {f"wikinews/{each.path.split('/')[-1]}": each.text for each in corpus()}
    return {name: make_dispatch(text, path=name) for name, text in texts.items()}


def load_gold(texts: dict[str, Dispatch]) -> dict[str, list[Gold]]:
    """Returns the gold of the dispatches that are there, by name; ValueError for words that a dispatch lacks."""
    files = [
        tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
        for name in ("gold.toml", "ordinary.toml", "fresh.toml")
    ]
    found: dict[str, list[Gold]] = defaultdict(list)
    for each in (answer for file in files for answer in file["answer"]):
        if each["doc"] in texts:
            found[each["doc"]].append(_gold(each, texts[each["doc"]].text))
    return found


def _gold(each: dict[str, Any], text: str) -> Gold:
    cues = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(each['cue'])}(?!\w)", text)]
    if len(cues) < each.get("at", 1):
        raise ValueError(f"{each['doc']}: {each['cue']!r} does not stand there")
    cue = cues[each.get("at", 1) - 1]
    content = _nearest(text, each["content"], cue) if each["content"] else None
    return Gold(each["kind"], cue, content, [_nearest(text, answer, cue) for answer in each["answers"]])


def _nearest(text: str, words: str, cue: Stretch) -> Stretch:
    places = [match.span() for match in re.finditer(re.escape(words), text)]
    if not places:
        raise ValueError(f"{words!r} does not stand in the dispatch")
    return min(places, key=lambda place: abs(place[0] - cue[0]))


def found_in(reading: Reading) -> dict[str, list[Answer]]:
    """What was found, by the claim that answers."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for answer in reading.answers:
        found[answer.claim].append(answer)
    return found


def is_of(claim: Claim, gold: Gold) -> bool:
    """Whether the claim is the gold's: by its cue, or by its content."""
    if claim.cue and overlap((claim.cue.start, claim.cue.end), gold.cue):
        return True
    return bool(gold.content) and any(overlap((p.start, p.end), gold.content or (0, 0)) for p in claim.content)


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether half of the shorter is in both."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared >= min(one[1] - one[0], other[1] - other[0]) > 0


def score(name: str, reading: Reading, gold: list[Gold], misses: bool = False) -> Score:
    """Scores one dispatch."""
    claims = {claim.id: claim for claim in reading.claims}
    mine: dict[int, list[Answer]] = defaultdict(list)
    others: list[list[Answer]] = []
    for id, answers in found_in(reading).items():
        at = _best(claims[id], gold)
        if at is not None:
            mine[at] = mine[at] or answers
        elif name.startswith(WHOLE):
            others.append(answers)
    if misses:
        _print(name, reading, gold, mine, others)
    found = [mine[number] for number in range(len(gold))]
    return Score(
        right=sum(map(_matched, found, gold)),
        found=sum(map(len, [*found, *others])),
        gold=sum(len(each.answers) for each in gold),
        first_right=sum(_matched(answers[:1], each) for answers, each in zip(found, gold, strict=True)),
        firsts=sum(map(bool, [*found, *others])),
        answered=sum(bool(each.answers) for each in gold),
    )


def _best(claim: Claim, gold: list[Gold]) -> int | None:
    """The gold's answer that the claim is: by its cue rather than by its content."""
    fitting = [i for i, each in enumerate(gold) if is_of(claim, each)]
    by_cue = [i for i in fitting if claim.cue and overlap((claim.cue.start, claim.cue.end), gold[i].cue)]
    return next(iter(by_cue or fitting), None)


def _matched(answers: Iterable[Answer], gold: Gold) -> int:
    left = list(gold.answers)
    for answer in answers:
        fit = next((place for place in left if overlap((answer.start, answer.end), place)), None)
        if fit:
            left.remove(fit)
    return len(gold.answers) - len(left)


def _print(
    name: str, reading: Reading, gold: list[Gold], mine: dict[int, list[Answer]], others: list[list[Answer]]
) -> None:
    """What was missed, and what is wrong."""
    text = reading.dispatch.text
    for number, each in enumerate(gold):
        if _matched(mine[number], each) == len(each.answers) == len(mine[number]):
            continue
        content = text[slice(*each.content)] if each.content else ""
        print(f"{name}: {each.kind} {text[slice(*each.cue)]!r} {content!r}")
        for place in each.answers:
            print(f"    gold  {text[slice(*place)][:110]!r}")
        for answer in mine[number]:
            print(f"    found {answer.text[:110]!r} ({answer.score}: {answer.reason})")
    for answers in others:
        print(f"{name}: extra: {answers[0].claim} → {[answer.text[:60] for answer in answers]}")


def figures(scores: list[Score]) -> dict[str, float]:
    """Precision, recall and F of the answers, and of the pairs, in percent."""
    right, found, gold, *firsts = (sum(part) for part in zip(*scores, strict=True))
    return {**_figures("", *firsts), **_figures("pair_", right, found, gold)}


def _figures(kind: str, right: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = (100 * right / found if found else 0.0), (100 * right / gold if gold else 0.0)
    f = 2 * precision * recall / (precision + recall) if right else 0.0
    return {f"{kind}P": precision, f"{kind}R": recall, f"{kind}F": f}


def main(argv: list[str] | None = None) -> int:
    args = arguments("bench.denials", __doc__, argv, ".toml")
    texts = load_texts()
    gold = load_gold(texts)
    readings = {reading.dispatch.path: reading for reading in selon.read_all([texts[name] for name in gold])}
    found: dict[str, float] = {}
    for part in ("", *PARTS):
        names = [name for name in gold if name.startswith(part)]
        if names:
            scores = [score(name, readings[name], gold[name], args.misses and not part) for name in names]
            found |= {f"{part or 'all/'}{key}": value for key, value in figures(scores).items()}
            _show(part or "all/", scores)
    return hold(FLOORS, found, SLACK, pin=args.pin, lower=args.lower) if SHARED.is_dir() else 0


def _show(part: str, scores: list[Score]) -> None:
    told = "  ".join(f"{key} {value:5.1f}" for key, value in figures(scores).items())
    print(f"{part:10} {sum(each.answered for each in scores):4} answers  {told}")


if __name__ == "__main__":
    sys.exit(main())
