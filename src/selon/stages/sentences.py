"""The sentences: where each begins and ends within the body and list blocks. A title, a subhead, a dateline is one.

A period is judged by the word before it (an abbreviation, an initial), the marks around it and the word after it.
Sentences within a quotation are cut too: an opening mark goes with the sentence that follows it, a closing mark with
the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selon.model import Block

# Final marks with the closing marks that belong to them, as in `violé."`, `? ».`, `fin.[1]`. A straight mark or an
# apostrophe closes only where it is attached; `_spaced_mark` sees to `. "`.
STOP = re.compile(r"[.!?…]+(?:\s?\s?[»›”]|[\"'’)\]+.!?…]|\[\d{1,3}\])*")
# "bafoués.Le texte": a space is missing
GLUED = re.compile(r"(?<=[a-zà-ÿ]{3})\.(?=[A-ZÀ-ÖØ-Þ](?:[a-zà-ÿ]+|['’]\w+)[\s,])")
OPENING = re.compile(r"[\s«“„‹‘\"'(\[+¿¡–—-]*")
WORD = re.compile(r"\w+['’]?")
BEFORE = re.compile(r"[\w.-]{1,16}$")
INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]$")
PREVIOUS = re.compile(r"(\w[\w'’-]*)\s+$")
CLOSING = "\"'’)]»›”+0123456789[ \u00a0\u202f"
QUOTES = '«“„‹"'
REACH = 40  # characters looked at before a period; no abbreviation with the word before it is longer


TOLD = ("body", "list")
HEADINGS = ("title", "subhead", "dateline", "signature")


class Cut(NamedTuple):
    """A sentence as it is cut from the text; `paragraph` counts body and list blocks, None for a heading, in which
    nobody says anything."""

    start: int
    end: int
    paragraph: int | None


def split_sentences(text: str, blocks: tuple[Block, ...], abbreviations: frozenset[str]) -> tuple[Cut, ...]:
    """Returns the sentences, in order; together they hold all of the text but space, credits and signatures.

    `abbreviations` are the entries of the language's `abbreviations.txt`, which says their three kinds.
    """
    cuts: list[Cut] = []
    paragraph = 0
    for block in blocks:
        if block.kind in TOLD:
            spans = _sentences(text, block.start, block.end, abbreviations)
            cuts.extend(Cut(start, end, paragraph) for start, end in spans)
            paragraph += 1
        elif block.kind in HEADINGS:
            cuts.append(Cut(block.start, block.end, None))
    return tuple(cuts)


def _sentences(text: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    for cut in _cuts(text, start, end, abbreviations):
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the span without the space at its ends, nothing for one of space alone."""
    piece = text[start:end]
    left = piece.lstrip()
    if left:
        start = end - len(left)
        yield start, start + len(left.rstrip())


def _cuts(text: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[int]:
    """Yields the offsets at which a sentence of the block ends and another follows."""
    straight = 0  # straight marks before `counted`: an odd number leaves a quotation open
    counted = last = start
    for stop in STOP.finditer(text, start, end):
        after = stop.end()
        straight += text.count('"', counted, after)
        counted = after
        if after == end:
            return
        if not text[after].isspace():
            if GLUED.match(text, stop.start(), end):
                last = after
                yield after
            continue
        if straight % 2:
            after = _spaced_mark(text, after, end)
        if _ends(text, last, stop, after, end, abbreviations):
            last = after
            yield after


def _spaced_mark(text: str, at: int, end: int) -> int:
    """Returns the offset after a closing straight mark that stands apart, as in `" Oui. " Il part.`, else `at`."""
    mark = at + 1
    if mark + 1 < end and text[mark] == '"' and text[mark + 1].isspace():
        return mark + 1
    return at


def _ends(text: str, last: int, stop: re.Match[str], after: int, end: int, abbreviations: frozenset[str]) -> bool:
    """Tells whether the sentence that began at `last` ends with `stop`; space follows it, then more of the block."""
    opening = OPENING.match(text, after, end)
    at = opening.end() if opening else after
    if at >= end:
        return False
    marks = stop[0].rstrip(CLOSING)
    quoted = marks[-1:] in tuple(".?!") and not marks.endswith("..") and text[after:at].strip()[:1] in tuple(QUOTES)
    if not (quoted or _starts(text[at])):
        return False
    if marks != ".":
        return not (marks in ("?", "!") and text[stop.start() - 1 : stop.start()] == "(")
    return _period_ends(text, last, stop.start(), at, end, abbreviations)


def _starts(first: str) -> bool:
    """Tells whether a sentence can start with the character `first`."""
    return not first.islower() if first.isalpha() else first.isdigit() or first in "@#$€£" or first > "\u2100"


def _period_ends(text: str, last: int, period: int, at: int, end: int, abbreviations: frozenset[str]) -> bool:
    """Tells whether the period ends a sentence, by the word before it and the one at `at`."""
    floor = max(last, period - REACH)
    found = BEFORE.search(text, floor, period)
    if not found:
        return True
    word = found[0].lstrip("-.")
    if word.isdigit():
        return bool(text[last : found.start()].strip())  # "1. Le sommet" opens an item
    if f"{word}." in abbreviations and word[:1].isupper():
        named = PREVIOUS.search(text, floor, found.start())
        person = bool(named and named[1][0].isupper() and named[1] not in abbreviations)
        return person and _opens(text, at, end, abbreviations)  # "Corinne M. Elle"
    if f"{word}." in abbreviations or f"{word.lower()}." in abbreviations or _initials(word):
        return _opens(text, at, end, abbreviations)
    return True


def _initials(word: str) -> bool:
    """J. F. Kennedy · U.S. Navy · av. J.-C."""
    return bool(INITIALS.match(word)) and word.replace(".", "").replace("-", "").isupper()


def _opens(text: str, at: int, end: int, abbreviations: frozenset[str]) -> bool:
    """Tells whether the word at `at` opens a sentence after an abbreviation; "Le" of "Le Drian" does not."""
    word = WORD.match(text, at, end)
    if not word or word[0].replace("’", "'") not in abbreviations:
        return False
    following = text[word.end() : word.end() + 2].strip()
    return not following[:1].isupper() or word[0] not in ("Le", "La", "De", "Du")
