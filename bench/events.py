"""Events: the sentences and dispatches of bench/events read, scored, and held against the floors.

The gold is ours (bench/events/GUIDE.md). An event is found where one of its tellings overlaps one of the gold's
triggers and has its type; statements are left out, as claims have scores of their own. Of those found, the actor is
right where whoever is given is in the gold, and somebody is if the gold names somebody. Exit codes: 0 no score is below
its floor, 1 some are, 2 usage.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import selon
from bench.floors import arguments, hold
from bench.texts import ROOT, SHARED
from selon.model import Event, Reading, make_dispatch

FOLDER = ROOT / "bench" / "events"
DISPATCHES = SHARED / "gold" / "dev"
FLOORS = ROOT / "bench" / "floors_events.json"
SLACK = 0.5  # of a percent
STATEMENTS = frozenset("say deny warn promise ask decline".split())
ARTICLES = ("le ", "la ", "les ", "l'", "l’", "un ", "une ", "des ", "de ", "du ", "d'")


@dataclass(frozen=True)
class Text:
    """A text, the day that it counts from, and the events that the gold holds."""

    name: str
    text: str
    sent: str | None
    gold: list[dict[str, Any]]


def load_texts(folder: Path) -> dict[str, list[Text]]:
    """Returns the sentences, and the dispatches where ../shared is there."""
    sentences = json.loads((folder / "sentences.json").read_text(encoding="utf-8"))
    groups = {"sentences": [Text(f"s{n}", s["text"], s.get("date"), s["events"]) for n, s in enumerate(sentences, 1)]}
    paths = sorted((folder / "wikinews").glob("*.json"))
    if DISPATCHES.is_dir() and paths:
        groups["wikinews"] = [_dispatch(json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    return groups


def _dispatch(gold: dict[str, Any]) -> Text:
    text = (DISPATCHES / f"{gold['doc']}.txt").read_text(encoding="utf-8")
    return Text(gold["doc"], text, None, gold["events"])


def spans(text: str, gold: dict[str, Any]) -> list[tuple[int, int]]:
    """Returns where the words that tell a gold event stand; ValueError where they do not."""
    first = _find(text, gold["trigger"], gold.get("at", 1))
    return [first, *(_find(text, words, 1) for words in gold.get("also", ()))]


def _find(text: str, words: str, at: int) -> tuple[int, int]:
    start = -1
    for _ in range(at):
        start = text.find(words, start + 1)
    if start < 0:
        raise ValueError(f"{words!r} does not stand {at} times in {text[:60]!r}")
    return start, start + len(words)


def pairs(text: Text, events: Iterable[Event]) -> tuple[list[tuple[dict[str, Any], Event | None]], list[Event]]:
    """Pairs each gold event with the event found that it is, and returns the events that are none of the gold's."""
    free = [event for event in events if event.type not in STATEMENTS]
    found: list[tuple[dict[str, Any], Event | None]] = []
    for gold in text.gold:
        places = spans(text.text, gold)
        match = next((e for e in free if e.type == gold["type"] and _touches(e, places)), None)
        if match is not None:
            free.remove(match)
        found.append((gold, match))
    return found, free


def _touches(event: Event, places: list[tuple[int, int]]) -> bool:
    told = [telling.trigger for telling in event.tellings]
    return any(trigger.start < end and start < trigger.end for trigger in told for start, end in places)


def actor_right(gold: dict[str, Any], event: Event) -> bool:
    wanted = [_plain(name) for name in gold["actors"]]
    given = [(_plain(one.text), _plain(one.name)) for one in event.roles.get("actor", ())]
    if not wanted or not given:
        return not wanted and not given
    return all(any(_alike(name, words) for name in wanted for words in names) for names in given)


def _alike(a: str, b: str) -> bool:
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "


def _plain(name: str) -> str:
    name = unicodedata.normalize("NFC", name.replace("’", "'")).lower().strip()
    for article in ARTICLES:
        name = name.removeprefix(article)
    return name


def count(texts: list[Text], readings: Iterable[Reading], misses: bool) -> Counter[str]:
    """Returns how many events there are, are found, and are found with the right actor and status."""
    tally: Counter[str] = Counter()
    for text, reading in zip(texts, readings, strict=True):
        matched, extra = pairs(text, reading.events)
        hits = [(gold, event) for gold, event in matched if event is not None]
        tally["gold"] += len(text.gold)
        tally["found"] += len(hits) + len(extra)
        tally["type"] += len(hits)
        tally["actor"] += sum(actor_right(gold, event) for gold, event in hits)
        tally["status"] += sum(gold["status"] == event.status for gold, event in hits)
        if misses:
            print(*_misses(text, matched, extra), sep="\n", end="")
    return tally


def _misses(text: Text, matched: list[tuple[dict[str, Any], Event | None]], extra: list[Event]) -> Iterator[str]:
    for gold, event in matched:
        if event is None:
            yield f"{text.name}: missed {gold['type']} {gold['trigger']!r}"
            continue
        if not actor_right(gold, event):
            given = [one.text for one in event.roles.get("actor", ())]
            yield f"{text.name}: {gold['type']} {gold['trigger']!r} actors {gold['actors']}, found {given}"
        if gold["status"] != event.status:
            yield f"{text.name}: {gold['type']} {gold['trigger']!r} is {gold['status']}, found {event.status}"
    for event in extra:
        yield f"{text.name}: extra {event.type} {event.trigger.text!r} {event.status}"
    yield ""


def figures(tally: Counter[str]) -> dict[str, float]:
    """Returns precision, recall and F of the type, F of type and actor, and the share of right status, in percent."""
    both = tally["gold"] + tally["found"]
    return {
        "type_P": 100 * tally["type"] / max(1, tally["found"]),
        "type_R": 100 * tally["type"] / max(1, tally["gold"]),
        "type_F": 200 * tally["type"] / max(1, both),
        "actor_F": 200 * tally["actor"] / max(1, both),
        "status": 100 * tally["status"] / max(1, tally["type"]),
    }


def main(argv: list[str] | None = None) -> int:
    args = arguments("bench.events", __doc__, argv, ".json")
    groups = {name: texts for folder in args.folder or [FOLDER] for name, texts in load_texts(folder).items()}
    if "wikinews" not in groups:
        print("bench.events: ../shared/gold is not beside the checkout; only sentences are scored", file=sys.stderr)
    total: Counter[str] = Counter()
    for name, texts in groups.items():
        readings = selon.read_all(make_dispatch(text.text, path=text.name, sent=text.sent) for text in texts)
        tally = count(texts, readings, args.misses)
        total += tally
        _show(name, tally)
    _show("all", total)
    if args.folder or "wikinews" not in groups:
        return 0
    return hold(FLOORS, figures(total), SLACK, pin=args.pin, lower=args.lower)


def _show(name: str, tally: Counter[str]) -> None:
    scores = "  ".join(f"{key} {value:5.1f}" for key, value in figures(tally).items())
    print(f"{name:10} {tally['gold']:4} events  {tally['found']:4} found  {scores}")


if __name__ == "__main__":
    raise SystemExit(main())
