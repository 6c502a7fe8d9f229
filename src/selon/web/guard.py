"""The guard: who asks, what they may do, whether a form is ours, and the headers that keep a dispatch's text from being
taken for anything but text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, cast

from fastapi import Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from selon.web.accounts import Account
from selon.web.desk import Desk
from selon.web.sessions import anonymous_session, csrf_is_good, csrf_token, session_account

SESSION = "selon-session"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
ENCODED = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
MAY = {"reader": ("read",), "editor": ("read", "judge"), "admin": ("read", "judge", "feed")}


class Refused(Exception):
    """What a person may not do: the key of the text that says so, and the status."""

    def __init__(self, key: str, status: int, **held: object) -> None:
        super().__init__(key)
        self.key, self.status, self.held = key, status, held


class Headed:
    """Adds the headers to every answer: an ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(each for each in ENCODED if each[0] not in given)]
            await send(message)

        await self.app(scope, receive, headed if scope["type"] == "http" else send)


class Bounded:
    """Refuses what is sent beyond so many bytes, before it is kept anywhere, and forms in an encoding of their own,
    which no browser sends, and some of which take for ever to be decoded: an ASGI layer. `large` are the addresses to
    which more may be sent."""

    def __init__(self, app: ASGIApp, most: int, large: Mapping[str, int]) -> None:
        self.app, self.most, self.large = app, most, large

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = left = self.large.get(scope.get("path", "").removesuffix(".json"), self.most)
        headers = dict(scope.get("headers", ()))
        told, form = headers.get(b"content-length", b""), headers.get(b"content-type", b"").lower()

        async def bounded() -> Message:
            nonlocal left
            if b"charset" in form and b"multipart" in form:
                raise HTTPException(415, "a form is sent in UTF-8")
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0 or (told.isdigit() and len(told) < 20 and int(told) > most):
                raise HTTPException(413, f"{most // 1_000_000} MB")
            return message

        await self.app(scope, bounded if scope.get("method") == "POST" else receive, send)


def desk_of(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


def account_of_request(request: Request) -> Account | None:
    """Who asks: on an open desk whoever sits at it, who may do all; else whoever the session names, None for nobody.
    The accounts are asked once a request."""
    if not hasattr(request.state, "account"):
        request.state.account = _account(desk_of(request), request.cookies.get(SESSION, ""))
    return cast(Account | None, request.state.account)


def _account(desk: Desk, session: str) -> Account | None:
    return session_account(desk.accounts, session) if desk.demands else Account(desk.login, "admin")


def session_of(request: Request) -> str:
    """The session that forms are bound to; on an open desk that of the browser, made when it first comes."""
    if not hasattr(request.state, "session"):
        request.state.session = request.cookies.get(SESSION) or anonymous_session()
    return str(request.state.session)


def form_token(request: Request) -> str:
    return csrf_token(request.app.state.secret, session_of(request))


def keep_session(request: Request, response: Response) -> None:
    """Sets the cookie of a session that was made for this answer."""
    if request.cookies.get(SESSION) != session_of(request):
        set_session(request, response, session_of(request))


def set_session(request: Request, response: Response, session: str) -> None:
    """Gives the browser its session, out of reach of scripts and of other sites."""
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION, session, httponly=True, samesite="strict", secure=secure)


def back(request: Request, otherwise: str) -> RedirectResponse:
    """Leads back to the page of ours that a form or a link stood on, or to the other where there is none."""
    page = request.headers.get("referer", otherwise)
    return RedirectResponse(page if page.startswith(str(request.base_url)) else otherwise, status_code=303)


def reader(request: Request) -> Account:
    """Whoever may read; raises Refused. Pages depend on it."""
    account = account_of_request(request)
    if account is None:
        raise Refused("page.enter", 401)
    return account


def _allowed(act: str) -> Any:
    def allowed(request: Request, token: Annotated[str, Form(max_length=200)] = "") -> Account:
        account = reader(request)
        if not csrf_is_good(request.app.state.secret, session_of(request), token):
            raise Refused("error.form", 403)
        if act not in MAY[account.role]:
            raise Refused("error.forbidden", 403)
        return account

    return Depends(allowed)


JUDGES = _allowed("judge")  # whoever sends a form of ours, and may judge
FEEDS = _allowed("feed")
SENDS = _allowed("read")
