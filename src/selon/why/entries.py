"""The entry of a word list that a finding was made by: a line of a table, or a frame of a type of events."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from selon.languages.loader import FOLDER, WordListError, settings

FRAME = re.compile(r"(?P<file>.+\.toml):(?P<kind>verbs|nouns)\[(?P<number>\d+)\]")
DOT = " · "


def entry_line(entry: str) -> str | None:
    """Returns the line of a word list that `entry` names, a dot between its fields: of a table (`fr/verbs.tsv:31`, or
    `./my.tsv:2` of a person's own) its line, of a frame (`fr/events/visit.toml:verbs[1]`) its words and its roles. None
    for what is no line of a text file, or of one that has changed since."""
    if frame := FRAME.fullmatch(entry):
        return _frame_line(_held(frame["file"]), frame["kind"], int(frame["number"]))
    name, _, number = entry.rpartition(":")
    path = Path(name) if name.startswith(".") else FOLDER / name
    if path.suffix == ".sqlite":
        return None
    try:
        line = path.read_text(encoding="utf-8-sig").splitlines()[int(number) - 1]
    except (OSError, ValueError, IndexError):
        return None
    return DOT.join(field.strip() for field in line.split("\t") if field.strip())


def first_example(entry: str | None) -> str:
    """Returns the first example of the type of events whose file `entry` names; "" for what is no type's."""
    frame = FRAME.fullmatch(entry or "")
    lines = str(_held(frame["file"]).get("examples", "")).split("\n") if frame else []
    return next((line for line in lines if line.strip()), "")


@cache
def _held(name: str) -> dict[str, Any]:
    try:
        return settings(FOLDER / name)
    except (OSError, WordListError):
        return {}


def _frame_line(held: dict[str, Any], kind: str, number: int) -> str | None:
    frames = held.get(kind, [])
    if not 1 <= number <= len(frames):
        return None
    frame = frames[number - 1]
    roles = (f"{slot}: {role}" for slot, role in frame.get("roles", {}).items())
    return DOT.join((", ".join(frame["words"]), *roles))
