"""Search: claims, events and dispatches, the latest first; the timeline and the map of events; who is who."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query, Request, Response

from selon.languages.events import event_types
from selon.languages.plover import load_plover
from selon.languages.world import load_world
from selon.model import Act, Certainty
from selon.record.entities import list_entities
from selon.record.search import Question, search
from selon.record.selects import Rows
from selon.record.store import Found
from selon.web.guard import desk_of
from selon.web.maps import Cluster, Point, clusters, project, uncertainty, window
from selon.web.showing import cut, show
from selon.wire.errors import InputError

router = APIRouter()

SHOWN, MOST, ON_MAP = 50, 5000, 3000
NEAR = 0.012  # of the map's width, within which points are one
Word = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
ACTS, CERTAINTIES = get_args(Act), get_args(Certainty)
SORTS: tuple[Rows, ...] = get_args(Rows)


def asked(
    words: Word = None, says: Word = None, about: Word = None, act: Word = None, certainty: Word = None,
    through: Word = None, event: Word = None, actor: Word = None, recipient: Word = None, place: Word = None,
    since: Word = None, until: Word = None, old: bool = False, rows: Annotated[str, Query(max_length=20)] = "",
) -> Question:  # fmt: skip
    """The question that an address asks; what is left empty is not asked. Raises InputError."""
    for each, known in ((act, ACTS), (certainty, CERTAINTIES), (event, (*event_types("fr"), *load_plover()))):
        if each and each not in known:
            raise InputError(each, f"cannot be asked for; give one of {', '.join(known)}")
    for day in filter(None, (since, until)):
        _check_day(day)
    said = [each or None for each in (words, says, about, act, certainty, through)]
    done = [each or None for each in (event, actor, recipient, place, since, until)]
    return Question(*said, *done, old=old, rows=next((sort for sort in SORTS if sort == rows), None))  # type: ignore[misc, arg-type]


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise InputError(day, "is no day; give it as YYYY-MM-DD") from error


Asked = Annotated[Question, Depends(asked)]


@router.get("/find", include_in_schema=False)
@router.get("/find.json", summary="Claims, events or dispatches, the latest first")
@router.get("/find.csv", summary="The same, as CSV")
def find(request: Request, question: Asked, limit: Limit = SHOWN) -> Response:
    answers, more = _found(request, question, limit)
    data = {"rows": answers, "sort": question.kind(), "more": more}
    return show(request, "find.html", data, {**_facets(question), "acts": ACTS, "sure": CERTAINTIES})


def _found(request: Request, question: Question, limit: int) -> tuple[list[Found], bool]:
    return cut(search(desk_of(request).record(), question, limit + 1), limit)


def _day(row: Found) -> str:
    """When it happened, or was told."""
    return str(row["begins"] or row["sent"] or "")


def _facets(question: Question) -> dict[str, Any]:
    return {"question": question, "types": event_types("fr")}


def _events(question: Question) -> Question:
    return replace(question, rows="events")


@router.get("/timeline", include_in_schema=False)
@router.get("/timeline.json", summary="Events by the day on which they happened")
def timeline(request: Request, question: Asked, limit: Limit = 500) -> Response:
    answers, more = _found(request, _events(question), limit)
    days: dict[str, list[Found]] = {}
    for row in sorted(answers, key=_day, reverse=True):
        days.setdefault(_day(row)[:10], []).append(row)
    data = {"days": [{"day": day, "events": held} for day, held in days.items()], "more": more}
    return show(request, "timeline.html", data, _facets(question))


@router.get("/map", include_in_schema=False)
@router.get("/map.json", summary="Events that have a place, as GeoJSON")
def map_(request: Request, question: Asked, limit: Limit = ON_MAP) -> Response:
    answers, more = _found(request, _events(question), limit)
    placed = [row for row in answers if row["latitude"] is not None]
    points = [_point(row) for row in placed]
    box = window(points)
    data: dict[str, Any] = {"type": "FeatureCollection", "features": [_feature(row) for row in placed]}
    drawn: dict[str, Any] = {"box": box, "clusters": clusters(points, NEAR * box[2]), "rings": _rings(points)}
    return show(request, "map.html", data, {**_facets(question), **drawn, "number": len(points), "more": more})


def _rings(points: list[Point]) -> list[Cluster]:
    """A ring around each place that is not known to the town."""
    wide = {project(each.latitude, each.longitude): uncertainty(each.precision) for each in points}
    return [Cluster(*where, radius, ()) for where, radius in sorted(wide.items()) if radius]


def _point(row: Found) -> Point:
    label = f"{_day(row)} {row['type']}: {row['actor'] or ''} {row['place'] or ''}"
    where = (float(row["latitude"] or 0), float(row["longitude"] or 0))
    state = load_world("fr").states.get(str(row["country"]))
    precision = "country" if state and row["place"] == state.name else "town"
    return Point(str(row["id"]), *where, precision, label, f"/events/{row['id']}")


def _feature(row: Found) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": row}


@router.get("/who", include_in_schema=False)
@router.get("/who.json", summary="Who is who in the record, the most named first")
def who(request: Request, words: Word = None, limit: Limit = SHOWN) -> Response:
    answers, more = cut(list_entities(desk_of(request).record().db, words or None, limit + 1), limit)
    return show(request, "who.html", {"rows": answers, "more": more}, {"words": words or ""})
