"""Feeding: files are uploaded, and taken into the record while a page shows how far it is and what fails."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, cast

from fastapi import APIRouter, File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from selon.web.accounts import Account
from selon.web.guard import FEEDS, Refused
from selon.web.intake import Upload, Uploads
from selon.web.showing import show

router = APIRouter()

LARGEST = 50_000_000  # bytes of one upload
FILES = 200
PIECE = 1 << 16
ODD = re.compile(r"[^\w.() -]+")


@router.get("/feed", include_in_schema=False)
@router.get("/feed.json", summary="The latest uploads, how far they are, and what failed")
def feed(request: Request) -> Response:
    return show(request, "feed.html", {"uploads": _uploads(request).latest()})


@router.get("/feed/progress", include_in_schema=False)
def progress(request: Request) -> Response:
    return show(request, "progress.html", {"uploads": _uploads(request).latest()})


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
    if request.url.path.endswith(".json"):
        return show(request, "feed.html", {"upload": made.number}, status=202)
    return RedirectResponse("/feed", status_code=303)


def _uploads(request: Request) -> Uploads:
    return cast(Uploads, request.app.state.uploads)


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
