"""CSV of the record: the rows of `selon read --format csv`, and behind them what the record knows beside a reading: who
takes part, by the key that is the same in all dispatches, what people judged, and whence the dispatch came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.export.cells import Cells
from selon.export.events_table import BETWEEN
from selon.export.table import MARK, TABLES, row
from selon.model import Claim, Event, Participant
from selon.record.kept import Kept

IDS = {"claims": "id", "events": "event_id"}  # the column that holds a finding's id
KEYS = {"claims": ("who_key",), "events": ("actor_key", "recipient_key")}
BESIDE = ("state", "judged", "judge", "note", "agency", "sent", "title")


def lines(kept: Iterable[Kept], rows: str = "claims") -> Iterator[str]:
    """Yields the heading, then the rows of each dispatch as it comes; `rows` is claims or events."""
    yield MARK + row(columns(rows))
    for each in kept:
        yield from map(row, cells(each, rows))


def columns(rows: str) -> tuple[str, ...]:
    """The headings of the table."""
    return ("path", "dispatch", *TABLES[rows].columns, *KEYS[rows], *BESIDE)


def cells(kept: Kept, rows: str) -> Iterator[Cells]:
    """Yields the cells under `columns` for each claim or event of a dispatch."""
    table, dispatch = TABLES[rows], kept.reading.dispatch
    keys = _keys(kept, rows)
    at = table.columns.index(IDS[rows])
    for found in table.rows(kept.reading):
        local = str(found[at])
        yield (dispatch.path, dispatch.id, *found, *keys[local], *beside(kept, local))


def key_of(kept: Kept, local: str | None) -> str | None:
    """Returns the record's key of a dispatch's entity, None for whom the record does not know."""
    one = kept.cast.get(local or "")
    return one.key if one else None


def whom(event: Event) -> tuple[Participant, ...]:
    """Returns those to whom it is done, as the table has them: the recipients, else the targets."""
    return event.roles.get("recipient") or event.roles.get("target", ())


def _keys(kept: Kept, rows: str) -> dict[str, Cells]:
    """The cells under KEYS, by the finding's id."""
    if rows == "claims":
        return {claim.id: (speaker(kept, claim),) for claim in kept.reading.claims}
    return {
        event.id: (_several(kept, event.roles.get("actor", ())), _several(kept, whom(event)))
        for event in kept.reading.events
    }


def speaker(kept: Kept, claim: Claim) -> str | None:
    """Returns the record's key of whose words a claim is."""
    return key_of(kept, claim.sources[-1].entity) if claim.sources else None


def _several(kept: Kept, participants: Iterable[Participant]) -> str:
    """The keys in the order of the column of names; an empty piece is one whom the record does not know."""
    keys = [key_of(kept, each.entity) or "" for each in participants]
    return BETWEEN.join(keys) if any(keys) else ""


def beside(kept: Kept, local: str) -> Cells:
    """Returns the cells under BESIDE of a claim or an event, by its id."""
    judged, dispatch = kept.judged.get(local), kept.reading.dispatch
    verdict = (judged.verdict, judged.judge, judged.note) if judged else (None, None, None)
    return (kept.state, *verdict, dispatch.agency, dispatch.sent, dispatch.title)
