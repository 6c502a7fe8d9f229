"""Limits: what a count says that the record cannot be asked for: words that narrow what is counted, times that are
neither its window nor its day, a rate, a number that is only about so many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from selon.languages.counts import load_counts
from selon.languages.events import load_events
from selon.languages.numbers import number_in_words
from selon.model import Count, Event, Reading, Time
from selon.questions.happenings import Days, day
from selon.record.folding import folded

STOP = re.compile(r"[.!?;:](?:\s|$)|\n")
NEWS = 3  # days from a dispatch within which what it tells is its news
NEAR = 14  # characters to a time that stands beside a count, or opens its sentence
BEFORE = 14  # characters before a number, in which "près de" stands
LEMMA = 4  # letters by which "tiré" and "tirer" are alike


def around_count(reading: Reading, count: Count) -> tuple[int, int]:
    """About where the sentence of a count begins and ends."""
    text = reading.dispatch.text
    before = [found.end() for found in STOP.finditer(text, 0, count.start)]
    after = STOP.search(text, count.end)
    return before[-1] if before else 0, after.start() if after else len(text)


def event_of(reading: Reading, count: Count) -> Event | None:
    """The event that the count is of."""
    return next((each for each in reading.events if each.id == count.event), None)


def unused_time(reading: Reading, count: Count) -> Time | None:
    """A time beside the count, or that opens its sentence, and is neither its window, nor in its scope, nor the day of
    the news: "fin 2022"."""
    start, end = around_count(reading, count)
    event = event_of(reading, count)
    used = [span for span in (count.window, count.scope, event.time if event else None) if span]
    for time in reading.times:
        if any(span.start <= time.start < span.end for span in used) and _is_part(reading, count, time):
            return time
        beside = start <= time.start < start + NEAR or count.start <= time.start < min(count.end + NEAR, end)
        unused = not any(span.start <= time.start < span.end for span in used) and not _is_news(reading, time)
        if beside and unused and time.type in ("DATE", "DURATION") and time.begins:
            return time
    return None


def _is_part(reading: Reading, count: Count, time: Time) -> bool:
    """Whether the time of an event is a stretch that its words cut or open: "fin 2022", "avant mars", "depuis 2018"."""
    begins, ends = day(time.begins), day(time.ends)
    if time.anchor:
        return False
    if time.mod or (begins and ends and (ends - begins).days > NEWS and count.window is None):
        before = reading.dispatch.text[: time.start].rstrip().lower()
        windows = load_counts(reading.dispatch.lang).windows
        return bool(time.mod) or not before.endswith(tuple(w for w, held in windows.items() if held.value == "within"))
    return False


def _is_news(reading: Reading, time: Time) -> bool:
    """Whether it is the day of the dispatch, or one of those before it."""
    sent, days = day(reading.dispatch.sent), Days(day(time.begins), day(time.ends))
    if sent is None or days.begins is None or days.ends is None or sent.year < 2 or sent.year > 9998:
        return False
    return (days.ends - days.begins).days <= NEWS and Days(sent - timedelta(NEWS), sent + timedelta(NEWS)).holds(days)


def is_rate(reading: Reading, count: Count) -> bool:
    """ "deux missiles par mois", "chaque mois": how many in each of many stretches of time."""
    start, end = around_count(reading, count)
    sets = (time for time in reading.times if start <= time.start < end and time.type == "SET")
    return any(time.quant or time.value.startswith(("P", "XXXX")) for time in sets if not time.value.startswith("R"))


def is_about(reading: Reading, count: Count) -> bool:
    """ "près de sept", "une dizaine": only about so many."""
    if count.number is None:
        return False
    before = reading.dispatch.text[max(0, count.number.start - BEFORE) : count.number.end].lower()
    return any(f"{word} " in f"{before} " for word in load_counts(reading.dispatch.lang).about)


def narrow(reading: Reading, count: Count) -> str | None:
    """The words of the subject that say more than the record can be asked for: "missiles balistiques", "en train"."""
    words = load_counts(reading.dispatch.lang)
    said = (count.subject.text if count.scope else count.text).lower().replace("’", "'")
    if any(phrase.replace("' ", "'") in said for phrase in words.kinds):
        return count.subject.text
    for phrase in words.abroad:
        said = said.replace(phrase.replace("' ", "'"), " ")
    known = _stems(" ".join(_known(reading, count)))
    return count.subject.text if _stems(said) - known else None


def _stems(text: str) -> frozenset[str]:
    """The words of a text that are long enough to say something, by their first letters."""
    return frozenset(word[:LEMMA] for word in folded(text).split() if len(word) >= LEMMA)


def _known(reading: Reading, count: Count) -> Iterator[str]:
    """The words that the question does ask for: the type's, who acts, how many, when, in what country."""
    words, events = load_counts(reading.dispatch.lang), load_events(reading.dispatch.lang)
    yield from (lemma for lemma, word in words.types.items() if word.value == count.type)
    for table in (events.verbs, events.nouns):
        yield from (lemma for lemma, frames in table.items() if any(frame.type == count.type for frame in frames))
    yield from events.status.failed_verbs
    for actor in count.actors:
        yield from (actor.text, actor.name)
    if count.number and count.made.construction != "things":
        yield count.number.text
    for part in (count.window, count.scope):
        yield part.text if part else ""
    yield from (word for word in count.text.split() if word.isdecimal() or number_in_words(word.lower()))
    inside = range(count.start, count.end)
    yield from (time.text for time in reading.times if time.start in inside)
    yield from (place.text for place in reading.places if place.start in inside and place.precision == "country")
    event = event_of(reading, count)
    yield from (telling.trigger.text for telling in event.tellings) if event else ()
    yield from (*words.things, *words.small, *words.dating, *words.copulas)
