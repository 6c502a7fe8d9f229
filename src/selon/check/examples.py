"""The files of examples: sentences, and what must be found in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, islice, takewhile
from pathlib import Path
from typing import Any

from selon.check.subjects import subject_of
from selon.check.words import ARROW, BREAK, NOTHING, TODO
from selon.languages.loader import WordListError

DATED = re.compile(r"\[(\d{4}-\d\d-\d\d)\]\s*")


@dataclass(frozen=True)
class Example:
    """A sentence or short text, and all that must be found in it; `place` is its line (`fr/examples/reports.txt:12`),
    `subject` what is looked for, `sent` the day that its times count from."""

    place: str
    subject: str
    text: str
    sent: str | None
    expected: tuple[Any, ...]
    todo: bool


def read_examples(path: Path) -> Iterator[Example]:
    """Yields the examples of a file, or those that stand in a type of event's own file (`events/visit.toml`); raises
    WordListError, naming the line, for a malformed or doubled one."""
    places: dict[tuple[str, str | None], str] = {}
    subject = f"events/{path.stem}" if path.suffix == ".toml" else path.stem
    for lines in _groups(path):
        example = _example(subject, lines)
        key = example.text, example.sent
        if key in places:
            raise WordListError(f"{example.place}: this example stands in {places[key]} already")
        places[key] = example.place
        yield example


def _groups(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Yields the lines of each example, (place, line): an example ends where the line after an arrow is none."""
    group: list[tuple[str, str]] = []
    for number, line in _lines(path):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if group and group[-1][1].startswith(ARROW) and not words.startswith(ARROW):
            yield group
            group = []
        group.append((f"{path.parent.parent.name}/{path.parent.name}/{path.name}:{number}", words))
    if group:
        yield group


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yields the numbered lines of a file of examples, or of the `examples` of a TOML file."""
    lines: Iterator[tuple[int, str]] = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    if path.suffix == ".toml":
        inside = dropwhile(lambda line: not line[1].startswith("examples ="), lines)
        lines = takewhile(lambda line: not line[1].startswith(("'''", '"""')), islice(inside, 1, None))
    yield from lines


def _example(subject: str, lines: list[tuple[str, str]]) -> Example:
    todo = lines[0][1] == TODO
    (place, text), *arrows = lines[todo:] or [(lines[0][0], ARROW)]
    if text.startswith(ARROW):
        raise WordListError(f"{place}: no sentence before this line")
    if not arrows:
        raise WordListError(f"{place}: nothing said of this sentence; write '-> ...' or '-> nothing' under it")
    if not arrows[0][1].startswith(ARROW):
        raise WordListError(f"{arrows[0][0]}: a sentence is one line; write its claims under it, each after '-> '")
    dated = DATED.match(text)
    words = text[dated.end() :] if dated else text
    sent = dated[1] if dated else None
    return Example(place, subject, _text(words), sent, tuple(_expected(subject, arrows)), todo)


def _text(line: str) -> str:
    return "\n\n".join(part.strip() for part in line.split(BREAK))


def _expected(subject: str, arrows: list[tuple[str, str]]) -> Iterator[Any]:
    for place, line in arrows:
        words = line.removeprefix(ARROW).strip()
        if words != NOTHING:
            yield subject_of(subject).expected(place, words)
        elif len(arrows) > 1:
            raise WordListError(f"{place}: 'nothing' stands beside a finding")
