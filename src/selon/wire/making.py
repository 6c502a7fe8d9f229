"""What every reader of a wire format ends with: the parts of a message → a Dispatch.

The text is what a person would read: the title, the dateline where it stands apart, and the paragraphs, a blank line
between them. Soft hyphens and zero-width characters, which a browser does not show, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from selon.model import Dispatch, WireFormat, make_dispatch
from selon.wire.desks import language_of
from selon.wire.errors import InputError
from selon.wire.plain import LONGEST, TOO_LONG, composed

Found = Dispatch | InputError  # what a reader yields: a member that cannot be read does not cost its neighbours
Note = Callable[[str], None]  # called with a line on what was odd but read: "PATH read as cp1252"

OPENING = 4  # paragraphs: a subtitle or a note may stand before the dateline
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
SPACES = re.compile(r"[ \t\n\r\f\v]+")  # not the no-break spaces of French punctuation
NOTHING = "holds no text; give it a dispatch that has a title or a body"


def tidy(words: str | None) -> str | None:
    """The words on one line, without what is not seen; None where nothing is left."""
    return SPACES.sub(" ", CONTROLS.sub("", UNSEEN.sub("", words or ""))).strip() or None


def make(
    path: str,
    format: WireFormat,
    *,
    title: str | None,
    paragraphs: Iterable[str],
    dateline: str | None = None,
    **fields: Any,
) -> Dispatch:
    """Returns the dispatch; `fields` are others of `Dispatch`, None or empty where the message does not say; the
    language is then told by its small words.

    A paragraph may hold line ends (a list, a table). A cancelled or withheld item may come without text. Raises
    InputError for what is empty or too long.
    """
    title, dateline = tidy(title), tidy(dateline)
    body = [clean for paragraph in paragraphs if (clean := _lines(paragraph))]
    text = composed("\n\n".join(_with_head(title, dateline, body)))
    if not text and not (fields.get("item") and fields.get("status") in ("cancelled", "withheld")):
        raise InputError(path, NOTHING)
    if len(text) > LONGEST:
        raise InputError(path, TOO_LONG)
    given = {name: value for name, value in fields.items() if value is not None}
    given.setdefault("lang", language_of(text))
    made = replace(make_dispatch(text, path), format=format, title=title and composed(title), **given)
    return replace(made, dateline=dateline and composed(dateline))


def _with_head(title: str | None, dateline: str | None, body: list[str]) -> list[str]:
    """The body with title and dateline above it, each where the body does not begin with it itself."""
    above = dateline if dateline and body and not any(_opens(each, dateline) for each in body[:OPENING]) else None
    return [*filter(None, (None if body and tidy(body[0]) == title else title, above)), *body]


def _lines(paragraph: str) -> str:
    """Its lines tidied, the empty ones left out."""
    return "\n".join(filter(None, map(tidy, paragraph.splitlines())))


def _opens(paragraph: str, dateline: str) -> bool:
    """Whether the dateline already leads the body in: "PARIS, 9 jan (AFP) - Le président ..."."""
    return paragraph.casefold().startswith(dateline.rstrip(" -–—.").casefold())
