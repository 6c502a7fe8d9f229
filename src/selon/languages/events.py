"""What happens, as data: one file a type in `fr/events/`, the word classes, and the verbs that carry a noun's event.

A frame is some verbs or nouns, what their slots must hold, and the roles of what fills them. docs/languages.md says all
of the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from selon.languages.loader import WordListError, folder, rows, settings
from selon.languages.world import load_world
from selon.model import Outcome, Status

Class = Literal["who", "persons", "states", "place"]  # classes that the cast decides, whatever their words
PEOPLE = ("person", "officials", "experts", "people", "military")  # kinds of speakers.tsv
ROLES = frozenset("actor recipient target instrument goods delegation venue from toward".split())
FRAME = frozenset(
    "words subject object of with needs without bare only roles plover mode contexts outcome status".split()
)
TYPE = frozenset("plover mode contexts verbs nouns examples".split())


STATEMENT_TYPES = ("ask", "decline", "deny", "promise", "say", "warn")


class Heads(NamedTuple):
    """What the head of a slot may be: one of these lemmas, or of these classes of the cast."""

    lemmas: frozenset[str]
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """Verbs or nouns of a type. `rest` are the words that must follow the first ("mettre" + "en garde"), `conditions`
    what slots must hold, `needs` slots or roles that must be filled, `without` slots that must not; `weight` how much
    it asks, by which it is tried."""

    type: str
    entry: str
    rest: tuple[str, ...]
    reflexive: bool
    roles: Mapping[str, str]
    conditions: Mapping[str, Heads]
    needs: frozenset[str]
    without: frozenset[str]
    bare: bool
    number: str
    plover: str | None
    mode: tuple[str, ...]
    contexts: tuple[str, ...]
    outcome: Outcome | None
    status: Status | None

    @property
    def weight(self) -> int:
        return len(self.rest) * 4 + len(self.conditions) * 2 + len(self.needs) + len(self.without)


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The lemmas that make an event possible, planned, or nothing that happened (status.toml)."""

    possible_verbs: frozenset[str]
    planned_verbs: frozenset[str]
    deciding_verbs: frozenset[str]
    wishing_verbs: frozenset[str]
    never_verbs: frozenset[str]
    failed_verbs: frozenset[str]
    trying_verbs: frozenset[str]
    denying_verbs: frozenset[str]
    possible_nouns: frozenset[str]
    planned_nouns: frozenset[str]
    never_nouns: frozenset[str]
    trying_nouns: frozenset[str]
    possible_adjectives: frozenset[str]
    planned_adjectives: frozenset[str]
    happening_verbs: frozenset[str]
    happening_phrases: frozenset[str]
    denying_adjectives: frozenset[str]
    ceasing_verbs: frozenset[str]
    demanding_verbs: frozenset[str]
    supposing: frozenset[str]
    earlier: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventWords:
    """The frames by the lemma of their first word, those that ask most first; `actors` are all nouns of those who
    act."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    supports: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    sectors: Mapping[str, str]
    capitals: frozenset[str]
    actors: frozenset[str]
    status: StatusWords


@cache
def load_events(lang: str) -> EventWords:
    """Returns the events of a language; raises WordListError, naming the file, for a malformed one."""
    home = folder(lang)
    classes = {name: frozenset(words) for name, words in settings(home / "event_words.toml").items()}
    people = {row.fields[0] for row in rows(home / "speakers.tsv", 3) if row.fields[1] in PEOPLE}
    classes["who"] |= people
    sectors = {row.fields[0]: row.fields[1] for row in rows(home / "sectors.tsv", 2)}
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    for path in sorted((home / "events").glob("*.toml")):
        held = _checked(settings(path), TYPE, _place(path))
        for kind, table in (("verbs", verbs), ("nouns", nouns)):
            for number, entry in enumerate(held.get(kind, ()), 1):
                for word, frame in _frames(held, entry, classes, path.stem, f"{_place(path)}:{kind}[{number}]"):
                    table.setdefault(word, []).append(frame)
    return EventWords(
        {word: _sorted(frames) for word, frames in verbs.items()},
        {word: _sorted(frames) for word, frames in nouns.items()},
        frozenset(row.fields[0] for row in rows(home / "supports.txt", 1)),
        classes,
        sectors,
        frozenset(load_world(lang).capitals),
        classes["who"].union(classes["persons"], classes["forces"], classes["vehicles"], sectors),
        StatusWords(**{name: _listed(words) for name, words in settings(home / "status.toml").items()}),
    )


def event_types(lang: str) -> tuple[str, ...]:
    """Returns the names of the types of events: those of the folder's files, and those of statements."""
    return (*sorted(path.stem for path in (folder(lang) / "events").glob("*.toml")), *STATEMENT_TYPES)


def _listed(words: str | list[str]) -> frozenset[str]:
    return frozenset(words.split() if isinstance(words, str) else words)


def _sorted(frames: Iterable[Frame]) -> tuple[Frame, ...]:
    return tuple(sorted(frames, key=lambda frame: -frame.weight))


def _frames(
    held: dict[str, Any], entry: dict[str, Any], classes: Mapping[str, frozenset[str]], type: str, place: str
) -> Iterator[tuple[str, Frame]]:
    """Yields a frame for each of the entry's words, with the lemma by which it is found."""
    entry = _checked(entry, FRAME, place)
    if not entry.get("words"):
        raise WordListError(f"{place}: no words; write words = [...]")
    roles = entry.get("roles", {})
    if odd := {part for role in roles.values() for part in role.split("|")} - ROLES:
        raise WordListError(f"{place}: no role {sorted(odd)[0]!r}; there are {', '.join(sorted(ROLES))}")
    slots: dict[str, Any] = {slot: entry[slot] for slot in ("subject", "object") if slot in entry}
    slots |= {"de": entry["of"]} if "of" in entry else {}
    slots |= entry.get("with", {})
    conditions = {slot: _heads(words, classes, place) for slot, words in slots.items()}
    for word in entry["words"]:
        reflexive = word.startswith(("se ", "s'"))
        first, *rest = word.removeprefix("se ").removeprefix("s'").split()
        yield (
            first,
            Frame(
                type,
                place,
                tuple(rest),
                reflexive,
                roles,
                conditions,
                frozenset(entry.get("needs", ())),
                frozenset(entry.get("without", ())),
                entry.get("bare", False),
                "".join(entry.get("only", ())),
                entry.get("plover", held.get("plover")) or None,
                tuple(entry.get("mode", held.get("mode", ()))),
                tuple(entry.get("contexts", held.get("contexts", ()))),
                _one_of(entry.get("outcome"), get_args(Outcome), place),
                _one_of(entry.get("status"), get_args(Status), place),
            ),
        )


def _heads(words: Iterable[str], classes: Mapping[str, frozenset[str]], place: str) -> Heads:
    lemmas: set[str] = set()
    named: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            lemmas.add(word)
            continue
        name = word.removeprefix("@")
        if name not in classes and name not in get_args(Class):
            raise WordListError(f"{place}: no word class {word!r}; give it in event_words.toml")
        lemmas |= classes.get(name, frozenset())
        named |= {name} & set(get_args(Class))
    return Heads(frozenset(lemmas), frozenset(named))


def _checked(table: dict[str, Any], known: frozenset[str], place: str) -> dict[str, Any]:
    if odd := set(table) - known:
        raise WordListError(f"{place}: no key {sorted(odd)[0]!r}; there are {', '.join(sorted(known))}")
    return table


def _one_of(value: Any, allowed: tuple[Any, ...], place: str) -> Any:
    if value is not None and value not in allowed:
        raise WordListError(f"{place}: {value!r} is none of {', '.join(allowed)}")
    return value


def _place(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
