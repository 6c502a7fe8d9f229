"""Packing: the findings of a reading → the bytes that the record keeps, and back.

The words of a span are those of the dispatch's text, so they are left out; the rest is the JSON of `selon read
--format jsonl`, compressed (zlib). It takes about as much room as the text.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

import msgspec

from selon.model import Dispatch, Reading

SPAN = frozenset(("start", "end", "text"))


def packed(reading: Reading) -> bytes:
    """Returns the findings, and the credits of the dispatch, which is kept apart."""
    text = reading.dispatch.text
    held = {field: getattr(reading, field) for field in reading.__struct_fields__ if field != "dispatch"}
    held["credits"] = reading.dispatch.credits
    bare = _without_words(msgspec.to_builtins(held), text)
    return zlib.compress(json.dumps(bare, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), 9)


def unpacked(data: bytes, dispatch: Dispatch) -> Reading:
    """Returns the reading of the dispatch, as it was packed.

    Raises msgspec.ValidationError, zlib.error, KeyError or ValueError for what is no packed reading.
    """
    held = _with_words(json.loads(zlib.decompress(data)), dispatch.text)
    known = {**msgspec.to_builtins(dispatch), "credits": held.pop("credits")}
    return msgspec.convert({**held, "dispatch": known}, Reading)


def _without_words(held: Any, text: str) -> Any:
    if isinstance(held, dict):
        spared = {"text"} if held.keys() >= SPAN and text[held["start"] : held["end"]] == held["text"] else set()
        return {k: _without_words(v, text) for k, v in held.items() if k not in spared}
    if isinstance(held, list | tuple):
        return [_without_words(each, text) for each in held]
    return held


def _with_words(held: Any, text: str) -> Any:
    if isinstance(held, dict):
        found = {key: _with_words(each, text) for key, each in held.items()}
        if "start" in found and "end" in found and "text" not in found:
            found["text"] = text[found["start"] : found["end"]]
        return found
    if isinstance(held, list):
        return [_with_words(each, text) for each in held]
    return held
