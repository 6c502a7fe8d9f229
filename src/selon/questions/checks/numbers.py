"""Numbers: "à deux reprises", "deux missiles": as many as are found, at least and at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selon.questions.checks.asked import Asked, Told, missing, rows_of
from selon.questions.checks.coverage import covers
from selon.questions.checks.query import Query, plural, stretch
from selon.questions.happenings import Days
from selon.questions.occasions import Occasion, quantities

MANY = 10**6
ABOUT = 0.2  # the share by which about so many may be more or less


def number(asked: Asked) -> Told:
    """Il a échoué à deux reprises en quatre mois. Il n'a voyagé que sept fois, toutes en 2018 et 2019."""
    query, found = asked.query, asked.found
    within = [each for each in found.sure if not query.within or any(w.holds(each.days) for w in query.within)]
    outside = [each for each in found.sure if each not in within]
    if outside:
        return "contradicted", f"{len(outside)} {plural(query.type)} outside {_or(query.within)}", rows_of(outside)
    least, _ = _bounds(query, within)
    _, most = _bounds(query, [*within, *found.perhaps])
    return _compared(asked, within, least, most)


def _compared(asked: Asked, within: Sequence[Occasion], least: int, most: int) -> Told:
    query, found = asked.query, asked.found
    said_least, said_most = _said(query)
    rows = rows_of([*within, *found.perhaps])
    said, there = _range(query.least, query.most), _range(least, most if most < MANY else None)
    covered = covers(asked.held, query.days, query.sent)
    if said_least <= least and (least <= said_most) and (least or covered):
        return "consistent", f"{said} said, {there} found{_untold(query)}", rows
    if least < said_least and most >= MANY:
        return "cannot-say", f"{said} said; it is not told how many there were in the {len(within)} found", rows
    if least < said_least <= most:
        return "consistent", f"{said} said, {there} found, as many as may be counted{_untold(query)}", rows
    if most < said_least:
        if covered and not query.loose:
            return "contradicted", f"{said} said, {there} found, and the record covers these days", rows
        return "cannot-say", f"{said} said, {there} found; {missing(asked)}", rows
    if query.loose:
        return "cannot-say", f"{said} said, {there} found; no day is told to tell which are meant", rows
    if query.narrow:
        return "cannot-say", f"{said} said, {there} found, of which the record cannot tell “{query.narrow}”", rows
    return "contradicted", f"{said} said, {there} found", rows


def _said(query: Query) -> tuple[float, float]:
    """How many are said, at least and at most; a fifth more or less where it is only about so many."""
    least, most = query.least or 0, query.most if query.most is not None else MANY
    return (least * (1 - ABOUT), most * (1 + ABOUT)) if query.about else (least, most)


def _untold(query: Query) -> str:
    return f"; the record cannot tell whether “{query.narrow}”" if query.narrow else ""


def _bounds(query: Query, found: Sequence[Occasion]) -> tuple[int, int]:
    """How many: occasions; or things, at least and at most, by all sources that count them."""
    if not query.things:
        return len(found), len(found)
    counted = [quantities(each).values() for each in found]
    least = sum(min((low for low, _ in bounds), default=1) for bounds in counted)
    return least, sum(max((high for _, high in bounds), default=MANY) for bounds in counted)


def _or(days: Iterable[Days]) -> str:
    return " and ".join(map(stretch, days))


def _range(least: int | None, most: int | None) -> str:
    if least is not None and least == most:
        return str(least)
    if least is None:
        return f"at most {most}"
    return f"at least {least}" if most is None else f"{least} to {most}"
