"""Origins: the tellings of bench/origins, merged, and held against what a person merges.

Each case is a record of its own. Scores of pairs of dispatches that tell the event: those merged that must be, those
merged that must not be; and of the echo alarm. Exit codes: 0 no score is below its floor, 1 some are, 2 usage.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

import selon
from bench.floors import arguments, hold
from bench.texts import ROOT
from selon.model import Dispatch, Reading, make_dispatch
from selon.questions.origins import Origin, echoes, origins
from selon.record.intake import settle_all
from selon.record.keeping import keep
from selon.record.store import Record, open_record, writing

FOLDER = ROOT / "bench" / "origins"
FLOORS = ROOT / "bench" / "floors_origins.json"
SLACK = 0.5  # of a percent


class Score(NamedTuple):
    """Pairs that must be merged and are, that must be, that must not be and are not, that must not be; alarms right."""

    merged: int
    to_merge: int
    apart: int
    to_part: int
    alarm: int


def dispatches(case: dict[str, Any]) -> list[Dispatch]:
    """The dispatches of a case, by their keys."""
    return [_dispatch(key, held) for key, held in case["dispatches"].items()]


def _dispatch(key: str, held: dict[str, Any]) -> Dispatch:
    known = {name: held.get(name) for name in ("agency", "byline", "sent")}
    return replace(make_dispatch(held["text"].strip() + "\n", path=key), **known)


def answered(case: dict[str, Any], readings: Iterable[Reading]) -> tuple[list[Origin], dict[str, str]]:
    """The origins of the case's event, as its first telling has it; and, of the dispatches that were superseded, which
    are not asked, those that took their place."""
    with tempfile.TemporaryDirectory() as folder, open_record(str(Path(folder) / "case.selon"), create=True) as record:
        with writing(record):
            for reading in readings:
                keep(record.db, reading.dispatch, reading)
        settle_all(record)
        query = (
            "SELECT e.path, l.path FROM links JOIN dispatches AS e ON e.number = earlier JOIN dispatches AS l "
            "ON l.number = later WHERE e.state = 'superseded' AND kind <> 'copy' ORDER BY l.sent, l.number"
        )
        return _asked(record, case), dict(record.db.execute(query))


def _asked(record: Record, case: dict[str, Any]) -> list[Origin]:
    """The origins from the first dispatch that tells an event of the type; none where none does."""
    for key in (key for origin in case["origins"] for key in origin):
        query = (
            "SELECT d.id || ':' || v.local FROM events AS v JOIN dispatches AS d ON d.number = v.dispatch "
            "WHERE d.path = ? AND v.type = ? AND d.state = 'current' ORDER BY v.start"
        )
        if row := record.db.execute(query, (key, case["about"])).fetchone():
            return origins(record, row[0])
    return []


def score(case: dict[str, Any], found: list[Origin], newer: dict[str, str], misses: bool = False) -> Score:
    """Scores one case."""
    gold = {key: n for n, origin in enumerate(case["origins"]) for key in origin}
    mine = {told.path: n for n, origin in enumerate(found) for told in origin.tellings}
    for _ in newer:
        mine |= {old: mine[new] for old, new in newer.items() if new in mine}
    pairs = list(combinations(sorted(gold), 2))
    together = [pair for pair in pairs if gold[pair[0]] == gold[pair[1]]]
    apart = [pair for pair in pairs if gold[pair[0]] != gold[pair[1]]]
    merged = [pair for pair in pairs if pair[0] in mine and mine[pair[0]] == mine.get(pair[1])]
    alarm = echoes(found) == case["unnamed"]
    if misses:
        _print(case, found, [p for p in together if p not in merged], [p for p in apart if p in merged], alarm)
    return Score(
        sum(pair in merged for pair in together),
        len(together),
        sum(pair not in merged for pair in apart),
        len(apart),
        alarm,
    )


def _print(case: dict[str, Any], found: list[Origin], missed: list[Any], wrong: list[Any], alarm: bool) -> None:
    if not (missed or wrong or not alarm):
        return
    print(f"{case['name']}: missed {missed}, wrong {wrong}{'' if alarm else ', alarm'}")
    for origin in found:
        for told, reason in zip(origin.tellings, origin.reasons, strict=True):
            chain = " → ".join(f"{s.name} ({s.kind}, {sorted(s.keys)})" for s in told.chain)
            print(f"    {'  ' if reason else '- '}{told.path} {told.agency}: {chain or 'own voice'} [{reason or ''}]")


def main(argv: list[str] | None = None) -> int:
    args = arguments("bench.origins", __doc__, argv, ".toml")
    cases = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))["case"]
    readings = selon.read_all([dispatch for case in cases for dispatch in dispatches(case)])
    scores = []
    for case in cases:
        held = [next(readings) for _ in case["dispatches"]]
        scores.append(score(case, *answered(case, held), args.misses))
    total = Score(*(sum(part) for part in zip(*scores, strict=True)))
    found = {
        "merged": 100 * total.merged / total.to_merge,
        "apart": 100 * total.apart / total.to_part,
        "alarm": 100 * total.alarm / len(cases),
    }
    print(f"{len(cases)} cases: {total.merged} of {total.to_merge} pairs merged that must be, ", end="")
    print(f"{total.apart} of {total.to_part} apart that must be, {total.alarm} of {len(cases)} alarms right")
    return hold(FLOORS, found, SLACK, pin=args.pin, lower=args.lower)


if __name__ == "__main__":
    sys.exit(main())
