"""A feed (RSS 0.9x, 1.0 and 2.0, Atom): bytes → one Dispatch an entry.

feedparser is given XML that is whole, in UTF-8, and in memory: nothing that the feed names is fetched. What is broken
in most of those that are broken, ampersands and prefixes that nothing declares, is mended first.
"""

from __future__ import annotations

import html
import io
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import lxml.html
from lxml import etree

from selon.model import Subject
from selon.wire.charsets import declared_in, text_of_bytes
from selon.wire.errors import InputError
from selon.wire.making import Found, Note, make, tidy
from selon.wire.markup import TooDeep, html_paragraphs, local
from selon.wire.moments import day, moment
from selon.wire.xml import parse_xml

MOST_BYTES = 8_000_000  # of one feed; the longest have a tenth
MOST_ENTRIES = 10_000
MOST_ELEMENTS = 400_000  # 40 an entry
MOST_FIELDS = 500  # elements in one, entries apart, and
MOST_ATTRIBUTES = 50  # of one: feedparser's time grows with the squares of these

ENTRIES = ("item", "entry")
START = re.compile(r"<\?xml\b|<!DOCTYPE\b|<!--|<(?:\w+:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
# One that is never closed is taken to the end at once, so that no other is looked for in it.
AMPERSAND = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|&+(?!(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);)", re.S | re.I
)
OLD_CHARACTER = re.compile(r"&#(?:1[345]\d|12[89]);")  # numbers of cp1252, as browsers read them: &#146; is ’
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
READ_ON = re.compile(
    r"\W*(?:(?:lire|voir|découvrir) (?:la suite|l['’ ]article|plus)|en savoir plus|continuer (?:à lire|la lecture)|"
    r"la suite|suite|read more|continue reading)\b.*",
    re.IGNORECASE | re.DOTALL,
)
LANG = re.compile(r"\s*([a-z]{2,3})(?![a-z])", re.IGNORECASE)
FRENCH_DAY = re.compile(
    r"(?:\w+\.?,? )?(\d\d?) (janv|févr?|fevr?|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)\w*\.? (\d{4})", re.I
)
MONTHS = "jan fev mar avr mai juin juil aou sep oct nov dec".split()
RFC_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
NO_FEED = "is no feed that can be read (RSS, RDF or Atom); give the feed itself, not the page that links to it"


def load_feed(data: bytes, path: str, note: Note, *, url: str | None = None) -> Iterator[Found]:
    """Yields the entries of a feed as `PATH#1` and so on; `url` is where it was found, which its links count from.

    An entry with nothing in it is yielded as an InputError. Raises InputError for what is no feed, or too big.
    """
    read = _parsed(_whole(data, path, note), path, url)
    entries, feed = read.get("entries") or [], read.get("feed") or {}
    if not entries and not read.get("version"):
        raise InputError(path, NO_FEED)
    if not entries:
        note(f"{path} is a feed without entries")
    for number, entry in enumerate(entries, 1):
        try:
            yield _dispatch(entry, feed, f"{path}#{number}")
        except InputError as error:
            yield error
        except TooDeep as error:
            yield InputError(f"{path}#{number}", f"{error}; save its text as a .txt file")


def _whole(data: bytes, path: str, note: Note) -> bytes:
    """The feed as XML that is well-formed, in UTF-8."""
    if len(data) > MOST_BYTES:
        raise InputError(path, f"is longer than {MOST_BYTES:,} bytes; split it")
    text, encoding = text_of_bytes(data, path, declared_in(data))
    if encoding != "utf-8":
        note(f"{path} read as {encoding}")
    root = parse_xml(_mended(text, path, note).encode("utf-8", "replace"), path, note)
    _refuse(root, path)
    _declare(root)
    return etree.tostring(root, encoding="utf-8")


def _refuse(root: etree._Element, path: str) -> None:
    """Raises InputError for what would keep feedparser busy for minutes."""
    elements = list(root.iter(etree.Element))
    if len(elements) > MOST_ELEMENTS or sum(local(each) in ENTRIES for each in elements) > MOST_ENTRIES:
        raise InputError(path, f"holds more than {MOST_ENTRIES:,} entries, or {MOST_ELEMENTS:,} elements; split it")
    if any(len(each.attrib) > MOST_ATTRIBUTES or _fields(each) > MOST_FIELDS for each in elements):
        raise InputError(
            path,
            f"holds an element with more than {MOST_FIELDS} others, or {MOST_ATTRIBUTES} attributes; is it a feed?",
        )


def _fields(element: etree._Element) -> int:
    return sum(local(child) not in ENTRIES for child in element) if len(element) > MOST_FIELDS else 0


def _mended(text: str, path: str, note: Note) -> str:
    """The text from where the feed begins, with its bare ampersands written as XML has them."""
    start = START.search(text)
    if start and text[: start.start()].strip():
        note(f"{path} has other text before the feed, which is left out")
    text = text[start.start() :] if start else text
    mended = AMPERSAND.sub(lambda found: found[0].replace("&", "&amp;") if found[0][0] == "&" else found[0], text)
    if mended != text:
        note(f"{path} is malformed XML (bare ampersands); they are read as such")
    return OLD_CHARACTER.sub(lambda found: html.unescape(found[0]), mended)


def _declare(root: etree._Element) -> None:
    """Gives names whose prefix nothing declares the namespace that is meant, or takes the prefix off: feedparser stops
    at them."""
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if ":" in tag and "}" not in tag:
            prefix, _, name = tag.rpartition(":")
            name = name if NAME.fullmatch(name) else "unnamed"
            element.tag = f"{{{NAMESPACES[prefix]}}}{name}" if prefix in NAMESPACES else name
        for key in [str(key) for key in element.attrib]:
            if ":" in key and "}" not in key:
                del element.attrib[key]


def _parsed(source: bytes, path: str, url: str | None) -> dict[str, Any]:
    import feedparser  # slow to load

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url or ""}
    try:
        # Bytes in a stream, never a name: feedparser would open it. Of odd feeds it fails by whatever error comes up.
        read: dict[str, Any] = feedparser.parse(
            io.BytesIO(source), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        raise InputError(path, NO_FEED) from error
    return read


def _dispatch(entry: dict[str, Any], feed: dict[str, Any], path: str) -> Found:
    agency = _agency(entry, feed)
    issued = next((made for key in ("published", "updated", "created") if (made := _moment(entry, key))), None)
    return make(
        path,
        "feed",
        title=_title(entry, agency),
        paragraphs=_body(entry),
        byline=_byline(entry),
        agency=agency,
        issued=issued,
        sent=day(issued),
        item=_word(entry, "id") or _word(entry, "link"),
        url=_url(entry),
        lang=_lang(entry, feed),
        subjects=_subjects(entry),
        rights=_word(entry, "rights") or _word(feed, "rights"),
    )


def _word(fields: dict[str, Any], key: str) -> str | None:
    """A field on one line, without markup. It is asked of the dict itself: feedparser's `get` gives one for another."""
    value = dict.get(fields, key)
    return tidy(" ".join(_paragraphs(value))) if isinstance(value, str) else None


def _paragraphs(source: str) -> list[str]:
    """The paragraphs of HTML; of text without tags, what blank lines part."""
    if TAG.search(source):
        return html_paragraphs(source)
    return BLANK_LINE.split(html.unescape(source))


def _body(entry: dict[str, Any]) -> list[str]:
    """The longest of its contents, or else its summary."""
    contents = [each.get("value") for each in entry.get("content") or [] if isinstance(each, dict)]
    bodies = [_without_link(_paragraphs(source), source) for source in contents if isinstance(source, str)]
    longest = max(bodies, key=lambda body: sum(map(len, body)), default=[])
    summary = dict.get(entry, "summary")
    if any(map(tidy, longest)) or not isinstance(summary, str):
        return longest
    return _without_link(_paragraphs(summary), summary)


def _without_link(body: list[str], source: str) -> list[str]:
    """The paragraphs without a last one that is nothing but a link: "Lire la suite"."""
    if not body or not TAG.search(source) or not READ_ON.fullmatch(body[-1]):
        return body
    links = lxml.html.fragment_fromstring(source.replace("\0", ""), create_parent="div").iter("a")
    shown = {_letters(str(link.text_content())) for link in links}
    return body[:-1] if _letters(body[-1]) in shown else body


def _letters(words: str) -> str:
    return re.sub(r"\W", "", words)


def _title(entry: dict[str, Any], agency: str | None) -> str | None:
    """ "La grève continue - Le Quotidien" → "La grève continue", where that paper is the source that is named."""
    title = _word(entry, "title") or ""
    ending = f" - {agency}" if agency and entry.get("source") else ""
    return title.removesuffix(ending) or None


def _byline(entry: dict[str, Any]) -> str | None:
    authors = [each for each in entry.get("authors") or [] if isinstance(each, dict)]
    names = [name for each in authors if (name := _word(each, "name"))]
    return ", ".join(dict.fromkeys(names)) or _word(entry, "author")


def _agency(entry: dict[str, Any], feed: dict[str, Any]) -> str | None:
    """Where the entry comes from: the source that it names, the publisher, or the feed."""
    source = entry.get("source")
    own = _word(source, "title") if isinstance(source, dict) else None
    return own or _word(entry, "publisher") or _word(feed, "publisher") or _word(feed, "title")


def _moment(entry: dict[str, Any], key: str) -> str | None:
    """The moment as it is written, with its zone; else as feedparser understands it, which is in universal time."""
    written, parsed = dict.get(entry, key), dict.get(entry, f"{key}_parsed")
    made = moment(FRENCH_DAY.sub(_in_english, written) if isinstance(written, str) else None)
    try:
        made = made or (datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else "")
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return made if "1971" < made < "2100" else None  # 1970 and 9999 are no dates


def _in_english(found: re.Match[str]) -> str:
    """10 juil. 2024 → 10 Jul 2024, which RFC 822 asks for."""
    name = found[2].lower().replace("é", "e").replace("û", "u")
    month = next(number for number, start in enumerate(MONTHS) if name.startswith(start))
    return f"{found[1]} {RFC_MONTHS[month]} {found[3]}"


def _url(entry: dict[str, Any]) -> str | None:
    links = (dict.get(entry, key) for key in ("feedburner_origlink", "link"))
    return next((link for link in links if isinstance(link, str) and link.startswith(("http://", "https://"))), None)


def _lang(entry: dict[str, Any], feed: dict[str, Any]) -> str:
    """The primary subtag of the language that the entry or the feed says it is in; French where neither does."""
    details = [*(entry.get("content") or []), entry.get("title_detail"), entry.get("summary_detail"), feed]
    words = (each.get("language") for each in details if isinstance(each, dict))
    return next((found[1].lower() for word in words if word and (found := LANG.match(word))), "fr")


def _subjects(entry: dict[str, Any]) -> tuple[Subject, ...]:
    """Its categories: the name of one that has a label, and its term as the code; else the term as the name."""
    tags = [each for each in entry.get("tags") or [] if isinstance(each, dict)]
    pairs = ((_word(tag, "term"), _word(tag, "label")) for tag in tags)
    found = (Subject(code=term if label else None, name=label or term) for term, label in pairs if term or label)
    return tuple(dict.fromkeys(found))
