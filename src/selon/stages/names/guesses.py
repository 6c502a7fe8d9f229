"""What the model takes a name for: asked only where the evidence leaves it open, in a window around the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.stages.names.seen import Kind, Seen
from selon.stages.parse import Parse, guess_names

WINDOW = 1  # words before and after: wider ones cost more, and tell the model no more
ASKED = 1  # mentions of one name that are asked for
KINDS: dict[str, Kind] = {"PER": "person", "LOC": "location", "ORG": "organization", "MISC": "thing"}
Range = tuple[int, int]  # words of the parse, the end excluded
Guess = tuple[Seen, Kind]


def guess(asked: Sequence[tuple[Parse, Sequence[Seen]]], lang: str) -> list[list[Guess]]:
    """Kordelia a reporté son concert.

    Returns, for the names of each dispatch that the evidence leaves open, what the model takes them for.
    """
    firsts = [(parse, list(_first_mentions(seen))) for parse, seen in asked]
    windows = [(parse, _merged([_window(s) for s in seen])) for parse, seen in firsts]
    labels = guess_names(windows, lang)
    return [list(_named(seen, known)) for (_, seen), known in zip(firsts, labels, strict=True)]


def _named(seen: Sequence[Seen], labels: dict[int, str]) -> Iterator[Guess]:
    for s in seen:
        label = next((labels[i] for i in range(s.own[0].first, s.own[-1].last + 1) if i in labels), "")
        if label in KINDS:
            yield s, KINDS[label]


def _first_mentions(seen: Sequence[Seen]) -> Iterator[Seen]:
    times: dict[str, int] = {}
    for s in seen:
        times[s.text] = times.get(s.text, 0) + 1
        if times[s.text] <= ASKED:
            yield s


def _window(s: Seen) -> Range:
    first, last = s.chunks[0].first, s.chunks[-1].last
    return max(first, s.own[0].first - WINDOW), min(last, s.own[-1].last + WINDOW) + 1


def _merged(windows: Sequence[Range]) -> list[Range]:
    """Joins the windows that overlap; they come in the order of the text, and never reach over a sentence's end."""
    merged: list[Range] = []
    for first, end in windows:
        if merged and first < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((first, end))
    return merged
