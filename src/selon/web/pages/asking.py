"""The questions: denials, what somebody said, who speaks of whom, what people judged."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from selon.questions.denials import Asked, denials
from selon.questions.ledger import ledger
from selon.questions.matrix import matrix
from selon.record.judgements import list_judgements
from selon.record.store import cut
from selon.web.graph import graph
from selon.web.guard import desk_of
from selon.web.pages.events import grouped
from selon.web.showing import most, show

router = APIRouter()

SHOWN, LONG = 50, 500
Word = Annotated[str | None, Query(max_length=200)]
Undone = Literal["", "no", "yes"]


@router.get("/denials", include_in_schema=False)
@router.get("/denials.json", summary="Who denies what, in a dispatch and across")
@router.get("/denials.csv", summary="The same, as CSV, a row for each claim or passage that is denied")
def denied(
    request: Request,
    of: Word = None,
    by: Word = None,
    about: Word = None,
    kind: Literal["", "deny", "confirm", "decline", "all"] = "deny",
) -> Response:
    kind = kind or "deny"
    asked = Asked(of or None, by or None, about or None, None if kind == "all" else kind)
    limit = most(request, SHOWN)
    plain = limit == SHOWN and asked == Asked()
    rows = desk_of(request).asked("denials", plain, lambda it: denials(it, asked, limit + 1))
    groups, more = cut(grouped(rows), limit)
    form = {"of": of, "by": by, "about": about, "kind": kind}
    return show(
        request, "denials.html", {"rows": list(chain(*groups)), "more": more}, {"groups": groups, "asked": form}
    )


@router.get("/ledger", include_in_schema=False)
@router.get("/ledger.json", summary="All that somebody said, promised, denied, by time")
@router.get("/ledger.csv", summary="The same, as CSV")
def said_by(request: Request, who: Annotated[str, Query(max_length=200)]) -> Response:
    limit = most(request, LONG)
    rows, more = cut(ledger(desk_of(request).record(), who, None, None, (), limit + 1), limit)
    return show(request, "ledger.html", {"who": who, "rows": rows, "more": more})


@router.get("/matrix", include_in_schema=False)
@router.get("/matrix.json", summary="Who speaks of whom, how often, how surely")
@router.get("/matrix.csv", summary="The same, as CSV")
def who_of_whom(request: Request, since: Word = None, until: Word = None) -> Response:
    limit = most(request, LONG)
    plain = limit == LONG and not (since or until)
    rows = desk_of(request).asked("matrix", plain, lambda it: matrix(it, since or None, until or None, None, limit + 1))
    rows, more = cut(rows, limit)
    nodes, edges = graph(rows)
    drawn = {"since": since or "", "until": until or "", "nodes": nodes, "edges": edges}
    return show(request, "matrix.html", {"rows": rows, "more": more}, drawn)


@router.get("/judgements", include_in_schema=False)
@router.get("/judgements.json", summary="What people judged, the latest first")
@router.get("/judgements.csv", summary="The same, as CSV")
def judged(request: Request, by: Word = None, undone: Undone = "") -> Response:
    wanted = {"yes": True, "no": False}.get(undone)
    limit = most(request, LONG)
    rows, more = cut(list_judgements(desk_of(request).record(), limit + 1, by or None, wanted), limit)
    return show(request, "judgements.html", {"rows": rows, "more": more}, {"asked": {"by": by, "undone": undone}})
