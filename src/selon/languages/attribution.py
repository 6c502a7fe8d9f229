"""The words of attribution: verbs, prepositions, nouns, pictures, and the nouns and names of those who speak.

Each comes from a table of the language's folder (`fr/verbs.tsv`, ...), whose head says what its fields are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from selon.languages.loader import Row, WordListError, folder, rows
from selon.languages.world import read_countries
from selon.model import Act, Certainty, SourceKind

ACTS: dict[str, Act] = {act: act for act in get_args(Act)}
FRAMES = frozenset(
    (
        "que inf de à say np np:de np:à np:sur np:contre np:pour q q:de q:à q:sur q:contre q:pour comme "
        "comme:de q-comme np-à np-part denied-de adj tenir doc denied thing"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or noun that attributes; `tail` the words that must follow it ("état" of "faire état")."""

    word: str
    reflexive: bool
    tail: tuple[str, ...]
    act: Act
    frames: frozenset[str]
    certainty: Certainty
    place: str


@dataclass(frozen=True, slots=True)
class Preposition:
    """A preposition that attributes, word by word; `anywhere` whether it may follow its clause."""

    words: tuple[str, ...]
    anywhere: bool
    place: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of source that a noun or a name stands for, alone and in the plural."""

    kind: SourceKind
    plural: SourceKind
    place: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """All words of attribution of one language; verbs and nouns by lemma, prepositions by their first word."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, Cue]
    prepositions: dict[str, tuple[Preposition, ...]]
    measures: dict[str, str]
    pictures: dict[str, str]
    speakers: dict[str, Kind]
    bodies: dict[str, Kind]
    modals: dict[str, Certainty]
    refusals: dict[str, frozenset[str]]
    media: frozenset[str]
    days: frozenset[str]
    adverbials: dict[str, tuple[tuple[str, ...], ...]]
    names: dict[str, tuple[tuple[str, ...], ...]]
    deniables: frozenset[str]
    misread: dict[str, str]
    homographs: dict[str, str]
    citing: frozenset[str]
    things: frozenset[str]


@cache
def load_attribution(lang: str) -> Attribution:
    """Returns the language's words of attribution; raises ValueError for an unknown language, WordListError for a
    word list that is malformed."""
    path = folder(lang)
    verbs = _grouped(_cues(path / "verbs.tsv"))
    return Attribution(
        verbs=verbs,
        homographs=dict(_presents(verbs)),
        nouns={cue.word: cue for cue in _cues(path / "nouns.tsv")},
        prepositions=_prepositions(path / "prepositions.tsv"),
        measures={row.fields[0]: row.place for row in rows(path / "measures.txt", 1)},
        pictures={row.fields[0]: row.place for row in rows(path / "pictures.tsv", 1)},
        speakers=dict(_kinds(path / "speakers.tsv")),
        bodies={**_governments(path / "countries.tsv"), **dict(_kinds(path / "bodies.tsv"))},
        modals={row.fields[0]: _certainty(row, row.fields[1]) for row in rows(path / "modals.tsv", 2)},
        refusals=_refusals(path / "refusals.tsv"),
        media=frozenset(row.fields[0] for row in rows(path / "media.txt", 1)),
        adverbials=_by_first_word(row.fields[0] for row in rows(path / "adverbials.txt", 1)),
        names=_by_first_word(row.fields[0] for row in rows(path / "bodies.tsv", 3) if " " in row.fields[0]),
        deniables=frozenset(row.fields[0] for row in rows(path / "deniables.txt", 1)),
        citing=frozenset(row.fields[0] for row in rows(path / "citing.txt", 1)),
        things=frozenset(row.fields[0] for row in rows(path / "things.txt", 1)),
        misread={row.fields[0]: row.fields[1] for row in rows(path / "misread.tsv", 2)},
        days=frozenset(row.fields[0] for row in rows(path / "days.txt", 1)),
    )


def _cues(path: Path) -> Iterator[Cue]:
    for row in rows(path, 4):
        words, act, frames, certainty = row.fields
        if act not in ACTS:
            raise WordListError(f"{row.place}: no act {act!r}")
        unknown = set(frames.split()) - FRAMES
        if unknown:
            raise WordListError(f"{row.place}: no frame {', '.join(sorted(unknown))}")
        reflexive = words.startswith(("s'", "se "))
        word, *tail = (
            words.replace("s'", "", 1).split() if words.startswith("s'") else words.removeprefix("se ").split()
        )
        yield Cue(
            word, reflexive, tuple(tail), ACTS[act], frozenset(frames.split()), _certainty(row, certainty), row.place
        )


def _certainty(row: Row, name: str) -> Certainty:
    if name not in ("", *get_args(Certainty)):
        raise WordListError(f"{row.place}: no certainty {name!r}")
    return name or "certain"  # type: ignore[return-value]


def _grouped(cues: Iterator[Cue]) -> dict[str, tuple[Cue, ...]]:
    """Cues by their first word, those with most words first."""
    groups: dict[str, list[Cue]] = {}
    for cue in cues:
        groups.setdefault(cue.word, []).append(cue)
    return {word: tuple(sorted(group, key=lambda c: (-len(c.tail), not c.reflexive))) for word, group in groups.items()}


def _presents(verbs: dict[str, tuple[Cue, ...]]) -> Iterator[tuple[str, str]]:
    """The third persons of the present of verbs in -er, many of which look like nouns."""
    for verb in verbs:
        if verb.endswith("er"):
            yield verb[:-1], verb
            yield verb[:-1] + "nt", verb


def _prepositions(path: Path) -> dict[str, tuple[Preposition, ...]]:
    groups: dict[str, list[Preposition]] = {}
    for row in rows(path, 2):
        words, where = row.fields
        if where not in ("any", "front"):
            raise WordListError(f"{row.place}: where is {where!r}, expected any or front")
        split = tuple(words.replace("'", "' ").split())
        groups.setdefault(split[0], []).append(Preposition(split, where == "any", row.place))
    return {first: tuple(sorted(group, key=lambda p: -len(p.words))) for first, group in groups.items()}


def _kinds(path: Path) -> Iterator[tuple[str, Kind]]:
    for row in rows(path, 3):
        noun, kind, plural = row.fields
        for name in (kind, plural or kind):
            if name not in get_args(SourceKind):
                raise WordListError(f"{row.place}: no kind {name!r}")
        yield noun, Kind(kind, plural or kind, row.place)  # type: ignore[arg-type]


def _by_first_word(entries: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Entries of more than one word, word by word, by their first; the longest first."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        words = tuple(entry.replace("'", "' ").split())
        groups.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in groups.items()}


def _governments(path: Path) -> dict[str, Kind]:
    """States and capitals by all their names, each a government where it speaks; but for names such as "Maurice"."""
    return {
        name: Kind("government", "government", country.place)
        for country in read_countries(path)
        for name in (country.name, *country.others, *country.capitals)
        if name not in country.needs
    }


def _refusals(path: Path) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for row in rows(path, 2):
        groups.setdefault(row.fields[1], set()).add(row.fields[0])
    return {role: frozenset(words) for role, words in groups.items()}
