"""Feeding: files are uploaded, feeds are watched, and taken into the record while a page shows how far it is and what
fails."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Annotated, Any, cast

import msgspec
from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from selon.web.accounts import Account
from selon.web.feeds import LONGEST, MOST, SHORTEST, USUAL, Feeds
from selon.web.guard import FEEDS, MAY, Refused, reader
from selon.web.intake import AT_WORK
from selon.web.showing import show
from selon.web.uploads import Upload, Uploads

router = APIRouter()

LARGEST = 50_000_000  # bytes of one upload
FILES = 200
PIECE = 1 << 16
OFTEN, SELDOM = 1, 15  # seconds between two looks of a page: while something is at work, while feeds are watched
ODD = re.compile(r"[^\w.() -]+")

Number = Annotated[int, Form(ge=1, le=2**53)]


@router.get("/feed", include_in_schema=False)
@router.get("/feed.json", summary="The feeds that are watched, the latest uploads, how far they are, and what failed")
def feed(request: Request) -> Response:
    data = _state(request)
    bounds = {"shortest": SHORTEST, "usual": USUAL, "longest": LONGEST, "most": MOST}
    return show(request, "feed.html", data, {**_beside(request, data), **bounds, "inward": _feeds(request).private})


@router.get("/feed/progress", include_in_schema=False)
def progress(request: Request, seen: str = "") -> Response:
    """What the page shows of it; nothing where that is what was `seen`, so that whoever reads it is not disturbed."""
    data = _state(request)
    beside = _beside(request, data)
    if seen == beside["seen"]:
        return Response(status_code=204)
    return show(request, "progress.html", data, beside)


@router.post("/feed", include_in_schema=False)
@router.post("/feed.json", summary="Take files into the record; they are read in the background")
def upload(request: Request, files: Annotated[list[UploadFile], File()], account: Account = FEEDS) -> Response:
    uploads = _uploads(request)
    made = uploads.make(account.name)
    try:
        _keep(made, files)
    except BaseException:
        uploads.drop(made)
        raise
    uploads.give(made)
    return _done(request, {"upload": made.number}, 202)


@router.post("/feed/watch", include_in_schema=False)
@router.post("/feed/watch.json", summary="Watch a feed: it is taken in at once, and again every so many minutes")
def watch(
    request: Request,
    address: Annotated[str, Form(max_length=2000)],
    minutes: Annotated[int, Form(ge=SHORTEST, le=LONGEST)] = USUAL,
    private: Annotated[bool, Form()] = False,
    account: Account = FEEDS,
) -> Response:
    made = _feeds(request).watch(account.name, address, minutes, private)
    return _done(request, {"feed": made.number, "address": made.address, "minutes": made.minutes}, 202)


@router.post("/feed/ask", include_in_schema=False, dependencies=[FEEDS])
@router.post("/feed/ask.json", summary="Ask a watched feed now", dependencies=[FEEDS])
def ask(request: Request, number: Number) -> Response:
    _feeds(request).ask(number)
    return _done(request, {"feed": number}, 202)


@router.post("/feed/stop", include_in_schema=False, dependencies=[FEEDS])
@router.post("/feed/stop.json", summary="Watch a feed no longer; what came of it stays", dependencies=[FEEDS])
def stop(request: Request, number: Number) -> Response:
    _feeds(request).stop(number)
    return _done(request, {"feed": number, "stopped": True}, 200)


def _done(request: Request, data: dict[str, Any], status: int) -> Response:
    """JSON; else back to the page."""
    if request.url.path.endswith(".json"):
        return show(request, "feed.html", data, status=status)
    return RedirectResponse("/feed", status_code=303)


def _uploads(request: Request) -> Uploads:
    return cast(Uploads, request.app.state.uploads)


def _feeds(request: Request) -> Feeds:
    return cast(Feeds, request.app.state.feeds)


def _state(request: Request) -> dict[str, Any]:
    return {"feeds": _feeds(request).watched(), "uploads": _uploads(request).latest()}


def _beside(request: Request, data: dict[str, Any]) -> dict[str, Any]:
    """Whether whoever asks may feed, a mark of what they see, and in how many seconds to look again, 0 for never."""
    working = any(each["state"] in AT_WORK for each in [*data["feeds"], *data["uploads"]])
    seconds = OFTEN if working else SELDOM if data["feeds"] else 0
    seen = hashlib.sha256(msgspec.json.encode(data)).hexdigest()[:16]
    return {"may_feed": "feed" in MAY[reader(request).role], "seen": seen, "seconds": seconds}


def _keep(made: Upload, files: list[UploadFile]) -> None:
    """Writes the files into the upload's folder, under their own names, as far as these are harmless."""
    if len(files) > FILES:
        raise Refused("error.large", 413, most=f"{FILES} files")
    left = LARGEST
    for file in files:
        name = _name(file.filename or "", made.names)
        with Path(made.folder, name).open("wb") as kept:
            while piece := file.file.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise Refused("error.large", 413, most=f"{LARGEST // 1_000_000} MB")
                kept.write(piece)
        made.names.append(name)


def _name(given: str, taken: list[str]) -> str:
    """A name for a file: no folder, nothing that a shell or a page could take amiss, none twice."""
    plain = ODD.sub("_", Path(given.replace("\\", "/")).name).strip(". ")[-100:] or "dispatch.txt"
    return plain if plain not in taken else f"{len(taken)}-{plain}"
