"""Moments as wires write them: ISO 8601, its compact form (20240710T130037Z), RFC 822 → ISO 8601 with its zone."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from selon.wire.errors import InputError

COMPACT = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})"
    r"(?:[T ]?(?P<h>\d{2}):?(?P<min>\d{2})(?::?(?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?(?:\d{2})?)?)?$"
)


REGION = re.compile(r"\[[^\]]*\]$")  # 2024-03-06T10:00+01:00[Europe/Paris]
ZONES = {"CET": "+0100", "CEST": "+0200", "MEZ": "+0100", "MESZ": "+0200"}  # those of America email.utils knows
ZONE = re.compile(rf"\b(?:{'|'.join(ZONES)})$")


def moment(written: str | None) -> str | None:
    """Returns `2024-07-10T13:00:37+00:00`, or `2024-07-10` where no hour is given; None for what is no moment.

    The zone is the one written, none where none is: nothing is guessed.
    """
    words = ZONE.sub(lambda name: ZONES[name[0]], REGION.sub("", (written or "").strip()))
    found = COMPACT.match(words)
    try:
        if not found:
            return parsedate_to_datetime(words).isoformat() if words else None
        day = f"{found['y']}-{found['m']}-{found['d']}"
        if not found["h"]:
            return date.fromisoformat(day).isoformat()
        clock = f"{found['h']}:{found['min']}:{found['s'] or '00'}"
        return datetime.fromisoformat(f"{day}T{clock}{_zone(found['zone'])}").isoformat()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _zone(written: str | None) -> str:
    """`Z`, `+02`, `+0200` → `+00:00`, `+02:00`, `+02:00`."""
    if not written:
        return ""
    digits = "0000" if written == "Z" else written[1:].replace(":", "").ljust(4, "0")
    return f"{'+' if written == 'Z' else written[0]}{digits[:2]}:{digits[2:]}"


def is_day(words: str) -> bool:
    """Whether it is a day in its long form, YYYY-MM-DD."""
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def check_day(words: str) -> None:
    """Raises InputError for what is no day in its long form."""
    if not is_day(words):
        raise InputError(words, "is no day; give it as YYYY-MM-DD")


def day(instant: str | None) -> str | None:
    """The day of a moment, in its own zone: what the dispatch's times count from."""
    return instant[:10] if instant else None
