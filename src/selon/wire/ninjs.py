"""ninjs, the JSON of the wires: bytes → Dispatches.

Versions 1 to 3 and the dialects of Superdesk, AP and others differ in how they spell a name (`versioncreated`,
`versionCreated`), in whether it holds one value or several by role, and in what wraps the items. A field of the wrong
type is as if it were not there.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from selon.model import Dispatch, Release, Subject
from selon.wire.charsets import text_of_bytes
from selon.wire.desks import language_of, marked_status, wrapped_paragraphs
from selon.wire.errors import InputError
from selon.wire.making import Found, Note, make, tidy
from selon.wire.markup import TooDeep, html_paragraphs
from selon.wire.moments import day, moment

Item = dict[str, Any]  # an object of JSON, its names folded: `versionCreated`, `version_created` are `versioncreated`

DEEPEST = 12  # wrappers, packages and associations inside one another
MOST = 200  # values of one field that are looked at
MOST_BAD = 100  # objects that are no JSON, after which a file is given up
NO_JSON = "is no JSON from line {} on; check that it is whole"
NO_ITEM = "holds no ninjs item, an object with a headline or a body; check what it is"
TOO_DEEP = "is nested deeper than any ninjs; check what it is"
SIGNS = frozenset("headline headlines bodies pubstatus versioncreated slugline bodytext bodyhtml bodyxhtml".split())
MEDIA = frozenset("picture photo image graphic graphics video audio animation event planning gallery".split())
PACKED = ("associations", "items", "groups", "package", "refs")  # where an item holds others
HTML_BODIES = ("bodyxhtml", "bodyhtml5", "bodyhtml", "articlehtml")
OTHER_BODIES = ("bodytext", "body", "articletext")
NO_BODIES = frozenset(("bodyfooter", "bodylanguage", "bodytype"))
ABSTRACTS = ("descriptionhtml", "descriptiontext", "description", "descriptionsummary", "abstract", "summary", "teaser")
MAIN = frozenset(("", "main", "body", "text", "story", "headline", "default"))
VALUES = ("value", "name", "by", "byline", "text", "fullname", "literal", "city", "code", "uri")  # of an object
CREATED = ("versioncreated", "updated", "contentcreated", "published", "firstpublished", "firstcreated")
STATES: dict[str, Release] = {
    **dict.fromkeys(("withheld", "withhold", "hold", "held"), "withheld"),
    **dict.fromkeys(("canceled", "cancelled", "killed", "kill", "recalled", "withdrawn", "unpublished"), "cancelled"),
    **dict.fromkeys(("corrected", "correction"), "corrected"),
}
KILLED = re.compile(r"(?i:\b(?:mandatory|bulletin|story|sig)\W?(?:kill|cancel)|\bkill story|^kill\b)|\bKILL\b")
CORRECTS = re.compile(
    r"(?i)(?<!no )\b(?:correct(?:ions?|ed|s|ifs?)|corrigée?s?|rectifi\w+|berichtig\w+|korrektur\w*|korrigiert)\b"
)
SURROGATES = re.compile("[\ud800-\udfff]")
TAG = re.compile(
    r"</?(?:a|article|b|blockquote|body|br|div|em|figure|h[1-6]|hl2|hr|html|i|img|li|ol|p|pre|section|span|strong|su[bp]"
    r"|table|t[dhr]|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
RECORD = re.compile(r"\n\x1e?(?=\{)")
BEGIN = re.compile(r"[^\s,\];\x00\x1e]")
IPTC = re.compile(r"(?:^|/)(mediatopic|medtop|subjectcode|subj)[/:]+([0-9]{8})$")
WEB = re.compile(r"https?://\S+$")
NO_WRITER = re.compile(r"(?i)edit|photo|camera|sub|produc")
LANGUAGE = re.compile(r"(?!und|mul|zxx)([A-Za-z]{2,3})(?:[-_]|$)")


def load_ninjs(data: bytes, path: str, note: Note) -> Iterator[Found]:
    """Yields the dispatch of each text item, or an InputError for one that cannot be read; notes how many pictures and
    other media are left out. Raises InputError where there is no item at all."""
    text, encoding = text_of_bytes(data, path)
    if encoding != "utf-8":
        note(f"{path} read as {encoding}")
    media: list[Item] = []
    entries: list[Item | str] = []
    for value in _values(text):
        entries.extend([value] if isinstance(value, str) else _items(value, media))
    if media:
        note(f"{path}: pictures and other media left out: {len(media)}")
    elif not entries:
        raise InputError(path, NO_ITEM)
    for number, entry in enumerate(entries, 1):
        yield _found(entry, path if len(entries) == 1 else f"{path}#{number}")


def _found(entry: Item | str, path: str) -> Found:
    if isinstance(entry, str):
        return InputError(path, entry)
    try:
        return _dispatch(entry, path)
    except (TooDeep, InputError) as error:
        return error if isinstance(error, InputError) else InputError(path, f"{error}; check its body")


def _values(text: str) -> Iterator[Any]:
    """Yields each value of JSON, as a file may hold one a line; a string for what is none. It goes on at the next line
    that begins with a brace, unless that means to read the same over and over."""
    at = bad = wasted = 0
    while begin := BEGIN.search(text, at):
        at = begin.start()
        try:
            value, at = DECODER.raw_decode(text, at)
            yield None if isinstance(value, str) else value
        except (ValueError, RecursionError) as error:
            yield TOO_DEEP if isinstance(error, RecursionError) else NO_JSON.format(1 + text.count("\n", 0, at))
            bad, wasted = bad + 1, wasted + getattr(error, "pos", at) - at
            resumed = RECORD.search(text, at) if bad < MOST_BAD and wasted <= 2 * len(text) else None
            if resumed is None:
                return
            at = resumed.end()


def _folded(pairs: list[tuple[str, Any]]) -> Item:
    """The object under folded names; of two that fold alike, the first that holds something."""
    item: Item = {}
    for name, value in pairs:
        key = name[:1].lower() + name[1:].replace("_", "").replace("-", "").lower()
        if item.get(key) in (None, "", [], {}):
            item[key] = value
    return item


# What is no number of JSON (NaN), or too large for any field, is None.
DECODER = json.JSONDecoder(
    object_pairs_hook=_folded,
    parse_int=lambda digits: int(digits) if len(digits) < 19 else None,
    parse_constant=lambda name: None,
    strict=False,
)


def _items(value: Any, media: list[Item], depth: int = 0, inside: bool = False) -> Iterator[Item]:
    """Yields the items that hold text, in packages and wrappers too, and adds the others to `media`. One `inside`
    another that has no body only points to an item, a package that has none only wraps its items."""
    if depth > DEEPEST or not isinstance(value, list | dict):
        return
    if isinstance(value, list):
        for each in value:
            yield from _items(each, media, depth + 1, inside)
        return
    kind = _kind(value)
    known = not SIGNS.isdisjoint(value) or (kind != "" and not {"uri", "guid"}.isdisjoint(value))
    if known and kind in MEDIA:
        media.append(value)
        return
    parts = [value.get(name) for name in PACKED] if known else list(value.values())
    nested = [item for part in parts for item in _items(part, media, depth + 1, inside or known)]
    if known and (any(_bodies(value)) or not (inside or (nested and kind == "composite"))):
        yield value
    yield from nested


def _kind(item: Item) -> str:
    """`text`, `picture`, `composite`, "" where it is not said; "ninat:text" and a MIME type "image/jpeg" say it too."""
    said = _text(item.get("type")) or (_text(item.get("mimetype")) or "").partition("/")[0]
    return re.split(r"[:/]", said)[-1].lower()


def _dispatch(item: Item, path: str) -> Dispatch:
    title = _plain(_first(item, "headline", "headlines", "title"))
    paragraphs = next(filter(None, map(_paragraphs, (*_bodies(item), *_abstracts(item)))), [])
    issued = _moment(item, *CREATED)
    slug = ", ".join(_all(item, "slugline", "sluglines", "slug")[:5])
    lang = LANGUAGE.match(_first(item, "language", "lang", "languages") or "")
    located = _first(item, "located", "datelinelocation", "city") or _first(_object(item, "dateline"), "located")
    return make(
        path,
        "ninjs",
        title=title,
        paragraphs=paragraphs,
        dateline=(_first(item, "dateline") or "").rstrip(" -–—"),
        lang=lang[1].lower() if lang else language_of(" ".join([title or "", *paragraphs])),
        agency=tidy(_first(item, "source", "provider", "infosource", "infosources", "sources", "copyrightholder")),
        place=tidy(located),
        sent=day(issued),
        issued=issued,
        byline=_byline(item),
        item=_id(item),
        version=_number(item.get("version")),
        status=_status(item, [title or "", *re.split(r"[,/]", slug)]),
        urgency=next((n for name in ("urgency", "priority") if 0 < (n := _number(item.get(name)) or 0) < 10), None),
        slug=tidy(slug),
        subjects=tuple(_subjects(item)),
        rights=_plain(_first(item, "copyrightnotice", "copyrightholder", "rightsinfo", "usageterms")),
        embargo=_moment(item, "embargoed", "embargodate", "embargoeduntil", "embargo"),
        url=next((each for each in _all(item, "url", "link", "canonicalurl", "uri") if WEB.match(each)), None),
    )


def _text(value: Any) -> str | None:
    return SURROGATES.sub("\ufffd", value).strip() or None if isinstance(value, str) else None


def _said(value: Any) -> Iterator[str]:
    """Yields the words of a string, of an object that holds one under a usual name, or of several, the main first."""
    values = sorted(value[:MOST], key=_aside) if isinstance(value, list) else [value]
    for each in values:
        inner = [each.get(name) for name in VALUES] if isinstance(each, dict) else [each]
        yield from list(filter(None, map(_text, inner)))[:1]


def _aside(value: Any) -> bool:
    """Whether a value has a role that is not the main one."""
    return isinstance(value, dict) and (_text(value.get("role")) or "").lower() not in MAIN


def _object(item: Item, name: str) -> Item:
    value = item.get(name)
    return value if isinstance(value, dict) else {}


def _objects(item: Item, name: str) -> list[Item]:
    value = item.get(name)
    return [each for each in value[:MOST] if isinstance(each, dict)] if isinstance(value, list) else []


def _all(item: Item, *names: str) -> list[str]:
    return [words for name in names for words in _said(item.get(name))]


def _first(item: Item, *names: str) -> str | None:
    return next((words for name in names for words in _said(item.get(name))), None)


def _moment(item: Item, *names: str) -> str | None:
    return next((told for words in _all(item, *names) if (told := moment(words))), None)


def _plain(words: str | None) -> str | None:
    """The words on one line, without the tags and character names that editors let in."""
    return tidy(html.unescape(TAG.sub(" ", words))) if words else None


def _bodies(item: Item) -> Iterator[str]:
    """Yields what may be the body, the likeliest first: HTML before plain text, as its paragraphs are sure."""
    bodies = _objects(item, "bodies")
    bodies.sort(key=lambda each: (_aside(each), "html" not in (_text(each.get("contenttype")) or "")))
    others = (name for name in item if name.startswith("body") and name not in NO_BODIES)
    values = [*map(item.get, HTML_BODIES), *(each.get("value") for each in bodies), *map(item.get, OTHER_BODIES)]
    yield from filter(None, map(_text, (*values, "\n\n".join(_all(item, "news")), *map(item.get, others))))


def _abstracts(item: Item) -> Iterator[str]:
    """Yields what may stand for a body where there is none."""
    others = (name for name in item if name.startswith("description") and name not in ABSTRACTS)
    yield from _all(item, *ABSTRACTS, "descriptions", *others)


def _paragraphs(words: str) -> list[str]:
    words = words.replace("<![CDATA[", "").replace("]]>", "")
    lines = re.split(r"\r\n?|\n", html.unescape(words))
    return html_paragraphs(words) if TAG.search(words) else list(wrapped_paragraphs(lines))


def _byline(item: Item) -> str | None:
    """Who signs it; where nobody does, the authors of Superdesk that are no editors or photographers."""
    writers = [each for each in _objects(item, "authors") if not NO_WRITER.search(_text(each.get("role")) or "")]
    names = [*(_all(item, name) for name in ("byline", "bylines", "by")), list(_said(writers))]
    return _plain(", ".join(next(filter(None, names), [])))


def _id(item: Item) -> str | None:
    """What names all its versions; an address, which may ask for one of them (AP), only where nothing else does."""
    known = [
        *_all(item, "guid", "uri"),
        *_all(_object(item, "altids"), "itemid"),
        *_all(item, "urn", "uno", "id", "_id"),
    ]
    return tidy(next((name for name in known if not WEB.match(name)), known[0] if known else None))


def _status(item: Item, marks: list[str]) -> Release:
    """What `pubstatus` says, but that a correction and a kill are sent as usable: the note, signals or title say so."""
    said = [re.split(r"[:/]", words)[-1].lower() for words in _all(item, "pubstatus", "state")]
    states = [STATES[words] for words in said if words in STATES]
    if states and states[0] != "corrected":
        return states[0]
    notes = _all(item, "ednote", "editornote", "signal", "signals", "editorialtypes", "profile", "genre", "genres")
    if any(map(KILLED.search, notes)) or marked_status(marks) == "cancelled":
        return "cancelled"
    corrections = _number(item.get("correctionsequence")) or states or any(map(CORRECTS.search, notes))
    return "corrected" if corrections else marked_status(marks) or "usable"


def _number(value: Any) -> int | None:
    """A whole number, be it written as a string ("2") or a fraction (2.0)."""
    digits = value.strip() if isinstance(value, str) else repr(value) if type(value) in (int, float) else ""
    found = re.fullmatch(r"([0-9]{1,9})(?:\.0)?", digits)
    return int(found[1]) if found else None


def _subjects(item: Item) -> Iterator[Subject]:
    """Its subjects; where it has none, the services (categories) that it goes out in."""
    for name in ("subject", "subjects", "service", "services", "categories"):
        found = [Subject(_code(each), tidy(_first(each, "name", "label"))) for each in _objects(item, name)]
        if found := [subject for subject in found if subject.code or subject.name]:
            yield from dict.fromkeys(found)
            return


def _code(subject: Item) -> str | None:
    """Its code, those of the IPTC with their scheme, as in "medtop:20000350"."""
    code = tidy(_first(subject, "code", "qcode", "uri", "literal"))
    scheme = _first(subject, "scheme", "uri") or ""
    found = IPTC.search(code or "") or IPTC.search(f"{scheme}/{code}")
    return f"{'medtop' if found[1][0] == 'm' else 'subj'}:{found[2]}" if found else code
