"""NewsML 1.0 to 1.2: bytes → a Dispatch for each NewsItem that holds text.

A NewsItem is a tree of NewsComponents. Those that hold the content (ContentItem) are its leaves, and what is said of
them (headline, subjects, language) may stand on any component above. The leaf of the main role, or the first, is the
text; others of its language and under its headline (lead, body) continue it; alternatives, summaries, captions and
pictures are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from lxml import etree

from selon.model import Dispatch, Release, Subject
from selon.wire.errors import InputError
from selon.wire.inline import encoded_body, inline_body
from selon.wire.making import Found, Note, make
from selon.wire.markup import local
from selon.wire.moments import day, moment
from selon.wire.xml import find, find_all, parse_xml, text_of
from selon.wire.xml_fields import (
    XML_LANG,
    Body,
    attribute,
    best,
    child,
    children,
    each_once,
    fullest,
    language,
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

PACKAGE = "package"  # what only refers to other items, or only holds them
DEEPEST = 64  # elements around a content that are looked at
NO_ITEM = "holds no NewsItem of NewsML; check that it is whole"
TEXT_MEDIA = frozenset(("", "text", "complexdata", "hybrid"))
TEXT_TYPE = re.compile(r"^text/|xml|html|nitf", re.IGNORECASE)
TITLES = frozenset(("title", "headline"))
SUMMARIES = frozenset(("abstract", "summary", "synopsis", "teaser"))
EXTRAS = frozenset(("supporting", "sidebar", "related", "background"))
CAPTIONS = frozenset(
    "audio caption clip gallery graphic image legend photo picture preview quicklook sound thumbnail video".split()
)
PLACES = ("City", "Place", "CityName", "Region", "RegionName", "CountryArea", "CountryName", "Country")
COUNTRY_CODE = re.compile("[A-Z]{2,3}")
PUBLIC = re.compile(r"(urn:newsml:[^:]+:[^:]+:.+):\d+[NUA]?", re.IGNORECASE)  # the id, then its revision
ADDRESSES = frozenset(("url", "link", "permalink", "weburl"))
SUBJECTS = frozenset(("subject", "subjectmatter", "subjectdetail"))


@dataclass(frozen=True)
class _Told:
    """What a component says of all that it holds."""

    role: str | None
    lang: str | None
    headline: str | None


@dataclass(frozen=True)
class _Text:
    """A leaf that holds text: its components, innermost first, what they and it say of it."""

    components: tuple[etree._Element, ...]
    roles: frozenset[str]
    lang: str | None
    headline: str | None
    body: Body


def load_newsml(data: bytes, path: str, note: Note) -> Iterator[Found]:
    """Yields a dispatch for each NewsItem of text, its path PATH#N where there are several.

    Raises InputError for what holds none.
    """
    root = parse_xml(data, path, note)
    items = [root] if local(root) == "newsitem" else find_all(root, "newsitem")
    items = items or ([root] if find(root, "contentitem") is not None else [])
    if not items:
        raise InputError(path, NO_ITEM)
    kinds = {item: _kind_without_text(item) for item in items}
    texts = [item for item in items if not kinds[item]]
    note_left_out(_worth_saying(list(filter(None, kinds.values())), bool(texts)), path, note)
    sent = words(find(root, "newsenvelope", "dateandtime"))
    yield from members(texts, path, lambda item, name: _read(item, name, sent, note))


def _worth_saying(kinds: list[str], others: bool) -> list[str]:
    """That a package holds no text of its own goes without saying where its items are there."""
    return [kind for kind in kinds if not others or kind != PACKAGE]


def _read(item: etree._Element, path: str, sent: str | None, note: Note) -> Dispatch:
    texts = _texts(item, path, note)
    chosen = _chosen(texts, path, note)
    body = chosen[0].body if chosen else Body()
    scope = _scope(item, chosen)
    lang = next(filter(None, (*(each.lang for each in chosen[:1]), language(item.get(XML_LANG)))), None)
    dateline = spoken_dateline(_line(scope, lang, "dateline")) or body.dateline
    issued = _issued(item, sent)
    embargo, status = _release(item)
    return make(
        path,
        "newsml",
        title=_line(scope, lang, "headline") or _told_title(texts) or body.title,
        paragraphs=[part for each in chosen for part in each.body.paragraphs],
        dateline=dateline,
        byline=_byline(scope, lang) or body.byline,
        place=_place(scope) or body.place or place_of(dateline),
        lang=lang,
        url=_address(scope) or body.url,
        issued=issued,
        sent=day(issued),
        embargo=embargo,
        status=status,
        rights=_line(scope, lang, "copyrightline") or _holder(scope),
        **_filing(item, scope, lang),
    )


def _filing(item: etree._Element, scope: Sequence[etree._Element], lang: str | None) -> dict[str, Any]:
    """How the agency files it: who it is, its id, its rank, its subjects."""
    identifier = _own(item, "newsidentifier")
    label = words(_own(item, "namelabel"))
    codes = _told(scope, "descriptivemetadata", "subjectcode")
    return {
        "agency": _agency(item, scope, lang),
        "item": _item_id(identifier),
        "version": whole(words(child(identifier, "revisionid"))),
        "urgency": urgency(attribute(_own(item, "newsmanagement", "urgency"), "FormalName")),
        "slug": _line(scope, lang, "slugline") or label or _line(scope, lang, "keywordline"),
        "subjects": each_once(found for code in codes for found in _subjects(code)),
    }


def _kind_without_text(item: etree._Element) -> str | None:
    """What the item is where it holds no text (`photo`, `package`); None for an item of text, be it empty."""
    contents = _contents(item)
    around = {each: _components(each, item) for each in contents if _is_textual(each)}
    roles = {component: _role(component) for component in dict.fromkeys(chain.from_iterable(around.values()))}
    if any(CAPTIONS.isdisjoint(map(roles.get, components)) for components in around.values()):
        return None
    if contents:
        return next(filter(None, (_medium(each) for each in contents)), "picture")
    return PACKAGE if outermost(item, "newsitem", "newsitemref") else None


def _contents(item: etree._Element) -> list[etree._Element]:
    """The contents of the item, but for those of items inside it."""
    return [each for each in outermost(item, "contentitem", "newsitem") if local(each) == "contentitem"]


def _own(item: etree._Element, *names: str) -> etree._Element | None:
    """The first element of the first name that is the item's, and no item's inside it; then down by the others."""
    found = (each for each in outermost(item, names[0], "newsitem") if local(each) == names[0])
    return child(next(found, None), *names[1:])


def _medium(content: etree._Element) -> str:
    return (attribute(child(content, "mediatype"), "FormalName") or "").lower()


def _is_textual(content: etree._Element) -> bool:
    """By its medium; where none is told, by its type."""
    kind = attribute(find(content, "mimetype"), "FormalName")
    medium = _medium(content)
    return medium in TEXT_MEDIA and (bool(medium) or kind is None or bool(TEXT_TYPE.search(kind)))


def _components(content: etree._Element, item: etree._Element) -> tuple[etree._Element, ...]:
    """The components around a content, innermost first, as many as an item of any sense has."""
    found = []
    for each in islice(content.iterancestors(), DEEPEST):
        if each is item:
            break
        if local(each) == "newscomponent":
            found.append(each)
    return tuple(found)


def _role(component: etree._Element) -> str | None:
    """Its role in small letters, without spaces: "Main Text" → maintext."""
    said = attribute(child(component, "role"), "FormalName")
    return said.replace(" ", "").lower() if said else None


def _texts(item: etree._Element, path: str, note: Note) -> list[_Text]:
    """The leaves that hold text, in the order of the item. Several contents of one leaf are renditions of the same."""
    leaves: dict[tuple[etree._Element, ...], list[etree._Element]] = {}
    for each in filter(_is_textual, _contents(item)):
        leaves.setdefault(_components(each, item), []).append(each)
    told = {each: _told_by(each) for each in dict.fromkeys(chain.from_iterable(leaves))}  # by each of them once
    bodies = (fullest([_content(each, path, note) for each in contents]) for contents in leaves.values())
    return [_text(components, told, body) for components, body in zip(leaves, bodies, strict=True)]


def _told_by(component: etree._Element) -> _Told:
    told = child(component, "descriptivemetadata", "language")
    lang = language(attribute(told, "FormalName")) or language(component.get(XML_LANG))
    return _Told(_role(component), lang, _line([component], lang, "headline"))


def _text(components: tuple[etree._Element, ...], told: dict[etree._Element, _Told], body: Body) -> _Text:
    """The innermost says what a text is before those around it."""
    said = [told[each] for each in components]
    lang = body.lang or next((each.lang for each in said if each.lang), None)
    headline = next((each.headline for each in said if each.headline), None)
    return _Text(components, frozenset(each.role for each in said if each.role), lang, headline, body)


def _content(content: etree._Element, path: str, note: Note) -> Body:
    data = find(content, "datacontent")
    if data is None:
        return Body()
    if "base64" in (attribute(find(content, "encoding"), "Notation") or "").lower():
        return encoded_body(text_of(data) or "", path, note)
    return inline_body(data, path, note)


def _chosen(texts: list[_Text], path: str, note: Note) -> list[_Text]:
    """The text of the item: a leaf, and those that continue it. Says how many others are left out."""
    filled = [each for each in texts if each.body.paragraphs]
    usable = [each for each in filled if not each.roles & (TITLES | SUMMARIES | CAPTIONS)]
    plain = [each for each in usable if not each.roles & EXTRAS]
    main = [each for each in plain if any(role.startswith("main") for role in each.roles)]
    pool = main or plain or usable or [each for each in filled if each.roles & SUMMARIES] or texts
    chosen = [each for each in pool if _continues(each, pool[0])]
    if others := len(usable) - len(chosen):
        note(f"{path}: {others} other text{'s' if others > 1 else ''} of the same item left out")
    return chosen


def _continues(text: _Text, first: _Text) -> bool:
    """Whether it is the first, or stands with it under the same headline: no alternative to it, no other story."""
    shared = set(text.components[1:]).intersection(first.components[1:])
    return text is first or (
        text.lang == first.lang
        and text.headline in (None, first.headline)
        and not any(each.get("EquivalentsList") == "yes" for each in shared)
    )


def _told_title(texts: list[_Text]) -> str | None:
    titles = (each for each in texts if each.roles & TITLES and not each.roles & CAPTIONS)
    return next((" ".join(each.body.paragraphs) for each in titles if each.body.paragraphs), None)


def _scope(item: etree._Element, chosen: list[_Text]) -> list[etree._Element]:
    """The components that say what the text is: those around it, then those that hold lines and no content."""
    around = chosen[0].components if chosen else ()
    holding = {ancestor for each in _contents(item) for ancestor in _components(each, item)}
    waiting, others = children(item, "newscomponent"), []
    for each in waiting:  # which grows: what a component holds is looked at after it
        waiting += children(each, "newscomponent")
        others += [] if each in holding else [each]
    return [*around, *others]


def _line(scope: Iterable[etree._Element], lang: str | None, name: str) -> str | None:
    """The first of the NewsLines of that name."""
    lines = (best(children(child(each, "newslines"), name), lang) for each in scope)
    return next(filter(None, lines), None)


def _told(scope: Iterable[etree._Element], section: str, name: str) -> list[etree._Element]:
    """The elements of a section of the metadata (descriptivemetadata, ...) of the components."""
    return [found for each in scope for found in children(child(each, section), name)]


def _byline(scope: Sequence[etree._Element], lang: str | None) -> str | None:
    name, title = _line(scope, lang, "byline"), _line(scope, lang, "bylinetitle")
    return f"{name}, {title}" if name and title else name


def _agency(item: etree._Element, scope: Sequence[etree._Element], lang: str | None) -> str | None:
    parties = [child(each, "party") for each in _told(scope, "administrativemetadata", "provider")]
    names = (attribute(each, "FormalName") or words(each) for each in parties)
    provider = words(_own(item, "newsidentifier", "providerid"))
    return next(filter(None, names), None) or _line(scope, lang, "creditline") or provider


def _item_id(identifier: etree._Element | None) -> str | None:
    """The public identifier without its revision, or what one is made of."""
    public = words(child(identifier, "publicidentifier"))
    if public:
        versioned = PUBLIC.fullmatch(public)
        return versioned[1] if versioned else public
    parts = [words(child(identifier, name)) for name in ("providerid", "dateid", "newsitemid")]
    return ":".join(filter(None, parts)) if parts[-1] else None


def _subjects(code: etree._Element) -> list[Subject | None]:
    levels = [each for each in code.iterdescendants() if local(each) in SUBJECTS]
    return [subject(attribute(each, "FormalName")) for each in levels]


def _place(scope: Iterable[etree._Element]) -> str | None:
    """The place of origin before others, its town before its country; a code of a country is no name."""
    places = _told(scope, "descriptivemetadata", "location")
    places.sort(key=lambda place: (attribute(place, "HowPresent") or "").lower() != "origin")
    return next(filter(None, map(_place_name, places)), None)


def _place_name(place: etree._Element) -> str | None:
    said = {each.get("FormalName"): attribute(each, "Value") for each in children(place, "property")}
    names = (name for level in PLACES if (name := said.get(level)) and not COUNTRY_CODE.fullmatch(name))
    return next(names, None) or words(place) or attribute(place, "FormalName")


def _holder(scope: Iterable[etree._Element]) -> str | None:
    rights = _told(scope, "rightsmetadata", "copyright")
    return next(filter(None, (words(child(each, "copyrightholder")) for each in rights)), None)


def _address(scope: Iterable[etree._Element]) -> str | None:
    properties = [each for each in _told(scope, "descriptivemetadata", "property") if _is_address(each)]
    return next(filter(None, (web_address(each.get("Value")) for each in properties)), None)


def _is_address(element: etree._Element) -> bool:
    return (attribute(element, "FormalName") or "").lower() in ADDRESSES


def _issued(item: etree._Element, sent: str | None) -> str | None:
    management = _own(item, "newsmanagement")
    said = (
        words(child(management, "thisrevisioncreated")),
        sent,
        words(child(management, "firstcreated")),
        words(_own(item, "newsidentifier", "dateid")),
    )
    return next(filter(None, map(moment, said)), None)


def _release(item: etree._Element) -> tuple[str | None, Release]:
    """Returns the embargo, and the status: what is under an embargo whose end is not told is withheld."""
    management = _own(item, "newsmanagement")
    status = (attribute(child(management, "status"), "FormalName") or "").lower()
    change = child(management, "statuswillchange")
    future = (attribute(child(change, "futurestatus"), "FormalName") or "usable").lower()
    until = moment(words(child(change, "dateandtime")) or words(child(management, "status", "dateandtime")))
    embargo = until if status in ("embargoed", "withheld") and future == "usable" else None
    held = "withheld" if status == "embargoed" and not embargo else None
    instructions = [attribute(each, "FormalName") for each in children(management, "instruction", "newsitemtype")]
    return embargo, release(status, held, *instructions)
