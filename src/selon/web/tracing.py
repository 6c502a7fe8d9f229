"""Tracing: a line of JSON in the log for each request: when, who, what, how it went, how long it took; and for each
judgement: when, who, of what, what, under which number."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("selon.web.requests")
JUDGEMENTS = logging.getLogger("selon.web.judgements")


class Traced:
    """Logs each request when its answer is sent: an ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            LOG.info("%s", _line(scope, status, time.perf_counter() - began))


def log_judgement(data: Mapping[str, object]) -> None:
    """Logs what a person judged or undid, by what the page answers: `judgement` its number, `by` who, `id` of what,
    `verdict` or `kind` what; `undone` for one that is undone."""
    what = "undo" if data.get("undone") else data.get("verdict") or data.get("kind")
    told = {"at": _now(), "who": data.get("by"), "number": data.get("judgement"), "what": what, "id": data.get("id")}
    JUDGEMENTS.info("%s", json.dumps(told, ensure_ascii=True))


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _asks(scope: Scope) -> str | None:
    """The account, where the answer asked for it (guard.account_of_request); the accounts are not asked again."""
    account = scope.get("state", {}).get("account")
    return account.name if account else None


def _line(scope: Scope, status: int, seconds: float) -> str:
    client = scope.get("client") or ("", 0)
    told = {
        "at": _now(),
        "from": client[0],
        "who": _asks(scope),
        "method": scope["method"],
        "path": scope["path"][:500],
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    return json.dumps(told, ensure_ascii=True)
