"""Runs: all parts of all inputs, in one process or several; what is made already is passed over.

One process takes the inputs apart and hands the parts out; the workers read and write. `Share` says which of the parts
are this run's, so that many machines do one volume without a word between them.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from selon.record.readers import serve
from selon.volume.items import Columns, Input
from selon.volume.parts import MANIFEST, Line, Part, files_of, is_made, make_folders, make_part, part_name, parts
from selon.volume.shards import Asked
from selon.wire.errors import InputError

PART = 250  # items; a worker holds their rows
AHEAD = 1  # parts that wait for each worker
RENEWED = 60  # parts after which a worker makes way for a new one: what reads keeps ever more words
KILLED = "a worker was killed, for want of memory most likely; run it again with fewer --workers: it goes on from there"


class Share(NamedTuple):
    """The `number`th of `of` shares, from 0: whole inputs where there are as many as shares, else parts in turn."""

    number: int = 0
    of: int = 1

    def has_input(self, at: int, inputs: int) -> bool:
        return inputs < self.of or at % self.of == self.number

    def has_part(self, part: int, inputs: int) -> bool:
        return inputs >= self.of or part % self.of == self.number


WHOLE = Share()


@dataclass
class Done:
    """What a run has done so far: parts made, and parts that were there; rows, documents that failed, and those passed
    over by language, of both; inputs that could not be read at all."""

    made: int = 0
    there: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    errors: list[InputError] = field(default_factory=list)

    def add(self, line: Line) -> None:
        self.rows.update(line.rows)
        self.failed += len(line.failed)
        self.skipped.update(line.skipped)


@dataclass(frozen=True)
class Run:
    """What is to be read into which folder, and how; `told` is called after each part."""

    inputs: list[Input]
    folder: Path
    columns: Columns
    asked: Asked
    size: int = PART
    share: Share = WHOLE
    told: Callable[[Done], None] = lambda done: None


def run(asked: Run, workers: int) -> Done:
    """Makes all parts that are to be made. Raises InputError where a worker was killed, or an extra is missing; OSError
    where the folder cannot be written to."""
    make_folders(asked.folder)
    done = Done()
    wanted = _wanted(asked, done)
    for line in _here(asked, wanted) if workers == 1 else _by_workers(asked, wanted, workers):
        done.made += 1
        done.add(line)
        asked.told(done)
    return done


def _wanted(asked: Run, done: Done) -> Iterator[Part]:
    """The parts of this share that are to be made. Parts of an input that has become shorter are taken away."""
    number = len(asked.inputs)
    for at, input in enumerate(asked.inputs):
        if not asked.share.has_input(at, number):
            continue
        count = 0
        try:
            for part in parts(input, asked.columns, asked.asked, asked.size):
                count += 1
                if asked.share.has_part(part.number, number):
                    yield from _unless_made(asked, part, done)
        except InputError as error:
            done.errors.append(error)
        else:
            _forget(asked, input, count)


def _unless_made(asked: Run, part: Part, done: Done) -> Iterator[Part]:
    line = is_made(asked.folder, part)
    if line is None:
        yield part
        return
    done.there += 1
    done.add(line)
    asked.told(done)


def _forget(asked: Run, input: Input, count: int) -> None:
    """Takes away the parts of an input from the `count`th on: it had them once, in this share or in others."""
    missing = 0
    while missing < asked.share.of:
        name = part_name(input.name, count)
        line = asked.folder / MANIFEST / f"{name}.json"
        missing = 0 if line.exists() else missing + 1
        for path in (line, *files_of(asked.folder, name)):
            path.unlink(missing_ok=True)
        count += 1


def _here(asked: Run, wanted: Iterable[Part]) -> Iterator[Line]:
    return (make_part(part, asked.asked, asked.folder) for part in wanted)


def _by_workers(asked: Run, wanted: Iterable[Part], workers: int) -> Iterator[Line]:
    waiting: deque[Future[Line]] = deque()
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), serve, max_tasks_per_child=RENEWED) as pool:
        try:
            for part in wanted:
                waiting.append(pool.submit(make_part, part, asked.asked, asked.folder))
                while len(waiting) > workers * (1 + AHEAD):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise InputError(str(asked.folder), KILLED) from error
        finally:
            for future in waiting:
                future.cancel()
