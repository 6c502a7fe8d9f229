"""What the readers of XML wires share: words, codes and numbers of fields, and the items of a message one by one.

Elements are found by their local name, as agencies leave the namespaces of the standards out, or make up their own.
Whatever is asked of an element that is not there is None, so that a reader names what it looks for and no more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from selon.model import Dispatch, Release, Subject
from selon.wire.errors import InputError
from selon.wire.making import Found, Note, tidy
from selon.wire.markup import TooDeep, local, paragraphs

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TERMINOLOGIC = dict(  # the codes of three letters that older messages give, ISO 639-2
    fra="fr", fre="fr", eng="en", deu="de", ger="de", spa="es", ita="it", nld="nl", dut="nl", por="pt", rus="ru",
    ara="ar", zho="zh", chi="zh", jpn="ja", swe="sv", nor="no", dan="da", fin="fi", pol="pl", ron="ro", tur="tr",
)  # fmt: skip
NO_LANGUAGE = frozenset(("mul", "und", "zxx", "mis"))
MOMENT_ONLY = re.compile(r"[\d\s:/.,+TZ-]*(?:GMT|UTC)?[\d\s:+-]*")
LEADING_PLACE = re.compile(r"([^\W\d_][^\d,(]{0,80}?)\s*(?:[,(]|\s[–—-]|$)")
WHOLE = re.compile(r"\d{1,9}")
CANCELLED = re.compile(r"kill|cancel|annul|delet|retract|withdraw", re.IGNORECASE)
WITHHELD = re.compile(r"withh[eo]ld", re.IGNORECASE)
CORRECTED = re.compile(r"correct|rectif|berichtig", re.IGNORECASE)
NEARLY = 0.8  # of the longest: a rendition that has so much of the text is not a shortened one


@dataclass(frozen=True)
class Body:
    """What the content of an item gives: its paragraphs, and what it says of itself, as NITF and XHTML do."""

    paragraphs: tuple[str, ...] = ()
    title: str | None = None
    dateline: str | None = None
    byline: str | None = None
    place: str | None = None
    lang: str | None = None
    url: str | None = None


def words(element: etree._Element | None) -> str | None:
    """What a person reads in the element, on one line; None for nothing. Raises TooDeep."""
    return None if element is None else tidy(" ".join(paragraphs(element)))


def children(element: etree._Element | None, *names: str) -> list[etree._Element]:
    """The elements right inside it that bear one of the names (in small letters)."""
    return [] if element is None else [each for each in element if local(each) in names]


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first inside it of the first name, then inside that of the second, and so on."""
    for name in names:
        element = next(iter(children(element, name)), None)
    return element


def outermost(root: etree._Element, *names: str) -> list[etree._Element]:
    """The elements of these names below the root, in the order of the text; what such a one holds is not looked at."""
    found: list[etree._Element] = []
    waiting = [*reversed(root)]
    while waiting:
        element = waiting.pop()
        if local(element) in names:
            found.append(element)
        else:
            waiting.extend(reversed(element))
    return found


def itself_or_below(root: etree._Element, *names: str) -> list[etree._Element]:
    """The root, where it bears one of the names, else the outermost elements that do."""
    return [root] if local(root) in names else outermost(root, *names)


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The value of the attribute on one line; None for an empty one."""
    return None if element is None else tidy(element.get(name))


def best(elements: Iterable[etree._Element], lang: str | None) -> str | None:
    """The words of the element that is in the language, or says none, of the main one where several are."""
    said = [element for element in elements if words(element)]
    return words(min(said, key=lambda element: _strangeness(element, lang), default=None))


def _strangeness(element: etree._Element, lang: str | None) -> tuple[bool, bool]:
    role = last_part(element.get("role"))
    return (language(element.get(XML_LANG)) or lang) != lang, role not in (None, "main")


def language(tag: str | None) -> str | None:
    """`fr-FR`, `fr_BE`, `FRA` → fr; None for what names no language."""
    primary = re.split(r"[-_]", (tag or "").strip().lower(), maxsplit=1)[0]
    primary = TERMINOLOGIC.get(primary, primary)
    return primary if re.fullmatch("[a-z]{2,3}", primary) and primary not in NO_LANGUAGE else None


def last_part(code: str | None) -> str | None:
    """`stat:usable`, `http://cv.iptc.org/newscodes/pubstatusg2/usable` → usable, in small letters."""
    return tidy(re.split(r"[:/#]", (code or "").strip().rstrip("/"))[-1].lower())


def whole(written: str | None) -> int | None:
    """The number that the words are; None for what is none."""
    stripped = (written or "").strip()
    return int(stripped) if WHOLE.fullmatch(stripped) and stripped.isascii() else None


def urgency(written: str | None) -> int | None:
    """1 to 9; 0 is reserved by the standard."""
    number = whole(written)
    return number if number and number <= 9 else None


def web_address(written: str | None) -> str | None:
    """An address of a page, None for what is none."""
    stripped = (written or "").strip()
    return stripped if re.match(r"https?://[^\s/]", stripped) else None


def spoken_dateline(written: str | None) -> str | None:
    """The dateline; None where it is but a moment (`20170102T222800+0000`), as software fills it in."""
    return None if written is None or (len(written) < 64 and MOMENT_ONLY.fullmatch(written)) else written


def place_of(dateline: str | None) -> str | None:
    """What a dateline begins with: "Paris, 21 jan 2019 (AFP) -" → Paris."""
    found = LEADING_PLACE.match(dateline or "")
    return tidy(found[1]) if found else None


def subject(code: str | None, name: str | None = None) -> Subject | None:
    """A code of small letters alone is a name: older messages put "Politique" where the standard wants a code."""
    if code and not name and any(map(str.islower, code)) and not re.search(r"[\d:/]", code):
        return Subject(None, code)
    return Subject(code, name) if code or name else None


def each_once(subjects: Iterable[Subject | None]) -> tuple[Subject, ...]:
    """The subjects that there are, each once, in their order."""
    return tuple(dict.fromkeys(each for each in subjects if each))


def release(*said: str | None) -> Release:
    """What the words of status and instructions come to: the gravest of them."""
    spoken = " ".join(filter(None, said))
    grades: tuple[tuple[re.Pattern[str], Release], ...] = (
        (CANCELLED, "cancelled"),
        (WITHHELD, "withheld"),
        (CORRECTED, "corrected"),
    )
    return next((status for pattern, status in grades if pattern.search(spoken)), "usable")


def later(first: str | None, second: str | None) -> bool:
    """Whether the first moment lies after the second: by days where one has no hour, in UTC where it has no zone."""
    if not first or not second:
        return False
    if "T" not in first or "T" not in second:
        return first[:10] > second[:10]
    return _instant(first) > _instant(second)


def _instant(moment: str) -> datetime:
    parsed = datetime.fromisoformat(moment)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def fullest(bodies: Sequence[Body]) -> Body:
    """The first of the renditions that is not shortened, or the first where none has text; they come richest first."""
    sizes = [sum(map(len, body.paragraphs)) for body in bodies]
    enough = NEARLY * max(sizes, default=0)
    return next(
        (body for body, size in zip(bodies, sizes, strict=True) if size and size >= enough), (*bodies, Body())[0]
    )


def members(
    items: Sequence[etree._Element], path: str, read: Callable[[etree._Element, str], Dispatch]
) -> Iterator[Found]:
    """Reads the items one by one, each by its path, or PATH#N where there are several; an error costs its item."""
    for number, item in enumerate(items, 1):
        yield _member(item, path if len(items) == 1 else f"{path}#{number}", read)


def _member(item: etree._Element, path: str, read: Callable[[etree._Element, str], Dispatch]) -> Found:
    try:
        return read(item, path)
    except InputError as error:
        return error
    except TooDeep as error:
        return InputError(path, f"{error}; no dispatch needs so many, save it with fewer")


def note_left_out(kinds: Sequence[str], path: str, note: Note) -> None:
    """Says how many items hold no text, and what they are: "PATH: 2 items without text (picture) left out"."""
    if kinds:
        names = ", ".join(sorted(Counter(kinds)))
        note(f"{path}: {len(kinds)} item{'s' if len(kinds) > 1 else ''} without text ({names}) left out")
