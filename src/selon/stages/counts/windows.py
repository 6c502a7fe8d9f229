"""What limits a count: the time in which ("depuis 2017", "en 12 ans"), and the words beside it ("alors que ...")."""

from __future__ import annotations

import re
from collections.abc import Callable

from selon.model import EventTime, Time
from selon.stages.counts.ground import Ground, Window, Words
from selon.stages.phrases import OF, Group, noun_phrase

THESE = ("ce ", "cet ", "cette ", "ces ")
DAY = re.compile(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)")
SHORT = re.compile(r"PT.*[MS]")  # "en 5 h 18 min 12 s": how fast
NO_ROLES: frozenset[str] = frozenset()
FRONT = 6  # words of a preposition, and what limits its time
CLIMB = 6  # words above one another
BEFORE = 3  # words that may stand between a noun and the time that limits it: "en Asie"
Accepts = Callable[[str, Time], bool]  # the kind of its preposition ("since", "within", "" for none), and the time


def any_window(kind: str, time: Time) -> bool:
    """Il s'est rendu trois fois à Kiev en 2022. Il a été arrêté deux fois mardi."""
    return bool(kind) or time.type == "DATE"


def rank_window(kind: str, time: Time) -> bool:
    """Le premier tir depuis 2017, en dix ans, cette année; "en 2017" only tells when that was."""
    return kind == "since" or (kind == "within" and time.type == "DURATION") or _is_this(kind, time)


def told_window(kind: str, time: Time) -> bool:
    """Il n'a jamais tiré depuis 2017, en 2022, cette année."""
    return bool(kind) or _is_this(kind, time)


def _is_this(kind: str, time: Time) -> bool:
    """Cette année, ce mois-ci; "ce lundi" only tells when."""
    return not kind and time.type == "DATE" and time.text.lower().startswith(THESE) and not DAY.match(time.value)


def window_in(ground: Ground, first: int, last: int, accepts: Accepts) -> Window | None:
    """The first window that begins on the words `first` to `last`, with its preposition."""
    for time in ground.times_in(first, last):
        if (window := _window(ground, time, accepts)) and window.first >= first:
            return window
    return None


def _window(ground: Ground, time: Time, accepts: Accepts) -> Window | None:
    first, last = ground.of(time)
    if not _may_limit(time) or first == 0:
        return None
    opening = ground.ends_with(ground.words.windows, first - 1)
    kind = opening[1].value if opening else ""
    if not opening and ground.tokens[first - 1].pos == "ADP" and not _is_plain(ground, first):
        return None
    if not accepts(kind, time):
        return None
    first = opening[0] if opening else first
    start, end, text = ground.span(first, last)
    open_ended = kind == "since" and time.type == "DATE"
    ends = None if open_ended else time.ends
    return Window(first, last, EventTime(start, end, text, time.value, time.begins, ends))


def _may_limit(time: Time) -> bool:
    """A day, a month, some years; no "il y a dix ans", no "5 h 18 min"."""
    return time.type in ("DATE", "DURATION") and time.made.construction != "ago" and not SHORT.match(time.value)


def _is_plain(ground: Ground, first: int) -> bool:
    """ "remonte à 2017", "l'essai de mardi": no "avant", no "après" """
    return ground.lower(first - 1) in OF or ground.lower(first - 1) in ("à", "au")


def window_before(ground: Ground, group: Group, accepts: Accepts) -> Window | None:
    """Depuis janvier, l'armée a tiré à trois reprises: a time before the verb, which hangs on it."""
    sentence = ground.sentence(group.main)
    for time in reversed(ground.times_in(sentence.first, group.first - 1)):
        window = _window(ground, time, accepts)
        if window and _hangs(ground, ground.of(time)[1], group):
            return window
    return None


def _hangs(ground: Ground, word: int, group: Group) -> bool:
    tokens, i = ground.tokens, word
    for _ in range(CLIMB):
        if i in (group.main, group.finite):
            return True
        if (i != word and tokens[i].pos in ("VERB", "AUX")) or tokens[i].head == i:
            return False
        i = tokens[i].head
    return False


def near_window(ground: Ground, last: int, accepts: Accepts) -> Window | None:
    """The window right after the noun phrase that ends with `last`, or after a few words of place."""
    end = ground.clause_end(last)
    window = window_in(ground, last + 1, end, accepts)
    if window is None or window.first - last - 1 > BEFORE:
        return None
    between = ground.tokens[last + 1 : window.first]
    return window if all(token.pos not in ("VERB", "AUX", "PUNCT", "CCONJ") for token in between) else None


def scope_after(ground: Ground, first: int, last: int) -> Words | None:
    """The words that limit the count further, on or right after the words `first` to `last`."""
    return since_event(ground, first, last) or _while(ground, last) or _share(ground, last)


def _while(ground: Ground, last: int) -> Words | None:
    """Le premier tir alors que M. Kim se trouvait à l'étranger."""
    limit = ground.limit(last)
    at = last + 2 if ground.lower(last + 1) == "," else last + 1
    if at > limit or (end := ground.begins_with(ground.words.scopes, at)) is None:
        return None
    return at, ground.clause_end(end, over=True)


def _share(ground: Ground, last: int) -> Words | None:
    """Il a voyagé sept fois, toutes en 2018 et 2019."""
    at, limit = last + 2, ground.limit(last)
    if ground.lower(last + 1) != "," or at >= limit or ground.lower(at) not in ground.words.shares:
        return None
    if ground.tokens[at + 1].pos not in ("ADP", "NUM") and ground.lower(at + 1) not in ("un", "une"):
        return None
    return at, ground.clause_end(at + 1)


def since_event(ground: Ground, first: int, last: int) -> Words | None:
    """La première visite depuis la fin de la guerre."""
    for k in range(first, min(ground.clause_end(last) + 1, len(ground.tokens) - 1)):
        if ground.lower(k) == "depuis" and ground.tokens[k + 1].pos in ("DET", "NOUN"):
            moment = next((i for i in range(k + 1, k + 4) if ground.lower(i) in ground.words.moments), None)
            if moment is not None and moment <= ground.limit(k) and not ground.in_time(moment):
                phrase = noun_phrase(ground.parse, moment, ground.clause_end(moment) + 1, NO_ROLES)
                return k, ground.trimmed(k, phrase[1] if phrase else moment)
    return None


def bound_after(ground: Ground, last: int) -> Words | None:
    """Le troisième naufrage de l'année. Pour la première fois dans l'histoire de l'Union."""
    end = ground.begins_with(ground.words.bounds, last + 1)
    if end is None:
        return None
    phrase = noun_phrase(ground.parse, end, ground.clause_end(end) + 1, NO_ROLES)
    return last + 1, ground.trimmed(end, phrase[1]) if phrase else end


def bound_in(ground: Ground, first: int, last: int) -> Words | None:
    """Le troisième naufrage de l'année au large du Liban."""
    for k in range(first, last + 1):
        end = ground.begins_with(ground.words.bounds, k)
        if end is not None and end <= last and not ground.in_time(end):
            return k, end
    return None


def fronted_window(ground: Ground, i: int, accepts: Accepts) -> Window | None:
    """En 18 mois, c'est le troisième attentat: the time that the sentence of word `i` opens with."""
    first = ground.sentence(i).first
    window = window_in(ground, first, min(first + FRONT, i - 1), accepts)
    return window if window and window.first == first else None


def cut_at(ground: Ground, first: int, last: int, window: Window | None, scope: Words | None) -> int:
    """The last word before the window and the scope that end the phrase `first` to `last`."""
    starts = [part for part in (window and window.first, scope and scope[0]) if part and first < part <= last]
    return ground.trimmed(first, min(starts) - 1) if starts else last
