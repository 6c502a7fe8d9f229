"""Times: the expressions that tell when, how long and how often, each with its TIMEX3 value and the days it stands for.

The constructions (one small function each) draft what the words alone tell; `resolve` then counts from the dispatch's
date and from what the text told before.
"""

from __future__ import annotations

import re
from datetime import date

from selon.languages.times import TimeWords
from selon.model import Block, Time
from selon.stages.parse import Parse
from selon.stages.times.find import CONSTRUCTIONS, find_drafts
from selon.stages.times.resolve import resolve
from selon.stages.times.resolver import Mention, Resolver
from selon.stages.times.scene import Draft, Line, Scene, make_line

__all__ = ["CONSTRUCTIONS", "find_times"]

BARE_A = re.compile(r"A(?= \w)(?<!\wA)")  # capitals lose their accents: "A l'heure actuelle"
READ = ("title", "subhead", "body", "list")


def find_times(
    text: str, parse: Parse, blocks: tuple[Block, ...], sent: str | None, words: TimeWords
) -> tuple[Time, ...]:
    """Returns the times of the title, subheads, body and lists, in the order of the text, none within another.

    `sent` is the day (YYYY-MM-DD) that they count from; where it is None, or no date, their values stay relative.
    """
    starts = [token.start for token in parse.tokens]
    low = _small(text)
    mentions: list[Mention] = []
    for number, block in enumerate(blocks):
        if block.kind in READ:
            line = make_line(low, block.start, block.end, words.token)
            found = find_drafts(Scene(text, parse, words, line, starts))
            mentions.extend(_mention(line, number, name, draft) for name, draft in found)
    return tuple(resolve(Resolver(text, parse, starts, words, _date(sent)), mentions))


def _small(text: str) -> str:
    """The text in small letters and with straight apostrophes, one character for one."""
    low = BARE_A.sub("À", text).lower()
    if len(low) != len(text):
        low = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return low.replace("’", "'").replace("ʼ", "'")


def _mention(line: Line, block: int, name: str, draft: Draft) -> Mention:
    anchor = (line.starts[draft.anchor[0]], line.ends[draft.anchor[1]]) if draft.anchor else None
    return Mention(line.starts[draft.first], line.ends[draft.last], block, name, draft, anchor)


def _date(sent: str | None) -> date | None:
    try:
        return date.fromisoformat(sent) if sent else None
    except ValueError:
        return None
