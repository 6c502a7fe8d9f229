"""Where names are: runs of capitalised words, phrases that name a body, names that a table lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selon.languages.names import NameWords
from selon.stages.names.bodies import body, event, place, portfolio, street
from selon.stages.names.chunks import Chunk
from selon.stages.phrases import ARTICLES, OF

PLACE_PARTICLES = frozenset("de du des d' la le les l' sur sous en lès aux à y et el al of the".split())
LONGEST = 10  # chunks of a run
DEMONYMS = ("ien", "ienne", "ais", "aise", "ain", "aine", "ois", "oise", "éen", "éenne")
TOWN = 60_000  # people; "Jean Dupont de Lyon" is no noble
INITIAL = 2  # characters, with its full stop


class Span(NamedTuple):
    """Chunks `first` to `last` of a sentence, and how they were found: listed, body, run, street, place, portfolio,
    people; event for words that are taken, and no name of ours."""

    how: str
    first: int
    last: int


def find_spans(chunks: Sequence[Chunk], words: NameWords, inner: frozenset[str]) -> Iterator[Span]:
    """Yields the names of a sentence, from left to right; `inner` are the forms that the dispatch capitalises inside
    its sentences."""
    starts, openers = words.small_starts, words.small_openers
    free = 0
    for i, chunk in enumerate(chunks):
        if i < free or not (chunk.capital or chunk.lower in starts or chunk.lower in openers):
            continue
        if chunk.lower in openers and not (chunk.capital or (i + 1 < len(chunks) and chunks[i + 1].capital)):
            continue
        found = _at(chunks, i, words, inner)
        if found is not None:
            if found.how != "event":
                yield found
            free = max(i, found.last) + 1


def _at(chunks: Sequence[Chunk], i: int, words: NameWords, inner: frozenset[str]) -> Span | None:
    """The name that starts at chunk `i`: the longest of those that a table, a noun or capitals make."""
    last = event(chunks, i, words)
    if last is not None:
        return Span("event", i, last)
    if people(chunks, i, words):
        return Span("people", i, i)
    found = []
    if chunks[i].capital and (last := listed(chunks, i, words)) is not None:
        found.append(Span("listed", i, last))
    if (last := body(chunks, i, words, run)) is not None:
        found.append(Span("body", i, last))
    if (last := street(chunks, i, words, run)) is not None:
        found.append(Span("street", i, last))
    if (last := portfolio(chunks, i, words, run)) is not None:
        return Span("portfolio", i, last)
    if (last := place(chunks, i, words, run)) is not None:
        found.append(Span("place", i, last))
    if starts(chunks, i, words, inner):
        first, last = trimmed(chunks, i, run(chunks, i, words), words)
        found.append(Span("run" if first <= last else "event", first, last))
    return max(found, key=lambda span: span.last, default=None)


def starts(chunks: Sequence[Chunk], i: int, words: NameWords, inner: frozenset[str]) -> bool:
    """Whether a run can start here: a capital that the place does not explain."""
    chunk = chunks[i]
    after = chunks[i + 1] if i + 1 < len(chunks) and chunks[i + 1].near else None
    if not chunk.capital or chunk.text in words.titles:
        return not chunk.capital and _small_opener(chunks, i, after, words)
    if len(chunk.text) <= INITIAL and not (after and after.capital):
        return chunk.text in words.short
    if not chunk.opens:
        return True
    if chunk.lower in words.openings or chunk.lower in words.days:
        return False
    if chunk.pos in ("PROPN", "X") or chunk.shouted or chunk.text in inner:
        return True
    if words.is_country(chunk.text) or words.is_capital(chunk.text):
        return True
    if after and words.is_country(f"{chunk.text} {after.text}"):
        return True  # "L'Arabie saoudite", whose parts the tagger takes for a noun and an adjective
    return bool(after and after.capital and not after.opens) and (
        chunk.pos != "VERB" or words.is_first_name(chunk.text)
    )


def _small_opener(chunks: Sequence[Chunk], i: int, after: Chunk | None, words: NameWords) -> bool:
    """ "von der Leyen", "ben Salmane", "selon de Villepin": a particle that opens a name."""
    if after is None or not after.capital or chunks[i].lower not in words.small_openers:
        return False
    governed = i > 0 and chunks[i - 1].pos == "ADP" and not words.is_place(after.text)
    return chunks[i].lower in words.openers or governed


def run(chunks: Sequence[Chunk], i: int, words: NameWords) -> int:
    """The last chunk of the run of name words from chunk `i`."""
    last, k = i, i + 1
    while k < len(chunks) and k - i < LONGEST and chunks[k].near:
        chunk = chunks[k]
        if chunk.capital and chunk.text not in words.titles:
            if _another(chunks, k, words):
                break
            last = k
        elif not _goes_on(chunks, i, k, words):
            break
        k += 1
    return max(last, longest_place(chunks, i, words))


def _another(chunks: Sequence[Chunk], k: int, words: NameWords) -> bool:
    """ "l'AFP Ada Roux", "au Congrès Nancy Pelosi", "d'Orsay Claire Aubry": whether another name begins."""
    before, chunk = chunks[k - 1], chunks[k]
    if chunk.shouted or not words.is_first_name(chunk.text):
        return False
    surname = k + 1 < len(chunks) and chunks[k + 1].near and chunks[k + 1].capital
    place = surname and before.capital and words.is_place(before.text) and not words.is_first_name(before.text)
    return place or words.may_be_body(before.text)


def _goes_on(chunks: Sequence[Chunk], i: int, k: int, words: NameWords) -> bool:
    """Whether the small word joins what stands before it to a capital after it: "Charles de Gaulle"."""
    lower = chunks[k].lower
    at = k + 1
    while at < len(chunks) and chunks[at].near and chunks[at].lower in words.particles and not chunks[at].capital:
        at += 1
    if lower not in words.particles or at >= len(chunks) or not (chunks[at].near and chunks[at].capital):
        return False
    if lower in ARTICLES:
        return chunks[k - 1].lower in OF
    if lower not in OF:
        return True
    if words.is_country(chunks[at].text) or not any(words.is_first_name(chunk.text) for chunk in chunks[i:k]):
        return False
    return k == i + 1 or words.population(chunks[at].text) < TOWN


def listed(chunks: Sequence[Chunk], i: int, words: NameWords) -> int | None:
    """La Cour pénale internationale enquête.

    Returns the last chunk of the longest listed name that starts at chunk `i`, None where none does.
    """
    longest = words.starts.get(chunks[i].text, 0)
    best, said, k = None, chunks[i].text, i
    while longest:
        if words.is_body(said):
            best = k
        k += 1
        if len(said) >= longest or k == len(chunks) or not chunks[k].near:
            break
        said += (" " if chunks[k].start > chunks[k - 1].end else "") + chunks[k].text
    return best


def longest_place(chunks: Sequence[Chunk], i: int, words: NameWords) -> int:
    """The last chunk of the longest place name of the gazetteer that starts at chunk `i`, `i` where none is longer."""
    best, said = i, chunks[i].text
    for k in range(i + 1, min(i + LONGEST, len(chunks))):
        chunk = chunks[k]
        after = (" " if chunk.start > chunks[k - 1].end else "") + chunk.text
        state = chunk.near and words.is_country(said + after)  # "Arabie saoudite", whatever the tagger makes of it
        plain = chunk.capital or chunk.pos == "ADJ"
        if not state and (not chunk.near or not (plain or chunk.lower in PLACE_PARTICLES)):
            break
        said += after
        if state or (plain and words.is_place(said)):
            best = k
    return best


def trimmed(chunks: Sequence[Chunk], first: int, last: int, words: NameWords) -> tuple[int, int]:
    """Takes off what stands before a name and is no part of it: a title, a role, the demonym of "la Russe Daria
    Kassatkina". Where nothing is left, first comes after last."""
    while first < last and chunks[first + 1].capital and _precedes(chunks[first], words):
        first += 1
    alone = chunks[first]
    demonym = words.is_demonym(alone.lower) and not words.is_country(alone.text)
    if first == last and (alone.text in words.common or demonym):
        return last + 1, last
    return first, last


def people(chunks: Sequence[Chunk], i: int, words: NameWords) -> bool:
    """Les Japonais votent.

    The inhabitants of a country, by their plural, and no role before a name.
    """
    chunk = chunks[i]
    plural = chunk.capital and not chunk.opens and chunk.lower.endswith(("s", "x"))
    after = chunks[i + 1] if i + 1 < len(chunks) and chunks[i + 1].near else None
    before = chunks[i - 1].lower if i else ""
    many = before in ("les", "des", "aux", "ces", "deux", "trois", "plusieurs", "quelques")
    return plural and many and words.is_demonym(chunk.lower) and not (after and after.capital)


def _precedes(chunk: Chunk, words: NameWords) -> bool:
    if (
        chunk.lower.endswith(DEMONYMS)
        and not words.is_first_name(chunk.text)
        and not words.is_place(chunk.text)
        and not chunk.opens
    ):
        return True
    return (
        words.is_demonym(chunk.lower)
        or chunk.text in words.titles
        or words.is_role(chunk.lower)
        or (chunk.opens and chunk.lower in words.openings)
    )
