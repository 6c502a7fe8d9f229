"""From drafts to times: values counted from the dispatch's date or from what the text told before, and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from selon.model import Made, Time, cut
from selon.stages.times.calendar import Choice, around, chosen, feast, interval, moved, shifted
from selon.stages.times.choice import after_dated, before_dated, choice, tense_of_mention
from selon.stages.times.daytime import on_day
from selon.stages.times.resolver import UNKNOWN_DAY, Mention, Resolved, Resolver, as_date, bounds, remember

CLOSING = {"«": "»", "“": "”", '"': '"', "(": ")"}
SPACES = (" ", "\u00a0", "\u202f")
SIGNS = {"ago": -1, "since": -1, "told_before": -1, "ahead": 1, "until": 1, "told_after": 1}


def resolve(resolver: Resolver, mentions: Sequence[Mention]) -> list[Time]:
    """Returns the time of each mention, in the same order: first all that tell a day, then the hours of a day."""
    resolved = [_resolved(resolver, mention, after) for mention, after in zip_longest(mentions, mentions[1:])]
    times = []
    for i, mention in enumerate(mentions):
        found = on_day(resolver, mentions, resolved, i) if mention.draft.counts == "day" else resolved[i]
        times.append(_time(resolver, mention, found))
    return times


def _resolved(resolver: Resolver, mention: Mention, after: Mention | None) -> Resolved:
    draft = mention.draft
    if draft.type == "DURATION":
        return _duration(resolver, mention)
    if draft.type == "SET" or draft.counts == "day":
        return Resolved(draft.value)
    found = _calendar(resolver, mention, after)
    remember(resolver, mention, found.value)
    return found


def _calendar(resolver: Resolver, mention: Mention, after: Mention | None) -> Resolved:
    """The value made absolute, its part of the day or its week put back, and its interval."""
    draft = mention.draft
    dated, suffix = _parts(draft.value)
    value, base = before_dated(resolver, mention, after), None
    if value is None:
        value, base = _absolute(resolver, mention, dated)
    value = _as_week(value) if suffix == "W" else feast(value) + suffix
    if draft.value == "P0DTNI" and base and tense_of_mention(resolver, mention) != "future":
        value = shifted(base, "-P1DTNI") or value  # the night that has just gone began yesterday
    begins, ends = bounds(resolver.words, value)
    return Resolved(_shown(value), base, begins, ends)


def _parts(value: str) -> tuple[str, str]:
    """A value and what is told of the day: -P1DTEV → -P1D, TEV; XXXX-03-25W → XXXX-03-25, W."""
    if value.endswith("W"):
        return (value[:-1], "W") if value.count("-") == 2 else (value, "")
    dated, tied, rest = value.partition("T")
    return dated, tied + rest


def _absolute(resolver: Resolver, mention: Mention, value: str) -> tuple[str, date | None]:
    """The value with its year or day, and the date that it was counted from, None where it needs none or none is
    known."""
    draft, sent = mention.draft, resolver.sent
    if draft.counts == "itself":
        return value, None
    if draft.counts in ("told", "told_before", "told_after"):
        return _beside_told(resolver, mention, value)
    if sent is None:
        return value, None
    if draft.counts == "sent":
        return shifted(sent, value) or value, sent
    first = after_dated(resolver, mention)
    if first is not None:
        return chosen(value, first, "future", draft.weekday, resolver.words) or value, sent
    return chosen(value, sent, choice(resolver, mention), draft.weekday, resolver.words) or value, sent


def _beside_told(resolver: Resolver, mention: Mention, value: str) -> tuple[str, date | None]:
    """la veille · l'année suivante · le lundi suivant"""
    if mention.draft.counts == "told":
        base = _told(resolver, value)
        return ((shifted(base, value) if base else None) or value), base
    base = resolver.day or resolver.sent
    if base is None:
        return value, None
    which: Choice = "last" if mention.draft.counts == "told_before" else "next"
    return chosen(value, base, which, None, resolver.words) or value, base


def _told(resolver: Resolver, value: str) -> date | None:
    """What "la veille", "l'année suivante" count from: the last day told, the last date told; else the dispatch's."""
    if value.endswith("D"):
        return resolver.day or resolver.sent
    if not value.endswith("Y") and resolver.month is not None:
        return resolver.month
    span = interval(resolver.told, resolver.words) if resolver.told else None
    return span.first if span else resolver.sent


def _as_week(value: str) -> str:
    """The week of a day: 2024-03-25 → 2024-W13."""
    day = as_date(value)
    return (shifted(day, "P0W") if day else None) or value


def _shown(value: str) -> str:
    """The value as it is given: a movable feast of an unknown year is some day."""
    return UNKNOWN_DAY if "-E" in value and value.startswith("XXXX") else value


def _duration(resolver: Resolver, mention: Mention) -> Resolved:
    """The days that "il y a trois jours", "depuis un an" point to or fill, where they can be counted."""
    draft = mention.draft
    sign = SIGNS.get(draft.counts)
    base = _told_exactly(resolver, draft.value) if draft.counts.startswith("told") else resolver.sent
    day = moved(base, draft.value, sign) if base and sign else None
    if day is None or base is None:
        return Resolved(draft.value)
    if draft.counts in ("since", "until"):
        return Resolved(draft.value, base, min(base, day).isoformat(), max(base, day).isoformat())
    span = interval(around(day, draft.value), resolver.words) if "T" not in draft.value else None
    if span is None:
        return Resolved(draft.value)
    return Resolved(draft.value, base, span.first.isoformat(), span.last.isoformat())


def _told_exactly(resolver: Resolver, value: str) -> date | None:
    """The last date told, where it is told as exactly as the duration is: no days are counted from a year."""
    if resolver.told is None:
        return resolver.sent
    span = interval(resolver.told, resolver.words)
    return span.first if span and (span.first == span.last or value.endswith("Y")) else None


def _time(resolver: Resolver, mention: Mention, found: Resolved) -> Time:
    draft, text = mention.draft, resolver.text
    end = _closed(text, mention.start, mention.end)
    return Time(
        mention.start,
        end,
        text[mention.start : end],
        draft.type,
        found.value,
        Made(mention.construction, draft.entry),
        mod=draft.mod,
        quant=draft.quant,
        freq=draft.freq,
        begins=found.begins,
        ends=found.ends,
        counted_from=found.counted_from.isoformat() if found.counted_from else None,
        anchor=cut(text, *mention.anchor) if mention.anchor else None,
    )


def _closed(text: str, start: int, end: int) -> int:
    """Takes in the mark that closes a quotation opened within: jeudi «en fin de matinée[»]"""
    for opening, closing in CLOSING.items():
        if text.count(opening, start, end) > (text.count(closing, start, end) if opening != closing else 0):
            at = end + (text[end : end + 1] in SPACES)
            if text[at : at + 1] == closing:
                return at + 1
    return end
