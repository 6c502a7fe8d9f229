"""Limits of logging in: whoever fails too often has to wait, longer each time."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from selon.web.accounts import key_of

FREE = 5  # failures before the first wait
FIRST_WAIT, LONGEST_WAIT = 60.0, 3600.0  # seconds
QUIET = 3600.0  # seconds after a wait's end without a failure, after which all is forgotten
MOST = 10_000  # keys that are kept; the one whose last failure is the oldest goes first
LONGEST_ADDRESS = 64  # characters of an address that is none
SITE = 64  # bits of an IPv6 address that tell one subscriber from another, who has all the rest

Key = tuple[str, str]  # an address and a name, as the browser gave it


class Failures(NamedTuple):
    times: int
    last: float  # the clock's


class Attempts:
    """The log-ins that failed, by address and name, and by address alone. Any thread may ask.

    5 failures of either make it wait for a minute, each one more twice as long, up to an hour. A success takes the
    failures of its name back, from the address's too: who mistypes and then succeeds does not keep those beside them
    out, and who has an account cannot use it to go on guessing at others'.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, free: int = FREE, most: int = MOST) -> None:
        self._clock, self._free, self._most = clock, free, most
        self._held: OrderedDict[tuple[str, ...], Failures] = OrderedDict()  # the oldest failure first
        self._lock = threading.Lock()

    def wait(self, key: Key) -> float:
        """Returns how many seconds that address must wait before it may try that name, 0.0 for not at all."""
        with self._lock:
            return max(map(self._left, _levels(key)))

    def failed(self, key: Key) -> None:
        """Counts a failure."""
        with self._lock:
            self._count(key)

    def begun(self, key: Key) -> float:
        """Returns what `wait` does, and where that is 0.0 counts a failure beforehand, which `succeeded` takes back.

        For servers of many threads: of many that try at once, no more get through than of those that try in turn.
        """
        with self._lock:
            left = max(map(self._left, _levels(key)))
            if not left:
                self._count(key)
            return left

    def succeeded(self, key: Key) -> None:
        """Takes the failures of that name at that address back."""
        with self._lock:
            pair, address = _levels(key)
            taken = self._held.pop(pair, Failures(0, 0.0)).times
            whole = self._held.get(address, Failures(0, 0.0))
            if whole.times > taken:
                self._held[address] = Failures(whole.times - taken, whole.last)  # its place in the order stays
            else:
                self._held.pop(address, None)

    def __len__(self) -> int:
        return len(self._held)

    def _count(self, key: Key) -> None:
        for each in _levels(key):
            self._left(each)  # which forgets what is past
            before = self._held.pop(each, Failures(0, 0.0))
            self._held[each] = Failures(before.times + 1, self._clock())
        while len(self._held) > self._most:
            self._held.popitem(last=False)

    def _left(self, each: tuple[str, ...]) -> float:
        """The seconds that are left to wait; forgets failures that are long past."""
        found = self._held.get(each)
        if found is None:
            return 0.0
        left = found.last + self._wait_after(found.times) - self._clock()
        if left < -QUIET:
            del self._held[each]
        return max(left, 0.0)

    def _wait_after(self, times: int) -> float:
        if times < self._free:
            return 0.0
        return min(FIRST_WAIT * 2.0 ** min(times - self._free, 16), LONGEST_WAIT)


def _levels(key: Key) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is counted: the name at the address, and the address. All names that no account can have are one."""
    address, name = key
    network = _network(address)
    return (network, key_of(name)), (network,)


def _network(address: str) -> str:
    """What one subscriber has: an IPv4 address, however it is written, or 64 bits of IPv6 addresses."""
    short = address[:LONGEST_ADDRESS]
    try:
        found = ipaddress.ip_address(short.partition("%")[0])
    except ValueError:
        return short
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or ipaddress.IPv6Address(int(found) >> SITE << SITE)
    return str(found)
