"""Short names of states that only the dispatch makes clear: "le Nord" is a state where Korea is spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from selon.languages.names import Listing, NameWords
from selon.languages.world import Country, Shortname
from selon.stages.names.found import Found
from selon.stages.parse import Parse

AFTER = re.compile(r"(?!-?\w|\s+(?:de|du|des|d['’])\b)")  # "le Nord du pays", "le Nord-Kivu" are no state
CONTRACTED = {
    "le ": r"(?:[Ll]e|[Dd]u|[Aa]u)\s",
    "les ": r"(?:[Ll]es|[Dd]es|[Aa]ux)\s",
    "la ": r"[Ll]a\s",
    "l'": r"[Ll]['’]",
}


def with_shortnames(
    parse: Parse, found: Sequence[Found], nationals: Mapping[int, Sequence[Country]], words: NameWords
) -> list[Found]:
    """La Corée du Nord a tiré deux missiles, le Sud a protesté.

    Returns the names with those short ones that the dispatch bears out; `nationals` as in `Cast`.
    """
    states = _states(found, words) | {state.iso3 for told in nationals.values() for state in told}
    taken = [name.start for name in found]
    added = []
    for short in words.world.shortnames.values():
        if _borne_out(short, states, parse.text):
            for start, end in _places(short, parse.text):
                at = bisect_right(taken, start) - 1
                free = at < 0 or found[at].end <= start
                if free and (at + 1 == len(found) or end <= taken[at + 1]):
                    added.append(_found(parse, short, start, end, words))
    return sorted([*found, *added], key=lambda name: name.start) if added else list(found)


def _states(found: Sequence[Found], words: NameWords) -> set[str]:
    """The states that the dispatch names, by their own names or their capitals'."""
    world = words.world
    named = (world.countries.get(name.text) or world.capitals.get(name.text) for name in found)
    return {country.iso3 for country in named if country}


def _borne_out(short: Shortname, states: set[str], text: str) -> bool:
    if not short.countries and not short.words:
        return True
    return bool(short.countries & states) or any(word in text for word in short.words)


def _places(short: Shortname, text: str) -> Iterator[tuple[int, int]]:
    """The offsets at which the name stands, less its article."""
    article = next((article for article in CONTRACTED if short.name.startswith(article)), "")
    bare = short.name[len(article) :]
    if bare not in text:
        return
    for match in re.finditer(rf"(?<!\w){CONTRACTED.get(article, '')}({re.escape(bare)}){AFTER.pattern}", text):
        yield match.span(1)


def _found(parse: Parse, short: Shortname, start: int, end: int, words: NameWords) -> Found:
    starts = [token.start for token in parse.tokens]
    first = max(0, bisect_right(starts, start) - 1)
    last = max(first, bisect_left(starts, end) - 1)
    state = words.world.states[short.iso3]
    listing = Listing(state.name, "government", state.iso3, short.place, False)
    return Found(start, end, parse.text[start:end], "location", "shortname", first, last, listing)
