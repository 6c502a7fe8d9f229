"""NITF: bytes → Dispatch, and its body alone, for the formats that wrap it.

The head's `docdata` says what the document is, the body's head what stands above the text. Agencies fill a part of it
each: what one place does not say is looked for in the next.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from lxml import etree

from selon.model import Dispatch, Release, Subject
from selon.wire.errors import InputError
from selon.wire.making import Found, Note, make, tidy
from selon.wire.markup import local, paragraphs
from selon.wire.moments import day, moment
from selon.wire.xml import find, find_all, parse_xml
from selon.wire.xml_fields import (
    XML_LANG,
    Body,
    attribute,
    child,
    children,
    each_once,
    itself_or_below,
    language,
    later,
    members,
    outermost,
    place_of,
    release,
    spoken_dateline,
    subject,
    urgency,
    web_address,
    whole,
    words,
)

NOT_NITF = "holds no <nitf> with a body; check that it is NITF"
FULL_TEXT = "full_text"  # the class of the block that repeats the lead in archives of newspapers
SLUG = re.compile(r"(?:^|[-_.])(?:keyword|slug|slugline)$", re.IGNORECASE)  # names of <meta>: anpa-keyword
ADDRESS = re.compile(r"^(?:url|canonical|permalink|og:url)$", re.IGNORECASE)
VERSION = re.compile(r"^(?:version|revision)$", re.IGNORECASE)
LONGEST_PLACE = 100  # characters
BEHIND_PLACE = re.compile(r"\s*(?:\([^()]*\))?[\s,:–—-]*$")
MESSAGE = re.compile(  # how a desk's message to editors begins that kills or corrects
    r"\W*(?:eds?\b\W*)?(kill|annul|cancel|withdraw|correct|rectif)", re.IGNORECASE
)


def load_nitf(data: bytes, path: str, note: Note) -> Iterator[Found]:
    """Yields the dispatch that the data holds, or each of those that a wrapper of several does.

    Raises InputError for what is no NITF.
    """
    root = parse_xml(data, path, note)
    items = itself_or_below(root, "nitf") or ([root] if find(root, "body.content") is not None else [])
    if not items:
        raise InputError(path, NOT_NITF)
    yield from members(items, path, _read)


def nitf_body(nitf: etree._Element) -> Body:
    """Returns the text of a <nitf>, or of what holds a `body.content`, and what stands above it. Raises TooDeep."""
    dateline = find(nitf, "dateline")
    return Body(
        paragraphs=tuple(_paragraphs(nitf)),
        title=_title(nitf),
        dateline=_dateline(dateline),
        byline=_byline(nitf),
        place=_place(dateline),
        lang=_language(nitf),
        url=_address(nitf),
    )


def _read(nitf: etree._Element, path: str) -> Dispatch:
    body = nitf_body(nitf)
    issued = _issued(nitf)
    embargo, status = _release(nitf, issued)
    return make(
        path,
        "nitf",
        title=body.title,
        paragraphs=body.paragraphs,
        dateline=body.dateline,
        byline=body.byline,
        place=body.place or _first(nitf, "evloc", "city") or place_of(body.dateline),
        lang=body.lang,
        url=body.url,
        issued=issued,
        sent=day(issued),
        embargo=embargo,
        status=status,
        **_filing(nitf),
    )


def _filing(nitf: etree._Element) -> dict[str, Any]:
    """How the agency files it: who it is, its id, its rank, its subjects."""
    return {
        "agency": _agency(nitf),
        "item": _item(nitf),
        "version": whole(_first(nitf, "du-key", "version")) or whole(_meta(nitf, VERSION)),
        "urgency": urgency(_first(nitf, "urgency", "ed-urg")),
        "slug": _slug(nitf),
        "subjects": each_once(map(_subject, find_all(nitf, "tobject.subject"))),
        "rights": words(find(nitf, "body.head", "rights")) or _copyright(nitf),
    }


def _first(root: etree._Element, element: str, *names: str) -> str | None:
    """The first value of the attributes, in their order, on any element of that name."""
    elements = find_all(root, element)
    return next((value for name in names for each in elements if (value := attribute(each, name))), None)


def _meta(nitf: etree._Element, name: re.Pattern[str]) -> str | None:
    """The content of the first <meta> whose name fits."""
    metas = (each for each in find_all(nitf, "meta") if name.search(each.get("name") or ""))
    return next(filter(None, (attribute(each, "content") for each in metas)), None)


def _title(nitf: etree._Element) -> str | None:
    """The lines of the headline, one after another; hl1 in the content is a subhead, hl2 a second headline."""
    hedline = find(nitf, "hedline")
    if hedline is None:
        return words(find(nitf, "head", "title"))
    lines = find_all(hedline, "hl1") or ([hedline] if find(hedline, "hl2") is None else [])
    return tidy(" ".join(filter(None, map(words, lines)))) or words(find(nitf, "head", "title"))


def _paragraphs(nitf: etree._Element) -> list[str]:
    """The content, then the lines that end it; the abstract only where there is no content."""
    body = [part for element in _content(nitf) for part in paragraphs(element)]
    abstract = find(nitf, "abstract")
    if not body and abstract is not None:
        body = paragraphs(abstract)
    ends = (each for each in outermost(nitf, "body.content", "body.end") if local(each) == "body.end")
    return [*body, *(part for element in ends for part in paragraphs(element))]


def _content(nitf: etree._Element) -> list[etree._Element]:
    """What holds the text: body.content, or what stands in the body without it."""
    contents = itself_or_below(nitf, "body.content")
    full = [block for each in contents for block in children(each, "block") if block.get("class") == FULL_TEXT]
    body = child(nitf, "body")
    loose = [] if body is None else [each for each in body if local(each) not in ("", "body.head", "body.end")]
    return full or contents or loose


def _byline(nitf: etree._Element) -> str | None:
    """Who signs it, and as what: "Jeanne Dupont, envoyée spéciale". Those of another class say the same once more."""
    bylines = find_all(nitf, "byline")
    alike = [each for each in bylines if each.get("class") == bylines[0].get("class")]
    return ", ".join(filter(None, map(_signature, alike))) or None


def _signature(byline: etree._Element) -> str | None:
    """The parts of a byline, each title (byttl) made a part by itself."""
    apart = copy.deepcopy(byline)
    apart.tail = None
    for title in find_all(apart, "byttl"):
        title.tag = "p"
    parts = (tidy(part.strip(" ,;\t\r\n")) for part in paragraphs(apart))
    return ", ".join(filter(None, parts)) or None


def _dateline(dateline: etree._Element | None) -> str | None:
    """Its words; a date that software filled in is left out, with the comments, which say no more than it."""
    if dateline is None:
        return None
    texts = cast(list[Any], dateline.xpath(".//text()"))  # each knows the element that it stands in
    said = (str(text) for text in texts if not _is_stamp(text))
    return spoken_dateline(tidy(_joined(map(_set_out, said))))


def _is_stamp(text: Any) -> bool:
    return local(text.getparent()) == "story.date" and not text.is_tail and not spoken_dateline(text)


def _set_out(text: str) -> str:
    """The text without the space at its ends that only lays out the source in lines."""
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    text = text.lstrip() if "\n" in head else text
    return text.rstrip() if "\n" in tail else text


def _joined(texts: Iterable[str]) -> str:
    """Sets parts apart where only the layout of the source does: "Paris" "France" "(AFP)" → Paris, France (AFP)."""
    line = ""
    for text in filter(None, texts):
        apart = line and not line[-1].isspace() and not text[0].isspace()
        if apart and line[-1].isalnum() and text[0].isalnum():
            line += ", "
        elif apart and text[0] in "(-–—":
            line += " "
        line += text
    return line


def _place(dateline: etree._Element | None) -> str | None:
    """The town where the location names it as such, else the location, without the agency behind it."""
    location = find(dateline, "location") if dateline is not None else None
    if location is None:
        return None
    told = _dateline(location) or ""
    return words(find(location, "city")) or (tidy(BEHIND_PLACE.sub("", told)) if len(told) < LONGEST_PLACE else None)


def _language(nitf: etree._Element) -> str | None:
    said = [nitf.get("baselang"), *(each.get(XML_LANG) for each in (nitf, *children(nitf, "body")))]
    return next(filter(None, map(language, said)), None)


def _address(nitf: etree._Element) -> str | None:
    """The page of the document: the link of its headline, or what the head says."""
    hedline = find(nitf, "hedline")
    said = [_first(hedline, "a", "href")] if hedline is not None else []
    return next(filter(None, map(web_address, [*said, _first(nitf, "pubdata", "ex-ref"), _meta(nitf, ADDRESS)])), None)


def _issued(nitf: etree._Element) -> str | None:
    said = (
        _first(nitf, "date.issue", "norm") or words(find(nitf, "date.issue")),
        _first(nitf, "date.release", "norm"),
        _first(nitf, "story.date", "norm"),
        _first(nitf, "pubdata", "date.publication"),
    )
    return next(filter(None, map(moment, said)), None)


def _release(nitf: etree._Element, issued: str | None) -> tuple[str | None, Release]:
    """Returns the embargo, and the status: what is under an embargo whose end is not told is withheld."""
    until = moment(_first(nitf, "date.release", "norm"))
    managed = (_first(nitf, "docdata", "management-status") or "").lower()
    embargo = until if managed == "embargoed" or later(until, issued) else None
    held = "withheld" if managed == "embargoed" and not embargo else None
    corrected = "correction" if find(nitf, "docdata", "correction") is not None else None
    message = MESSAGE.match(_first(nitf, "ed-msg", "msg-type", "info") or "")
    return embargo, release(managed, held, corrected, message and message[1])


def _agency(nitf: etree._Element) -> str | None:
    return (
        words(find(nitf, "distributor"))
        or _first(nitf, "doc-id", "regsrc")
        or words(find(nitf, "rights.owner"))
        or _first(nitf, "doc.copyright", "holder")
        or _first(nitf, "pubdata", "name")
    )


def _item(nitf: etree._Element) -> str | None:
    """The agency's id of it, under the agency's name where the id does not bear it."""
    number, source = _first(nitf, "doc-id", "id-string"), _first(nitf, "doc-id", "regsrc")
    if number and source and ":" not in number and not number.lower().startswith(source.lower()):
        return f"{source}:{number}"
    return number or _first(nitf, "du-key", "key")


def _slug(nitf: etree._Element) -> str | None:
    keywords = (attribute(each, "key") or words(each) for each in find_all(nitf, "keyword"))
    return (
        "-".join(dict.fromkeys(filter(None, keywords)))
        or _meta(nitf, SLUG)
        or _first(nitf, "du-key", "key")
        or _first(nitf, "fixture", "fix-id")
    )


def _subject(element: etree._Element) -> Subject | None:
    code = attribute(element, "tobject.subject.refnum") or attribute(element, "tobject.subject.code")
    names = (attribute(element, f"tobject.subject.{level}") for level in ("detail", "matter", "type"))
    return subject(code, next(filter(None, names), None))


def _copyright(nitf: etree._Element) -> str | None:
    owner = words(find(nitf, "rights.owner"))
    return owner or tidy(
        f"{_first(nitf, 'doc.copyright', 'holder') or ''} {_first(nitf, 'doc.copyright', 'year') or ''}"
    )
