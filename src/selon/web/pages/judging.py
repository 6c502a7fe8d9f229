"""Judging: a finding judged right or wrong, a claim put right, and a judgement undone; kept with who and when."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from selon.record.judgements import judge, mend, undo
from selon.record.lookup import SHOWN
from selon.record.mending import MENDED
from selon.record.store import explained
from selon.web.accounts import Account
from selon.web.guard import JUDGES, back, desk_of
from selon.web.showing import show
from selon.web.tracing import log_judgement

router = APIRouter()

Id = Annotated[str, Form(max_length=80)]


@router.post("/judge", include_in_schema=False)
@router.post("/judge.json", summary="Judge a claim or an event right or wrong")
def judge_(
    request: Request,
    id: Id,
    verdict: Annotated[Literal["right", "wrong"], Form()],
    note: Annotated[str, Form(max_length=1000)] = "",
    account: Account = JUDGES,
) -> Response:
    desk = desk_of(request)
    with explained(desk.path), desk.writable() as record:
        number = judge(record, id, verdict, account.name, note or None)
    return _done(request, {"judgement": number, "id": id, "verdict": verdict, "by": account.name})


@router.post("/mend", include_in_schema=False)
@router.post("/mend.json", summary="Put a claim right: its words, or who says it; what is not given stays as it is")
def mend_(
    request: Request,
    id: Id,
    words: Annotated[str | None, Form(max_length=20_000)] = None,
    speaker: Annotated[str | None, Form(max_length=1000)] = None,
    nobody: Annotated[bool, Form()] = False,
    note: Annotated[str, Form(max_length=1000)] = "",
    account: Account = JUDGES,
) -> Response:
    desk = desk_of(request)
    with explained(desk.path), desk.writable() as record:
        number = mend(record, id, words, "" if nobody else speaker, account.name, note or None)
    dispatch, _, claim = id.partition(":")
    data: dict[str, object] = {"judgement": number, "id": id, "verdict": MENDED, "by": account.name}
    return _done(request, data, f"/dispatches/{dispatch[:SHOWN]}#{claim}")


@router.post("/undo", include_in_schema=False)
@router.post("/undo.json", summary="Undo a judgement: it stays listed")
def undo_(
    request: Request,
    number: Annotated[int, Form(ge=1, le=2**53)],
    account: Account = JUDGES,
) -> Response:
    desk = desk_of(request)
    with explained(desk.path), desk.writable() as record:
        undo(record, number, account.name)
    return _done(request, {"judgement": number, "undone": True, "by": account.name})


def _done(request: Request, data: dict[str, object], to: str | None = None) -> Response:
    """Logs it. Answers as JSON; to a form by leading to an address, if one is told; to the page's script in small; else
    by leading back to where the form stood."""
    log_judgement(data)
    if to and not request.url.path.endswith(".json"):
        return RedirectResponse(to, status_code=303)
    if request.url.path.endswith(".json") or "hx-request" in request.headers:
        return show(request, "judged.html", data)
    return back(request, "/judgements")
