"""The command line with the model left out: its readings are made by hand, so that tests of the faces take no time.

`python -m tests.fake_cli read ...` runs it as a process of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

import msgspec

from selon.model import Claim, Dispatch, Finding, Reading, Span, cut
from tests.readings import TEXT, sample


def read_all(dispatches: Iterable[Dispatch], names: object = ()) -> Iterator[Reading]:
    """The findings of the sample, where the text is the sample's; none elsewhere."""
    for dispatch in dispatches:
        if dispatch.text == TEXT:
            yield msgspec.structs.replace(sample(), dispatch=dispatch)
        else:
            yield Reading(dispatch, (), ())


@dataclass(frozen=True)
class Explanation:
    construction: str
    example: str
    entry: str | None
    line: str | None
    spans: tuple[tuple[str, Span], ...]
    notes: tuple[tuple[str, str], ...] = ()


def explain(reading: Reading, finding: Finding) -> Explanation:
    content = finding.content if isinstance(finding, Claim) else [cut(TEXT, finding.start, finding.end)]
    spans = tuple(("content", span) for span in content)
    made = finding.made
    line = "déclarer\tstate" if made.entry else None
    return Explanation(made.construction, "« Non », a déclaré Zoé.", made.entry, line, spans, (("noted", "so"),))


@dataclass(frozen=True)
class CheckReport:
    passed: int
    failed: tuple[str, ...]
    todo: int


def passing(lang: str) -> CheckReport:
    return CheckReport(12, (), 3)


def fakes() -> dict[str, ModuleType]:
    """The modules that stand in for those that need the model."""
    modules = {name: ModuleType(name) for name in ("selon.reading", "selon.why", "selon.check")}
    vars(modules["selon.reading"])["read_all"] = read_all
    vars(modules["selon.why"])["explain"] = explain
    vars(modules["selon.check"])["check_language"] = passing
    return modules


if __name__ == "__main__":
    from selon.cli import main

    sys.modules.update(fakes())
    main()
