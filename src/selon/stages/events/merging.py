"""One event told several times: tellings of one type whose actors, targets, times and numbers do not contradict."""

from __future__ import annotations

from selon.model import EventPlace, Participant
from selon.stages.events.found import Found

SHARED = ("actor", "recipient", "target")  # who must be the same for two tellings to be of one event
SIDES = (*SHARED, "goods", "venue")
WIDE = ("visit", "war")  # types that one country is the place of, whatever towns are named
WIDTH = {"site": 0, "town": 0, "border": 1, "region": 1, "area": 1, "country": 2}  # of a place
NEAR = 12  # events before, among which another telling is looked for


def merge(found: list[Found]) -> list[Found]:
    """Returns the events, each with all its tellings, in the order of the first."""
    kept: list[Found] = []
    for event in found:
        earlier = next((other for other in reversed(kept[-NEAR:]) if _same(other, event)), None)
        if earlier is None:
            kept.append(event)
        else:
            _add(earlier, event)
    return kept


def _same(a: Found, b: Found) -> bool:
    if a.frame.type != b.frame.type or a.background != b.background:
        return False
    if (a.status == "not-happened") != (b.status == "not-happened") or a.outcome != b.outcome:
        return False
    agree = [_agree(a.roles.get(side, ()), b.roles.get(side, ())) for side in SIDES]
    if False in agree or not _times_agree(a, b) or not _numbers_agree(a, b) or not _places_agree(a, b):
        return False
    return True in agree[: len(SHARED)] or b.definite


def _agree(a: tuple[Participant, ...], b: tuple[Participant, ...]) -> bool | None:
    """Whether two lists share somebody; None where one is empty, or tells nothing against it: "les dirigeants"."""
    if not a or not b:
        return None
    found = [_one(x, y) for x in a for y in b]
    return True if True in found else None if None in found else False


def _one(a: Participant, b: Participant) -> bool | None:
    if a.entity and b.entity and a.entity == b.entity:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if a.country and b.country:
        return None if a.entity and b.entity and a.sector == b.sector == "GOV" else True
    if a.entity and b.entity:
        return False
    if a.entity or b.entity or a.country or b.country:
        return None if a.sector == b.sector or None in (a.sector, b.sector) else False
    return a.name.lower() == b.name.lower()


def _times_agree(a: Found, b: Found) -> bool:
    if a.time is None or b.time is None:
        return True
    if a.time.begins and b.time.begins and a.time.ends and b.time.ends:
        return a.time.begins[:10] <= b.time.ends[:10] and b.time.begins[:10] <= a.time.ends[:10]
    return a.time.value == b.time.value


def _numbers_agree(a: Found, b: Found) -> bool:
    if a.quantity is None or b.quantity is None:
        return True
    return (a.quantity.least, a.quantity.most) == (b.quantity.least, b.quantity.most)


def _places_agree(a: Found, b: Found) -> bool:
    if a.place is None or b.place is None or a.place.geoname is None or b.place.geoname is None:
        return True
    if a.place.geoname == b.place.geoname:
        return True
    one_in_other = WIDTH[a.place.precision] != WIDTH[b.place.precision]  # "à Goma", "dans l'est du Congo"
    return a.place.country == b.place.country and (one_in_other or a.frame.type in WIDE)


def _add(event: Found, other: Found) -> None:
    """Adds a further telling, and what it alone tells, or tells better."""
    event.tellings += other.tellings
    event.stated |= other.stated
    event.roles |= {role: who for role, who in other.roles.items() if role not in event.roles}
    if event.time is None or (event.time.begins is None and other.time is not None and other.time.begins):
        event.time = other.time
    if _is_finer(other.place, event.place):
        event.place = other.place
        if "venue" in other.roles:
            event.roles["venue"] = other.roles["venue"]
    event.quantity = event.quantity or other.quantity
    event.casualties = {**other.casualties, **event.casualties}


def _is_finer(place: EventPlace | None, other: EventPlace | None) -> bool:
    if place is None or other is None:
        return other is None
    return WIDTH[place.precision] < WIDTH[other.precision] and place.country == other.country
