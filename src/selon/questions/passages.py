"""Passages: the sentence of a dispatch in which words stand."""

from __future__ import annotations

import re

from selon.languages.abbreviations import load_abbreviations
from selon.model import Block
from selon.stages.sentences import split_sentences

GAP = re.compile(r"\n[^\S\n]*\n")  # between paragraphs


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends in which text[start:end] stands, within its paragraph.

    Of a long text give a window: all that comes before and after is looked through.
    """
    left = max((gap.end() for gap in GAP.finditer(text, 0, start)), default=0)
    gap = GAP.search(text, end)
    right = gap.start() if gap else len(text)
    cuts = split_sentences(text, (Block(left, right, "body"),), load_abbreviations("fr"))
    first = max((cut.start for cut in cuts if cut.start <= start), default=left)
    last = min((cut.end for cut in cuts if cut.end >= end), default=right)
    return first, last
