"""Runs the examples that stand beside a language's word lists: `fr/examples/*.txt`, and in `fr/events/*.toml`.

An example is a sentence and, under it, what must be found in it. The name of its file says what that is: names.txt,
times.txt and places.txt hold rows (rows.py), all others claims (claims.py); a type of event's file holds its own
(events.py). docs/languages.md says all of the format.
All that is found must be listed: an extra finding fails as a missing one does.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.check.examples import Example, read_examples
from selon.check.subjects import subject_of
from selon.languages.loader import folder
from selon.model import Reading, make_dispatch
from selon.reading import read_all


@dataclass(frozen=True)
class CheckReport:
    """How many examples pass, what is wrong with those that fail (a message each), and how many wait (`todo`)."""

    passed: int
    failed: tuple[str, ...]
    todo: int


def check_language(lang: str) -> CheckReport:
    """Reads all examples of the language in one batch and compares.

    Raises ValueError for an unknown language, WordListError for a malformed or doubled example.
    """
    examples = load_examples(lang)
    readings = read_all(make_dispatch(example.text, lang=lang, sent=example.sent) for example in examples)
    results = [(example, differences(example, reading)) for example, reading in zip(examples, readings, strict=True)]
    failed = [_message(example, wrong) for example, wrong in results if bool(wrong) != example.todo]
    waiting = sum(bool(wrong) and example.todo for example, wrong in results)
    return CheckReport(len(results) - len(failed) - waiting, tuple(failed), waiting)


def load_examples(lang: str) -> list[Example]:
    """Returns the examples of a language, file by file; raises as `check_language` does."""
    home = folder(lang)
    paths = [*sorted((home / "examples").glob("*.txt")), *sorted((home / "events").glob("*.toml"))]
    return [example for path in paths for example in read_examples(path)]


def differences(example: Example, reading: Reading) -> list[str]:
    """Returns a line for each finding that is missing, and one for each that is not expected."""
    subject = subject_of(example.subject)
    found = subject.found(reading)
    missing = []
    for expected in example.expected:
        match = next((other for other in found if subject.agree(expected, other)), None)
        if match is None:
            missing.append(f"  missing {subject.line(expected)}")
        else:
            found.remove(match)
    return missing + [f"  found   {subject.line(other)}" for other in found]


def _message(example: Example, wrong: list[str]) -> str:
    if not wrong:
        return f"{example.place}: passes now; take its todo away"
    return "\n".join([f"{example.place}: {example.text}", *wrong])
