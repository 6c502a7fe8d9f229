"""A page of HTML: bytes → its article, as one Dispatch.

The body is trafilatura's choice of the page's blocks, which leaves menus, comments and banners out. What the page says
of itself (title, moment, author, subjects) is read here: trafilatura keeps the day only, and looks for one in all the
text where none is given. Nothing that the page names is fetched.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from configparser import ConfigParser
from copy import deepcopy
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from selon.model import Subject
from selon.wire.charsets import MARKS, declared_in, text_of_bytes
from selon.wire.errors import InputError
from selon.wire.making import Found, Note, make, tidy
from selon.wire.markup import TooDeep, local, paragraphs
from selon.wire.moments import day, moment
from selon.wire.plain import CONTROLS, KNOWN, SAMPLE

MOST_BYTES = 8_000_000  # of one page; articles have a tenth
MOST_ELEMENTS = 100_000  # of one page; the busiest have a fifth
MOST_DEPTHS = 500_000  # the sum over its elements of how deep they lie: a page of 10,000 has 150,000 or so
MOST_CHILDREN = 1_000  # of one element; trafilatura's time grows with their square, and with the depths
MOST_SAID = 1_000  # objects of JSON-LD that are looked at, and names in one list
LONGEST_NAME = 500  # characters: what is longer is no title and no author

TITLES = ("og:title", "dc.title", "dcterms.title", "twitter:title", "headline")
SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
AUTHORS = ("author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
PUBLISHED = (
    "article:published_time og:published_time datepublished dc.date.issued dcterms.issued dcterms.created dc.date "
    "dcterms.date parsely-pub-date sailthru.date publish-date publishdate pubdate publication_date date"
).split()
KEYWORDS = ("article:tag", "news_keywords", "keywords", "dc.subject", "dcterms.subject", "parsely-tags")
RIGHTS = ("copyright", "dc.rights", "dcterms.rights", "rights")

ARTICLE = ("Article", "Posting", "Report")  # NewsArticle, BlogPosting, LiveBlogPosting ... end with one
# Each looks at an element alone: steps from one to those in it take long where they nest. Ancestors are seen to after.
TIMES = etree.XPath("//time[@datetime]")
DATED = etree.XPath("//*[@itemprop='datePublished' or (self::time and @pubdate)]")
SIGNED = etree.XPath(
    "//*[@itemprop='author' or @rel='author' or contains(concat(' ', normalize-space(@class), ' '), ' byline ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' author ')]"
)
STANDFIRST = etree.XPath(
    "//*[self::p or self::h2 or self::div or self::strong][contains(@class, 'chapo') or contains(@class, 'chapeau')"
    " or contains(@class, 'standfirst') or contains(@class, '__desc') or contains(@class, 'article-intro')]"
)
BODIES = etree.XPath("//*[@itemprop='articleBody' or self::article or self::main or @role='main']")
MOST_CANDIDATES = 50  # of each of these
INSIDE, ASIDE = frozenset(("article", "main", "header")), frozenset(("a", "aside", "footer", "nav"))

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
PRINTED = re.compile(
    r"(?:publiée?|mise? en ligne|parue?|postée?|diffusée?|soumis)\b[^\n\d]{0,40}"
    rf"(?:(?P<d>\d\d?)(?:er)?\s(?P<name>{'|'.join(MONTHS)})\s|(?P<d2>\d\d)/(?P<m>\d\d)/)(?P<y>(?:19|20)\d\d)"
    r"(?:[^\w\n]{1,3}(?:à\s)?(?P<h>\d\d?)\s?[h:]\s?(?P<min>\d\d))?",
    re.IGNORECASE,
)
IN_URL = re.compile(r"[/_-]((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/_.-]|$)")
LANG = re.compile(r"([a-z]{2,3})(?![a-z])", re.IGNORECASE)
BY = re.compile(r"^(?:propos recueillis |article |publié |rédigé )?(?:par|by)\s*:?\s+", re.IGNORECASE)
ADVERTISEMENT = re.compile(r"(?:la suite après (?:la|cette) )?publicité|annonce", re.IGNORECASE)
TORN = re.compile(r'"(headline|datePublished|articleSection|inLanguage)"\s*:\s*"(?:[^"\\\n]|\\.){1,500}"')
RENAMED = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "row": "tr", "cell": "td", "lb": "br"}
UNMASK = str.maketrans("␣␢", "\u00a0\u202f")  # the spaces of French punctuation, which trafilatura makes plain ones
CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))  # they stand in trees, but are not let in
MASK = {0xA0: "␣", 0x202F: "␢", **CONTROL}
NO_ARTICLE = "holds no article text; save the page of one article, as a browser shows it"


class Said(NamedTuple):
    """What the page says of itself: the objects of its JSON-LD that are of the article, all of them by their `@id`,
    and the contents of its `meta` elements by their names in small letters."""

    objects: list[dict[str, Any]]
    ids: dict[str, dict[str, Any]]
    metas: dict[str, list[str]]


def load_page(
    data: bytes, path: str, note: Note, *, url: str | None = None, charset: str | None = None
) -> Iterator[Found]:
    """Yields the article of a page; `url` is where it was found, `charset` what its bearer (HTTP) says that it is in.

    Raises InputError for what is too big, no HTML, or has no text.
    """
    root = _tree(data, path, note, charset)
    try:
        said = _said(root)
        fields = _fields(root, said, url)
        body = _body(root, said, fields["title"])
        if not body:
            raise InputError(path, NO_ARTICLE)
        if any(each.get("isAccessibleForFree") in (False, "False", "false") for each in said.objects):
            note(f"{path} is not free to read, so its text may be only the beginning of the article")
        yield make(path, "html", paragraphs=body, **fields)
    except (TooDeep, RecursionError) as error:
        raise InputError(path, "holds elements too deep inside one another; save its text as a .txt file") from error


def _fields(root: etree._Element, said: Said, url: str | None) -> dict[str, Any]:
    """All of the dispatch but its text, by the names of its fields."""
    url, site = _url(root, said, url), _site(said)
    issued = _issued(root, said, url)
    authors = [name for name in _authors(root, said) if name != site]
    return {
        "title": _title(root, said, site),
        "dateline": next(iter(_names(said, "dateline")), None),
        "byline": ", ".join(dict.fromkeys(authors)) or None,
        "agency": site,
        "issued": issued,
        "sent": day(issued),
        "lang": _lang(root, said),
        "subjects": _subjects(said),
        "rights": next(iter([*_metas(said, RIGHTS), *_names(said, "copyrightNotice", "copyrightHolder")]), None),
        "url": url,
    }


def _tree(data: bytes, path: str, note: Note, charset: str | None) -> etree._Element:
    """The page as browsers would take it, in the encoding that fits; comments and instructions are left out."""
    _refuse(data, path)
    names = (name for name in (charset, declared_in(data)) if name and not name.lower().startswith("utf"))
    text, encoding = text_of_bytes(data, path, next(names, None))  # UTF-8 is seen by itself, whatever is declared
    if encoding != "utf-8":
        note(f"{path} read as {encoding}")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    source = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root: etree._Element = lxml.html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(path, NO_ARTICLE) from error
    etree.strip_elements(root, "noscript", "svg", "template", with_tail=False)  # what trafilatura takes for text
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise InputError(path, f"holds more than {MOST_ELEMENTS:,} elements; save the page of one article")
    return root


def _refuse(data: bytes, path: str) -> None:
    for signature, name in KNOWN:
        if data.startswith(signature):
            raise InputError(path, f"is {name}, no page of HTML; save its text as a .txt file")
    if len(data) > MOST_BYTES:
        raise InputError(path, f"is longer than {MOST_BYTES:,} bytes; save the page of one article")
    sample = data[:SAMPLE]
    odd = len(sample) - len(sample.translate(None, CONTROLS[1:]))  # NULs are left out of a page, as browsers do
    if odd > len(sample) / 10 and not data.startswith(tuple(mark for mark, _ in MARKS)):
        raise InputError(path, "is binary, no page of HTML; save the page of one article")


def _body(root: etree._Element, said: Said, title: str | None) -> list[str]:
    """The paragraphs of the article, its title apart: trafilatura's, or else those of elements made to hold one."""
    found = _extracted(root) if _is_small(root) else []
    found = found or next(filter(None, map(paragraphs, _all(BODIES, root)[:5])), [])
    found = found or [line for text in _names(said, "articleBody") for line in text.split("\n")]
    body = [each for each in found if not ADVERTISEMENT.fullmatch(tidy(each) or "")]
    body = body[1:] if body and tidy(body[0]) == title else body
    return [*_standfirst(root, body), *body] if body else []


def _is_small(root: etree._Element) -> bool:
    """Whether trafilatura will be done with the page in seconds."""
    depth = depths = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        depths += depth  # at its start and at its end
        if depths > 2 * MOST_DEPTHS or len(element) > MOST_CHILDREN:
            return False
    return True


def _extracted(root: etree._Element) -> list[str]:
    """The paragraphs that trafilatura finds, its own names for them made HTML's; the list is empty where it fails."""
    import trafilatura  # slow to load
    from trafilatura.settings import DEFAULT_CONFIG

    # Where it finds less than it expects of an article, it takes the whole page in one piece: dispatches are short.
    config = ConfigParser({**DEFAULT_CONFIG.defaults(), "min_extracted_size": "25"})
    try:
        # It fails on odd pages by whatever error its own parts raise; there is the page's own markup then.
        root = _translated(deepcopy(root), MASK)
        found = trafilatura.bare_extraction(root, include_comments=False, include_tables=True, config=config)
    except Exception:
        return []
    body: etree._Element | None = getattr(found, "body", None)
    if body is None:
        return []
    for element in body.iter(*RENAMED):
        element.tag = RENAMED[str(element.tag)]
    body.tag = "div"
    return paragraphs(_translated(body, UNMASK))


def _translated(root: etree._Element, table: Mapping[int, Any]) -> etree._Element:
    for element in root.iter():
        element.text = element.text and element.text.translate(table)
        element.tail = element.tail and element.tail.translate(table)
    return root


def _all(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    """The first of the elements that the path finds, without those of a menu, a link or what stands beside."""
    found = path(root)
    elements = [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []
    return [each for each in elements[:MOST_CANDIDATES] if not ASIDE & _around(each)]


def _around(element: etree._Element) -> set[str]:
    return {local(each) for each in element.iterancestors()}


def _standfirst(root: etree._Element, body: list[str]) -> list[str]:
    """The lines that lead an article in, which stand apart from its body and are taken for a header's."""
    for element in _all(STANDFIRST, root):
        lead = paragraphs(element)
        if lead and INSIDE & _around(element) and sum(map(len, lead)) <= 3 * LONGEST_NAME:
            known = tidy(" ".join(body)) or ""
            return [each for each in lead if (tidy(each) or "") not in known]
    return []


def _said(root: etree._Element) -> Said:
    scripts = [script.text for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    every = [each for source in scripts for each in _objects(_json(source))][:MOST_SAID]
    articles = [each for each in every if any(name.endswith(ARTICLE) for name in _types(each))]
    pages = [each for each in every if any(name.endswith("Page") for name in _types(each))]
    ids = {each["@id"]: each for each in every if isinstance(each.get("@id"), str)}
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            metas.setdefault((meta.get(key) or "").strip().lower(), []).append(meta.get("content") or "")
    return Said(articles or pages, ids, metas)


def _json(source: str | None) -> Any:
    """The value; of JSON that is broken, the fields that stand in it whole."""
    source = (source or "").replace("<![CDATA[", "")
    start, end = re.search(r"[\[{]", source), max(source.rfind("}"), source.rfind("]")) + 1
    try:
        return json.loads(source[start.start() : end] if start else "", strict=False)
    except (ValueError, RecursionError):
        first = {found[1]: found[0] for found in reversed(list(TORN.finditer(source)))}
        torn = f'{{"@type":"Article",{",".join(sorted(first.values()))}}}'
        return _json(torn) if first and torn != source else None


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects of JSON-LD: those that stand at its top, in its graph, and what the page is about."""
    left: deque[Any] = deque([value])
    found: list[dict[str, Any]] = []
    while left and len(found) < MOST_SAID:
        each = left.popleft()
        if isinstance(each, list):
            left.extendleft(reversed(each))
        elif isinstance(each, dict):
            found.append(each)
            left.extend(each.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
    return found


def _types(each: dict[str, Any]) -> list[str]:
    kinds = each.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _names(said: Said, *keys: str) -> list[str]:
    """What the first object that has one of the keys says there: "x", {"name": "x"}, {"@id": ...} or a list of them."""
    for key in keys:
        for each in said.objects:
            value = each.get(key)
            names = [_name(said, one) for one in (value if isinstance(value, list) else [value])[:MOST_SAID]]
            if any(names):
                return [name for name in names if name]
    return []


def _name(said: Said, value: Any) -> str | None:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        value = said.ids.get(value["@id"])
    name = value.get("name") if isinstance(value, dict) else value
    return html.unescape(name).strip() or None if isinstance(name, str) else None


def _metas(said: Said, names: Iterable[str]) -> list[str]:
    """The contents of the meta elements of these names, in the order of the names, the empty ones left out."""
    found = (content for name in names for content in said.metas.get(name, []))
    return [clean for content in found if (clean := tidy(content))]


def _title(root: etree._Element, said: Said, site: str | None) -> str | None:
    """The heading that the page also names as its title; else the name, without that of the site; else a heading."""
    heads = [tidy(" ".join(paragraphs(head))) for head in [*root.iter("h1")][:MOST_CANDIDATES]]
    names = [*map(tidy, _names(said, "headline")), *_metas(said, TITLES), *map(tidy, map(_words, root.iter("title")))]
    shown = [head for head in heads if head and head != site and len(head) <= LONGEST_NAME]
    named = [_without(name, site) for name in names if name and name != site and len(name) <= LONGEST_NAME]
    both = [head for head in shown for name in named[:MOST_CANDIDATES] if _plain(name).startswith(_plain(head))]
    return next(iter([*sorted(both, key=len, reverse=True), *named, *shown]), None)


def _words(element: etree._Element) -> str:
    return " ".join(str(part) for part in element.itertext())


def _plain(words: str) -> str:
    """The words as they compare: sites write spaces and apostrophes now so, now so."""
    return words.casefold().replace("’", "'").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")


def _without(title: str, site: str | None) -> str:
    """ "La grève continue - Le Quotidien" → "La grève continue"."""
    name = re.escape(site) if site else r"[^|]{1,40}"
    mark = "[|–—·•»:-]" if site else r"\|"  # other marks stand in titles too
    return re.sub(rf"(?<=\S)\s+{mark}\s+{name}\s*$", "", title, flags=re.IGNORECASE)


def _site(said: Said) -> str | None:
    names = [*_names(said, "publisher"), *_metas(said, SITES)]
    return next((tidy(name) for name in names if len(name) <= LONGEST_NAME and "://" not in name), None)


def _authors(root: etree._Element, said: Said) -> list[str]:
    """The names of the authors: those of the JSON-LD, of the metas or of the line of the page that signs it."""
    named = _names(said, "author") or _metas(said, AUTHORS)
    signed = named or [words for each in _all(SIGNED, root)[:3] if len(words := _words(each)) <= LONGEST_NAME / 4][:1]
    clean = [BY.sub("", tidy(name) or "") for name in signed]
    return [name for name in clean if 1 < len(name) <= LONGEST_NAME and "://" not in name and not name.startswith("@")]


def _issued(root: etree._Element, said: Said, url: str | None) -> str | None:
    """When it was published: the first date that the page gives, in the fullest form of those that fall about that
    day; where one is in universal time and another in that of a place, its day is the one that the text counts from."""
    found = list(_made(_dates(root, said))) or list(_made(_weak_dates(root, said, url)))[:1]
    days = [date.fromisoformat(each[:10]) for each in found]
    near = [each for each, its in zip(found, days, strict=True) if abs(its - days[0]).days <= 1]
    return max(near, key=lambda each: (len(each), not each.endswith("+00:00")), default=None)


def _made(words: Iterable[str]) -> Iterator[str]:
    return (made for each in words if (made := moment(each)) and "1971" < made < "2100")  # others are no dates


def _dates(root: etree._Element, said: Said) -> Iterator[str]:
    yield from _names(said, "datePublished")
    yield from _metas(said, PUBLISHED)
    for element in [*_all(DATED, root), *[each for each in _all(TIMES, root) if INSIDE & _around(each)][:1]]:
        yield element.get("content") or element.get("datetime") or _words(element)


def _weak_dates(root: etree._Element, said: Said, url: str | None) -> Iterator[str]:
    """What stands for the date of publication where nothing is said of it."""
    text = "\n".join(paragraphs(root)).replace("\u00a0", " ").replace("\u202f", " ")
    for found in PRINTED.finditer(text):
        month = int(found["m"] or MONTHS.index(found["name"].casefold()) + 1)
        clock = f"T{int(found['h']):02}:{found['min']}" if found["h"] else ""
        yield f"{found['y']}-{month:02}-{int(found['d'] or found['d2']):02}{clock}"
    yield from [*_names(said, "dateModified"), *_metas(said, ("article:modified_time", "og:updated_time"))]
    yield from ("-".join(found.groups()) for found in IN_URL.finditer(url or ""))


def _subjects(said: Said) -> tuple[Subject, ...]:
    sections = [*_names(said, "articleSection"), *_metas(said, ("article:section",))]
    words = [*sections, *_names(said, "keywords"), *_metas(said, KEYWORDS)]
    names = (tidy(name) for word in words for name in re.split("[,;]", word))
    known: dict[str, str] = {}
    for name in filter(None, names):
        known.setdefault(name.casefold(), name)
    return tuple(Subject(code=None, name=name) for name in known.values() if len(name) <= 100)[:MOST_CANDIDATES]


def _lang(root: etree._Element, said: Said) -> str:
    """The primary subtag of the language that the page says it is in; French where it says none."""
    own = [root.get("lang") or root.get("xml:lang") or ""]
    others = [*_metas(said, ("content-language",)), *_names(said, "inLanguage"), *_metas(said, ("og:locale",))]
    return next((found[1].lower() for word in [*own, *others] if (found := LANG.match(word.strip()))), "fr")


def _url(root: etree._Element, said: Said, url: str | None) -> str | None:
    """The address that the page gives as its own, whole; else the one where it was found."""
    links = [link.get("href") or "" for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for word in [*links, *_metas(said, ("og:url",))]:
        try:
            whole = urljoin(url or "", word.strip())
        except ValueError:
            continue
        if whole.lower().startswith(("http://", "https://")) and len(whole) < 4 * LONGEST_NAME:
            return whole
    return url
