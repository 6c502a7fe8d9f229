"""Moments as wires write them."""

from __future__ import annotations

import pytest

from selon.wire.moments import day, moment


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20240710T130037Z", "2024-07-10T13:00:37+00:00"),
        ("20240710T130037+0200", "2024-07-10T13:00:37+02:00"),
        ("2024-07-10T13:00:37.123-05:00", "2024-07-10T13:00:37-05:00"),
        ("2024-07-10 13:00", "2024-07-10T13:00:00"),
        ("2024-07-10T13:00+01:00[Europe/Paris]", "2024-07-10T13:00:00+01:00"),
        ("20240710", "2024-07-10"),
        ("Wed, 06 Mar 2024 10:00:00 +0100", "2024-03-06T10:00:00+01:00"),
        ("Wed, 06 Mar 2024 10:00:00 CET", "2024-03-06T10:00:00+01:00"),
        ("Wed, 10 Jul 2024 10:00:00 CEST", "2024-07-10T10:00:00+02:00"),
        ("Wed, 06 Mar 2024 10:00:00 GMT", "2024-03-06T10:00:00+00:00"),
        ("2024-13-01", None),
        ("2024-02-30T10:00:00Z", None),
        ("mercredi", None),
        ("", None),
        (None, None),
    ],
)
def test_moment(written: str | None, expected: str | None) -> None:
    assert moment(written) == expected
    assert day(moment(written)) == (expected and expected[:10])
