"""What a record knows of a dispatch beside its findings, for a person: a few lines above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.export.claims import line
from selon.model import Dispatch
from selon.record.lookup import SHOWN, Link


def heading(dispatch: Dispatch, state: str, links: Iterable[Link]) -> str:
    """The lines above a dispatch, the last one empty."""
    facts = [*_facts(dispatch, state), *((link.relation, _link(link)) for link in links)]
    return "".join(f"{name:<16}{line(words)}\n" for name, words in facts) + "\n"


def _facts(dispatch: Dispatch, state: str) -> Iterator[tuple[str, str]]:
    yield "dispatch", dispatch.id
    yield "state", state
    for name in ("agency", "dateline", "byline", "issued", "item", "version", "status", "urgency", "slug", "rights"):
        held = getattr(dispatch, name)
        if held is not None and (name, held) != ("status", "usable"):
            yield name, str(held)
    if dispatch.subjects:
        yield "subjects", "; ".join(subject.name or subject.code or "" for subject in dispatch.subjects)
    for name in ("embargo", "url"):
        if getattr(dispatch, name):
            yield name, getattr(dispatch, name)


def _link(link: Link) -> str:
    return f"{link.id[:SHOWN]} {link.title or link.path} ({link.reason})"
