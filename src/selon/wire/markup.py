"""Markup → paragraphs: the bodies of HTML, XHTML and NITF, which share their names for what a paragraph is.

A block (p, h2, li, td ...) is a paragraph, a `br` a line end, the cells of a row are joined by tabs. Scripts, styles,
forms and what else is no text are left out, whatever they hold.
"""

from __future__ import annotations

import re
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
BEFORE = dict.fromkeys(BLOCKS, "\0") | {"br": "\n"}  # what stands for the start and the end of an element
AFTER = dict.fromkeys(BLOCKS, "\0") | {"td": "\t", "th": "\t"}
SURROGATE = re.compile("[\ud800-\udfff]")  # at which libxml2 would stop
DEEPEST = 256  # elements inside one another; HTML of people is not a tenth as deep


class TooDeep(ValueError):
    """The markup holds elements inside one another deeper than DEEPEST."""


def paragraphs(root: etree._Element) -> list[str]:
    """Returns the paragraphs of the element, spaces as they stand, empty ones left out. Raises TooDeep."""
    parts = "".join(_pieces(root)).split("\0")
    return [part.strip() for part in parts if part.strip()]


def html_paragraphs(source: str) -> list[str]:
    """Returns the paragraphs of a piece of HTML, as feeds and ninjs carry it. Raises TooDeep."""
    source = SURROGATE.sub("\ufffd", source.replace("\0", ""))
    if not source.strip():
        return []
    try:
        root = lxml.html.fragment_fromstring(source, create_parent="div", parser=lxml.html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    return paragraphs(root)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace or prefix, in small letters; "" for comments and instructions.

    A prefix that nothing declares (`o:p` in HTML) is left in the tag, which etree.QName would refuse.
    """
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _pieces(root: etree._Element) -> Iterator[str]:
    """Yields the text, with NUL where a paragraph ends and a line end where a line does.

    What is still to come waits in a list, last first: generators inside one another would take as many steps for each
    piece as it lies deep.
    """
    waiting: list[tuple[etree._Element | str, int]] = [(root, 0)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, str):
            yield part
        elif depth > DEEPEST:
            raise TooDeep(f"holds more than {DEEPEST} elements inside one another")
        elif (name := local(part)) not in LEFT_OUT and (name or not depth):
            yield BEFORE.get(name, "") + _flat(part.text, name)
            waiting.append((AFTER.get(name, ""), depth))
            for child in reversed(part):
                waiting += [(_flat(child.tail, name), depth), (child, depth + 1)]


def _flat(text: str | None, name: str) -> str:
    """Line ends of the source are spaces, but for what is laid out by hand."""
    if not text:
        return ""
    return text if name == "pre" else text.replace("\n", " ").replace("\r", " ")
