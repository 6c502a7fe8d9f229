"""Readers: many dispatches → their readings, in order, in this process or in several.

What fails costs itself: where a stage breaks, the dispatches that it had in hand are read one by one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from selon.languages.known import KnownName
from selon.model import Dispatch, Reading

AHEAD = 2  # chunks that wait for each worker
IN_HAND = 32  # dispatches that are read together at most, nearly
FAULT = "could not be read ({}); this is a fault of selon: please report it with the dispatch"

Answer = Reading | str  # or why there is none
Chunk = list[Dispatch]
Answers = list[tuple[Dispatch, Answer]]


class Readers:
    """Takes chunks and gives their answers back in the order in which they came."""

    def __init__(self, names: Sequence[KnownName], pool: ProcessPoolExecutor | None, workers: int) -> None:
        self.names = tuple(names)
        self.pool = pool
        self.most = workers * AHEAD
        self.waiting: deque[tuple[Chunk, Future[list[Answer]]]] = deque()

    def give(self, chunk: Chunk) -> Iterator[Answers]:
        """Yields the answers to chunks that are ready, this one or earlier ones."""
        if self.pool is None:
            yield list(zip(chunk, read_chunk(chunk, self.names), strict=True))
            return
        self.waiting.append((chunk, self.pool.submit(read_chunk, chunk, self.names)))
        while len(self.waiting) > self.most or (self.waiting and self.waiting[0][1].done()):
            yield self._first()

    def rest(self) -> Iterator[Answers]:
        """Yields the answers that are still waited for."""
        while self.waiting:
            yield self._first()

    def _first(self) -> Answers:
        chunk, future = self.waiting.popleft()
        try:
            answers = future.result()
        except BrokenProcessPool:  # a worker was killed, for want of memory most likely
            answers = ["was not read, as its worker was killed; try again with --workers 1"] * len(chunk)
        return list(zip(chunk, answers, strict=True))


@contextmanager
def readers(names: Sequence[KnownName], workers: int) -> Iterator[Readers]:
    """Gives readers in `workers` processes; 1 is this one."""
    if workers == 1:
        yield Readers(names, None, 1)
        return
    context = multiprocessing.get_context("spawn")  # fork would copy the connection to the record
    pool = ProcessPoolExecutor(workers, context, initializer=serve)
    try:
        yield Readers(names, pool, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def serve() -> None:
    """Makes this process one that ends with its parent, be that killed, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read_chunk(chunk: Chunk, names: tuple[KnownName, ...]) -> list[Answer]:
    return list(read_many(chunk, names))


def read_many(dispatches: Sequence[Dispatch], names: tuple[KnownName, ...]) -> Iterator[Answer]:
    """Yields the answer to each dispatch, in order: they are read together, and where that fails, one by one."""
    from selon.reading import read_all  # loads the model

    at = 0
    while at < len(dispatches):
        try:
            for reading in read_all(dispatches[at:], names=names):
                at += 1
                yield reading
        except Exception:
            for dispatch in dispatches[at : at + IN_HAND]:
                at += 1
                yield _read_alone(read_all, dispatch, names)


ReadAll = Callable[..., Iterator[Reading]]


def _read_alone(read_all: ReadAll, dispatch: Dispatch, names: tuple[KnownName, ...]) -> Answer:
    try:
        return next(iter(read_all([dispatch], names=names)))
    except Exception as error:
        return FAULT.format(f"{type(error).__name__}: {error}".rstrip(": "))
