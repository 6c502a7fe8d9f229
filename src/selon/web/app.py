"""The page: a record, served. Nothing here reads or judges by itself: the pages ask the record, as the commands do."""

from __future__ import annotations

import logging
import secrets
import sqlite3
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from selon.record.store import explained
from selon.version import __version__
from selon.web.desk import Desk
from selon.web.feeds import Feeds
from selon.web.guard import Bounded, Headed, Refused, reader
from selon.web.intake import Worker
from selon.web.limits import Attempts
from selon.web.pages import asking, covering, dispatches, drifting, entering, events, feeding, finding, judging, start
from selon.web.showing import show
from selon.web.tracing import Traced
from selon.web.uploads import Uploads
from selon.wire.errors import InputError

LOG = logging.getLogger("selon.web")
LOCAL = ("localhost", "127.0.0.1", "[::1]")
MISSING = ("is in no dispatch", "there is no", "is no id", "is of several")
BESIDE = 1_000_000  # bytes of a form beside its dispatch or its files
FORM = 12 * start.LONGEST  # bytes of a dispatch that is pasted: a letter is sent as up to 12
LARGE = {"/read": FORM + BESIDE, "/feed": feeding.LARGEST + BESIDE}  # forms that may be larger than others


def create_app(desk: Desk, hosts: tuple[str, ...] = LOCAL) -> FastAPI:
    """Returns the server of a desk, which answers only to the names in `hosts` ("*" for any): a page elsewhere must
    not be able to ask it in a browser's name."""
    app = FastAPI(
        title="selon", version=__version__, docs_url=None, redoc_url=None, openapi_url=None,
        form_limits={"max_part_size": FORM, "max_files": feeding.FILES + 1, "max_fields": 100},
    )  # fmt: skip
    app.state.desk, app.state.secret = desk, secrets.token_bytes(32)
    app.state.attempts = Attempts()
    _feed(app, desk, hosts)
    for pages in (start, dispatches, events, drifting, finding, asking, covering, judging, feeding):
        app.include_router(pages.router, dependencies=[Depends(reader)])
    app.include_router(entering.router)
    app.include_router(_described(app), dependencies=[Depends(reader)])
    app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")), name="static")
    _explain(app)
    app.add_middleware(Bounded, most=BESIDE, large=LARGE)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(Headed)
    app.add_middleware(Traced)
    return app


def _feed(app: FastAPI, desk: Desk, hosts: tuple[str, ...]) -> None:
    """What feeds the record. Only where nobody but who sits at this machine can ask for it, an address may lead into
    the private network: a desk that goes by another name, through a proxy say, is one that others reach."""
    alone = not desk.demands and set(hosts) <= set(LOCAL)
    worker = Worker()
    app.state.uploads, app.state.feeds = Uploads(desk.path, worker), Feeds(desk.path, worker, alone)


def _described(app: FastAPI) -> APIRouter:
    """What there is to be asked, in OpenAPI: for those who may ask."""
    router = APIRouter()

    @router.get("/openapi.json", include_in_schema=False)
    def described() -> dict[str, Any]:
        return app.openapi()

    return router


def _explain(app: FastAPI) -> None:
    """What goes wrong, told to a person in one line, on a page or as JSON."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(InputError, _asked)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(sqlite3.Error, _record)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    if error.status == 401 and request.method == "GET" and not request.url.path.endswith(".json"):
        if "hx-request" in request.headers:  # a part of a page: the whole must go there
            return Response(status_code=401, headers={"hx-redirect": "/login"})
        return RedirectResponse("/login", status_code=303)
    return _told(request, error.key, error.status, None, **error.held)


def _asked(request: Request, error: Exception) -> Response:
    status = 404 if any(words in str(error) for words in MISSING) else 400
    return _told(request, "error.asked", status, str(error))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors()[:5])
    return _told(request, "error.asked", 422, told)


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 413:
        return _told(request, "error.large", 413, None, most=error.detail)
    key = "error.missing" if error.status_code == 404 else "error.asked"
    return _told(request, key, error.status_code, str(error.detail))


def _record(request: Request, error: Exception) -> Response:
    """A record that fails: damaged, locked, or gone."""
    try:
        with explained(request.app.state.desk.path):
            raise error
    except InputError as told:
        LOG.error("%s", told)
        return _told(request, "error.asked", 503, str(told))


def _told(request: Request, key: str, status: int, detail: str | None, **held: object) -> Response:
    return show(request, "error.html", {"error": key, "detail": detail}, {"held": held}, status)
