"""The day of an hour or of a part of the day: "mardi vers 6 h 15", "3 h 20, vendredi", "dans la matinée de jeudi"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from selon.stages.parse import Parse
from selon.stages.times.resolver import UNKNOWN_DAY, Mention, Resolved, Resolver, as_date, bounds, without_hour

COMMA = re.compile(r"\s*,?\s*(?:(?:le|ce)\s+)?", re.IGNORECASE)
SMALL = re.compile(r"XXXX-XX-XXT(?:0\d|1[01]):")  # hours that lie in the second day of a night
BESIDE = 12  # characters between a day and the hour that is its own: "mardi vers 7 h"
SAME_CLAUSE = 40  # characters, within which a day told later is that of an hour
SEEN = 12  # expressions that are looked at for a day


def on_day(resolver: Resolver, mentions: Sequence[Mention], resolved: Sequence[Resolved], i: int) -> Resolved:
    """Returns the hour of mention `i` on its day; as it was where no day is known."""
    value, day = _day_of(resolver, mentions, resolved, i)
    draft = mentions[i].draft
    if value is None:
        return Resolved(draft.value)
    made = value + draft.value.removeprefix(UNKNOWN_DAY)
    begins, ends = bounds(resolver.words, made)
    return Resolved(made, day, begins, ends)


def _day_of(
    resolver: Resolver, mentions: Sequence[Mention], resolved: Sequence[Resolved], i: int
) -> tuple[str | None, date | None]:
    """The day of an hour: that told right after it, else the last one told in its block, else the next in its
    sentence, else that of the dispatch. Returns its value, and the date that it is where that is known."""
    before, after = _day_before(mentions, resolved, i), _day_after(resolver, mentions, resolved, i)
    at = after if after is not None and _is_beside(resolver.text, mentions, before, i, after) else before
    if at is None and after is not None and mentions[after].start - mentions[i].end <= SAME_CLAUSE:
        at = after
    if at is not None:
        value = without_hour(resolved[at].value)
        day = as_date(value)
        if day is not None and resolved[at].value.endswith("TNI") and SMALL.match(mentions[i].draft.value):
            day = day + timedelta(days=1) if day < date.max else day
            value = day.isoformat()
        return value, day
    return (resolver.sent.isoformat(), resolver.sent) if resolver.sent else (None, None)


def _is_beside(text: str, mentions: Sequence[Mention], before: int | None, i: int, after: int) -> bool:
    """3 h 20, vendredi; but in "mardi à 7 h, mercredi" the day stands before the hour."""
    mention, day = mentions[i], mentions[after]
    told = before is not None and mention.start - mentions[before].end <= BESIDE
    return not told and COMMA.fullmatch(text, mention.end, day.start) is not None


def _day_before(mentions: Sequence[Mention], resolved: Sequence[Resolved], i: int) -> int | None:
    """The last day told before, in the same block."""
    for k in range(i - 1, max(i - 1 - SEEN, -1), -1):
        if mentions[k].block != mentions[i].block:
            return None
        if _tells_day(mentions[k], resolved[k]):
            return k
    return None


def _day_after(resolver: Resolver, mentions: Sequence[Mention], resolved: Sequence[Resolved], i: int) -> int | None:
    """The first day told after, in the same sentence."""
    end = _sentence_end(resolver.parse, mentions[i].start)
    for k in range(i + 1, min(i + 1 + SEEN, len(mentions))):
        if mentions[k].start >= end:
            return None
        if _tells_day(mentions[k], resolved[k]):
            return k
    return None


def _sentence_end(parse: Parse, offset: int) -> int:
    at = bisect_right(parse.sentences, offset, key=lambda sentence: sentence.start) - 1
    return parse.sentences[at].end if at >= 0 else offset


def _tells_day(mention: Mention, found: Resolved) -> bool:
    """Whether it is of one day: 2024-03-14, XXXX-WXX-3, -P1D."""
    if mention.draft.counts == "day" or mention.draft.type == "DURATION":
        return False
    value = without_hour(found.value)
    if mention.draft.type == "SET":
        return value.startswith("XXXX-WXX")
    if value.startswith("XXXX-WXX") or (value.endswith("D") and value.lstrip("-").startswith("P")):
        return True
    return len(value) == len(UNKNOWN_DAY) and "W" not in value and "Q" not in value
