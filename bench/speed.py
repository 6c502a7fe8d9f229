"""Speed: the CPU time of a whole reading, as a ratio to the bare spaCy parse of the same texts in the same process.

Both go through the same components in batches of the same size, and take turns at every batch, so that what slows
the machine slows both. The bare parse is spaCy's own, which remembers no embeddings, without the model's names and
lemmatizer, which the reading asks word by word; the ratio to the pipeline as its makers ship it is given beside.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import math
import time
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache

import spacy
from spacy.language import Language

import selon
from bench.texts import CORPUS, corpus, examples, words
from selon.model import Dispatch
from selon.stages.parse import BATCH, MODELS, bare_model

LIMIT = 1.2
TURN = BATCH  # texts, after which it is the other's turn
Work = Callable[[list[Dispatch]], None]


def sample(count: int) -> list[Dispatch]:
    """Returns `count` articles of the corpus, or the project's samples over and over where there is no corpus."""
    source = corpus() if CORPUS.is_file() else itertools.cycle(examples())
    return list(itertools.islice(source, count))


def read(dispatches: list[Dispatch]) -> None:
    exhaust(selon.read_all(dispatches))


def parse(dispatches: list[Dispatch]) -> None:
    _pipe(_bare_model(), dispatches)


def parse_as_shipped(dispatches: list[Dispatch]) -> None:
    _pipe(_whole_model(), dispatches)


def _pipe(nlp: Language, dispatches: list[Dispatch]) -> None:
    exhaust(nlp.pipe((dispatch.text for dispatch in dispatches), batch_size=BATCH))


@cache
def _bare_model() -> Language:
    return bare_model("fr")


@cache
def _whole_model() -> Language:
    return spacy.load(MODELS["fr"])


def exhaust(items: Iterable[object]) -> None:
    deque(items, maxlen=0)


def cpu(work: Work, dispatches: list[Dispatch]) -> float:
    """Returns the CPU seconds that `work` takes, all threads counted."""
    gc.collect()
    start = time.process_time()
    work(dispatches)
    return time.process_time() - start


def measure(turns: list[list[Dispatch]], works: list[Work], rounds: int) -> list[float]:
    """Returns the CPU seconds of each work: the least that each turn took in any round, for what a machine does beside
    only adds to it. Who goes first changes with the turn and with the round."""
    least = [[math.inf] * len(turns) for _ in works]
    for number in range(rounds):
        for turn, dispatches in enumerate(turns):
            for place in range(len(works)):
                which = (place + turn + number) % len(works)
                least[which][turn] = min(least[which][turn], cpu(works[which], dispatches))
    return [sum(seconds) for seconds in least]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.speed", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=192, help="how many texts (default 192)")
    parser.add_argument("--rounds", type=int, default=8, help="how many rounds (default 8)")
    args = parser.parse_args(argv)
    dispatches = sample(args.texts)
    turns = [dispatches[start : start + TURN] for start in range(0, len(dispatches), TURN)]
    works = [read, parse, parse_as_shipped]
    measure(turns, works, 1)  # a round that does not count: caches fill
    reading, bare, shipped = measure(turns, works, args.rounds)
    ratio = reading / bare
    print(f"{len(dispatches)} texts, {words(dispatches)} words, {args.rounds} rounds of {len(turns)} turns, CPU time")
    print(f"reading      {words(dispatches) / reading:8.0f} words a second")
    print(f"ratio        {ratio:8.3f} to the bare parse")
    print(f"limit        {LIMIT:8.3f} {'held' if ratio <= LIMIT else 'EXCEEDED'}")
    print(f"as shipped   {reading / shipped:8.3f} to the model's whole pipeline, as its makers ship it")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
