"""IPTC 7901, the telex of the wires: bytes → Dispatches.

A message is SOH, a header line ("bsf025 3 ec 121 ats 967": source and number, priority, category, words), lines of
keywords, STX, the text, ETX, a day-time group ("091223 dec 18"), EOT. Desks and gateways lose these controls, double
them and fill in others, so that each is taken where it stands and missed where it does not: a header line or `ZCZC`
begins a message too, `NNNN` or a day-time group ends one. Each message of a file has an encoding of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from selon.model import Dispatch, Release, Subject
from selon.wire.charsets import MARKS, text_of_bytes
from selon.wire.desks import SIGNATURE, indent, language_of, marked_status, wrapped_paragraphs
from selon.wire.errors import InputError
from selon.wire.making import Found, Note, make, tidy
from selon.wire.moments import day

AGENCIES = {  # as they sign, in small letters → as they write their name
    name.lower(): name
    for name in "AA AAP AFP AFX Agerpres ANA ANP ANSA AP APA APS ATS AWP Belga BTA CP CTK ddp dapd dpa dpa-afx EFE epd "
    "Hina Interfax Itar-Tass Jiji Keystone-ATS KNA Kyodo Lusa MAP MTI NTB PA PAP PC PTI Reuters RIA Ritzau SDA SID STA "
    "STT Tanjug TAP TASS TT Ukrinform UPI Xinhua Yonhap".split()
}
SHORT = frozenset("aa ana cp map pa pc ria sta tap tt".split())  # in a header they may be any code
NAMES_OF_MONTHS = (
    "jan jän gen ene|feb fev fév|mar mär mrz maa mrt|apr avr abr|mai may mag mei|jun juin giu|jul juil lug|"
    "aug aou aoû ago|sep set|oct okt ott|nov|dec déc dez dic"
)
MONTHS = {name: i for i, names in enumerate(NAMES_OF_MONTHS.split("|"), 1) for name in names.split()}
HOURS = {"+00:00": "gmt utc z tu", "+01:00": "cet mez hec bst", "+02:00": "cest mesz heec"}
ZONES = {name: zone for zone, names in HOURS.items() for name in names.split()}
PARTICLES = frozenset("a al am and au aux bei d de del der des di die du el en et in l la le les of s".split())
NO_MESSAGE = "holds no IPTC 7901 message, neither a header line nor a text between STX and ETX; check what it is"
MOST = 6  # lines of keywords, rubrics above a title
FILLERS = bytes(code for code in range(32) if code not in b"\t\n\r\x01\x02\x03\x04\x0b\x0c\x1f") + b"\x7f"
SPACED = bytes.maketrans(b"\x0b\x0c\x1f", b"\n\n ")
HEADER = re.compile(
    r"(?P<source>[A-Za-z]{1,6})[ -]?(?P<number>\d{1,6})[ \t-]+(?P<priority>[1-9])[ \t]+"
    r"(?:(?P<category>[A-Za-z][A-Za-z0-9/.;,+-]{0,11})(?:[ \t]+\d{1,5}\b)?|\d{1,5}\b)(?P<rest>.*)"
)
HEADER_LINE = re.compile(rb"(?m)^[A-Za-z]{1,6}[ -]?\d{1,6}[ \t]+[1-9][ \t]+[A-Za-z][A-Za-z/.;,+-]{0,11}[ \t]+\d{1,5}\b")
BEGUN = re.compile(rb"(?m)^[ \t\x01]*ZCZC(?:[ \t]+(?=[A-Za-z]{1,6}[ -]?\d{1,6}[ \t]+[1-9][ \t])|[^\n]*)")
CODES = re.compile(r"[A-Z]{2,4}\d{3,}$|[A-Z] [A-Z]{3} [A-Z0-9]{2,4} [A-Z0-9]{2,5}$")  # ANSA's, in place of a header
ZONE = "|".join(ZONES)
GROUPS = [
    re.compile(rf"(?i)(?<!\w){pattern}(?!\w)")
    for pattern in (
        rf"(?P<d>\d\d)(?P<h>\d\d)(?P<min>\d\d)\s*(?P<zone>{ZONE})?[ ./-]*(?P<mon>[^\W\d_]{{3,9}})[ .,/-]*"
        rf"(?P<y>\d{{4}}|\d\d)(?:\s+(?P<after>{ZONE}))?",
        r"(?P<d>\d{1,2})-(?P<mon>[^\W\d_]{3})-(?P<y>\d{4}|\d\d)\s+(?P<h>\d\d)[:.](?P<min>\d\d)",
        r"(?P<y>\d{4})-(?P<mon>\d\d)-(?P<d>\d\d)[ /T]+(?P<h>\d\d):(?P<min>\d\d)",
        rf"(?P<mon>\d\d)-(?P<d>\d\d)-(?P<y>\d\d)\s+(?P<h>\d\d)(?P<min>\d\d)\s*(?P<zone>{ZONE})",
    )
]
DAYS = [
    re.compile(rf"(?<!\w){pattern}(?!\w)")
    for pattern in (
        r"(?P<d>\d{1,2})(?:er|\.|st|nd|rd|th)? *(?:de )?(?P<mon>[^\W\d_]{3,10})(?:\.?,? (?P<y>\d{4}))?",
        r"(?P<mon>[^\W\d_]{3,10})\.? (?P<d>\d{1,2})(?:,? (?P<y>\d{4}))?",
        r"(?P<d>\d{1,2})[./](?P<mon>\d{1,2})[./](?P<y>\d{4})",
    )
]
CLOCK = re.compile(
    rf"(?i)(?<!\d)(?P<h>\d\d?)(?: ?[h:.] ?(?P<min>\d\d)?| Uhr|(?P<m>\d\d)(?!\d))(?: ?(?P<zone>{ZONE})\b)?"
)
EMBARGO = re.compile(
    r"(?i:(?:^|[(*+]\s*|^(?:attention|achtung)\W+)(?:(?:sous )?embargo(?:ed)?\W{0,3}(?:jusqu['’](?:au|à)\b|until\b"
    r"|bis\b|(?:au |le )?\d)|sperrfrist|sous embargo))|(?:^|\()EMBARGO\s*(?:$|[:)])"
)
LEAD = re.compile(r"(?i)\b(\d\d?)\s*(?:ers?|[èe]re?|[èe]me|e|nde?|st|rd|th|\.)?\s*(?:lead|ld)\b|\blead[ -]?(\d\d?)\b")

KEYWORDS = re.compile(r"[^\s/,=-]+(?:[-/][^\s/,=-]+)+(?:,[\w .'-]{1,60}){0,4}/?$|[^=]{2,60}/$")
URGENT = re.compile(r"(?i)(?:flash|urgent|alerte?|eil|bulletin|avis|alert)\W*$")
RUBRIC = re.compile(r"(?:[^\s:]{1,30} ){0,4}[^\s:]{1,30} *[:/]$")
ASIDE = re.compile(r"=\(.*\)=$|\([^()]*\)$|\+\+.*\+\+$")  # what a desk tells desks
FOR_DESKS = re.compile(r"(?i)=\(.*\)=$|\(?attention\b[^\n]*///\)?$")
SUBTITLE = re.compile(r"^(?:Utl|Untertitel|Sous-titre)\.?\s*:\s*")
BYLINE = re.compile(
    r"(?:(?:Propos recueillis )?[Pp]ar|PAR|V[Oo][Nn]|B[Yy]|D[Ii]|P[Oo][Rr]|De notre [\w ]{3,40},?)\s+"
    r"(?=(?:[A-ZÀ-Þ][\w.'’-]*\s+){1,3}[A-ZÀ-Þ])[^\n:;!?]{3,90}(?<![a-zß-ÿ]{3}\.)$"
)
NOTEBOOK = re.compile(
    r"\W*(?:dpa[ -])?(?:NOTEBOOK|Notizblock)\W*$|\W*(?:The following|Die folgenden|Les informations)\b.{0,40}"
    r"(?:not (?:intended )?for publication|nicht (?:zur|für die) Veröffentlichung|pas destinées à)"
)
DATELINES = (
    re.compile(r"(?P<lead>[^\W\d_][^()\n=:;!?«\"]{1,90}?)\s*\((?P<desk>[^()\n]{2,40})\)(?P<sep>\s*[-–—=_:.]{0,3})"),
    re.compile(r"\((?P<desk>[^()\n]{2,20})\)\s*[-–—]+\s*(?P<lead>[^\W\d_][^()\n=:;]{1,60}?)(?P<sep>\s*[-–—](?=\s))"),
)


def load_iptc7901(data: bytes, path: str, note: Note) -> Iterator[Found]:
    """Yields the dispatch of each message, or an InputError for one that cannot be read; raises it where none is."""
    messages = list(_messages(_flat(data, path)))
    if not messages:
        raise InputError(path, NO_MESSAGE)
    said = {"utf-8"}
    for number, raw in enumerate(messages, 1):
        name = path if len(messages) == 1 else f"{path}#{number}"
        try:
            text, encoding = _decoded(raw, name)
            if encoding not in said:
                note(f"{name} read as {encoding}")
            said.add(encoding)
            yield _dispatch(text, name)
        except InputError as error:
            yield error


def _flat(data: bytes, path: str) -> bytes:
    """The bytes with LF at line ends, without fillers, ZCZC and NNNN as the controls that they stand for."""
    if data.startswith(tuple(mark for mark, _ in MARKS)):
        data = text_of_bytes(data, path)[0].encode("utf-8", "replace")
    data = data.translate(SPACED, FILLERS).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return re.sub(rb"(?m)\bNNNN[ \t]*$", b"\x04", BEGUN.sub(b"\x01", data))


def _messages(data: bytes) -> Iterator[bytes]:
    """Yields each message; a piece that begins none goes on with one that no ETX has ended, or is nothing."""
    held: list[bytes] = []
    ended = begun = False
    for piece in re.split(rb"([\x01\x04][\x01\x04\s]*)", data):
        if piece[:1] in (b"\x01", b"\x04"):
            begun = b"\x01" in piece
            continue
        for part in _cut_at_headers(piece):
            if _begins(part, begun, ended or not held):
                yield from [b"".join(held)] if held else []
                held, ended = [part], b"\x03" in part
            elif held and not ended:
                held.append(part)
                ended = b"\x03" in part
            begun = False
    yield from [b"".join(held)] if held else []


def _begins(part: bytes, begun: bool, free: bool) -> bool:
    """Tells a message from a stray piece: it has an STX, or a header, or a SOH before it where none is open."""
    if not part.strip(b" \t\n\x02\x03"):
        return False
    line = part.lstrip()[:200].partition(b"\n")[0]
    if b"\x02" in part or HEADER_LINE.match(line):
        return True
    return begun and (free or HEADER.match(line.decode("latin-1")) is not None)


def _cut_at_headers(piece: bytes) -> Iterator[bytes]:
    """Cuts where a header line follows the end of a message: ETX, or a line that is a day-time group."""
    start = seen = 0
    ended = False
    for found in HEADER_LINE.finditer(piece):
        here = found.start()
        ended = ended or piece.find(b"\x03", seen, here) >= 0
        last = piece[max(start, here - 80) : here].rstrip().rpartition(b"\n")[2]
        if ended or _group(last.decode("latin-1")):
            yield piece[start:here]
            start, ended = here, False
        seen = here
    yield piece[start:]


def _decoded(raw: bytes, path: str) -> tuple[str, str]:
    """The text of a message; what is not UTF-8 is cp850 or cp1252 (less five bytes), by where its accents lie."""
    single = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", raw))
    if len(re.findall(rb"\xc3[\x80-\xbf]", raw)) > single:
        return text_of_bytes(raw, path, "utf-8")
    if len(re.findall(rb"[a-z][\x81-\x8c\x93\x94\x97](?=[a-z])", raw)) > len(re.findall(rb"[\xc0-\xff]", raw)):
        return text_of_bytes(raw, path, "cp850")
    return text_of_bytes(raw.translate(None, b"\x81\x8d\x8f\x90\x9d") if single else raw, path, "cp1252")


def _dispatch(text: str, path: str) -> Dispatch:
    header, keywords, lines, after = _taken_apart(text)
    lines, last = _without_stamp(lines)
    lines = _public(lines)
    end = _marked_end(lines) or _block_end(lines)
    rubrics, title, asides = _sorted_head([line.strip() for line in lines[:end] if line.strip()], keywords)
    paragraphs = list(wrapped_paragraphs(lines[end:]))
    at, dateline = _dateline(paragraphs)
    byline = next((each for each in (*asides, *paragraphs[: at or 2]) if BYLINE.match(each)), None)
    rest = header["rest"].strip()[:300] if header else ""
    issued = _group(after[:1000]) or last or _group(rest)
    told = _day_in(dateline["lead"], None) if dateline else None
    sent = day(issued) or (told[0].isoformat() if told else None)
    slugs = [word.strip() for line in keywords for word in re.split(r"[,/]", line)]
    marks = [each[:200] for each in (rest, *slugs, *rubrics, *asides, title or "", *paragraphs[: at or 1])]
    embargo, status = _release(marks, sent)
    made = make(
        path,
        "iptc7901",
        title=title,
        paragraphs=_for_readers([*asides, *paragraphs], len(asides) + at, byline),
        lang=language_of(" ".join([title or "", *paragraphs])),
        agency=_agency(header, dateline),
        place=re.split(r",|\s\d", dateline["lead"])[0].strip() if dateline else None,
        sent=sent,
        issued=issued,
        byline=tidy(byline and byline.rstrip(" =")),
        item=f"{header['source']}{header['number']}-{sent}" if header and sent else None,
        version=next((int(found[1] or found[2]) for mark in marks if (found := LEAD.search(mark))), None),
        status=status,
        urgency=int(header["priority"]) if header else None,
        slug=tidy(", ".join(each.rstrip("/ ") for each in keywords)),
        subjects=tuple(_subjects(header, [each for each in rubrics if each not in slugs])),
        embargo=embargo,
    )
    return replace(made, dateline=tidy(dateline and dateline[0].rstrip(" -–—=_:.")))  # it stands in its paragraph


def _taken_apart(text: str) -> tuple[re.Match[str] | None, list[str], list[str], str]:
    """The header line, the lines of keywords, those of the text, and what stands behind ETX."""
    before, told, behind = text.lstrip().partition("\x02")
    body, _, after = (behind if told else before).partition("\x03")
    lines, above = (re.sub("[\x02\x03]", "", part).replace("\\/", "/").split("\n") for part in (body, before))
    top = [line.strip() for line in above if line.strip()] if told else lines[:3]
    at, header = next(((i, found) for i, line in enumerate(top) if (found := HEADER.match(line))), (-1, None))
    keywords = top[at + 1 :][:MOST] if told else []
    lines = [*top[at + 1 :][MOST:], *lines] if told else lines[at + 1 :]
    while True:
        words = (line.strip() for line in lines)
        lines = lines[next((i for i, each in enumerate(words) if each and not CODES.match(each)), len(lines)) :]
        if len(keywords) >= MOST or len(lines) < 2 or not KEYWORDS.match(lines[0].strip()):
            return header, keywords, lines, after
        keywords.append(lines.pop(0).strip())


def _without_stamp(lines: list[str]) -> tuple[list[str], str | None]:
    """The lines without one at their end that is a day-time group ("AFP 121530 GMT JAN 18"), and its moment."""
    for i in range(len(lines) - 1, max(-1, len(lines) - 8), -1):
        if len(lines[i]) <= 48 and len(lines[i].split()) <= 6 and (moment := _group(lines[i])):
            return lines[:i] + lines[i + 1 :], moment
    return lines, None


def _public(lines: list[str]) -> list[str]:
    """The lines without the notebook at their end, which is not for publication; the desk's signature stays."""
    pairs = zip(lines, [*lines[1:], ""], strict=False)
    start = next((i for i, (a, b) in enumerate(pairs) if NOTEBOOK.match(a) or NOTEBOOK.match(f"{a} {b}")), len(lines))
    signed = [line for line in lines[start:] if SIGNATURE.match(line.strip())]
    while 0 < start < len(lines) and not lines[start - 1].strip(" *"):
        start -= 1
    return [*lines[:start], "", *signed]


def _marked_end(lines: list[str]) -> int:
    """Where the title ends with the "=" of many desks; 0 where it does not."""
    for i, line in enumerate(lines[:16]):
        if _is_dateline(lines, i) or (i and indent(line) > 2 and line.strip()):
            return 0
        if line.rstrip().endswith("=") and not ASIDE.match(line.strip()):
            return i + 1
    return 0


def _block_end(lines: list[str]) -> int:
    """Where the first block that is no rubric ends, if it looks like a title: at a blank line or an indented one."""
    start = blocks = 0
    while start < len(lines) and blocks < MOST and not _is_dateline(lines, start):
        most, end = indent(lines[start]) + 1, start + 1
        while end < len(lines) and lines[end].strip() and indent(lines[end]) <= most and not _is_dateline(lines, end):
            end += 1
        after = next((i for i in range(end, len(lines)) if lines[i].strip()), len(lines))
        block = [line.strip() for line in lines[start:end]]
        below = [] if after < len(lines) and _is_dateline(lines, after) else lines[after : after + 1]
        if len(block) > MOST or not all(map(_is_rubric, block, [*block[1:], *(below or [""])])):
            size, final = sum(map(len, block)), block[-1].endswith(".")
            return (
                end
                if size <= (250 if most < 4 else 100) and not (final and (size > 150 or most > 3 or start))
                else start
            )
        start, blocks = after, blocks + 1
    return start if blocks < MOST else 0


def _is_rubric(line: str, following: str) -> bool:
    """Tells "France:" and "Elections fédérales" from the first line of a title, by the line under it as well."""
    if any(pattern.match(line) for pattern in (RUBRIC, URGENT, ASIDE, EMBARGO)):
        return True
    words, below = line.split(), following.strip()
    short = len(words) <= 3 and len(line) <= 30 and line[-1:].isalnum() and words[-1].lower() not in PARTICLES
    return short and indent(following) < 3 and 0 < len(below) <= 100 and not below[0].islower()


def _sorted_head(head: list[str], keywords: list[str]) -> tuple[list[str], str | None, list[str]]:
    """Its rubrics ("France:"), its title, and the lines that are neither: bylines, subtitles, what desks tell desks."""
    asides = [line for line in head if ASIDE.match(line) or EMBARGO.match(line)]
    lines = [line for line in head if line not in asides]
    cut = next((i for i, line in enumerate(lines) if i and (SUBTITLE.match(line) or BYLINE.match(line))), len(lines))
    first = 0
    while first + 1 < cut and _is_rubric(lines[first], lines[first + 1]):
        first += 1
    title = " ".join(lines[first:cut]).strip(" =/")
    if not title and keywords and keywords[-1].count(" ") > 2:
        title = keywords.pop()
    return [line.strip(" :=/") for line in lines[:first]], title or None, [*asides, *lines[cut:]]


def _for_readers(paragraphs: list[str], above: int, byline: str | None) -> Iterator[str]:
    """The paragraphs without what is for desks only; those `above` the dateline are subtitles, or notes in brackets."""
    for i, paragraph in enumerate(paragraphs):
        words = paragraph.rstrip(" =") if i < above else paragraph
        aside = FOR_DESKS.match(paragraph) or (i < above and (ASIDE.match(words) or EMBARGO.match(words)))
        if paragraph != byline and not aside:
            yield SUBTITLE.sub("", words)


def _is_dateline(lines: list[str], i: int) -> bool:
    return _dateline([" ".join(" ".join(lines[i : i + 2]).split())])[1] is not None


def _dateline(paragraphs: list[str]) -> tuple[int, re.Match[str] | None]:
    """The first paragraph at the head with a dateline, and this: "Paris (ats afp)", "(ANSA) - ROMA, 12 GEN"."""
    for i, paragraph in enumerate(paragraphs[:8]):
        for found in filter(None, (pattern.match(paragraph[:200]) for pattern in DATELINES)):
            words = re.findall(r"[^\W\d_]+", found["lead"])
            placed = all(word[0].isupper() or word in PARTICLES or word[:3] in MONTHS for word in words)
            signed = {name.lower() for name in _signed(found["desk"])} if placed else set()
            if signed and (found["sep"].strip() or (found.end() < len(paragraph) and signed - SHORT)):
                return i, found
        if len(paragraph) > 200:
            break
    return 0, None


def _signed(words: str) -> list[str]:
    """The agencies that sign "ats afp", "dpa/AFP"."""
    return [AGENCIES[part] for part in re.split(r"[\s/,&+]+", words.lower()) if part in AGENCIES]


def _agency(header: re.Match[str] | None, dateline: re.Match[str] | None) -> str | None:
    """The agencies of the dateline, as in "ATS/AFP"; else that of the header's tail, or of its source."""
    if dateline:
        return "/".join(dict.fromkeys(_signed(dateline["desk"])))
    codes = re.findall(r"[a-z]+", f"{header['rest']} {header['source']}".lower()) if header else []
    return next((AGENCIES[code] for code in codes if code in AGENCIES and code not in SHORT), None)


def _subjects(header: re.Match[str] | None, rubrics: Iterable[str]) -> Iterator[Subject]:
    category = header["category"] if header else None
    yield from (Subject(code, None) for code in re.split(r"[/.;,+]+", category or "") if code)
    yield from (Subject(None, name) for rubric in rubrics if (name := tidy(rubric)) and not URGENT.match(name))


def _release(marks: list[str], sent: str | None) -> tuple[str | None, Release]:
    """The moment that an embargo ends, and the status: withheld where an embargo does not say when it does."""
    embargo = next((mark[found.start() :][:120] for mark in marks if (found := EMBARGO.search(mark))), None)
    until = _until(embargo, sent) if embargo else None
    return until, marked_status(marks) or ("withheld" if embargo and not until else "usable")


def _until(words: str, sent: str | None) -> str | None:
    """The moment in "EMBARGO jusqu'au 12 janvier à 06h00"; its year, where it tells none, is that of `sent`."""
    told = _day_in(words, date.fromisoformat(sent) if sent else None)
    clock = CLOCK.search(told[1]) if told else None
    return _moment(told[0], clock["h"], clock["min"] or clock["m"] or "0", clock["zone"]) if told and clock else None


def _group(words: str) -> str | None:
    """The moment of the first day-time group in the words that tells its month and year, in the zone written."""
    for found in (found for pattern in GROUPS for found in pattern.finditer(words)):
        parts = found.groupdict()
        when = _day(found["d"], found["mon"], found["y"])
        if when and (moment := _moment(when, found["h"], found["min"], parts.get("zone") or parts.get("after"))):
            return moment
    return None


def _moment(when: date, hour: str, minutes: str, zone: str | None) -> str | None:
    try:
        return datetime.combine(when, time(int(hour), int(minutes))).isoformat() + ZONES.get((zone or "").lower(), "")
    except ValueError:
        return None


def _day_in(words: str, around: date | None) -> tuple[date, str] | None:
    """The first day in the words, and the words without it; one without a year is the next such day from `around`."""
    for found in (found for pattern in DAYS for found in pattern.finditer(words)):
        years = [found["y"]] if found["y"] else [str(around.year), str(around.year + 1)] if around else []
        for when in filter(None, (_day(found["d"], found["mon"], year) for year in years)):
            if found["y"] or (around and when >= around - timedelta(days=2)):
                return when, f"{words[: found.start()]} {words[found.end() :]}"
    return None


def _day(written: str, month: str, year: str) -> date | None:
    word = month.lower()
    number = int(word) if word.isdecimal() else MONTHS.get(word[:4]) or MONTHS.get(word[:3]) or 0
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 69 else 2000)
    try:
        return date(full if full > 1899 else 0, number, int(written))  # no year before is one of a wire
    except ValueError:
        return None
