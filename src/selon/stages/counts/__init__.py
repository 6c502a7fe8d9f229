"""Counts: the sentences, or parts of them, that can be counted, and held against a record of events.

Few words can open one ("fois", "premier", "seul", "jamais"): each is looked up, and shown to its construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selon.languages.counts import load_counts
from selon.languages.events import load_events
from selon.model import STATEMENT, Claim, Count, Event, Made, Span, Time
from selon.stages.cast import Cast
from selon.stages.counts.acts import Told, act_of, make_told
from selon.stages.counts.ground import Draft, Ground, make_ground
from selon.stages.counts.nothing import never, none, unseen
from selon.stages.counts.nouns import alone, last, nth
from selon.stages.counts.often import how_often, nth_time, once
from selon.stages.counts.things import things

__all__ = ["CONSTRUCTIONS", "find_counts"]

Look = Callable[[Ground, int], Draft | None]

BY_TABLE: dict[str, tuple[Look, ...]] = {
    "ordinals": (nth,),
    "alone": (alone,),
    "fois": (once, nth_time),
    "never": (never,),
    "none": (none,),
    "unseen": (unseen,),
}
NAMED: tuple[Callable[..., object], ...] = (
    *(look for looks in BY_TABLE.values() for look in looks),
    last,
    how_often,
    things,
)
CONSTRUCTIONS = {look.__name__: look for look in NAMED}


def find_counts(
    cast: Cast, events: tuple[Event, ...], claims: tuple[Claim, ...], times: tuple[Time, ...], lang: str = "fr"
) -> tuple[Count, ...]:
    """Returns the counts of a dispatch, in the order of the text; headings hold none."""
    triggers = frozenset(event.trigger.start for event in events if event.made.construction != STATEMENT)
    ground = make_ground(cast.parse, load_counts(lang), claims, times, triggers)
    told = make_told(cast, events, load_events(lang))
    counts = {_count(ground, told, draft): None for draft in _drafts(ground, events)}
    return tuple(sorted(counts, key=lambda count: (count.start, count.end)))


def _drafts(ground: Ground, events: tuple[Event, ...]) -> Iterator[Draft]:
    pivots = ground.words.pivots
    for sentence in ground.parse.sentences:
        if sentence.paragraph is not None:
            for token in ground.tokens[sentence.first : sentence.last + 1]:
                if token.lower in pivots or token.lower[0].isdigit():
                    yield from _opened(ground, token.i)
    yield from filter(None, (how_often(ground, time) for time in ground.times if time.freq and _is_body(ground, time)))
    yield from filter(None, (things(ground, event) for event in events))


def _opened(ground: Ground, i: int) -> Iterator[Draft]:
    """The counts that the word `i` opens: of its table, or a rank in figures."""
    for look in BY_TABLE[ground.words.pivots.get(ground.lower(i), "ordinals")]:
        if draft := look(ground, i):
            yield draft


def _is_body(ground: Ground, time: Time) -> bool:
    at = ground.word_at(time.start)
    return at >= 0 and ground.sentence(at).paragraph is not None


def _count(ground: Ground, told: Told, draft: Draft) -> Count:
    parts = [draft.subject, draft.also]
    parts += [draft.window[:2]] if draft.window else []
    parts += [draft.scope] if draft.scope else []
    start, end, text = ground.span(min(part[0] for part in parts), max(part[1] for part in parts))
    claim = ground.told.get(draft.at)
    act = act_of(ground, told, draft)
    return Count(
        start,
        end,
        text,
        subject=Span(*ground.span(*draft.subject)),
        number=draft.number,
        window=draft.window.time if draft.window else None,
        qualifier=draft.qualifier,
        scope=Span(*ground.span(*draft.scope)) if draft.scope else None,
        event=draft.event,
        claim=claim.id if claim else None,
        made=Made(draft.construction, draft.entry),
        type=act.type,
        actors=act.actors,
        outcome=act.outcome,
    )
