"""The layout: what of a dispatch is title, dateline, subhead, body, list, credits, signature.

Lines are joined into paragraphs, each paragraph is one block, or several where a dateline leads it in or a credit line
ends it. What no rule claims is body, so that nothing that can yield a finding is lost.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from selon.languages.layout import LayoutWords
from selon.model import Block, BlockKind, Credit, Dispatch
from selon.stages.layout.credits import find_credits

HEAD = 8  # paragraphs among which every form of dateline is looked for
DATELINE = 160  # characters; no dateline is longer
TITLE = 250  # characters; no title is longer
WRAPPED = 120  # columns; no hard-wrapped line is wider

DIGIT = re.compile(r"\d")
LINE = re.compile(r"[^\n]+")
FINAL = re.compile(r"[.?!…:][\s»”\"'’)\]]*$")
STOPPED = re.compile(r"(?<![.…])\.[\s»”\"’)\]]*$")
WHOLE = re.compile(r"[a-zà-ÿ]{3}\.\s*[»\"”]?\s+[A-ZÀ-Þ(«\"]")  # one sentence and the start of another
BULLET = re.compile(r"(?:(?P<sign>[-*•–—▪◦·‣])|\d{1,2}[.)])\s+(?=\S)")
BETWEEN_DASHES = re.compile(r"(?:--?|–|—)\s*[^\s–—-].{0,98}[^\s]?\s*(?:--?|–|—)$")
HASHES = re.compile(r"#{1,6}\s+\S.{0,120}$")
SLASHED = re.compile(r"\(?[A-Za-z]{1,8}(?:-[A-Za-z]{1,8}){0,5}(?:[/\\][A-Za-z]{1,8}(?:-[A-Za-z]{1,8}){0,5}){1,12}\)?$")
HYPHENED = re.compile(r"[a-z]{2,4}(?:-[a-z]{2,4}){1,3}$")
COPYRIGHT = re.compile(r"(?:©|\([cC]\)\s)[^\n]{0,200}$")
ATTRIBUTED = re.compile(r"[—–]\s*(?P<words>[^\W\d_a-zà-öø-ÿ][^\n]{1,150})$")
NAME_FIRST = re.compile(r"[\w.'’-]+(?:\s+(?:\w{1,3}\s+)?[^\W\d_a-zà-öø-ÿ][\w.'’-]*){1,4}\s*(?:,|\(|\.?$)")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, trimmed: `text` is that of the dispatch from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    apart: bool  # a blank line, or the start of the text, before it
    text: str


@dataclass(frozen=True, slots=True)
class _Dateline:
    """`end` is an index of the paragraph's text; what the dateline does not say is None."""

    end: int
    agency: str | None
    place: str | None
    sent: str | None


def lay_out(dispatch: Dispatch, words: LayoutWords) -> tuple[Dispatch, tuple[Block, ...]]:
    """Returns the dispatch with what its head and foot say, and its blocks: sorted, trimmed, apart from each other.

    What the dispatch already knew (agency, place, sent, title) stays as it was; credits found are added.
    """
    paragraphs = _paragraphs(dispatch.text)
    datelines = _datelines(paragraphs, words)
    title = _title(paragraphs, datelines, dispatch.title)
    listed = _listed(paragraphs)
    blocks: list[Block] = []
    credits: list[Credit] = []
    for i, paragraph in enumerate(paragraphs):
        if i == title:
            blocks.append(Block(paragraph.start, paragraph.end, "title"))
        elif i in listed:
            blocks.append(Block(paragraph.start + listed[i], paragraph.end, "list"))
        else:
            blocks.extend(_blocks(paragraphs, i, datelines[i], words, credits))
    return _filled(dispatch, paragraphs[title].text if title is not None else None, datelines, credits), tuple(blocks)


def _filled(
    dispatch: Dispatch, title: str | None, datelines: list[_Dateline | None], credits: list[Credit]
) -> Dispatch:
    said = [dateline for dateline in datelines if dateline]
    return replace(
        dispatch,
        agency=dispatch.agency or next((d.agency for d in said if d.agency), None),
        place=dispatch.place or next((d.place for d in said if d.place), None),
        sent=dispatch.sent or next((d.sent for d in said if d.sent), None),
        title=dispatch.title or (" ".join(title.split()) if title else None),
        credits=(*dispatch.credits, *credits),
    )


# Lines and paragraphs


def _paragraphs(text: str) -> list[_Paragraph]:
    """Joins the lines that are one paragraph: the hard-wrapped ones, and those that go on with a small letter."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    spaced = any(line.apart for line in lines[1:])
    paragraphs: list[_Paragraph] = []
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or not _goes_on(lines[i - 1], lines[i], width, spaced):
            start, end = lines[first].start, lines[i - 1].end
            paragraphs.append(_Paragraph(start, end, text[start:end]))
            first = i
    return paragraphs


def _lines(text: str) -> Iterator[_Line]:
    """Yields the lines that hold something."""
    reached = -1
    for found in LINE.finditer(text):
        words = found[0].strip()
        if words:
            indent = _space(found[0])
            start = found.start() + indent
            apart = reached < 0 or found.start() > reached + 1
            yield _Line(start, start + len(words), indent, apart, words)
            reached = found.end()


def _wrap_width(lines: list[_Line]) -> int:
    """Returns the columns that the text is wrapped at, 0 where it is not: a quarter of its line ends cut a sentence."""
    ends = [(a, b) for a, b in pairwise(lines) if not b.apart]
    cut = sum(1 for a, b in ends if _cut(a.text, b.text))
    if not cut or cut * 4 < len(ends):
        return 0
    widths = sorted(len(a.text) for a, _ in ends)
    width = widths[min(len(widths) - 1, len(widths) * 19 // 20)]
    return width if width <= WRAPPED else 0


def _cut(text: str, following: str) -> bool:
    """Tells whether a sentence goes on from one line to the next."""
    return following[0].islower() and not FINAL.search(text[-12:]) and not _is_special(text, following)


def _is_special(text: str, following: str) -> bool:
    return bool(SLASHED.match(following) or HYPHENED.match(following) or BULLET.match(following)) or (
        following.startswith(("http:", "https:", "www.")) or _in_capitals(text)
    )


def _goes_on(line: _Line, following: _Line, width: int, spaced: bool) -> bool:
    """Tells whether the two lines belong to one paragraph."""
    if following.apart or following.indent > line.indent + 1:
        return False
    if _cut(line.text, following.text):
        return True
    if not width or _is_special(line.text, following.text) or BETWEEN_DASHES.match(line.text):
        return False
    if FINAL.search(line.text[-12:]) and not spaced:
        return False
    return len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width - 2


# The title


def _title(paragraphs: list[_Paragraph], datelines: list[_Dateline | None], given: str | None) -> int | None:
    """Returns the index of the paragraph that is the title, if any: the first that no dateline is."""
    first = next((i for i, p in enumerate(paragraphs[:3]) if not _all_dateline(p, datelines[i])), None)
    if first is None or datelines[first]:
        return None
    text = paragraphs[first].text
    if first and (len(text) > TITLE // 2 or FINAL.search(text) or not paragraphs[first - 1].text[-1].isalnum()):
        return None
    if given and " ".join(text.split()) == " ".join(given.split()):
        return first
    if first + 1 >= len(paragraphs) or len(text) > TITLE or text.endswith((":", ",", ";")) or ATTRIBUTED.match(text):
        return None
    if datelines[first + 1] and len(text) <= TITLE // 2:
        return first
    if not any(map(str.isalpha, text)):
        return None
    return None if STOPPED.search(text[-12:]) or WHOLE.search(text, 30) or BULLET.match(text) else first


def _all_dateline(paragraph: _Paragraph, dateline: _Dateline | None) -> bool:
    return dateline is not None and dateline.end >= len(paragraph.text)


# Datelines


def _datelines(paragraphs: list[_Paragraph], words: LayoutWords) -> list[_Dateline | None]:
    """Returns the dateline of each paragraph: above the first long one all forms, below the head only the surest."""
    found: list[_Dateline | None] = []
    body = False
    for i, paragraph in enumerate(paragraphs):
        text = paragraph.text
        dateline = _alone(text, words) if not body and len(text) <= DATELINE else None
        dateline = dateline or (_inline(text, words) if i < HEAD else _inline_below(text, words))
        found.append(dateline)
        body = body or len(text) > DATELINE
    return found


def _alone(text: str, words: LayoutWords) -> _Dateline | None:
    """AFP, publié le lundi 11 mai 2020 à 14h30"""
    for pattern in words.alone if DIGIT.search(text) else ():
        if found := pattern.match(text):
            return _told(found, len(text), words)
    return None


def _inline(text: str, words: LayoutWords) -> _Dateline | None:
    """SÉOUL, 13 septembre (Reuters) - Le dirigeant ..."""
    start = text[:DATELINE]
    for pattern in words.inline:
        if (found := pattern.match(start)) and _is_dateline(text, found, words):
            return _told(found, found.end("sep") if found["sep"] else len(found[0].rstrip()), words)
    return None


def _inline_below(text: str, words: LayoutWords) -> _Dateline | None:
    """The same in the middle of a dispatch, where it must name an agency that is known."""
    start = text[:DATELINE]
    if "(" not in start and "/" not in start:
        return None
    found = words.inline[0].match(start)
    known = found and found["sep"] and words.agency.search(found["agency"] or found["slashed"] or "")
    return _told(found, found.end("sep"), words) if found and known and _is_dateline(text, found, words) else None


def _is_dateline(text: str, found: re.Match[str], words: LayoutWords) -> bool:
    """Tells whether the agency in it is one (any will do beside a date), and a sentence follows."""
    groups = found.groupdict()
    if "slashed" not in groups:
        return True
    desk = groups["agency"] or groups["slashed"]
    rest = text[found.end() :].lstrip("«“\"'‘([ ")
    known = all(part.lower() in words.agencies for part in _desks(desk, words))
    if not known and not (groups["day"] or groups["y"] or groups["iso"]):
        return False
    return not rest or bool(found["sep"]) or rest[0].isupper()


def _desks(desk: str, words: LayoutWords) -> list[str]:
    """Takes apart "awp/afp" and "ats afp", but neither "Chine nouvelle" nor what is not known in all its parts."""
    parts = [part for part in re.split(r"[\s/,&-]+", desk) if part]
    return parts if desk.lower() not in words.agencies and all(p.lower() in words.agencies for p in parts) else [desk]


def _told(found: re.Match[str], end: int, words: LayoutWords) -> _Dateline:
    groups = found.groupdict()
    desk = groups.get("agency") or groups.get("slashed")
    named = desk or (match[0] if (match := words.agency.search(found[0])) else "")
    names = [words.agencies.get(part.lower(), part) for part in _desks(named, words)]
    place = " ".join((groups.get("place") or "").split())
    return _Dateline(end, "/".join(names) or None, place or None, _date(groups, words))


def _date(groups: dict[str, str | None], words: LayoutWords) -> str | None:
    """Returns the ISO date, None where the year is not told or there is no such day."""
    if groups.get("iso"):
        year, month, day = (groups["iso"] or "").split("-")
    elif groups.get("y"):
        year, month, day = groups["y"] or "", groups["m"] or "", groups["d"] or ""
    elif groups.get("year") and groups.get("month"):
        year, day = groups["year"] or "", (groups["day"] or "").removesuffix("er")
        month = str(words.months[(groups["month"] or "").lower()])
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


# The other blocks


def _blocks(
    paragraphs: list[_Paragraph], i: int, dateline: _Dateline | None, words: LayoutWords, credits: list[Credit]
) -> Iterator[Block]:
    """Yields the blocks of one paragraph, and adds the credits that it gives to `credits`."""
    paragraph = paragraphs[i]
    start, end = paragraph.start, paragraph.end
    if dateline:
        cut = start + dateline.end
        yield Block(start, cut, "dateline")
        rest = paragraph.text[dateline.end :]
        start = end - len(rest.lstrip())
        if start >= end:
            return
    elif kind := _kind(paragraphs, i, words):
        yield Block(start, end, kind)
        return
    text = paragraph.text[start - paragraph.start :]
    body = _without_credits(text, start, i == len(paragraphs) - 1, words, credits)
    if body:
        yield Block(start, start + body, "body")
    if body < len(text):
        yield Block(start + body + _space(text[body:]), end, "credits")


def _space(text: str) -> int:
    return len(text) - len(text.lstrip())


def _kind(paragraphs: list[_Paragraph], i: int, words: LayoutWords) -> BlockKind | None:
    """Returns the kind of a paragraph that is one block by its look alone, None for body and credits."""
    text = paragraphs[i].text
    if len(text) > 200:
        return None
    if _signs(text, len(paragraphs) - i <= 3, words) or _attributes(text, words):
        return "signature"
    if _in_capitals(text) and not STOPPED.search(text):
        return "subhead"
    if BETWEEN_DASHES.match(text) or HASHES.match(text) or _is_plain_subhead(paragraphs, i, words):
        return "subhead"
    return None


def _signs(text: str, foot: bool, words: LayoutWords) -> bool:
    """burx-amd-ehl/glr/sg/cls/dth/hh · abc/def · (SDA/sj) · © 2020 AFP"""
    if COPYRIGHT.match(text) or SLASHED.match(text):
        return True
    return foot and bool(HYPHENED.match(text) or text.strip("()./ ").lower() in words.agencies)


def _attributes(text: str, words: LayoutWords) -> bool:
    """— Barack Obama , Président des États-Unis d'Amérique"""
    found = ATTRIBUTED.match(text)
    if not found or BETWEEN_DASHES.match(text) or found["words"].endswith(("?", "!", "…", "...", "»", '"')):
        return False
    spoken = found["words"].lower().replace("'", " ").replace("’", " ").replace(",", " ").rstrip(".").split()
    if words.verbs.intersection(spoken):
        return False
    return bool(NAME_FIRST.match(found["words"])) or (not found["words"].endswith(".") and len(text) <= 80)


def _in_capitals(text: str) -> bool:
    return len(text) <= 120 and text.isupper() and sum(map(str.isalpha, text)) > 1


def _is_plain_subhead(paragraphs: list[_Paragraph], i: int, words: LayoutWords) -> bool:
    """Situation humanitaire: a short line without a verb or final mark, between a whole paragraph and a longer one."""
    text = paragraphs[i].text
    if not 0 < i < len(paragraphs) - 1 or len(text) > 60 or "," in text:
        return False
    if not (text[0].isupper() and text[-1].isalnum()):
        return False
    if len(paragraphs[i + 1].text) < 2 * len(text) or not FINAL.search(paragraphs[i - 1].text[-12:]):
        return False
    return not words.verbs.intersection(text.lower().replace("’", "'").replace("'", " ").split())


def _listed(paragraphs: list[_Paragraph]) -> dict[int, int]:
    """Returns, for each paragraph that is an item of a list, the length of its bullet; an item alone is no list."""
    listed: dict[int, int] = {}
    run: list[tuple[int, re.Match[str]]] = []
    for i, paragraph in enumerate(paragraphs):
        found = BULLET.match(paragraph.text)
        if found and not (len(paragraph.text) < 110 and BETWEEN_DASHES.match(paragraph.text)):
            run.append((i, found))
            continue
        listed.update(_items(run))
        run = []
    listed.update(_items(run))
    return listed


def _items(run: list[tuple[int, re.Match[str]]]) -> dict[int, int]:
    """Takes several bullets in a row as a list; whole sentences behind long dashes, or questions, are a dialogue."""
    if len(run) < 2:
        return {}
    lines = [found.string for _, found in run]
    spoken = any(line.endswith(("?", "!", "? »", "! »", '?"', '!"')) for line in lines)
    long_dashes = all(found["sign"] in ("—", "–") for _, found in run)
    dashes = all(found["sign"] in ("—", "–", "-") for _, found in run)
    if dashes and (spoken or (long_dashes and any(FINAL.search(line[-12:]) or "," in line for line in lines))):
        return {}
    return {i: found.end() for i, found in run}


def _without_credits(text: str, start: int, last: bool, words: LayoutWords, credits: list[Credit]) -> int:
    """Returns the length of the text before its credit line, and adds to `credits` those it names."""
    length, found = find_credits(text, start, last, words)
    credits.extend(found)
    return length
