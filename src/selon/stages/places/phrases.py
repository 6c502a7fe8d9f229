"""Where places stand: the names of locations, phrases that the table lists, the dateline and the bureaus of the
credits. The docstring of each construction is its example."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selon.languages.gazetteer import bearers, fold
from selon.languages.places import PlaceWords
from selon.model import Dispatch
from selon.stages.cast import Cast
from selon.stages.parse import Parse, Token
from selon.stages.phrases import ARTICLES, OF

WITH_ARTICLE = ARTICLES | {"du", "des"}
LONGEST = 7  # words of a listed phrase
INSIDE = frozenset("NOUN PROPN ADJ ADP DET X VERB CCONJ".split())  # what such a phrase is made of
TOWN = re.compile(r"[^/,()]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A place's name in the text: `name` what is looked up, `noun` the noun before it (lower case) that says what it
    is, `entity` the id of the entity that it names, `first`, `last` its words, None in the head and the foot. `town`
    says that no region is meant: "à Vienne", not "dans la Vienne"."""

    start: int
    end: int
    name: str
    noun: str | None
    construction: str
    entity: str | None = None
    first: int | None = None
    last: int | None = None
    town: bool = False


def find_toponyms(dispatch: Dispatch, cast: Cast, words: PlaceWords) -> Iterator[Found]:
    """Yields them all, those of names first; a longer phrase of the table comes before the name inside it."""
    phrases = [found for found in listed(cast, words) if not _acting(cast, found)]
    spans = sorted((found.start, found.end) for found in phrases)
    heads = list(dateline(dispatch))
    towns = {found.start for found in heads}
    names = [_headed(found, towns) for found in named(cast, words) if not _within(found, spans)]
    yield from names
    taken = sorted((found.start, found.end) for found in names)
    for found in (*phrases, *heads, *bureau(dispatch)):
        if not _overlaps(found, taken):
            yield found


def _headed(found: Found, towns: set[int]) -> Found:
    """ "MEXICO, 7 sept. (AFP)": a name that is the dateline's is a town's."""
    return replace(found, construction="dateline", town=True) if found.start in towns else found


def _acting(cast: Cast, found: Found) -> bool:
    """Whether the words name somebody who acts: "la Maison Blanche a démenti"."""
    assert found.first is not None and found.last is not None
    covering = (n for n in cast.within(found.first, found.last) if cast.names[n].start <= found.start)
    return any(cast.names[n].end >= found.end and cast.member(n).kind != "location" for n in covering)


def _within(found: Found, spans: list[tuple[int, int]]) -> bool:
    """Whether a longer span holds the name: "mer de Chine méridionale" Chine."""
    at = bisect_left(spans, (found.start, found.end + 1)) - 1
    size = found.end - found.start
    return any(start <= found.start and found.end <= end > start + size for start, end in spans[max(at, 0) : at + 2])


def _overlaps(found: Found, taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (found.start, found.start))
    return (at < len(taken) and taken[at][0] < found.end) or (at > 0 and taken[at - 1][1] > found.start)


def named(cast: Cast, words: PlaceWords) -> Iterator[Found]:
    """Arrivé à Goma, il a gagné la province d'Ituri."""
    for name, (first, last) in zip(cast.names, cast.spans, strict=True):
        member = cast.members[name.entity]
        if name.kind != "location" or member.kind != "location":
            continue
        at, noun = _noun_before(cast.parse, first, words)
        if noun not in words.divisions and _country_with_article(cast.parse, first, name.text, words):
            at, noun = first, None
        start = cast.parse.tokens[at].start
        whole = cast.parse.text[start : name.end]
        if noun in words.divisions:
            yield Found(start, name.end, name.text, noun, "named", name.entity, at, last)
        elif _noun_is_of_the_name(whole, name.text, noun, words):
            yield Found(start, name.end, whole, None, "named", name.entity, at, last)
        else:
            town = first > 0 and cast.parse.tokens[first - 1].lower == "à"
            yield Found(name.start, name.end, name.text, noun, "named", name.entity, first, last, town)


def _country_with_article(parse: Parse, first: int, name: str, words: PlaceWords) -> bool:
    """ "les ports de la Palestine": a country's, where no town bears an article."""
    return first > 0 and parse.tokens[first - 1].lower in WITH_ARTICLE and name in words.world.countries


def _noun_is_of_the_name(whole: str, name: str, noun: str | None, words: PlaceWords) -> bool:
    """ "mer Rouge", "golfe d'Aden", "bande de Gaza", and not the "cosmodrome de Vostochny" that is named Vostochny"""
    if noun is None:
        return False
    table = words.gazetteer.table
    if fold(whole) in table:
        return not any(noun in toponym.generic for toponym in table.get(fold(name), ()))
    return noun not in words.nouns and bool(bearers(words.gazetteer, whole))


def _noun_before(parse: Parse, first: int, words: PlaceWords) -> tuple[int, str | None]:
    """The noun before the name ("la région de l'Amour": région), and where it stands."""
    tokens = parse.tokens
    i = first - 1
    if i >= 0 and tokens[i].lower in ARTICLES:
        i -= 1
    if i >= 0 and tokens[i].lower in OF:
        i -= 1
    last = i
    while i >= 0 and tokens[i].pos == "ADJ":
        i -= 1
    if 0 <= i < last and (whole := " ".join(token.lower for token in tokens[i : last + 1])) in words.nouns:
        return i, whole  # "centre spatial de Jiuquan"
    noun = tokens[i] if i >= 0 and tokens[i].pos in ("NOUN", "PROPN") else None
    if noun is None:
        return first, None
    if noun.lower in words.nouns or fold(noun.text) in words.openers:
        return i, noun.lower
    return (i, noun.lemma) if noun.lemma in words.nouns else (first, None)


def listed(cast: Cast, words: PlaceWords) -> Iterator[Found]:
    """Les tensions montent dans la péninsule coréenne."""
    tokens = cast.parse.tokens
    for i, token in enumerate(tokens):
        if token.pos not in ("NOUN", "PROPN", "ADJ") or not (i + 1 < len(tokens) and _goes_on(tokens[i + 1])):
            continue
        if fold(token.lower) not in words.openers:
            continue
        last = _longest(cast.parse, i, words)
        if last is not None:
            start, end = token.start, tokens[last].end
            yield Found(start, end, cast.parse.text[start:end], None, "listed", None, i, last)


def _longest(parse: Parse, i: int, words: PlaceWords) -> int | None:
    """The last word of the longest phrase of the table that starts at word `i`."""
    best = None
    for k in range(i + 1, min(i + LONGEST, len(parse.tokens))):
        if not _goes_on(parse.tokens[k]):
            break
        if fold(parse.text[parse.tokens[i].start : parse.tokens[k].end]) in words.gazetteer.table:
            best = k
    return best


def _goes_on(token: Token) -> bool:
    return token.pos in INSIDE


def dateline(dispatch: Dispatch) -> Iterator[Found]:
    """PÉKIN/TOKYO, 13 sept"""
    if dispatch.place:
        start = dispatch.text.find(dispatch.place)
        for match in TOWN.finditer(dispatch.place) if start >= 0 else ():
            name = match[0].strip()
            at = start + match.start() + match[0].index(name) if name else start
            if name:
                yield Found(at, at + len(name), name, None, "dateline", town=True)


def bureau(dispatch: Dispatch) -> Iterator[Found]:
    """Reportage de Lin Wei et Rosa Prieto à Taipei"""
    done = set()  # one mention, where several reporters share it
    for credit in dispatch.credits:
        if credit.bureau:
            start = dispatch.text.find(credit.bureau, credit.end)
            if start >= 0 and start not in done:
                done.add(start)
                yield Found(start, start + len(credit.bureau), credit.bureau, None, "bureau", town=True)
