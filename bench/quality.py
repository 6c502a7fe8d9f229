"""Quality: the gold dispatches read, scored by the gold's own scorer, and held against the floors.

The floors (bench/floors.json) hold for the dev set of ../shared/gold. Exit codes: 0 no score is below its floor, 1 some
are, 2 usage. Other sets, named on the command line, are scored without floors.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

import selon
from bench.floors import arguments, hold, load_scorer
from bench.texts import ROOT, SHARED
from selon.model import Dispatch, make_dispatch

ONE_LINK = 0.005  # of a share: about one claim in the 252
DIGITS = 3  # of a floor
FLOORS = ROOT / "bench" / "floors.json"
DEV = SHARED / "gold" / "dev"
MATCHED = ("mode", "act", "certainty", "chain", "name")
COLUMNS = ("content F", "attribution F", "strict F", *MATCHED)

Gold = dict[str, Any]
Scores = dict[str, Any]


def load_golds(folders: list[Path]) -> list[Gold]:
    paths = [path for folder in folders for path in sorted(folder.glob("*.json"))]
    return [{**json.loads(path.read_text(encoding="utf-8")), "folder": path.parent} for path in paths]


def load_dispatch(gold: Gold) -> Dispatch:
    """Returns the text that a gold annotates: beside it, or among ../shared/dispatches.

    Raises ValueError where the text is not the one that was annotated, FileNotFoundError where there is none.
    """
    beside = gold["folder"] / f"{gold['doc']}.txt"
    path = beside if beside.is_file() else SHARED / "dispatches" / beside.name
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != gold["sha256"]:
        raise ValueError(f"{path}: not the text that was annotated (its SHA-256 differs)")
    return make_dispatch(raw.decode("utf-8"), path=path.name)


def read_golds(golds: list[Gold]) -> dict[str, Any]:
    """Reads the golds' dispatches; returns the readings as the scorer wants them, by the name of their gold."""
    readings = selon.read_all([load_dispatch(gold) for gold in golds])
    return {gold["doc"]: msgspec.to_builtins(reading) for gold, reading in zip(golds, readings, strict=True)}


def groups(golds: list[Gold]) -> dict[str, list[Gold]]:
    """Returns the golds together, and by kind: afp-2020-05-11 belongs to `afp`."""
    by_kind: dict[str, list[Gold]] = defaultdict(list)
    for gold in golds:
        by_kind[gold["doc"].partition("-")[0]].append(gold)
    return {"all": golds, **dict(sorted(by_kind.items()))}


def figures(scores: dict[str, Scores]) -> dict[str, float]:
    """Returns the figures that have floors; those of the seed are links, not shares."""
    whole, seed = scores["all"], scores["seed"]
    found: dict[str, float] = {f"{key}_F": whole[key]["F"] for key in ("content", "attribution", "strict")}
    found |= {key: whole["of matched"][key] for key in ("mode", "act", "certainty", "chain")}
    return found | {"seed_attribution": attributed(seed)}


def attributed(score: Scores) -> int:
    """Returns how many claims of the gold were found with the right source."""
    right: int = round(score["attribution"]["R"] * score["claims"]["gold"])
    return right


def show(scores: dict[str, Scores]) -> None:
    print(f"{'':12}" + "".join(f"{column:>14}" for column in COLUMNS) + "   source right  extracted")
    for group, score in scores.items():
        values = [score[key]["F"] for key in ("content", "attribution", "strict")]
        values += [score["of matched"][key] for key in MATCHED]
        claims = score["claims"]
        right = f"{attributed(score)}/{claims['gold']}"
        print(f"{group:12}" + "".join(f"{v:14.3f}" for v in values) + f"{right:>15}{claims['extracted']:>11}")


def main(argv: list[str] | None = None) -> int:
    args = arguments("bench.quality", __doc__, argv, ".json")
    if not DEV.is_dir():
        print("bench.quality: ../shared/gold is not beside the checkout; nothing was scored", file=sys.stderr)
        return 1
    scorer, golds = load_scorer("score"), load_golds(args.folder or [DEV])
    readings = read_golds(golds)
    if args.misses:
        scorer.score(golds, readings, misses=True)
    scores = {group: scorer.score(members, readings) for group, members in groups(golds).items()}
    show(scores)
    print("right source, by act:", "  ".join(f"{k} {v}" for k, v in scores["all"]["recall by act"].items()))
    return 0 if args.folder else hold(FLOORS, figures(scores), ONE_LINK, pin=args.pin, lower=args.lower, digits=DIGITS)


if __name__ == "__main__":
    raise SystemExit(main())
