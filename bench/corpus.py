"""The corpus read whole: no exception, every span in its text, memory bounded.

Exit codes: 0 all held, 1 something did not, or the corpus is absent.
"""

from __future__ import annotations

import itertools
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

import selon
from bench.texts import CORPUS, corpus
from selon.model import Dispatch, Reading

MOST_MEMORY = 1.5e9  # bytes
FINDINGS = ("claims", "names", "entities", "references", "times", "places", "events", "counts")


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Yields whatever has a start and an end, at any depth of a reading made plain."""
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from spans(inner)


def faults(reading: Reading) -> Iterator[str]:
    """Yields what is wrong with the spans of a reading: out of range, empty, or not the text's own words."""
    text = reading.dispatch.text
    for span in spans(msgspec.to_builtins(reading)):
        start, end = span["start"], span["end"]
        if not 0 <= start < end <= len(text):
            yield f"{reading.dispatch.path}: span {start}-{end} of a text of {len(text)}"
        elif "text" in span and span["text"] != text[start:end]:
            yield f"{reading.dispatch.path}: span {start}-{end} says {span['text']!r}, its text {text[start:end]!r}"


def read_each(dispatches: Iterator[Dispatch]) -> Iterator[tuple[Dispatch, Reading]]:
    """Yields each dispatch and its reading; an exception says after which dispatch it came."""
    kept, given = itertools.tee(dispatches)
    last = "none"
    try:
        for dispatch, reading in zip(kept, selon.read_all(given), strict=True):
            yield dispatch, reading
            last = dispatch.path
    except Exception as error:
        error.add_note(f"the last dispatch that was read: {last}")
        raise


def memory() -> int:
    """Returns the most memory that this process held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main() -> int:
    if not CORPUS.is_file():
        print("bench.corpus: ../shared/corpus is not beside the checkout; nothing was read", file=sys.stderr)
        return 1
    texts = words = 0
    counts: Counter[str] = Counter()
    found: list[str] = []
    start = time.process_time()
    for dispatch, reading in read_each(corpus()):
        texts, words = texts + 1, words + len(dispatch.text.split())
        counts.update({each: len(getattr(reading, each)) for each in FINDINGS})
        if reading.dispatch.text != dispatch.text:
            found.append(f"{dispatch.path}: the text of its reading is not its own")
        found += faults(reading)
    seconds = time.process_time() - start
    if memory() > MOST_MEMORY:
        found.append(f"memory {memory() / 1e9:.2f} GB, at most {MOST_MEMORY / 1e9} GB allowed")
    print(f"{texts} texts, {words} words, " + ", ".join(f"{count} {each}" for each, count in counts.items()))
    print(f"{words / seconds:.0f} words a second of CPU time, model loading included")
    print(f"peak memory {memory() / 1e9:.2f} GB")
    print("\n".join(found[:20]) or "every span lies in its text and says its words")
    if len(found) > 20:
        print(f"... and {len(found) - 20} more faults")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
