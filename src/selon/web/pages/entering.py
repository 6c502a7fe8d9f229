"""Entering and leaving, where the desk asks who you are; the language; whether the server is well."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from selon.record.lookup import size
from selon.version import __version__
from selon.web.accounts import verified
from selon.web.guard import SENDS, SESSION, Refused, back, desk_of, session_of, set_session
from selon.web.limits import Attempts
from selon.web.sessions import csrf_is_good, make_session
from selon.web.showing import show
from selon.web.texts import COOKIE, LANGUAGES

router = APIRouter(include_in_schema=False)

YEAR = 365 * 24 * 3600  # seconds that the choice of a language is kept


@router.get("/login")
def login(request: Request) -> Response:
    return show(request, "login.html", {"failed": None})


@router.post("/login")
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=2000)],
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    if not csrf_is_good(request.app.state.secret, session_of(request), token):
        raise Refused("error.form", 403)
    attempts: Attempts = request.app.state.attempts
    address = request.client.host if request.client else ""
    if seconds := attempts.begun((address, name)):
        raise Refused("error.wait", 429, seconds=int(seconds) + 1)
    accounts = desk_of(request).accounts
    account = verified(accounts, name, password)
    if account is None:
        return show(request, "login.html", {"failed": "error.login"}, status=401)
    attempts.succeeded((address, name))
    answer = RedirectResponse("/", status_code=303)
    set_session(request, answer, make_session(accounts, account))
    return answer


@router.post("/logout", dependencies=[SENDS])
def leave(request: Request) -> Response:
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(SESSION)
    return answer


@router.get("/language/{lang}")
def language(request: Request, lang: str) -> Response:
    answer = back(request, "/")
    if lang in LANGUAGES:
        answer.set_cookie(COOKIE, lang, max_age=YEAR, samesite="lax")
    return answer


@router.get("/health")
def health(request: Request) -> dict[str, object]:
    """Whether the record answers."""
    size(desk_of(request).record())
    return {"status": "ok", "version": __version__}
