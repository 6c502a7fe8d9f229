"""What a message wraps as the body of an item → Body: NITF, XHTML, other XML, HTML kept as text, plain text, base64."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from selon.wire.errors import InputError
from selon.wire.making import Note
from selon.wire.markup import LEFT_OUT, html_paragraphs, local, paragraphs
from selon.wire.nitf import nitf_body
from selon.wire.plain import MOST_BYTES, decode
from selon.wire.xml import DECLARATION, find, parse_xml, text_of
from selon.wire.xml_fields import XML_LANG, Body, child, children, itself_or_below, language, web_address, words

PARAGRAPHS = frozenset("bq blockquote dd div h1 h2 h3 h4 hl2 li p pre td".split())  # where one stands, all are marked
TAGS = re.compile(r"<(?:p|br|div|html|body|h[1-6]|ul|ol|table|span|strong|em|a|b|i)\b[^<>]*>", re.IGNORECASE)
NITF = re.compile(r"<(?:\w+:)?(?:nitf|body\.content)\b")
CHARACTER = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
INDENTED = re.compile(r"\n(?=(?: {2}|\t)[^\S\n]*\S)")
LINE_END = re.compile(r"\r\n?")
WRAPPED = 80  # characters: no line of text broken by a machine is longer
FILLED = 45  # and none but the last of a paragraph shorter
ENDS = (".", "!", "?", "»", '"', ":", ";", "”")


def inline_body(element: etree._Element, path: str, note: Note) -> Body:
    """Reads the content of a wrapper: inlineXML, inlineData, DataContent. Raises TooDeep.

    `path` and `note` are for what is odd in XML that is wrapped as text.
    """
    if itself_or_below(element, "nitf", "body.content"):
        return _with_language(nitf_body(next(iter(itself_or_below(element, "nitf")), element)), element)
    if pages := itself_or_below(element, "html"):
        return _with_language(_page(pages[0]), element)
    inner = next(iter(itself_or_below(element, "contentset", "datacontent")), element)
    body = _xml(inner) if any(map(local, inner)) else text_body(text_of(inner) or "", path, note)
    return _with_language(body, element)


def text_body(text: str, path: str, note: Note) -> Body:
    """Reads what stands as text: HTML or NITF whose tags are escaped, or plain text. Raises TooDeep."""
    if NITF.search(text):
        try:
            return inline_body(parse_xml(text.strip().encode(), path, note), path, note)
        except InputError:
            pass  # a piece of NITF, not whole: HTML has the same names for what matters
    if TAGS.search(text):
        return Body(tuple(html_paragraphs(DECLARATION.sub("", text, count=1))))
    return Body(tuple(plain_paragraphs(CHARACTER.sub(lambda found: html.unescape(found[0]), text))))


def encoded_body(text: str, path: str, note: Note) -> Body:
    """Reads base64; what is none, or no text (a picture), gives an empty body. Raises TooDeep."""
    try:
        data = base64.b64decode(text.encode("ascii", "ignore")) if len(text) <= 2 * MOST_BYTES else b""
        if data.lstrip().startswith(b"<"):
            return inline_body(parse_xml(data, path, note), path, note)
        return text_body(decode(data, path)[0], path, note)
    except (binascii.Error, InputError):
        return Body()


def plain_paragraphs(text: str) -> list[str]:
    """Splits at blank lines, or else before indented lines, or else at line ends. Lines that a machine broke are joined
    again."""
    text = LINE_END.sub("\n", text).strip("\n")
    for separator in (BLANK_LINE, INDENTED):
        if len(parts := separator.split(text)) > 1:
            return [_unwrapped(part) for part in parts]
    joined = _unwrapped(text)
    return joined.split("\n")


def _unwrapped(part: str) -> str:
    """Joins the lines of a paragraph that was broken at some width; what ends its lines itself (a list) stays."""
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    above = lines[:-1]
    broken = above and max(map(len, lines)) <= WRAPPED and min(map(len, above)) >= FILLED
    return (" " if broken and sum(line.endswith(ENDS) for line in above) <= len(above) / 2 else "\n").join(lines)


def _page(page: etree._Element) -> Body:
    """An XHTML page: its title and address stand in its head."""
    head = child(page, "head")
    links = [link for link in children(head, "link") if link.get("rel") == "canonical"]
    return Body(
        tuple(paragraphs(page)),
        title=words(child(head, "title")),
        lang=language(page.get(XML_LANG) or page.get("lang")),
        url=web_address(links[0].get("href")) if links else None,
    )


def _xml(element: etree._Element) -> Body:
    """XHTML without its page, or XML of the agency's own, of which what holds words is a paragraph."""
    if any(local(each) in PARAGRAPHS for each in element.iterdescendants()):
        return Body(tuple(paragraphs(element)))
    return Body(tuple(part for leaf in _leaves(element) for part in plain_paragraphs(_lines(leaf))))


def _leaves(root: etree._Element) -> Iterator[etree._Element]:
    """Yields the outermost elements that hold words themselves; comments, which have no name, are none."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if local(element) in LEFT_OUT or not local(element):
            continue
        if any(text and text.strip() for text in (element.text, *(each.tail for each in element))):
            yield element
        else:
            waiting.extend(reversed(element))


def _lines(element: etree._Element) -> str:
    """Its text, with its line ends: those of `br`, or those of the source where it has none."""
    if find(element, "br") is not None:
        return "\n".join(paragraphs(element))
    return text_of(element) or ""


def _with_language(body: Body, wrapper: etree._Element) -> Body:
    return replace(body, lang=body.lang or language(wrapper.get(XML_LANG)))
