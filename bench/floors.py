"""Floors of scores in percent: what a change must not let them fall below.

A floor is raised with --pin; only --lower lowers one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from typing import Any

from bench.texts import SHARED


def load_scorer(name: str) -> Any:
    """Returns one of the gold's own scorers, ../shared/gold/NAME.py, as a module."""
    spec = importlib.util.spec_from_file_location(f"gold_{name}", SHARED / "gold" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def arguments(prog: str, doc: str | None, argv: list[str] | None) -> argparse.Namespace:
    """Parses a folder, --misses, --pin and --lower; exits with 2 where a folder comes with floors."""
    parser = argparse.ArgumentParser(prog=prog, description=doc.partition("\n")[0] if doc else None)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of gold to score instead, without floors")
    parser.add_argument("--misses", action="store_true", help="print what was missed, extra, or otherwise found")
    parser.add_argument("--pin", action="store_true", help="raise the floors to the present figures")
    parser.add_argument("--lower", action="store_true", help="set the floors to the present figures, lower ones too")
    args = parser.parse_args(argv)
    if args.folder and (args.pin or args.lower):
        parser.error("floors belong to the gold in ../shared; name no folder with --pin or --lower")
    return args


def below(floors: dict[str, float], found: dict[str, float], slack: float) -> list[str]:
    return [
        f"{key} {found[key]:.1f} is below its floor {low:g}" for key, low in floors.items() if found[key] < low - slack
    ]


def moved(floors: dict[str, float], found: dict[str, float], lower: bool) -> dict[str, float]:
    """Returns the floors put at the figures, cut to one decimal; none goes down unless `lower`."""
    cut = {key: int(value * 10) / 10 for key, value in found.items()}
    return {key: cut[key] if lower else max(floors.get(key, 0), cut[key]) for key in found}


def hold(path: Path, found: dict[str, float], slack: float, *, pin: bool, lower: bool) -> int:
    """Holds the scores against the floors in `path`, which it moves first where asked; returns the exit code.

    `slack`, in percent, is what another processor's rounding can tip.
    """
    floors = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if pin or lower:
        floors = moved(floors, found, lower)
        path.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    faults = below(floors, found, slack)
    print("\n".join(faults) or "no score is below its floor")
    return 1 if faults else 0
