"""Quality: the gold dispatches read, scored by the gold's own scorer, and held against the floors.

The floors (bench/floors.json) hold for the dev set of ../shared/gold. A floor is raised with --pin; only --lower lowers
one. Exit codes: 0 no score is below its floor, 1 some are, 2 usage. Other sets, named on the command line, are scored
without floors.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

import selon
from bench.texts import ROOT, SHARED
from selon.model import Dispatch, make_dispatch

ONE_LINK = 0.005  # of a share: about one claim in the 252
FLOORS = ROOT / "bench" / "floors.json"
DEV = SHARED / "gold" / "dev"
MATCHED = ("mode", "act", "certainty", "chain", "name")
COLUMNS = ("content F", "attribution F", "strict F", *MATCHED)

Gold = dict[str, Any]
Scores = dict[str, Any]


def load_scorer() -> Any:
    """Returns the gold's scorer, ../shared/gold/score.py, as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def below(floors: dict[str, float], found: dict[str, float]) -> list[str]:
    """Says which figures are below their floors by more than another processor's rounding can tip: one link."""
    return [
        f"{key} {found[key]:.4g} is below its floor {low:g}"
        for key, low in floors.items()
        if found[key] < low - (ONE_LINK if low <= 1 else 1)
    ]


def moved(floors: dict[str, float], found: dict[str, float], lower: bool) -> dict[str, float]:
    """Returns the floors put at the figures, cut to three decimals; none goes down unless `lower`."""
    cut = {key: value if isinstance(value, int) else int(value * 1000) / 1000 for key, value in found.items()}
    return {key: cut[key] if lower else max(low, cut[key]) for key, low in floors.items()}


def show(scores: dict[str, Scores]) -> None:
    print(f"{'':12}" + "".join(f"{column:>14}" for column in COLUMNS) + "   source right  extracted")
    for group, score in scores.items():
        values = [score[key]["F"] for key in ("content", "attribution", "strict")]
        values += [score["of matched"][key] for key in MATCHED]
        claims = score["claims"]
        right = f"{attributed(score)}/{claims['gold']}"
        print(f"{group:12}" + "".join(f"{v:14.3f}" for v in values) + f"{right:>15}{claims['extracted']:>11}")


def hold(scores: dict[str, Scores], pin: bool, lower: bool) -> int:
    """Holds the scores against the floors, which it moves first where asked; returns the exit code."""
    floors, found = json.loads(FLOORS.read_text(encoding="utf-8")), figures(scores)
    if pin or lower:
        floors = moved(floors, found, lower)
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    faults = below(floors, found)
    print("\n".join(faults) or "no score is below its floor")
    return 1 if faults else 0


def arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.quality", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", nargs="*", type=Path, help="gold folders to score instead, without floors")
    parser.add_argument("--misses", action="store_true", help="print what was missed, extra, or of a wrong source")
    parser.add_argument("--pin", action="store_true", help="raise the floors to the present figures")
    parser.add_argument("--lower", action="store_true", help="set the floors to the present figures, lower ones too")
    args = parser.parse_args(argv)
    if args.folder and (args.pin or args.lower):
        parser.error("floors belong to the dev set; name no folder with --pin or --lower")
    for folder in args.folder:
        if not any(folder.glob("*.json")):
            parser.error(f"{folder}: no gold (.json) in this folder")
    return args


def main(argv: list[str] | None = None) -> int:
    args = arguments(argv)
    if not DEV.is_dir():
        print("bench.quality: ../shared/gold is not beside the checkout; nothing was scored", file=sys.stderr)
        return 1
    scorer, golds = load_scorer(), load_golds(args.folder or [DEV])
    readings = read_golds(golds)
    if args.misses:
        scorer.score(golds, readings, misses=True)
    scores = {group: scorer.score(members, readings) for group, members in groups(golds).items()}
    show(scores)
    print("right source, by act:", "  ".join(f"{k} {v}" for k, v in scores["all"]["recall by act"].items()))
    return 0 if args.folder else hold(scores, args.pin, args.lower)


if __name__ == "__main__":
    raise SystemExit(main())
