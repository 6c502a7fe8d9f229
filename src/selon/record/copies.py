"""Near-duplicates: dispatches that are nearly the same text, found by MinHash (rensa) and linked as copies.

A signature of 60 hashes of the text's five-word runs estimates how alike two texts are; its 12 bands of 5 hashes lead
to those worth comparing. What is linked does not hang on the order in which dispatches came.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterator
from hashlib import blake2b

from rensa import RMinHash

from selon.record.folding import folded

HASHES, BAND = 60, 5
RUN = 5  # words
SHORTEST = 20  # words; shorter texts are alike by chance
SEED = 1789
COPY = 0.8  # the share of runs that two texts have in common to be one's copy


def signature(text: str) -> bytes:
    """Returns the text's 60 hashes, 4 bytes each; b"" for what is too short to compare."""
    words = folded(text).split()
    if len(words) < SHORTEST:
        return b""
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update(list(map(" ".join, zip(*(words[at:] for at in range(RUN)), strict=False))))
    return struct.pack(f"<{HASHES}I", *sketch.digest())


def bands(hashes: bytes) -> list[int]:
    """Returns a number of 48 bits for each band; two texts that share one are likely alike."""
    width = 4 * BAND
    pieces = (bytes([at // width]) + hashes[at : at + width] for at in range(0, len(hashes), width))
    return [int.from_bytes(blake2b(piece, digest_size=6).digest(), "big") for piece in pieces]


def likeness(one: bytes, other: bytes) -> float:
    """Returns the estimated share of runs that two texts have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    pairs = zip(struct.iter_unpack("<I", one), struct.iter_unpack("<I", other), strict=True)
    return sum(a == b for a, b in pairs) / HASHES


def keep_bands(db: sqlite3.Connection, dispatch: int, text: str) -> None:
    """Keeps the bands of a new dispatch."""
    db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, dispatch) for band in bands(signature(text))))


def alike(db: sqlite3.Connection, dispatch: int, least: float) -> Iterator[tuple[int, float]]:
    """Yields the other dispatches that are at least so like it, with how much; in their order."""
    (text,) = db.execute("SELECT text FROM dispatches WHERE number = ?", (dispatch,)).fetchone()
    return (found for found in alike_text(db, text, least) if found[0] != dispatch)


def alike_text(db: sqlite3.Connection, text: str, least: float) -> Iterator[tuple[int, float]]:
    """Yields the dispatches that are at least so like a text, with how much; in their order."""
    mine = signature(text)
    others = db.execute(
        "SELECT number, text FROM dispatches WHERE number IN "
        "(SELECT dispatch FROM bands WHERE band IN (SELECT value FROM json_each(?))) ORDER BY number",
        (json.dumps(bands(mine)),),
    )
    for other, words in others.fetchall():
        score = likeness(mine, signature(words))
        if score >= least:
            yield other, score
