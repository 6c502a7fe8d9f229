"""Markup → paragraphs: the bodies of HTML, XHTML and NITF, which share their names for what a paragraph is.

A block (p, h2, li, td ...) is a paragraph, a `br` a line end, the cells of a row are joined by tabs. Scripts, styles,
forms and what else is no text are left out, whatever they hold.
"""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
from lxml import etree

BLOCKS = frozenset(
    "address article aside blockquote block body body.content bq center dd div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hl1 hl2 hr li main nav note ol p pre section table tbody tfoot thead title tr ul "
    "fn nitf-table".split()
)
LEFT_OUT = frozenset(
    "applet audio button canvas embed form head iframe input math media media-caption media-metadata media-producer "
    "noscript object script select style svg template textarea video".split()
)
CELLS = frozenset(("td", "th"))
DEEPEST = 256  # elements inside one another; HTML of people is not a tenth as deep


class TooDeep(ValueError):
    """The markup holds elements inside one another deeper than DEEPEST."""


def paragraphs(root: etree._Element) -> list[str]:
    """Returns the paragraphs of the element, spaces as they stand, empty ones left out. Raises TooDeep."""
    pieces: list[str] = []
    for piece in _pieces(root, 0):
        pieces.append(piece)
    parts = "".join(pieces).split("\0")
    return [part.strip() for part in parts if part.strip()]


def html_paragraphs(source: str) -> list[str]:
    """Returns the paragraphs of a piece of HTML, as feeds and ninjs carry it. Raises TooDeep."""
    source = source.replace("\0", "")
    if not source.strip():
        return []
    try:
        root = lxml.html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    return paragraphs(root)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, in small letters; "" for comments and instructions."""
    return etree.QName(element.tag).localname.lower() if isinstance(element.tag, str) else ""


def _pieces(element: etree._Element, depth: int) -> Iterator[str]:
    """Yields the text, with NUL where a paragraph ends and a line end where a line does."""
    if depth > DEEPEST:
        raise TooDeep(f"holds more than {DEEPEST} elements inside one another")
    name = local(element)
    if name in LEFT_OUT or (depth and not name):
        return
    if name == "br":
        yield "\n"
    if name in BLOCKS:
        yield "\0"
    yield _flat(element.text, name)
    for child in element:
        yield from _pieces(child, depth + 1)
        yield _flat(child.tail, name)
    if name in CELLS:
        yield "\t"
    if name in BLOCKS:
        yield "\0"


def _flat(text: str | None, name: str) -> str:
    """Line ends of the source are spaces, but for what is laid out by hand."""
    if not text:
        return ""
    return text if name == "pre" else text.replace("\n", " ").replace("\r", " ")
