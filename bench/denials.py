"""Denials: what each denial, refusal and confirmation of bench/denials is about, within its dispatch, and the floors.

The gold is ours (bench/denials/README.md). What is found is a pair: an answer, and the words that tell what it answers.
A pair is right where the gold has it: half of the shorter of the two stretches of words is in both. In the dispatches
that are annotated whole, pairs of denials that the gold lacks count as wrong too. Exit codes: 0 no score is below its
floor, 1 some are, 2 usage.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import selon
from bench.floors import arguments, hold
from bench.texts import ROOT, SHARED, corpus
from selon.model import Answer, Claim, Dispatch, Reading, make_dispatch

FOLDER = ROOT / "bench" / "denials"
FLOORS = ROOT / "bench" / "floors_denials.json"
SLACK = 0.5  # of a percent
WHOLE = ("seed", "own/")  # the documents that are annotated whole
Stretch = tuple[int, int]


class Gold(NamedTuple):
    """An answer of the gold: where its cue and its content stand, and what it answers."""

    kind: str
    cue: Stretch
    content: Stretch | None
    answers: list[Stretch]


class Score(NamedTuple):
    """Pairs found that are right, found, and in the gold."""

    right: int
    found: int
    gold: int


def load_texts() -> dict[str, Dispatch]:
    """Returns the dispatches by the gold's names; those of ../shared where it is there."""
    texts = {f"own/{path.stem}": path.read_text(encoding="utf-8") for path in sorted((FOLDER / "own").glob("*.txt"))}
    if SHARED.is_dir():
        texts["seed"] = (SHARED / "dispatches" / "seed.txt").read_text(encoding="utf-8")
        texts |= {
            f"dev/{p.stem}": p.read_text(encoding="utf-8") for p in sorted((SHARED / "gold" / "dev").glob("*.txt"))
        }
        texts |= {f"wikinews/{each.path.split('/')[-1]}": each.text for each in corpus()}
    return {name: make_dispatch(text, path=name) for name, text in texts.items()}


def load_gold(texts: dict[str, Dispatch]) -> dict[str, list[Gold]]:
    """Returns the gold of the dispatches that are there, by name; ValueError for words that a dispatch lacks."""
    held = tomllib.loads((FOLDER / "gold.toml").read_text(encoding="utf-8"))["answer"]
    found: dict[str, list[Gold]] = defaultdict(list)
    for each in held:
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
    found = found_in(reading)
    mine: dict[int, list[Answer]] = defaultdict(list)
    extra = 0
    for id, answers in found.items():
        at = _best(claims[id], gold)
        if at is not None:
            mine[at] += answers
        elif name.startswith(WHOLE):
            extra += len(answers)
            if misses:
                print(f"{name}: extra: {claims[id].content[0].text[:80]!r} → {[a.text[:60] for a in answers]}")
    total = Score(0, extra, 0)
    for number, each in enumerate(gold):
        right = _matched(mine[number], each)
        total = Score(total.right + right, total.found + len(mine[number]), total.gold + len(each.answers))
        if misses and not right == len(each.answers) == len(mine[number]):
            _print(name, reading, each, mine[number])
    return total


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


def _print(name: str, reading: Reading, gold: Gold, answers: list[Answer]) -> None:
    text = reading.dispatch.text
    print(f"{name}: {gold.kind} {text[slice(*gold.cue)]!r} {text[slice(*gold.content)] if gold.content else ''!r}")
    for place in gold.answers:
        print(f"    gold  {text[slice(*place)][:110]!r}")
    for answer in answers:
        print(f"    found {answer.text[:110]!r} ({answer.score}: {answer.reason})")


def figures(scores: Iterator[Score]) -> dict[str, float]:
    """Precision, recall and F of the pairs, in percent."""
    right, found, gold = (sum(part) for part in zip(*scores, strict=True))
    precision, recall = (100 * right / found if found else 0.0), (100 * right / gold if gold else 0.0)
    return {"P": precision, "R": recall, "F": 2 * precision * recall / (precision + recall) if right else 0.0}


def main(argv: list[str] | None = None) -> int:
    args = arguments("bench.denials", __doc__, argv, ".toml")
    texts = load_texts()
    gold = load_gold(texts)
    readings = {reading.dispatch.path: reading for reading in selon.read_all([texts[name] for name in gold])}
    found: dict[str, float] = {}
    for part in ("all", "seed", "dev", "wikinews", "own"):
        names = [name for name in gold if part == "all" or name.startswith(part)]
        if names:
            scores = [score(name, readings[name], gold[name], args.misses and part == "all") for name in names]
            found |= {f"{part}_{key}": value for key, value in figures(iter(scores)).items()}
            _show(part, scores)
    return hold(FLOORS, found, SLACK, pin=args.pin, lower=args.lower) if SHARED.is_dir() else 0


def _show(part: str, scores: list[Score]) -> None:
    right, found, gold = (sum(part) for part in zip(*scores, strict=True))
    told = "  ".join(f"{key} {value:5.1f}" for key, value in figures(iter(scores)).items())
    print(f"{part:9} {gold:4} pairs  {found:4} found  {right:4} right  {told}")


if __name__ == "__main__":
    sys.exit(main())
