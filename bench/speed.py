"""Speed: the CPU time of a whole reading, as a ratio to the bare spaCy parse of the same texts in the same process.

Both go through the same pipeline in batches of the same size, and take turns at every batch, so that what slows
the machine slows both; the median of these turns is the ratio.
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

LIMIT = 1.3
TURN = BATCH  # texts, after which it is the other's turn


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


def measure(turns: list[list[Dispatch]], number: int) -> list[float]:
    """Returns the ratio of each turn in round `number`; who goes first changes with the turn and with the round."""
    ratios = []
    for turn, dispatches in enumerate(turns):
        first, second = (read, parse) if (turn + number) % 2 else (parse, read)
        seconds = {first: cpu(first, dispatches), second: cpu(second, dispatches)}
        ratios.append(seconds[read] / seconds[parse])
    return ratios


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.speed", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=192, help="how many texts (default 192)")
    parser.add_argument("--rounds", type=int, default=8, help="how many rounds (default 8)")
    args = parser.parse_args(argv)
    dispatches = sample(args.texts)
    turns = [dispatches[start : start + TURN] for start in range(0, len(dispatches), TURN)]
    measure(turns, 0)  # a round that does not count: caches fill
    ratios = [ratio for number in range(args.rounds) for ratio in measure(turns, number)]
    low, ratio, high = statistics.quantiles(ratios, n=4)
    print(f"{len(dispatches)} texts, {words(dispatches)} words, {args.rounds} rounds of {len(turns)} turns, CPU time")
    print(f"reading      {words(dispatches) / cpu(read, dispatches):8.0f} words a second")
    print(f"ratio        {ratio:8.3f} (median of the turns; half of them from {low:.3f} to {high:.3f})")
    print(f"limit        {LIMIT:8.3f} {'held' if ratio <= LIMIT else 'EXCEEDED'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
