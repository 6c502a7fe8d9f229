"""How a claim was found: the construction with its example, the line of the word list, the spans."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from selon.languages.loader import FOLDER
from selon.model import Claim, Reading, Span
from selon.stages.claims import CONSTRUCTIONS


@dataclass(frozen=True)
class Explanation:
    """What made a claim.

    `example` is what the construction is there for, in a sentence or two; `entry` names a line of a word list
    (`fr/verbs.tsv:31`) and `line` is that line, both None where no listed word was needed; `spans` are the claim's
    parts, each with what it is ("content", "cue", "through", "source").
    """

    construction: str
    example: str
    entry: str | None
    line: str | None
    spans: tuple[tuple[str, Span], ...]


def explain(reading: Reading, claim: Claim) -> Explanation:
    """Returns how the claim of the reading was found. Raises ValueError for a claim that is not the reading's."""
    if claim not in reading.claims:
        raise ValueError(f"{reading.dispatch.path}: claim {claim.id} is not of this reading")
    name, entry = claim.made.construction, claim.made.entry
    return Explanation(name.replace("_", " "), example(name), entry, entry and entry_line(entry), tuple(_spans(claim)))


def example(construction: str) -> str:
    """Returns the sentences that a construction's docstring opens with; "" for one that selon lacks by now."""
    function = CONSTRUCTIONS.get(construction)
    text = inspect.getdoc(function) if function else None
    return " ".join((text or "").split("\n\n")[0].split())


def entry_line(entry: str) -> str:
    """Returns the line of a word list that `entry` names (`fr/verbs.tsv:31`), a dot between its fields."""
    name, _, number = entry.rpartition(":")
    line = (FOLDER / name).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    return " · ".join(field.strip() for field in line.split("\t") if field.strip())


def _spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield from (("content", piece) for piece in claim.content)
    if claim.cue:
        yield "cue", claim.cue
    for source in claim.sources:
        label = "source" if source is claim.sources[-1] else "through"
        yield label, Span(source.start, source.end, source.text)
