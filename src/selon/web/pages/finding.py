"""Search: claims, events and dispatches, the latest first; the timeline and the map of events; who is who."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query, Request, Response

from selon.languages.events import event_types
from selon.languages.plover import load_plover
from selon.model import Act, Certainty
from selon.record.entities import list_entities
from selon.record.facets import COUNTED, count_facets
from selon.record.search import Question, answers, hits, search
from selon.record.selects import Rows
from selon.record.store import Found, Record, cut, unmoved
from selon.web.guard import desk_of
from selon.web.maps import Cluster, Point, clusters, project, uncertainty, window
from selon.web.narrowing import choices, countries
from selon.web.passages import passages
from selon.web.precisions import precision_of
from selon.web.showing import MOST, is_table, most, show, texts_of
from selon.wire.errors import InputError
from selon.wire.moments import check_day

router = APIRouter()

SHOWN, IN_TIME, ON_MAP = 50, 500, 3000  # rows
NEAR = 0.012  # of the map's width, within which points are one
OF_WHAT = "of who speaks or takes part, of where it happens; of a dispatch, of what it names too"
Word = Annotated[str | None, Query(max_length=200)]
Agency = Annotated[str | None, Query(max_length=200, description="Of the dispatch, whole, capitals aside.")]
Country = Annotated[str | None, Query(max_length=200, description=f"ISO 3166 alpha-3, {OF_WHAT}.")]
Limit = Annotated[int | None, Query(ge=1, le=MOST, description="Most rows; as CSV, all that there are up to 5000.")]
ACTS, CERTAINTIES = get_args(Act), get_args(Certainty)
SORTS: tuple[Rows, ...] = get_args(Rows)


def asked(
    words: Word = None, says: Word = None, about: Word = None, act: Word = None, certainty: Word = None,
    through: Word = None, event: Word = None, actor: Word = None, recipient: Word = None, place: Word = None,
    agency: Agency = None, country: Country = None,
    since: Word = None, until: Word = None, old: bool = False, rows: Annotated[str, Query(max_length=20)] = "",
) -> Question:  # fmt: skip
    """The question that an address asks; what is left empty is not asked. Raises InputError."""
    for each, known in ((act, ACTS), (certainty, CERTAINTIES), (event, (*event_types("fr"), *load_plover()))):
        if each and each not in known:
            raise InputError(each, f"cannot be asked for; give one of {', '.join(known)}")
    for day in filter(None, (since, until)):
        check_day(day)
    said = [each or None for each in (words, says, about, act, certainty, through)]
    code = (country or "").strip().upper()
    done = [each or None for each in (event, actor, recipient, place, agency, code, since, until)]
    return Question(*said, *done, old=old, rows=next((sort for sort in SORTS if sort == rows), None))  # type: ignore[misc, arg-type]


Asked = Annotated[Question, Depends(asked)]


@router.get("/find", include_in_schema=False)
@router.get("/find.json", summary="Claims, events or dispatches, the latest first; and how many each facet has")
@router.get("/find.csv", summary="The same, as CSV")
def find(request: Request, question: Asked, limit: Limit = None) -> Response:
    record, number, kind = desk_of(request).record(), most(request, SHOWN, limit), question.kind()
    if is_table(request):
        return show(request, "find.html", {"rows": search(record, question, number)})
    with unmoved(record):
        numbers = hits(record, question, max(number, COUNTED[kind]) + 1)
        counted = numbers[: COUNTED[kind]]
        facets = count_facets(record, question, counted)
        rows = _with_passages(record, question, numbers[:number])
    data = {
        **{"rows": rows, "sort": kind, "more": len(numbers) > number},
        **{"facets": facets, "counted": len(counted), "all": len(counted) == len(numbers)},
    }
    beside = {"acts": ACTS, "sure": CERTAINTIES, "choices": choices("/find", question, facets)}
    return show(request, "find.html", data, {**_facets(question), **beside})


def _with_passages(record: Record, question: Question, numbers: list[int]) -> list[dict[str, Any]]:
    """The rows of those numbers, each with its passage."""
    kind = question.kind()
    rows = answers(record, kind, numbers)
    told = passages(record, kind, rows, numbers, question.words)
    return [{**row, "passage": passage} for row, passage in zip(rows, told, strict=True)]


def _found(request: Request, question: Question, limit: int) -> tuple[list[Found], bool]:
    return cut(search(desk_of(request).record(), question, limit + 1), limit)


def _day(row: Found) -> str:
    """When it happened, or was told."""
    return str(row["begins"] or row["sent"] or "")


def _facets(question: Question) -> dict[str, Any]:
    return {"question": question, "types": event_types("fr"), "countries": countries()}


def _events(question: Question) -> Question:
    return replace(question, rows="events")


@router.get("/timeline", include_in_schema=False)
@router.get("/timeline.json", summary="Events by the day on which they happened")
@router.get("/timeline.csv", summary="The same, as CSV")
def timeline(request: Request, question: Asked, limit: Limit = None) -> Response:
    rows, more = _found(request, _events(question), most(request, IN_TIME, limit))
    rows.sort(key=_day, reverse=True)
    if is_table(request):
        return show(request, "timeline.html", {"rows": rows})
    days: dict[str, list[Found]] = {}
    for row in rows:
        days.setdefault(_day(row)[:10], []).append(row)
    data = {"days": [{"day": day, "events": held} for day, held in days.items()], "more": more}
    return show(request, "timeline.html", data, _facets(question))


@router.get("/map", include_in_schema=False)
@router.get("/map.json", summary="Events that have a place, as GeoJSON")
@router.get("/map.csv", summary="The same, as CSV")
def map_(request: Request, question: Asked, limit: Limit = None) -> Response:
    rows, more = _found(request, _events(question), most(request, ON_MAP, limit))
    placed = [_placed(row) for row in rows if row["latitude"] is not None]
    if is_table(request):
        return show(request, "map.html", {"rows": placed})
    texts = texts_of(request)
    points = [_point(row, texts) for row in placed]
    box = window(points)
    data: dict[str, Any] = {"type": "FeatureCollection", "features": [_feature(row) for row in placed]}
    drawn: dict[str, Any] = {"box": box, "clusters": clusters(points, NEAR * box[2]), "rings": _rings(points)}
    return show(request, "map.html", data, {**_facets(question), **drawn, "number": len(points), "more": more})


def _rings(points: list[Point]) -> list[Cluster]:
    """A ring around each place that is not known to the town."""
    wide = {project(each.latitude, each.longitude): uncertainty(each.precision) for each in points}
    return [Cluster(*where, radius, ()) for where, radius in sorted(wide.items()) if radius]


def _point(row: Found, texts: dict[str, str]) -> Point:
    what = texts.get(f"type.{row['type']}", row["type"])
    label = " · ".join(str(part) for part in (_day(row), what, row["actor"], row["place"]) if part)
    where = (float(row["latitude"] or 0), float(row["longitude"] or 0))
    return Point(str(row["id"]), *where, str(row["precision"]), label, f"/events/{row['id']}")


def _placed(row: Found) -> Found:
    """With what its coordinates are the middle of."""
    return {**row, "precision": precision_of(row["geoname"], row["place"], row["country"])}


def _feature(row: Found) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": row}


@router.get("/who", include_in_schema=False)
@router.get("/who.json", summary="Who is who in the record, the most named first")
@router.get("/who.csv", summary="The same, as CSV")
def who(request: Request, words: Word = None, limit: Limit = None) -> Response:
    number = most(request, SHOWN, limit)
    plain = not words and number == SHOWN
    rows = desk_of(request).asked("who", plain, lambda it: list_entities(it.db, words or None, number + 1))
    shown, more = cut(rows, number)
    return show(request, "who.html", {"rows": shown, "more": more}, {"words": words or ""})
