"""Passages: the sentence of a dispatch in which an answer stands, with the words that were found marked."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from selon.questions.passages import GAP, sentence_around
from selon.record.selects import Rows
from selon.record.store import Found, Record
from selon.record.words import match

LONGEST = 300  # characters of a passage, about
WINDOW = LONGEST + 1  # characters looked at on either side: one more than are ever shown
TOKENS = 40  # words of a passage of a dispatch; FTS5 gives no more than 64
BEGINS, ENDS, CUT = "\x02", "\x03", "…"

AROUND = f"""
    SELECT substr(d.text, j.at + 1, j.begins - j.at), substr(d.text, j.begins + 1, j.ends - j.begins),
    substr(d.text, j.ends + 1, {WINDOW}) FROM (SELECT key, json_extract(value, '$[0]') AS id,
        json_extract(value, '$[1]') AS begins, json_extract(value, '$[2]') AS ends,
        max(json_extract(value, '$[1]') - {WINDOW}, 0) AS at FROM json_each(?)) AS j
    CROSS JOIN dispatches AS d ON d.id = j.id ORDER BY j.key"""
SNIPPET = f"""
    SELECT rowid, snippet(dispatch_words, 0, '{BEGINS}', '{ENDS}', '{CUT}', {TOKENS}) FROM dispatch_words
    WHERE dispatch_words MATCH ? AND rowid IN (SELECT value FROM json_each(?))"""


@dataclass(frozen=True)
class Piece:
    """Words of a dispatch as they stand, and whether they are what was found."""

    text: str
    marked: bool


Passage = list[Piece]


def passages(
    record: Record, kind: Rows, rows: Sequence[Found], numbers: Sequence[int], words: str | None
) -> list[Passage]:
    """Returns the passage of each row: the sentence with its claim or trigger; of a dispatch the words that were asked
    for, none where no words were. `numbers` are those of the rows, in their order (`search.hits`)."""
    if kind != "dispatches":
        spans = json.dumps([(row["dispatch"], row["start"], row["end"]) for row in rows])
        return [around(*texts) for texts in record.db.execute(AROUND, (spans,))]
    if not words:
        return [[] for _ in rows]
    found = dict(record.db.execute(SNIPPET, (match(words), json.dumps(list(numbers)))))
    return [marked(found.get(number, "")) for number in numbers]


def marked(snippet: str) -> Passage:
    """The pieces of what FTS5 marked, without the paragraphs before the first mark and after the last one. Where the
    text itself holds such marks, words are marked wrongly: no more."""
    texts = re.split(f"[{BEGINS}{ENDS}]", snippet)
    texts[0], texts[-1] = GAP.split(texts[0])[-1], GAP.split(texts[-1])[0]
    return _pieces(texts)


def around(before: str, found: str, after: str) -> Passage:
    """The sentence in which the words found stand, of what stands before and after them; what is long is cut at a
    blank."""
    end = len(before) + len(found)
    first, last = sentence_around(before + found + after, len(before), end)
    before, after = before[first:], after[: last - end]
    room = LONGEST - len(found)
    if room <= 0:
        return _pieces([CUT if before else "", _head(found, LONGEST)])
    kept = max(room - len(after), room // 2)
    return _pieces([_tail(before, kept), found, _head(after, room - min(len(before), kept))])


def _pieces(texts: Sequence[str]) -> Passage:
    """Every other one is marked, the second first."""
    return [Piece(text, i % 2 == 1) for i, text in enumerate(texts) if text]


def _tail(text: str, most: int) -> str:
    """The last words, of at most so many characters, from a blank on."""
    if len(text) <= most:
        return text
    blank = re.search(r"\s", text[len(text) - most :])
    return CUT + (text[len(text) - most + blank.start() :] if blank else "")


def _head(text: str, most: int) -> str:
    """The first words, of at most so many characters, up to a blank."""
    if len(text) <= most:
        return text
    return re.sub(r"\S*\Z", "", text[:most]) + CUT
