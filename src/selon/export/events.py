"""Events for a person: a block each (what, in what status, who to whom, when, where, who tells it), then the counts.

An event's number is its place among all events of the reading, statements among them: that of its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from selon.export.claims import content, line
from selon.export.findings import STATEMENTS, chain, interval, located
from selon.export.lists import NO_DATE, UNKNOWN
from selon.export.text import WIDEST, printed
from selon.model import Claim, Count, Event, EventTime, Participant, Quantity, Reading, Telling

SHOWN = 110  # characters of a name, or of what is said
DISPATCH = "the dispatch itself"
NOBODY = "nobody named"
OTHER_ROLES = ("goods", "instrument", "delegation", "from", "toward")
CASUALTIES = ("dead", "injured", "arrested")
DOT = " · "

Claims = dict[str, Claim]
Fact = tuple[str, str]


def lines(
    readings: Iterable[Reading], width: int = 80, colour: bool = False, statements: bool = False
) -> Iterator[str]:
    """Yields the events of each reading as a page of text, `width` columns wide; those that are statements only where
    they are asked for."""
    width = max(20, min(width, WIDEST))
    for reading in readings:
        yield printed(_page(reading, statements), width, colour)


def _page(reading: Reading, statements: bool) -> RenderableType:
    claims = {claim.id: claim for claim in reading.claims}
    numbered = list(enumerate(reading.events, 1))
    shown = [(number, event) for number, event in numbered if statements or event.type not in STATEMENTS]
    parts: list[RenderableType] = [Text(_heading(reading, len(shown)), style="dim")]
    for number, event in shown:
        parts += [Text(), _title(number, event), _facts(_of_event(event, claims))]
    if reading.counts:
        parts += [Text(), Text("counts", style="bold"), _facts(_of_count(count, claims) for count in reading.counts)]
    if not reading.dispatch.sent and any(UNKNOWN in time.value for time in _times(reading, shown)):
        parts += [Text(), Text(NO_DATE)]
    return Group(*parts)


def _times(reading: Reading, shown: list[tuple[int, Event]]) -> Iterator[EventTime]:
    """Those of the events that are shown, and of the counts."""
    yield from (event.time for _, event in shown if event.time)
    yield from (count.window for count in reading.counts if count.window)


def _heading(reading: Reading, shown: int) -> str:
    left = len(reading.events) - shown
    out = f" ({_many(left, 'statement')} left out: --statements)" if left else ""
    counts = f"{DOT}{_many(len(reading.counts), 'count')}" if reading.counts else ""
    return f"{line(reading.dispatch.path)}{DOT}{_many(shown, 'event')}{out}{counts}"


def _many(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _title(number: int, event: Event) -> Text:
    """[3] missile-launch · MOBILIZE weapons · asserted, failed, background"""
    plover = " ".join((event.plover or "", *event.mode)).strip()
    told = ", ".join(filter(None, (event.status, event.outcome, "background" if event.background else "")))
    return Text(DOT.join(filter(None, (f"[{number}] {event.type}", plover, told))), style="bold")


def _facts(facts: Iterable[Fact]) -> Table:
    """Returns two columns, what is told under its label; an indented one, so that blocks stand apart."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for label, value in facts:
        table.add_row(Text(f"  {label}"), Text(value))
    return table


def _of_event(event: Event, claims: Claims) -> Iterator[Fact]:
    """Yields (label, text) for all that is known of an event, nothing for what is not."""
    yield "words", ", ".join(dict.fromkeys(_words(each) for each in event.tellings if each.status == event.status))
    if event.roles.get("actor") or event.roles.get("recipient") or event.roles.get("target"):
        yield "who", _who_to_whom(event)
    if event.roles.get("recipient") and event.roles.get("target"):
        yield "target", _people(event.roles["target"])
    yield from ((role, _people(event.roles[role])) for role in OTHER_ROLES if event.roles.get(role))
    if event.quantity and (event.quantity.least, event.quantity.most) != (1, 1):  # "one" is in the words
        yield "number", _counted(event.quantity)
    yield from ((kind, bounds(event.casualties[kind])) for kind in CASUALTIES if kind in event.casualties)
    if event.time:
        yield "when", _when(event.time)
    if event.place or event.roles.get("venue"):
        yield "where", located(event.place) if event.place else _people(event.roles["venue"])
    if event.type in STATEMENTS and event.claim in claims:
        yield "what", line(content(claims[event.claim]), SHOWN)
    yield "told by", "\n".join(dict.fromkeys(_teller(telling, event, claims) for telling in event.tellings))


def _who_to_whom(event: Event) -> str:
    """Téhéran (IRN GOV) → Houthis (YEM)"""
    actors = _people(event.roles.get("actor", ()))
    others = _people(event.roles.get("recipient") or event.roles.get("target", ()))
    return f"{actors or '?'} → {others}" if others else actors


def _people(participants: Iterable[Participant]) -> str:
    return ", ".join(_person(each) for each in participants)


def _person(each: Participant) -> str:
    codes = " ".join(filter(None, (each.country, each.sector)))
    return line(each.name, SHOWN) + (f" ({codes})" if codes else "")


def bounds(quantity: Quantity) -> str:
    """12 · 10 to 12 · at least 10 · at most 12"""
    if quantity.most is None:
        return "?" if quantity.least is None else f"at least {quantity.least}"
    if quantity.least is None:
        return f"at most {quantity.most}"
    return f"{quantity.least}" if quantity.least == quantity.most else f"{quantity.least} to {quantity.most}"


def _counted(quantity: Quantity) -> str:
    return f"{bounds(quantity)} ({line(quantity.text, SHOWN)})"


def _when(time: EventTime) -> str:
    """2023-09-15 (vendredi); its TIMEX3 value where the days are not known"""
    return f"{interval(time) or time.value} ({line(time.text, SHOWN)})"


def _words(telling: Telling) -> str:
    return f'"{line(telling.trigger.text, SHOWN)}"'


def _teller(telling: Telling, event: Event, claims: Claims) -> str:
    """Interfax > Dmitri Peskov (c4, possible): denied, "a démenti" """
    status = f": {telling.status}, {_words(telling)}" if telling.status != event.status else ""
    return _source(telling.claim, claims) + status


def _source(id: str | None, claims: Claims) -> str:
    if id is None:
        return DISPATCH
    claim = claims.get(id)
    if claim is None:
        return id
    unsure = f", {claim.certainty}" if claim.certainty != "certain" else ""
    return f"{line(chain(claim), SHOWN) or NOBODY} ({id}{unsure})"


def _of_count(count: Count, claims: Claims) -> Fact:
    """("2", "missiles balistiques · first · P4M (en quatre mois) · [3] · told by Séoul (c2)"); what is counted by a
    qualifier alone has it as its label."""
    number = bounds(count.number) if count.number else count.qualifier or "?"
    qualifier = count.qualifier if count.number else ""
    window = _when(count.window) if count.window else ""
    scope = line(count.scope.text, SHOWN) if count.scope else ""
    event = f"[{count.event.removeprefix('ev')}]" if count.event else ""
    told = f"told by {_source(count.claim, claims)}"
    return number, DOT.join(filter(None, (line(count.subject.text, SHOWN), qualifier, window, scope, event, told)))
