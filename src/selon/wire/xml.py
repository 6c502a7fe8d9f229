"""XML as found in the wild: bytes → an element, with nothing fetched and nothing expanded.

A wrong declaration of the encoding is common: bytes that are UTF-8 are read as UTF-8 whatever they say, what is called
UTF-8 and is not is read as an encoding that French was kept in. HTML's names of characters (`&eacute;`), which XML does
not know, are understood. Declarations of entities are refused: no agency needs them, and bombs are made of them.
"""

from __future__ import annotations

import html.entities
import re

from lxml import etree

from selon.wire.charsets import declared_in, text_of_bytes
from selon.wire.errors import InputError
from selon.wire.making import Note
from selon.wire.markup import local

DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
DOCTYPE_START = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]*(\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")  # those of XML itself stay
STRAY = re.compile(r"&(?!#?\w{1,32};)")  # "R&D": libxml2 would leave out what follows
XML_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parse_xml(data: bytes, path: str, note: Note) -> etree._Element:
    """Returns the root. A file that is cut or malformed is read up to there, and noted. Raises InputError."""
    text, encoding = text_of_bytes(data, path, declared_in(data))
    if encoding != "utf-8":
        note(f"{path} read as {encoding}")
    if ENTITY.search(text):
        raise InputError(path, "declares entities of its own, which selon does not expand; save it without them")
    source = FORBIDDEN.sub("", NAMED.sub(_character, _without_doctype(DECLARATION.sub("", text, 1))))
    try:
        return etree.fromstring(source.encode(), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        return _recovered(source, path, note, error)


def text_of(element: etree._Element | None) -> str | None:
    """The words in an element and all it holds, as they stand; None for no element."""
    return None if element is None else "".join(str(part) for part in element.itertext())


def find(root: etree._Element, *names: str) -> etree._Element | None:
    """The first element of each name inside the one before it, whatever their namespaces: find(x, "head", "title")."""
    found: etree._Element | None = root
    for name in names:
        found = next(iter(find_all(found, name)), None) if found is not None else None
    return found


def find_all(root: etree._Element, name: str) -> list[etree._Element]:
    """The elements of that local name (in small letters), at any depth below the root, in the order of the text."""
    return [each for each in root.iterdescendants() if local(each) == name]


def _without_doctype(text: str) -> str:
    """Looks at the first one alone: to try each of many that never end would take for ever."""
    begun = DOCTYPE_START.search(text)
    found = DOCTYPE.match(text, begun.start()) if begun else None
    return text[: found.start()] + text[found.end() :] if found else text


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name.lower() in XML_OWN:
        return f"&{name.lower()};"
    return html.entities.html5.get(f"{name};", found[0])


def _recovered(source: str, path: str, note: Note, error: etree.XMLSyntaxError) -> etree._Element:
    reason = " ".join((error.msg or "").split())  # it may quote the lines at fault
    try:
        root = etree.fromstring(STRAY.sub("&amp;", source).encode(), _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise InputError(path, f"is no well-formed XML ({reason}); check that it is whole") from error
    note(f"{path} is malformed XML ({reason}); what could be read of it was")
    return root


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
