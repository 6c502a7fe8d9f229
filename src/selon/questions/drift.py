"""Drift: what became of each claim from one reading to a later one, or from a dispatch to a copy of it.

What both tell, be it a claim or the dispatch's own voice, is paired one to one by its words, then by who says it and
how. Each difference within a pair is a change; a claim without a partner is dropped or added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from selon.languages.abbreviations import load_abbreviations
from selon.languages.attribution import load_attribution
from selon.languages.loader import has_language
from selon.languages.numbers import number_in_words
from selon.languages.times import load_times
from selon.model import STATEMENT, Claim, Event, Reading, Source, Span
from selon.record.folding import folded
from selon.stages.events.polarity import NAYS
from selon.stages.parse import CONDITIONAL
from selon.stages.phrases import NEGATIONS
from selon.stages.sentences import split_sentences

Stance = Literal["raised", "lowered", "denied", "affirmed"]
Telling = Literal["source-lost", "source-gained", "source-changed", "act", "denial-added", "denial-dropped"]
Kind = Stance | Telling | Literal["number", "reworded", "dropped", "added"]
Told = Claim | Event | Span

WORD = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?|[^\W_]+")
HEAVY = re.compile(r"\w{4}|[^\W\d_a-zß-ÿ]{2}")  # shorter words say little, save those in capitals
STEM = 5  # letters by which words are alike enough to look for a partner
LONGEST = 5  # words of a number
PART, MANY = 0.6, 0.25  # the share of words in common that makes a pair; of those changed, another wording
NEAR = 2  # light words between two edits that are one
SMALL, SMALLER = 8, 3  # words; an edit with more is no change of a verb or a number, nor a word of doubt put in
LEVELS = {"certain": 0, "probable": 1, "possible": 2}
NOT_SO = 3
STATUS = {"asserted": 0, "planned": 1, "possible": 2, "denied": NOT_SO, "not-happened": NOT_SO}
SAID = {"denied": "now told as not so", "affirmed": "now told as so"}
NOT, NO = frozenset(folded(word).strip() for word in NEGATIONS), frozenset(folded(word).strip() for word in NAYS)
MOODED = "oir"  # "pouvoir" and "devoir" tell doubt in the conditional alone, as stages/stance.py has it


class Change(NamedTuple):
    """What became of a claim, an event or a sentence of the dispatch's own (a Span); `reason` says it in words."""

    kind: Kind
    earlier: Told | None
    later: Told | None
    before: str | None
    after: str | None
    reason: str


class _Word(NamedTuple):
    """A word, or the words of a number, from `start` to `end` of `page`; `key` is what it is compared by."""

    page: str
    start: int
    end: int
    key: str
    weight: Literal["light", "heavy", "number"]


class _Unit(NamedTuple):
    """A claim, or a sentence less the claims in it; `stems` is what its partner is looked for by."""

    of: Claim | Span
    start: int
    words: list[_Word]
    cue: list[_Word]
    events: list[Event]
    stems: frozenset[str]


class _Edit(NamedTuple):
    """Words that took the place of others; `old` and `new` take in the word that follows both, where it is the same."""

    before: list[_Word]
    after: list[_Word]
    old: list[_Word]
    new: list[_Word]


def drift(earlier: Reading, later: Reading) -> list[Change]:
    """Returns the changes in the order of the later text, what is dropped where it stood."""
    lang = later.dispatch.lang
    if not (has_language(earlier.dispatch.lang) and has_language(lang)):
        return []
    before, after = _units(earlier), _units(later)
    pairs = _pairs(before, after)
    paired = {id(unit) for pair in pairs for unit in pair}
    lost, won = ([u for u in side if isinstance(u.of, Claim) and id(u) not in paired] for side in (before, after))
    loose = frozenset(stem for unit in (*lost, *won) for stem in unit.stems)
    into = [(unit, _whole(unit, pairs, 1)) for unit in lost], [(_whole(unit, pairs, 0), unit) for unit in won]
    pairs += [(a, b) for a, b in chain(*into) if a and b and not (isinstance(a.of, Claim) and isinstance(b.of, Claim))]
    placed = [(other.start, 0, change) for one, other in pairs for change in _compared(one, other, loose, lang)]
    placed += [(unit.start, 0, _lone(unit, "added")) for whole, unit in into[1] if not whole]
    for unit in (unit for unit, whole in into[0] if not whole):
        place = max((other.start for one, other in pairs if one.start < unit.start), default=-1)
        placed.append((place, 1, _lone(unit, "dropped")))
    return [change for *_, change in sorted(placed, key=lambda each: each[:2])]


def _units(reading: Reading) -> list[_Unit]:
    """Cuts a reading into its claims and what is left of its sentences."""
    text, lang = reading.dispatch.text, reading.dispatch.lang
    words = list(_words(text, lang))
    starts = [word.start for word in words]

    def within(*spans: Span | Source | None) -> list[_Word]:
        ends = [(bisect_left(starts, span.start), bisect_left(starts, span.end)) for span in spans if span]
        return [word for first, end in ends for word in words[first:end]]

    def unit(of: Claim | Span, words: list[_Word]) -> _Unit:
        cue = of.cue if isinstance(of, Claim) and of.sources else None
        stems = frozenset(word.key[:STEM] for word in words if word.weight == "heavy")
        events = [act for act in reading.events if act.made.construction != STATEMENT and _tells(of, act)]
        start = of.content[0].start if isinstance(of, Claim) else of.start
        return _Unit(of, start, words, within(cue), events, stems or frozenset(_keys(words)))

    taken = {word.start for c in reading.claims for word in within(*c.content, *c.sources, c.cue)}
    cuts = split_sentences(text, reading.blocks, load_abbreviations(lang))
    spans = [Span(start, end, text[start:end]) for start, end, paragraph in cuts if paragraph is not None]
    rest = [unit(span, [word for word in within(span) if word.start not in taken]) for span in spans]
    return [each for each in (*(unit(c, within(*c.content)) for c in reading.claims), *rest) if each.words]


def _tells(of: Claim | Span, act: Event) -> bool:
    return act.claim == of.id if isinstance(of, Claim) else not act.claim and of.start <= act.trigger.start < of.end


def _words(text: str, lang: str) -> Iterator[_Word]:
    """Cuts a text into words; a number is one, whether in figures or in several words."""
    plain = [_Word(text, *m.span(), _key(m[0]), "heavy" if HEAVY.match(m[0]) else "light") for m in WORD.finditer(text)]
    at = 0
    while at < len(plain):
        count, key = _number(plain[at : at + LONGEST], lang)
        yield _Word(text, plain[at].start, plain[at + count - 1].end, key, "number") if count else plain[at]
        at += count or 1


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return folded(word).strip()


def _keys(words: Iterable[_Word]) -> list[str]:
    return [word.key for word in words]


def _quoted(words: Sequence[_Word]) -> str:
    """The text from the first word to the last."""
    return " ".join(words[0].page[words[0].start : words[-1].end].split()) if words else ""


def _number(ahead: list[_Word], lang: str) -> tuple[int, str]:
    """How many of the words are a number, 0 where none is, and the key that all its spellings share."""
    times, first = load_times(lang), ahead[0].page[ahead[0].start : ahead[0].end].lower()
    if rank := times.ordinals.get(first) or times.several.get(first):
        return 1, f"{rank.value}th"
    count, value = 1, float(number_in_words(first) or -1)
    if first[0].isdecimal():
        value = float(re.sub(r"[^\d,]", "", first).replace(",", "."))
    elif scale := times.dozens.get(first) or times.large.get(first):
        value = int(scale.value)
    elif value > 0:
        numbers = ((n, number_in_words(_quoted(ahead[:n]).lower())) for n in range(len(ahead), 0, -1))
        count, value = next((n, number) for n, number in numbers if number is not None)
    for word in ahead[count:] if value > 0 else ():
        if not (scale := times.dozens.get(_quoted([word])) or times.large.get(_quoted([word]))):
            break
        count, value = count + 1, value * int(scale.value)
    return (count, f"{value:.15g}") if value >= 0 else (0, "")


def _pairs(before: list[_Unit], after: list[_Unit]) -> list[tuple[_Unit, _Unit]]:
    """Pairs the units one to one, those that go together best first."""
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(_candidates(before, after)):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(before[i], after[j]) for i, j in pairs.items()]


def _candidates(before: list[_Unit], after: list[_Unit]) -> Iterator[tuple[float, float, int, int]]:
    """Yields the numbers of units that are alike, after how well they go together: the less, the better."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for j, stem in ((j, stem) for j, unit in enumerate(after) for stem in unit.stems):
        holders[stem].append(j)
    counts = Counter(stem for unit in (*before, *after) for stem in unit.stems)
    weights = {stem: int(1000 * count**-0.5) for stem, count in counts.items()}  # what all say says little
    sizes = [sum(weights[stem] for stem in unit.stems) for unit in after]
    for i, one in enumerate(before):
        shared: defaultdict[int, int] = defaultdict(int)
        for stem in one.stems:
            for j in holders[stem]:
                shared[j] += weights[stem]
        mine = sum(weights[stem] for stem in one.stems)
        for j, common in shared.items():
            small = min(len(one.stems), len(after[j].stems)) <= NEAR
            like = max(2 * common / (mine + sizes[j]), 0 if small else 0.8 * common / min(mine, sizes[j]))
            if like > PART / 3 and like > PART - (kin := _kinship(one, after[j])) / 2:  # few pass the first
                yield -like - kin, abs(i / len(before) - j / len(after)), i, j


def _kinship(one: _Unit, other: _Unit) -> float:
    """What tells two that are worded alike from others that are: who says it, and how."""
    if not (isinstance(one.of, Claim) and isinstance(other.of, Claim)):
        acts = not set(map(_doing, one.events)).isdisjoint(map(_doing, other.events))
        return (0.3 + 0.3 * acts) * (type(one.of) is type(other.of))
    speakers = {_key(source.name) for claim in (one.of, other.of) for source in claim.sources[-1:]}
    alike = (one.of.act == other.of.act) + (_keys(one.cue) == _keys(other.cue))
    return 0.3 + 0.2 * (len(speakers) < 2) + 0.1 * alike


def _whole(unit: _Unit, pairs: list[tuple[_Unit, _Unit]], side: Literal[0, 1]) -> _Unit | None:
    """The unit of the other side (of 0, the earlier) that tells a claim without a partner beside what its partner does:
    a claim that was split in two, or a sentence of the dispatch's own."""
    rests = ((pair[side], pair[side].stems - pair[1 - side].stems) for pair in pairs)
    return next((whole for whole, rest in rests if len(unit.stems & rest) > max(1, PART * len(unit.stems))), None)


def _compared(one: _Unit, other: _Unit, loose: frozenset[str], lang: str) -> Iterator[Change]:
    """Yields what changed in a pair; `loose` is what claims without a partner tell, maybe a part of one of these."""
    edits = list(_edits(one.words, other.words))
    yield from _of_sources(one, other)
    told = [*_of_stance(one, other, [*edits, *_edits(one.cue, other.cue)], lang), *_of_numbers(one, other, edits, lang)]
    yield from told
    yield from _of_events(one, other, {change.kind for change in told}) if edits else ()
    if isinstance(one.of, Claim) and isinstance(other.of, Claim):
        yield from _of_words(one, other, [edit for edit in edits if not _shift(edit, lang)], loose)


def _edits(before: list[_Word], after: list[_Word]) -> Iterator[_Edit]:
    """Yields what differs, as one what a short word or two part, or the verb within "ne pas"."""
    spans: list[list[int]] = []
    for tag, i, ends, j, stops in SequenceMatcher(None, _keys(before), _keys(after), autojunk=False).get_opcodes():
        between, last = (before[spans[-1][1] : i], spans[-1]) if spans else ([], [0] * 4)
        nay = NOT.intersection(_keys(before[last[0] : last[1]] + after[last[2] : last[3]]))
        near = 0 < len(between) <= NEAR and (nay or all(len(word.key) < STEM for word in between))
        if tag != "equal" and near and last[1] - last[0] + last[3] - last[2] <= SMALL:
            last[1::2] = ends, stops
        elif tag != "equal":
            spans.append([i, ends, j, stops])
    for i, ends, j, stops in spans:
        follows = [each for each in before[ends : ends + 1] if len(each.key) > NEAR or each.weight == "number"]
        tail = _keys(follows) == _keys(after[stops : stops + 1])
        yield _Edit(before[i:ends], after[j:stops], before[i : ends + tail], after[j : stops + tail])


def _change(kind: Kind, one: _Unit, other: _Unit, what: str, *words: Sequence[_Word]) -> Change:
    """A change of words (one's, then the other's), which its reason quotes."""
    old, new = map(_quoted, words)
    how = f"'{old}' became '{new}'" if old and new else f"'{old}' is gone" if old else f"'{new}' is new"
    return Change(kind, one.of, other.of, old or None, new or None, f"{what}: {how}")


def _lone(unit: _Unit, kind: Literal["dropped", "added"]) -> Change:
    """A claim without a partner."""
    claim = unit.of
    assert isinstance(claim, Claim)
    words = " … ".join(span.text for span in claim.content)
    what = f"a claim of {claim.sources[-1].name}" if claim.sources else "hearsay"
    if kind == "added":
        return Change("denial-added" if claim.act == "deny" else kind, None, claim, None, words, f"{what} is new")
    return Change("denial-dropped" if claim.act == "deny" else kind, claim, None, words, None, f"{what} is gone")


def _of_sources(one: _Unit, other: _Unit) -> Iterator[Change]:
    old, new = (unit.of.sources if isinstance(unit.of, Claim) else () for unit in (one, other))
    gone = [source.name for source in old if not any(_same(source, each) for each in new)]
    come = [source.name for source in new if not any(_same(source, each) for each in old)]
    voice = {word.key for unit in (one, other) if isinstance(unit.of, Span) for word in unit.words}
    if not gone + come or any(voice.intersection(_key(name).split()) for name in gone + come):
        return  # the same, or still named in words that the reader missed
    kind: Kind = "source-changed" if gone and come else "source-lost" if gone else "source-gained"
    before, after = (" → ".join(source.name for source in sources) or None for sources in (old, new))
    itself = {Claim: [], Span: ["the dispatch itself"]}
    told = (("no longer", gone or itself[type(one.of)]), ("now", come or itself[type(other.of)]))
    reason = " and ".join(f"{when} told by {', '.join(whom)}" for when, whom in told if whom)
    yield Change(kind, one.of, other.of, before, after, reason)


def _same(one: Source, other: Source) -> bool:
    """Whether two sources are the same, be a person's name shorter, be it told by a word like "il"."""
    mine, its = set(_key(one.name).split()), set(_key(other.name).split())
    if one.kind == other.kind == "person" and one.name[0].isupper() and other.name[0].isupper():
        return mine <= its or its <= mine
    return mine == its or _key(one.text) == _key(other.text)


def _of_stance(one: _Unit, other: _Unit, edits: list[_Edit], lang: str) -> Iterator[Change]:
    """The act, and how sure it is: by the labels of claims where they differ, else by the words of doubt."""
    old, new = (unit.of if isinstance(unit.of, Claim) else None for unit in (one, other))
    if old and new and old.act != new.act and _keys(one.cue) != _keys(other.cue):
        kind: Kind = "denial-dropped" if old.act == "deny" else "denial-added" if new.act == "deny" else "act"
        yield _change(kind, one, other, f"act changed from {old.act} to {new.act}", one.cue, other.cue)
    labels = [claim.certainty if claim else "certain" for claim in (old, new)]
    shifts = [(shift, edit) for edit in edits if (shift := _shift(edit, lang))]
    comparable = (old and new) or not any(claim.sources for claim in (old, new) if claim)
    if labels[0] != labels[1] and edits and comparable and not SAID.keys() & {shift for shift, _ in shifts}:
        kind = _stance(LEVELS[labels[0]], LEVELS[labels[1]])
        edit = next((edit for each, edit in shifts if each == kind), edits[0])
        yield _change(kind, one, other, f"certainty {kind} from {labels[0]} to {labels[1]}", edit.old, edit.new)
    else:
        for kind, edit in shifts:
            yield _change(kind, one, other, SAID.get(kind, f"certainty {kind}"), edit.old, edit.new)


def _stance(old: int, new: int) -> Stance:
    if NOT_SO in (old, new):
        return "denied" if new == NOT_SO else "affirmed"
    return "lowered" if new > old else "raised"


def _shift(edit: _Edit, lang: str) -> Stance | None:
    """What the words of doubt or denial that came or went do to what is told."""
    old, new = _level(edit.before, edit.after, lang), _level(edit.after, edit.before, lang)
    large = len(edit.before) + len(edit.after) > (SMALL if edit.before and edit.after else SMALLER)
    return None if old == new or large else _stance(old, new)


def _level(words: list[_Word], others: list[_Word], lang: str) -> int:
    keys, modals = _keys(words), _modals(lang)
    if NOT.intersection(keys) and NO.intersection(keys):
        return NOT_SO
    phrases = (" ".join(keys[i:j]) for i in range(len(keys)) for j in range(i + 1, i + 4))
    listed = (modals[phrase] for phrase in phrases if phrase in modals and not phrase.endswith(MOODED))
    return max((*listed, *(_mood(word, others, modals) for word in words)), default=0)


@cache
def _modals(lang: str) -> dict[str, int]:
    return {_key(words): LEVELS[certainty] for words, certainty in load_attribution(lang).modals.items()}


def _mood(word: _Word, others: list[_Word], modals: dict[str, int]) -> int:
    """The doubt of a verb: of "pourrait" and "risquait" by their lemmas, of "aurait" where "a" stands in its place."""
    hearsay, *twin = (_quoted([each]).lower().endswith(CONDITIONAL) for each in (word, *others[:1]))
    for lemma, level in modals.items():
        if (hearsay and word.key[:3] == lemma[:3]) if lemma.endswith(MOODED) else word.key.startswith(lemma[:-2]):
            return level
    return LEVELS["possible"] if hearsay and (any(twin) or any(len(each.key) <= STEM for each in others[:1])) else 0


def _of_numbers(one: _Unit, other: _Unit, edits: list[_Edit], lang: str) -> Iterator[Change]:
    for edit in edits:
        old, new = ([word.key for word in words if word.weight == "number"] for words in (edit.before, edit.after))
        counts = [word.weight for word in edit.old[-1:]] == ["number"]
        hedge = counts and (*_keys(edit.before), *_keys(edit.after)) in _hedges(lang)
        if hedge or (old != new and old and new and len(edit.before) + len(edit.after) <= SMALL):
            yield _change("number", one, other, "a number changed", edit.old, edit.new)


@cache
def _hedges(lang: str) -> frozenset[tuple[str, ...]]:
    """The words that belong to a number after them: "au moins", "plus de"."""
    tables = load_times(lang).limits, load_times(lang).approximations
    return frozenset(tuple(map(_key, each.words)) for table in tables for group in table.values() for each in group)


def _of_words(one: _Unit, other: _Unit, edits: list[_Edit], loose: frozenset[str]) -> Iterator[Change]:
    """Other words: heavy ones in the place of others, or many that came or went."""
    gone = [word for edit in edits for word in edit.before if not (word.key[:STEM] in loose or _has(other, word))]
    come = [word for edit in edits for word in edit.after if not (word.key[:STEM] in loose or _has(one, word))]
    if (gone and come) or len(gone + come) > max(1, MANY * len(one.stems | other.stems)):
        yield _change("reworded", one, other, "reworded", gone, come)


def _has(unit: _Unit, word: _Word) -> bool:
    """Whether a form of the word stands in the unit ("livré" for "livrer", "tir" for "tirs"), or it says little."""
    stem = word.key[: max(STEM - 1, len(word.key) - 2)]
    forms = (each.key for each in unit.words)
    return word.weight != "heavy" or any(form.startswith(stem) or form == word.key[:-1] for form in forms)


def _of_events(one: _Unit, other: _Unit, known: set[Kind]) -> Iterator[Change]:
    """What became of the status and the numbers of events, where the words that changed did not tell it."""
    was, now = ({_doing(event): event for event in reversed(unit.events)} for unit in (one, other))
    for old, new in ((was[doing], now[doing]) for doing in was if doing in now):
        levels = STATUS[old.status], STATUS[new.status]
        if levels[0] != levels[1] and not known - {"number"}:
            kind = _stance(*levels)
            reason = f"{SAID.get(kind, f'certainty {kind}')}: {old.status} became {new.status}"
            yield Change(kind, old, new, old.trigger.text, new.trigger.text, reason)
        for sort in () if "number" in known else ("", *old.casualties):
            a, b = (event.casualties.get(sort, event.quantity if not sort else None) for event in (old, new))
            if a and b and (a.least, a.most) != (b.least, b.most):
                yield Change("number", old, new, a.text, b.text, f"a number changed: '{a.text}' became '{b.text}'")


def _doing(event: Event) -> tuple[str, frozenset[str]]:
    return event.type, frozenset(_key(actor.name) for actor in event.roles.get("actor", ()))
