"""Runs the examples that stand beside a language's word lists: `fr/examples/*.txt`.

An example is a sentence and, under it, the claims that must be found in it:

    « La trêve tient », a déclaré Bo.
    -> La trêve tient | a déclaré | Bo | direct state certain

docs/languages.md says all of the format. All that is found must be listed: an extra claim fails as a missing one does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from selon.languages.loader import WordListError, folder
from selon.model import Act, Certainty, Claim, Mode, Reading, make_dispatch
from selon.reading import read_all

ARROW, TODO, NOTHING, NONE, BREAK = "->", "todo", "nothing", "-", "¶"


@dataclass(frozen=True)
class CheckReport:
    """How many examples pass, what is wrong with those that fail (a message each), and how many wait (`todo`)."""

    passed: int
    failed: tuple[str, ...]
    todo: int


@dataclass(frozen=True)
class Named:
    """A source: its words, and the name that they must resolve to, None where any will do."""

    text: str
    name: str | None


@dataclass(frozen=True)
class Expected:
    """A claim as an example line words it."""

    content: tuple[str, ...]
    cue: str | None
    sources: tuple[Named, ...]
    mode: Mode
    act: Act
    certainty: Certainty


@dataclass(frozen=True)
class Example:
    """A sentence or short text, and all the claims in it; `place` is its line (`fr/examples/reports.txt:12`)."""

    place: str
    text: str
    expected: tuple[Expected, ...]
    todo: bool


def check_language(lang: str) -> CheckReport:
    """Reads all examples of the language in one batch and compares.

    Raises ValueError for an unknown language, WordListError for a malformed or doubled example.
    """
    examples = load_examples(lang)
    readings = read_all(make_dispatch(example.text, lang=lang) for example in examples)
    results = [(example, differences(example, reading)) for example, reading in zip(examples, readings, strict=True)]
    failed = [_message(example, wrong) for example, wrong in results if bool(wrong) != example.todo]
    waiting = sum(bool(wrong) and example.todo for example, wrong in results)
    return CheckReport(len(results) - len(failed) - waiting, tuple(failed), waiting)


def load_examples(lang: str) -> list[Example]:
    """Returns the examples of a language, file by file; raises as `check_language` does."""
    return [example for path in sorted((folder(lang) / "examples").glob("*.txt")) for example in read_examples(path)]


def differences(example: Example, reading: Reading) -> list[str]:
    """Returns a line for each claim that is missing, and one for each that is not expected."""
    found = [_found(claim) for claim in reading.claims]
    missing = []
    for expected in example.expected:
        match = next((other for other in found if _agree(expected, other)), None)
        if match:
            found.remove(match)
        else:
            missing.append(f"  missing {_line(expected)}")
    return missing + [f"  found   {_line(other)}" for other in found]


def _message(example: Example, wrong: list[str]) -> str:
    if not wrong:
        return f"{example.place}: passes now; take its todo away"
    return "\n".join([f"{example.place}: {example.text}", *wrong])


def _found(claim: Claim) -> Expected:
    """A claim of a reading, as an example would word it."""
    return Expected(
        tuple(_flat(piece.text) for piece in claim.content),
        _flat(claim.cue.text) if claim.cue else None,
        tuple(Named(_flat(source.text), source.name) for source in claim.sources),
        claim.mode,
        claim.act,
        claim.certainty,
    )


def _agree(expected: Expected, found: Expected) -> bool:
    return _plain(expected) == _plain(found) and all(
        wanted.name in (None, got.name) for wanted, got in zip(expected.sources, found.sources, strict=True)
    )


def _plain(claim: Expected) -> tuple[object, ...]:
    """What must be the same: all but the names, and the stop of a quoted sentence, which is nobody's word."""
    content = tuple(piece.rstrip(" .") for piece in claim.content)
    sources = tuple(source.text for source in claim.sources)
    return content, claim.cue, sources, claim.mode, claim.act, claim.certainty


def _line(claim: Expected) -> str:
    sources = " > ".join(source.text + (f" = {source.name}" if source.name else "") for source in claim.sources)
    stance = f"{claim.mode} {claim.act} {claim.certainty}"
    return f"{ARROW} {' / '.join(claim.content)} | {claim.cue or NONE} | {sources or NONE} | {stance}"


def _flat(text: str) -> str:
    """The text with every run of space, no-break ones too, made one plain space."""
    return " ".join(text.split())


# The files


def read_examples(path: Path) -> Iterator[Example]:
    """Yields the examples of a file; raises WordListError, naming the line, for a malformed or doubled one."""
    places: dict[str, str] = {}
    for lines in _groups(path):
        example = _example(lines)
        if example.text in places:
            raise WordListError(f"{example.place}: this example stands in {places[example.text]} already")
        places[example.text] = example.place
        yield example


def _groups(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Yields the lines of each example, (place, line): an example ends where the line after an arrow is none."""
    group: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if group and group[-1][1].startswith(ARROW) and not words.startswith(ARROW):
            yield group
            group = []
        group.append((f"{path.parent.parent.name}/{path.parent.name}/{path.name}:{number}", words))
    if group:
        yield group


def _example(lines: list[tuple[str, str]]) -> Example:
    todo = lines[0][1] == TODO
    (place, text), *arrows = lines[todo:] or [(lines[0][0], ARROW)]
    if text.startswith(ARROW):
        raise WordListError(f"{place}: no sentence before this line")
    if not arrows:
        raise WordListError(f"{place}: nothing said of this sentence; write '-> ...' or '-> nothing' under it")
    if not arrows[0][1].startswith(ARROW):
        raise WordListError(f"{arrows[0][0]}: a sentence is one line; write its claims under it, each after '-> '")
    return Example(place, _text(text), tuple(_claims(arrows)), todo)


def _text(line: str) -> str:
    return "\n\n".join(part.strip() for part in line.split(BREAK))


def _claims(arrows: list[tuple[str, str]]) -> Iterator[Expected]:
    for place, line in arrows:
        words = line.removeprefix(ARROW).strip()
        if words != NOTHING:
            yield _expected(place, words)
        elif len(arrows) > 1:
            raise WordListError(f"{place}: 'nothing' stands beside a claim")


def _expected(place: str, line: str) -> Expected:
    fields = [_flat(field) for field in line.split("|")]
    if len(fields) != 4 or not all(fields):
        raise WordListError(f"{place}: {len(fields)} fields, expected 4: content | cue | sources | mode act certainty")
    content, cue, sources, stance = fields
    return Expected(
        tuple(content.split(" / ")),
        None if cue == NONE else cue,
        () if sources == NONE else tuple(map(_named, sources.split(" > "))),
        *_stance(place, stance),
    )


def _named(source: str) -> Named:
    text, _, name = source.partition(" = ")
    return Named(text, name or None)


def _stance(place: str, stance: str) -> tuple[Mode, Act, Certainty]:
    words = stance.split()
    if len(words) != 3:
        raise WordListError(f"{place}: {stance!r}, expected three words: mode act certainty")
    for word, kind, name in zip(words, (Mode, Act, Certainty), ("mode", "act", "certainty"), strict=True):
        if word not in get_args(kind):
            raise WordListError(f"{place}: no {name} {word!r}; it is one of {', '.join(get_args(kind))}")
    return cast(tuple[Mode, Act, Certainty], tuple(words))
