"""Documents: items → dispatches, each in a language that is told by its words where nobody says it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from selon.languages.loader import has_language
from selon.model import Dispatch, make_dispatch
from selon.record.folding import storable
from selon.record.readers import FAULT
from selon.volume.items import Cells, File, Item
from selon.wire.errors import InputError
from selon.wire.formats import HEAD, detect, load_bytes
from selon.wire.making import Found
from selon.wire.plain import LONGEST, TOO_LONG
from selon.wire.warc import Raw, load_record

FEWEST = 40  # letters by which a language can be told
TELLING = (300, 2000)  # characters that tell it: more are asked where they are in none that selon has
NO_LANGUAGE = "the language of a document is told by py3langid; pip install 'selon[batch]', or say it with --lang"


class Skipped(msgspec.Struct, frozen=True):
    """A document in a language that selon lacks."""

    path: str
    lang: str


def documents(item: Item, lang: str | None = None, day: str | None = None) -> Iterator[Dispatch | Skipped | InputError]:
    """Yields what an item holds; `lang` and `day` (YYYY-MM-DD) are those of all documents, None for what each says."""
    for found in _found(item):
        if isinstance(found, InputError):
            yield found
            continue
        told = lang or (found.lang if _says_it(item) else told_language(found.text) or found.lang)
        if not has_language(told):
            yield Skipped(found.path, told)
        else:
            yield replace(found, lang=told, sent=day or found.sent)


def _says_it(item: Item) -> bool:
    return isinstance(item, Cells) and bool(item.lang)


def _found(item: Item) -> Iterator[Found]:
    """What an item holds; among so many, one at which our own code fails must cost itself alone."""
    if isinstance(item, InputError):
        yield item
        return
    try:
        yield from _taken(item)
    except InputError as error:
        yield error
    except Exception as error:
        yield InputError(item.path, FAULT.format(f"{type(error).__name__}: {error}".rstrip(": ")))


def _taken(item: Raw | Cells | File) -> Iterator[Found]:
    if isinstance(item, Cells):
        yield _of_cells(item)
    elif isinstance(item, Raw):
        yield from load_record(item, _quiet)
    elif detect(item.data[:HEAD], item.path) == "warc":
        raise InputError(item.path, "is a web archive; give it a name that ends in .warc or .warc.gz")
    else:
        yield from load_bytes(item.data, item.path, _quiet)


def _quiet(words: str) -> None:
    """What was odd but read is no matter among so many."""


def _of_cells(cells: Cells) -> Dispatch:
    """Raises InputError."""
    text = _text(cells.text)
    if not text.strip():
        raise InputError(cells.path, "holds no text")
    if len(text) > LONGEST:
        raise InputError(cells.path, TOO_LONG)
    made = make_dispatch(storable(text), cells.path, sent=_day(cells), lang=_lang(cells.lang) or "fr")
    return replace(made, url=str(cells.url)) if cells.url else made


def _text(given: Any) -> str:
    """Tables that other programs wrote may hold their texts as bytes, in UTF-8."""
    if isinstance(given, bytes):
        with suppress(UnicodeDecodeError):
            return given.decode()
    return given if isinstance(given, str) else ""


def _lang(given: Any) -> str | None:
    """fr-FR → fr"""
    return str(given).strip().lower().replace("_", "-").partition("-")[0][:3] or None if given else None


def _day(cells: Cells) -> str | None:
    given = cells.date
    if given is None or given == "":
        return None
    if isinstance(given, datetime | date):
        return given.isoformat()[:10]
    try:
        return date.fromisoformat(str(given).strip()[:10]).isoformat()
    except ValueError as error:
        raise InputError(
            cells.path, f"has a date that is no day ({str(given)[:40]!r}); give it as YYYY-MM-DD"
        ) from error


def told_language(text: str) -> str | None:
    """Returns the language (ISO 639-1) that the words of a text are in, None for too few of them. Raises InputError
    where nothing is installed that tells it."""
    if sum(map(str.isalpha, text[: TELLING[-1]])) < FEWEST:
        return None
    try:
        from py3langid import classify
    except ImportError as error:
        raise InputError("py3langid", NO_LANGUAGE) from error
    told = ""
    for length in TELLING:
        told = str(classify(text[:length])[0])
        if has_language(told) or len(text) <= length:
            break
    return told
