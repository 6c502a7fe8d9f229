"""NewsML-G2: bytes → a Dispatch for each item of text, be it alone or in a message with others.

An item says what it is in `itemMeta`, what its content is about in `contentMeta`, and holds the content in
`contentSet`, in one rendition or several. Packages, concepts and plans hold no text: they are left out, and so are
pictures, graphics and videos, which the message may only point to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from selon.model import Dispatch, Release, Subject
from selon.wire.errors import InputError
from selon.wire.inline import encoded_body, inline_body
from selon.wire.making import Found, Note, make
from selon.wire.markup import TooDeep, html_paragraphs, local, paragraphs
from selon.wire.moments import day, moment
from selon.wire.xml import find, parse_xml, text_of
from selon.wire.xml_fields import (
    XML_LANG,
    Body,
    attribute,
    best,
    child,
    children,
    each_once,
    fullest,
    itself_or_below,
    language,
    last_part,
    members,
    note_left_out,
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

NO_ITEM = "holds no item of NewsML-G2; check that it is whole"
OTHERS = ("packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")
CONTENT = ("contentset", "inlinexml", "inlinedata")
MEDIA = ("image/", "video/", "audio/")
RICHEST = ("nitf", "html")  # what the content type of a rendition names, the richest first
LISTED = re.compile(r"/newsprovider/([^/#?]+)$")  # how IPTC's list of agencies writes a provider's address
PAGES = frozenset("alternate canonical permalink web webpage weburl online onlineversion html".split())
AUTHORS = frozenset("author byline correspondent journalist reporter writer".split())


@dataclass(frozen=True)
class _Message:
    """What the envelope says for all its items."""

    sent: str | None
    lang: str | None
    note: Note


def load_newsml_g2(data: bytes, path: str, note: Note) -> Iterator[Found]:
    """Yields a dispatch for each news item of text, its path PATH#N where there are several.

    A bare contentSet is read too. Raises InputError for what holds neither.
    """
    root = parse_xml(data, path, note)
    news, others = itself_or_below(root, "newsitem"), itself_or_below(root, *OTHERS)
    loose = [] if news or others else itself_or_below(root, *CONTENT)[:1]
    if not (news or others or loose):
        raise InputError(path, NO_ITEM)
    kinds = {item: _kind_without_text(item, path) for item in news}
    left_out = [kind for kind in kinds.values() if kind] if news else [local(each)[: -len("item")] for each in others]
    note_left_out(left_out, path, note)
    message = _Message(words(find(root, "header", "sent")), language(root.get(XML_LANG)), note)
    texts = [*(item for item in news if not kinds[item]), *loose]
    yield from members(texts, path, lambda item, name: _read(item, name, message))


def _kind_without_text(item: etree._Element, path: str) -> str | None:
    """What the item is where it holds no text (`picture`); None for an item of text, be it empty."""
    kind = last_part(_code(find(item, "itemmeta", "itemclass")))
    remote = [(attribute(each, "contenttype") or "text").lower() for each in outermost(item, "remotecontent")]
    if kind is None and remote and all(each.startswith(MEDIA) for each in remote):
        kind = remote[0].partition("/")[0]
    if kind in (None, "text"):
        return None
    try:
        return None if _body(item, path, lambda line: None).paragraphs else kind
    except TooDeep:
        return None


def _read(item: etree._Element, path: str, message: _Message) -> Dispatch:
    meta, content = find(item, "itemmeta"), find(item, "contentmeta")
    body = _body(item, path, message.note)
    lang = _language(item, content, body) or message.lang
    text = body.paragraphs or _summary(content)
    headline = best(children(content, "headline"), lang) or body.title
    dateline = spoken_dateline(best(children(content, "dateline"), lang)) or body.dateline
    issued = _issued(meta, content, message)
    embargo, status = _release(meta)
    return make(
        path,
        "newsml-g2",
        title=headline or (best(children(meta, "title"), lang) if text else None),
        paragraphs=text,
        dateline=dateline,
        byline=best(children(content, "by"), lang) or body.byline or _author(content, lang),
        place=_place(content, lang) or body.place or place_of(dateline),
        lang=lang,
        url=_address(item, meta) or body.url,
        issued=issued,
        sent=day(issued),
        embargo=embargo,
        status=status,
        item=attribute(item, "guid"),
        version=whole(item.get("version")),
        rights=_rights(item, lang),
        **_filing(item, meta, content, lang),
    )


def _filing(
    item: etree._Element, meta: etree._Element | None, content: etree._Element | None, lang: str | None
) -> dict[str, Any]:
    """How the agency files it: who it is, the rank, the slug, the subjects."""
    holder = find(item, "rightsinfo", "copyrightholder")
    return {
        "agency": _name(child(meta, "provider"), lang) or words(child(content, "creditline")) or _name(holder, lang),
        "urgency": urgency(words(child(content, "urgency"))),
        "slug": best(children(content, "slugline"), lang),
        "subjects": each_once(_subject(each, lang) for each in children(content, "subject")),
    }


def _body(item: etree._Element, path: str, note: Note) -> Body:
    """The richest rendition of the text that is whole; what wraps none may hold NITF or a page all the same."""
    renditions = sorted(filter(_is_textual, itself_or_below(item, "inlinexml", "inlinedata")), key=_rank)
    bodies = [_rendition(each, path, note) for each in renditions]
    return fullest(bodies or [inline_body(each, path, note) for each in outermost(item, "nitf", "html")])


def _rendition(element: etree._Element, path: str, note: Note) -> Body:
    if (last_part(element.get("encoding")) or "").startswith("base64"):
        return encoded_body(text_of(element) or "", path, note)
    if not any(map(local, element)) and "html" in (element.get("contenttype") or "").lower():
        return Body(tuple(html_paragraphs(text_of(element) or "")), lang=language(element.get(XML_LANG)))
    return inline_body(element, path, note)


def _is_textual(element: etree._Element) -> bool:
    return not (element.get("contenttype") or "").lower().startswith(MEDIA)


def _rank(element: etree._Element) -> int:
    """0 for NITF, 1 for XHTML, 2 for other XML, then HTML kept as text, then plain text."""
    kind = (element.get("contenttype") or "").lower()
    if local(element) == "inlinedata":
        return 3 if "html" in kind else 4
    return next((rank for rank, name in enumerate(RICHEST) if name in kind or outermost(element, name)), 2)


def _summary(content: etree._Element | None) -> tuple[str, ...]:
    """The abstract, which stands for the text where there is none; a caption is a picture's."""
    said = (each for each in children(content, "description") if last_part(each.get("role")) != "caption")
    return tuple(part for each in said for part in paragraphs(each))


def _language(item: etree._Element, content: etree._Element | None, body: Body) -> str | None:
    """The language of the content, if it is told, or else that in which the item is described."""
    said = [each.get("tag") for each in children(content, "language")]
    return next(filter(None, map(language, [*said, body.lang, item.get(XML_LANG)])), None)


def _issued(meta: etree._Element | None, content: etree._Element | None, message: _Message) -> str | None:
    said = (
        words(child(meta, "versioncreated")),
        words(child(content, "contentmodified")),
        words(child(content, "contentcreated")),
        message.sent,
        words(child(meta, "firstcreated")),
    )
    return next(filter(None, map(moment, said)), None)


def _release(meta: etree._Element | None) -> tuple[str | None, Release]:
    """Returns the embargo, and the status: an embargo without an end withholds the item until further notice."""
    embargoed = child(meta, "embargoed")
    until = moment(words(embargoed))
    held = "withheld" if embargoed is not None and not until else None
    return until, release(held, *(last_part(_code(each)) for each in children(meta, "pubstatus", "signal")))


def _author(content: etree._Element | None, lang: str | None) -> str | None:
    """The first person that made it; a creator may be an agency as well."""
    makers = [*children(content, "creator"), *children(content, "contributor")]
    return next((name for each in makers if _is_person(each) and (name := _name(each, lang))), None)


def _is_person(element: etree._Element) -> bool:
    return (
        last_part(element.get("type")) == "person"
        or last_part(element.get("role")) in AUTHORS
        or bool(children(element, "persondetails") or element.get("jobtitle"))
    )


def _place(content: etree._Element | None, lang: str | None) -> str | None:
    """The first place that is named: a code alone names none."""
    places = children(content, "located")
    names = (best(children(each, "name"), lang) or attribute(each, "literal") for each in places)
    return next(filter(None, names), None)


def _subject(element: etree._Element, lang: str | None) -> Subject | None:
    name, literal = best(children(element, "name"), lang), attribute(element, "literal")
    code = attribute(element, "qcode") or attribute(element, "uri") or (literal if literal != name else None)
    return subject(code, name)


def _address(item: etree._Element, meta: etree._Element | None) -> str | None:
    """The item's own page: a link that is called so, or a rendition that stands on the web."""
    links = [each for each in children(meta, "link") if last_part(each.get("rel")) in PAGES]
    remote = [each for each in outermost(item, "remotecontent") if "html" in (each.get("contenttype") or "")]
    said = (each.get(name) for each in [*links, *remote] for name in ("href", "residref"))
    return next(filter(None, map(web_address, said)), None)


def _rights(item: etree._Element, lang: str | None) -> str | None:
    info = find(item, "rightsinfo")
    return best(children(info, "copyrightnotice"), lang) or _name(child(info, "copyrightholder"), lang)


def _name(element: etree._Element | None, lang: str | None) -> str | None:
    """A party's name, or else its code without what the code is listed in: `nprov:AFP` → AFP."""
    code = (attribute(element, "qcode") or "").rpartition(":")[2]
    listed = LISTED.search(attribute(element, "uri") or "")
    return best(children(element, "name"), lang) or code or (listed and listed[1]) or attribute(element, "literal")


def _code(element: etree._Element | None) -> str | None:
    return attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal")
