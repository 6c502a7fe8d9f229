"""How many things an event counts: "a tiré deux missiles", "trois soldats ont été tués"."""

from __future__ import annotations

from selon.model import STATEMENT, Event, Participant, Quantity
from selon.stages.counts.ground import Draft, Ground
from selon.stages.counts.windows import any_window, window_in

ARTICLES = frozenset("un une".split())
MEASURE = 2  # words from a number to its measure: "millions d'euros"


def things(ground: Ground, event: Event) -> Draft | None:
    """L'armée a tiré deux missiles. Trois soldats ont été tués mardi."""
    number = event.quantity
    if number is None or event.made.construction == STATEMENT or event.status != "asserted" or _is_article(number):
        return None
    if _is_money(ground, number):
        return None
    at = ground.word_at(event.trigger.start)
    sentence = ground.sentence(at)
    holder = _holder(event, number)
    start = min(event.trigger.start, number.start, holder.start if holder else number.start)
    end = max(event.trigger.end, number.end, holder.end if holder else number.end)
    if start < sentence.start or end > sentence.end:
        return None
    words = ground.word_at(start), ground.word_at(end - 1)
    window = None
    if event.time and sentence.start <= event.time.start < sentence.end:
        window = window_in(ground, words[1] + 1, ground.clause_end(words[1]), any_window)
    return Draft("things", event.made.entry, at, words, words, number, None, window, None, event.id)


def _is_article(number: Quantity) -> bool:
    return number.text.split()[0].lower() in ARTICLES if number.text.split() else True


def _is_money(ground: Ground, number: Quantity) -> bool:
    """ "222 millions d'euros" """
    first, last = ground.word_at(number.start), ground.word_at(number.end - 1)
    after = min(last + MEASURE, ground.limit(last))
    return any(ground.lower(k) in ground.words.money for k in range(first, after + 1))


def _holder(event: Event, number: Quantity) -> Participant | None:
    """Whose number it is."""
    everybody = (one for participants in event.roles.values() for one in participants)
    return next((one for one in everybody if one.start <= number.end - 1 < one.end), None)
