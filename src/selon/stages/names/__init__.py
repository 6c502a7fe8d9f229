"""Names: what the words with capitals name, where those names begin and end, and which of them name the same.

`chunks.py` takes the words as they are written, `spans.py` finds where names are, `evidence.py` says what speaks for
which kind, and `votes.py` adds up the evidence of all mentions of a name. Where it leaves a name open, the model's own
guess is asked for: it is right more often than not, and too dear to be asked of every sentence. `linking.py` then says
which names name the same thing, `roles.py` what the dispatch says that a person is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from selon.languages.names import NameWords
from selon.model import NameKind
from selon.stages.cast import Cast, find_nationals
from selon.stages.names.brackets import Bracket, brackets, expansion
from selon.stages.names.chunks import Chunk, chunks_of
from selon.stages.names.found import Found
from selon.stages.names.governments import add_governments
from selon.stages.names.guesses import guess
from selon.stages.names.linking import link
from selon.stages.names.roles import add_roles
from selon.stages.names.seen import LOCATION, ORGANIZATION, PERSON, THING, Facts, Kind, Seen, see
from selon.stages.names.shortnames import with_shortnames
from selon.stages.names.spans import Span, find_spans
from selon.stages.names.votes import LEAST, Votes, at_its_place, collect
from selon.stages.parse import Parse, common_nouns

# The weight of the model's guess, by how often it is right.
GUESSED: dict[Kind, int] = {PERSON: 4, LOCATION: 2, ORGANIZATION: 2}
GUESSED_THING = 3  # and where it takes the name for none of these

SHOUTED = 0.6  # share of the words in capitals from which a heading is all capitals

Bracketed = tuple[Bracket, Sequence[Chunk]]


class Sight(NamedTuple):
    """A dispatch with its names seen, before their kinds are settled."""

    parse: Parse
    bracketed: list[Bracketed]
    seen: list[Seen]
    votes: dict[str, Votes]


def name_casts(parses: Sequence[Parse], words: NameWords, lang: str) -> list[Cast]:
    """Returns, for each dispatch, its names, whom they name, and the roles that stand with them. Several at once, as
    the model is then asked once."""
    return [_cast(parse, found, words) for parse, found in zip(parses, find_names(parses, words, lang), strict=True)]


def _cast(parse: Parse, found: list[Found], words: NameWords) -> Cast:
    nationals = find_nationals(parse, words.world)
    cast = link(parse, with_shortnames(parse, found, nationals, words), nationals, words)
    add_roles(cast, words)
    add_governments(cast, words)
    return cast


def find_names(parses: Sequence[Parse], words: NameWords, lang: str) -> list[list[Found]]:
    """Returns the names of each dispatch and their kinds, in the order of the text."""
    sights = [_sight(parse, words, lang) for parse in parses]
    asked = [(sight.parse, [s for s in sight.seen if not sight.votes[s.text].decided()]) for sight in sights]
    for sight, guesses in zip(sights, guess(asked, lang), strict=True):
        for s, kind in guesses:
            sight.votes[s.text].add(kind, GUESSED.get(kind, GUESSED_THING), "guess")
    return [_settled(sight, words) for sight in sights]


def _sight(parse: Parse, words: NameWords, lang: str) -> Sight:
    sentences = [chunks_of(parse.text, parse.tokens, sentence) for sentence in parse.sentences]
    bracketed = list(_brackets(parse, sentences))
    seen = _seen(parse, sentences, bracketed, words, lang)
    return Sight(parse, bracketed, seen, collect(seen))


def _settled(sight: Sight, words: NameWords) -> list[Found]:
    found = (_found(s, at_its_place(s, sight.votes[s.text]), words) for s in sight.seen)
    return _with_brackets(sight.parse.text, sight.bracketed, [name for name in found if name], words)


def _brackets(parse: Parse, sentences: Sequence[Sequence[Chunk]]) -> Iterator[Bracketed]:
    for sentence, chunks in zip(parse.sentences, sentences, strict=True):
        for bracket in brackets(parse.text, sentence.start, sentence.end, chunks):
            yield bracket, chunks


def _seen(
    parse: Parse,
    sentences: Sequence[Sequence[Chunk]],
    bracketed: Sequence[Bracketed],
    words: NameWords,
    lang: str,
) -> list[Seen]:
    """The names of all sentences, each where it stands."""
    shouted = [_shouted(chunks) for chunks in sentences]
    plain = (chunks for chunks, loud in zip(sentences, shouted, strict=True) if not loud)
    inner = frozenset(chunk.text for chunks in plain for chunk in chunks if chunk.capital and not chunk.opens)
    spans = [
        (chunks, span)
        for chunks, loud in zip(sentences, shouted, strict=True)
        for span in (_countries(chunks, words) if loud else find_spans(chunks, words, inner))
    ]
    heads = frozenset(
        chunks[span.first].text for chunks, span in spans if span.how in ("body", "listed") and span.last > span.first
    )
    placed = frozenset(
        chunks[bracket.behind].last
        for bracket, chunks in bracketed
        if bracket.behind is not None and _bracket_kind(bracket.text, words) == LOCATION
    )
    facts = Facts(placed, heads, common_nouns(lang))
    return [see(parse.text, chunks, span, words, facts) for chunks, span in spans]


def _shouted(chunks: Sequence[Chunk]) -> bool:
    """Whether a heading is all in capitals, which then say nothing."""
    if not any(chunk.capital and chunk.shouted for chunk in chunks):
        return False
    spelt = [chunk.text for chunk in chunks if chunk.text.isalpha()]
    return len(spelt) > 2 and sum(map(str.isupper, spelt)) > SHOUTED * len(spelt)


def _countries(chunks: Sequence[Chunk], words: NameWords) -> Iterable[Span]:
    """ "LA CRISE EN RDC": in a heading in capitals, only what a table lists is a name."""
    return (Span("run", chunk.i, chunk.i) for chunk in chunks if words.is_country(chunk.text))


def _found(s: Seen, votes: Votes, words: NameWords) -> Found | None:
    """The name with the kind that most speaks for; None where too little speaks, or it is a thing's."""
    totals = votes.totals()
    if not totals or totals[0][0] < LEAST or totals[0][1] == THING:
        return None
    kind = totals[0][1]
    own = s.own
    text = s.text.replace("’", "'")
    listing = words.listings.get(text) if kind == ORGANIZATION or s.span.how == "listed" else None
    construction = votes.strongest(kind)
    return Found(
        own[0].start,
        own[-1].end,
        text,
        kind,
        s.span.how if construction == "found_as" else construction,
        own[0].first,
        own[-1].last,
        listing,
    )


def _with_brackets(text: str, bracketed: Sequence[Bracketed], found: list[Found], words: NameWords) -> list[Found]:
    """Adds the names in brackets, and the expansions that they stand behind."""
    added = [name for bracket, chunks in bracketed for name in _bracketed(text, bracket, chunks, words)]
    added.sort(key=lambda name: name.start)
    starts = [name.start for name in added]
    reach = [0, *accumulate((name.end for name in added), max)]  # how far those that start before one go
    kept = (name for name in found if reach[bisect_right(starts, name.start)] < name.end)
    return sorted([*kept, *added], key=lambda name: name.start)


def _bracketed(text: str, bracket: Bracket, chunks: Sequence[Chunk], words: NameWords) -> Iterable[Found]:
    kind = _bracket_kind(bracket.text, words)
    if bracket.behind is None or kind is None:
        return
    behind = chunks[bracket.behind]
    first = expansion(bracket.text, chunks, bracket.behind)
    if first is not None and _names_thing(chunks[first : bracket.behind + 1], words):
        return
    if first is not None and kind == ORGANIZATION:
        start = chunks[first].start
        full = text[start : behind.end].replace("’", "'")
        yield Found(
            start, behind.end, full, kind, "expansion", chunks[first].first, behind.last, words.listings.get(full)
        )
    listing = words.listings.get(bracket.text) if kind == ORGANIZATION else None
    yield Found(bracket.start, bracket.end, bracket.text, kind, "bracket", behind.last, behind.last, listing)


def _names_thing(expansion: Sequence[Chunk], words: NameWords) -> bool:
    """ "le gaz naturel liquéfié (GNL)": no capital, and no noun of a body."""
    noun = words.singular(expansion[0].lower)
    if noun in words.before_things:
        return True
    return noun not in words.all_bodies and not any(chunk.capital for chunk in expansion)


def _bracket_kind(text: str, words: NameWords) -> NameKind | None:
    if words.is_country(text):
        return LOCATION
    if text in words.common:
        return None
    if text.isupper() or words.is_body(text):
        return ORGANIZATION
    return LOCATION if words.is_place(text) else None
