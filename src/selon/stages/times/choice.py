"""Which of several a date may be, whose year or week is not told: by the tense, by a word, by the date beside it."""

from __future__ import annotations

import re
from datetime import date

from selon.stages.times.calendar import Choice, chosen, interval
from selon.stages.times.resolver import Mention, Resolver, without_hour
from selon.stages.times.tense import Tense, tense_at

OF = re.compile(r"\b(?:de|du|des|d['’])\s*$", re.IGNORECASE)
LINK = re.compile(r"\s*(?:[-–,/]|\b(?:et|à|ou|au|aux)\b)\s*(?:l[ea]s?\s+)?", re.IGNORECASE)
FEW = 14  # days


def choice(resolver: Resolver, mention: Mention) -> Choice:
    """Whether the last or the next is meant."""
    counts = mention.draft.counts
    if counts in ("last", "next"):
        return counts
    if counts == "near":
        return "near"
    weekly = mention.draft.value.startswith("XXXX-WXX")
    tense, of_noun = tense_of_mention(resolver, mention), _of_noun(resolver.text, mention.start)
    if tense == "past" and of_noun and _is_near(resolver, mention):
        return "near"
    if tense == "past" or tense == "future":
        return tense
    if tense is None:
        return "near"
    if not of_noun:
        return "ahead"
    return "past" if weekly else "near"


def tense_of_mention(resolver: Resolver, mention: Mention) -> Tense | None:
    return tense_at(resolver.parse, resolver.token_starts, mention.start, mention.end, resolver.words)


def _of_noun(text: str, start: int) -> bool:
    """ "le budget de mars", "l'accord du 12": no verb tells when a noun's complement was."""
    return bool(OF.search(text, max(start - 5, 0), start))


def _is_near(resolver: Resolver, mention: Mention) -> bool:
    """ "la messe de Noël" of the eve: a noun's date that lies a few days ahead is meant, whatever the tense."""
    value = without_hour(mention.draft.value)
    if resolver.sent is None or value.startswith("XXXX-WXX"):
        return False
    near = chosen(value, resolver.sent, "near", mention.draft.weekday, resolver.words)
    span = interval(near, resolver.words) if near else None
    return span is not None and abs((span.first - resolver.sent).days) <= FEW


def before_dated(resolver: Resolver, mention: Mention, after: Mention | None) -> str | None:
    """ "du 28 décembre [au 3 janvier 2016]": the first is the last such day before the second; None for others."""
    draft = mention.draft
    if after is None or draft.counts != "tense" or after.draft.counts != "itself" or "-" not in after.draft.value:
        return None
    span = interval(without_hour(after.draft.value), resolver.words)
    if span is None or not LINK.fullmatch(resolver.text, mention.end, after.start):
        return None
    return chosen(without_hour(draft.value), span.last, "past", draft.weekday, resolver.words)


def after_dated(resolver: Resolver, mention: Mention) -> date | None:
    """The date that this one follows: "de mars [à mai]", "du 28 décembre [au 3 janvier]"; None where none is joined."""
    before = resolver.before
    if before is None or mention.draft.weekday is not None or not before.draft.value.startswith("XXXX-"):
        return None
    if resolver.told is None or not LINK.fullmatch(resolver.text, before.end, mention.start):
        return None
    span = interval(resolver.told, resolver.words)
    return span.first if span else None
