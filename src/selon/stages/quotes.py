"""The quotations: where each opens and closes, how deep it lies, and whether its closing mark is there.

The marks of a paragraph are read from left to right with a stack. A mark that has two roles (the straight one) takes
its role from the space around it, and from the marks still open where that does not tell. A quotation never leaves
its block: a mark that is never closed costs that quotation only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from selon.model import Block, Quote

MARKS = re.compile(r"[«»\"“”„‹›‘’+]")
OPENERS = {"»": "«", "”": "“„”", "›": "‹", "’": "‘", '"': '"', "+": "+"}  # what each closing mark closes
ALWAYS_OPENS = "«„‹"
SLIGHT = "‘+"  # they mean much else: a quotation in them counts only where it is closed
STAND_INS = {"»": '"“„', '"': "«“„", "”": '"«'}  # what it closes where the right opening mark is missing
FINAL = ".?!…"


@dataclass(slots=True)
class _Open:
    """An opening mark on the stack."""

    at: int
    mark: str


@dataclass(slots=True)
class _Paragraph:
    """One block as it is read: `last` is the offset of the last mark of each kind, `open` counts those on the stack."""

    text: str
    start: int
    end: int
    marks: list[int]
    last: dict[str, int]
    straight: int
    stack: list[_Open]
    open: dict[str, int]
    found: list[Quote]


def find_quotes(text: str, blocks: tuple[Block, ...]) -> tuple[Quote, ...]:
    """Returns the quotations of the body and list blocks, by their start. Its time is linear in the marks."""
    quotes: list[Quote] = []
    readable = [block for block in blocks if block.kind in ("body", "list")]
    for i, block in enumerate(readable):
        following = text[readable[i + 1].start] if i + 1 < len(readable) else ""
        quotes.extend(_quotes(text, block, following))
    return tuple(quotes)


def _quotes(text: str, block: Block, following: str) -> list[Quote]:
    """`following` is the first character of the next block: the same mark there reopens a quotation of this one."""
    marks = [mark.start() for mark in MARKS.finditer(text, block.start, block.end)]
    if not marks:
        return []
    last = {text[at]: at for at in marks}
    straight = sum(1 for at in marks if text[at] == '"')
    paragraph = _Paragraph(text, block.start, block.end, marks, last, straight, [], {}, [])
    for i in range(len(marks)):
        _read(paragraph, i)
    while paragraph.stack:
        _drop(paragraph, block.end)
    paragraph.found.sort(key=lambda quote: quote.start)
    resumed = block.start if following == text[block.start] else -1
    return list(_deepened(_shortened(text, paragraph.found, resumed)))


def _read(paragraph: _Paragraph, i: int) -> None:
    """Opens or closes a quotation at the mark of index `i`, or passes it over."""
    at = paragraph.marks[i]
    mark = paragraph.text[at]
    if _opens(paragraph, i, at, mark):
        paragraph.stack.append(_Open(at, mark))
        paragraph.open[mark] = paragraph.open.get(mark, 0) + 1
        return
    partners = _partners(paragraph, at, mark)
    if partners:
        _close(paragraph, at, partners)


def _opens(paragraph: _Paragraph, i: int, at: int, mark: str) -> bool:
    if mark in ALWAYS_OPENS:
        return True
    if mark in OPENERS and mark not in '"+”':
        return False
    before, after = _around(paragraph, at)
    if mark == "“":
        return not (paragraph.open.get("„") and _closes_there(before, after))
    if mark == "‘":
        return _opens_there(before, after) and after.isalnum()
    if mark == "+":
        free = (before == '"' and not after.isspace()) or _opens_there(before, after)
        return free and bool(paragraph.stack) and not _is_open(paragraph, "+")
    if mark == "”":
        return not _is_open(paragraph, '“„"') and _opens_there(before, after) and paragraph.last["”"] > at
    return _straight_opens(paragraph, i, before, after)


def _straight_opens(paragraph: _Paragraph, i: int, before: str, after: str) -> bool:
    """l'"ennemi" · a dit "oui". · an opening mark that stands wrong (`a dit" oui"`) where its closing one follows"""
    at = paragraph.marks[i]
    is_open = _is_open(paragraph, '"')
    if _opens_there(before, after):
        return not is_open or paragraph.last['"'] > at
    if _closes_there(before, after):
        return not is_open and not before.isdigit() and _closing_next(paragraph, i) and not _is_open(paragraph, "«“")
    return not is_open and paragraph.last['"'] > at


def _closing_next(paragraph: _Paragraph, i: int) -> bool:
    """Tells whether the mark after that of index `i` is a straight one that closes, apart from it by some words."""
    if i + 1 == len(paragraph.marks) or paragraph.text[paragraph.marks[i + 1]] != '"':
        return False
    before, after = _around(paragraph, paragraph.marks[i + 1])
    return paragraph.text[paragraph.marks[i] + 1].isspace() and _closes_there(before, after) and not before.isdigit()


def _partners(paragraph: _Paragraph, at: int, mark: str) -> str:
    """Returns the opening marks that `mark` closes, "" where it closes nothing."""
    before, after = _around(paragraph, at)
    if (mark == "’" and after.isalnum()) or (mark == "+" and (before.isspace() or after.isalnum())):
        return ""
    if mark == '"' and before.isdigit() and paragraph.straight % 2 and paragraph.last['"'] > at:
        return ""  # un écran de 15" dans une citation
    own = "„" if mark == "“" else OPENERS.get(mark, "")
    if _is_open(paragraph, own):
        return own
    stand_in = STAND_INS.get(mark, "")
    return "".join(m for m in stand_in if _is_open(paragraph, m) and not _closed_later(paragraph, m, at))


def _closed_later(paragraph: _Paragraph, opening: str, at: int) -> bool:
    closing = {"«": "»", "“": "”", "„": "”"}.get(opening, opening)
    return paragraph.last.get(closing, -1) > at


def _close(paragraph: _Paragraph, at: int, partners: str) -> None:
    """Closes the innermost quotation that one of `partners` opened; those within it that are open end here unclosed."""
    inner_end = at
    while inner_end > paragraph.start and paragraph.text[inner_end - 1].isspace():
        inner_end -= 1  # once for all of them, or the time would not be linear
    while paragraph.stack[-1].mark not in partners:
        _drop(paragraph, inner_end)
    opened = _pop(paragraph)
    _keep(paragraph, opened.at, at + 1, inner_end, True)


def _drop(paragraph: _Paragraph, end: int) -> None:
    """Takes the top of the stack as a quotation without its closing mark."""
    opened = _pop(paragraph)
    if opened.mark not in SLIGHT:
        _keep(paragraph, opened.at, end, end, False)


def _pop(paragraph: _Paragraph) -> _Open:
    opened = paragraph.stack.pop()
    paragraph.open[opened.mark] -= 1
    return opened


def _keep(paragraph: _Paragraph, start: int, end: int, inner_end: int, closed: bool) -> None:
    quote = _trimmed(paragraph.text, start, end, inner_end, closed)
    if quote:
        paragraph.found.append(quote)


def _trimmed(text: str, start: int, end: int, inner_end: int, closed: bool) -> Quote | None:
    """Returns the quotation with its inner space left out; None where it holds nothing."""
    inner_start = start + 1
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    if inner_start >= inner_end:
        return None
    return Quote(start, end if closed else inner_end, inner_start, inner_end, 0, closed)


def _shortened(text: str, quotes: list[Quote], resumed: int) -> list[Quote]:
    """Ends each unclosed quotation before the next one that the same mark opens, after its last whole sentence if any.

    The one that starts at `resumed` goes on in the next paragraph, and is left to run to the end of this one.
    """
    kept: list[Quote] = []
    following: dict[str, int] = {}
    for i, quote in reversed(list(enumerate(quotes))):
        mark = text[quote.start]
        limit = following.get(mark, quote.end)
        following[mark] = quote.start
        if not quote.closed and limit < quote.end and quote.start != resumed:
            cut = _uncrossed(quotes, i, _whole(text, quote.inner_start, limit))
            shorter = _trimmed(text, quote.start, cut, cut, False)
            kept.extend([shorter] if shorter else [])
        else:
            kept.append(quote)
    kept.reverse()
    return kept


def _whole(text: str, start: int, limit: int) -> int:
    """Returns the end of the last sentence of the stretch, or its end where no sentence ends in it."""
    cut = max(text.rfind(mark, start, limit) for mark in FINAL)
    return cut + 1 if cut > start else limit


def _uncrossed(quotes: list[Quote], i: int, cut: int) -> int:
    """Returns the cut, moved before the quotation after that of index `i` that it would cut in two, if any."""
    at = i + 1
    while at < len(quotes) and quotes[at].start < cut:
        if quotes[at].end > cut:
            return quotes[at].start
        at += 1
    return cut


def _deepened(quotes: list[Quote]) -> Iterator[Quote]:
    """Yields the quotations, sorted by start, with their depth."""
    around: list[Quote] = []
    for quote in quotes:
        while around and around[-1].end <= quote.start:
            around.pop()
        deep = replace(quote, depth=len(around)) if around else quote
        around.append(deep)
        yield deep


def _is_open(paragraph: _Paragraph, marks: str) -> bool:
    return any(paragraph.open.get(mark) for mark in marks)


def _around(paragraph: _Paragraph, at: int) -> tuple[str, str]:
    """Returns the characters before and after, a space at the edges of the block."""
    before = paragraph.text[at - 1] if at > paragraph.start else " "
    after = paragraph.text[at + 1] if at + 1 < paragraph.end else " "
    return before, after


def _opens_there(before: str, after: str) -> bool:
    """Space or an opening sign before, a word after."""
    return (before.isspace() or before in "'’([{«“„‹/—–-:+=") and not after.isspace()


def _closes_there(before: str, after: str) -> bool:
    """A word before, space or a closing sign after."""
    return not before.isspace() and (after.isspace() or after in ".,;:!?…)]}»”›/—–-+")
