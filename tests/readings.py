"""Readings made by hand, for the tests of the faces: the text with its parts looked up in it."""

from __future__ import annotations

from selon.model import Block, Claim, Made, Reading, Source, Span, cut, make_dispatch

TEXT = (
    "Moscou et Pyongyang se parlent\n\n"
    "Les deux pays « coopéraient » dans des domaines sensibles, a déclaré Dmitri Peskov, cité par Interfax. "
    "=Rien n'est signé=, assure Séoul. La frappe aurait tué trois civils.\n"
)


def span(text: str, words: str) -> Span:
    """The first place where `words` stand in `text`."""
    start = text.index(words)
    return cut(text, start, start + len(words))


def source(text: str, words: str, name: str | None = None) -> Source:
    at = span(text, words)
    return Source(at.start, at.end, at.text, name or words, None)


def sample(text: str = TEXT, path: str = "sample.txt") -> Reading:
    """Three claims: one through Interfax, one that a spreadsheet would take for a formula, one without a source."""
    made = Made("inversion", "fr/verbs.tsv:31")
    peskov = Claim(
        id="a1",
        content=(span(text, "Les deux pays « coopéraient » dans des domaines sensibles"),),
        cue=span(text, "a déclaré"),
        sources=(source(text, "Interfax"), source(text, "Dmitri Peskov")),
        mode="mixed",
        act="state",
        certainty="certain",
        answers=(),
        made=made,
    )
    seoul = Claim(
        id="a2",
        content=(span(text, "=Rien"), span(text, "n'est signé=")),
        cue=span(text, "assure"),
        sources=(source(text, "Séoul"),),
        mode="indirect",
        act="state",
        certainty="certain",
        answers=(),
        made=made,
    )
    hearsay = Claim(
        id="a3",
        content=(span(text, "La frappe aurait tué trois civils"),),
        cue=span(text, "aurait tué"),
        sources=(),
        mode="unsourced",
        act="state",
        certainty="possible",
        answers=(),
        made=Made("hearsay", None),
    )
    title = Block(0, text.index("\n"), "title")
    return Reading(make_dispatch(text, path), (title,), (peskov, seoul, hearsay))


def silent(text: str = "Rien.", path: str = "silent.txt") -> Reading:
    """A reading without claims."""
    return Reading(make_dispatch(text, path), (), ())
