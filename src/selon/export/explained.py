"""How a finding was made, for a person: its construction, the line of the word list, the spans."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Protocol

from selon.export.claims import content, line, who
from selon.model import Claim, Event, Finding, Span

SHOWN = 400  # characters of a span


class Explanation(Protocol):
    """What is asked of a `selon.why.Explanation`."""

    @property
    def construction(self) -> str: ...
    @property
    def example(self) -> str: ...
    @property
    def entry(self) -> str | None: ...
    @property
    def line(self) -> str | None: ...
    @property
    def spans(self) -> tuple[tuple[str, Span], ...]: ...
    @property
    def notes(self) -> tuple[tuple[str, str], ...]: ...


def lines(number: int, finding: Finding, explanation: Explanation, width: int = 80) -> Iterator[str]:
    """Yields the lines on one finding, `width` columns wide, the last one empty."""
    yield line(f"[{number}] {_heading(finding)}", width) + "\n"
    for label, text in _facts(finding, explanation):
        yield _wrapped(label, text, width) + "\n"
    yield "\n"


def _heading(finding: Finding) -> str:
    if isinstance(finding, Claim):
        return f"{who(finding) or 'nobody named'}: {content(finding)}"
    if isinstance(finding, Event):
        return f"{finding.type}: {finding.trigger.text}"
    return finding.text


def _facts(finding: Finding, explanation: Explanation) -> Iterator[tuple[str, str]]:
    """Yields (label, text), the label "" for what goes on from the line before."""
    if isinstance(finding, Claim):
        yield "reading", f"{finding.act}, {finding.mode}, {finding.certainty}"
    yield from explanation.notes
    yield "construction", explanation.construction
    yield "as in", explanation.example
    yield "word list", explanation.entry or "none needed"
    if explanation.line:
        yield "", explanation.line
    for label, span in explanation.spans:
        yield label, _span(span)


def _span(span: Span) -> str:
    return f"{span.start}-{span.end}: {line(span.text, SHOWN)}"


def _wrapped(label: str, text: str, width: int) -> str:
    margin = " " * 16
    first = f"  {label:13} "
    return textwrap.fill(
        line(text), max(width, 40), initial_indent=first, subsequent_indent=margin, break_on_hyphens=False
    )
