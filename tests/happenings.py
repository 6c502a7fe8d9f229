"""A reading with events and counts, made by hand, for the tests of the faces of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from selon.model import (
    Claim,
    Count,
    Dispatch,
    Event,
    EventPlace,
    EventTime,
    Made,
    Participant,
    Quantity,
    Reading,
    Telling,
    make_dispatch,
)
from tests.readings import silent, source, span

NEWS = (
    "Téhéran et Moscou ont livré dix-huit drones aux Houthis mardi à Sanaa, faisant au moins dix morts, a affirmé "
    "Riyad, cité par SPA. Téhéran dément. Le ministre pourrait se rendre à Oman. "
    "C'est la première livraison en quatre mois.\n"
)
TUESDAY = EventTime(NEWS.index("mardi"), NEWS.index(" à Sanaa"), "mardi", *["2024-01-09"] * 3)


def happened(path: str = "news.txt", sent: str | None = "2024-01-10") -> Reading:
    """A transfer of arms that one source tells and another denies, a denial, and a visit that is possible; two
    counts."""
    return Reading(
        make_dispatch(NEWS, path, sent),
        (),
        (_riyadh(), _denial()),
        events=(_transfer(), _denying(), _visit()),
        counts=(_first(), _eighteen()),
    )


def read_all(dispatches: Iterable[Dispatch], names: object = ()) -> Iterator[Reading]:
    """Stands in for the reading: the events where the text is NEWS, none elsewhere."""
    for dispatch in dispatches:
        reading = happened() if dispatch.text == NEWS else silent()
        yield msgspec.structs.replace(reading, dispatch=dispatch)


def participant(words: str, name: str, *codes: str | None) -> Participant:
    at = span(NEWS, words)
    return Participant(at.start, at.end, at.text, name, *codes)


def number(words: str, least: int | None, most: int | None) -> Quantity:
    at = span(NEWS, words)
    return Quantity(at.start, at.end, at.text, least, most)


def _riyadh() -> Claim:
    return Claim(
        id="c1",
        content=(span(NEWS, NEWS.split(", a affirmé")[0]),),
        cue=span(NEWS, "a affirmé"),
        sources=(source(NEWS, "SPA"), source(NEWS, "Riyad", "Arabie saoudite")),
        mode="indirect",
        act="state",
        certainty="probable",
        answers=(),
        made=Made("inversion", "fr/verbs.tsv:31"),
    )


def _denial() -> Claim:
    return Claim(
        id="c2",
        content=(span(NEWS, "Téhéran dément"),),
        cue=span(NEWS, "dément"),
        sources=(source(NEWS, "Téhéran", "Iran"),),
        mode="indirect",
        act="deny",
        certainty="certain",
        answers=("c1",),
        made=Made("bare", None),
    )


def _transfer() -> Event:
    trigger = span(NEWS, "ont livré")
    place = span(NEWS, "Sanaa")
    return Event(
        id="ev1",
        type="arms-transfer",
        plover="AID",
        mode=(),
        contexts=("military", "trafficking"),
        trigger=trigger,
        roles={
            "actor": (participant("Téhéran", "Iran", "IRN", "GOV"), participant("Moscou", "Russie", "RUS", None)),
            "goods": (participant("dix-huit drones", "dix-huit drones"),),
            "recipient": (participant("aux Houthis", "Houthis", "YEM"),),
        },
        time=TUESDAY,
        place=EventPlace(place.start, place.end, place.text, 71137, "Sanaa", "YEM", 15.35472, 44.20667, "town"),
        quantity=number("dix-huit drones", 18, 18),
        casualties={"dead": number("au moins dix morts", 10, None)},
        status="asserted",
        outcome=None,
        background=False,
        claim="c1",
        tellings=(
            Telling(trigger, "c1", "asserted"),
            Telling(span(NEWS, "livraison"), None, "asserted"),
            Telling(span(NEWS, "dément"), "c2", "denied"),
        ),
        made=Made("event", "fr/events/arms-transfer.toml:verbs[1]"),
    )


def _denying() -> Event:
    trigger = span(NEWS, "dément")
    return Event(
        id="ev2",
        type="deny",
        plover=None,
        mode=(),
        contexts=(),
        trigger=trigger,
        roles={"actor": (participant("Téhéran", "Iran", "IRN", "GOV"),)},
        time=None,
        place=None,
        quantity=None,
        casualties={},
        status="asserted",
        outcome=None,
        background=False,
        claim="c2",
        tellings=(Telling(trigger, "c2", "asserted"),),
        made=Made("statement", None),
    )


def _visit() -> Event:
    trigger = span(NEWS, "se rendre")
    return Event(
        id="ev3",
        type="visit",
        plover="CONSULT",
        mode=("visit",),
        contexts=("diplomatic",),
        trigger=trigger,
        roles={
            "actor": (participant("Le ministre", "ministre", None, "GOV"),),
            "venue": (participant("Oman", "Oman"),),
        },
        time=None,
        place=None,
        quantity=None,
        casualties={},
        status="possible",
        outcome="attempted",
        background=True,
        claim=None,
        tellings=(Telling(trigger, None, "possible"),),
        made=Made("event", "fr/events/visit.toml:verbs[1]"),
    )


def _first() -> Count:
    """One that a qualifier tells, within a window, of an event."""
    at = span(NEWS, "C'est la première livraison en quatre mois")
    window = span(NEWS, "en quatre mois")
    return Count(
        at.start,
        at.end,
        at.text,
        subject=span(NEWS, "livraison"),
        number=None,
        window=EventTime(window.start, window.end, window.text, "P4M", "2023-09-10", "2024-01-10"),
        qualifier="first",
        scope=None,
        event="ev1",
        claim=None,
        made=Made("rank", "fr/counts.toml:first"),
    )


def _eighteen() -> Count:
    """One that a number tells, limited further, by a claim."""
    at = span(NEWS, "dix-huit drones aux Houthis mardi à Sanaa")
    return Count(
        at.start,
        at.end,
        at.text,
        subject=span(NEWS, "drones"),
        number=number("dix-huit", 18, 18),
        window=None,
        qualifier=None,
        scope=span(NEWS, "à Sanaa"),
        event=None,
        claim="c1",
        made=Made("thing", None),
    )
