"""Limits of logging in: how long who fails must wait, and that neither names, addresses nor threads get around them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from selon.web.limits import MOST, Attempts
from tests.web.clock import Clock

ADA = ("192.0.2.1", "ada")


@pytest.fixture
def attempts(clock: Clock) -> Attempts:
    return Attempts(clock)


def fail(attempts: Attempts, key: tuple[str, str], times: int) -> None:
    for _ in range(times):
        attempts.failed(key)


def test_five_failures_and_the_wait_doubles_up_to_an_hour(attempts: Attempts, clock: Clock) -> None:
    waits = []
    for _ in range(13):
        attempts.failed(ADA)
        waits.append(attempts.wait(ADA))
        clock.now += waits[-1]
        assert attempts.wait(ADA) == 0.0
    assert waits == [0.0] * 4 + [60.0, 120.0, 240.0, 480.0, 960.0, 1920.0, 3600.0, 3600.0, 3600.0]


def test_the_wait_goes_by(attempts: Attempts, clock: Clock) -> None:
    fail(attempts, ADA, 5)
    began = clock.now
    for passed, left in ((0.0, 60.0), (59.5, 0.5), (60.0, 0.0), (1000.0, 0.0)):
        clock.now = began + passed
        assert attempts.wait(ADA) == left


def test_failures_without_end_make_no_number_too_large(attempts: Attempts) -> None:
    fail(attempts, ADA, 5000)
    assert attempts.wait(ADA) == 3600.0


def test_an_address_waits_whatever_name_it_tries_and_another_does_not(attempts: Attempts) -> None:
    for name in ("ada", "bea", "cyd", "dan", "eve"):
        attempts.failed(("192.0.2.1", name))
    assert attempts.wait(("192.0.2.1", "never tried")) == 60.0
    assert attempts.wait(("192.0.2.2", "ada")) == 0.0


def test_a_success_takes_the_failures_of_its_name_back(attempts: Attempts) -> None:
    fail(attempts, ADA, 4)
    attempts.succeeded(ADA)
    assert len(attempts) == 0
    for name in ("bea", "cyd", "dan"):  # who mistypes and then succeeds does not lock the others of the desk out
        fail(attempts, ("192.0.2.1", name), 4)
        attempts.succeeded(("192.0.2.1", name))
    assert attempts.wait(ADA) == 0.0 and len(attempts) == 0


def test_a_success_of_ones_own_buys_no_guesses_at_others(attempts: Attempts) -> None:
    for _ in range(4):
        attempts.failed(ADA)
        attempts.succeeded(("192.0.2.1", "mallory"))
    attempts.failed(("192.0.2.1", "bea"))
    assert attempts.wait(ADA) == attempts.wait(("192.0.2.1", "mallory")) == 60.0


def test_a_success_at_one_address_is_none_at_another(attempts: Attempts) -> None:
    fail(attempts, ADA, 5)
    attempts.succeeded(("192.0.2.2", "ada"))
    assert attempts.wait(ADA) == 60.0


def test_a_success_without_failures_is_nothing(attempts: Attempts) -> None:
    attempts.succeeded(ADA)
    assert (attempts.wait(ADA), len(attempts)) == (0.0, 0)


def test_failures_are_forgotten_an_hour_after_the_wait(attempts: Attempts, clock: Clock) -> None:
    fail(attempts, ADA, 5)
    clock.now += 60 + 3600
    attempts.failed(ADA)
    assert attempts.wait(ADA) == 120.0
    clock.now += 120 + 3601
    assert attempts.wait(ADA) == 0.0 and len(attempts) == 0
    fail(attempts, ADA, 4)
    assert attempts.wait(ADA) == 0.0


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (("192.0.2.1", "ada"), ("::ffff:192.0.2.1", "ADA")),
        (("2001:db8::1", "ada"), ("2001:0DB8:0:0:ffff::2", "Ａda")),
        (("fe80::1%eth0", "ada"), ("fe80::2%eth1", "ada")),
        (("", "ada\0"), ("", "' OR 1=1 --")),
        (("unix:" + "a" * 1_000_000, ""), ("unix:" + "a" * 2_000_000, "a" * 1_000_000)),
    ],
)
def test_who_is_written_otherwise_is_the_same(attempts: Attempts, one: tuple[str, str], same: tuple[str, str]) -> None:
    fail(attempts, one, 5)
    assert attempts.wait(same) == 60.0
    attempts.failed(same)
    assert len(attempts) == 2
    attempts.succeeded(same)
    assert attempts.wait(one) == 0.0


@pytest.mark.parametrize("other", ["192.0.2.10", "2001:db8:0:1::1", "", "\ud800", "192.0.2.1\0", "0xC0.0.2.1"])
def test_other_addresses_are_others(attempts: Attempts, other: str) -> None:
    fail(attempts, ADA, 5)
    fail(attempts, ("2001:db8::1", "ada"), 5)
    assert attempts.wait((other, "ada")) == 0.0


def test_no_more_is_kept_than_may_be_and_the_oldest_goes_first(attempts: Attempts, clock: Clock) -> None:
    fail(attempts, ADA, 5)
    fail(attempts, ("192.0.2.2", "ada"), 5)
    for number in range(MOST):
        clock.now += 0.001
        attempts.failed((f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", "ada"))
        if number % 1000 == 0:
            attempts.failed(ADA)
        assert len(attempts) <= MOST
    assert len(attempts) == MOST
    assert attempts.wait(ADA) > 60.0
    assert attempts.wait(("192.0.2.2", "ada")) == 0.0


def test_one_who_succeeds_now_and_then_keeps_his_place(clock: Clock) -> None:
    attempts = Attempts(clock, most=4)
    fail(attempts, ADA, 5)
    attempts.failed(("192.0.2.1", "bea"))
    attempts.succeeded(ADA)
    attempts.failed(("192.0.2.9", "ada"))
    attempts.failed(("192.0.2.9", "bea"))  # one key more than may be kept: the oldest is that of bea at the first
    assert len(attempts) == 4
    fail(attempts, ("192.0.2.1", "cyd"), 4)
    assert attempts.wait(ADA) == 60.0


def test_names_without_end_from_one_address_push_its_wait_not_out(attempts: Attempts) -> None:
    for number in range(MOST + 10):
        attempts.failed(("192.0.2.1", f"name{number}"))
    assert attempts.wait(ADA) == 3600.0
    assert len(attempts) == MOST


def test_what_is_begun_counts_until_it_succeeds(attempts: Attempts, clock: Clock) -> None:
    assert [attempts.begun(ADA) for _ in range(7)] == [0.0] * 5 + [60.0] * 2
    clock.now += 60
    assert attempts.begun(ADA) == 0.0
    assert attempts.begun(ADA) == 120.0
    attempts.succeeded(ADA)
    assert attempts.begun(ADA) == 0.0


def test_of_many_threads_at_once_no_more_get_through(attempts: Attempts) -> None:
    together = threading.Barrier(20)

    def tries(number: int) -> int:
        together.wait()
        return sum(attempts.begun(("192.0.2.1", f"name{number}")) == 0.0 for _ in range(50))

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(tries, range(20))) == 5


def test_threads_lose_no_failure(clock: Clock) -> None:
    attempts = Attempts(clock, free=2000)
    together = threading.Barrier(10)

    def tries(_: int) -> None:
        together.wait()
        for _ in range(200):
            attempts.failed(ADA)
            attempts.wait(ADA)
            attempts.succeeded(("192.0.2.1", "bea"))

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(tries, range(10)))
    assert attempts.wait(ADA) == 60.0
    assert len(attempts) == 2
