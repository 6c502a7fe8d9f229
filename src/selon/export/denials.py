"""Denials for a person: a block each, with what is answered, how likely that is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from selon.export.answers import Block
from selon.export.claims import line
from selon.record.store import Found

VERBS = {"deny": "denies", "confirm": "confirms", "decline": "will not say"}
SHOWN = 300  # characters of what is answered


def blocks(rows: Iterable[Found]) -> Iterator[Block]:
    """Yields the rows of a denial as one block."""
    for _, group in groupby(rows, key=lambda row: row["id"]):
        about = list(group)
        first = about[0]
        verb = VERBS.get(str(first["kind"]), str(first["kind"]))
        heading = f"{first['id']}  {first['sent'] or ''}  {first['who'] or 'nobody named'} {verb}: {first['content']}"
        yield heading, [fact for row in about for fact in _facts(row)]


def _facts(row: Found) -> Iterator[tuple[str, str]]:
    """What is answered, by whom, where; how likely, and why."""
    if row["about"] is None:
        yield "", str(row["reason"])
        return
    who = row["about_who"] or ("the dispatch itself" if ":" not in str(row["about"]) else "nobody named")
    yield str(row["about_sent"] or ""), f"{row['about']}  {who}: {line(str(row['about_content']), SHOWN)}"
    yield str(row["score"]), f"{row['within']}: {row['reason']}"


def later_blocks(rows: Iterable[Found]) -> Iterator[Block]:
    """What was denied, and later told as having happened."""
    for row in rows:
        heading = f"{row['event']}: denied by {row['who'] or 'nobody named'}, later told as having happened"
        yield (
            heading,
            [
                (str(row["sent"]), f"{row['id']}  {line(str(row['words']), SHOWN)}"),
                (str(row["told_sent"]), f"{row['told']}  {row['told_by']}: {line(str(row['told_words']), SHOWN)}"),
            ],
        )
