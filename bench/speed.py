"""Speed: the CPU time of a whole reading, as a ratio to the bare spaCy parse of the same texts in the same process.

Both go through the same pipeline in batches of the same size, and take turns at every few batches, so that what slows
the machine slows both.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterable

import selon
from bench.texts import CORPUS, corpus, examples, words
from selon.model import Dispatch
from selon.stages.parse import BATCH, load_model

LIMIT = 1.15
TURN = 4 * BATCH  # texts, after which the other goes on


def sample(count: int) -> list[Dispatch]:
    """Returns `count` articles of the corpus, or the project's samples over and over where there is no corpus."""
    source = corpus() if CORPUS.is_file() else itertools.cycle(examples())
    return list(itertools.islice(source, count))


def read(dispatches: list[Dispatch]) -> None:
    exhaust(selon.read_all(dispatches))


def parse(dispatches: list[Dispatch]) -> None:
    exhaust(load_model("fr").pipe((dispatch.text for dispatch in dispatches), batch_size=BATCH))


def exhaust(items: Iterable[object]) -> None:
    deque(items, maxlen=0)


def cpu(work: Callable[[list[Dispatch]], None], dispatches: list[Dispatch]) -> float:
    """Returns the CPU seconds that `work` takes, all threads counted."""
    gc.collect()
    start = time.process_time()
    work(dispatches)
    return time.process_time() - start


def measure(dispatches: list[Dispatch]) -> tuple[float, float]:
    """Returns the CPU seconds of the reading and of the bare parse; who goes first changes with the turn."""
    taken = {read: 0.0, parse: 0.0}
    for turn, start in enumerate(range(0, len(dispatches), TURN)):
        for work in (read, parse) if turn % 2 else (parse, read):
            taken[work] += cpu(work, dispatches[start : start + TURN])
    return taken[read], taken[parse]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.speed", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=200, help="how many texts (default 200)")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default 5)")
    args = parser.parse_args(argv)
    dispatches = sample(args.texts)
    total = words(dispatches)
    measure(dispatches)  # a round that does not count: caches fill
    times = [measure(dispatches) for _ in range(args.rounds)]
    ratios = [reading / bare for reading, bare in times]
    reading, bare = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(ratios)
    print(f"{len(dispatches)} texts, {total} words, {args.rounds} rounds, CPU time")
    print(f"reading      {total / reading:8.0f} words a second")
    print(f"bare parse   {total / bare:8.0f} words a second")
    print(f"ratio        {ratio:8.3f} (rounds {min(ratios):.3f} to {max(ratios):.3f})")
    print(f"limit        {LIMIT:8.3f} {'held' if ratio <= LIMIT else 'EXCEEDED'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
