"""Readings made by hand, for the tests of the faces: the text with its parts looked up in it."""

from __future__ import annotations

from selon.model import (
    Bearer,
    Block,
    Claim,
    Entity,
    Made,
    Name,
    NameKind,
    Place,
    Reading,
    Reference,
    Role,
    Source,
    Span,
    Time,
    cut,
    make_dispatch,
)

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
    return Reading(
        make_dispatch(text, path),
        (title,),
        (peskov, seoul, hearsay),
        (_name(text, "Dmitri Peskov", "person", "e1"), _name(text, "Séoul", "location", "e2", ("e3",))),
        (Reference(*_ends(text, "Les deux pays"), "role", "e2", Made("bearer", None)),),
        _entities(text),
        (_day(text), _week(text)),
        (_place(text),),
    )


def _ends(text: str, words: str) -> tuple[int, int, str]:
    at = span(text, words)
    return at.start, at.end, at.text


def _name(text: str, words: str, kind: NameKind, entity: str, others: tuple[str, ...] = ()) -> Name:
    return Name(*_ends(text, words), kind, entity, Made("title", None), others)


def _entities(text: str) -> tuple[Entity, ...]:
    """A man with a role, a government, and the town that its name is too."""
    role = Role(*_ends(text, "déclaré"), "porte-parole", "Kremlin", "RUS")
    return (
        Entity("e1", "Dmitri Peskov", "person", "RUS", (role,), "Q4"),
        Entity("e2", "Corée du Sud", "government", "KOR"),
        Entity("e3", "Séoul", "location", "KOR"),
    )


def _day(text: str) -> Time:
    """A day that is known."""
    made = Made("weekday", "fr/days.txt:1")
    return Time(
        *_ends(text, "parlent"),
        "DATE",
        "2023-09-13",
        made,
        begins="2023-09-13",
        ends="2023-09-13",
        counted_from="2023-09-13",
    )


def _week(text: str) -> Time:
    """One that is tied to an event, and of which nobody knows the days."""
    return Time(*_ends(text, "tué"), "DATE", "-P1W", Made("beside", None), mod="LESS_THAN", anchor=span(text, "frappe"))


def _place(text: str) -> Place:
    """A town, near which something is, with a runner-up."""
    bearer = Bearer(1, "Séoul-sur-Mer", "FRA", -1.5, 2.0)
    return Place(
        *_ends(text, "Séoul"),
        1835848,
        "Séoul",
        "KOR",
        37.566,
        126.9784,
        "town",
        Made("named", "fr/places.tsv:1"),
        "e3",
        "near",
        span(text, "assure"),
        (bearer,),
    )


def silent(text: str = "Rien.", path: str = "silent.txt") -> Reading:
    """A reading without claims."""
    return Reading(make_dispatch(text, path), (), ())
