"""Packing: the findings of a reading → the bytes that the record keeps, and back.

The words of a span are those of the dispatch's text, so they are left out; the rest is the JSON of `selon read
--format jsonl`, compressed (zlib). It takes about as much room as the text.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

import msgspec

from selon.model import Dispatch, Reading

# A span's own words, in the JSON of a reading: they stand behind its offsets. Inside a string no mark is bare.
WORDS = re.compile(rb'("start":\d++,"end":\d++),"text":"[^"\\]*+(?:\\.[^"\\]*+)*+"')
LEVEL = 6  # of zlib; the highest takes twice as long, to save a hundredth


def bare(reading: Reading) -> bytes:
    """Returns the findings as JSON, and the credits of the dispatch, which is kept apart."""
    held = {field: getattr(reading, field) for field in reading.__struct_fields__ if field != "dispatch"}
    return b"".join(WORDS.split(_json({**held, "credits": reading.dispatch.credits})))


def packed(findings: bytes) -> bytes:
    """Returns what `bare` gives as the record keeps it."""
    return zlib.compress(findings, LEVEL)


def _json(held: Any) -> bytes:
    """Lone surrogates, which JSON in UTF-8 cannot hold, are written as escapes."""
    try:
        return msgspec.json.encode(held)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(held), separators=(",", ":")).encode("ascii")


def unpacked(data: bytes, dispatch: Dispatch) -> Reading:
    """Returns the reading of the dispatch, as it was packed. Raises zlib.error, or as `clothed` does."""
    return clothed(zlib.decompress(data), dispatch)


def clothed(findings: bytes, dispatch: Dispatch) -> Reading:
    """Returns the reading of the dispatch, of which `bare` gave the findings.

    Raises msgspec.ValidationError, KeyError or ValueError for what are no findings.
    """
    held = _with_words(json.loads(findings), dispatch.text)
    known = {**msgspec.to_builtins(dispatch), "credits": held.pop("credits")}
    return msgspec.convert({**held, "dispatch": known}, Reading)


def _with_words(held: Any, text: str) -> Any:
    if isinstance(held, dict):
        found = {key: _with_words(each, text) for key, each in held.items()}
        if "start" in found and "end" in found and "text" not in found:
            found["text"] = text[found["start"] : found["end"]]
        return found
    if isinstance(held, list):
        return [_with_words(each, text) for each in held]
    return held
