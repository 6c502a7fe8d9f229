"""Floors of scores: what a change must not let them fall below.

A floor is raised with --pin; only --lower lowers one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

from bench.texts import SHARED


@cache
def load_scorer(name: str) -> Any:
    """Returns one of the gold's own scorers, ../shared/gold/NAME.py, as a module."""
    spec = importlib.util.spec_from_file_location(f"gold_{name}", SHARED / "gold" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def arguments(prog: str, doc: str | None, argv: list[str] | None, gold: str) -> argparse.Namespace:
    """Parses folders of gold (files that end in `gold`), --misses, --pin and --lower; exits with 2 for a folder without
    gold, and where one comes with floors."""
    parser = argparse.ArgumentParser(prog=prog, description=doc.partition("\n")[0] if doc else None)
    parser.add_argument("folder", nargs="*", type=Path, help="folders of gold to score instead, without floors")
    parser.add_argument("--misses", action="store_true", help="print what was missed, extra, or otherwise found")
    parser.add_argument("--pin", action="store_true", help="raise the floors to the present figures")
    parser.add_argument("--lower", action="store_true", help="set the floors to the present figures, lower ones too")
    args = parser.parse_args(argv)
    if args.folder and (args.pin or args.lower):
        parser.error("floors belong to the gold in ../shared; name no folder with --pin or --lower")
    for folder in args.folder:
        if not any(folder.glob(f"*{gold}")):
            parser.error(f"{folder}: no gold ({gold}) in this folder")
    return args


def below(floors: dict[str, float], found: dict[str, float], slack: float, digits: int = 1) -> list[str]:
    """Says which figures are below their floors by more than `slack`; a count, by more than one."""
    return [
        f"{key} {round(found[key], digits)} is below its floor {low:g}"
        for key, low in floors.items()
        if found[key] < low - (1 if isinstance(low, int) else slack)
    ]


def moved(floors: dict[str, float], found: dict[str, float], lower: bool, digits: int = 1) -> dict[str, float]:
    """Returns the floors put at the figures, cut to so many decimals; none goes down unless `lower`."""
    step = 10**digits
    cut = {key: value if isinstance(value, int) else int(value * step) / step for key, value in found.items()}
    return {key: cut[key] if lower else max(floors.get(key, 0), cut[key]) for key in found}


def hold(path: Path, found: dict[str, float], slack: float, *, pin: bool, lower: bool, digits: int = 1) -> int:
    """Holds the scores against the floors in `path`, which it moves first where asked; returns the exit code.

    `slack` is what another processor's rounding can tip, `digits` the decimals of a floor.
    """
    floors = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if pin or lower:
        floors = moved(floors, found, lower, digits)
        path.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    faults = below(floors, found, slack, digits)
    print("\n".join(faults) or "no score is below its floor")
    return 1 if faults else 0
