"""Feeds that are watched: addresses that are taken in at once, and again every so many minutes, for as long as the
server runs. What they hold goes into the record as by `selon ingest ADDRESS`: what is not new is not even sent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count

from selon.record.intake import Tally
from selon.web.intake import AT_WORK, NAMED, Worker, take_sources
from selon.wire.errors import InputError
from selon.wire.fetch import Known, check_address
from selon.wire.formats import load_address
from selon.wire.making import Found

MOST = 20  # feeds at a time
SHORTEST, USUAL, LONGEST = 5, 15, 1440  # minutes from one ask to the next
PAUSE = 5.0  # seconds between two looks at what is due

TWICE = "is watched already; ask it again now, or stop it first to give it other minutes"
TOO_MANY = "would be one feed more than {} that can be watched; stop another first"
INWARD = "may not be inside the private network, as others can reach this server; name a public address"
NONE = "there is no such feed; see /feed for those that are watched"


@dataclass
class Feed:
    """An address that is watched. `state` is waiting, reading, watched (it went well) or failed (it could not be had).

    `kept` counts from when it was first watched; `known` and `failed` are of the last ask. Moments are seconds since
    1970. `private` is whether the address may lie inside the private network.
    """

    number: int
    by: str
    address: str
    minutes: int
    private: bool = False
    state: str = "waiting"
    kept: int = 0
    known: int = 0
    failed: list[str] = field(default_factory=list)
    asked: float | None = None
    next: float | None = None

    def due(self, now: float) -> bool:
        """Whether it is to be asked; also where the clock was set back by more than the minutes between two asks."""
        if self.next is None or self.state in AT_WORK:
            return False
        return not 0 < self.next - now <= self.minutes * 60

    def shown(self) -> dict[str, object]:
        """What a page may know of it; moments in UTC."""
        held = {"number": self.number, "by": self.by, "address": self.address, "minutes": self.minutes}
        done = {"state": self.state, "kept": self.kept, "known": self.known, "failed": list(self.failed)}
        return {**held, **done, "asked": _moment(self.asked), "next": _moment(self.next)}


class Feeds:
    """The feeds that a server watches, which its worker takes into the record at `record`.

    Nobody's address leads into the private network unless `private` says that only those at this machine can name one.
    `clock` gives seconds since 1970.
    """

    def __init__(
        self, record: str, worker: Worker, private: bool = False, clock: Callable[[], float] = time.time
    ) -> None:
        self._record, self._worker, self.private, self._clock = record, worker, private, clock
        self._held: dict[int, Feed] = {}
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._timer: threading.Thread | None = None

    def watched(self) -> list[dict[str, object]]:
        """All that are watched, the last first."""
        with self._lock:
            return [each.shown() for each in reversed(self._held.values())]

    def watch(self, by: str, address: str, minutes: int, private: bool = False) -> Feed:
        """Watches an address, and has it asked at once. Raises InputError for one that is none, leads inwards, is
        watched already, or is one too many."""
        if private and not self.private:
            raise InputError(address, INWARD)
        checked = check_address(address.strip() or "address", private)  # which may take seconds: before the lock
        with self._lock:
            if any(each.address == checked for each in self._held.values()):
                raise InputError(checked, TWICE)
            if len(self._held) >= MOST:
                raise InputError(checked, TOO_MANY.format(MOST))
            feed = Feed(next(self._numbers), by, checked, minutes, private)
            self._held[feed.number] = feed
            self._give(feed)
            self._keep_looking()
        return feed

    def ask(self, number: int) -> None:
        """Has a feed asked now, unless it is about to be. Raises InputError where there is none of that number."""
        with self._lock:
            feed = self._found(number)
            if feed.state not in AT_WORK:
                self._give(feed)

    def stop(self, number: int) -> None:
        """Watches a feed no longer; what has come of it is taken in to the end, lest the next ask pass the rest by.
        Raises InputError where there is none of that number."""
        with self._lock:
            del self._held[self._found(number).number]

    def look(self) -> None:
        """Has all asked that are due."""
        now = self._clock()
        with self._lock:
            for feed in self._held.values():
                if feed.due(now):
                    self._give(feed, due=True)

    def _found(self, number: int) -> Feed:
        if number not in self._held:
            raise InputError(f"feed {number}", NONE)
        return self._held[number]

    def _give(self, feed: Feed, due: bool = False) -> None:
        feed.state, feed.next = "waiting", None
        self._worker.give(partial(self._ask, feed), due)

    def _keep_looking(self) -> None:
        if self._timer is None:
            self._timer = threading.Thread(target=self._look_on, daemon=True, name="selon-feeds")
            self._timer.start()

    def _look_on(self) -> None:
        while True:
            time.sleep(PAUSE)
            self.look()

    def _ask(self, feed: Feed) -> None:
        """Asks once, and takes in what is new; nothing, where the feed was stopped while it waited."""
        if feed.number not in self._held:
            return
        feed.state, feed.asked = "reading", self._clock()
        feed.known, feed.failed = 0, []
        failing, before = False, feed.kept

        def told(tally: Tally) -> None:
            nonlocal failing
            feed.kept, feed.known = before + tally.kept, tally.known
            feed.failed = [str(error) for error in tally.failed[:NAMED]]
            failing = any(error.name == feed.address for error in tally.failed)

        ended = take_sources(self._record, [feed.address], lambda name: (), partial(_new_at, feed), told)
        feed.failed += [ended] if ended else []
        feed.next = self._clock() + feed.minutes * 60
        feed.state = "failed" if ended or failing else "watched"


def _new_at(feed: Feed, url: str, known: Known | None) -> tuple[Iterator[Found], Known] | None:
    return load_address(url, lambda words: None, private=feed.private, known=known)


def _moment(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
